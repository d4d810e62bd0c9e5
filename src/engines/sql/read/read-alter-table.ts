import type { Cursor } from './cursor.ts';
import { changeColumn, keyOf, lose, placeOf, renameColumn, type ScriptDraft, type TableDraft } from './drafts.ts';
import { readColumn, readValue } from './read-column.ts';
import { readConstraint, seesConstraint } from './read-constraint.ts';

/** What follows ALTER TABLE, as dumps and scripts of clients write it. */
export function readAlterTable(cursor: Cursor, draft: ScriptDraft): void {
  cursor.take('ONLY');
  cursor.take('IF', 'EXISTS');
  const path = cursor.path('the name of the table');
  const table = draft.tables.get(keyOf(placeOf(path, draft)));
  // A view may stand in for a table in a dump, and tables that were not read were named before.
  if (table === undefined) {
    if (!isPassedOver(cursor))
      lose(draft, 'Changes of tables that are not in the script are passed over', path.join('.'));
    return;
  }
  table.sources.push(draft.current);
  do {
    if (draft.dialect.alter?.(cursor, table, draft) === true) continue;
    readAction(cursor, table, draft);
  } while (cursor.take(','));
  if (!cursor.isAtEnd()) cursor.fail(`"${cursor.peek()?.text}" was not expected here`);
}

function isPassedOver(cursor: Cursor): boolean {
  return cursor.sees('DISABLE') || cursor.sees('ENABLE') || cursor.sees('OWNER');
}

function readAction(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  const isTrusted = cursor.take('WITH', 'CHECK') || !cursor.take('WITH', 'NOCHECK');
  if (cursor.take('ADD')) readAdd(cursor, table, draft, isTrusted);
  else if (cursor.take('CHECK', 'CONSTRAINT')) cursor.name('a constraint');
  else if (cursor.take('NOCHECK', 'CONSTRAINT')) doubt(table, cursor.name('a constraint'));
  else if (cursor.take('MODIFY') || cursor.take('ALTER', 'COLUMN') || cursor.take('CHANGE')) {
    cursor.take('COLUMN');
    readChanged(cursor, table, draft);
  } else if (cursor.take('DROP')) readDropped(cursor, table);
  else if (cursor.take('RENAME')) readRenamed(cursor, table, draft);
  else readSetting(cursor, table, draft);
}

function readSetting(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  if (cursor.take('CONVERT', 'TO')) {
    while (!cursor.isAtEnd() && !cursor.sees(',')) cursor.skip(1);
    lose(draft, 'That ALTER TABLE converts the letters of a table is not kept', table.name);
    return;
  }
  if (cursor.take('COMMENT')) {
    cursor.take('=');
    table.comment = cursor.text('the comment');
    return;
  }
  if (cursor.takeOne('DISABLE', 'ENABLE') !== undefined) {
    cursor.take('KEYS');
    if (cursor.take('TRIGGER')) cursor.path('a trigger');
    return;
  }
  if (cursor.take('OWNER', 'TO')) {
    cursor.name('a role');
    return;
  }
  if (cursor.takeOne('AUTO_INCREMENT', 'ENGINE', 'ROW_FORMAT') !== undefined) {
    cursor.take('=');
    cursor.skip(1);
    return;
  }
  if (cursor.take('SET', '(')) {
    cursor.skip(-1);
    cursor.parentheses('the options');
    lose(draft, 'Options that ALTER TABLE sets are not kept', table.name);
    return;
  }
  cursor.fail(`"${cursor.peek()?.text ?? ''}" is no change of a table that is read here`);
}

function readAdd(cursor: Cursor, table: TableDraft, draft: ScriptDraft, isTrusted: boolean): void {
  if (cursor.sees('(') && !seesConstraint(cursor)) {
    const { inner } = cursor.parentheses('the columns');
    do table.columns.push(readColumn(inner, table, draft));
    while (inner.take(','));
    return;
  }
  const isDefault =
    (cursor.sees('CONSTRAINT') && (cursor.peek(2)?.text.toUpperCase() ?? '') === 'DEFAULT') || cursor.sees('DEFAULT');
  if (isDefault) {
    readDefault(cursor, table, draft);
    return;
  }
  if (seesConstraint(cursor)) {
    const before = table.constraints.length;
    readConstraint(cursor, table, draft);
    if (!isTrusted)
      table.constraints.splice(
        before,
        Number.POSITIVE_INFINITY,
        ...table.constraints.slice(before).map((one) => ({ ...one, validated: false })),
      );
    return;
  }
  cursor.take('COLUMN');
  cursor.take('IF', 'NOT', 'EXISTS');
  table.columns.push(readColumn(cursor, table, draft));
  if (cursor.take('FIRST')) return;
  if (cursor.take('AFTER')) cursor.name('a column');
}

/** ADD CONSTRAINT [DF_x] DEFAULT ((0)) FOR [y] */
function readDefault(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  const name = cursor.take('CONSTRAINT') ? cursor.name('the name of the default') : '';
  cursor.expect('DEFAULT');
  const value = readValue(cursor, 'DEFAULT');
  cursor.expect('FOR');
  const column = cursor.name('a column');
  const own = table.columns.find((one) => one.name.toLowerCase() === column.toLowerCase());
  const { type, name: known } = own ?? cursor.fail(`${table.name} has no column ${column}`);
  const preset = draft.dialect.preset(value, type);
  changeColumn(table, column, preset === undefined ? {} : { default: preset });
  if (name !== '' && name.toLowerCase() !== `df_${table.name}_${known}`.slice(0, 128).toLowerCase())
    lose(draft, 'Names of defaults are not kept', name);
}

/** MODIFY and CHANGE say a column anew; its old name may stand first. */
function readChanged(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  const first = cursor.peek();
  const isChange = first !== undefined && cursor.peek(1)?.kind === 'name';
  const old = isChange ? cursor.name('a column') : '';
  const column = readColumn(cursor, table, draft);
  const at = table.columns.findIndex(({ name }) => name.toLowerCase() === (old || column.name).toLowerCase());
  if (at < 0) cursor.fail(`${table.name} has no column ${old || column.name}`, first);
  table.columns[at] = column;
  if (old !== '' && old !== column.name) {
    table.columns[at] = { ...column, name: old };
    renameColumn(table, old, column.name, draft.dialect.quote);
  }
  if (cursor.take('FIRST')) return;
  if (cursor.take('AFTER')) cursor.name('a column');
}

/** DROP COLUMN, CONSTRAINT, INDEX, FOREIGN KEY, PRIMARY KEY: what a later part of a script takes back. */
function readDropped(cursor: Cursor, table: TableDraft): void {
  if (cursor.take('PRIMARY', 'KEY')) {
    remove(table.constraints, ({ kind }) => kind === 'primary-key');
    return;
  }
  const isColumn = cursor.take('COLUMN');
  if (!cursor.take('FOREIGN', 'KEY')) cursor.takeOne('CONSTRAINT', 'INDEX', 'KEY', 'CHECK');
  cursor.take('IF', 'EXISTS');
  const name = cursor.name('what is dropped').toLowerCase();
  const isIt = (one: { readonly name: string }) => one.name.toLowerCase() === name;
  if (!isColumn) {
    remove(table.constraints, isIt);
    remove(table.indexes, isIt);
  }
  if (isColumn || !cursor.isAtEnd() || table.columns.some(isIt)) remove(table.columns, isIt);
  cursor.takeOne('CASCADE', 'RESTRICT');
}

function remove<T>(list: T[], isIt: (one: T) => boolean): void {
  for (let at = list.length - 1; at >= 0; at--) {
    const one = list[at];
    if (one !== undefined && isIt(one)) list.splice(at, 1);
  }
}

/** RENAME COLUMN a TO b, RENAME [TO] b. */
function readRenamed(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  if (cursor.take('COLUMN')) {
    const from = cursor.name('a column');
    cursor.expect('TO');
    const name = cursor.name('a column');
    if (!changeColumn(table, from, {})) cursor.fail(`${table.name} has no column ${from}`);
    renameColumn(table, from, name, draft.dialect.quote);
    return;
  }
  cursor.takeOne('TO', 'AS');
  const place = placeOf(cursor.path('the new name of the table'), draft);
  draft.tables.delete(keyOf(table));
  draft.tables.set(keyOf(place), { ...table, ...place });
}

function doubt(table: TableDraft, name: string): void {
  const at = table.constraints.findIndex((one) => one.name.toLowerCase() === name.toLowerCase());
  const rule = table.constraints[at];
  if (rule !== undefined) table.constraints[at] = { ...rule, validated: false };
}
