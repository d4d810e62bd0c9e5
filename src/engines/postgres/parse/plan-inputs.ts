import type { Draft } from './plan-title.ts';

/** How many inputs a node of each kind has; those that are not named read a relation or make rows, and have none. */
export const inputsOf: Readonly<Record<string, number>> = {
  'Nested Loop': 2,
  'Hash Join': 2,
  'Merge Join': 2,
  'Recursive Union': 2,
  Append: Number.POSITIVE_INFINITY,
  'Merge Append': Number.POSITIVE_INFINITY,
  BitmapAnd: Number.POSITIVE_INFINITY,
  BitmapOr: Number.POSITIVE_INFINITY,
  SetOp: Number.POSITIVE_INFINITY,
  ModifyTable: 1,
  Hash: 1,
  Sort: 1,
  'Incremental Sort': 1,
  Aggregate: 1,
  Group: 1,
  Unique: 1,
  WindowAgg: 1,
  Limit: 1,
  Gather: 1,
  'Gather Merge': 1,
  Materialize: 1,
  Memoize: 1,
  LockRows: 1,
  ProjectSet: 1,
  'Subquery Scan': 1,
  'Bitmap Heap Scan': 1,
};

/** Says where a part of the plan must be missing: a node has fewer inputs than its kind needs. */
export function missingInputs(drafts: readonly Draft[]): readonly string[] {
  const short = drafts.find((draft) => {
    const children: readonly Draft[] = Array.isArray(draft['Plans']) ? draft['Plans'] : [];
    const own = children.filter((child) => child['Subplan Name'] === undefined).length;
    const needed = inputsOf[String(draft['Node Type'])] ?? 0;
    return Number.isFinite(needed) && own < needed;
  });
  return short === undefined ? [] : [`The plan is cut off: a part below "${String(short['Node Type'])}" is missing.`];
}
