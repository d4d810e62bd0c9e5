import { joinedFiles } from '#analysis/migration/joined-files.ts';
import { isMadeEarlier } from '#analysis/migration/made-earlier.ts';
import { placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'enum-value-used-in-its-transaction';
const source = 'https://www.postgresql.org/docs/18/sql-altertype.html';

export const enumValueUsedInItsTransaction = defineRule({
  id,
  summary: 'A new value of an enum is used before the transaction that adds it is over.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(joinedFiles(migration), 'add-enum-value')) {
      const { step, action, at, file } = place;
      const name = fullName(action.type);
      // Of a type that is as new as its value everything may be used.
      if (isMadeEarlier('type', name, place)) continue;
      const user = file.steps
        .slice(at + 1)
        .find((one) => one.transaction === step.transaction && usesValue(one, action.value));
      if (user === undefined) continue;
      yield migrationFinding({
        rule: { id, source },
        step: user,
        at: name,
        severity: 'critical',
        message: `'${action.value}' of ${name} is used in the transaction that adds it (${lineIn(user, step)}): PostgreSQL refuses that (55P04).`,
        why: 'A new value of an enum is not safe to use until it is committed: an index could hold it and the type not, after a crash.',
        advice: `Add '${action.value}' in a migration of its own, before this one; where the tool wraps several into one transaction, tell it not to.`,
        about: [action.value],
      });
    }
  },
});

/** "line 3", "line 3 of 0007_add_sent.sql". */
function lineIn(here: MigrationStep, { file, line }: MigrationStep): string {
  return file === here.file ? `line ${line}` : `line ${line} of ${file}`;
}

/** It says the value, other than in a comment or a body that runs later. */
function usesValue({ statement, actions }: MigrationStep, value: string): boolean {
  const isOnlyText = actions.every(
    ({ kind }) => kind === 'create-object' || kind === 'other' || kind === 'add-enum-value',
  );
  return (
    !(isOnlyText && actions.length > 0) &&
    statementTokens(statement).some((token) => token.kind === 'text' && token.value === value)
  );
}
