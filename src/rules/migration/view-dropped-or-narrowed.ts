import { actionsIn, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame, standingOf } from '#analysis/migration/standing.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { lostNames } from '#analysis/migration/visible-names.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { breakSeverity } from '#rules/break-severity.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

const id = 'view-dropped-or-narrowed';
const source = 'https://www.postgresql.org/docs/18/sql-createview.html';

export const viewDroppedOrNarrowed = defineRule({
  id,
  summary: 'A view, or a column of one, is there no more.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-view', 'create-view')) {
      const { step, action, at, file } = place;
      const { view } = action;
      if (action.kind === 'create-view' && !action.replaces) continue;
      const standing = standingOf(view, place);
      if (standing === 'fresh' || standing === 'absent') continue;
      const isMadeAnew = actionsIn(file.steps.slice(at + 1), 'create-view').some((one) => isSame(one.view, view));
      if (standing === 'unknown' && (isMadeAnew || action.kind === 'create-view')) continue;
      const lost = lostNames(only(view, step.before), transactionEnd(place));
      const columns = lost.flatMap((one) => (one.kind === 'column' ? one.column : []));
      if (standing === 'there' && !lost.some(({ kind }) => kind === 'view') && columns.length === 0) continue;
      const name = fullName(view);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: breakSeverity(standing),
        message:
          columns.length === 0
            ? `The view ${name} is dropped: statements that read it fail from then on.`
            : action.kind === 'create-view'
              ? `The view ${name} has no ${listed(columns)} any more: CREATE OR REPLACE VIEW refuses that, and statements that read ${columns.length === 1 ? 'it' : 'them'} would fail.`
              : `The view ${name} comes back without ${listed(columns)}: statements that read ${columns.length === 1 ? 'it' : 'them'} fail from then on.`,
        why: 'A view is what others rely on: reports, other views, the release that runs while the migration does. Its columns are part of that.',
        advice:
          columns.length === 0
            ? `First move its readers away; then drop ${view.name} in a later migration. Where the drop only makes room for a new form, make ${view.name} again in the same transaction, with all its columns.`
            : `Keep ${listed(columns)} in the new form, as NULL of the old type if need be, or make the new form under another name, move the readers, and drop ${view.name} in a later migration.`,
      });
    }
  },
});

function only(view: RelationName, schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.filter((one) => isSame(one, view)),
    views: schema.views.filter((one) => isSame(one, view)),
    objects: [],
  };
}
