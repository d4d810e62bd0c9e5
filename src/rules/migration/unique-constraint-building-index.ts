import { addedConstraint } from '#analysis/migration/added-constraint.ts';
import { defaultName } from '#analysis/migration/default-name.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableNamed } from '#analysis/migration/table-family.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'unique-constraint-building-index';
const source =
  'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX';

export const uniqueConstraintBuildingIndex = defineRule({
  id,
  summary: 'A primary key or a UNIQUE constraint builds its index while nobody can read or write the table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-constraint')) {
      const { table, constraint, usingIndex } = action;
      if ((constraint !== 'unique' && constraint !== 'primary-key') || usingIndex !== undefined) continue;
      if (workOn(judged, table, 'read', 'built').length === 0) continue;
      const isOfParts = tableNamed(judged.step.before, table)?.kind === 'partitioned';
      const name = nameOf(action, judged.step);
      yield blockFinding({
        rule: { id, source },
        judged,
        statistics,
        at: fullName(table),
        subject: `The ${constraint === 'unique' ? 'UNIQUE constraint' : 'primary key'} ${name}`,
        why: 'Its index is built from all rows under ACCESS EXCLUSIVE. An index that was built concurrently becomes the constraint in a moment.',
        ...(isOfParts
          ? {
              advice: `Of a partitioned table part by part: ALTER TABLE ONLY ${sqlRelation(table)} ADD CONSTRAINT ${sqlIdentifier(name)} …, then for each partition CREATE UNIQUE INDEX CONCURRENTLY, ALTER TABLE … ADD CONSTRAINT … USING INDEX, and ALTER INDEX ${sqlRelation({ schema: table.schema, name })} ATTACH PARTITION with it.`,
            }
          : { changes: [...byIndex(action, judged.step)] }),
        about: [name],
      });
    }
  },
});

function byIndex(action: ActionOf<'add-constraint'>, step: MigrationStep): readonly Change[] {
  const { table, columns, constraint, definition } = action;
  const known = tableNamed(step.before, table);
  const nullable = columns.filter((column) => known?.columns.some(({ name, nullable: may }) => name === column && may));
  const present =
    constraint === 'unique'
      ? []
      : nullable.map((column): Change => ({ kind: 'set-not-null', schema: table.schema, table: table.name, column }));
  // More than columns: INCLUDE, NULLS NOT DISTINCT, DEFERRABLE.
  const [, nulls = '', include = '', ...rest] = form.exec(step.actions.length > 1 ? definition : step.statement) ?? [];
  const deferrable = rest.join('');
  if (`${nulls}${include}${deferrable}` === '') return [...present, addedConstraint(action, step)];
  const name = sqlIdentifier(nameOf(action, step));
  return [
    ...present,
    inOrder(
      'A constraint with more than its columns has no neutral word.',
      `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${sqlRelation(table)} (${columns.map(sqlIdentifier).join(', ')})${include}${nulls}`,
      `ALTER TABLE ${sqlRelation(table)} ADD CONSTRAINT ${name} ${constraint === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'} USING INDEX ${name}${deferrable}`,
    ),
  ];
}

/** Columns that it only includes are in its name too. */
function nameOf({ name, table, columns, constraint }: ActionOf<'add-constraint'>, step: MigrationStep): string {
  const include = /\(([^)]*)\)/.exec(form.exec(step.statement)?.[2] ?? '')?.[1] ?? '';
  const more = include.split(',').flatMap((column) => column.trim().replace(/^"(.*)"$/, '$1') || []);
  return name ?? defaultName(table, [...columns, ...more], constraint === 'unique' ? 'key' : 'pkey', step.before);
}

const form =
  /\b(?:UNIQUE|PRIMARY\s+KEY)(\s+NULLS\s+NOT\s+DISTINCT)?\s*\([^)]*\)(\s*INCLUDE\s*\([^)]*\))?(\s+DEFERRABLE)?(\s+INITIALLY\s+(?:DEFERRED|IMMEDIATE))?/i;
