import { type StatementToken, statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'role-or-password-in-migration';
const source = 'https://www.postgresql.org/docs/18/sql-createrole.html';

export const roleOrPasswordInMigration = defineRule({
  id,
  summary: 'A password stands in a file, or a role of the whole server in a migration of one database.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { steps } of migration.files) {
      for (const step of steps) {
        if (!/password|:\/\/|\b(?:role|user)\b/i.test(step.statement) || isRows(step)) continue;
        const tokens = statementTokens(step.statement);
        const secret = holdsPassword(tokens);
        const role = madeRole(tokens);
        // On an empty database a role is part of setting it up.
        if (!secret && (role === undefined || step.before.tables.length === 0)) continue;
        yield migrationFinding({
          rule: { id, source },
          step,
          at: role ?? step.file,
          severity: secret ? 'critical' : 'info',
          ...(secret
            ? {
                message: `A password${role === undefined ? '' : ` of ${role}`} stands in the file, for everybody who can read it.`,
                why: 'Files of migrations are kept in version control for ever, copied to every machine that builds, and the statement is written into the server log.',
                advice: `Take it out and change the password: it is known now. Make the role without one here, and set the password where secrets are kept (\\password, or the platform's own way).`,
              }
            : {
                message: `The role ${role} belongs to the whole server, not to the database that is migrated.`,
                why: 'On a second database of the same server (a test, a copy) the role is there already, and the migration fails; no dump of the database has it.',
                advice: `Make roles where servers are set up, and only GRANT to them here.`,
              }),
        });
      }
    }
  },
});

/** PASSWORD 'x', (password 'x'), CONNECTION '… password=x'. What a tool fills in is no secret. */
function holdsPassword(tokens: readonly StatementToken[]): boolean {
  return tokens.some(({ kind, value }, at) => {
    const before = tokens[at - 1];
    if (kind !== 'text' || value === '' || /^(?:\$\{.*\}|\{\{.*\}\}|<%.*%>|%\(?\w+\)?s?|:\w+)$/.test(value))
      return false;
    if (before?.kind === 'word' && before.value === 'password') return true;
    return /\bpassword\s*=\s*(?!\$\{|\{\{)\S/i.test(value) || /\b\w+:\/\/[^\s/:@]+:(?!\$\{|\{\{)[^\s/@]+@/.test(value);
  });
}

function madeRole(tokens: readonly StatementToken[]): string | undefined {
  const [create, what, name] = tokens;
  if (create?.value !== 'create' && create?.value !== 'alter') return undefined;
  if (what?.value !== 'role' && what?.value !== 'user') return undefined;
  if (name === undefined || name.value === 'mapping') return undefined;
  return create.value === 'create' || holdsPassword(tokens) ? name.value : undefined;
}

/** What rows hold is data. */
function isRows({ actions }: MigrationStep): boolean {
  return actions.some(({ kind }) => kind === 'change-rows');
}
