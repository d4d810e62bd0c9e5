import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { inputs, isSubquery } from '#analysis/plan-walk.ts';
import type { PlanWeights } from '#analysis/plan-weights.ts';
import { count, countOf, relationName } from '#analysis/plan-words.ts';
import { indexForJoin } from '#analysis/scan-index.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, leastShare, planFinding } from '#rules/plan-finding.ts';
import { isWithoutCondition } from '#rules/unconditioned-join.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'sequential-scan-in-loop';
const source = 'https://www.postgresql.org/docs/18/using-explain.html';

export const sequentialScanInLoop = defineRule({
  id,
  summary: 'The inner side of a nested loop is read whole again for every outer row.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  source,
  *check({ plan, query, schema }) {
    const { weights } = heavyNodes(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const loop = node.type === 'Seq Scan' ? enclosingLoop(node, weights) : undefined;
      if (loop === undefined) continue;
      const passes = loop.kept ?? weight;
      const rows = passes.runs * (loop.kept === undefined ? weight.rowsRead / weight.runs : rowsPerRun(passes.node));
      const share = weight.share + (loop.kept?.share ?? 0) + loop.join.share;
      if (passes.runs < 10 || rows < 10_000 || share < leastShare) continue;
      const condition = loop.join.node.conditions.join;
      // A join by anything but = is told by join-filter-discarding-rows.
      if (condition !== undefined && !conditionTerms(condition).some(isColumnEquality)) continue;
      const index = indexForJoin(node, condition, { query, schema });
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${relationName(node) ?? 'The table'} was gone through ${count(passes.runs)} times, ${countOf(rows, 'row')} in all`,
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

/** The nested loop on whose inner side the scan is, directly, kept in a Materialize, or below a Sort, a Limit and the like. */
function enclosingLoop(
  scan: PlanNode,
  weights: PlanWeights,
): { readonly join: Weight; readonly kept: Weight | undefined } | undefined {
  const weightOf = (node: PlanNode | undefined) => weights.nodes.find((one) => one.node.id === node?.id);
  const own = weightOf(scan);
  const kept = own?.parent?.type === 'Materialize' ? weightOf(own.parent) : undefined;
  let below = kept ?? own;
  while (below !== undefined && !isSubquery(below.node)) {
    const { parent, node } = below;
    if (parent?.type === 'Nested Loop' && inputs(parent)[1]?.id === node.id) {
      const join = weightOf(parent);
      // Without a condition every pair is wanted: no index makes that less.
      return isWithoutCondition(parent) || join === undefined ? undefined : { join, kept };
    }
    below = weightOf(parent);
  }
  return undefined;
}

function rowsPerRun(node: PlanNode): number {
  return node.actual?.rows ?? node.estimated?.rows ?? 0;
}
