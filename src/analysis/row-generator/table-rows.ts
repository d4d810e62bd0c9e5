import { type ColumnValues, columnValues, makeValue } from './column-values.ts';
import type { Dispenser } from './dispenser.ts';
import type { ValueOf } from './evaluate.ts';
import { assignForeign, type ForeignValues, foreignValues } from './foreign-values.ts';
import type { KeyPool } from './key-pool.ts';
import type { TableForeignKey } from './loading-order.ts';
import { below, type Random, seededRandom } from './random.ts';
import type { Way } from './solve-way.ts';
import type { TablePlan } from './table-plan.ts';
import { type TightKey, tightKey } from './tight-key.ts';
import type { UniqueRule } from './unique-rules.ts';

/** Texts as COPY takes them, in the order of the table's columns; null is NULL. */
export type GeneratedRow = readonly (string | null)[];

export interface Pools {
  /** Of a parent's columns that a key refers to. */
  readonly of: (key: TableForeignKey) => KeyPool;
  /** Those that rows of this table are entered in. */
  readonly filledBy: readonly KeyPool[];
}

/** A row that could not be made, after many attempts. */
export interface FailedRow {
  readonly constraint: string;
}

const mostAttempts = 120;

/** Everything that is remembered while the rows of one table are made. */
interface Making {
  readonly plan: TablePlan;
  readonly random: Random;
  readonly ways: readonly WayValues[];
  readonly foreign: readonly ForeignValues[];
  readonly own: readonly ForeignValues[];
  readonly rules: readonly { readonly rule: UniqueRule; readonly seen: Set<string> | undefined }[];
  readonly pools: Pools;
}

interface WayValues {
  readonly way: Way;
  readonly columns: ReadonlyMap<string, ColumnValues>;
  readonly tight: TightKey | undefined;
  /** Those that a row of this way may take from. */
  readonly dispensers: readonly Dispenser[];
}

/** Makes the rows of one table one after the other; the tables that it refers to are finished. */
export function rowMaker(plan: TablePlan, pools: Pools, seed: string): (row: number) => GeneratedRow | FailedRow {
  const foreign = plan.foreignKeys.map((key) => foreignValues(plan, key, pools.of(key)));
  const own = plan.selfKeys.map((key) => foreignValues(plan, key, pools.of(key)));
  const making: Making = {
    plan,
    random: seededRandom(`${seed} ${plan.table.schema}.${plan.table.name}`),
    ways: plan.solved.ways.map((way) => {
      const columns = new Map(plan.columns.map((column) => [column.name, columnValues(column, way, plan.rows)]));
      const tight = plan.solved.ways.length > 1 ? undefined : tightKey(plan, way, foreign, columns);
      const counting = [...foreign, ...own, ...columns.values()].filter((one) =>
        'plan' in one ? one.plan.isUnique : one.isUnique,
      );
      const dispensers = [
        ...counting.map(({ dispenser }) => dispenser),
        ...(tight === undefined ? [] : [tight.dispenser]),
      ];
      return { way, columns, tight, dispensers };
    }),
    foreign,
    own,
    rules: plan.uniques.map((rule) => ({ rule, seen: needsMemory(plan, rule) ? new Set<string>() : undefined })),
    pools,
  };
  return (row) => makeRow(making, row);
}

/** A column that counts upwards under the only way there is cannot repeat itself. */
function needsMemory(
  { columns, solved, foreignKeys, selfKeys }: TablePlan,
  { columns: keys, isPlain }: UniqueRule,
): boolean {
  const [name, ...more] = keys;
  const column = columns.find((one) => one.name === name);
  const [way, ...others] = solved.ways;
  const isForeign = [...foreignKeys, ...selfKeys].some((key) => key.columns.includes(name ?? ''));
  const isBound = way === undefined || others.length > 0 || way.relations.has(name ?? '');
  return !isPlain || more.length > 0 || column?.isUnique !== true || isForeign || isBound;
}

function makeRow(making: Making, row: number): GeneratedRow | FailedRow {
  const { plan, random, ways } = making;
  let failed = '';
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const chosen = ways[ways.length === 1 ? 0 : below(random, ways.length)];
    if (chosen === undefined) return { constraint: 'its conditions' };
    const values = new Map<string, string | null>();
    const value: ValueOf = (column) => values.get(column);
    failed = fillRow(making, chosen, { row, attempt, values, value }) || takeKeys(making, value);
    for (const { settle } of chosen.dispensers) settle(failed === '');
    if (failed !== '') continue;
    const made = plan.columns.map(({ name }) => values.get(name) ?? null);
    for (const pool of making.pools.filledBy) enter(pool, values);
    return made;
  }
  return { constraint: failed };
}

interface Draft {
  readonly row: number;
  readonly attempt: number;
  readonly values: Map<string, string | null>;
  readonly value: ValueOf;
}

/** Fills the row; the name of what cannot be satisfied, or nothing. */
function fillRow(making: Making, { way, columns, tight }: WayValues, { row, attempt, values, value }: Draft): string {
  const { plan, random } = making;
  const site = { way, values, random, attempt };
  tight?.assign(values);
  for (const foreign of making.foreign) {
    if (!assignForeign(foreign, site)) return foreign.key.constraint.name;
  }
  const late = new Set(making.own.flatMap(({ key }) => key.columns));
  const make = (name: string): boolean => {
    const column = columns.get(name);
    if (column === undefined || values.has(name)) return true;
    const made = makeValue(column, { row, rows: plan.rows, way, value, random });
    if (made !== undefined) values.set(name, made);
    return made !== undefined;
  };
  const isReferenced = (name: string) => making.own.some(({ key }) => key.referenced.includes(name));
  for (const name of way.order) if ((!late.has(name) || isReferenced(name)) && !make(name)) return name;
  for (const foreign of making.own) {
    const own = foreign.key.referenced.map((column) => values.get(column) ?? '');
    if (!assignForeign(foreign, site, own)) return foreign.key.constraint.name;
  }
  for (const name of way.order) if (!make(name)) return name;
  return plan.solved.tests.find(({ test }) => test(value) === false)?.constraint ?? '';
}

/** Enters the row's keys where nothing stands in the way; else gives the name of the rule that does. */
function takeKeys({ rules }: Making, value: ValueOf): string {
  const entered: (readonly [Set<string>, string])[] = [];
  for (const { rule, seen } of rules) {
    if (seen === undefined) continue;
    const key = keyOf(rule, value);
    if (key === undefined) continue;
    if (seen.has(key)) {
      for (const [set, one] of entered) set.delete(one);
      return rule.name;
    }
    seen.add(key);
    entered.push([seen, key]);
  }
  return '';
}

/** Undefined where the row does not take part: the predicate is not true, or NULLs are distinct. */
function keyOf({ predicate, keys, nullsNotDistinct }: UniqueRule, value: ValueOf): string | undefined {
  if (predicate !== undefined && predicate(value) === false) return undefined;
  const texts = keys.map((key) => key(value));
  if (!nullsNotDistinct && texts.some((text) => text === null)) return undefined;
  return texts.length === 1 ? (texts[0] ?? '\u0001') : texts.map((text) => text ?? '\u0001').join('\u0000');
}

function enter(pool: KeyPool, values: ReadonlyMap<string, string | null>): void {
  const key = pool.columns.map((column) => values.get(column) ?? null);
  const texts = key.filter((text) => text !== null);
  if (texts.length === key.length) pool.add(texts);
}
