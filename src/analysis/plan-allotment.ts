import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { walkNode, walkPlan } from './plan-walk.ts';

/** An amount (time, cost, blocks) shared out over a plan: what each node used itself, by node id. */
export interface Allotment {
  readonly own: ReadonlyMap<string, number>;
  /** The sum of all. */
  readonly total: number;
}

/** Who pays for whom: `part` of what the child used is in the payer's own figure. */
export interface Payment {
  readonly payer: PlanNode;
  readonly child: PlanNode;
  readonly part: number;
}

/**
 * Shares an amount that EXPLAIN prints including children out over the nodes. `claim` is what a node and all below it
 * used. Children are given what they claim, but together never more than their payer has (measured times contradict
 * each other a little), so that no node's own amount is negative and all of them sum up to what the unpaid ones claim.
 */
export function allot(plan: Plan, claim: (node: PlanNode) => number, payments: readonly Payment[]): Allotment {
  const nodes = walkPlan(plan).map(({ node }) => node);
  const byPayer = new Map<string, Payment[]>();
  const unpaid = new Map(nodes.map(({ id }) => [id, 0]));
  for (const payment of payments) {
    const paid = byPayer.get(payment.payer.id);
    if (paid === undefined) byPayer.set(payment.payer.id, [payment]);
    else paid.push(payment);
    unpaid.set(payment.child.id, (unpaid.get(payment.child.id) ?? 0) + 1);
  }
  const ready = nodes.filter(({ id }) => unpaid.get(id) === 0);
  const amounts = new Map(ready.map((node) => [node.id, Math.max(0, claim(node))]));
  const total = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
  const own = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    const amount = amounts.get(node.id) ?? 0;
    const claims = (byPayer.get(node.id) ?? []).map(({ child, part }) => ({
      child,
      wanted: Math.max(0, claim(child)) * part,
    }));
    const wanted = claims.reduce((sum, one) => sum + one.wanted, 0);
    const scale = wanted > amount ? amount / wanted : 1;
    own.set(node.id, Math.max(0, amount - wanted * scale));
    for (const one of claims) {
      amounts.set(one.child.id, (amounts.get(one.child.id) ?? 0) + one.wanted * scale);
      const left = (unpaid.get(one.child.id) ?? 1) - 1;
      unpaid.set(one.child.id, left);
      if (left === 0) ready.push(one.child);
    }
  }
  return { own, total };
}

/** Every parent pays for all its children: how the planner counts cost. */
export function paidByParents(plan: Plan): readonly Payment[] {
  return walkPlan(plan).flatMap(({ node, parent }) =>
    parent === undefined ? [] : [{ payer: parent, child: node, part: 1 }],
  );
}

/**
 * CTEs and InitPlans are printed below the node that they belong to, but run when somebody first asks for them, so
 * their time stands in the asker's: a CTE is paid by its CTE Scans, in proportion to what each took; an InitPlan by the
 * node whose expressions name it. A CTE that nobody reads (INSERT … in WITH) stands beside the root.
 */
export function paidByAskers(plan: Plan, claim: (node: PlanNode) => number): readonly Payment[] {
  return walkPlan(plan).flatMap(({ node, parent }): readonly Payment[] => {
    if (parent === undefined) return [];
    if (node.parentRelationship !== 'InitPlan') return [{ payer: parent, child: node, part: 1 }];
    const others = walkNode(parent).filter((visit) => !isWithin(visit.node, node));
    const cte = /^CTE (.*)$/s.exec(node.subplanName ?? '')?.[1];
    if (cte !== undefined) {
      const scans = others
        .map((visit) => visit.node)
        .filter(({ type, cte: read }) => type === 'CTE Scan' && read === cte);
      const all = scans.reduce((sum, scan) => sum + claim(scan), 0);
      return scans.map((payer) => ({ payer, child: node, part: all > 0 ? claim(payer) / all : 1 / scans.length }));
    }
    const naming = others.filter((visit) => names(visit.node, node.subplanName ?? ''));
    const deepest = naming.reduce((best, visit) => Math.max(best, visit.depth), 0);
    const payer = naming.find(({ depth }) => depth === deepest)?.node ?? parent;
    return [{ payer, child: node, part: 1 }];
  });
}

function isWithin(node: PlanNode, root: PlanNode): boolean {
  return node.id === root.id || node.id.startsWith(`${root.id}.`);
}

/** "InitPlan 1" is named `(InitPlan 1).col1` since PostgreSQL 17; "InitPlan 1 (returns $0)" is named `$0` before. */
function names(node: PlanNode, subplan: string): boolean {
  const marks = [...(/^InitPlan [^ ]+/.exec(subplan) ?? []), ...(subplan.match(/\$\d+/g) ?? [])];
  const texts = [...Object.values(node.conditions), ...(node.output ?? []), ...(node.sortKey ?? [])];
  return texts.some((text) => marks.some((mark) => containsWord(text, mark)));
}

/** `$1` is not in `$10`. */
function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/\d/.test(text.charAt(at + word.length))) return true;
  }
  return false;
}
