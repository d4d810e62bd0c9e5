import type { Change } from '#vocabulary/change.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import { defaultName } from './default-name.ts';
import type { ActionOf } from './placed-actions.ts';

const labels = { 'primary-key': 'pkey', unique: 'key', 'foreign-key': 'fkey', check: 'check' } as const;

/** The same constraint as a change, which its engine spells in steps that keep nobody out for long. */
export function addedConstraint(
  { table, name, constraint, columns, definition }: ActionOf<'add-constraint'>,
  { before }: MigrationStep,
): Extract<Change, { kind: 'add-constraint' }> {
  const kind = constraint in labels ? (constraint as keyof typeof labels) : 'check';
  // PostgreSQL names a CHECK after its column only where it has a single one.
  const named = kind === 'check' && columns.length !== 1 ? [] : columns;
  return {
    kind: 'add-constraint',
    schema: table.schema,
    table: table.name,
    constraint: { name: name ?? defaultName(table, named, labels[kind], before), kind, columns, definition },
  };
}
