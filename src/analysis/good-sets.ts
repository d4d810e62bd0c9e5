import { type AnswerCache, type Mask, membersOf, sizeOf } from './answer-cache.ts';

/** A set of indexes that one plan uses whole, and what that plan costs. */
export interface GoodSet {
  readonly set: Mask;
  readonly cost: number;
}

export interface GoodSets {
  /** The lowest cost that at most `maxIndexes` of the pool reach. */
  readonly best: number;
  /** Every smallest set that costs at most `within` more than the best; the empty one may be among them. */
  readonly sets: readonly GoodSet[];
  /** False: the questions ran out before all were found. */
  readonly certain: boolean;
}

/**
 * All sets of a pool that are as good as its best, by branch and bound, best first: offer the pool; the plan uses some
 * of it, U. Any other good set leaves out at least one member of U, so ask again with each member of U withheld in
 * turn. More on offer never costs more, so a branch that costs more than the limit holds nothing good, and the first U
 * that is small enough is the best.
 */
export async function goodSets(
  cache: AnswerCache,
  pool: Mask,
  options: { readonly base: number; readonly maxIndexes: number; readonly within: number },
): Promise<GoodSets> {
  const { base, maxIndexes, within } = options;
  const found = new Map<Mask, number>([[0n, base]]);
  const seen = new Set<Mask>([pool]);
  const queue: Node[] = [];
  let best = base;
  let certain = true;
  const visit = async (offered: Mask) => {
    const answer = await cache.answer(offered, 'may');
    if (answer === undefined) certain = false;
    else queue.push({ offered, ...answer });
  };
  await visit(pool);
  while (queue.length > 0) {
    const node = takeCheapest(queue);
    if (node.cost > best * (1 + within)) break;
    if (sizeOf(node.used) <= maxIndexes) {
      best = Math.min(best, node.cost);
      found.set(node.used, node.cost);
    }
    for (const withheld of membersOf(node.used)) {
      const offered = node.offered & ~(1n << BigInt(withheld));
      if (seen.has(offered)) continue;
      seen.add(offered);
      await visit(offered);
    }
  }
  const sets = [...found].map(([set, cost]) => ({ set, cost })).filter(({ cost }) => cost <= best * (1 + within));
  return { best, sets, certain };
}

interface Node {
  readonly offered: Mask;
  readonly used: Mask;
  readonly cost: number;
}

function takeCheapest(queue: Node[]): Node {
  let at = 0;
  queue.forEach((node, index) => {
    const current = queue[at];
    if (current === undefined) return;
    const isCheaper = node.cost < current.cost;
    if (isCheaper || (node.cost === current.cost && sizeOf(node.used) < sizeOf(current.used))) at = index;
  });
  const [node] = queue.splice(at, 1);
  if (node === undefined) throw new RangeError('The queue is empty.');
  return node;
}
