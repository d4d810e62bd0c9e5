import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Diagram, DiagramGroup, DiagramReference, DiagramTable } from '#vocabulary/diagram.ts';
import { groupNames, otherTables } from './group-name.ts';
import { findHubs, groupTables } from './group-tables.ts';
import { shortType } from './short-type.ts';

export interface DiagramOptions {
  readonly title: string;
  /** Those that are drawn; all where it is absent. */
  readonly only?: (table: Table) => boolean;
  /** Leave out what a user wrote or may have: defaults and comments. */
  readonly bare?: boolean;
}

/**
 * What a diagram of the schema shows: its tables without partitions (their parent stands for them) and materialized
 * views, what refers to what and how often, and the groups that foreign keys make of them.
 */
export function diagramOf(schema: DatabaseSchema, { title, only = () => true, bare = false }: DiagramOptions): Diagram {
  const places = new Map(schema.tables.map((table) => [keyOf(table), table]));
  const whole = schema.tables.filter(
    (table) => table.partitionOf === undefined && table.kind !== 'materialized-view' && only(table),
  );
  const labelOf = labelling(schema);
  const drawn = whole.toSorted((a, b) => (labelOf(a) < labelOf(b) ? -1 : 1));
  const at = new Map(drawn.map((table, index) => [keyOf(table), index]));
  const references = referencesOf(drawn, at, places, labelOf);
  const links = references.flatMap(({ from, to }) =>
    to === undefined ? [] : [{ from: Number(from.slice(1)), to: Number(to.slice(1)) }],
  );
  const hubs = findHubs(drawn.length, links);
  const partitions = partitionCounts(schema, places);
  const tables = drawn.map((table, index) =>
    tableOf(
      bare ? withoutTexts(table) : table,
      index,
      labelOf(table),
      hubs.has(index),
      partitions.get(keyOf(table)) ?? 0,
    ),
  );
  const names = drawn.map(({ name }) => name);
  const groups = groupTables(names, links, hubs).map((group) => {
    const inside = new Set(group);
    const within = links.filter(({ from, to }) => from !== to && inside.has(from) && inside.has(to));
    const members = group.map((index) => ({
      label: tables[index]?.label ?? '',
      name: names[index] ?? '',
      hub: hubs.has(index),
      referred: within.filter(({ to }) => to === index).length,
      refers: within.filter(({ from, to }) => from === index && !hubs.has(to)).length,
    }));
    return { names: groupNames(members), tables: group.map((index) => `t${index}`) };
  });
  return { title, tables, references: [...references], groups: named(bySize(groups)) };
}

function keyOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return JSON.stringify([schema, name]);
}

type Labelling = (table: Pick<Table, 'schema' | 'name'>) => string;

/** Names without the schema where there is one only, or where a search finds the table, and nothing else, by its name. */
function labelling({ searchPath, tables }: DatabaseSchema): Labelling {
  const known = new Set(tables.map(keyOf));
  const isOne = new Set(tables.map(({ schema }) => schema)).size === 1;
  return ({ schema, name }) => {
    if (isOne) return name;
    const first = searchPath.find((place) => known.has(keyOf({ schema: place, name })));
    return schema === '' || first === schema ? name : `${schema}.${name}`;
  };
}

type Place = { readonly schema: string; readonly table: string };

/** The table itself, or of a partition the topmost table that it is a part of. */
function topmost({ schema, table }: Place, places: ReadonlyMap<string, Table>): Pick<Table, 'schema' | 'name'> {
  let here: Pick<Table, 'schema' | 'name'> = { schema, name: table };
  for (let depth = 0; depth < 32; depth += 1) {
    const parent = places.get(keyOf(here))?.partitionOf;
    if (parent === undefined) return here;
    here = { schema: parent.schema, name: parent.table };
  }
  return here;
}

function partitionCounts(schema: DatabaseSchema, places: ReadonlyMap<string, Table>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { partitionOf, kind } of schema.tables) {
    if (partitionOf === undefined || kind === 'partitioned') continue;
    const key = keyOf(topmost(partitionOf, places));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function withoutTexts({ comment: _, ...table }: Table): Table {
  const columns = table.columns.map(({ comment, default: value, ...column }) => column);
  return { ...table, columns };
}

function tableOf(table: Table, at: number, label: string, hub: boolean, partitions: number): DiagramTable {
  const primaryKey = table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const uniques = uniquesOf(table);
  const foreign = new Set(table.constraints.flatMap(({ kind, columns }) => (kind === 'foreign-key' ? columns : [])));
  return {
    id: `t${at}`,
    schema: table.schema,
    name: table.name,
    label,
    columns: table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      shortType: shortType(column.type),
      nullable: column.nullable && !primaryKey.includes(column.name),
      keys: [
        ...(primaryKey.includes(column.name) ? ['PK' as const] : []),
        ...(foreign.has(column.name) ? ['FK' as const] : []),
        ...(uniques.some(([first, second]) => first === column.name && second === undefined) ? ['UK' as const] : []),
      ],
      ...(column.default === undefined ? {} : { default: column.default }),
      ...(column.comment === undefined ? {} : { comment: column.comment }),
    })),
    primaryKey,
    uniques: uniques.map((columns) => [...columns]),
    hub,
    partitions,
    ...(table.comment === undefined ? {} : { comment: table.comment }),
  };
}

/** Of constraints and of unique indexes on whole columns of all rows. */
function uniquesOf({ constraints, indexes }: Table): readonly (readonly string[])[] {
  const declared = constraints.flatMap(({ kind, columns }) => (kind === 'unique' ? [columns] : []));
  const indexed = indexes.flatMap((index) => {
    if (!index.unique || index.predicate !== undefined) return [];
    const columns = index.keys.map((key) => key.column);
    return columns.every((column) => column !== undefined) ? [columns] : [];
  });
  const primary = constraints.find(({ kind }) => kind === 'primary-key')?.columns;
  const all = [...declared, ...indexed].filter((columns) => columns.join('\0') !== primary?.join('\0'));
  return [...new Map(all.map((columns) => [columns.join('\0'), columns])).values()];
}

function referencesOf(
  drawn: readonly Table[],
  at: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, Table>,
  labelOf: Labelling,
): readonly DiagramReference[] {
  const seen = new Set<string>();
  return drawn
    .flatMap((table, from) =>
      table.constraints.flatMap(({ references, columns, name }): readonly Omit<DiagramReference, 'id'>[] => {
        if (references === undefined) return [];
        const target = topmost(references, places);
        const to = at.get(keyOf(target));
        // A key to a partitioned table is in the catalog once more for each partition.
        const same = JSON.stringify([from, columns, keyOf(target), references.columns]);
        if (seen.has(same)) return [];
        seen.add(same);
        const isNullable = (column: string) => table.columns.find((one) => one.name === column)?.nullable !== false;
        return [
          {
            name,
            from: `t${from}`,
            columns,
            ...(to === undefined ? {} : { to: `t${to}` }),
            label: labelOf(target),
            targets: references.columns,
            optional: columns.some(isNullable),
            single: isUnique(table, columns),
            onDelete: references.onDelete,
            onUpdate: references.onUpdate,
          },
        ];
      }),
    )
    .map((reference, index) => ({ id: `r${index}`, ...reference }));
}

/** Some unique key is made of these columns or of a part of them. */
function isUnique(table: Table, columns: readonly string[]): boolean {
  const primary = table.constraints.flatMap((one) => (one.kind === 'primary-key' ? [one.columns] : []));
  return [...primary, ...uniquesOf(table)].some(
    (key) => key.length > 0 && key.every((column) => columns.includes(column)),
  );
}

interface Group {
  /** Names that fit, the best first. */
  readonly names: readonly string[];
  readonly tables: string[];
}

function bySize(groups: readonly Group[]): readonly Group[] {
  const isRest = ({ names: [name] }: Group) => name === otherTables;
  return groups.toSorted(
    (one, other) => Number(isRest(one)) - Number(isRest(other)) || other.tables.length - one.tables.length,
  );
}

/** Each gets the first of its names that no larger group has, or at last a number. */
function named(groups: readonly Group[]): DiagramGroup[] {
  const taken = new Set<string>();
  return groups.map(({ names, tables }) => {
    const [first = otherTables] = names;
    const numbers = Array.from({ length: groups.length }, (_, at) => `${first} ${at + 2}`);
    const name = [...names, ...numbers].find((one) => !taken.has(one)) ?? first;
    taken.add(name);
    return { name, tables };
  });
}
