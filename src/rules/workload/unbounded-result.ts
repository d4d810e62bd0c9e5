import { countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyStatements, loadFinding } from '#rules/load-finding.ts';

const id = 'unbounded-result';
const source = 'https://www.postgresql.org/docs/18/queries-limit.html';

/** Nobody reads so many, and a page of a program shows a hundred. */
const leastRows = 10_000;

export const unboundedResult = defineRule({
  id,
  summary: 'A query gives more rows with each call than anybody reads.',
  needs: ['load'],
  source,
  *check({ load }) {
    for (const statement of heavyStatements(load)) {
      const { counted, calls, role } = statement;
      const each = (counted?.rows ?? 0) / Math.max(1, calls);
      if (role !== 'read' || each < leastRows) continue;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `A call gives ${countOf(each, 'row')} on average, over ${countOf(calls, 'call')}`,
        why: 'All of them are read, sent and held in the application’s memory at once; the server’s time is the smaller part, and all of it grows with the table.',
        advice:
          'No statement is proposed, because it depends on what the rows are for: ask for a page (ORDER BY key LIMIT n, the next one WHERE key > the last), let the server count and sum, or read an export through COPY or a cursor.',
        observed: { what: 'rows of a call', value: Math.round(each), unit: 'rows' },
      });
    }
  },
});
