import { count, countOf, duration, percent, times } from '#analysis/plan-words.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { defineRule } from '#contracts/rule.ts';
import { fingerprint } from '#rules/fingerprint.ts';

const id = 'repeated-statement';
const source = 'https://www.postgresql.org/docs/18/functions-comparisons.html';

export const repeatedStatement = defineRule({
  id,
  summary: 'A session runs one statement many times in a row, with another key each time.',
  needs: ['load'],
  source,
  *check({ load }) {
    for (const one of load.repeats?.repeated ?? []) {
      const { kind, normalized, repeats, bursts, milliseconds, share, parent } = one;
      const often =
        bursts === 1
          ? `${times(repeats.max)} in a row`
          : `up to ${times(repeats.max)} in a row, in ${count(bursts)} rows of repetition`;
      const taken = milliseconds === undefined ? '' : `, ${duration(milliseconds.total)} in the server`;
      const part = share === undefined ? '' : `, ${percent(share)} of the time that was logged`;
      const after = parent === undefined ? '' : `, after ${shortSql(parent.normalized, 50)}`;
      yield {
        rule: id,
        severity: 'warning',
        at: shortSql(normalized),
        message: `A session ran it ${often} with other values${after}${taken}${part}.`,
        why:
          kind === 'read'
            ? 'Each execution waits for the network and is planned and locked anew; one statement reads the same rows at once.'
            : 'Each row waits for the network, and outside of a transaction for the disk too; one statement writes many rows at once.',
        evidence: [
          {
            level: 'measured',
            by: load.origins.join(', ') || 'the load',
            what: 'executions in a row',
            before: repeats.max,
            unit: 'executions',
            source,
          },
        ],
        changes: [],
        advice:
          kind === 'read'
            ? 'dbwright optimize n-plus-one writes the one statement instead and compares its rows.'
            : `Write the rows together: INSERT … SELECT * FROM unnest($1, $2), several rows of VALUES, or COPY; UPDATE … FROM likewise (${countOf(repeats.total, 'execution')}).`,
        ...(share === undefined ? {} : { share }),
        fingerprint: fingerprint(id, [one.fingerprint]),
      };
    }
  },
});
