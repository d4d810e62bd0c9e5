import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { ShapeChange, ShapeChangeKind } from '#vocabulary/plan-diff.ts';
import { type Mention, sayChange } from './plan-change-words.ts';
import { conditionShape } from './plan-conditions.ts';
import { indexesOf, type MatchedPlans, type Placed } from './plan-match.ts';
import { nodeShape } from './plan-shape.ts';
import { inputs, walkNode } from './plan-walk.ts';

/** How much of each plan's time or cost a node takes, by its id. */
export interface Shares {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
}

/** What one plan does otherwise than the other, heaviest first. Literals and figures are no difference. */
export function shapeChanges(before: Plan, after: Plan, matched: MatchedPlans, shares: Shares): readonly ShapeChange[] {
  const found = [
    ...together(matched.pairs.flatMap(pairChanges)),
    ...subplanChanges(matched),
    ...partitionChanges(matched),
    ...loneChanges(matched),
  ];
  const all =
    found.length === 0 && nodeShape(before.root) !== nodeShape(after.root)
      ? [{ kind: 'rearranged' as const, before: [], after: [] }]
      : found;
  return all
    .map((mention): ShapeChange => {
      const nodes = {
        before: mention.before.map(({ node }) => node.id),
        after: mention.after.map(({ node }) => node.id),
      };
      return { kind: mention.kind, ...nodes, sentence: sayChange(mention), weight: weigh(mention, matched, shares) };
    })
    .sort((one, other) => other.weight - one.weight || rank(one.kind) - rank(other.kind));
}

/** A join answers for all that it joins, a sub-plan for all that is in it. */
function weigh({ kind, before, after }: Mention, matched: MatchedPlans, shares: Shares): number {
  const isWhole = /^(?:join|subplan|parallel|serial|partitions)/.test(kind);
  const sum = (side: readonly Placed[], all: readonly Placed[], of: ReadonlyMap<string, number>) => {
    const tops = side.map((placed) => (kind.includes('subplan') ? subplanOf(placed, all) : placed.node));
    const ids = new Set(tops.flatMap((node) => (isWhole ? walkNode(node).map((visit) => visit.node.id) : [node.id])));
    return [...ids].reduce((total, id) => total + (of.get(id) ?? 0), 0);
  };
  const most = Math.max(sum(before, matched.before, shares.before), sum(after, matched.after, shares.after));
  return Math.round(Math.min(1, most) * 1000) / 1000;
}

function subplanOf(placed: Placed, all: readonly Placed[]): PlanNode {
  if (placed.subplan === undefined) return placed.node;
  return all.find(({ node }) => node.subplanName === placed.subplan)?.node ?? placed.node;
}

const order: readonly ShapeChangeKind[] = [
  'join-method',
  'subplan-to-join',
  'join-to-subplan',
  'scan-method',
  'join-order',
  'partitions',
  'sort-gone',
  'sort-appeared',
  'parallel',
  'serial',
];

function rank(kind: ShapeChangeKind): number {
  const at = order.indexOf(kind);
  return at < 0 ? order.length : at;
}

function pairChanges([before, after]: readonly [Placed, Placed]): readonly Mention[] {
  const said = (kind: ShapeChangeKind): Mention => ({ kind, before: [before], after: [after] });
  const [one, other] = [before.node, after.node];
  switch (before.class) {
    case 'scan':
      if (scanMethod(one) !== scanMethod(other)) return [said('scan-method')];
      return conditionShape(one) === conditionShape(other) ? [] : [said('scan-condition')];
    case 'join':
      return [
        ...(one.type === other.type ? [] : [said('join-method')]),
        ...(sideless(one.joinType) === sideless(other.joinType) ? [] : [said('join-type')]),
        ...(one.type === other.type && areSwapped(before, after) ? [said('join-sides')] : []),
      ];
    case 'sort':
      return one.type === other.type ? [] : [said('sort-method')];
    case 'aggregate':
      return one.type === other.type && one.strategy === other.strategy ? [] : [said('aggregate-method')];
    default:
      return [];
  }
}

/** Partitions that are all read otherwise in the same way are one change. */
function together(mentions: readonly Mention[]): readonly Mention[] {
  const groups = new Map<string, Mention>();
  for (const [at, mention] of mentions.entries()) {
    const [one, other] = [mention.before[0], mention.after[0]];
    const isMember =
      mention.kind === 'scan-method' && [one, other].every((placed) => /Append$/.test(placed?.parent?.type ?? ''));
    const key = isMember ? [one, other].map((placed) => `${placed?.parent?.id} ${placed?.node.type}`).join() : `${at}`;
    const group = groups.get(key);
    groups.set(key, {
      kind: mention.kind,
      before: [...(group?.before ?? []), ...mention.before],
      after: [...(group?.after ?? []), ...mention.after],
    });
  }
  return [...groups.values()];
}

/** How a relation is read: the node's type, direction and indexes. */
export function scanMethod(node: PlanNode): string {
  return [node.type, node.scanDirection === 'Backward' ? 'backward' : '', ...indexesOf(node)].join();
}

/** A left join with its sides exchanged is a right join: the same rows. */
function sideless(joinType = 'Inner'): string {
  return joinType.replace('Right', 'Left').replace(/^Left (?=Semi|Anti)/, '');
}

function areSwapped(before: Placed, after: Placed): boolean {
  const [outer, inner] = inputs(before.node).map(namesBelow);
  const [otherOuter, otherInner] = inputs(after.node).map(namesBelow);
  return outer !== inner && outer === otherInner && inner === otherOuter;
}

function namesBelow(node: PlanNode): string {
  return walkNode(node)
    .flatMap((visit) => (visit.node.relation === undefined ? [] : [`${visit.node.relation} ${visit.node.alias ?? ''}`]))
    .sort()
    .join();
}

/** A relation that is read in an expression's sub-plan in one plan and joined in the other. */
function subplanChanges({ pairs }: Pick<MatchedPlans, 'pairs'>): readonly Mention[] {
  const isSubplan = ({ subplan }: Placed) => subplan?.startsWith('SubPlan') === true;
  return pairs
    .filter(([before, after]) => before.class === 'scan' && isSubplan(before) !== isSubplan(after))
    .map(([before, after]) => ({
      kind: isSubplan(before) ? 'subplan-to-join' : 'join-to-subplan',
      before: [before],
      after: [after],
    }));
}

/** Partitions that only one of the plans reads; where one alone is left, the Append above it is gone too. */
function partitionChanges(matched: MatchedPlans): readonly Mention[] {
  const whole = matched.pairs
    .filter(([before, after]) => {
      if (!isAppend(before.node)) return false;
      const isPruned = [before, after].map(({ node }) => (node.subplansRemoved ?? 0) > 0);
      return inputs(before.node).length !== inputs(after.node).length || isPruned[0] !== isPruned[1];
    })
    .map(([before, after]): Mention => ({ kind: 'partitions', before: [before], after: [after] }));
  const alone = (lone: readonly Placed[], side: 0 | 1): readonly Mention[] =>
    lone.flatMap((placed) => {
      const kept = keptMembers(placed, matched.pairs, side);
      if (kept.length === 0) return [];
      const [there, here] = [[placed], kept.map((pair) => pair[side === 0 ? 1 : 0])];
      return [{ kind: 'partitions', before: side === 0 ? there : here, after: side === 0 ? here : there }];
    });
  return [...whole, ...alone(matched.onlyBefore, 0), ...alone(matched.onlyAfter, 1)];
}

function isAppend(node: PlanNode): boolean {
  return /Append$/.test(node.type);
}

/** The scans below an Append that only one plan has which the other plan makes too, without it. */
function keptMembers(placed: Placed, pairs: MatchedPlans['pairs'], side: 0 | 1): MatchedPlans['pairs'] {
  if (!isAppend(placed.node)) return [];
  const members = new Set(inputs(placed.node).map(({ id }) => id));
  return pairs.filter((pair) => pair[side].class === 'scan' && members.has(pair[side].node.id));
}

function loneChanges(matched: MatchedPlans): readonly Mention[] {
  const { onlyBefore, onlyAfter } = matched;
  const gone = (kind: ShapeChangeKind, placed: Placed): Mention => ({ kind, before: [placed], after: [] });
  const appeared = (kind: ShapeChangeKind, placed: Placed): Mention => ({ kind, before: [], after: [placed] });
  return [
    ...joinOrder(matched),
    ...gathers(onlyBefore, onlyAfter),
    ...onlyBefore.flatMap((placed) => {
      const kinds = loneKinds(placed, matched, 0);
      return kinds === undefined ? [] : [gone(kinds.gone, placed)];
    }),
    ...onlyAfter.flatMap((placed) => {
      const kinds = loneKinds(placed, matched, 1);
      return kinds === undefined ? [] : [appeared(kinds.appeared, placed)];
    }),
  ];
}

interface LoneKinds {
  readonly gone: ShapeChangeKind;
  readonly appeared: ShapeChangeKind;
}

function loneKinds(placed: Placed, matched: MatchedPlans, side: 0 | 1): LoneKinds | undefined {
  switch (placed.class) {
    case 'scan':
      return isMember(placed, matched, side) ? undefined : { gone: 'scan-gone', appeared: 'scan-appeared' };
    case 'sort':
      return { gone: 'sort-gone', appeared: 'sort-appeared' };
    case 'join':
    case 'gather':
    case 'part':
    case 'step Partial Aggregate':
      return undefined;
    default:
      return keptMembers(placed, matched.pairs, side).length > 0 ? undefined : { gone: 'gone', appeared: 'appeared' };
  }
}

/** A partition: told with the Append above it. */
function isMember({ node, parent }: Placed, { pairs, onlyBefore, onlyAfter }: MatchedPlans, side: 0 | 1): boolean {
  if (parent === undefined || !isAppend(parent) || !inputs(parent).includes(node)) return false;
  if (pairs.some((pair) => pair[side].node.id === parent.id)) return true;
  const above = (side === 0 ? onlyBefore : onlyAfter).find((placed) => placed.node.id === parent.id);
  return above !== undefined && keptMembers(above, pairs, side).length > 0;
}

/** Joins of the same relations, other ones first; or joins that only one plan has. */
function joinOrder({ onlyBefore, onlyAfter, pairs }: MatchedPlans): readonly Mention[] {
  const before = onlyBefore.filter((placed) => placed.class === 'join');
  const after = onlyAfter.filter((placed) => placed.class === 'join');
  if (before.length > 0 && after.length > 0) return [{ kind: 'join-order', before, after }];
  const told = new Set(
    subplanChanges({ pairs }).flatMap(({ before: [one], after: [other] }) => [
      ...(one?.leaves ?? []),
      ...(other?.leaves ?? []),
    ]),
  );
  const isNew = (placed: Placed) => !placed.leaves.some((leaf) => told.has(leaf));
  return [
    ...before.filter(isNew).map((placed) => ({ kind: 'join-gone' as const, before: [placed], after: [] })),
    ...after.filter(isNew).map((placed) => ({ kind: 'join-appeared' as const, before: [], after: [placed] })),
  ];
}

function gathers(onlyBefore: readonly Placed[], onlyAfter: readonly Placed[]): readonly Mention[] {
  const before = onlyBefore.filter((placed) => placed.class === 'gather');
  const after = onlyAfter.filter((placed) => placed.class === 'gather');
  if (before.length === after.length) return [];
  return [{ kind: before.length < after.length ? 'parallel' : 'serial', before, after }];
}
