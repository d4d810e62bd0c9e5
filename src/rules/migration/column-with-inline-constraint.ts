import { defaultName } from '#analysis/migration/default-name.ts';
import { inlineConstraint } from '#analysis/migration/inline-constraint.ts';
import { judgedActions } from '#analysis/migration/judged-actions.ts';
import type { ActionOf } from '#analysis/migration/placed-actions.ts';
import { inOrder } from '#analysis/migration/safe-statements.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { workOn } from '#analysis/migration/work-on.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding } from '#rules/migration-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'column-with-inline-constraint';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-COLUMN';

const words = { 'primary-key': 'PRIMARY KEY', unique: 'UNIQUE', check: 'CHECK', 'foreign-key': 'REFERENCES' } as const;
type Kind = keyof typeof words;

export const columnWithInlineConstraint = defineRule({
  id,
  summary: 'A constraint behind a new column has the whole table read or an index built while the table is locked.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-column')) {
      const { table, column, constraints } = action;
      const isRead = workOn(judged, table, 'read').length > 0;
      const isBuilt = workOn(judged, table, 'built').length > 0;
      const isKey = (kind: Kind) => kind === 'unique' || kind === 'primary-key';
      const guilty = constraints.filter((kind) => (isKey(kind) ? isBuilt : isRead));
      const at = `${fullName(table)}.${column}`;
      for (const kind of guilty) {
        const changes = split(action, kind, judged.step);
        yield blockFinding({
          rule: { id, source },
          judged,
          statistics,
          at,
          subject: `${words[kind]} behind the new column ${at}`,
          why: isKey(kind)
            ? 'The index of the constraint is built from all rows while the column is added, under the strongest lock.'
            : 'The constraint is checked on all rows while the column is added, under the strongest lock.',
          advice: isKey(kind)
            ? `Add ${column} alone; build a unique index on it with CREATE UNIQUE INDEX CONCURRENTLY; then ADD CONSTRAINT … USING INDEX, which takes a moment${kind === 'unique' ? '' : ' where the column is NOT NULL already'}.`
            : `Add ${column} alone; ADD CONSTRAINT … NOT VALID; VALIDATE CONSTRAINT in a transaction of its own.`,
          changes: changes ?? [],
          about: [kind],
        });
      }
    }
  },
});

/** The column first, then the constraint; undefined where the statement says more than that. */
function split(
  { table, column, constraints }: ActionOf<'add-column'>,
  kind: Kind,
  { actions, statement, before }: MigrationStep,
): readonly Change[] | undefined {
  if (kind === 'primary-key' || constraints.length > 1 || actions.length > 1) return undefined;
  const inline = inlineConstraint(statement, kind);
  if (inline === undefined) return undefined;
  const label = { unique: 'key', check: 'check', 'foreign-key': 'fkey' } as const;
  const definition = {
    unique: `UNIQUE (${sqlIdentifier(column)})`,
    check: inline.definition,
    'foreign-key': `FOREIGN KEY (${sqlIdentifier(column)}) ${inline.definition}`,
  }[kind];
  const name = inline.name ?? defaultName(table, [column], label[kind], before);
  return [
    inOrder('The words of the statement itself.', inline.statement),
    {
      kind: 'add-constraint',
      schema: table.schema,
      table: table.name,
      constraint: { name, kind, columns: [column], definition },
    },
  ];
}
