import type { PlanNode } from '#vocabulary/plan.ts';

/** What an Incremental Sort sorted piece by piece. */
export interface SortGroups {
  /**
   * Pieces of at least 32 rows, sorted by all keys: several small groups together, or the beginning of a large one.
   */
  readonly full: number;
  /** The rest of large groups, sorted by the keys that the input does not bring. */
  readonly presorted: number;
  /** The largest piece that went through files, kB; 0 where all stayed in memory. */
  readonly diskKilobytes: number;
}

/** From the figures of the node and of its parallel workers. https://www.postgresql.org/docs/18/using-explain.html */
export function sortGroups(node: PlanNode): SortGroups | undefined {
  const workers = Array.isArray(node.extra['Workers']) ? node.extra['Workers'] : [];
  const parts: readonly unknown[] = [node.extra, ...workers];
  const full = parts.map((part) => valueAt(part, 'Full-sort Groups'));
  const presorted = parts.map((part) => valueAt(part, 'Pre-sorted Groups'));
  const count = (groups: readonly unknown[]) =>
    groups.reduce<number>((sum, one) => sum + numberAt(one, 'Group Count'), 0);
  if (count(full) === 0) return undefined;
  const disk = [...full, ...presorted].map((one) => numberAt(valueAt(one, 'Sort Space Disk'), 'Peak Sort Space Used'));
  return { full: count(full), presorted: count(presorted), diskKilobytes: Math.max(...disk) };
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}

function numberAt(value: unknown, key: string): number {
  const found = Number(valueAt(value, key) ?? 0);
  return Number.isFinite(found) ? found : 0;
}
