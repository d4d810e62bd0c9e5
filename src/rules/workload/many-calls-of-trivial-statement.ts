import { count, countOf, duration, times } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { loadRepeats } from '#analysis/workload-report/load-repeats.ts';
import { defineRule } from '#contracts/rule.ts';
import { loadFinding } from '#rules/load-finding.ts';

const id = 'many-calls-of-trivial-statement';
const source = 'https://www.postgresql.org/docs/18/pgstatstatements.html';

export const manyCallsOfTrivialStatement = defineRule({
  id,
  summary: 'A statement by a key is called as often as another one gives rows: the mark of N+1 queries.',
  needs: ['load'],
  source,
  *check({ load }) {
    for (const { statement, parent, perParent } of loadRepeats(load)) {
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `It was called ${times(statement.calls)}, ${duration(statement.milliseconds?.mean ?? 0)} each: as often as ${shortSql(parent.normalized, 50)} gave rows (${count(parent.counted?.rows ?? 0)} in ${countOf(parent.calls, 'call')}), so about ${count(perParent)} for each of its calls`,
        why: 'Each call waits for the network and is planned anew, which the server does not count; one statement reads the same rows at once.',
        advice:
          'No statement is proposed, because counters show no order: dbwright optimize n-plus-one with --log or --code says where the loop stands and writes the one statement instead.',
        observed: { what: 'calls for each call of the other', value: perParent, unit: 'calls' },
      });
    }
  },
});
