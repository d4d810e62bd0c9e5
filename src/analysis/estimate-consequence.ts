import type { PlanNode } from '#vocabulary/plan.ts';
import { inputs, isSubquery, rowsProduced } from './plan-walk.ts';
import { type NodeWeight, type PlanWeights, shareBelow } from './plan-weights.ts';
import { count, countOf, nodeName } from './plan-words.ts';
import { type Misestimate, misestimate } from './row-estimates.ts';

/** What the planner chose because of a wrong number, and what that took. */
export interface Consequence {
  readonly node: PlanNode;
  /** Of the whole query, 0 … 1. */
  readonly share: number;
  /** "Nested Loop ran its inner side 4,000 times". */
  readonly what: string;
}

/** Below this share a choice did no harm. */
const leastShare = 0.05;

/** Within this factor the error is spent: what stands above had the right number. */
const spent = 3;

/**
 * The costliest choice that hangs on an estimate: a nested loop over many rows that were taken for few, a sort or a hash
 * table that was taken to fit into memory, a table read whole for partners that were taken for many. undefined where the
 * error changed nothing that can be seen in the plan.
 */
export function consequenceOf(error: Misestimate, weights: PlanWeights): Consequence | undefined {
  const byId = new Map(weights.nodes.map((weight) => [weight.node.id, weight]));
  const own = byId.get(error.node.id);
  const found = own === undefined ? [] : [error.direction === 'under' ? withoutMemory(own, weights) : undefined];
  const waiting = own === undefined ? [] : [own];
  const seen = new Set<string>();
  for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
    const { node, parent } = child;
    const above = byId.get(parent?.id ?? '');
    if (above === undefined || seen.has(node.id) || !isOff(node, error)) continue;
    seen.add(node.id);
    if (isSubquery(node)) {
      waiting.push(...weights.nodes.filter((reader) => isReader(reader.node, node)));
    } else {
      found.push(error.direction === 'under' ? tooFew(above, child, weights) : tooMany(above, child, weights));
      waiting.push(above);
    }
  }
  return found
    .filter((one): one is Consequence => one !== undefined && one.share >= leastShare)
    .sort((one, other) => other.share - one.share)[0];
}

function isReader({ type, cte }: PlanNode, made: PlanNode): boolean {
  return type === 'CTE Scan' && `CTE ${cte}` === made.subplanName;
}

/** A node that counts no rows (Hash, Materialize) hands the error on. */
function isOff(node: PlanNode, error: Misestimate): boolean {
  const own = misestimate(node);
  return own === undefined || (own.direction === error.direction && own.factor >= spent);
}

function tooFew(above: NodeWeight, { node: child }: NodeWeight, weights: PlanWeights): Consequence | undefined {
  const { node } = above;
  const [outer, inner] = inputs(node);
  if (node.type === 'Nested Loop' && outer !== undefined && inner !== undefined) {
    const runs = inner.actual?.loops ?? 0;
    if (runs < 100) return undefined;
    return {
      node,
      share: above.share + shareBelow(weights, inner),
      what:
        child.id === outer.id
          ? `${nodeName(node)} ran ${nodeName(inner)} ${count(runs)} times`
          : `${nodeName(node)} met ${countOf(rowsProduced(inner), 'row')} of ${nodeName(inner)}`,
    };
  }
  return withoutMemory(above, weights);
}

function withoutMemory({ node }: NodeWeight, weights: PlanWeights): Consequence | undefined {
  const disk = node.sort?.space === 'disk' || (node.hash?.diskKilobytes ?? 0) > 0 || (node.hash?.batches ?? 1) > 1;
  return disk
    ? { node, share: shareBelow(weights, node), what: `${nodeName(node)} did not get the memory that it needed` }
    : undefined;
}

function tooMany(above: NodeWeight, { node: child }: NodeWeight, weights: PlanWeights): Consequence | undefined {
  const { node } = above;
  const other = inputs(node).find(({ id }) => id !== child.id);
  if ((node.type !== 'Hash Join' && node.type !== 'Merge Join') || other === undefined) return undefined;
  const read = rowsProduced(other);
  const partners = Math.max(1, rowsProduced(child), rowsProduced(node));
  if (read < 1000 || read < 10 * partners) return undefined;
  return {
    node,
    share: shareBelow(weights, other),
    what: `${nodeName(node)} read ${countOf(read, 'row')} to find the partners of ${count(rowsProduced(child))}`,
  };
}
