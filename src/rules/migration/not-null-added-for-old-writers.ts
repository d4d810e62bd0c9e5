import { findTable } from '#analysis/find-table.ts';
import { type ActionOf, actionsIn, type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame, standingOf } from '#analysis/migration/standing.ts';
import { tableWeight } from '#analysis/migration/table-weight.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

const id = 'not-null-added-for-old-writers';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL';

export const notNullAddedForOldWriters = defineRule({
  id,
  summary: 'A new column must be filled by writers who do not know it yet.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    const kinds = ['add-column', 'set-not-null', 'add-constraint'] as const;
    const told = new Set<string>();
    for (const place of placedActions(migration, ...kinds)) {
      const { step, action, file } = place;
      const column = requiredColumn(place);
      if (column === undefined) continue;
      const { table } = action;
      const standing = standingOf(table, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      // Where there are rows ADD COLUMN fails by itself: column-required-without-default.
      if (action.kind === 'add-column' && tableWeight(fullName(table), step, statistics).rows !== 0) continue;
      const isFilled = findTable(transactionEnd(place), table)?.columns.find(({ name }) => name === column);
      if (isFilled !== undefined && hasValue(isFilled)) continue;
      // A trigger of the same file may fill it.
      if (actionsIn(file.steps, 'create-trigger').some((made) => isSame(made.table, table))) continue;
      const name = fullName(table);
      if (told.has(`${file.path} ${name}.${column}`)) continue;
      told.add(`${file.path} ${name}.${column}`);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: `${name}.${column}`,
        severity: breakSeverity(standing),
        message:
          action.kind === 'add-column'
            ? `${column} of ${name} is new, NOT NULL and without a default: every INSERT that does not name it fails from then on.`
            : `${column} of ${name} is new and becomes NOT NULL without a default: every INSERT that does not name it fails from then on.`,
        why: 'The release that runs while the migration does does not know the column and leaves it out.',
        advice: `Add ${column} nullable or with a default. Release an application that fills it; fill the old rows in batches; then ADD CONSTRAINT … CHECK (${column} IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT and SET NOT NULL in later migrations.`,
      });
    }
  },
});

/** The column that has to be filled from now on and was not there before the file. */
function requiredColumn(place: PlacedAction<'add-column' | 'set-not-null' | 'add-constraint'>): string | undefined {
  const { action, at, file } = place;
  if (action.kind === 'add-column')
    return action.notNull || action.constraints.includes('primary-key') ? withoutValue(action) : undefined;
  if (action.kind === 'add-constraint' && action.constraint !== 'not-null' && action.constraint !== 'primary-key')
    return undefined;
  const columns = action.kind === 'set-not-null' ? [action.column] : action.columns;
  return columns.find((column) => isNewColumn(action.table, column, { at, file }));
}

function isNewColumn(table: RelationName, column: string, { at, file }: Pick<PlacedAction, 'at' | 'file'>): boolean {
  return actionsIn(file.steps.slice(0, at + 1), 'add-column').some(
    (added) => isSame(added.table, table) && added.column === column && withoutValue(added) !== undefined,
  );
}

function withoutValue(action: ActionOf<'add-column'>): string | undefined {
  const { default: value, generated, identity, serial, column } = action;
  return value === undefined && generated === undefined && !identity && !serial ? column : undefined;
}

function hasValue(column: {
  readonly default?: string | undefined;
  readonly identity?: string | undefined;
  readonly generated?: string | undefined;
}): boolean {
  return column.default !== undefined || column.identity !== undefined || column.generated !== undefined;
}
