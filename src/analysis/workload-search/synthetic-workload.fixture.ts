import { below, type Random, seededRandom } from '#analysis/row-generator/random.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ItemAnswer, SearchIndex, SearchItem } from './search-workload.ts';

/** A workload and a planner in small: joins, lookups, ranges, orders and covering indexes, costs as a planner's. */
export interface SyntheticWorkload {
  readonly items: readonly SearchItem[];
  readonly indexes: readonly SearchIndex[];
  readonly ask: (item: number, present: readonly number[]) => Promise<ItemAnswer>;
  readonly plan: (
    item: number,
    present: readonly number[],
  ) => { readonly cost: number; readonly used: readonly number[] };
  /** Of all tables. */
  readonly bytes: number;
}

interface Table {
  readonly rows: number;
  readonly pages: number;
  /** Different values of each column. */
  readonly distinct: readonly number[];
}

interface Access {
  readonly table: number;
  readonly equal: readonly { readonly column: number; readonly share: number }[];
  readonly range: { readonly column: number; readonly share: number } | undefined;
  /** Column by which it is joined to the one before. */
  readonly join: number;
  /** Column by which the one before is joined to it. */
  readonly from: number;
  readonly read: readonly number[];
  readonly order: number | undefined;
}

const columns = 8;

export function syntheticWorkload(
  seed: string,
  size: { readonly items: number; readonly tables: number; readonly perTable: number },
): SyntheticWorkload {
  const random = seededRandom(seed);
  const tables = Array.from({ length: size.tables }, (): Table => {
    const rows = Math.round(10 ** (3.5 + random() * 3));
    return {
      rows,
      pages: Math.ceil(rows / (20 + below(random, 80))),
      distinct: Array.from({ length: columns }, () => Math.max(2, Math.round(rows ** (0.1 + random() * 0.9)))),
    };
  });
  // What a statement takes in all does not depend on how dear one call of it is.
  const queries = Array.from({ length: size.items }, () => {
    const accesses = drawQuery(tables, random);
    return { accesses, weight: 10 ** (2 + random() * 1.5) / planQuery(accesses, [], tables).cost };
  });
  const candidates = drawIndexes(queries, tables, size.perTable, random);
  const indexes = candidates.map(({ table, keys, include }, at): SearchIndex => {
    const rows = of(tables, table).rows;
    const index: IndexDefinition = {
      schema: 'public',
      table: `t${table}`,
      name: `i${at}`,
      method: 'btree',
      unique: false,
      valid: true,
      keys: keys.map((column) => ({ column: `c${column}`, direction: 'asc' })),
      include: include.map((column) => `c${column}`),
    };
    return { index, exists: false, tax: 0, bytes: rows * (12 + 8 * (keys.length + include.length)) };
  });
  const items = queries.map(
    ({ accesses, weight }): SearchItem => ({
      weight,
      relevant: candidates.flatMap(({ table, keys, include }, at) => {
        const isUseful = accesses.some(
          (one) =>
            one.table === table &&
            (usefulColumns(one).includes(keys[0] ?? -1) ||
              one.read.every((column) => keys.includes(column) || include.includes(column))),
        );
        return isUseful ? [at] : [];
      }),
    }),
  );
  const plan = (item: number, present: readonly number[]) =>
    planQuery(
      of(queries, item).accesses,
      present.map((at) => ({ at, ...of(candidates, at) })),
      tables,
    );
  return {
    items,
    indexes,
    plan,
    ask: async (item, present) => plan(item, present),
    bytes: tables.reduce((sum, { pages }) => sum + pages * 8192, 0),
  };
}

interface Candidate {
  readonly table: number;
  readonly keys: readonly number[];
  readonly include: readonly number[];
}

function drawQuery(tables: readonly Table[], random: Random) {
  const length = 1 + below(random, 4);
  const start = below(random, tables.length);
  const accesses = Array.from({ length }, (_, at): Access => {
    const table = (start + at * at) % tables.length;
    const { distinct } = of(tables, table);
    const pick = () => Math.min(below(random, columns), below(random, columns));
    const equal = [...new Set(Array.from({ length: below(random, 3) }, pick))].map((column) => ({
      column,
      share: Math.min(1, (random() < 0.3 ? 10 : 1) / of(distinct, column)),
    }));
    const range = random() < 0.4 ? { column: pick(), share: 10 ** (-3 * random()) } : undefined;
    const [join, from, order] = [below(random, 2), below(random, 3), random() < 0.3 ? pick() : undefined];
    const read = [
      ...new Set([
        join,
        ...equal.map(({ column }) => column),
        ...(range ? [range.column] : []),
        ...Array.from({ length: below(random, 3) }, pick),
        ...(random() < 0.4 ? [...Array(columns).keys()] : []),
      ]),
    ];
    return { table, equal, range, join, from, read, order };
  });
  return accesses;
}

function usefulColumns({ equal, range, join, order }: Access): readonly number[] {
  return [
    ...equal.map(({ column }) => column),
    ...(range ? [range.column] : []),
    join,
    ...(order === undefined ? [] : [order]),
  ];
}

function drawIndexes(
  queries: readonly { readonly accesses: readonly Access[] }[],
  tables: readonly Table[],
  perTable: number,
  random: Random,
): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (table: number, keys: readonly number[], include: readonly number[] = []) => {
    const unique = [...new Set(keys)].slice(0, 4);
    const others = include.filter((column) => !unique.includes(column));
    if (unique.length > 0 && others.length <= 4)
      found.set(JSON.stringify([table, unique, others]), { table, keys: unique, include: others });
  };
  for (const access of queries.flatMap(({ accesses }) => accesses)) {
    const { table, equal, range, join, order, read } = access;
    const fixed = equal.map(({ column }) => column);
    const tail = range ? [range.column] : order === undefined ? [] : [order];
    for (const column of usefulColumns(access)) add(table, [column]);
    add(table, [...fixed, ...tail]);
    add(table, fixed.toReversed());
    add(table, [join, ...fixed, ...tail]);
    add(table, [...fixed, join]);
    add(table, [...fixed, ...tail], read);
    add(table, [join], read);
  }
  const shuffled = [...found.values()].map((one) => ({ one, key: random() })).toSorted((a, b) => a.key - b.key);
  const kept = tables.flatMap((_, table) => shuffled.filter(({ one }) => one.table === table).slice(0, perTable));
  return kept.map(({ one }) => one);
}

interface Offer extends Candidate {
  readonly at: number;
}

/** Chains of joins in order, from either end: hash join or nested loop with an index; the cheapest of all. */
function planQuery(accesses: readonly Access[], present: readonly Offer[], tables: readonly Table[]) {
  let chains = [{ cost: 0, rows: 1, used: [] as readonly number[], sorted: false }];
  for (const [at, access] of accesses.entries()) {
    const table = of(tables, access.table);
    const offers = present.filter((one) => one.table === access.table);
    const filter = [...access.equal, ...(access.range ? [access.range] : [])].reduce(
      (all, { share }) => all * share,
      1,
    );
    const plain = [
      { cost: table.pages + table.rows * 0.01, index: -1, sorted: false },
      ...offers.flatMap((one) => scan(access, table, one)),
    ];
    const best = [true, false].flatMap((sorted) =>
      plain
        .filter((one) => !sorted || one.sorted)
        .toSorted((a, b) => a.cost - b.cost)
        .slice(0, 1),
    );
    const inner =
      at === 0
        ? []
        : offers
            .flatMap((one) => lookup(access, table, one))
            .toSorted((a, b) => a.cost - b.cost)
            .slice(0, 1);
    const matches = table.rows * filter;
    const next = chains.flatMap((chain) => {
      const rows = Math.max(1, at === 0 ? matches : (chain.rows * matches) / of(table.distinct, access.join));
      const hashed = best.map((one) => ({
        cost: chain.cost + one.cost + 0.02 * (chain.rows + matches),
        rows,
        sorted: at === 0 ? one.sorted : false,
        used: one.index < 0 ? chain.used : [...chain.used, one.index],
      }));
      const looped = inner.map((one) => ({
        cost: chain.cost + chain.rows * one.cost,
        rows,
        sorted: chain.sorted,
        used: [...chain.used, one.index],
      }));
      return [...hashed, ...looped];
    });
    chains = [true, false].flatMap((sorted) =>
      next
        .filter((one) => one.sorted === sorted)
        .toSorted((a, b) => a.cost - b.cost)
        .slice(0, 1),
    );
  }
  const order = accesses[0]?.order;
  const [best] = chains
    .map((one) => ({
      ...one,
      cost: one.cost + (order === undefined || one.sorted ? 0 : one.rows * Math.log2(one.rows + 2) * 0.01) + 1,
    }))
    .toSorted((a, b) => a.cost - b.cost);
  return { cost: best?.cost ?? 0, used: [...new Set(best?.used)].toSorted((a, b) => a - b) };
}

function scan(access: Access, table: Table, { at, keys, include }: Offer) {
  const [share, next] = searched(access, keys, undefined);
  const isCovering = access.read.every((column) => keys.includes(column) || include.includes(column));
  const sorted = access.order !== undefined && keys[next] === access.order;
  const leaf = (table.rows * share * (2 + keys.length + include.length)) / 900;
  return [
    {
      index: at,
      sorted,
      cost:
        2 + leaf + (isCovering ? 0 : Math.min(table.pages * 4, table.rows * share * 2)) + table.rows * share * 0.005,
    },
  ];
}

function lookup(access: Access, table: Table, { at, keys, include }: Offer) {
  if (!keys.includes(access.join)) return [];
  const [share] = searched(access, keys, table.distinct);
  if (share > 1.5 / of(table.distinct, access.join)) return [];
  const isCovering = access.read.every((column) => keys.includes(column) || include.includes(column));
  return [{ index: at, cost: 0.4 + table.rows * share * (isCovering ? 0.02 : 1) }];
}

/** The share of the index that is read, and the first key that is not compared. */
function searched(
  { equal, range, join }: Access,
  keys: readonly number[],
  inner: readonly number[] | undefined,
): readonly [number, number] {
  let share = 1;
  for (const [at, key] of keys.entries()) {
    const one = equal.find(({ column }) => column === key);
    if (one !== undefined) share *= one.share;
    else if (inner !== undefined && key === join) share /= of(inner, join);
    else if (range?.column === key) return [share * range.share, at];
    else return [share, at];
  }
  return [share, keys.length];
}

function of<T>(list: readonly T[], at: number): T {
  const one = list[at];
  if (one === undefined) throw new RangeError(`There is no ${at} of ${list.length}.`);
  return one;
}
