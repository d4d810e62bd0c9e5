import type { Plan } from '#vocabulary/plan.ts';
import type { FigurePair, NodePair, PlanDiff, ShapeChange } from '#vocabulary/plan-diff.ts';
import { shapeChanges } from './plan-changes.ts';
import { type MatchedPlans, matchPlans, type Placed } from './plan-match.ts';
import { baseRelationNodes, rowsProduced } from './plan-walk.ts';
import { blocksTouched, type NodeWeight, type PlanWeights, weighPlan } from './plan-weights.ts';
import { nodeName } from './plan-words.ts';

/**
 * What became of a query's plan: its shape first (who is joined how, read how, sorted, parallel), its figures second.
 * Of a plan with itself nothing; of two plans the other way round the same with before and after exchanged.
 */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const weights = [weighPlan(before), weighPlan(after)] as const;
  const matched = matchPlans(before, after);
  const shares = { before: sharesOf(weights[0]), after: sharesOf(weights[1]) };
  const shape = [...shapeChanges(before, after, matched, shares)];
  const totals = totalsOf(before, after);
  const doubts = doubtsAbout(before, after, matched);
  return {
    summary: summarize(shape, before, after, totals, doubts),
    shape,
    totals,
    nodes: nodePairs(matched, weights),
    doubts,
  };
}

function sharesOf(weights: PlanWeights): ReadonlyMap<string, number> {
  return new Map(weights.nodes.map(({ node, share }) => [node.id, share]));
}

function totalsOf(before: Plan, after: Plan): PlanDiff['totals'] {
  const both = (figure: (plan: Plan) => number | undefined): FigurePair => pair(figure(before), figure(after));
  return {
    executionMs: both(({ executionMs, root }) => executionMs ?? root.actual?.totalMs),
    planningMs: both(({ planningMs }) => planningMs),
    cost: both(({ root }) => root.estimated?.totalCost),
    rows: both(({ root }) => (root.actual === undefined ? undefined : rowsProduced(root))),
    blocks: both(({ root }) => (root.buffers === undefined ? undefined : blocksTouched(root.buffers))),
    blocksRead: both(({ root }) =>
      root.buffers === undefined ? undefined : root.buffers.sharedRead + root.buffers.localRead,
    ),
    tempBlocks: both(({ root }) =>
      root.buffers === undefined ? undefined : root.buffers.tempRead + root.buffers.tempWritten,
    ),
  };
}

function pair(before: number | undefined, after: number | undefined): FigurePair {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function nodePairs({ pairs }: MatchedPlans, [before, after]: readonly [PlanWeights, PlanWeights]): NodePair[] {
  const [weighed, weighedAfter] = [before, after].map(
    ({ nodes }) => new Map(nodes.map((weight) => [weight.node.id, weight])),
  );
  const found = pairs.flatMap(([one, other]): readonly NodePair[] => {
    const [was, is] = [weighed?.get(one.node.id), weighedAfter?.get(other.node.id)];
    if (was === undefined || is === undefined) return [];
    const both = (figure: (weight: NodeWeight) => number | undefined) => pair(figure(was), figure(is));
    return [
      {
        before: one.node.id,
        after: other.node.id,
        label: labelOf(one, other),
        ownMs: both(({ ownMs }) => ownMs),
        ownCost: both(({ ownCost }) => ownCost),
        rows: both(({ node, rowsProduced: rows }) => (node.actual === undefined ? undefined : rows)),
        estimatedRows: both(({ node }) => node.estimated?.rows),
        blocks: both(({ node, ownBuffers }) => (node.buffers === undefined ? undefined : blocksTouched(ownBuffers))),
      },
    ];
  });
  const isTimed = before.by === 'time' && after.by === 'time';
  const moved = (one: NodePair) => distance(isTimed ? one.ownMs : one.ownCost);
  return found.sort((one, other) => moved(other) - moved(one));
}

function labelOf(before: Placed, after: Placed): string {
  const [was, is] = [nodeName(before.node), nodeName(after.node)];
  return was === is ? is : `${was} → ${is}`;
}

function distance({ before = 0, after = 0 }: FigurePair): number {
  return Math.abs(after - before);
}

function doubtsAbout(before: Plan, after: Plan, matched: MatchedPlans): string[] {
  const settings = [...new Set([...Object.keys(before.settings), ...Object.keys(after.settings)])]
    .sort()
    .filter((name) => before.settings[name] !== after.settings[name])
    .map((name) => `${name}: ${before.settings[name] ?? 'default'} → ${after.settings[name] ?? 'default'}`);
  return [
    ...(areDifferentQueries(before, after, matched) ? [differentQueries] : []),
    ...(before.analyzed === after.analyzed
      ? []
      : [`Only the plan ${before.analyzed ? 'before' : 'after'} was really run, so that only costs can be compared.`]),
    ...(settings.length === 0 ? [] : [`They were planned with different settings: ${settings.join('; ')}.`]),
  ];
}

export const differentQueries = 'These look like plans of two different queries.';

/** By their statements where both are known, else where they write differently or read nothing in common. */
function areDifferentQueries(before: Plan, after: Plan, matched: MatchedPlans): boolean {
  if (before.query !== undefined && after.query !== undefined) return folded(before.query) !== folded(after.query);
  if ((before.root.operation ?? '') !== (after.root.operation ?? '')) return true;
  const names = [before, after].map((plan) => new Set(baseRelationNodes(plan).map(({ relation }) => relation)));
  const known = names.every((one) => one.size > 0);
  return known && matched.common.size === 0;
}

function folded(sql: string): string {
  return sql
    .replace(/'(?:[^']|'')*'|\$\d+|\b\d+(?:\.\d+)?\b/g, '?')
    .replace(/\s+/g, ' ')
    .replace(/[;\s]+$/, '')
    .trim()
    .toLowerCase();
}

function summarize(
  shape: readonly ShapeChange[],
  before: Plan,
  after: Plan,
  totals: PlanDiff['totals'],
  doubts: readonly string[],
): string {
  const [main, ...others] = shape;
  const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'change' : 'changes'})`;
  const what = main === undefined ? 'Both plans have the same shape' : `${main.sentence.replace(/\.$/, '')}${more}`;
  const isOther = doubts.includes(differentQueries);
  const gain = isOther ? undefined : gainOf(before, after, totals);
  const warned = isOther ? `${differentQueries} ` : '';
  return `${warned}${what}${gain === undefined ? '' : `; ${gain}`}.`;
}

/** Below this, two runs of the same plan differ as much. */
const noise = 1.1;

function gainOf(before: Plan, after: Plan, totals: PlanDiff['totals']): string | undefined {
  const isTimed = before.analyzed && after.analyzed;
  const { before: was, after: is } = isTimed ? totals.executionMs : totals.cost;
  if (was === undefined || is === undefined || was <= 0 || is <= 0) return undefined;
  const factor = was >= is ? was / is : is / was;
  const times = factor >= 10 ? Math.round(factor).toLocaleString('en-US') : factor.toFixed(1);
  if (isTimed) return factor < noise ? 'about as fast' : `${times} times ${was > is ? 'faster' : 'slower'}`;
  if (factor < 1.01) return 'at the same estimated cost';
  return `at ${factor < noise ? `${Math.round((factor - 1) * 100)} %` : `${times} times`} ${was > is ? 'less' : 'more'} estimated cost`;
}
