import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { ColumnVolume, Volumes } from '#vocabulary/volumes.ts';
import { columnModels } from './fabricate/column-model.ts';
import { nameOf, statedTables } from './fabricate/stated-tables.ts';
import type { GeneratedValue, IndexCondition, NamedCheck } from './row-generator/check-condition.ts';
import { deferredUpdate, type GeneratedUpdate } from './row-generator/deferred-update.ts';
import { imitatedVolumes } from './row-generator/imitated-volumes.ts';
import { createKeyPool, type KeyPool } from './row-generator/key-pool.ts';
import { loadingOrder, type TableForeignKey } from './row-generator/loading-order.ts';
import type { Popularity } from './row-generator/popularity.ts';
import { type PromisedKeys, promisedKeys } from './row-generator/promised-keys.ts';
import { planTable, type TablePlan } from './row-generator/table-plan.ts';
import { type GeneratedRow, rowMaker } from './row-generator/table-rows.ts';
import type { ValueSource } from './row-generator/value-source.ts';

export interface RowRequest {
  readonly schema: DatabaseSchema;
  /** By table, `orders` or `app.orders`. Rows of tables that are not named follow from foreign keys. */
  readonly rows: Volumes | Readonly<Record<string, number>>;
  /** The same seed gives the same rows, to the byte. */
  readonly seed: string | number;
  /** Distributions to imitate; what volumes state goes first. */
  readonly statistics?: Statistics;
  readonly checks: readonly NamedCheck[];
  readonly indexes?: readonly IndexCondition[];
  readonly generated?: readonly GeneratedValue[];
  /** Values of the caller's own for a column. */
  readonly sourceOf?: (table: Table, column: string) => ValueSource | undefined;
  /** How unlike each other parents are in the number of their children, where no skew is stated; all alike without it. */
  readonly popularityOf?: (key: TableForeignKey) => Popularity | undefined;
  /** The column that tells when a row came to be: its children are told. */
  readonly bornOf?: (table: Table) => string | undefined;
  /** Of these tables fewer rows will do, where no more are found that fit; `onShort` is told. */
  readonly mayFallShort?: (table: Table) => boolean;
  readonly onShort?: (short: Unsatisfied & { readonly rows: number }) => void;
  /** Rows in one batch; 1000 without it. */
  readonly batchRows?: number;
  /** Milliseconds; where times end that nobody stated. */
  readonly today?: number;
}

/** A constraint that the rows do not keep, or that keeps rows from being made. */
export interface Unsatisfied {
  readonly table: string;
  readonly constraint: string;
  readonly why: string;
  /** Rows are made all the same, and may keep it: what it says was not understood, and only a server can tell. */
  readonly isUnread?: boolean;
}

export interface GeneratedTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** As many are wanted. */
  readonly rows: number;
  /**
   * Once only, and the tables one after the other: each refers to rows of those before.
   * Throws UnsatisfiedError at a row that cannot be made.
   */
  readonly batches: () => Generator<readonly GeneratedRow[], void, undefined>;
}

export interface GeneratedRows {
  /** In loading order. */
  readonly tables: readonly GeneratedTable[];
  /** After all tables: foreign keys in circles, which were left NULL. */
  readonly updates: readonly GeneratedUpdate[];
  /** What is known before the first row is made. */
  readonly unsatisfied: readonly Unsatisfied[];
}

/** No row could be made that keeps a constraint. */
export class UnsatisfiedError extends Error {
  readonly unsatisfied: Unsatisfied;

  constructor(unsatisfied: Unsatisfied) {
    super(`${unsatisfied.table}: ${unsatisfied.constraint}: ${unsatisfied.why}`);
    this.name = 'UnsatisfiedError';
    this.unsatisfied = unsatisfied;
  }
}

/**
 * Rows that keep the constraints of a schema, as a stream: the memory that it needs is that of the keys which others refer
 * to, and of unique values that do not count upwards. Generated columns are left to the server.
 */
export function generateRows(request: RowRequest): GeneratedRows {
  const { schema, checks, indexes = [], generated = [] } = request;
  const { sourceOf = nothing, popularityOf = nothing, bornOf = nothing } = request;
  const seed = String(request.seed);
  const stated = statedTables(schema, volumesOf(request.rows)).tables.filter(({ table }) => isFilled(table));
  const rowsOf = new Map(stated.map(({ table, rows }) => [nameOf(table), rows]));
  const order = loadingOrder(
    schema,
    stated.map(({ table }) => table),
  );
  const plans = order.tables.map((table) => {
    const of = stated.find((one) => one.table === table);
    const rows = of?.rows ?? 0;
    const models = columnModels({
      schema,
      table,
      rows,
      volumes: imitatedVolumes(request.statistics, table, of?.columns ?? {}),
      rowsOf: (place, name) => rowsOf.get(`${place}.${name}`),
      today: request.today ?? someDay,
    });
    const asked = { checks, indexes, generated, sourceOf, popularityOf, bornOf };
    return planTable({ ...asked, schema, table, rows, models, order });
  });
  const promised = promisedKeys(plans, order);
  const pools = keyPools(plans, promised);
  return {
    tables: plans.map((plan) => generatedTable(plan, { pools, promised }, request)),
    updates: plans.flatMap((plan) => plan.deferred.flatMap((key) => deferredUpdate(plan, key, pools.of, seed) ?? [])),
    unsatisfied: [
      ...plans.flatMap(({ table, refused }) => refused.map((one) => ({ table: nameOf(table), ...one }))),
      ...order.stuck.map(({ table, parent, constraint }) => ({
        table: nameOf(table),
        constraint: constraint.name,
        why: `it and ${nameOf(parent)} refer to each other, and no column may be NULL`,
      })),
      ...tooFewParents(plans),
    ],
  };
}

const nothing = () => undefined;

/** 2026-01-01 */
const someDay = Date.UTC(2026, 0, 1);

function volumesOf(rows: RowRequest['rows']): Volumes {
  if (isVolumes(rows)) return rows;
  const tables = Object.entries(rows).map(
    ([name, count]): [string, { rows: number; columns: Record<string, ColumnVolume> }] => [
      name,
      { rows: count, columns: {} },
    ],
  );
  return { tables: Object.fromEntries(tables) };
}

function isVolumes(rows: RowRequest['rows']): rows is Volumes {
  return typeof rows['tables'] === 'object';
}

/** Rows of partitions go to their parent. */
function isFilled({ kind, partitionOf }: Table): boolean {
  return partitionOf === undefined && (kind === 'table' || kind === 'partitioned');
}

interface KeyPools {
  readonly of: (table: Table, columns: readonly string[]) => KeyPool;
  readonly filledBy: (table: Table) => readonly KeyPool[];
}

/** One for each set of columns that some foreign key refers to. Promised keys are in theirs from the start. */
function keyPools(plans: readonly TablePlan[], promised: readonly PromisedKeys[]): KeyPools {
  const pools = new Map<Table, Map<string, KeyPool>>();
  const of = (table: Table, columns: readonly string[]) => {
    const known = pools.get(table) ?? new Map<string, KeyPool>();
    pools.set(table, known);
    const name = JSON.stringify(columns);
    const pool = known.get(name) ?? createKeyPool(columns);
    known.set(name, pool);
    return pool;
  };
  for (const { table, foreignKeys, selfKeys, deferred } of plans) {
    for (const key of [...foreignKeys, ...selfKeys, ...deferred]) of(key.parent, key.referenced);
    const primary = table.constraints.find(({ kind }) => kind === 'primary-key');
    if (deferred.length > 0 && primary !== undefined) of(table, primary.columns);
  }
  const full = promised.map(({ plan, column, key }) => {
    const pool = of(plan.table, [column]);
    for (let row = 0; row < plan.rows; row++) pool.add([key(row)]);
    return pool;
  });
  return {
    of,
    filledBy: (table) => [...(pools.get(table)?.values() ?? [])].filter((pool) => !full.includes(pool)),
  };
}

function tooFewParents(plans: readonly TablePlan[]): readonly Unsatisfied[] {
  return plans.flatMap(({ table, rows, foreignKeys, columns }) =>
    foreignKeys.flatMap((key): readonly Unsatisfied[] => {
      const parent = plans.find((plan) => plan.table === key.parent);
      const mayBeNull = key.columns.some((name) => columns.find((column) => column.name === name)?.domain.nullable);
      if (rows === 0 || mayBeNull || (parent !== undefined && parent.rows > 0)) return [];
      return [{ table: nameOf(table), constraint: key.constraint.name, why: `${nameOf(key.parent)} has no rows` }];
    }),
  );
}

/** A table that falls short has at least this share of its rows, where it is not its keys that leave no room. */
const leastShare = 0.1;

function generatedTable(
  plan: TablePlan,
  { pools, promised }: { readonly pools: KeyPools; readonly promised: readonly PromisedKeys[] },
  request: RowRequest,
): GeneratedTable {
  const { table, rows, columns } = plan;
  const { batchRows = 1000, seed, today = someDay } = request;
  const poolOf = (key: TableForeignKey) => pools.of(key.parent, key.referenced);
  const own = promised.filter((one) => one.plan === plan);
  const promisedOf = (row: number) =>
    own.length === 0 ? undefined : new Map(own.map(({ column, key }) => [column, key(row)]));
  const mayFallShort = own.length === 0 && request.mayFallShort?.(table) === true;
  return {
    schema: table.schema,
    name: table.name,
    columns: columns.map(({ name }) => name),
    rows,
    *batches() {
      const filling = { of: poolOf, filledBy: pools.filledBy(table), promised: promisedOf };
      const make = rowMaker(plan, filling, { seed: String(seed), today });
      let batch: GeneratedRow[] = [];
      for (let row = 0; row < rows; row++) {
        const made = make(row);
        if ('constraint' in made) {
          const { constraint, isFull } = made;
          const why = isFull
            ? `there is room for ${row} of the ${rows} rows wanted`
            : `no row was found that keeps it, after ${row} of ${rows} rows`;
          const short = { table: nameOf(table), constraint, why };
          const isSome = row > 0 && (isFull || row >= rows * leastShare);
          if (!mayFallShort || !isSome) throw new UnsatisfiedError(short);
          request.onShort?.({ ...short, rows: row });
          break;
        }
        batch.push(made);
        if (batch.length < batchRows) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
  };
}
