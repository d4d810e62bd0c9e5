import { baseOf } from './path-parts.ts';

/** Runs of digits count as numbers: 2_b comes before 10_a, and 007 is 7. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [runsOf(a), runsOf(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = runOrder(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || textOrder(a, b);
}

/** By the codes of the characters, as Go, Rust and the shell sort. */
export function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By whole path: what is in one folder stays together. */
export function byPath<T extends { readonly path: string }>(
  items: readonly T[],
  order: (a: string, b: string) => number = naturalOrder,
): readonly T[] {
  return items.toSorted((a, b) => order(a.path, b.path));
}

/** By the name of the file, in whatever folder it is. */
export function byName<T extends { readonly path: string }>(
  items: readonly T[],
  order: (a: string, b: string) => number = naturalOrder,
): readonly T[] {
  return items.toSorted((a, b) => order(baseOf(a.path), baseOf(b.path)) || order(a.path, b.path));
}

function runsOf(text: string): readonly string[] {
  return text.match(/\d+|\D+/g) ?? [];
}

function runOrder(a: string, b: string): number {
  if (!/^\d/.test(a) || !/^\d/.test(b)) return textOrder(a, b);
  const [left, right] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
  return left.length - right.length || textOrder(left, right);
}
