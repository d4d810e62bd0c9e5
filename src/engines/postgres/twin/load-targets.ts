import type { TwinRequest } from '#contracts/engine.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';
import type { MadeTable } from './made-tables.ts';
import { type PartitionValues, partitionValues } from './partition-values.ts';

/** Where rows are put: a table, a partition by its own statistics, or a partitioned table by those of the whole. */
export interface LoadTarget {
  readonly schema: string;
  readonly name: string;
  readonly key: string;
  /** The table that others refer to: of a partition, its topmost parent. */
  readonly root: string;
  readonly rootTable: { readonly schema: string; readonly name: string };
  readonly columns: MadeTable['columns'];
  readonly bounds: string | undefined;
  /** Rows of the source. */
  readonly rows: number;
  readonly statistics: ReadonlyMap<string, ColumnStatistics>;
  readonly foreignKeys: readonly ForeignKey[];
  /** Columns of keys without repetition, the primary key first. */
  readonly uniqueKeys: readonly (readonly string[])[];
  /** What the partitions take, for a key that no statistics tell. */
  readonly partitionKey: PartitionValues | undefined;
  /** Partitions, where the rows go to their parent. */
  readonly parts: readonly MadeTable[];
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** Key of the referenced table. */
  readonly references: string;
  readonly referenced: readonly string[];
}

/** The tables to fill, with what the schema and the statistics say of each. */
export function loadTargets(request: TwinRequest, made: readonly MadeTable[], notes: string[]): readonly LoadTarget[] {
  const tables = new Map(request.schema.tables.map((table) => [keyOf(table), table]));
  const relations = new Map(
    request.statistics.relations.filter(({ kind }) => kind === 'table').map((each) => [keyOf(each), each]),
  );
  const rootOf = (key: string): string => {
    const parent = tables.get(key)?.partitionOf;
    return parent === undefined ? key : rootOf(`${parent.schema}.${parent.table}`);
  };
  const rowsOf = (key: string) => rowsIn(key, relations.get(key), tables.get(key), notes);
  const byRoot = new Map<string, MadeTable[]>();
  for (const table of made) {
    if (!tables.has(keyOf(table))) continue;
    const root = rootOf(keyOf(table));
    byRoot.set(root, [...(byRoot.get(root) ?? []), table]);
  }
  return [...byRoot].flatMap(([root, parts]): LoadTarget[] => {
    const target = (table: Pick<MadeTable, 'schema' | 'name'>, columns: MadeTable['columns'], inherited: boolean) => ({
      schema: table.schema,
      name: table.name,
      key: keyOf(table),
      root,
      rootTable: tables.get(root) ?? table,
      columns,
      bounds: undefined,
      statistics: columnStatistics(relations.get(keyOf(table)), inherited),
      // Of a table that is not here nothing can be referred to: such a column is one like any other.
      foreignKeys: foreignKeysOf(tables.get(keyOf(table))).filter(({ references }) => tables.has(references)),
      uniqueKeys: uniqueKeysOf(tables.get(keyOf(table))),
      partitionKey: undefined,
      parts: [],
    });
    const keyOfParts = (some: readonly MadeTable[]) => partitionValues(request.schema, some.map(keyOf));
    const whole = tables.get(root);
    const [first] = parts;
    if (whole?.kind === 'partitioned' && first !== undefined && needsParent(parts, relations, rowsOf)) {
      const rows = parts.reduce((sum, part) => sum + rowsOf(keyOf(part)), 0);
      return [{ ...target(whole, first.columns, true), rows, parts, partitionKey: keyOfParts(parts) }];
    }
    return parts.map((part) => ({
      ...target(part, part.columns, false),
      bounds: part.bounds,
      partitionKey: keyOfParts([part]),
      rows: rowsOf(keyOf(part)),
    }));
  });
}

export function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

/** PostgreSQL alone knows the hash of a key; a partition without statistics of its own has those of the whole. */
function needsParent(
  parts: readonly MadeTable[],
  relations: ReadonlyMap<string, RelationStatistics>,
  rowsOf: (key: string) => number,
): boolean {
  return parts.some(
    (part) => part.hashed || (rowsOf(keyOf(part)) > 0 && (relations.get(keyOf(part))?.columns.length ?? 0) === 0),
  );
}

function rowsIn(
  key: string,
  relation: RelationStatistics | undefined,
  table: Table | undefined,
  notes: string[],
): number {
  const rows = relation?.rows ?? table?.rows;
  if (rows !== undefined) return Math.max(0, Math.round(rows));
  const pages = relation?.pages ?? 0;
  const note = `The rows of ${key} were never counted; their number is guessed from its size.`;
  if (pages > 0 && !notes.includes(note)) notes.push(note);
  // 100 bytes a row
  return pages * 80;
}

function columnStatistics(
  relation: RelationStatistics | undefined,
  inherited: boolean,
): ReadonlyMap<string, ColumnStatistics> {
  const fitting = (relation?.columns ?? []).filter((each) => each.inherited === inherited);
  return new Map(fitting.map((each) => [each.column, each]));
}

function foreignKeysOf(table: Table | undefined): readonly ForeignKey[] {
  return (table?.constraints ?? [])
    .flatMap(({ name, columns, references }) =>
      references === undefined
        ? []
        : [{ name, columns, references: `${references.schema}.${references.table}`, referenced: references.columns }],
    )
    .sort((a, b) => b.columns.length - a.columns.length);
}

function uniqueKeysOf(table: Table | undefined): readonly (readonly string[])[] {
  const isKey = ({ kind }: Constraint) => kind === 'primary-key' || kind === 'unique';
  const constraints = (table?.constraints ?? []).filter(isKey);
  const primaryFirst = [...constraints].sort(
    (a, b) => Number(b.kind === 'primary-key') - Number(a.kind === 'primary-key'),
  );
  const indexes = (table?.indexes ?? []).filter(
    ({ unique, predicate, keys }) =>
      unique && predicate === undefined && keys.every(({ column }) => column !== undefined),
  );
  const keys = [
    ...primaryFirst.map(({ columns }) => columns),
    ...indexes.map((index) => index.keys.flatMap(({ column }) => (column === undefined ? [] : [column]))),
  ];
  const seen = new Set<string>();
  return keys.filter((columns) => {
    const same = JSON.stringify([...columns].sort());
    return !seen.has(same) && seen.add(same);
  });
}
