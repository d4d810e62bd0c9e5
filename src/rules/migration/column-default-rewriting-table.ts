import { filledColumn } from '#analysis/migration/filled-column.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';

const id = 'column-default-rewriting-table';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES';

export const columnDefaultRewritingTable = defineRule({
  id,
  summary: 'A new column’s value differs from row to row, so that its table is written anew.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-column')) {
      const value = differing(action);
      if (value === undefined || workOn(judged, action.table, 'rewritten').length === 0) continue;
      const at = `${fullName(action.table)}.${action.column}`;
      const changes = filledColumn(action, judged.step);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at,
        subject: `Adding ${at} with ${value}`,
        why: 'A value that is the same for all rows is noted once in the catalog. One that differs has to be written into every row, and every index is built again meanwhile, under the strongest lock.',
        ...(changes === undefined
          ? {
              advice:
                'No statement adds such a column without writing the table. A generated column can be VIRTUAL from PostgreSQL 18 on, or an expression in a view, or an index on the expression; or a plain column that a trigger fills, with the rows that are there filled in batches.',
            }
          : { changes: [...changes] }),
      });
    }
  },
});

/** What makes a value of its own for each row. */
function differing({ default: preset, generated, identity, serial, type, constrainedDomain }: ActionOf<'add-column'>) {
  if (identity) return 'an identity';
  if (serial) return `the numbers of a sequence (${type})`;
  if (generated === 'stored') return 'a stored generated value';
  if (preset === undefined || preset.volatility === 'constant') return undefined;
  // The domain's constraint alone would write the table.
  return constrainedDomain && preset.volatility === 'stable' ? undefined : `the default ${preset.sql}`;
}
