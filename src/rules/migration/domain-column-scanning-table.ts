import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'domain-column-scanning-table';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES';

export const domainColumnScanningTable = defineRule({
  id,
  summary: 'A new column’s type is a domain with a constraint, so that its table is written anew.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-column')) {
      const { table, column, type, constrainedDomain } = action;
      if (!constrainedDomain || workOn(judged, table, 'rewritten', 'read').length === 0) continue;
      const name = fullName(table);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: `${name}.${column}`,
        subject: `Adding ${name}.${column} as ${type}, a domain with a constraint,`,
        why: 'PostgreSQL asks the domain about every row, even where the column is NULL in all of them, and writes the table anew for it under the strongest lock.',
        advice: `Add ${column} with the type that ${type} is made of, and say on the table what the domain says of its values: ADD CONSTRAINT … CHECK (…) NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own. There is no way to a column of the domain itself without reading all rows under the lock.`,
      });
    }
  },
});
