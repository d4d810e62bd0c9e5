import { count, countOf, duration } from '#analysis/plan-words.ts';
import { loadShares } from '#analysis/workload-report/load-shares.ts';
import { defineRule } from '#contracts/rule.ts';
import { loadFinding } from '#rules/load-finding.ts';

const id = 'statement-dominating-time';
const source = 'https://www.postgresql.org/docs/18/pgstatstatements.html';

/** Of the time of all statements: a fifth in one place is where to begin. */
const leastShare = 0.2;
/** Less in all is not worth the work, and of so few statements one must be the first. */
const leastMs = 1000;
const leastStatements = 5;

export const statementDominatingTime = defineRule({
  id,
  summary: 'One statement takes a fifth of the database’s time or more.',
  needs: ['load'],
  source,
  *check({ load }) {
    if (load.statements.length < leastStatements) return;
    const { shareOf } = loadShares(load);
    for (const statement of load.statements) {
      const { milliseconds, calls } = statement;
      if (milliseconds === undefined || milliseconds.total < leastMs || (shareOf(statement) ?? 0) < leastShare)
        continue;
      const isRead = statement.role === 'read';
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `One of ${countOf(load.statements.length, 'statement')} takes this much, with ${countOf(calls, 'call')} of ${duration(milliseconds.mean)}`,
        why: 'What is won here is won for the whole server: the others wait for the same processors, cache and disks.',
        advice: `No statement is proposed here, because that takes its plan: run dbwright optimize ${isRead ? 'query on it' : 'indexes over the load'}${calls >= 1000 && milliseconds.mean < 1 ? `; a call is short, so ask too whether ${count(calls)} of them are needed (dbwright optimize n-plus-one)` : ''}.`,
        observed: { what: 'time of all its calls', value: milliseconds.total, unit: 'ms' },
      });
    }
  },
});
