import { type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame } from '#analysis/migration/standing.ts';
import { type StatementToken, statementTokens } from '#analysis/migration/statement-tokens.ts';
import { sqlTable } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { gravestWeight, migrationFinding, ofRows } from '#rules/migration-finding.ts';

const id = 'rows-changed-at-once';
const source = 'https://www.postgresql.org/docs/18/routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY';

export const rowsChangedAtOnce = defineRule({
  id,
  summary: 'One statement changes all rows of a table.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const place of placedActions(migration, 'change-rows')) {
      const { step, action } = place;
      if (action.how !== 'update' || (action.chosen && !choosesAll(place))) continue;
      const table = fullName(action.table);
      const weight = gravestWeight(step, [table], statistics);
      if (weight.kind === 'fresh' || weight.kind === 'small') continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: table,
        severity: weight.kind === 'large' ? 'warning' : 'info',
        message: `One UPDATE changes all rows of ${table}${ofRows(weight)}.`,
        why: 'Every row is locked until the last one is done, and every row is written a second time: the table grows to twice its size, all indexes with it, and replicas fall behind.',
        advice: `In batches of some thousand keys, each in its own transaction: UPDATE ${sqlTable(action.table)} SET … WHERE id > :last AND id <= :last + 5000 AND … (what is not done yet), with a pause where replicas fall behind; a tool of its own or a job does that, not a migration.`,
      });
    }
  },
});

/** WHERE a column IS NULL that the migration's own file has added without a value: that is every row. */
function choosesAll({ step, action, at, file }: PlacedAction<'change-rows'>): boolean {
  const tokens = statementTokens(step.statement).filter(({ value }) => value !== ';');
  const where = tokens.findIndex((token) => isWord(token, 'where'));
  const [column, is, isNull, ...rest] = tokens.slice(where + 1);
  if (where < 0 || column === undefined || !isWord(is, 'is') || !isWord(isNull, 'null') || rest.length > 0)
    return false;
  return file.steps
    .slice(0, at)
    .some(({ actions }) =>
      actions.some(
        (added) =>
          added.kind === 'add-column' &&
          added.column === column.value &&
          added.default === undefined &&
          isSame(added.table, action.table),
      ),
    );
}

function isWord(token: StatementToken | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value === word;
}
