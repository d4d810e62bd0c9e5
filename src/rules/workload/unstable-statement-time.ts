import { count, countOf, duration } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyStatements, loadFinding } from '#rules/load-finding.ts';

const id = 'unstable-statement-time';
const source = 'https://www.postgresql.org/docs/18/pgstatstatements.html';

/**
 * Deviation divided by mean: waiting times by chance (exponential) have 1, and cold caches bring about 2. From 3 on a
 * few calls take nearly all of the time.
 */
const leastScatter = 3;
/** A figure of fewer calls is chance. */
const leastCalls = 20;
/** A user waits noticeably. */
const leastMaxMs = 20;

export const unstableStatementTime = defineRule({
  id,
  summary: 'A statement is mostly quick, and now and then many times as slow.',
  needs: ['load'],
  source,
  *check({ load }) {
    for (const statement of heavyStatements(load)) {
      const { milliseconds, calls, plans } = statement;
      if (milliseconds?.deviation === undefined || milliseconds.max === undefined || calls < leastCalls) continue;
      // Where the plans are known to change, plan-flip says it better.
      if (plans.length > 1) continue;
      const { mean, deviation, max } = milliseconds;
      if (mean === 0 || deviation / mean < leastScatter || max < leastMaxMs) continue;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `Its ${countOf(calls, 'call')} take ${duration(mean)} on average, the longest ${duration(max)}, with a deviation of ${duration(deviation)}: ${count(deviation / mean)} times the mean`,
        why: 'A mean hides it: a few calls take nearly all of the time, because they wait for a lock or the disk, or because some values have many more rows than others.',
        advice:
          'No statement is proposed, because counters do not tell which calls they were: set log_lock_waits = on and auto_explain.log_min_duration, or plan it with a common and with a rare value (dbwright optimize query --param).',
        observed: { what: 'deviation divided by mean', value: deviation / mean, unit: 'times' },
      });
    }
  },
});
