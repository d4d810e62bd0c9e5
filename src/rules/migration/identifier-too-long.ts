import { statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'identifier-too-long';
const source = 'https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS';

/** NAMEDATALEN less one. */
const longest = 63;

export const identifierTooLong = defineRule({
  id,
  summary: 'A name of more than 63 bytes is cut without an error.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { steps } of migration.files) {
      const told = new Set<string>();
      for (const step of steps) {
        for (const name of longNames(step)) {
          if (told.has(name)) continue;
          told.add(name);
          const cut = cutName(name);
          yield migrationFinding({
            rule: { id, source },
            step,
            at: cut,
            severity: 'info',
            message: `${name} has ${bytesOf(name)} bytes: PostgreSQL cuts it to ${cut}.`,
            why: 'There is only a NOTICE. Two names with the same first 63 bytes are one, and a tool that looks for the name in the catalog does not find it and makes the thing again.',
            advice: `Give it a name of at most ${longest} bytes.`,
          });
        }
      }
    }
  },
});

/** Where rows are changed, no name is made. */
function longNames({ statement, actions }: MigrationStep): readonly string[] {
  if (statement.length <= longest || actions.every(({ kind }) => kind === 'change-rows' || kind === 'set')) return [];
  return statementTokens(statement)
    .filter(({ kind, value }) => (kind === 'word' || kind === 'name') && bytesOf(value) > longest)
    .map(({ value }) => value);
}

function bytesOf(name: string): number {
  return new TextEncoder().encode(name).length;
}

/** The server cuts between letters, never within one. */
function cutName(name: string): string {
  let cut = name;
  while (bytesOf(cut) > longest) cut = [...cut].slice(0, -1).join('');
  return cut;
}
