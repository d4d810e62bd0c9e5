import type { Plan } from '#vocabulary/plan.ts';
import { blocksTouched, heaviestNodes, type NodeWeight, type PlanWeights, weighPlan } from './plan-weights.ts';
import { count, countOf, duration, kilobytes, nodeName, percent } from './plan-words.ts';

export interface Bottleneck extends NodeWeight {
  /** "Seq Scan on orders read 300,000 rows to keep 42 and took 61 % of the time (58 ms)." */
  readonly sentence: string;
}

/** Nodes below this share say nothing to anybody, even where many of them make the sum. */
const leastShare = 0.02;

/** The nodes that together make four fifths of the query's time (or cost, where it was not run), heaviest first. */
export function bottlenecks(plan: Plan, weights: PlanWeights = weighPlan(plan), enough = 0.8): readonly Bottleneck[] {
  const found: Bottleneck[] = [];
  const whole = weights.nodes.reduce((sum, { share }) => sum + share, 0);
  let sum = 0;
  for (const weight of heaviestNodes(weights, weights.nodes.length)) {
    if (sum >= enough * whole || weight.share < leastShare) break;
    sum += weight.share;
    found.push({ ...weight, sentence: sentence(weight, weights) });
  }
  return found;
}

function sentence(weight: NodeWeight, weights: PlanWeights): string {
  const took =
    weights.by === 'time'
      ? `took ${percent(weight.share)} of the time (${duration(weight.ownMs ?? 0)})`
      : weights.costUnit === undefined
        ? `is estimated at ${percent(weight.share)} of the cost`
        : `makes ${percent(weight.share)} of the ${weights.costUnit} (estimated)`;
  return `${nodeName(weight.node)} ${deed(weight)} and ${took}.`;
}

/** What the node did, in the words of its kind. */
function deed(weight: NodeWeight): string {
  const { node } = weight;
  const often = node.actual !== undefined && node.actual.loops > 1 && !node.parallelAware;
  const runs = often ? ` in ${countOf(node.actual?.loops ?? 1, 'run')}` : '';
  if (node.actual === undefined) return `is expected to give ${countOf(weight.rowsProduced, 'row')}`;
  if (node.actual.loops === 0) return 'was never run';
  if (node.type === 'ModifyTable') return `wrote ${countOf(written(weight), 'row')}${runs}`;
  if (node.type === 'Sort' || node.type === 'Incremental Sort')
    return `sorted ${countOf(weight.rowsRead, 'row')}${room(weight)}${runs}`;
  if (node.type === 'Hash') return `put ${countOf(weight.rowsRead, 'row')} into a hash table${runs}`;
  if (node.type === 'Aggregate' && (node.strategy ?? 'Plain') === 'Plain') {
    return `aggregated ${countOf(weight.rowsRead, 'row')}${runs}`;
  }
  if (node.type === 'Aggregate')
    return `put ${countOf(weight.rowsRead, 'row')} into ${countOf(weight.rowsProduced, 'group')}${runs}`;
  if (weight.rowsRemoved > 0) {
    const kept = `to keep ${count(weight.rowsProduced)}`;
    if (/Join|Nested Loop/.test(node.type))
      return `compared ${countOf(weight.rowsProduced + weight.rowsRemoved, 'pair')} of rows ${kept}${runs}`;
    return `read ${countOf(weight.rowsRead, 'row')} ${kept}${runs}`;
  }
  if (/^Gather/.test(node.type))
    return `started parallel workers and waited for their ${countOf(weight.rowsProduced, 'row')}`;
  const blocks = blocksTouched(weight.ownBuffers);
  if (node.relation !== undefined) {
    return `read ${countOf(weight.rowsProduced, 'row')}${blocks > 0 ? ` from ${countOf(blocks, 'block')}` : ''}${runs}`;
  }
  return `gave ${countOf(weight.rowsProduced, 'row')}${runs}`;
}

function written(weight: NodeWeight): number {
  return weight.rowsProduced > 0 ? weight.rowsProduced : weight.rowsRead;
}

function room(weight: NodeWeight): string {
  const { sort } = weight.node;
  return sort === undefined ? '' : sort.space === 'disk' ? ` on disk (${kilobytes(sort.kilobytes)})` : ' in memory';
}
