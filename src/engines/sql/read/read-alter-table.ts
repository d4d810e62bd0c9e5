import type { Column } from '#vocabulary/database-schema.ts';
import type { Cursor } from './cursor.ts';
import { changeColumn, keyOf, lose, placeOf, renameColumn, type ScriptDraft, type TableDraft } from './drafts.ts';
import { readColumn, readOptions, readValue } from './read-column.ts';
import { readConstraint, seesConstraint } from './read-constraint.ts';
import { readType } from './read-type.ts';

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
  else if (cursor.take('ALTER') || (draft.dialect.id === 'snowflake' && cursor.sees('COLUMN'))) {
    cursor.take('COLUMN');
    readAltered(cursor, table, draft);
  } else if (cursor.take('MODIFY')) {
    cursor.take('COLUMN');
    readChanged(cursor, table, draft, false);
  } else if (cursor.take('CHANGE')) {
    cursor.take('COLUMN');
    readChanged(cursor, table, draft, true);
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
  const ability = cursor.takeOne('DISABLE', 'ENABLE');
  if (ability !== undefined) {
    cursor.take('KEYS');
    if (!cursor.take('TRIGGER')) return;
    const trigger = cursor.path('a trigger').join('.');
    if (ability === 'DISABLE') lose(draft, 'That triggers are disabled is not kept', trigger);
    return;
  }
  if (cursor.take('OWNER', 'TO')) {
    cursor.name('a role');
    return;
  }
  const option = cursor.takeOne('AUTO_INCREMENT', 'ENGINE', 'ROW_FORMAT');
  if (option !== undefined) {
    cursor.take('=');
    const value = cursor.next().text;
    if (option !== 'AUTO_INCREMENT')
      lose(draft, 'Options that ALTER TABLE sets are not kept', `${table.name} (${option} ${value})`);
    return;
  }
  if (cursor.sees('SET', '(')) {
    cursor.expect('SET');
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
  const column = readColumn(cursor, table, draft);
  table.columns.push(column);
  readPosition(cursor, table, column.name);
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

/**
 * ALTER COLUMN a SET DEFAULT 0, DROP NOT NULL, [SET DATA] TYPE bigint, and `a bigint NOT NULL` of SQL Server, by which the
 * default and the counter stay.
 */
function readAltered(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  const first = cursor.peek();
  const name = cursor.name('a column');
  const old = table.columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const { type: oldType } = old ?? cursor.fail(`${table.name} has no column ${name}`, first);
  const change = (made: Partial<Column>) => changeColumn(table, name, made);
  if (cursor.take('DROP', 'DEFAULT')) change({ default: undefined });
  else if (cursor.take('SET', 'DEFAULT'))
    change({ default: draft.dialect.preset(readValue(cursor, 'DEFAULT'), oldType) });
  else if (cursor.take('DROP', 'NOT', 'NULL')) change({ nullable: true });
  else if (cursor.take('SET', 'NOT', 'NULL')) change({ nullable: false });
  else if (cursor.take('SET', 'DATA', 'TYPE') || cursor.take('TYPE'))
    change({ type: draft.dialect.type(readType(cursor)) });
  else if (cursor.take('COMMENT')) change({ comment: cursor.text('the comment') });
  else if (cursor.take('SET', 'OPTIONS')) {
    const told: { comment?: string } = {};
    readOptions(cursor, told, `${table.name}.${name}`, draft);
    change(told);
  } else if (['SET', 'DROP', 'UNSET', 'ADD', 'ENCODE'].some((word) => cursor.sees(word)))
    cursor.fail(`"${cursor.peek()?.text} ${cursor.peek(1)?.text ?? ''}" is no change of a column that is read here`);
  else {
    const type = draft.dialect.type(readType(cursor));
    const collation = cursor.take('COLLATE') ? cursor.name('a collation') : undefined;
    const nullable = !cursor.take('NOT', 'NULL');
    cursor.take('NULL');
    change({ type, nullable, ...(collation === undefined ? {} : { collation }) });
  }
}

/** MODIFY and CHANGE say a column anew; the old name stands before that of CHANGE. */
function readChanged(cursor: Cursor, table: TableDraft, draft: ScriptDraft, isChange: boolean): void {
  const first = cursor.peek();
  const old = isChange ? cursor.name('a column') : '';
  const column = readColumn(cursor, table, draft);
  const at = table.columns.findIndex(({ name }) => name.toLowerCase() === (old || column.name).toLowerCase());
  if (at < 0) cursor.fail(`${table.name} has no column ${old || column.name}`, first);
  table.columns[at] = column;
  if (old !== '' && old !== column.name) {
    table.columns[at] = { ...column, name: old };
    renameColumn(table, old, column.name, draft.dialect.quote);
  }
  readPosition(cursor, table, column.name);
}

/** FIRST, AFTER a: where a column stands. */
function readPosition(cursor: Cursor, table: TableDraft, name: string): void {
  const isFirst = cursor.take('FIRST');
  const before = !isFirst && cursor.take('AFTER') ? cursor.name('a column').toLowerCase() : undefined;
  if (!isFirst && before === undefined) return;
  const [column] = table.columns.splice(
    table.columns.findIndex((one) => one.name === name),
    1,
  );
  if (column !== undefined)
    table.columns.splice(table.columns.findIndex((one) => one.name.toLowerCase() === before) + 1, 0, column);
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

/** NOCHECK CONSTRAINT a, or ALL. */
function doubt(table: TableDraft, name: string): void {
  for (const [at, rule] of table.constraints.entries()) {
    const isAny = name.toUpperCase() === 'ALL' && (rule.kind === 'foreign-key' || rule.kind === 'check');
    if (isAny || rule.name.toLowerCase() === name.toLowerCase()) table.constraints[at] = { ...rule, validated: false };
  }
}
