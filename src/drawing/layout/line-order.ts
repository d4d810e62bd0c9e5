import type { DiagramReference } from '#vocabulary/diagram.ts';

/**
 * Tables in an order in which what is referred to comes first, as far as circles allow: lines then run from left to
 * right, from a row's right edge to another's left.
 */
export function lineOrder(
  tables: readonly string[],
  references: readonly DiagramReference[],
): ReadonlyMap<string, number> {
  const waits = new Map(tables.map((table): [string, Set<string>] => [table, new Set()]));
  const children = new Map(tables.map((table): [string, Set<string>] => [table, new Set()]));
  for (const { from, to } of references) {
    if (to === undefined || from === to || !waits.has(to) || !waits.has(from)) continue;
    waits.get(from)?.add(to);
    children.get(to)?.add(from);
  }
  const order = new Map<string, number>();
  while (waits.size > 0) {
    const next = [...waits].reduce((best, one) => {
      const more = (children.get(one[0])?.size ?? 0) - (children.get(best[0])?.size ?? 0);
      return one[1].size < best[1].size || (one[1].size === best[1].size && more > 0) ? one : best;
    });
    const [table] = next;
    order.set(table, order.size);
    waits.delete(table);
    for (const child of children.get(table) ?? []) waits.get(child)?.delete(table);
  }
  return order;
}
