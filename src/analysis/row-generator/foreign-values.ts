import { zipfRank } from '#analysis/fabricate/distribution.ts';
import { accepts, type ColumnDomain } from './column-domain.ts';
import { createDispenser, type Dispenser } from './dispenser.ts';
import type { KeyPool } from './key-pool.ts';
import { nullableColumns, type TableForeignKey } from './loading-order.ts';
import { type Popularity, popularParent } from './popularity.ts';
import { below, type Random, scattered } from './random.ts';
import type { Way } from './solve-way.ts';
import type { TablePlan } from './table-plan.ts';

/** How a foreign key chooses among the keys of its parent. */
export interface ForeignValues {
  readonly key: TableForeignKey;
  readonly pool: KeyPool;
  readonly nullable: readonly string[];
  readonly nullFraction: number;
  readonly skew: number;
  /** How unlike each other its parents are in the number of their children, where nobody stated a skew. */
  readonly popularity: Popularity | undefined;
  /** Most parents that are referred to. */
  readonly distinct: number;
  /** Where it begins to go through the parents, where each of them is taken once. */
  readonly shift: number;
  /** Another key of the table has one of its columns: not every parent has a match there. */
  readonly isShared: boolean;
  /** Each parent at most once. */
  readonly isUnique: boolean;
  readonly dispenser: Dispenser;
}

export function foreignValues(plan: TablePlan, key: TableForeignKey, pool: KeyPool): ForeignValues {
  const columns = plan.columns.filter(({ name }) => key.columns.includes(name));
  const nullable = nullableColumns(key).filter((name) => columns.find((one) => one.name === name)?.domain.nullable);
  const isFull = /MATCH FULL/i.test(key.constraint.definition);
  const model = columns[0]?.model;
  return {
    key,
    pool,
    nullable: isFull && nullable.length < key.columns.length ? [] : nullable,
    nullFraction: Math.max(0, ...columns.map((column) => column.model.nullFraction)),
    skew: model?.skew ?? 0,
    popularity: model?.volume.skew === undefined ? plan.popularityOf(key) : undefined,
    distinct: columns.length === 1 ? (model?.volume.distinct ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    isUnique: plan.uniques.some((rule) => rule.isPlain && rule.columns.every((column) => key.columns.includes(column))),
    shift: plan.foreignKeys.indexOf(key) + 1,
    isShared: plan.foreignKeys.some((one) => one !== key && one.columns.some((column) => key.columns.includes(column))),
    dispenser: createDispenser(pool.size),
  };
}

export interface ForeignSite {
  readonly way: Way;
  readonly values: Map<string, string | null>;
  readonly random: Random;
  readonly attempt: number;
  readonly row: number;
  /** Is told when a chosen parent came to be, in milliseconds. */
  readonly bornAfter: (moment: number) => void;
}

/**
 * Puts the key of some parent into the row, or NULL; columns that are there already stay. False where no parent fits.
 * `own`: the row's own key, for a table that refers to itself where no earlier row fits.
 */
export function assignForeign(foreign: ForeignValues, site: ForeignSite, own?: readonly string[]): boolean {
  const { key, pool } = foreign;
  const { values, way, random } = site;
  const known = key.columns.map((column) => values.get(column));
  if (known.some((value) => value === null)) return true;
  const domains = key.columns.map((column) => way.domains.get(column));
  const open = foreign.nullable.filter((column) => !values.has(column));
  const mayBeNull = open.filter((column) => way.domains.get(column)?.nulls !== 'never');
  if (open.some((column) => way.domains.get(column)?.nulls === 'must')) return setNull(values, mayBeNull);
  const isFree = known.every((value) => value === undefined);
  if (mayBeNull.length > 0 && foreign.nullFraction > 0 && random() < foreign.nullFraction)
    return setNull(values, mayBeNull);
  const texts = known.map((value) => value ?? undefined);
  const chosen = isFree ? freeChoice(foreign, domains, site) : knownChoice(pool, texts, domains, random);
  if (chosen !== undefined) {
    const since = pool.since(chosen);
    if (since !== undefined) site.bornAfter(since);
    return setAll(values, key.columns, pool.key(chosen));
  }
  if (mayBeNull.length > 0) return setNull(values, mayBeNull);
  if (own === undefined) return false;
  const fits = own.every((value, at) => texts[at] === undefined || texts[at] === value);
  return fits && setAll(values, key.columns, own);
}

function setNull(values: Map<string, string | null>, columns: readonly string[]): true {
  for (const column of columns) values.set(column, null);
  return true;
}

function setAll(values: Map<string, string | null>, columns: readonly string[], key: readonly string[]): true {
  for (const [at, column] of columns.entries()) values.set(column, key[at] ?? null);
  return true;
}

type Domains = readonly (ColumnDomain | undefined)[];

function fits(domains: Domains, key: readonly string[]): boolean {
  return domains.every((domain, at) => domain === undefined || accepts(domain, key[at] ?? null));
}

/** The number of a parent in the pool. */
function freeChoice(foreign: ForeignValues, domains: Domains, site: ForeignSite): number | undefined {
  const { pool, isUnique } = foreign;
  const { random, attempt, row } = site;
  const size = pool.size();
  if (size === 0) return undefined;
  if (isUnique) {
    const { take } = foreign.dispenser;
    // The rows of a table that refers to itself are still growing in number.
    const isOwn = foreign.key.parent === foreign.key.table;
    const scatter = isOwn ? undefined : scattered(size);
    // Two keys of one row that refer to one table do not meet at the same parent each time.
    const place = (at: number) => (scatter === undefined ? at : (scatter(at) + foreign.shift) % size);
    for (let at = take(); at !== undefined; at = take()) {
      const chosen = place(at);
      if (fits(domains, pool.key(chosen))) return chosen;
    }
    return undefined;
  }
  const most = Math.max(1, Math.min(size, Math.round(foreign.distinct)));
  for (let round = 0; round < 40; round++) {
    // A row that failed some times over takes any parent, lest the most common ones are all used up.
    const rank = attempt < 8 ? commonRank(foreign, most, round === 0 ? row : undefined, random) : below(random, most);
    const chosen = most === size ? rank : Math.floor((rank * size) / most);
    if (fits(domains, pool.key(chosen))) return chosen;
  }
  for (let at = 0; at < Math.min(size, 100_000); at++) if (fits(domains, pool.key(at))) return at;
  return undefined;
}

function commonRank(
  { skew, popularity }: ForeignValues,
  most: number,
  row: number | undefined,
  random: Random,
): number {
  if (popularity !== undefined) return popularParent(popularity, most, row, random);
  return skew > 0 ? Math.floor(Math.max(0, zipfRank(most, skew, 0, random()))) : below(random, most);
}

function knownChoice(
  pool: KeyPool,
  known: readonly (string | undefined)[],
  domains: Domains,
  random: Random,
): number | undefined {
  const found = pool.matching(known);
  for (let round = 0; round < 10 && found.length > 0; round++) {
    const chosen = found[below(random, found.length)] ?? 0;
    if (fits(domains, pool.key(chosen))) return chosen;
  }
  return found.find((at) => fits(domains, pool.key(at)));
}
