import { type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, standingOf } from '#analysis/migration/standing.ts';
import { statementTokens } from '#analysis/migration/statement-tokens.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { MigrationAction, RelationName } from '#vocabulary/migration-action.ts';

const id = 'unqualified-name-after-search-path-change';
const source = 'https://www.postgresql.org/docs/18/ddl-schemas.html#DDL-SCHEMAS-PATH';

export const unqualifiedNameAfterSearchPathChange = defineRule({
  id,
  summary: 'A file changes search_path, and names tables without their schema.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    const told = new Set<string>();
    for (const place of placedActions(migration, 'set')) {
      const { step, action, file } = place;
      if (action.name !== 'search_path' || action.value === undefined || told.has(file.path)) continue;
      const found = firstUnqualified(place);
      if (found === undefined) continue;
      told.add(file.path);
      yield migrationFinding({
        rule: { id, source },
        step,
        at: fullName(found.table),
        severity: 'info',
        message: `search_path is changed here, and line ${found.line} says ${found.table.name} without its schema.`,
        why: `Which table is meant hangs on a setting${action.local ? '' : ', which stays in force for what the tool runs next on its connection, its own history table included'}. Run by hand, or with another path, the statement meets another table, or none.`,
        advice: `Write ${fullName(found.table)}${action.local ? '' : ', and leave search_path as it is; where it must be changed, SET LOCAL ends with the transaction'}.`,
      });
    }
  },
});

/** The first table behind it that was there before the file and is named without a schema. */
function firstUnqualified({
  at,
  file,
}: PlacedAction<'set'>): { readonly table: RelationName; readonly line: number } | undefined {
  for (const [offset, step] of file.steps.slice(at + 1).entries()) {
    const place = { step, file, at: at + 1 + offset };
    for (const action of step.actions) {
      const table = tableOf(action);
      if (table === undefined || standingOf(table, place) !== 'there' || saysSchema(step.statement, table)) continue;
      return { table, line: step.line };
    }
  }
  return undefined;
}

function tableOf(action: MigrationAction): RelationName | undefined {
  return 'table' in action && action.kind !== 'create-table' && action.kind !== 'drop-index' ? action.table : undefined;
}

function saysSchema(statement: string, { schema, name }: RelationName): boolean {
  const tokens = statementTokens(statement);
  return tokens.some(
    ({ value }, at) => value === schema && tokens[at + 1]?.value === '.' && tokens[at + 2]?.value === name,
  );
}
