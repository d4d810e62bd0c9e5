import { type ColumnType, columnType } from '#analysis/column-type.ts';
import { loadingOrder, type TableForeignKey } from '#analysis/row-generator/loading-order.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { isEmpty, type Literals } from './literals.ts';
import type { SmallRow } from './small-database.ts';
import { type ValuePool, valuePool } from './value-pool.ts';

/** What is the same for all databases that two statements are compared in. */
export interface DrawPlan {
  /** Those that refer to others behind them. */
  readonly tables: readonly PlannedTable[];
  readonly parameters: readonly PlannedParameter[];
  /** So many rows it takes for a LIMIT or a count in the statements to matter. */
  readonly counts: readonly number[];
  readonly timeZones: readonly string[];
  /** The statements read text as numbers or dates; a database has one kind of text then. */
  readonly readsText: boolean;
}

export interface PlannedTable {
  readonly table: Table;
  readonly columns: readonly PlannedColumn[];
  readonly foreignKeys: readonly TableForeignKey[];
  /** In circles: left NULL, and filled in at the end. */
  readonly later: readonly TableForeignKey[];
  /** Whole rows that keep what the table asks of them, in the order of `columns`. */
  readonly templates: readonly SmallRow[];
}

export interface PlannedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Alone it must not repeat. */
  readonly unique: boolean;
  readonly pool: ValuePool;
  /** What the statements compare just this column with; undefined where nothing. */
  readonly focus: ValuePool | undefined;
}

export interface PlannedParameter {
  readonly number: string;
  readonly pool: ValuePool;
  readonly type: ColumnType;
  readonly given: string | undefined;
}

export interface PlanRequest {
  readonly schema: DatabaseSchema;
  /** Those that are filled. */
  readonly tables: readonly Table[];
  readonly literals: Literals;
  /** By `schema.table.column`. */
  readonly comparedWith: ReadonlyMap<string, Literals>;
  readonly templates: (table: Table, columns: readonly string[]) => readonly SmallRow[];
  readonly parameters: readonly {
    readonly number: string;
    readonly type: string;
    readonly given: string | undefined;
    readonly literals: Literals;
  }[];
  readonly counts: readonly number[];
  readonly timeZones: readonly string[];
  readonly readsText: boolean;
  readonly now: number | undefined;
}

export function drawPlan(request: PlanRequest): DrawPlan {
  const { schema, literals, now } = request;
  const order = loadingOrder(schema, request.tables);
  const postponed = [...order.deferred, ...order.stuck];
  const edges = (table: Table) =>
    table.constraints.flatMap((constraint): readonly TableForeignKey[] => {
      const { references, columns } = constraint;
      const parent = order.tables.find((one) => one.schema === references?.schema && one.name === references.table);
      if (references === undefined || parent === undefined) return [];
      return [{ constraint, table, parent, columns, referenced: references.columns }];
    });
  const isPostponed = (key: TableForeignKey) =>
    postponed.some(({ table, constraint }) => table === key.table && constraint === key.constraint);
  return {
    tables: order.tables.map((table): PlannedTable => {
      const keys = edges(table);
      const columns = table.columns
        .filter(({ generated }) => generated === undefined)
        .map((column): PlannedColumn => {
          const type = columnType(schema, column.type);
          const own = request.comparedWith.get(`${table.schema}.${table.name}.${column.name}`);
          return {
            name: column.name,
            type,
            nullable: column.nullable && !type.refusesNull,
            unique: table.constraints.some(
              ({ kind, columns: of }) =>
                (kind === 'primary-key' || kind === 'unique') && of.length === 1 && of[0] === column.name,
            ),
            pool: valuePool({ type, literals: together(literals, conditionsOf(table)), now }),
            focus: own === undefined || isEmpty(own) ? undefined : valuePool({ type, literals: own, now }),
          };
        });
      return {
        table,
        columns,
        foreignKeys: keys.filter((key) => !isPostponed(key)),
        later: keys.filter(isPostponed),
        templates: request.templates(
          table,
          columns.map(({ name }) => name),
        ),
      };
    }),
    parameters: request.parameters.map(({ number, type: printed, given, literals: own }) => {
      const type = columnType(schema, printed);
      const values = given === undefined ? own : together(own, { texts: [given], numbers: [] });
      return { number, type, given, pool: valuePool({ type, literals: values, now }) };
    }),
    counts: request.counts,
    timeZones: request.timeZones,
    readsText: request.readsText,
  };
}

function together(one: Literals, other: Literals): Literals {
  return {
    texts: [...new Set([...one.texts, ...other.texts])],
    numbers: [...new Set([...one.numbers, ...other.numbers])],
  };
}

/** Values that CHECKs, partitions and partial indexes name, quoted: few rows fit them by chance. */
function conditionsOf({ constraints, indexes }: Table): Literals {
  const conditions = [
    ...constraints.filter(({ kind }) => kind === 'check').map(({ definition }) => definition),
    ...indexes.flatMap(({ predicate }) => predicate ?? []),
  ].join(' ');
  const texts = [...conditions.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));
  const numbers = [...conditions.replace(/'(?:[^']|'')*'/g, ' ').matchAll(/\b\d+(?:\.\d+)?\b/g)].map(([text]) => text);
  return { texts: texts.slice(0, 8), numbers: numbers.slice(0, 4) };
}
