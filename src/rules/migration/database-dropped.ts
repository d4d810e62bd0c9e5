import { statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'database-dropped';
const source = 'https://www.postgresql.org/docs/18/sql-dropdatabase.html';

export const databaseDropped = defineRule({
  id,
  summary: 'A migration drops a database.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const step of migration.files.flatMap(({ steps }) => steps)) {
      const name = droppedDatabase(step.statement);
      if (name === undefined) continue;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: 'critical',
        message: `The database ${name} is dropped, with all that it holds.`,
        why: 'It cannot be taken back and not run in a transaction; WITH (FORCE) throws out those who use it. Migrations run wherever their tool is pointed, sooner or later at production.',
        advice: `Take it out of the migrations. A database that is no longer needed is dropped by hand, after a backup that was seen to restore.`,
      });
    }
  },
});

/** `DROP DATABASE IF EXISTS shop` -> `shop` */
function droppedDatabase(statement: string): string | undefined {
  if (!/^[^;]*\bdatabase\b/i.test(statement)) return undefined;
  const [drop, database, ...rest] = statementTokens(statement);
  if (drop?.value !== 'drop' || database?.value !== 'database' || database.kind !== 'word') return undefined;
  return rest.find(({ kind, value }) => kind === 'name' || (value !== 'if' && value !== 'exists'))?.value;
}
