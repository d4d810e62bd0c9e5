import { approximateSearch } from './approximate-dependencies.ts';
import { bitsNeeded } from './dependency-evidence.ts';
import { dependencyTally } from './dependency-tally.ts';
import type { DiscoveredKey, Discovery, DiscoveryOptions } from './discovery.ts';
import { type ColumnValues, type EncodedColumn, encodeColumn } from './encode-columns.ts';
import { groupCount, refinePartition, wholePartition } from './row-partition.ts';
import { type SearchedLevel, type SearchedSet, searchLattice } from './search-lattice.ts';
import { workBudget } from './work-budget.ts';

/** Bits of the search; few more would not fit. */
const mostColumns = 60;
const widest = 5;

/**
 * The least functional dependencies that hold in these rows, those that nearly hold, and the least keys, each with what
 * speaks for it. NULL equals NULL, so that a dependency means the same as GROUP BY; one that only rows with NULL speak
 * for is counted (`counts.nullOnly`) and not told. All of it is true of these rows; what the evidence is good for beyond
 * them says `kind`.
 */
export function discoverDependencies(given: readonly ColumnValues[], options: DiscoveryOptions = {}): Discovery {
  const { maxRows = 100_000, width = 3, maxColumns = mostColumns, limits = {} } = options;
  const told = given.slice(0, Math.min(mostColumns, maxColumns));
  const total = told[0]?.values.length ?? 0;
  const sample = sampledRows(total, maxRows);
  const rows = sample.length;
  const encoded = told.map((column) => encodeColumn(column, sample));
  const order = encoded.map(({ name }) => name);
  // The most telling columns first: what they leave together is soon small.
  const columns = encoded.filter((one) => !isConstant(one)).sort((one, other) => other.distinct - one.distinct);
  const largest = columns.reduce((size, { distinct }) => Math.max(size, distinct + 1), 1);
  const scratch = { inGroup: new Int32Array(largest), overall: new Int32Array(largest) };
  const budget = workBudget(limits);
  const isSet = !hasTwins(columns, rows, largest);
  const tally = dependencyTally({ columns, order, rows, isSet, scratch, budget, most: options.most ?? 1000 });
  const nearly = approximateSearch({ given: told, columns, rows, scratch, budget, options, sample });
  if (rows > 1) tally.takeConstants(encoded.filter(isConstant));
  const found = (set: SearchedSet) => {
    if (set.gained.low === 0 && set.gained.high === 0 && !nearly.wants(set)) return tally.take(set, undefined);
    const groups = set.partition();
    tally.take(set, groups);
    if (nearly.wants(set)) nearly.weigh(set, groups);
  };
  const levels =
    rows > 1 ? searchLattice({ columns, rows, width: Math.max(1, Math.min(widest, width)), budget, found }) : [];
  const { dependencies, keys, counts, unlisted } = tally.result();
  return {
    rows,
    columns: order,
    dependencies,
    approximate: nearly
      .found()
      .map((one) => ({ ...one, determinant: order.filter((name) => one.determinant.includes(name)) })),
    keys: [...keys, ...uniqueButForNull(encoded, rows)],
    counts,
    unseen: [
      ...cutOff(given.length - told.length, told.length, total, rows),
      ...(rows > 1 ? unseenLevels(levels, columns.length) : ['fewer than 2 rows']),
      ...unlisted,
      ...nearly.unseen(),
    ],
  };
}

function sampledRows(total: number, most: number): Int32Array {
  const size = Math.min(total, most);
  return Int32Array.from({ length: size }, (_, at) => Math.floor((at * total) / size));
}

function isConstant({ distinct, nulls }: EncodedColumn): boolean {
  return distinct + (nulls > 0 ? 1 : 0) === 1;
}

/** Are there two rows that agree in everything? */
function hasTwins(columns: readonly EncodedColumn[], rows: number, largest: number): boolean {
  const counts = new Int32Array(largest);
  const places = new Int32Array(largest);
  let partition = wholePartition(rows);
  for (const { codes } of columns) {
    if (groupCount(partition) === 0) return false;
    partition = refinePartition(partition, codes, counts, places);
  }
  return groupCount(partition) > 0;
}

/** What UNIQUE would accept: NULL is no twin of NULL there. */
function uniqueButForNull(columns: readonly EncodedColumn[], rows: number): readonly DiscoveredKey[] {
  return columns
    .filter(({ distinct, nulls }) => nulls > 1 && distinct > 1 && distinct === rows - nulls)
    .map(({ name, distinct }) => ({
      columns: [name],
      kind: distinct * Math.LOG2E >= bitsNeeded(columns.length) ? 'supported' : 'accidental',
      hasNulls: true,
    }));
}

function cutOff(columns: number, read: number, total: number, rows: number): readonly string[] {
  return [
    ...(columns > 0 ? [`${columns} columns beyond the first ${read}`] : []),
    ...(rows < total ? [`${total - rows} of ${total} rows: every ${(total / rows).toFixed(1)}th was read`] : []),
  ];
}

function unseenLevels(levels: readonly SearchedLevel[], columns: number): readonly string[] {
  const last = levels.at(-1)?.width ?? 0;
  const partly = levels
    .filter(({ looked, sets }) => looked < sets)
    .map(({ width, looked, sets }) => `${sets - looked} of ${sets} determinants of ${width} columns: time was up`);
  return [...partly, ...(last < columns - 1 ? [`determinants of more than ${last} columns`] : [])];
}
