import type { CatalogObject } from '#vocabulary/database-schema.ts';
import { type Cursor, cursorOver, SyntaxFault } from './cursor.ts';
import { changeColumn, keyOf, lose, placeOf, type ScriptDraft } from './drafts.ts';
import { readTokens, unquoted } from './lexis.ts';
import { readAlterTable } from './read-alter-table.ts';
import { readPredicate } from './read-constraint.ts';
import { readCreateTable } from './read-create-table.ts';
import { readDrop } from './read-drop.ts';
import { readExtendedProperty } from './read-extended-property.ts';
import { indexOf, readIndexOptions, readKeys } from './read-index.ts';
import { readNames } from './read-reference.ts';
import type { ScriptPart } from './split-script.ts';

/** Reads one statement into the draft. Throws a SyntaxFault where it cannot be read. */
export function readStatement(part: ScriptPart, draft: ScriptDraft): void {
  // Lines for the client: `:setvar name value` of sqlcmd.
  const lines = draft.dialect.rules.batches ? (/^(?:\s*:[^\n]*(?:\n|$))+/.exec(part.text)?.[0].length ?? 0) : 0;
  const text = part.text.slice(lines);
  const start = part.start + lines;
  // IF NOT EXISTS (…) BEGIN CREATE TABLE … END
  draft.current = draft.dialect.rules.batches ? text.trim().replace(/\)\s*END$/i, ')') : text.trim();
  const head = /^[\s(;]*([A-Za-z]+)/.exec(text.slice(0, 200).replace(/\/\*M?!\d*/g, ' '))?.[1]?.toUpperCase() ?? '';
  const isGuarded = draft.dialect.rules.batches && guards.test(head) && makes.test(text);
  if (passedOver.has(head) && !isGuarded) {
    draft.passed.set(head, (draft.passed.get(head) ?? 0) + 1);
    return;
  }
  if (text.length > longest) {
    throw new SyntaxFault(
      start,
      `a statement of ${text.length} letters makes no table: a quote or a semicolon is missing`,
    );
  }
  const all = readTokens(text, draft.dialect.lexis);
  // The block around it ends there, and no routine.
  const isBlock =
    draft.dialect.rules.batches && /^\s*(?:ALTER\s+TABLE|CREATE\s+[\w\s]*\bINDEX)\b/i.test(text.slice(0, 200));
  const tokens = isBlock && all.at(-1)?.text.toUpperCase() === 'END' ? all.slice(0, -1) : all;
  const cursor = cursorOver(tokens, text, start, draft.dialect.lexis);
  const broken = tokens.find(({ kind }) => kind === 'broken');
  if (broken !== undefined)
    cursor.fail(`this ${broken.text.startsWith('/') ? 'comment' : 'quote'} is never closed`, broken);
  if (isGuarded) toGuarded(cursor);
  if (cursor.isAtEnd()) return;
  if (cursor.take('CREATE')) readCreate(cursor, draft);
  else if (cursor.take('ALTER')) readAlter(cursor, draft);
  else if (cursor.take('DROP')) readDrop(cursor, draft);
  else if (cursor.take('COMMENT')) readComment(cursor, draft);
  else if (cursor.takeOne('EXEC', 'EXECUTE') !== undefined) {
    if (cursor.sees('(')) lose(draft, 'Statements that stand in a text are not read', 'EXEC');
    else readExtendedProperty(cursor, draft);
  } else
    cursor.fail(`"${tokens[0]?.text.slice(0, 40)}" begins no statement of ${draft.dialect.name} that is known here`);
}

/** IF NOT EXISTS (…) [BEGIN] CREATE TABLE … in one line. */
const guards = /^(?:IF|ELSE|BEGIN)$/;
const makes = /\b(?:CREATE|ALTER|DROP|EXEC|EXECUTE)\b/i;

function toGuarded(cursor: Cursor): void {
  while (!cursor.isAtEnd() && !['CREATE', 'ALTER', 'DROP', 'EXEC', 'EXECUTE'].some((word) => cursor.sees(word))) {
    if (cursor.sees('(')) cursor.parentheses('the condition');
    else cursor.skip(1);
  }
}

/** Letters. Routines and lists of partitions are long; longer is what a lost quote makes of a dump. */
const longest = 1_000_000;

/** Statements that make nothing. */
const passedOver: ReadonlySet<string> = new Set(
  'INSERT REPLACE SET USE LOCK UNLOCK START BEGIN COMMIT ROLLBACK END IF ELSE PRINT GRANT REVOKE DENY SELECT ANALYZE DELETE UPDATE MERGE CALL DECLARE GO FLUSH COPY PUT TRUNCATE RAISERROR WAITFOR VACUUM SHOW EXPLAIN PRAGMA UNDROP SAVEPOINT RETURN RELEASE CHECKPOINT ASSERT WITH KILL SOURCE DESCRIBE'.split(
    ' ',
  ),
);

function readCreate(cursor: Cursor, draft: ScriptDraft): void {
  const first = cursor.peek();
  cursor.take('OR', 'REPLACE') || cursor.take('OR', 'ALTER');
  let isTemporary = false;
  let isUnique = false;
  let method: string | undefined;
  let isOwned = false;
  const words: string[] = [];
  for (;;) {
    const prefix = cursor.takeOne(...prefixes);
    const special = prefix === undefined ? cursor.takeOne('FULLTEXT', 'SPATIAL') : undefined;
    if (prefix !== undefined) words.push(prefix);
    else if (special !== undefined) method = special.toLowerCase();
    else if (cursor.takeOne('TEMPORARY', 'TEMP', 'VOLATILE') !== undefined) isTemporary = true;
    else if (cursor.take('UNIQUE')) isUnique = true;
    else if (cursor.take('NONCLUSTERED')) continue;
    else if (cursor.take('CLUSTERED')) method = 'clustered';
    else if (
      cursor.sees('XML') ||
      cursor.sees('COLUMNSTORE') ||
      cursor.sees('PRIMARY') ||
      cursor.sees('SEARCH') ||
      cursor.sees('VECTOR')
    ) {
      loseIndex(cursor, draft);
      return;
    } else if (['EXTERNAL', 'DYNAMIC', 'SNAPSHOT', 'ICEBERG'].some((word) => cursor.sees(word))) {
      loseTable(cursor, draft, cursor.next().text.toLowerCase());
      return;
    } else if (cursor.takeOne('ALGORITHM', 'DEFINER') !== undefined) {
      isOwned = true;
      skipDefiner(cursor);
    } else if (cursor.take('SQL', 'SECURITY')) {
      isOwned = true;
      cursor.next();
    } else break;
  }
  const made = cursor.peek(1);
  const named = made === undefined ? '' : unquoted(made, draft.dialect.lexis);
  if (isOwned) lose(draft, 'ALGORITHM, DEFINER and SQL SECURITY of views and routines are not kept', named);
  if (words.length > 0 && cursor.sees('TABLE'))
    lose(draft, 'That tables are TRANSIENT, HYBRID, LOCAL or GLOBAL is not kept', named);
  if (cursor.take('TABLE')) readCreateTable(cursor, draft, isTemporary);
  else if (cursor.take('INDEX')) readCreateIndex(cursor, draft, { isUnique, method });
  else if (cursor.take('VIEW')) readView(cursor, draft, words);
  else if (
    cursor.sees('TRIGGER') ||
    cursor.sees('PROCEDURE') ||
    cursor.sees('PROC') ||
    cursor.sees('FUNCTION') ||
    cursor.sees('SEQUENCE')
  )
    readObject(cursor, draft);
  else if (cursor.takeOne('DATABASE', 'SCHEMA') === undefined) {
    const kind = cursor.peek()?.text.toUpperCase() ?? '';
    if (!otherKinds.has(kind))
      cursor.fail(`"${cursor.peek()?.text ?? ''}" is nothing that CREATE makes`, cursor.peek() ?? first);
    lose(draft, 'Of kinds that no model has nothing is kept', `${kind} ${named}`.trim());
  }
}

const prefixes = ['TRANSIENT', 'LOCAL', 'GLOBAL', 'HYBRID', 'SECURE', 'RECURSIVE', 'MATERIALIZED', 'AGGREGATE', 'UNDO'];

const otherKinds: ReadonlySet<string> = new Set(
  'USER ROLE LOGIN WAREHOUSE STAGE FILE STREAM TASK PIPE TAG EVENT SERVER TYPE SYNONYM PARTITION FULLTEXT ASSEMBLY CERTIFICATE MASTER MASKING NETWORK RESOURCE CAPACITY RESERVATION ASSIGNMENT ROW MODEL CONNECTION SHARE API NOTIFICATION STORAGE SECURITY INTEGRATION ALERT PACKAGE DATASHARE IDENTITY LIBRARY STATISTICS DEFAULT RULE AGGREGATE LANGUAGE TABLESPACE LOGFILE APPLICATION XML QUEUE SERVICE CONTRACT MESSAGE ROUTE BROKER CRYPTOGRAPHIC SYMMETRIC ASYMMETRIC COLUMN'.split(
    ' ',
  ),
);

/** Rows of such a table are somebody else's. */
function loseTable(cursor: Cursor, draft: ScriptDraft, kind: string): void {
  cursor.expect('TABLE');
  cursor.take('IF', 'NOT', 'EXISTS');
  lose(draft, `Tables that are ${kind} are not read`, cursor.path('the name of the table').join('.'));
}

function loseIndex(cursor: Cursor, draft: ScriptDraft): void {
  const kind = cursor.next().text.toUpperCase();
  cursor.takeOne('XML', 'INDEX');
  cursor.take('INDEX');
  lose(draft, `${kind} indexes are not kept`, cursor.name('the name of the index'));
}

/** DEFINER=`root`@`localhost`, ALGORITHM=MERGE */
function skipDefiner(cursor: Cursor): void {
  cursor.take('=');
  cursor.skip(1);
  if (cursor.peek()?.text.startsWith('@') !== true) return;
  const sign = cursor.next().text;
  if (sign === '@') cursor.skip(1);
}

function readCreateIndex(
  cursor: Cursor,
  draft: ScriptDraft,
  { isUnique, method }: { readonly isUnique: boolean; readonly method: string | undefined },
): void {
  cursor.take('IF', 'NOT', 'EXISTS');
  const name = cursor.path('the name of the index').at(-1) ?? '';
  if (cursor.take('USING') && cursor.next().text.toUpperCase() === 'HASH')
    lose(draft, 'USING HASH of keys is not kept', name);
  cursor.expect('ON');
  const path = cursor.path('the name of the table');
  const table = draft.tables.get(keyOf(placeOf(path, draft)));
  const keys = readKeys(cursor);
  const include = cursor.take('INCLUDE') ? readNames(cursor, 'INCLUDE') : [];
  const predicate = readPredicate(cursor);
  const { comment } = readIndexOptions(cursor, name, draft);
  if (!cursor.isAtEnd() && !cursor.takeOne('ALGORITHM', 'LOCK'))
    cursor.fail(`"${cursor.peek()?.text}" was not expected here`);
  if (table === undefined) lose(draft, 'Indexes of tables that are not in the script are passed over', name);
  table?.sources.push(draft.current);
  table?.indexes.push(
    indexOf({
      schema: table.schema,
      table: table.name,
      name,
      method,
      unique: isUnique,
      keys,
      include,
      predicate,
      comment,
    }),
  );
}

function readView(cursor: Cursor, draft: ScriptDraft, words: readonly string[]): void {
  const isCareful = cursor.take('IF', 'NOT', 'EXISTS');
  const place = placeOf(cursor.path('the name of the view'), draft);
  const before = cursor.peek();
  while (!cursor.isAtEnd() && !cursor.sees('AS')) {
    if (cursor.sees('(')) cursor.parentheses('the columns of the view');
    else cursor.skip(1);
  }
  const header = before === undefined || (cursor.sees('AS') && before === cursor.peek()) ? '' : cursor.since(before);
  cursor.expect('AS');
  const first = cursor.peek() ?? cursor.fail('the query of the view is missing');
  while (!cursor.isAtEnd()) cursor.skip(1);
  const query = cursor.since(first).replace(/;\s*$/, '');
  if (isCareful && draft.views.has(keyOf(place))) return;
  // What stands before VIEW, and between the name and AS, belongs to it.
  const definition =
    header === '' && words.length === 0
      ? query
      : `${['CREATE', ...words, 'VIEW', draft.dialect.quote(place.name), header].filter((one) => one !== '').join(' ')} AS ${query}`;
  draft.tables.delete(keyOf(place));
  draft.views.set(keyOf(place), { ...place, definition });
}

/** Triggers and routines are kept as they are written. */
function readObject(cursor: Cursor, draft: ScriptDraft): void {
  const first = cursor.peek() ?? cursor.next();
  const word = cursor.next().text.toUpperCase();
  const kind = (word === 'PROC' ? 'procedure' : word.toLowerCase()) as CatalogObject['kind'];
  cursor.take('IF', 'NOT', 'EXISTS');
  const { schema, name } = placeOf(cursor.path(`the name of the ${kind}`), draft);
  let table: string | undefined;
  while (!cursor.isAtEnd()) {
    if (kind === 'trigger' && table === undefined && cursor.take('ON'))
      table = placeOf(cursor.path('a table'), draft).name;
    else cursor.skip(1);
  }
  const definition = `CREATE ${cursor.since(first)}`
    .replace(/\*\/|\/\*M?!\d*/g, '')
    .replace(/;\s*$/, '')
    .trim();
  const at = draft.objects.findIndex((one) => one.kind === kind && one.name === name && one.table === table);
  const object: CatalogObject = { kind, schema, name, definition, ...(table === undefined ? {} : { table }) };
  draft.objects.splice(at < 0 ? draft.objects.length : at, at < 0 ? 0 : 1, object);
}

function readAlter(cursor: Cursor, draft: ScriptDraft): void {
  if (cursor.take('TABLE')) {
    readAlterTable(cursor, draft);
    return;
  }
  const kind = cursor.peek()?.text.toUpperCase() ?? '';
  if (
    !/^(?:DATABASE|SCHEMA|VIEW|SESSION|WAREHOUSE|ROLE|USER|SEQUENCE|INDEX|AUTHORIZATION|PROCEDURE|FUNCTION|TRIGGER|LOGIN|EVENT|SERVER|ACCOUNT|DEFAULT)$/.test(
      kind,
    )
  )
    cursor.fail(`"${cursor.peek()?.text ?? ''}" is nothing that ALTER changes`);
  if (kind !== 'DATABASE' && kind !== 'SESSION')
    lose(draft, 'Changes of other things than tables are passed over', `ALTER ${kind} ${cursor.peek(1)?.text ?? ''}`);
}

function readComment(cursor: Cursor, draft: ScriptDraft): void {
  cursor.take('IF', 'EXISTS');
  cursor.expect('ON');
  const kind = cursor.takeOne('TABLE', 'COLUMN');
  if (kind === undefined) {
    lose(
      draft,
      'Comments on other things than tables and columns are not kept',
      `${cursor.peek()?.text ?? ''} ${cursor.peek(1)?.text ?? ''}`,
    );
    return;
  }
  const path = cursor.path('a name');
  cursor.expect('IS');
  const text = cursor.take('NULL') ? undefined : cursor.text('the comment');
  const table = draft.tables.get(keyOf(placeOf(kind === 'COLUMN' ? path.slice(0, -1) : path, draft)));
  if (table === undefined) lose(draft, 'Comments on what is no table of the script are not kept', path.join('.'));
  if (table === undefined || text === undefined) return;
  if (kind === 'TABLE') table.comment = text;
  else if (!changeColumn(table, path.at(-1) ?? '', { comment: text }))
    cursor.fail(`${table.name} has no column ${path.at(-1)}`);
}
