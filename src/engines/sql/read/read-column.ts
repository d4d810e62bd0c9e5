import type { Column } from '#vocabulary/database-schema.ts';
import type { Cursor } from './cursor.ts';
import { lose, type ScriptDraft, type TableDraft } from './drafts.ts';
import { addForeignKey, addKey } from './read-constraint.ts';
import { readEnforcement } from './read-reference.ts';
import { readType } from './read-type.ts';

type Draft = { -readonly [K in keyof Column]: Column[K] };

/** A column with the rules that stand beside it. `computed` columns of SQL Server have no type: it is guessed at last. */
export function readColumn(cursor: Cursor, table: TableDraft, draft: ScriptDraft): Column {
  const { dialect } = draft;
  const name = cursor.name('the name of a column');
  const isComputed = cursor.sees('AS') && cursor.peek(1)?.text === '(';
  const written = isComputed ? '' : readType(cursor);
  const column: Draft = { name, type: isComputed ? '' : dialect.type(written), nullable: true };
  const isSerial = /^(?:big)?serial$/.test(written);
  if (isSerial) Object.assign(column, { identity: 'by-default', nullable: false });
  let rule = '';
  const isOver = () => cursor.isAtEnd() || [',', ')', 'AFTER', 'FIRST'].some((word) => cursor.sees(word));
  while (!isOver()) {
    if (cursor.take('CONSTRAINT')) rule = namesRule(cursor) ? '' : cursor.name('the name of the constraint');
    else {
      readOption(cursor, column, { rule, table, draft });
      rule = '';
    }
  }
  if (column.default === undefined) delete column.default;
  return column;
}

function namesRule(cursor: Cursor): boolean {
  return ['CHECK', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'DEFAULT'].some((word) => cursor.sees(word));
}

interface Owner {
  /** The name that stands before the rule. */
  readonly rule: string;
  readonly table: TableDraft;
  readonly draft: ScriptDraft;
}

function readOption(cursor: Cursor, column: Draft, { rule, table, draft }: Owner): void {
  const { dialect } = draft;
  const of = `${table.name}.${column.name}`;
  const key = (kind: 'primary-key' | 'unique', words: string) =>
    addKey({ name: rule, kind, words, keys: [{ column: column.name, direction: 'asc' }] }, table, draft);
  if (cursor.take('NOT', 'NULL')) column.nullable = false;
  else if (cursor.take('KEY')) key('primary-key', 'PRIMARY KEY ');
  else if (cursor.take('NULL')) column.nullable = true;
  else if (cursor.take('DEFAULT')) {
    column.default = dialect.preset(readValue(cursor, 'DEFAULT'), column.type);
    if (rule !== '' && !isMadeName(rule, table.name, column.name)) lose(draft, 'Names of defaults are not kept', rule);
  } else if (cursor.take('ON', 'UPDATE'))
    column.onUpdate = dialect.preset(readValue(cursor, 'ON UPDATE'), column.type) ?? null;
  else if (cursor.takeOne('AUTO_INCREMENT', 'AUTOINCREMENT', 'IDENTITY') !== undefined) {
    column.identity = 'by-default';
    readCounter(cursor, of, draft);
  } else if (cursor.sees('GENERATED') || cursor.sees('AS')) readGenerated(cursor, column, of, draft);
  else if (cursor.take('COMMENT')) {
    cursor.take('=');
    const text = cursor.text('the comment');
    if (text !== '') column.comment = text;
  } else if (cursor.take('COLLATE')) {
    cursor.take('=');
    const collation = cursor.peek()?.kind === 'text' ? cursor.text('a collation') : cursor.name('a collation');
    if (dialect.dropsCollations === true) lose(draft, 'Collations of columns are not kept', of);
    else column.collation = collation;
  } else if (cursor.take('CHARACTER', 'SET') || cursor.take('CHARSET'))
    column.type = withCharset(column.type, cursor.name('a character set'));
  else if (cursor.take('PRIMARY', 'KEY')) {
    const kind = cursor.takeOne('CLUSTERED', 'NONCLUSTERED') === 'NONCLUSTERED' ? 'NONCLUSTERED ' : '';
    cursor.takeOne('ASC', 'DESC');
    column.nullable = false;
    key('primary-key', `PRIMARY KEY ${kind}`);
    readEnforcement(cursor, of, draft);
  } else if (cursor.take('UNIQUE')) {
    cursor.takeOne('KEY', 'CLUSTERED', 'NONCLUSTERED');
    key('unique', 'UNIQUE ');
    readEnforcement(cursor, of, draft);
  } else if (cursor.take('CHECK')) {
    const { sql, inner } = cursor.parentheses('CHECK');
    if (inner.isAtEnd()) inner.fail('CHECK: nothing stands in the parentheses');
    const validated = readEnforcement(cursor, of, draft);
    table.constraints.push({ name: rule, kind: 'check', columns: [], definition: `CHECK (${sql})`, validated });
  } else if (cursor.take('FOREIGN', 'KEY', 'REFERENCES') || cursor.take('REFERENCES')) {
    addForeignKey(cursor, { name: rule, columns: [column.name] }, table, draft);
  } else if (cursor.take('ENCODE'))
    table.options.push(`ENCODE ${dialect.quote(column.name)} ${cursor.name('an encoding').toLowerCase()}`);
  else if (cursor.take('DISTKEY')) table.options.push(`DISTKEY (${dialect.quote(column.name)})`);
  else if (cursor.take('SORTKEY')) table.options.push(`SORTKEY (${dialect.quote(column.name)})`);
  else if (cursor.take('OPTIONS')) readOptions(cursor, column, of, draft);
  else readLost(cursor, of, draft);
}

/** Names that the design gives too. */
function isMadeName(name: string, table: string, column: string): boolean {
  return name.toLowerCase() === `df_${table}_${column}`.slice(0, 128).toLowerCase();
}

/** IDENTITY(1,1), START 1 INCREMENT 1 NOORDER. */
function readCounter(cursor: Cursor, of: string, draft: ScriptDraft): void {
  const numbers: string[] = [];
  if (cursor.sees('(')) numbers.push(...cursor.parentheses('the counter').sql.split(','));
  for (;;) {
    if (cursor.take('START')) cursor.takeOne('WITH', '=');
    else if (cursor.take('INCREMENT')) cursor.takeOne('BY', '=');
    else if (cursor.takeOne('ORDER', 'NOORDER') !== undefined || cursor.take('NOT', 'FOR', 'REPLICATION')) continue;
    else break;
    numbers.push(cursor.next().text);
  }
  if (numbers.some((one) => Number(one) !== 1)) lose(draft, 'Where counters begin and how they step is not kept', of);
}

function readGenerated(cursor: Cursor, column: Draft, of: string, draft: ScriptDraft): void {
  if (cursor.take('GENERATED')) {
    if (cursor.take('BY', 'DEFAULT')) cursor.take('ON', 'NULL');
    else cursor.expect('ALWAYS');
  }
  cursor.expect('AS');
  if (cursor.take('IDENTITY')) {
    column.identity = 'by-default';
    readCounter(cursor, of, draft);
    return;
  }
  if (cursor.take('ROW')) {
    cursor.takeOne('START', 'END');
    cursor.take('HIDDEN');
    lose(draft, 'Versions that the server keeps of rows (SYSTEM_TIME) are not kept', of);
    return;
  }
  column.generated = cursor.parentheses('the expression').sql;
  const kind = cursor.takeOne('STORED', 'VIRTUAL', 'PERSISTENT', 'PERSISTED') ?? 'VIRTUAL';
  column.generatedKind = kind === 'VIRTUAL' ? 'virtual' : 'stored';
}

function withCharset(type: string, charset: string): string {
  return `${type} CHARACTER SET ${charset.toLowerCase()}`;
}

/** BigQuery's OPTIONS (description = '…', …). */
export function readOptions(
  cursor: Cursor,
  target: { comment?: string | undefined },
  of: string,
  draft: ScriptDraft,
): readonly string[] {
  const { inner } = cursor.parentheses('OPTIONS');
  const others: string[] = [];
  while (!inner.isAtEnd()) {
    const first = inner.peek() ?? inner.next();
    const name = inner.name('an option');
    inner.expect('=');
    if (name.toLowerCase() === 'description') target.comment = inner.text('the description');
    else {
      readValue(inner, name);
      others.push(inner.since(first));
    }
    inner.take(',');
  }
  if (others.length > 0 && of !== '') lose(draft, 'Options other than the description are not kept', of);
  return others;
}

/** What a design has no words for, each with its own arguments. */
function readLost(cursor: Cursor, of: string, draft: ScriptDraft): void {
  const word = cursor.takeOne(
    'SPARSE',
    'ROWGUIDCOL',
    'FILESTREAM',
    'HIDDEN',
    'INVISIBLE',
    'VISIBLE',
    'UNSIGNED',
    'ZEROFILL',
    'BINARY',
    'ASCII',
    'UNICODE',
    'COLUMN_FORMAT',
    'STORAGE',
    'SRID',
    'REF_SYSTEM_ID',
    'COMPRESSED',
    'MASKED',
    'MASKING',
    'TAG',
    'PROJECTION',
    'RELY',
    'NORELY',
  );
  if (word === undefined && cursor.take('WITH', 'VALUES')) return;
  if (word === undefined && cursor.take('WITH')) {
    readLost(cursor, of, draft);
    return;
  }
  if (word === undefined && cursor.take('WITHOUT', 'SYSTEM', 'VERSIONING')) return;
  if (word === undefined) cursor.fail(`"${cursor.peek()?.text ?? ''}" was not expected in the column ${of}`);
  if (/^(?:COLUMN_FORMAT|STORAGE|SRID|REF_SYSTEM_ID)$/.test(word ?? '')) cursor.skip(1);
  if (word === 'MASKED' || word === 'TAG') {
    cursor.take('WITH');
    cursor.parentheses(word);
  }
  if (word === 'MASKING' || word === 'PROJECTION') {
    cursor.expect('POLICY');
    cursor.path('a policy');
    if (cursor.take('USING')) cursor.parentheses('USING');
  }
  lose(draft, `${word} of columns is not kept`, of);
}

/** Words that cannot go on with an expression: the next option begins. */
const ends =
  /^(?:NOT|NULL|PRIMARY|UNIQUE|CHECK|REFERENCES|COMMENT|COLLATE|CONSTRAINT|GENERATED|ON|AUTO_INCREMENT|IDENTITY|ENCODE|DISTKEY|SORTKEY|OPTIONS|WITH|INVISIBLE|VISIBLE|SPARSE|ROWGUIDCOL|MASKING|TAG|FOR|FIRST|AFTER|STORAGE|COLUMN_FORMAT|KEY)$/i;

/** An expression without parentheses around it: up to the next option. */
export function readValue(cursor: Cursor, what: string): string {
  const first = cursor.peek() ?? cursor.fail(`${what}: the value is missing`);
  if (first.text === ',' || first.text === ')') cursor.fail(`${what}: the value is missing before "${first.text}"`);
  let depth = 0;
  cursor.skip(1);
  if (first.text === '(') depth = 1;
  while (!cursor.isAtEnd()) {
    const { text, kind } = cursor.peek() ?? first;
    if (depth === 0 && ((kind === 'word' && ends.test(text)) || text === ',' || text === ')')) break;
    if (kind === 'sign') depth += text === '(' || text === '[' ? 1 : text === ')' || text === ']' ? -1 : 0;
    cursor.skip(1);
  }
  return cursor.since(first);
}
