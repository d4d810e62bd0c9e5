import type { GinElements } from './index-shape.ts';

/**
 * The elements that the list of most common ones left out. It holds at most 1000 (ten times the statistics target) and
 * none that ANALYZE met less often than its way of counting can tell (src/backend/tsearch/ts_typanalyze.c, lossy
 * counting). What is missing of `perRow` is laid along the curve on which the last listed ones fall, frequency against
 * rank, each in at least one row.
 */
export function extrapolateElements(
  frequencies: readonly number[],
  perRow: number,
  rows: number,
): NonNullable<GinElements['others']> {
  const sorted = [...frequencies].filter((share) => share > 0).sort((a, b) => b - a);
  const last = sorted.at(-1);
  let missing = perRow - sorted.reduce((sum, share) => sum + share, 0);
  if (last === undefined || missing < 0.01 * perRow) return [];
  const steepness = slopeOfTail(sorted);
  const highest = sorted.length >= fullList ? last : Math.min(last, leastShare(perRow));
  const others: { readonly count: number; readonly share: number }[] = [];
  for (let rank = sorted.length; missing * rows > 0.5 && others.length < 400; ) {
    const next = Math.ceil(rank * 1.05) + 1;
    const share = Math.max(1 / rows, highest * ((rank + next) / 2 / sorted.length) ** -steepness);
    const isEnd = share * rows <= 1;
    const count = isEnd ? missing * rows : Math.min(next - rank, missing / share);
    others.push({ count, share });
    missing -= count * share;
    rank = next;
  }
  return others;
}

/** Ten times the usual statistics target. */
const fullList = 1000;

/** A list that was not cut off lacks what was met fewer than nine times in a bucket of the count, 1/7 of 1010 thousand words. */
function leastShare(perRow: number): number {
  return (9 * perRow) / (1_010_000 / 7);
}

/** Of the second half of the list, in logarithms, as a line through its ends. */
function slopeOfTail(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const [high, low] = [sorted[middle] ?? 0, sorted.at(-1) ?? 0];
  if (high <= 0 || low <= 0 || sorted.length < 8) return 0.5;
  return Math.min(3, Math.max(0, Math.log(high / low) / Math.log(sorted.length / (middle + 1))));
}
