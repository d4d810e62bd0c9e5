import { type StatementToken, statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationFile, MigrationStep } from '#vocabulary/migration.ts';

const id = 'privilege-revoked';
const source = 'https://www.postgresql.org/docs/18/sql-revoke.html';

export const privilegeRevoked = defineRule({
  id,
  summary: 'A right is taken away from somebody who may be using it.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const file of migration.files) {
      for (const [at, step] of file.steps.entries()) {
        const revoked = revokedRight(step);
        // On an empty database nobody has a right yet, and what the file made nobody uses.
        if (revoked === undefined || step.before.tables.length === 0 || isNew(revoked, file, at)) continue;
        const { name, from } = revoked;
        yield migrationFinding({
          rule: { id, source },
          step,
          at: name,
          severity: 'info',
          message: `Rights on ${name} are taken from ${from}.`,
          why: 'Statements that need them fail with 42501 at once, those of the release that runs while the migration does too. PUBLIC is every role, also one that was never named.',
          advice: `Look who uses it first: grant what ${from} still needs in the same transaction, by name and no more; release an application that does without; then revoke.`,
          about: [from],
        });
      }
    }
  },
});

interface Revoked {
  /** Of the first thing that it names, without its schema where the statement says none. */
  readonly name: string;
  readonly from: string;
}

/** `REVOKE SELECT ON app.orders FROM reporting` */
function revokedRight({ statement }: MigrationStep): Revoked | undefined {
  if (!/^[^']{0,200}\brevoke\b/i.test(statement)) return undefined;
  const tokens = statementTokens(statement);
  if (tokens[0]?.value !== 'revoke') return undefined;
  const on = tokens.findIndex((token) => isWord(token, 'on'));
  const from = tokens.findIndex((token, at) => at > on && isWord(token, 'from'));
  const name = tokens.slice(on + 1, from).filter((token) => !isKind(token));
  const [first, dot, second] = name;
  if (on < 0 || from < 0 || first === undefined) return undefined;
  return {
    name: dot?.value === '.' ? `${first.value}.${second?.value}` : first.value,
    from: tokens[from + 1]?.value ?? 'somebody',
  };
}

const kinds = new Set(
  'table sequence function procedure routine schema database all tables sequences functions routines in'.split(' '),
);

function isKind({ kind, value }: StatementToken): boolean {
  return kind === 'word' && kinds.has(value);
}

function isWord(token: StatementToken, word: string): boolean {
  return token.kind === 'word' && token.value === word;
}

function isNew({ name }: Revoked, { steps }: MigrationFile, at: number): boolean {
  const made = steps
    .slice(0, at)
    .flatMap(({ actions }) =>
      actions.flatMap((one) => (one.kind === 'create-object' && !one.replaces ? one.name : [])),
    );
  return [...made, ...(steps[at]?.fresh ?? [])].some((one) => one === name || one.endsWith(`.${name}`));
}
