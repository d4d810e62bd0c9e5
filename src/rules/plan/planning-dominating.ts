import { crowdedPartitions } from '#analysis/crowded-partitions.ts';
import { baseRelationNodes } from '#analysis/plan-walk.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { countOf, duration } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { planFinding } from '#rules/plan-finding.ts';

const id = 'planning-dominating';
const source = 'https://www.postgresql.org/docs/18/sql-prepare.html';

export const planningDominating = defineRule({
  id,
  summary: 'Planning the query takes longer than running it.',
  needs: ['plan'],
  likes: ['schema'],
  source,
  *check({ plan, schema }) {
    const weights = weighPlan(plan);
    const [weight] = weights.nodes;
    const planning = plan.planningMs ?? 0;
    const running = plan.executionMs ?? Number.POSITIVE_INFINITY;
    if (weight === undefined || planning < 10 || planning < running) return;
    // Partitions are told by too-many-partitions, or by what kept the planner from leaving them out.
    if (crowdedPartitions(plan, schema) !== undefined) return;
    const relations = baseRelationNodes(plan).length;
    const verdict = planFinding({
      rule: { id, source },
      weights: { ...weights, by: 'time', total: planning + running },
      weight,
      share: planning / (planning + running),
      severity: 'warning',
      message: `Planning took ${duration(planning)}, running ${duration(running)}, over ${countOf(relations, 'table')} and partitions`,
      why: 'The planner weighs the ways to join the tables and looks at every partition and index of them, and does so anew each time the text of the query arrives.',
      advice:
        'No statement is proposed, because the caller must take part: prepare the query once and execute it often (PREPARE, or the driver’s prepared statements). With many partitions name the partition key in the condition; with many joins write them in a good order and lower join_collapse_limit.',
      observed: { what: 'planning time', value: planning, unit: 'ms' },
    });
    yield verdict;
  },
});
