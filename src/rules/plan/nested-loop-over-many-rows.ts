import { tableStatistics } from '#analysis/column-selectivity.ts';
import { isKnownFresh, isOfTable, misestimateOrigins } from '#analysis/misestimate-origins.ts';
import { inputs, rowsProduced, walkNode } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'nested-loop-over-many-rows';
const source = 'https://www.postgresql.org/docs/18/planner-optimizer.html';

const hashing = ['enable_hashjoin', 'enable_mergejoin'];

/** In a loop these are gone through from the first row to the last. */
const readWhole = ['Seq Scan', 'Materialize', 'CTE Scan'];

export const nestedLoopOverManyRows = defineRule({
  id,
  summary: 'A nested loop looks up its inner side more than a thousand times, and that is where the time goes.',
  needs: ['plan'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics }) {
    const weights = weighPlan(plan);
    const errors = misestimateOrigins(plan, 10, statistics);
    for (const weight of weights.nodes) {
      const [outer, inner] = inputs(weight.node);
      if (weight.node.type !== 'Nested Loop' || outer === undefined || inner === undefined) continue;
      const lookups = weights.nodes.find(({ node }) => node.id === inner.id);
      const share = shareBelow(weights, inner);
      // What is read whole in each loop is another fault, with another remedy.
      const scanned = walkNode(inner).some(({ node }) => readWhole.includes(node.type));
      if (lookups === undefined || lookups.runs <= 1000 || share < 0.3 || scanned) continue;
      const below = new Set(walkNode(outer).map(({ node }) => node.id));
      const error = errors.find(({ origin }) => origin.direction === 'under' && below.has(origin.node.id));
      // Few of the runs reach what is below a cache; where they do, memoize-missing says so.
      if (inner.type === 'Memoize' && error === undefined) continue;
      // Fresh statistics that are wrong stay so.
      const leaf =
        error && isOfTable(error) && !isKnownFresh(error.origin.node, statistics) ? error.origin.node : undefined;
      const forbidden = hashing.filter((name) => plan.settings[name] === 'off');
      const isWasteful = forbidden.length > 0 || readsWhole(inner, statistics);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        ...(error === undefined && !isWasteful ? { severity: 'info' as const } : {}),
        message: `${nodeName(inner)} was run ${count(lookups.runs)} times, once for each row of ${nodeName(outer)}, where the planner expected ${countOf(outer.estimated?.rows ?? 0, 'row')}`,
        why: 'Looking rows up one by one is the best way for a few; for thousands it costs a descent through the index and a random block each time, where a hash join would read the table once.',
        ...(leaf?.relation === undefined || leaf.schema === undefined
          ? {
              advice: `No statement is proposed: ${
                error === undefined
                  ? `the planner knew how many rows come and ${forbidden.length > 0 ? `had no other way while ${forbidden.join(' and ')} ${forbidden.length > 1 ? 'are' : 'is'} off` : 'still took this way'}`
                  : `the mistake begins at ${nodeName(error.origin.node)}, where ANALYZE alone does not help`
              }. Compare with SET LOCAL enable_nestloop = off; if that is faster, ${error === undefined ? 'random_page_cost or work_mem does not fit this machine' : 'hold the rows in a temporary table and ANALYZE that before they are joined'}.`,
            }
          : {
              changes: [{ kind: 'analyze-table', schema: leaf.schema, table: leaf.relation }],
              advice: `The mistake begins at ${nodeName(leaf)}: ${countOf(error?.origin.estimated ?? 0, 'row')} expected, ${count(error?.origin.actual ?? 0)} found. With fresh statistics the planner can choose again.`,
            }),
        observed: { what: 'runs of the inner side', value: Math.round(lookups.runs), unit: 'runs' },
      });
    }
  },
});

/** Half of the table or more was looked up row by row: to read all of it once is quicker. */
function readsWhole(inner: PlanNode, statistics: Statistics | undefined): boolean {
  const { schema, relation } = inner;
  const known = schema && relation ? tableStatistics(statistics, { schema, name: relation }) : undefined;
  return inner.actual !== undefined && known?.rows !== undefined && rowsProduced(inner) >= known.rows / 2;
}
