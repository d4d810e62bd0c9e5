import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { sqlState } from '#engines/postgres/connect/errors.ts';
import { quoteIdentifier, quoteLiteral } from '#engines/postgres/quote.ts';
import { sortedFrom, type TableCounts } from './column-values.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { insertRows, selectRows, tableOf } from './generate-rows.ts';
import { createKeyTable, loadingSchema, rankPieces } from './key-tables.ts';
import { loadOrder } from './load-order.ts';
import { type ForeignKey, type LoadTarget, loadTargets } from './load-targets.ts';
import { readMadeTables } from './made-tables.ts';
import { type PlanningAid, planRows, type RowsPlan } from './plan-rows.ts';
import { budgetRows, type RowBudget } from './row-budget.ts';
import type { KeyTable } from './row-unit.ts';
import { insertWithoutDomainChecks } from './rows-against-domains.ts';
import { trueCorrelation } from './value-pieces.ts';
import { arrayLiteral, elementType } from './value-sql.ts';

export interface LoadedRows {
  readonly budget: RowBudget;
  readonly notes: readonly string[];
}

/** What a load knows while it goes on. */
interface Load {
  readonly connection: TwinConnection;
  readonly targets: readonly LoadTarget[];
  readonly budget: RowBudget;
  readonly keyTables: Map<string, KeyTable | undefined>;
  readonly loaded: Set<string>;
  readonly notes: string[];
}

/** Fills the tables of an empty, rebuilt schema that has no keys and no indexes yet; at most `most` rows in all. */
export async function loadRows(
  connection: TwinConnection,
  request: TwinRequest,
  most: number,
  context: Context,
): Promise<LoadedRows> {
  const notes: string[] = [];
  await connection.query(`CREATE SCHEMA ${loadingSchema}`);
  const targets = loadTargets(request, await readMadeTables(connection), notes);
  const budget = budgetRows(new Map(targets.map(({ key, rows }) => [key, rows])), most);
  const load: Load = { connection, targets, budget, keyTables: new Map(), loaded: new Set(), notes };
  const roots = [...new Set(targets.map(({ root }) => root))];
  const order = loadOrder(roots, (root) =>
    of(targets, root).flatMap(({ foreignKeys }) => foreignKeys.map((key) => key.references)),
  );
  for (const [at, root] of order.entries()) {
    context.progress({ message: `making up rows of ${root}`, share: at / order.length });
    for (const target of of(targets, root)) {
      context.signal.throwIfAborted();
      await loadTarget(load, target);
    }
    load.loaded.add(root);
  }
  await connection.query(`DROP SCHEMA ${loadingSchema} CASCADE`);
  return { budget, notes };
}

function of(targets: readonly LoadTarget[], root: string): readonly LoadTarget[] {
  return targets.filter((target) => target.root === root);
}

async function loadTarget(load: Load, target: LoadTarget): Promise<void> {
  const { connection, notes } = load;
  const counts = countsOf(load, target);
  if (counts.made === 0 || target.columns.length === 0) return;
  const plan = await planRows(target, counts, aidFor(load, target));
  notes.push(...plan.notes);
  try {
    const inserted = await insert(load, target, plan);
    if (inserted < counts.made * 0.98) {
      notes.push(
        `${target.key} has ${inserted} rows instead of ${counts.made}: no more of them fit its keys and bounds.`,
      );
    }
    await advanceSequences(connection, target);
  } catch (error) {
    notes.push(`${target.key} has no rows: ${serverMessage(error)}.`);
  }
}

function countsOf({ budget }: Load, { key, rows }: LoadTarget): TableCounts {
  return { source: rows, made: budget.rows.get(key) ?? rows };
}

/** Number of rows. */
async function insert(load: Load, target: LoadTarget, plan: RowsPlan): Promise<number> {
  const isPart = target.bounds !== undefined || target.parts.length > 0;
  try {
    return await insertWithoutDomainChecks(load.connection, insertRows(target, plan), load.notes);
  } catch (error) {
    if (!isPart || sqlState(error) !== '23514') throw error;
    return insertWithinBounds(load, target, plan);
  }
}

/** By a table of its own, from which each partition takes what it may hold; the rest is left out. */
async function insertWithinBounds({ connection, notes }: Load, target: LoadTarget, plan: RowsPlan): Promise<number> {
  const columns = plan.units.flatMap((unit) => unit.columns.map(({ name }) => quoteIdentifier(name))).join(', ');
  const staged = `${loadingSchema}.staged`;
  await connection.query(`CREATE UNLOGGED TABLE ${staged} (LIKE ${tableOf(target)})`);
  await insertWithoutDomainChecks(connection, insertRows(target, plan, staged), notes);
  let inserted = 0;
  for (const part of target.bounds === undefined ? target.parts : [target]) {
    const within = part.bounds === undefined ? '' : ` WHERE ${part.bounds}`;
    const move = `INSERT INTO ${tableOf(part)} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM ${staged}${within}`;
    inserted += await insertWithoutDomainChecks(connection, move, notes);
  }
  await connection.query(`DROP TABLE ${staged}`);
  return inserted;
}

function aidFor(load: Load, target: LoadTarget): PlanningAid {
  const { connection } = load;
  const counts = countsOf(load, target);
  return {
    keysOf: (foreignKey) => keysOf(load, foreignKey),
    ranked: (keys, column, statistics) => {
      const sorted = Math.abs(trueCorrelation(statistics)) > sortedFrom;
      return rankPieces(connection, keys, statistics, column.base, { ...counts, sorted });
    },
    ordered: async (column, pieces) => {
      const lows = arrayLiteral(
        pieces.map(({ low }) => low),
        elementType(column),
      );
      // Types without an order have no correlation either.
      const rows = await connection
        .query(
          `SELECT at::int4 AS at FROM unnest(${lows}) WITH ORDINALITY AS v (value, at) ORDER BY value::${column.base}, at`,
        )
        .catch(() => []);
      return rows.length === 0 ? pieces : rows.flatMap((row) => pieces[Number(row['at']) - 1] ?? []);
    },
    wanted: (column) => wantedNumbers(load, target, column),
  };
}

/** Keys of a table that is loaded; in a circle, those that it will have, where they hang on nothing else. */
async function keysOf(load: Load, { references, referenced }: ForeignKey): Promise<KeyTable | undefined> {
  const id = JSON.stringify([references, referenced]);
  if (load.keyTables.has(id)) return load.keyTables.get(id);
  const columns = referenced.map(quoteIdentifier).join(', ');
  const [target] = of(load.targets, references);
  const source =
    target !== undefined && load.loaded.has(references)
      ? `SELECT ${columns} FROM ${tableOf(target.rootTable)}`
      : await keysToCome(load, references, referenced);
  const keys =
    source === undefined
      ? undefined
      : await createKeyTable(load.connection, `keys_${load.keyTables.size + 1}`, source, referenced.length);
  load.keyTables.set(id, keys);
  return keys;
}

async function keysToCome(load: Load, references: string, referenced: readonly string[]): Promise<string | undefined> {
  const [target, ...more] = of(load.targets, references);
  const [column] = referenced;
  if (target === undefined || more.length > 0 || referenced.length > 1 || column === undefined) return undefined;
  if (target.foreignKeys.some(({ columns }) => columns.includes(column))) return undefined;
  const plan = await planRows({ ...target, foreignKeys: [] }, countsOf(load, target), aidFor(load, target));
  const unit = plan.units.find(({ columns }) => columns.some(({ name }) => name === column));
  return unit === undefined ? undefined : selectRows({ units: [unit], rows: plan.rows, notes: [] });
}

/** The frequent values of the columns that refer to this one. */
function wantedNumbers(load: Load, target: LoadTarget, column: string): readonly number[] {
  return load.targets
    .flatMap(({ foreignKeys, statistics }) =>
      foreignKeys
        .filter(
          ({ references, referenced }) =>
            references === target.root && referenced.length === 1 && referenced[0] === column,
        )
        .flatMap(({ columns }) => statistics.get(columns[0] ?? '')?.mostCommonValues ?? []),
    )
    .map(Number)
    .filter(Number.isSafeInteger);
}

/** So that a measured INSERT gets numbers that are free. */
async function advanceSequences(connection: TwinConnection, target: LoadTarget): Promise<void> {
  for (const { name, sequence, family } of target.columns) {
    if (sequence === undefined || family !== 'integer') continue;
    const greatest = `(SELECT max(${quoteIdentifier(name)}) FROM ${tableOf(target)})`;
    await connection.query(`SELECT setval(${quoteLiteral(sequence)}, greatest(${greatest}, 1))`);
  }
}
