/** A run of integers: `count` rows from the `first` row on get numbers from `from` on, spread over `width` of them. */
export interface IntegerRun {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly width: number;
}

/** Known range against rows from which on numbers have no gaps. */
const denseUntil = 1.02;

/**
 * Different integers for that many rows, over the range and with the density of the histogram's bounds.
 * Undefined where the bounds are beyond what a JavaScript number holds exactly.
 */
export function integerRuns(bounds: readonly string[], rows: number): readonly IntegerRun[] | undefined {
  const known = bounds.map(Number);
  if (!known.every(Number.isSafeInteger)) return undefined;
  const [low = 1, high = rows] = [known[0], known.at(-1)];
  const range = high - low + 1;
  if (known.length < 2 || range <= rows * denseUntil) {
    // The sample's least and greatest value stand a little inside the real ones.
    const lacking = Math.max(0, rows - range);
    const from = low >= 1 ? Math.max(1, low - lacking) : low - lacking;
    return [{ first: 0, count: rows, from, width: Math.max(rows, range) }];
  }
  const buckets = known.length - 1;
  const runs: IntegerRun[] = [];
  let next = low;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = Math.round((bucket * rows) / buckets);
    const count = Math.round(((bucket + 1) * rows) / buckets) - first;
    const from = Math.max(next, known[bucket] ?? next);
    const end = bucket === buckets - 1 ? high + 1 : (known[bucket + 1] ?? high);
    const width = Math.max(count, end - from);
    next = from + width;
    if (count > 0) runs.push({ first, count, from, width });
  }
  return runs;
}

/** Number of a row, as the SQL computes it. */
export function integerAt(runs: readonly IntegerRun[], row: number): number {
  const run = runs.findLast(({ first }) => first <= row);
  return run === undefined ? row : run.from + Math.floor(((row - run.first) * run.width) / run.count);
}

/** Rows that shall have a wanted number instead of their own, because others refer to it: [row, number]. */
export function wantedRows(
  runs: readonly IntegerRun[],
  wanted: readonly number[],
): readonly (readonly [number, number])[] {
  const rows = new Map<number, number>();
  for (const number of new Set(wanted)) {
    const run = runs.findLast(({ from }) => from <= number);
    if (run === undefined || number >= run.from + run.width) continue;
    const row = run.first + Math.min(run.count - 1, Math.floor(((number - run.from) * run.count) / run.width));
    const exact = row + 1 < run.first + run.count && integerAt(runs, row + 1) === number;
    if (!exact && !rows.has(row)) rows.set(row, number);
  }
  return [...rows];
}
