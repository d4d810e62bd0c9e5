import { isKnownFresh, isOfTable, misestimateOrigins } from '#analysis/misestimate-origins.ts';
import { inputs, walkNode } from '#analysis/plan-walk.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { type KeptSide, keptSide, shareOfPasses } from '#rules/kept-side.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'materialize-rescanned';
const source = 'https://www.postgresql.org/docs/18/using-explain.html';

export const materializeRescanned = defineRule({
  id,
  summary: 'A nested loop goes through rows that it kept, all of them, for every outer row.',
  needs: ['plan'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics }) {
    const weights = weighPlan(plan);
    const errors = misestimateOrigins(plan, 10, statistics);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const passes = node.type === 'CTE Scan' ? undefined : keptSide(weight, weights);
      const share = passes === undefined ? 0 : shareOfPasses(weight, passes, weights);
      if (passes === undefined || share < leastShare) continue;
      const below = new Set(walkNode(passes.join.node).map((one) => one.node.id));
      const error = errors.find(({ origin }) => origin.direction === 'under' && below.has(origin.node.id));
      const leaf =
        error && isOfTable(error) && !isKnownFresh(error.origin.node, statistics) ? error.origin.node : undefined;
      const expected = inputs(passes.join.node)[0]?.estimated?.rows ?? 0;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} was gone through ${count(passes.runs)} times (${countOf(expected, 'time')} expected), ${countOf(passes.rows, 'row')} in all, to find partners by ${passes.condition}`,
        why: `What is kept has no index: each outer row is compared with all of it, so that the work is the product of both sides. ${
          passes.hashable
            ? 'A hash table would find the partners at once.'
            : 'Neither a hash table nor a merge can serve such a condition.'
        }`,
        ...remedy(passes, leaf),
        observed: { what: 'rows gone through again', value: Math.round(passes.rows), unit: 'rows' },
      });
    }
  },
});

function remedy(
  { hashable }: KeptSide,
  leaf: PlanNode | undefined,
): { readonly changes?: readonly Change[]; readonly advice: string } {
  if (!hashable) {
    return {
      advice:
        'No statement is proposed, because the remedy is another form of the query: compare a bare column of one side, so that an index on it can be searched for each outer row (B-tree for < and >, GiST for ranges); add an = that holds as well (a day, a class) for a hash join to begin with; or make both sides smaller first.',
    };
  }
  if (leaf?.schema === undefined || leaf.relation === undefined) {
    return {
      advice:
        'No statement is proposed: fresh statistics would not change this. Put the inner side into a temporary table, index or ANALYZE it, and join that; or compare with SET LOCAL enable_nestloop = off.',
    };
  }
  return {
    changes: [{ kind: 'analyze-table', schema: leaf.schema, table: leaf.relation }],
    advice: `The loop was chosen for few rows, and ${nodeName(leaf)} gave many more than expected: with fresh statistics a hash join is chosen.`,
  };
}
