import type { Piece } from './value-pieces.ts';

/**
 * Numbers within a group, as in a key (order, line): `shares[0]` is 1, for each group has its first row; `shares[n]` is
 * the share of the groups that have one more than n rows.
 */
export interface NumberedGroups {
  readonly first: number;
  readonly groups: number;
  readonly shares: readonly number[];
}

const longestGroup = 1000;

/**
 * Reads a column's pieces as such numbers: integers from 0 or 1 on, each no more frequent than the one before.
 * How often the number n occurs is how many groups have n rows or more. Undefined where they look like anything else.
 */
export function numberedGroups(pieces: readonly Piece[], rows: number): NumberedGroups | undefined {
  const frequencies = new Map<number, number>();
  for (const { low, high = low, weight } of pieces) {
    const [from, to] = [Number(low), Number(high)];
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to - from > longestGroup) return undefined;
    const width = Math.max(1, to - from);
    for (let at = from; at < from + width; at++) frequencies.set(at, (frequencies.get(at) ?? 0) + weight / width);
  }
  const first = Math.min(...frequencies.keys());
  const last = Math.max(...frequencies.keys());
  const head = frequencies.get(first) ?? 0;
  if ((first !== 0 && first !== 1) || last - first >= longestGroup || head * rows < 1) return undefined;
  const shares: number[] = [];
  for (let at = first; at <= last; at++) {
    const share = (frequencies.get(at) ?? 0) / head;
    // The sample may count a later number a little more often.
    if (share > (shares.at(-1) ?? 1) * 1.3 + 0.05) return undefined;
    shares.push(Math.min(share, shares.at(-1) ?? 1));
  }
  return { first, groups: Math.max(1, Math.round(rows / shares.reduce((all, one) => all + one, 0))), shares };
}
