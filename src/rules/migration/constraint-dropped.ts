import { findTable } from '#analysis/find-table.ts';
import { actionsIn, type PlacedAction, placedActions } from '#analysis/migration/placed-actions.ts';
import { fullName, isSame, standingOf } from '#analysis/migration/standing.ts';
import { transactionEnd } from '#analysis/migration/transaction-end.ts';
import { defineRule } from '#contracts/rule.ts';
import { migrationFinding } from '#rules/migration-finding.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';

const id = 'constraint-dropped';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html';

export const constraintDropped = defineRule({
  id,
  summary: 'Rows are no longer checked, and nothing takes the place of the check.',
  needs: ['migration'],
  engines: ['postgres'],
  source,
  *check({ migration }) {
    for (const place of placedActions(migration, 'drop-constraint', 'drop-index')) {
      const dropped = droppedCheck(place);
      if (dropped === undefined || isReplaced(place, dropped) || isPointless(place, dropped)) continue;
      const name = fullName(dropped.table);
      const isKey = dropped.kind === 'unique' || dropped.kind === 'primary-key';
      yield migrationFinding({
        rule: { id, source },
        step: place.step,
        at: name,
        // Whether statements rest on a key can be asked; what else is lost shows later.
        severity: isKey ? 'warning' : 'info',
        message: `${dropped.name} of ${name} is dropped: ${losses[dropped.kind]}.`,
        why: 'What came in meanwhile stays: to put it back, every row that breaks it has to be found and mended first. The planner no longer relies on it either.',
        advice: `Where another one takes its place, add that first (NOT VALID, then VALIDATE; a unique index CONCURRENTLY, then USING INDEX), and drop ${dropped.name} in a later migration. Where it is no longer true of the data, release an application first that can live without it${isKey ? '; look for ON CONFLICT that names its columns' : ''}.`,
        about: [dropped.name],
      });
    }
  },
});

type Dropping = PlacedAction<'drop-constraint' | 'drop-index'>;

interface DroppedCheck {
  readonly table: RelationName;
  readonly name: string;
  readonly kind: Constraint['kind'];
  /** None where they are not known. */
  readonly columns: readonly string[];
  /** SQL behind the name; of a unique index its predicate. */
  readonly definition: string;
  readonly references?: RelationName;
}

const losses: Readonly<Record<Constraint['kind'], string>> = {
  'primary-key': 'two rows can have the same key, or none; ON CONFLICT on its columns and foreign keys to it fail',
  unique: 'values can repeat from then on, and ON CONFLICT on its columns fails (42P10)',
  'foreign-key': 'rows can refer to what is not there, and ON DELETE does nothing any more',
  check: 'rows that break it can be written from then on',
  exclusion: 'rows that overlap can be written from then on',
  'not-null': 'readers meet NULL where there was none',
};

/** What was there before the file and is no longer checked. */
function droppedCheck(place: Dropping): DroppedCheck | undefined {
  const { action, step, file, at } = place;
  if (action.kind === 'drop-index') {
    const owner = action.table === undefined ? undefined : findTable(step.before, action.table);
    const index = owner?.indexes.find(({ name }) => name === action.index.name);
    if (owner === undefined || index?.unique !== true || step.fresh.includes(fullName(owner))) return undefined;
    // One that its own file built is no loss.
    const isOwn = actionsIn(file.steps.slice(0, at), 'create-index').some(({ name }) => name === index.name);
    return isOwn ? undefined : { ...uniqueKey(index), table: owner };
  }
  const { table, name } = action;
  const standing = standingOf(table, place);
  if (standing === 'fresh' || standing === 'absent') return undefined;
  const known = findTable(step.before, table);
  const constraint = known?.constraints.find((one) => one.name === name);
  // DROP … IF EXISTS of what is not there; or the file's own: a CHECK that helped SET NOT NULL along.
  if (known !== undefined && known.constraints.length > 0 && constraint === undefined) return undefined;
  const earlier = actionsIn(file.steps.slice(0, at), 'add-constraint');
  if (earlier.some((one) => one.name === name && isSame(one.table, table))) return undefined;
  if (constraint === undefined) {
    const { constraint: kind = 'check', references } = action;
    return { table, name, kind, columns: [], definition: '', ...(references === undefined ? {} : { references }) };
  }
  const { kind, columns, definition, references: to } = constraint;
  const references = to === undefined ? {} : { references: { schema: to.schema, name: to.table } };
  return { table, name, kind, columns, definition, ...references };
}

function uniqueKey({ name, keys, predicate = '' }: IndexDefinition): Omit<DroppedCheck, 'table'> {
  const columns = keys.map(({ column, expression }) => column ?? expression ?? '');
  return { name, kind: 'unique', columns, definition: predicate };
}

/** Another of its kind holds the same columns when the transaction is over, or NOT NULL where it said no more. */
function isReplaced({ action, file, step, at }: Dropping, dropped: DroppedCheck): boolean {
  const { table, kind, columns, name, definition } = dropped;
  const added = actionsIn(
    file.steps.filter(({ transaction }) => transaction === step.transaction),
    'add-constraint',
  ).filter((one) => isSame(one.table, table));
  if (added.some((one) => one.name === name || (one.constraint === kind && holds(one.columns, columns)))) return true;
  const end = findTable(transactionEnd({ step, file, at }), table);
  if (end === undefined || columns.length === 0) return false;
  if (kind === 'check') {
    const isNotNull = /^CHECK \(*"?[^()]+"? IS NOT NULL\)*(?: NOT VALID)?$/i.test(definition);
    return isNotNull && end.columns.some((one) => columns.includes(one.name) && !one.nullable);
  }
  const predicate = action.kind === 'drop-index' ? definition : '';
  if (kind === 'unique' && isUnique(end, columns, predicate, name)) return true;
  return end.constraints.some((one) => one.name !== name && one.kind === kind && holds(one.columns, columns));
}

function isUnique(table: Table, columns: readonly string[], predicate: string, not: string): boolean {
  const keys = table.constraints.filter(({ kind }) => kind === 'primary-key' || kind === 'unique');
  return (
    keys.some((one) => one.name !== not && holds(one.columns, columns)) ||
    table.indexes
      .filter(({ unique, valid, name }) => unique && valid && name !== not)
      .map(uniqueKey)
      .some((one) => holds(one.columns, columns) && (one.definition === '' || one.definition === predicate))
  );
}

/** What it was about is gone too: its table, one of its columns, or what they refer to. */
function isPointless(place: Dropping, { table, columns, references }: DroppedCheck): boolean {
  const end = transactionEnd(place);
  // What the schema never knew is not gone.
  const isGone = (name: RelationName) =>
    findTable(place.step.before, name) !== undefined && findTable(end, name) === undefined;
  if (isGone(table) || (references !== undefined && isGone(references))) return true;
  const left = findTable(end, table)?.columns.map(({ name }) => name) ?? [];
  const before = findTable(place.step.before, table)?.columns.map(({ name }) => name) ?? [];
  return left.length > 0 && columns.some((one) => before.includes(one) && !left.includes(one));
}

function holds(columns: readonly string[], needed: readonly string[]): boolean {
  return needed.length > 0 && columns.length === needed.length && needed.every((one) => columns.includes(one));
}
