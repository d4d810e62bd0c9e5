import { type CascadeRoot, cascadeVictims } from '#analysis/migration/cascade-victims.ts';
import { actionsIn, type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName } from '#analysis/migration/standing.ts';
import { listed } from '#analysis/schema-review/sql-name.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';

const id = 'cascade-dropping-more';
const source = 'https://www.postgresql.org/docs/18/ddl-depend.html';

export const cascadeDroppingMore = defineRule({
  id,
  summary: 'DROP … CASCADE takes along what hangs on it.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    const kinds = ['drop-table', 'drop-column', 'drop-view', 'drop-object'] as const;
    for (const place of placedActions(migration, ...kinds)) {
      const { step, action } = place;
      const root = action.cascade ? rootOf(action) : undefined;
      if (root === undefined) continue;
      const { views, foreignKeys, columns, others } = cascadeVictims(root, step.before);
      const gone = namesDropped(place);
      const isMeant = (name: string) => step.fresh.includes(name) || gone.has(name);
      const left = (names: readonly string[]) => names.filter((name) => !isMeant(name.replace(/^.* of /, '')));
      const told = [
        ...left(views).map((name) => `the view ${name}`),
        ...left(foreignKeys).map((name) => `the foreign key ${name}`),
        ...columns.filter((name) => !isMeant(name.slice(0, name.lastIndexOf('.')))).map((name) => `the column ${name}`),
        ...left(others).map((name) => `the ${name}`),
      ];
      if (told.length === 0) continue;
      const name = nameOf(root);
      const hasColumns = columns.length > 0;
      yield migrationFinding({
        rule: { id, source },
        step,
        at: name,
        severity: 'critical',
        message: `CASCADE drops ${listed(told, 6)} along with ${name}.`,
        why: `Nobody is asked and nothing is listed but in a NOTICE: ${hasColumns ? 'the columns go with all that they hold' : 'views are gone, and foreign keys check nothing any more'}.`,
        advice: `Leave out CASCADE: the statement then fails and says what hangs on ${name}. Drop or change that first, by name, in the order that the application can follow: ${listed(told, 6)}.`,
      });
    }
  },
});

function rootOf(
  action: PlacedAction<'drop-table' | 'drop-column' | 'drop-view' | 'drop-object'>['action'],
): CascadeRoot | undefined {
  switch (action.kind) {
    case 'drop-table':
      return { kind: 'relation', name: action.table };
    case 'drop-view':
      return { kind: 'relation', name: action.view };
    case 'drop-column':
      return { kind: 'column', name: action.table, column: action.column };
    default:
      return objectRoot(action.what, action.name);
  }
}

function objectRoot(what: string, name: string): CascadeRoot | undefined {
  if (what === 'schema' || what === 'sequence') return { kind: what, name };
  if (what === 'type' || what === 'domain') return { kind: 'type', name };
  return what === 'function' || what === 'procedure' || what === 'routine' ? { kind: 'function', name } : undefined;
}

function nameOf(root: CascadeRoot): string {
  if (root.kind === 'relation') return fullName(root.name);
  return root.kind === 'column' ? `${fullName(root.name)}.${root.column}` : root.name;
}

/** What its file drops by name, or makes again. */
function namesDropped({ file }: Pick<PlacedAction, 'file'>): ReadonlySet<string> {
  return new Set([
    ...actionsIn(file.steps, 'drop-table').map(({ table }) => fullName(table)),
    ...actionsIn(file.steps, 'drop-view', 'create-view').map(({ view }) => fullName(view)),
  ]);
}
