import type { Way } from './solve-way.ts';
import type { ValueSource } from './value-source.ts';

/**
 * The order in which the columns of a row are made: that of the conditions, and where these leave it open, each behind
 * the columns that its source looks at (a slug behind the title).
 */
export function columnOrder(
  { order, relations }: Way,
  sourceOf: (column: string) => ValueSource | undefined,
): readonly string[] {
  const rank = new Map(order.map((column, at) => [column, at]));
  const bound = (column: string) =>
    (relations.get(column) ?? [])
      .flatMap(({ reads }) => reads)
      .filter((other) => (rank.get(other) ?? 0) < (rank.get(column) ?? 0));
  const needs = new Map(order.map((column) => [column, new Set(bound(column))]));
  for (const column of order) {
    for (const read of sourceOf(column)?.reads ?? []) {
      if (rank.has(read) && read !== column && !reaches(needs, read, column)) needs.get(column)?.add(read);
    }
  }
  const placed = new Set<string>();
  const place = (column: string) => {
    if (placed.has(column)) return;
    for (const other of needs.get(column) ?? []) place(other);
    placed.add(column);
  };
  for (const column of order) place(column);
  return [...placed];
}

/** Whether `from` has to wait for `to`. */
function reaches(needs: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(needs.get(next) ?? []));
  }
  return false;
}
