import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { inputs, isSubquery } from '#analysis/plan-walk.ts';
import type { PlanWeights } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, relationName } from '#analysis/plan-words.ts';
import { indexForJoin } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, leastShare, planFinding } from '#rules/plan-finding.ts';
import { isWithoutCondition } from '#rules/unconditioned-join.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'sequential-scan-in-loop';
const source = 'https://www.postgresql.org/docs/18/using-explain.html';

export const sequentialScanInLoop = defineRule({
  id,
  summary: 'The inner side of a nested loop, or the table of a sub-query, is read whole again for every outer row.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  source,
  *check({ plan, query, schema }) {
    const { weights } = heavyNodes(plan);
    for (const { loop, scans } of scansInLoops(weights)) {
      const [weight] = scans;
      if (weight === undefined) continue;
      const { node } = weight;
      const passes = loop.kept ?? weight;
      const rows =
        loop.kept === undefined
          ? scans.reduce((sum, { rowsRead }) => sum + rowsRead, 0)
          : passes.runs * rowsPerRun(passes.node);
      const own = scans.reduce((sum, scan) => sum + scan.share, 0);
      const share = own + (loop.kept?.share ?? 0) + (loop.isSubplan ? 0 : loop.join.share);
      if (passes.runs < 10 || rows < 10_000 || share < leastShare) continue;
      const condition = loop.isSubplan ? undefined : loop.join.node.conditions.join;
      // A join by anything but = is told by join-filter-discarding-rows.
      if (condition !== undefined && !conditionTerms(condition).some(isColumnEquality)) continue;
      const index = indexForJoin(node, condition, { query, schema });
      const others = scans.length > 1 ? ` and ${countOf(scans.length - 1, 'other part')} of the same table` : '';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${relationName(node) ?? 'The table'}${others} ${scans.length > 1 ? 'were' : 'was'} gone through ${count(passes.runs)} times${loop.isSubplan ? `, once for each row of ${nodeName(loop.join.node)}` : ''}, ${countOf(rows, 'row')} in all`,
        why: 'Without an index on the joined column every outer row costs a pass over the whole inner side: the work is the product of both.',
        ...(index === undefined
          ? {
              advice:
                'No statement is proposed: the joined column is not certain from here. Index the column by which this table is joined; where the join is not by =, that may take a GiST index or another form of the query.',
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} finds the matching rows at once.`,
            }),
        observed: { what: 'rows gone through in the loop', value: Math.round(rows), unit: 'rows' },
      });
    }
  },
});

type Weight = PlanWeights['nodes'][number];

interface Loop {
  /** The nested loop, or the node whose expression asks the sub-query. */
  readonly join: Weight;
  readonly kept: Weight | undefined;
  readonly isSubplan: boolean;
}

/** The partitions of one table together, the heaviest first. */
function scansInLoops(weights: PlanWeights): readonly { readonly loop: Loop; readonly scans: readonly Weight[] }[] {
  const found = new Map<string, { loop: Loop; scans: Weight[] }>();
  for (const weight of weights.nodes) {
    const { node, parent } = weight;
    const loop = node.type === 'Seq Scan' ? enclosingLoop(node, weights) : undefined;
    if (loop === undefined) continue;
    const place = parent?.type === 'Append' || parent?.type === 'Merge Append' ? parent.id : node.id;
    const known = found.get(place);
    if (known === undefined) found.set(place, { loop, scans: [weight] });
    else known.scans.push(weight);
  }
  return [...found.values()].map(({ loop, scans }) => ({
    loop,
    scans: scans.toSorted((one, other) => other.share - one.share),
  }));
}

/**
 * The nested loop on whose inner side the scan is, directly, kept in a Materialize, or below a Sort, a Limit and the
 * like; or the node that asks a correlated sub-query for each of its rows.
 */
function enclosingLoop(scan: PlanNode, weights: PlanWeights): Loop | undefined {
  const weightOf = (node: PlanNode | undefined) => weights.nodes.find((one) => one.node.id === node?.id);
  const own = weightOf(scan);
  const kept = own?.parent?.type === 'Materialize' ? weightOf(own.parent) : undefined;
  let below = kept ?? own;
  while (below !== undefined) {
    const { parent, node } = below;
    const above = weightOf(parent);
    if (isSubquery(node)) {
      // A list that is the same for every row and is kept: unhashed-not-in.
      const asks = node.parentRelationship === 'SubPlan' && kept === undefined;
      return asks && above !== undefined ? { join: above, kept, isSubplan: true } : undefined;
    }
    if (parent?.type === 'Nested Loop' && inputs(parent)[1]?.id === node.id) {
      // Without a condition every pair is wanted: no index makes that less.
      return isWithoutCondition(parent) || above === undefined ? undefined : { join: above, kept, isSubplan: false };
    }
    below = above;
  }
  return undefined;
}

function rowsPerRun(node: PlanNode): number {
  return node.actual?.rows ?? node.estimated?.rows ?? 0;
}
