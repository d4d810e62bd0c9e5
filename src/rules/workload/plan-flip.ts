import { count, countOf, duration, times } from '#analysis/plan-words.ts';
import { outlineCost, outlineDifference, planOutline } from '#analysis/workload-report/plan-outline.ts';
import { defineRule } from '#contracts/rule.ts';
import { loadFinding } from '#rules/load-finding.ts';

const id = 'plan-flip';
const source = 'https://www.postgresql.org/docs/18/auto-explain.html';

/** Less is what one run differs from the next. */
const leastFactor = 2;
/** The slower plan lost so much, ms, over the executions that were seen. */
const leastLostMs = 100;

/** So much costlier to the planner itself, the slow one is of values with more rows, and perhaps right for them. */
const expected = 5;

export const planFlip = defineRule({
  id,
  summary: 'One statement is run by several plans, and one of them is much slower.',
  needs: ['load'],
  source,
  *check({ load }) {
    for (const statement of load.statements) {
      const timed = statement.plans
        .flatMap(({ milliseconds, ...plan }) => (milliseconds === undefined ? [] : [{ ...plan, milliseconds }]))
        .toSorted((one, other) => one.milliseconds.mean - other.milliseconds.mean);
      const [fast, slow] = [timed[0], timed.at(-1)];
      if (fast === undefined || slow === undefined || fast === slow) continue;
      const lost = (slow.milliseconds.mean - fast.milliseconds.mean) * slow.executions;
      if (slow.milliseconds.mean < leastFactor * fast.milliseconds.mean || lost < leastLostMs) continue;
      const difference = outlineDifference(planOutline(slow.text), planOutline(fast.text));
      const [cost, least] = [outlineCost(slow.text), outlineCost(fast.text)];
      const costlier = cost === undefined || least === undefined ? 1 : cost / Math.max(0.01, least);
      const isExpected = costlier >= expected;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        severity: isExpected ? 'info' : 'warning',
        message: `It has ${countOf(timed.length, 'plan')}: the slow one took ${duration(slow.milliseconds.mean)} on average (${countOf(slow.executions, 'time')}), the fast one ${duration(fast.milliseconds.mean)} (${count(fast.executions)}). The slow one has ${difference}`,
        why: isExpected
          ? `The planner takes the slow one for ${times(costlier)} as much work: its values have more rows than the others, and it may be right for them.`
          : 'The planner decides anew with the values and the statistics of the moment: where two plans cost about the same to it and not in truth, small changes swing it.',
        advice:
          'No statement is proposed, because it depends on the values: plan it with those of a slow and of a fast execution (dbwright optimize query --param), raise the statistics target of the column that is misjudged, or set plan_cache_mode = force_custom_plan for this statement where a generic plan is the slow one.',
        observed: {
          what: 'slow plan divided by fast plan',
          value: slow.milliseconds.mean / Math.max(0.001, fast.milliseconds.mean),
          unit: 'times',
        },
      });
    }
  },
});
