import { crowdedPartitions } from '#analysis/crowded-partitions.ts';
import { missedPruning } from '#analysis/missed-pruning.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, duration } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'too-many-partitions';
const source = 'https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-BEST-PRACTICES';

export const tooManyPartitions = defineRule({
  id,
  summary: 'So many partitions that looking at each of them takes longer than the work itself.',
  needs: ['plan'],
  likes: ['schema'],
  engines: ['postgres'],
  source,
  *check({ plan, schema }) {
    const crowd = crowdedPartitions(plan, schema);
    // Where the condition hides the key, that is the answer.
    if (crowd === undefined || missedPruning(plan, schema).some(({ cause }) => cause !== 'unnamed')) return;
    const weights = weighPlan(plan);
    const { group, partitions, by } = crowd;
    const weight = weights.nodes.find(({ node }) => node.id === group.append.id);
    const planning = plan.planningMs ?? 0;
    const running = plan.executionMs ?? 0;
    const whole = planning + running;
    const share = (planning + (by === 'small' ? shareBelow(weights, group.append) * running : 0)) / whole;
    if (weight === undefined || !(share >= leastShare)) return;
    const name = group.table?.name ?? group.alias;
    yield planFinding({
      rule: { id, source },
      weights: { ...weights, by: 'time', total: whole },
      weight,
      share,
      message:
        by === 'planning'
          ? `Planning over ${count(partitions)} partitions of ${name} took ${duration(planning)}, running ${duration(running)}`
          : `${count(partitions)} partitions of ${name} with a few blocks each were opened one by one: ${duration(planning)} to plan, ${duration(running)} to run`,
      why: 'Each partition that is not left out early is locked, opened and planned like a table of its own, and each session keeps what it knows of it in memory.',
      advice:
        'No statement is proposed, because partitions are merged by a migration: make them larger (months instead of days), so that a query touches a few dozen at most. Meanwhile compare the partition key with a literal, which leaves the others out while planning, and prepare the query once to execute it often.',
      observed: { what: 'partitions in the plan', value: partitions, unit: 'partitions' },
    });
  },
});
