import { saysWords } from '#analysis/migration/statement-tokens.ts';
import { shortSql } from '#analysis/short-sql.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationFile, MigrationStep } from '#vocabulary/migration.ts';
import type { MigrationAction } from '#vocabulary/migration-action.ts';

const id = 'statement-not-repeatable';
const source = 'https://www.postgresql.org/docs/18/sql-createtable.html';

export const statementNotRepeatable = defineRule({
  id,
  summary: 'A file that is not run as a whole cannot be run again after a failure.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const file of migration.files) {
      const { steps, path } = file;
      // In one transaction a failure leaves nothing behind; a first migration is run again on an empty database.
      if (!steps.some(({ before }) => before.tables.length > 0) || steps[0]?.before.tables.length === 0) continue;
      const step = firstInTheWay(file);
      if (step === undefined) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: path,
        severity: 'info',
        message: `When a statement behind it fails, the file is run again, and this one fails: ${shortSql(withoutTexts(step.statement))}`,
        why: 'The file runs statement by statement, so that what was done before the failure stays. The second run stops at the first thing that is there already.',
        advice: `One statement a file where no transaction is possible; all others in one transaction. Or a form that can be repeated: IF NOT EXISTS, IF EXISTS, DROP CONSTRAINT IF EXISTS before ADD CONSTRAINT, DROP INDEX CONCURRENTLY IF EXISTS before CREATE INDEX CONCURRENTLY.`,
      });
    }
  },
});

/** A text may be a secret. */
function withoutTexts(statement: string): string {
  return statement.replace(/'(?:[^']|'')*'/g, "'…'");
}

/** The first statement that is committed before others are run, and fails where it was run already. */
function firstInTheWay({ transaction, steps }: MigrationFile): MigrationStep | undefined {
  const last = steps.findLast(({ actions }) => actions.some(changesSomething))?.transaction;
  if (transaction === 'file' || last === undefined) return undefined;
  return steps.find(
    (step, at) =>
      step.transaction !== last && step.actions.some((action) => failsAgain(action, step, steps.slice(0, at))),
  );
}

function changesSomething({ kind }: MigrationAction): boolean {
  return kind !== 'set' && kind !== 'transaction' && kind !== 'other';
}

function failsAgain(action: MigrationAction, { statement }: MigrationStep, earlier: readonly MigrationStep[]): boolean {
  const drops = (kind: MigrationAction['kind'], name: string | undefined) =>
    name !== undefined &&
    earlier.some((one) => one.actions.some((other) => other.kind === kind && nameOf(other) === name));
  switch (action.kind) {
    case 'create-table':
    case 'add-column':
      return !action.ifNotExists;
    case 'create-index':
      return !action.ifNotExists && !drops('drop-index', action.name);
    case 'add-constraint':
      return !drops('drop-constraint', action.name);
    case 'drop-table':
    case 'drop-column':
    case 'drop-index':
    case 'drop-constraint':
    case 'drop-trigger':
    case 'drop-policy':
    case 'drop-view':
    case 'drop-object':
      return !saysWords(statement, 'if', 'exists');
    case 'create-trigger':
      return !saysWords(statement, 'or', 'replace') && !drops('drop-trigger', action.name);
    case 'create-policy':
      return !drops('drop-policy', action.name);
    case 'create-view':
      return !action.replaces && !saysWords(statement, 'if', 'not', 'exists');
    case 'create-object':
      return !action.replaces && !saysWords(statement, 'if', 'not', 'exists');
    case 'add-enum-value':
      return !saysWords(statement, 'if', 'not', 'exists');
    case 'rename-table':
    case 'rename-column':
    case 'rename-object':
    case 'rename-enum-value':
      return true;
    default:
      return false;
  }
}

function nameOf(action: MigrationAction): string | undefined {
  if (action.kind === 'drop-index') return action.index.name;
  return 'name' in action ? action.name : undefined;
}
