import { readDeeds } from '#engines/postgres/parse/migration-actions.ts';
import { type ScriptStatement, splitScript } from '#engines/postgres/parse/script.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { MigrationFile, MigrationStep, MigrationText } from '#vocabulary/migration.ts';
import { type Catalog, createCatalog, keyOf, nameOf } from './catalog.ts';
import type { Deed } from './deed.ts';
import { gatherEffects } from './effects.ts';
import { fold } from './fold.ts';
import { foresee } from './foresee.ts';
import type { Foresight } from './foresight.ts';
import { createFreshList, type FreshList } from './fresh-list.ts';
import { type Held, heldAfter } from './held.ts';
import { ownedSequences } from './relatives.ts';
import { limitsOf, noSettings, type SessionSettings, settingOf, withSetting } from './transactions.ts';

/** Where the reading of a file has come to. */
interface Progress {
  readonly catalog: Catalog;
  readonly settings: SessionSettings;
  /** Of its file, from 0. */
  readonly transaction: number;
  /** What ROLLBACK leads back to; undefined where each statement is for itself. */
  readonly open: Begun | undefined;
  readonly held: Held;
  readonly fresh: FreshList;
  /** The newest last. */
  readonly savepoints: readonly (Begun & { readonly name: string; readonly held: Held })[];
  /** Tables that it put rows into. */
  readonly filled: Set<string>;
}

interface Begun {
  readonly schema: DatabaseSchema;
  /** How many relations the file had made. */
  readonly made: number;
  readonly settings: SessionSettings;
}

/** Reads a file statement by statement; a session of its own begins with it. Gives the catalog that it leaves. */
export function readFile(
  text: MigrationText,
  catalog: Catalog,
  major: number,
): { readonly file: MigrationFile; readonly catalog: Catalog } {
  const steps: MigrationStep[] = [];
  let progress: Progress = {
    catalog,
    settings: noSettings,
    transaction: 0,
    open: text.transaction === 'file' ? { schema: catalog.snapshot(), made: 0, settings: noSettings } : undefined,
    held: new Map(),
    fresh: createFreshList(),
    savepoints: [],
    filled: new Set(),
  };
  for (const statement of splitScript(text.up)) {
    const read = readStep(statement, text, progress, major);
    steps.push(read.step);
    progress = read.next;
  }
  return { file: { ...text, steps, after: progress.catalog.snapshot() }, catalog: progress.catalog };
}

function readStep(
  { text, line, tree, fault }: ScriptStatement,
  file: MigrationText,
  progress: Progress,
  major: number,
): { readonly step: MigrationStep; readonly next: Progress } {
  const { catalog, settings, fresh: made, filled } = progress;
  const before = catalog.snapshot();
  const known = made.count();
  const limits = limitsOf(settings);
  const deeds = tree === undefined ? [] : readDeeds(tree, text, catalog);
  const gathered = gatherEffects(
    (name) => isFresh(name, made, catalog),
    (name) => catalog.table(nameOf(name))?.kind === 'materialized-view',
  );
  const sight: Foresight = {
    ...gathered,
    catalog,
    major,
    zone: settingOf(settings, 'timezone'),
    isEmpty: (name) => made.has(name) && !filled.has(name),
  };
  for (const deed of deeds) {
    foresee(deed, sight);
    if (deed.action.kind === 'change-rows') filled.add(keyOf(deed.action.table));
    if (deed.action.kind === 'create-table' && deed.reads !== undefined) filled.add(keyOf(deed.action.table));
    for (const name of relationsMade(deed, catalog)) made.add(name);
    fold(deed, catalog);
  }
  const foreseen = gathered.effects(progress.held);
  const [first] = deeds;
  const step: MigrationStep = {
    file: file.path,
    line: file.line - 1 + line,
    statement: text,
    transaction: progress.transaction,
    actions: deeds.map(({ action }) => action),
    before,
    // A list of its own only where it is asked for.
    get fresh() {
      return made.first(known);
    },
    limits,
    foreseen,
    ...(fault === undefined ? {} : { fault: fault.message }),
  };
  const changed = deeds.reduce(
    (state, { action }) => (action.kind === 'set' ? withSetting(state, action) : state),
    settings,
  );
  const held = heldAfter(
    progress.held,
    foreseen.locks,
    deeds.flatMap(({ action }) => (action.kind === 'rename-table' ? [action] : [])),
  );
  for (const { action } of deeds) {
    if (action.kind === 'rename-table' && made.has(keyOf(action.table))) made.add(keyOf(action.to));
  }
  const next = { ...progress, settings: changed, held };
  return { step, next: afterStatement(first, next, { schema: before, made: known, settings }) };
}

function isFresh(name: string, made: FreshList, catalog: Catalog): boolean {
  if (made.has(name)) return true;
  if (made.count() === 0) return false;
  const relation = nameOf(name);
  const { table, schema } = catalog.index(relation) ?? catalog.object(['sequence'], relation) ?? {};
  return table !== undefined && made.has(`${schema}.${table}`);
}

function afterStatement(first: Deed | undefined, next: Progress, before: Begun): Progress {
  if (first?.savepoint !== undefined) return atSavepoint(first.savepoint, next, before);
  const what = first?.action.kind === 'transaction' ? first.action.what : undefined;
  if (what === 'begin') return { ...next, open: next.open ?? before };
  const ends = what === 'commit' || what === 'rollback' || next.open === undefined;
  if (!ends) return next;
  // After COMMIT each statement is for itself until BEGIN is said.
  const ended: Progress = {
    ...next,
    transaction: next.transaction + 1,
    open: undefined,
    held: new Map(),
    savepoints: [],
    settings: { ...next.settings, local: new Map() },
  };
  if (what !== 'rollback' || next.open === undefined) return ended;
  const { schema, made, settings } = next.open;
  return { ...ended, catalog: createCatalog(schema), fresh: createFreshList(next.fresh.first(made)), settings };
}

/** ROLLBACK TO undoes what came after the savepoint, its locks too. */
function atSavepoint({ name, goesBack }: NonNullable<Deed['savepoint']>, next: Progress, before: Begun): Progress {
  if (!goesBack) return { ...next, savepoints: [...next.savepoints, { ...before, name, held: next.held }] };
  const at = next.savepoints.findLastIndex((one) => one.name === name);
  const back = next.savepoints[at];
  if (back === undefined) return next;
  const { schema, made, settings, held } = back;
  return {
    ...next,
    catalog: createCatalog(schema),
    fresh: createFreshList(next.fresh.first(made)),
    settings,
    held,
    savepoints: next.savepoints.slice(0, at + 1),
  };
}

/** Relations that a deed makes: nobody else sees them before their file is through. */
function relationsMade(
  { action, table, view, object, indexes = [], column }: Deed,
  catalog: Catalog,
): readonly string[] {
  const made = indexes.filter((index) => catalog.index(index) === undefined).map(keyOf);
  if (table !== undefined && catalog.table(table) === undefined) {
    made.push(keyOf(table), ...table.indexes.map(keyOf), ...ownedSequences(table, catalog).map(keyOf));
  }
  if (view !== undefined && catalog.view(view) === undefined) made.push(keyOf(view));
  if (object?.kind === 'sequence' && catalog.object(['sequence'], object) === undefined) made.push(keyOf(object));
  if (action.kind === 'add-column' && column !== undefined && (action.serial || action.identity)) {
    made.push(
      ...ownedSequences({ ...emptyTable, ...action.table, columns: [{ ...column, identity: 'always' }] }, catalog).map(
        keyOf,
      ),
    );
  }
  return made;
}

const emptyTable: Table = {
  schema: '',
  name: '',
  kind: 'table',
  columns: [],
  constraints: [],
  indexes: [],
  inherits: [],
  persistence: 'permanent',
  rowSecurity: false,
  options: [],
};
