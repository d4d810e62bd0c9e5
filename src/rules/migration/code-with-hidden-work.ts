import { judgedActions } from '#analysis/migration/judged-actions.ts';
import { defineRule } from '#contracts/rule.ts';
import { blockFinding, migrationFinding, queueFinding } from '#rules/migration-finding.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';

const id = 'code-with-hidden-work';
const source = 'https://www.postgresql.org/docs/18/sql-do.html';

export const codeWithHiddenWork = defineRule({
  id,
  summary: 'Code that a migration runs locks tables or works on them, and no one sees it in the statement.',
  needs: ['migration'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ migration, statistics }) {
    for (const { action, judged } of judgedActions(migration, 'run-code')) {
      const { step, seen, verdict } = judged;
      const subject = { do: 'The DO block', call: 'The procedure', function: 'The function' }[action.what];
      const rule = { id, source };
      const why =
        'What code does is decided when it runs: a reader of the migration sees a call, and the tables are locked all the same, until the transaction ends.';
      const advice =
        'Write the statements themselves into the migration, each in the way that keeps nobody out. Where the code decides by what is there, split it: first the question, then the statement.';
      const at = verdict.relations[0]?.name ?? step.file;
      const finding = { rule, at, why, advice, about: [action.what] };
      if (seen) {
        if (verdict.kind === 'blocks') yield blockFinding({ ...finding, judged, subject, statistics });
        if (verdict.kind === 'queues') yield queueFinding({ ...finding, judged, subject, statistics });
        continue;
      }
      if (verdict.kind === 'blocks') yield blockFinding({ ...finding, judged, subject, statistics });
      else if (hasDdl(codeOf(step))) {
        const message = `${subject} changes the schema; what it locks and for how long is known when it has run.`;
        yield migrationFinding({ ...finding, step, severity: 'info', message });
      }
    }
  },
});

/** The text of a DO block, or of the functions that the statement names. */
function codeOf({ statement, before }: MigrationStep): string {
  const called = before.objects.filter(
    ({ kind, name }) =>
      (kind === 'function' || kind === 'procedure') && new RegExp(`\\b${escaped(name)}\\b`, 'i').test(statement),
  );
  return [statement, ...called.map(({ definition }) => definition.replace(/^[\s\S]*?\bAS\b/i, ''))].join('\n');
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function hasDdl(code: string): boolean {
  const bare = code.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  return /\b(?:ALTER|DROP|TRUNCATE|REINDEX|CLUSTER|LOCK)\s+\w|\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:UNIQUE\s+)?(?:INDEX|TABLE|TRIGGER|RULE|POLICY)\b|\bREFRESH\s+MATERIALIZED\b/i.test(
    bare,
  );
}
