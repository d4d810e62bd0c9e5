import { countOf, duration } from '#analysis/plan-words.ts';
import { loadShares, sum } from '#analysis/workload-report/load-shares.ts';
import { defineRule } from '#contracts/rule.ts';
import { loadFinding } from '#rules/load-finding.ts';

const id = 'planning-heavier-than-execution';
const source = 'https://www.postgresql.org/docs/18/sql-prepare.html';

/** Of the time of all statements, planning included. */
const leastShare = 0.02;
/** A plan that takes less is hardly saved by anything. */
const leastMs = 0.2;
const leastPlans = 10;

export const planningHeavierThanExecution = defineRule({
  id,
  summary: 'A statement is planned again and again, and that takes longer than running it.',
  needs: ['load'],
  engines: ['postgres'],
  source,
  *check({ load }) {
    const planned = sum(load.statements, ({ counted }) => counted?.planning?.totalMs ?? 0);
    const whole = loadShares(load).wholeMs + planned;
    for (const statement of load.statements) {
      const planning = statement.counted?.planning;
      const running = statement.milliseconds?.total;
      if (planning === undefined || running === undefined || planning.plans < leastPlans) continue;
      const each = planning.totalMs / planning.plans;
      if (planning.totalMs <= running || planning.totalMs < leastShare * whole || each < leastMs) continue;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `It was planned ${countOf(planning.plans, 'time')}, which took ${duration(planning.totalMs)} (${duration(each)} each); running it took ${duration(running)}`,
        why: 'The planner weighs the ways to join the tables and looks at every partition and index of them, and does so anew each time the text arrives.',
        advice:
          'No statement is proposed, because the caller must take part: use the driver’s prepared statements (with a pooler in transaction mode, one that knows them), and where all values want the same plan set plan_cache_mode = force_generic_plan. With many partitions name the partition key in the condition.',
        observed: { what: 'planning of a call', value: each, unit: 'ms' },
      });
    }
  },
});
