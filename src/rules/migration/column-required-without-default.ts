import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { backfill } from '#analysis/migration/safe-statements.ts';
import { sqlRelation } from '#analysis/migration/sql-relation.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { tableWeight } from '#analysis/migration/table-weight.ts';
import { countOf } from '#analysis/plan-words.ts';
import { sqlIdentifier } from '#analysis/sql-identifier.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'column-required-without-default';
const source = 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-COLUMN';

export const columnRequiredWithoutDefault = defineRule({
  id,
  summary: 'A new column is NOT NULL and has no value for the rows that are there.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'add-column')) {
      const { table, column, type, notNull, constraints, default: preset, generated, identity, serial } = action;
      const isRequired = notNull || constraints.includes('primary-key');
      const hasValue = (preset !== undefined && !/^NULL\b/i.test(preset.sql)) || generated !== undefined;
      if (!isRequired || hasValue || identity || serial) continue;
      const name = fullName(table);
      const weight = tableWeight(name, judged.step, statistics);
      if (weight.kind === 'fresh' || weight.rows === 0) continue;
      const alter = `ALTER TABLE ${sqlRelation(table)}`;
      yield migrationFinding({
        rule: { id, source },
        step: judged.step,
        at: `${name}.${column}`,
        severity: weight.rows === undefined ? 'warning' : 'critical',
        message: `${name}.${column} is added as NOT NULL without a default: ${weight.rows === undefined ? `that fails where ${name} has a row` : `that fails, since ${name} has ${countOf(weight.rows, 'row')}`}.`,
        why: 'The rows that are there would have NULL in it, and PostgreSQL refuses that with error 23502. It passes on an empty database, which is where migrations are tried.',
        advice: `Give it a default (a constant costs nothing), or do it in steps, each in a transaction of its own, with the value that you want in place of …: ${[
          `${alter} ADD COLUMN ${sqlIdentifier(column)} ${type};`,
          'release what writes it;',
          `${backfill(table, column, '…')};`,
          `${alter} ADD CONSTRAINT ${sqlIdentifier(`${column}_present`)} CHECK (${sqlIdentifier(column)} IS NOT NULL) NOT VALID;`,
          `${alter} VALIDATE CONSTRAINT ${sqlIdentifier(`${column}_present`)};`,
          `${alter} ALTER COLUMN ${sqlIdentifier(column)} SET NOT NULL;`,
          `${alter} DROP CONSTRAINT ${sqlIdentifier(`${column}_present`)};`,
        ].join('\n')}`,
      });
    }
  },
});
