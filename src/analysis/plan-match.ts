import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { inputs, isSubquery, walkPlan } from './plan-walk.ts';

/** A node with what it stands for, whatever method it uses. */
export interface Placed {
  readonly node: PlanNode;
  readonly parent: PlanNode | undefined;
  readonly class: NodeClass;
  /** Marks of the relations whose rows stream through it; the same mark is the same relation in both plans. */
  readonly leaves: readonly string[];
  /** The sub-plan that it is a part of. */
  readonly subplan: string | undefined;
}
export type NodeClass = 'scan' | 'join' | 'sort' | 'aggregate' | 'gather' | 'part' | `step ${string}`;

export interface MatchedPlans {
  readonly before: readonly Placed[];
  readonly after: readonly Placed[];
  readonly pairs: readonly (readonly [Placed, Placed])[];
  readonly onlyBefore: readonly Placed[];
  readonly onlyAfter: readonly Placed[];
  /** Marks of the relations that both plans read. */
  readonly common: ReadonlySet<string>;
}

/**
 * Which node of one plan is which of the other: relations by name and alias, everything else by the relations whose
 * rows stream through it, so that a node more or less above or below moves nothing. Matching the other way round
 * gives the same pairs.
 */
export function matchPlans(before: Plan, after: Plan): MatchedPlans {
  const marks = markScans(scansOf(before), scansOf(after));
  const all = [place(before, marks.before), place(after, marks.after)] as const;
  const pairs: [Placed, Placed][] = [];
  const open = [new Set(all[0]), new Set(all[1])] as const;
  for (const key of [exactKey, looseKey, looserKey]) {
    const waiting = groupBy([...open[1]], (placed) => key(placed, marks.common));
    for (const placed of [...open[0]]) {
      const own = key(placed, marks.common);
      const partner = own === undefined ? undefined : waiting.get(own)?.shift();
      if (partner === undefined) continue;
      pairs.push([placed, partner]);
      open[0].delete(placed);
      open[1].delete(partner);
    }
  }
  return {
    before: all[0],
    after: all[1],
    pairs,
    onlyBefore: [...open[0]],
    onlyAfter: [...open[1]],
    common: marks.common,
  };
}

/** Alike in every way that is no figure. */
function exactKey(placed: Placed): string {
  return [placed.class, placed.leaves.join(), detail(placed.node)].join('|');
}

function looseKey(placed: Placed): string | undefined {
  return placed.class === 'part' ? undefined : [placed.class, placed.leaves.join()].join('|');
}

/** A relation that only one of the plans reads must not part the joins above it. */
function looserKey(placed: Placed, common: ReadonlySet<string>): string | undefined {
  const leaves = placed.leaves.filter((leaf) => common.has(leaf));
  const least = placed.class === 'join' ? 2 : 1;
  return placed.class === 'part' || leaves.length < least ? undefined : [placed.class, leaves.join()].join('|');
}

function detail(node: PlanNode): string {
  return [
    node.type,
    node.index,
    node.strategy,
    node.partialMode,
    ...(node.sortKey ?? []),
    ...(node.groupKey ?? []),
  ].join();
}

/** Nodes that read something of their own; bitmaps are parts of the scan above them. */
export function isScan(node: PlanNode): boolean {
  return leafName(node) !== undefined && node.type !== 'ModifyTable' && node.type !== 'Bitmap Index Scan';
}

/** The indexes that a scan goes through: its own, or those of the bitmaps below it. */
export function indexesOf(node: PlanNode): readonly string[] {
  const below = node.children.filter(({ type }) => /^Bitmap(?:And|Or| Index Scan)$/.test(type));
  return [...(node.index === undefined ? [] : [node.index]), ...below.flatMap(indexesOf)];
}

function leafName(node: PlanNode): string | undefined {
  const name = node.relation ?? node.cte ?? node.function;
  if (name !== undefined) return name;
  return /Scan$/.test(node.type) && inputs(node).length === 0 ? (node.alias ?? node.type) : undefined;
}

function scansOf(plan: Plan): readonly PlanNode[] {
  return walkPlan(plan).flatMap(({ node }) => (isScan(node) ? [node] : []));
}

type Marks = ReadonlyMap<string, string>;

/** By relation and alias, else by relation alone: the aliases of partitions are numbered anew in each plan. */
function markScans(
  before: readonly PlanNode[],
  after: readonly PlanNode[],
): { readonly before: Marks; readonly after: Marks; readonly common: ReadonlySet<string> } {
  const marks = [new Map<string, string>(), new Map<string, string>()] as const;
  const common = new Set<string>();
  const numbers = new Map<string, number>();
  const keys = [(node: PlanNode) => `${leafName(node)} ${node.alias ?? ''}`, (node: PlanNode) => `${leafName(node)}`];
  for (const key of keys) {
    const waiting = groupBy(
      after.filter(({ id }) => !marks[1].has(id)),
      key,
    );
    for (const node of before.filter(({ id }) => !marks[0].has(id))) {
      const partner = waiting.get(key(node))?.shift();
      if (partner === undefined) continue;
      const name = leafName(node) ?? '';
      const number = numbers.get(name) ?? 0;
      numbers.set(name, number + 1);
      const mark = `${name}#${number}`;
      marks[0].set(node.id, mark);
      marks[1].set(partner.id, mark);
      common.add(mark);
    }
  }
  for (const node of before) if (!marks[0].has(node.id)) marks[0].set(node.id, `<${node.id}`);
  for (const node of after) if (!marks[1].has(node.id)) marks[1].set(node.id, `>${node.id}`);
  return { before: marks[0], after: marks[1], common };
}

function place(plan: Plan, marks: Marks): readonly Placed[] {
  const leaves = new Map<string, readonly string[]>();
  const visits = walkPlan(plan);
  for (const { node } of [...visits].reverse()) {
    const own = marks.get(node.id);
    const below = inputs(node).flatMap((child) => leaves.get(child.id) ?? []);
    leaves.set(node.id, [...(own === undefined ? [] : [own]), ...below].sort());
  }
  const subplans = new Map<string, string | undefined>();
  return visits.map(({ node, parent }) => {
    const above = parent === undefined ? undefined : subplans.get(parent.id);
    subplans.set(node.id, isSubquery(node) ? (node.subplanName ?? 'SubPlan') : above);
    const streaming = leaves.get(node.id) ?? [];
    return {
      node,
      parent,
      class: classOf(node),
      // A bitmap has no rows of its own: it belongs where its scan does.
      leaves: streaming.length > 0 || parent === undefined ? streaming : (leaves.get(parent.id) ?? []),
      subplan: subplans.get(node.id),
    };
  });
}

function classOf(node: PlanNode): NodeClass {
  if (isScan(node)) return 'scan';
  if (/^(?:Nested Loop|Hash Join|Merge Join)$/.test(node.type)) return 'join';
  if (/^(?:Sort|Incremental Sort)$/.test(node.type)) return 'sort';
  if (/^(?:Aggregate|Group)$/.test(node.type))
    return node.partialMode === 'Partial' ? 'step Partial Aggregate' : 'aggregate';
  if (/^Gather/.test(node.type)) return 'gather';
  if (/^(?:Hash|Bitmap.*|Subquery Scan|Result)$/.test(node.type)) return 'part';
  return `step ${node.type}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = key(item);
    if (own === undefined) continue;
    const group = groups.get(own);
    if (group === undefined) groups.set(own, [item]);
    else group.push(item);
  }
  return groups;
}
