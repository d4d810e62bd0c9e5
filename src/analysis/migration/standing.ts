import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import { actionsIn, type PlacedAction } from './placed-actions.ts';
import { saysWords } from './statement-tokens.ts';

/**
 * Whether anybody uses what a clause is about.
 * - `fresh`: its own file made it.
 * - `there`: the schema before it has it.
 * - `absent`: it is not there, and the statement says IF EXISTS: nothing happens.
 * - `unknown`: the schema before it does not know it, so it may be there.
 */
export type Standing = 'fresh' | 'there' | 'absent' | 'unknown';

/** "app.orders" */
export function fullName({ schema, name }: RelationName): string {
  return `${schema}.${name}`;
}

/** Of a table, a view or a materialized view. */
export function standingOf(relation: RelationName, place: Pick<PlacedAction, 'step' | 'at' | 'file'>): Standing {
  const { step, at, file } = place;
  if (step.fresh.includes(fullName(relation))) return 'fresh';
  if (isRelation(step.before, relation)) return 'there';
  if (!saysWords(step.statement, 'if', 'exists')) return 'unknown';
  // DROP … IF EXISTS before CREATE, as the first of all migrations has it.
  const isMadeAnew = actionsIn(file.steps.slice(at + 1), 'create-table', 'create-view').some((made) =>
    isSame(made.kind === 'create-table' ? made.table : made.view, relation),
  );
  return isMadeAnew || knowsSomething(step) ? 'absent' : 'unknown';
}

/** Of a column; one that its own file added is fresh. */
export function columnStanding(
  { table, column }: { readonly table: RelationName; readonly column: string },
  place: Pick<PlacedAction, 'step' | 'at' | 'file'>,
): Standing {
  const standing = standingOf(table, place);
  if (standing !== 'there') return standing;
  const { step, at, file } = place;
  const isAdded = actionsIn(file.steps.slice(0, at), 'add-column').some(
    (added) => added.column === column && isSame(added.table, table),
  );
  if (isAdded && !wasThere(file.steps[0]?.before, table, column)) return 'fresh';
  if (wasThere(step.before, table, column)) return 'there';
  const isKnown = columnsOf(step.before, table).length > 0;
  return isKnown && saysWords(step.statement, 'if', 'exists') ? 'absent' : 'unknown';
}

export function isSame(one: RelationName, other: RelationName): boolean {
  return one.schema === other.schema && one.name === other.name;
}

/** A schema that is empty was not given, or is at its very beginning. */
function knowsSomething({ before }: MigrationStep): boolean {
  return before.tables.length + before.views.length > 0;
}

function isRelation({ tables, views }: DatabaseSchema, relation: RelationName): boolean {
  return tables.some((one) => isSame(one, relation)) || views.some((one) => isSame(one, relation));
}

function wasThere(schema: DatabaseSchema | undefined, table: RelationName, column: string): boolean {
  return schema !== undefined && columnsOf(schema, table).includes(column);
}

/** None where they are not known: those of CREATE TABLE … AS. */
function columnsOf({ tables, views }: DatabaseSchema, table: RelationName): readonly string[] {
  const relation = [...tables, ...views].find((one) => isSame(one, table));
  return relation?.columns.map(({ name }) => name) ?? [];
}
