import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'statement-not-understood';
const source = 'https://www.postgresql.org/docs/18/sql-syntax.html';

export const statementNotUnderstood = defineRule({
  id,
  summary: 'A statement is no SQL that PostgreSQL knows.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { steps, path } of migration.files) {
      for (const step of steps) {
        if (step.fault === undefined) continue;
        yield migrationFinding({
          rule: { id, source },
          step,
          at: path,
          severity: 'warning',
          message: `It cannot be read: ${told(step.fault, step.statement)}.`,
          why: "What it does is not known: neither what it locks nor what it leaves behind. The server's parser, which is used here, will refuse it too.",
          advice: `Mend the statement. Where the tool fills in something before it runs the file (a placeholder, a template), give the text that it makes of it.`,
          about: [step.fault],
        });
      }
    }
  },
});

/** The parser repeats the word where it stopped: where a password is meant to be, that may be the password. */
function told(fault: string, statement: string): string {
  const plain = fault.replace(/\.$/, '');
  return /password/i.test(statement) ? plain.replace(/ (?:at or )?near ".*"/s, '') : plain;
}
