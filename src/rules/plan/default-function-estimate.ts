import { functionRows } from '#analysis/misestimate-origins.ts';
import { inputs } from '#analysis/plan-walk.ts';
import { count, countOf, nodeName, times } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { estimateFinding, weighedMisestimates } from '#rules/estimate-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'default-function-estimate';
const source = 'https://www.postgresql.org/docs/18/sql-createfunction.html';

export const defaultFunctionEstimate = defineRule({
  id,
  summary:
    'A function that gives a table was taken to give its default of rows, and the joins above were chosen by that.',
  needs: ['plan'],
  engines: ['postgres'],
  source,
  *check({ plan }) {
    for (const error of weighedMisestimates(plan, 'function', undefined)) {
      const { origin } = error;
      const { node } = origin;
      // Alone, nothing is chosen by the number.
      if (!error.weights.nodes.some((one) => isJoinAbove(one.node, node))) continue;
      const given = node.type === 'ProjectSet' ? origin.actual : functionRows(node);
      yield estimateFinding({ id, source }, error, {
        message: `${nodeName(node)} was taken to give ${countOf(origin.estimated, 'row')}${node.conditions.filter === undefined ? ', which is only a default,' : ' after its filter, from only a default,'} and gave ${count(origin.actual)}, ${times(origin.factor)} ${origin.direction === 'under' ? 'as many' : 'fewer'}`,
        why: 'What a function returns is not known before it runs; without a word of its own the planner takes 1,000 rows (100 for JSON and XML) and chooses joins and memory by that.',
        advice: adviseOn(node, given),
      });
    }
  },
});

function isJoinAbove(above: PlanNode, node: PlanNode): boolean {
  return inputs(above).length > 1 && node.id.startsWith(`${above.id}.`);
}

function adviseOn(node: PlanNode, given: number): string {
  const held = 'Else put its rows into a temporary table, ANALYZE that and join it';
  if (node.function === undefined || node.schema === 'pg_catalog') {
    return `No statement is proposed, because the number is part of a built-in function. ${held.replace('Else put its', 'Put the')}; a constant array (= ANY ('{…}')) or a VALUES list is estimated by its length.`;
  }
  const name = node.schema === undefined ? node.function : `${node.schema}.${node.function}`;
  return `No statement is proposed, because the arguments of ${name} are not in the plan: ALTER FUNCTION ${name}(…) ROWS ${Math.max(1, Number(given.toPrecision(2)))} tells the planner what to expect; a function in LANGUAGE sql that is STABLE and no more than a SELECT is looked into. ${held}.`;
}
