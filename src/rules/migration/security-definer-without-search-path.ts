import { saysWords, statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'security-definer-without-search-path';
const source = 'https://www.postgresql.org/docs/18/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY';

export const securityDefinerWithoutSearchPath = defineRule({
  id,
  summary: "A function runs with its owner's rights and looks names up where its caller says.",
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const { steps } of migration.files) {
      for (const [at, step] of steps.entries()) {
        if (!/\bdefiner\b/i.test(step.statement) || !saysWords(step.statement, 'security', 'definer')) continue;
        const name = functionOf(step);
        if (name === undefined || setsPath(step)) continue;
        if (steps.slice(at + 1).some((one) => functionOf(one) === name && setsPath(one))) continue;
        yield migrationFinding({
          rule: { id, source },
          step,
          at: name,
          severity: 'warning',
          message: `${name} is SECURITY DEFINER and sets no search_path.`,
          why: "It runs with the rights of its owner, and finds tables, functions and operators by the path of its caller: whoever can make a temporary table can put his own in place of the one that is meant, and have it used with the owner's rights.",
          advice: `Add SET search_path = '' and write every name with its schema; or SET search_path = its schemas, pg_temp (pg_temp last).`,
        });
      }
    }
  },
});

function setsPath({ statement }: MigrationStep): boolean {
  return saysWords(statement, 'set', 'search_path');
}

/** `CREATE OR REPLACE FUNCTION app.f(…)`, `ALTER FUNCTION app.f …` -> `app.f` */
function functionOf({ statement }: MigrationStep): string | undefined {
  if (!/^[^$']*\b(?:function|procedure|routine)\b/i.test(statement)) return undefined;
  const tokens = statementTokens(statement);
  const what = tokens.findIndex(({ kind, value }) => kind === 'word' && /^(?:function|procedure|routine)$/.test(value));
  if (what < 0 || (tokens[0]?.value !== 'create' && tokens[0]?.value !== 'alter')) return undefined;
  const [first, dot, second] = tokens.slice(what + 1);
  return dot?.value === '.' ? `${first?.value}.${second?.value}` : first?.value;
}
