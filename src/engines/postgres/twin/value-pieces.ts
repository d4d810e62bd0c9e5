import type { ColumnStatistics } from '#vocabulary/statistics.ts';

/**
 * A share of a column's values that are not NULL: one value (`high` absent), or those from `low` up to `high`, of which
 * `pool` different ones are used. The pieces of a column cover 0 … 1 one after the other, in the order of their values
 * where that matters.
 */
export interface Piece {
  readonly weight: number;
  readonly low: string;
  readonly high?: string;
  readonly pool: number;
}

export interface PieceCounts {
  /** Rows of the source's table, and of the one that is made. */
  readonly source: number;
  readonly made: number;
  /** Values rise with the row's number: draws are spread evenly, not by chance. */
  readonly sorted: boolean;
}

/** More would not show in a plan, and each row looks its value up among them. */
const mostAtoms = 400;
const mostBuckets = 200;

/** A pool so large that no value is drawn twice. */
export const endless = 1_000_000_000;

/** What the statistics tell of a column's values; empty where they tell nothing (too wide, no order, no statistics). */
export function valuePieces(statistics: ColumnStatistics | undefined, counts: PieceCounts): readonly Piece[] {
  if (statistics === undefined) return [];
  const known = 1 - statistics.nullFraction;
  if (known <= 0) return [];
  const atoms = commonAtoms(statistics, known);
  const rest = Math.max(0, 1 - total(atoms));
  const buckets = bucketsOf(statistics, rest, atoms.length, counts);
  return normalized([...atoms, ...buckets]);
}

/** How many different values are to be expected: of those in the source, as many as a sample of its rows holds. */
export function distinctIn(statistics: ColumnStatistics, { source, made }: PieceCounts): number {
  const known = 1 - statistics.nullFraction;
  if (statistics.distinct < 0) return -statistics.distinct * made;
  const [before, after] = [source * known, made * known];
  if (after >= before || before === 0) return statistics.distinct;
  // Cardenas: n draws from D values hit D * (1 - (1 - n/N)^(N/D)) of them, for N rows with N/D rows each.
  return statistics.distinct * (1 - (1 - after / before) ** (before / statistics.distinct));
}

/** How large a pool must be for that many draws to hit that many different values. */
export function poolSize(draws: number, distinct: number): number {
  if (distinct <= 1) return 1;
  if (distinct >= draws * 0.99) return endless;
  let [low, high] = [distinct, distinct];
  const hit = (pool: number) => pool * -Math.expm1(-draws / pool);
  while (hit(high) < distinct && high < endless) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (hit(middle) < distinct) low = middle;
    else high = middle;
  }
  return Math.max(1, Math.round(high));
}

/** Cumulated weights below each piece: [0, 0.4, 0.7]. */
export function pieceStarts(pieces: readonly Piece[]): readonly number[] {
  let sum = 0;
  return pieces.map(({ weight }) => {
    const start = sum;
    sum += weight;
    return start;
  });
}

/**
 * Pools by the width of the buckets, which hold integers: a narrow bucket has fewer values than a wide one, all of them
 * together those that the column has.
 */
export function poolsByWidth(
  pieces: readonly Piece[],
  statistics: ColumnStatistics,
  counts: PieceCounts,
): readonly Piece[] {
  const buckets = pieces.filter(({ high }) => high !== undefined);
  if (buckets.length === 0) return pieces;
  const distinct = distinctIn(statistics, counts) - (pieces.length - buckets.length);
  const drawsOf = ({ weight }: Piece) => counts.made * (1 - statistics.nullFraction) * weight;
  const widthOf = ({ low, high = low }: Piece) => Math.max(1, Number(high) - Number(low));
  const most = (piece: Piece) =>
    counts.sorted
      ? Math.min(widthOf(piece), drawsOf(piece))
      : widthOf(piece) * -Math.expm1(-drawsOf(piece) / widthOf(piece));
  const poolFor = (piece: Piece, distinct: number) =>
    counts.sorted ? Math.max(1, Math.round(distinct)) : poolSize(drawsOf(piece), distinct);
  const cap = evenCap(buckets.map(most), distinct);
  return pieces.map((piece) => {
    if (piece.high === undefined) return piece;
    const isFull = most(piece) <= cap;
    return { ...piece, pool: isFull ? widthOf(piece) : Math.min(widthOf(piece), poolFor(piece, cap)) };
  });
}

/** What each may have at most so that they have that much together; infinite where even all of it is not enough. */
function evenCap(most: readonly number[], sum: number): number {
  const together = (cap: number) => most.reduce((all, each) => all + Math.min(each, cap), 0);
  if (together(Number.POSITIVE_INFINITY) <= sum) return Number.POSITIVE_INFINITY;
  let [low, high] = [0, Math.max(...most)];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (together(middle) < sum) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Correlation of the values with the rows' order. What pg_stats says is higher for columns of few values: ANALYZE counts
 * equal values as ascending, which gives the sum of the squared frequencies even to values in no order at all.
 * https://github.com/postgres/postgres/blob/master/src/backend/commands/analyze.c (compute_scalar_stats)
 */
export function trueCorrelation(statistics: ColumnStatistics | undefined): number {
  const told = statistics?.correlation ?? 0;
  if (statistics === undefined || told <= 0) return told;
  const known = Math.max(1e-9, 1 - statistics.nullFraction);
  const ties = (statistics.mostCommonFrequencies ?? []).reduce((sum, each) => sum + (each / known) ** 2, 0);
  return ties >= 0.999 ? 0 : Math.max(0, (told - ties) / (1 - ties));
}

function commonAtoms(statistics: ColumnStatistics, known: number): readonly Piece[] {
  const { mostCommonValues: values = [], mostCommonFrequencies: frequencies = [] } = statistics;
  return values
    .slice(0, mostAtoms)
    .map((low, at) => ({ low, weight: (frequencies[at] ?? 0) / known, pool: 1 }))
    .filter(({ weight }) => weight > 0);
}

function bucketsOf(statistics: ColumnStatistics, rest: number, atoms: number, counts: PieceCounts): readonly Piece[] {
  const bounds = thinned(statistics.histogram ?? [], mostBuckets + 1);
  if (bounds.length < 2 || rest < 1e-6) return [];
  const buckets = bounds.length - 1;
  const draws = (counts.made * (1 - statistics.nullFraction) * rest) / buckets;
  const distinct = Math.max(1, (distinctIn(statistics, counts) - atoms) / buckets);
  const pool = counts.sorted ? Math.max(1, Math.round(distinct)) : poolSize(draws, distinct);
  return bounds.slice(0, -1).map((low, at) => ({ weight: rest / buckets, low, high: bounds[at + 1] ?? low, pool }));
}

/** Evenly chosen, the first and the last among them. */
function thinned(values: readonly string[], most: number): readonly string[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, at) => values[Math.round((at * (values.length - 1)) / (most - 1))] ?? '');
}

function normalized(pieces: readonly Piece[]): readonly Piece[] {
  const sum = total(pieces);
  return sum === 0 ? [] : pieces.map((piece) => ({ ...piece, weight: piece.weight / sum }));
}

function total(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { weight }) => sum + weight, 0);
}
