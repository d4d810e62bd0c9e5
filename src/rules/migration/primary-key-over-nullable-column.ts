import { bareStatement } from '#analysis/migration/bare-statement.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';
import type { Change } from '#vocabulary/change.ts';

const id = 'primary-key-over-nullable-column';
const source =
  'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX';

export const primaryKeyOverNullableColumn = defineRule({
  id,
  summary: 'A primary key takes an index over, but its column is not NOT NULL yet and is read for it.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-constraint')) {
      const { table, constraint, usingIndex } = action;
      if (constraint !== 'primary-key' || usingIndex === undefined) continue;
      if (workOn(judged, table, 'read').length === 0) continue;
      const known = tableNamed(judged.step.before, table);
      const keys = known?.indexes.find(({ name }) => name === usingIndex)?.keys.flatMap(({ column }) => column ?? []);
      const nullable = (keys ?? action.columns).filter((column) =>
        known?.columns.some(({ name, nullable: may }) => name === column && may),
      );
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(table),
        subject: `Making ${usingIndex} the primary key`,
        why: `A primary key makes its columns NOT NULL. ${nullable.length === 0 ? 'One that' : `${nullable.join(', ')}, which`} may hold NULL until then, is read from end to end for that under the strongest lock.`,
        changes: [
          ...nullable.map(
            (column): Change => ({ kind: 'set-not-null', schema: table.schema, table: table.name, column }),
          ),
          inOrder('The words of the statement itself.', bareStatement(judged.step.statement)),
        ],
        about: [usingIndex],
      });
    }
  },
});
