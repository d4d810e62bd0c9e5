import type { ValueScale } from '#analysis/value-scale.ts';
import { columnOrder } from './column-order.ts';
import { type ColumnValues, columnValues, makeValue } from './column-values.ts';
import type { Dispenser } from './dispenser.ts';
import type { ValueOf } from './evaluate.ts';
import { assignForeign, type ForeignValues, foreignValues } from './foreign-values.ts';
import type { KeyPool } from './key-pool.ts';
import { createKeySet, type KeySet } from './key-set.ts';
import type { TableForeignKey } from './loading-order.ts';
import { below, type Random, seededRandom } from './random.ts';
import { createRangeLine, type RangeLine } from './range-line.ts';
import type { Way } from './solve-way.ts';
import type { ColumnPlan, TablePlan } from './table-plan.ts';
import { type TightKey, tightKey } from './tight-key.ts';
import type { UniqueRule } from './unique-rules.ts';

/** Texts as COPY takes them, in the order of the table's columns; null is NULL. */
export type GeneratedRow = readonly (string | null)[];

export interface Pools {
  /** Of a parent's columns that a key refers to. */
  readonly of: (key: TableForeignKey) => KeyPool;
  /** Those that rows of this table are entered in. */
  readonly filledBy: readonly KeyPool[];
  /** Keys that were given away before their rows are made: those of row `row`. */
  readonly promised: (row: number) => ReadonlyMap<string, string> | undefined;
}

/** A row that could not be made, after many attempts. */
export interface FailedRow {
  readonly constraint: string;
  /** There is no room for more rows: all values or parents of a unique key are used up. */
  readonly isFull: boolean;
}

const mostAttempts = 120;

/** Everything that is remembered while the rows of one table are made. */
interface Making {
  readonly plan: TablePlan;
  readonly random: Random;
  readonly ways: readonly WayValues[];
  readonly foreign: readonly ForeignValues[];
  readonly own: readonly ForeignValues[];
  readonly ownColumns: ReadonlySet<string>;
  readonly referenced: ReadonlySet<string>;
  readonly lines: readonly RangeLine[];
  readonly rules: readonly { readonly rule: UniqueRule; readonly seen: KeySet | undefined }[];
  readonly pools: Pools;
  /** The column that tells when a row came to be. */
  readonly born: { readonly column: string; readonly scale: ValueScale } | undefined;
}

interface WayValues {
  readonly way: Way;
  readonly order: readonly string[];
  readonly columns: ReadonlyMap<string, ColumnValues>;
  readonly tight: TightKey | undefined;
  /** Those that a row of this way may take from. */
  readonly dispensers: readonly Dispenser[];
}

/** Makes the rows of one table one after the other; the tables that it refers to are finished. */
export function rowMaker(
  plan: TablePlan,
  pools: Pools,
  { seed, today }: { readonly seed: string; readonly today: number },
): (row: number) => GeneratedRow | FailedRow {
  const foreign = plan.foreignKeys.map((key) => foreignValues(plan, key, pools.of(key)));
  const own = plan.selfKeys.map((key) => foreignValues(plan, key, pools.of(key)));
  const born = plan.columns.find(({ name, model }) => model.scale && name === plan.born);
  // What must not come twice is handed out once, whichever way a row takes: of two that count for themselves the one
  // behind would only meet what the other has given.
  const shared = new Map<string, ColumnValues>();
  const valuesOf = (column: ColumnPlan, way: Way): ColumnValues => {
    const known = shared.get(column.name);
    if (known !== undefined && known.domain === (way.domains.get(column.name) ?? column.domain)) return known;
    const made = columnValues(column, way, plan.rows);
    if (column.isUnique && known === undefined) shared.set(column.name, made);
    return made;
  };
  const making: Making = {
    plan,
    random: seededRandom(`${seed} ${plan.table.schema}.${plan.table.name}`),
    ways: plan.solved.ways.map((way) => {
      const columns = new Map(plan.columns.map((column) => [column.name, valuesOf(column, way)]));
      const tight = plan.solved.ways.length > 1 ? undefined : tightKey(plan, way, foreign, columns);
      const counting = [...foreign, ...own, ...columns.values()].filter((one) =>
        'plan' in one ? one.plan.isUnique : one.isUnique,
      );
      const dispensers = [
        ...counting.map(({ dispenser }) => dispenser),
        ...(tight === undefined ? [] : [tight.dispenser]),
      ];
      const order = columnOrder(way, (column) => columns.get(column)?.plan.source);
      return { way, order, columns, tight, dispensers };
    }),
    foreign,
    own,
    ownColumns: new Set(own.flatMap(({ key }) => key.columns)),
    referenced: new Set(own.flatMap(({ key }) => key.referenced)),
    lines: plan.ranges.map((range) => createRangeLine(range, today)),
    rules: plan.uniques.map((rule) => ({ rule, seen: needsMemory(plan, rule) ? createKeySet() : undefined })),
    pools,
    born: born?.model.scale && { column: born.name, scale: born.model.scale },
  };
  return (row) => makeRow(making, row);
}

/** A column that counts upwards under the only way there is cannot repeat itself. */
function needsMemory(
  { columns, solved, foreignKeys, selfKeys, ranges }: TablePlan,
  { columns: keys, isPlain }: UniqueRule,
): boolean {
  const [name, ...more] = keys;
  const column = columns.find((one) => one.name === name);
  const [way, ...others] = solved.ways;
  const isForeign = [...foreignKeys, ...selfKeys].some((key) => key.columns.includes(name ?? ''));
  const isRange = ranges.some((range) => range.columns.some((one) => one === name));
  const isBound = way === undefined || others.length > 0 || way.relations.has(name ?? '');
  const isOpen = !isPlain || more.length > 0 || column?.isUnique !== true || column.source?.mayRepeat === true;
  return isOpen || isForeign || isBound || isRange;
}

function makeRow(making: Making, row: number): GeneratedRow | FailedRow {
  const { plan, random, ways, pools, born } = making;
  let failed: FailedRow | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const chosen = ways[ways.length === 1 ? 0 : below(random, ways.length)];
    if (chosen === undefined) return { constraint: 'its conditions', isFull: false };
    const values = new Map<string, string | null>(pools.promised(row));
    const value: ValueOf = (column) => values.get(column);
    const draft: Draft = { row, attempt, values, value, since: undefined };
    failed = fillRow(making, chosen, draft) ?? takeKeys(making, value);
    for (const { settle } of chosen.dispensers) settle(failed === undefined);
    if (failed !== undefined) continue;
    const made = plan.columns.map(({ name }) => values.get(name) ?? null);
    const moment = born === undefined ? undefined : born.scale.toNumber(values.get(born.column) ?? '');
    for (const pool of pools.filledBy) enter(pool, values, moment);
    return made;
  }
  return failed ?? { constraint: 'its conditions', isFull: false };
}

interface Draft {
  readonly row: number;
  readonly attempt: number;
  readonly values: Map<string, string | null>;
  readonly value: ValueOf;
  /** When the youngest parent came to be, in milliseconds. */
  since: number | undefined;
}

/** Fills the row; gives what cannot be satisfied, or nothing. */
function fillRow(making: Making, chosen: WayValues, draft: Draft): FailedRow | undefined {
  const { plan, random, ownColumns, referenced } = making;
  const { way, columns, tight, order } = chosen;
  const { row, attempt, values, value } = draft;
  const bornAfter = (moment: number) => {
    draft.since = Math.max(draft.since ?? moment, moment);
  };
  const site = { way, values, random, attempt, row, bornAfter };
  tight?.assign(values);
  for (const foreign of making.foreign) if (!assignForeign(foreign, site)) return noParent(foreign);
  const make = (name: string): boolean => {
    const column = columns.get(name);
    if (column === undefined || values.has(name)) return true;
    const line = making.lines.find(({ excluded }) => excluded.columns.some((one) => one === name));
    if (line !== undefined) return layRange(line, make, draft, random);
    const made = makeValue(column, { row, rows: plan.rows, way, value, random, attempt, since: draft.since });
    if (made !== undefined) values.set(name, made);
    return made !== undefined;
  };
  const noValue = (name: string): FailedRow => ({
    constraint: name,
    isFull: columns.get(name)?.plan.isUnique === true,
  });
  for (const name of order) {
    if ((!ownColumns.has(name) || referenced.has(name)) && !make(name)) return noValue(name);
  }
  for (const foreign of making.own) {
    const own = foreign.key.referenced.map((column) => values.get(column) ?? '');
    if (!assignForeign(foreign, site, own)) return noParent(foreign);
  }
  for (const name of order) if (!make(name)) return noValue(name);
  const broken = plan.solved.tests.find(({ test }) => test(value) === false);
  return broken && { constraint: broken.constraint, isFull: false };
}

function noParent({ key, isUnique, isShared }: ForeignValues): FailedRow {
  return { constraint: key.constraint.name, isFull: isUnique || isShared };
}

/** Behind the last range of the rows that are equal to this one, where the constraint asks for that. */
function layRange(
  { excluded, next }: RangeLine,
  make: (column: string) => boolean,
  { values }: Draft,
  random: Random,
): boolean {
  if (!excluded.equal.every(make)) return false;
  const group = excluded.equal.map((column) => values.get(column) ?? '').join('\u0000');
  const texts = next(group, random);
  for (const [at, column] of excluded.columns.entries()) values.set(column, texts[at] ?? null);
  return true;
}

/** Enters the row's keys where nothing stands in the way; else gives the rule that does. */
function takeKeys({ rules }: Making, value: ValueOf): FailedRow | undefined {
  const entered: (readonly [KeySet, string])[] = [];
  for (const { rule, seen } of rules) {
    if (seen === undefined) continue;
    const key = keyOf(rule, value);
    if (key === undefined) continue;
    if (seen.has(key)) return { constraint: rule.name, isFull: true };
    entered.push([seen, key]);
  }
  for (const [seen, key] of entered) seen.add(key);
  return undefined;
}

/** Undefined where the row does not take part: the predicate is not true, or NULLs are distinct. */
function keyOf({ predicate, keys, nullsNotDistinct }: UniqueRule, value: ValueOf): string | undefined {
  if (predicate !== undefined && predicate(value) === false) return undefined;
  const texts = keys.map((key) => key(value));
  if (!nullsNotDistinct && texts.some((text) => text === null)) return undefined;
  return texts.length === 1 ? (texts[0] ?? '\u0001') : texts.map((text) => text ?? '\u0001').join('\u0000');
}

function enter(pool: KeyPool, values: ReadonlyMap<string, string | null>, moment: number | undefined): void {
  const key: string[] = [];
  for (const column of pool.columns) {
    const text = values.get(column);
    if (text === null || text === undefined) return;
    key.push(text);
  }
  pool.add(key, moment);
}
