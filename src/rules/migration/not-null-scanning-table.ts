import { defaultName } from '#analysis/migration/default-name.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

const id = 'not-null-scanning-table';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL';

export const notNullScanningTable = defineRule({
  id,
  summary: 'NOT NULL is checked on all rows while nobody can read or write the table.',
  needs: ['migration'],
  likes: ['statistics', 'server'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics, server }) {
    for (const { action, judged } of judgedActions(migration, 'set-not-null', 'add-constraint')) {
      if (action.kind === 'add-constraint' && (action.constraint !== 'not-null' || action.notValid)) continue;
      const { table } = action;
      const column = action.kind === 'set-not-null' ? action.column : action.columns[0];
      if (column === undefined || workOn(judged, table, 'read').length === 0) continue;
      const at = `${fullName(table)}.${column}`;
      const given = action.kind === 'add-constraint' ? action.name : undefined;
      const isNotValidKnown = action.kind === 'add-constraint' || (server?.major ?? 0) >= 18;
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at,
        subject: `NOT NULL for ${at}`,
        why: 'All rows are read for a NULL under the strongest lock. A CHECK that says the same and was validated before spares that: PostgreSQL takes its word for it.',
        changes: [
          unvalidated(table, column, judged.step.before) ??
            (isNotValidKnown
              ? notNullInTwo(table, column, judged.step.before, given)
              : { kind: 'set-not-null', schema: table.schema, table: table.name, column }),
        ],
      });
    }
  },
});

/** It is there already, and waits to be validated. */
function unvalidated(table: RelationName, column: string, before: DatabaseSchema): Change | undefined {
  const known = tableNamed(before, table)?.constraints.find(
    ({ kind, columns, validated }) => kind === 'not-null' && !validated && columns.includes(column),
  );
  return known && { kind: 'validate-constraint', schema: table.schema, table: table.name, name: known.name };
}

/** PostgreSQL 18 and later. */
function notNullInTwo(table: RelationName, column: string, before: DatabaseSchema, given: string | undefined): Change {
  const name = sqlIdentifier(given ?? defaultName(table, [column], 'not_null', before));
  const alter = `ALTER TABLE ${sqlRelation(table)}`;
  return inOrder(
    'NOT NULL … NOT VALID is of PostgreSQL 18 only.',
    `${alter} ADD CONSTRAINT ${name} NOT NULL ${sqlIdentifier(column)} NOT VALID`,
    `${alter} VALIDATE CONSTRAINT ${name}`,
  );
}
