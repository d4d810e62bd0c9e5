import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { Cursor } from './cursor.ts';
import { lose, type ScriptDraft, type TableDraft } from './drafts.ts';
import { indexOf, readIndexOptions, readKeys } from './read-index.ts';
import { readEnforcement, readNames, readReference } from './read-reference.ts';

/** Words that begin a rule or an index between the columns of a table. */
export function seesConstraint(cursor: Cursor): boolean {
  const word = cursor.peek()?.kind === 'word' ? cursor.peek()?.text.toUpperCase() : undefined;
  const next = cursor.peek(1);
  switch (word) {
    case 'CONSTRAINT':
    case 'CHECK':
    case 'FOREIGN':
    case 'PRIMARY':
    case 'UNIQUE':
    case 'FULLTEXT':
    case 'SPATIAL':
      return next !== undefined;
    // A column may be called `key` or `index`: then a type follows.
    case 'KEY':
    case 'INDEX':
      return (
        next?.text === '(' ||
        cursor.peek(2)?.text === '(' ||
        ['USING', 'UNIQUE', 'CLUSTERED', 'NONCLUSTERED'].includes(cursor.peek(2)?.text.toUpperCase() ?? '')
      );
    case 'PERIOD':
      return next?.text.toUpperCase() === 'FOR';
    default:
      return false;
  }
}

/** A rule or an index of a table. An empty name is given one when the table is whole. */
export function readConstraint(cursor: Cursor, table: TableDraft, draft: ScriptDraft): void {
  let name = '';
  if (cursor.take('CONSTRAINT') && !startsRule(cursor)) name = cursor.name('the name of the constraint');
  if (cursor.take('PERIOD', 'FOR')) {
    cursor.name('SYSTEM_TIME');
    cursor.parentheses('the period');
    lose(draft, 'Versions that the server keeps of rows (SYSTEM_TIME) are not kept', table.name);
  } else if (cursor.take('CHECK')) {
    readEnforcement(cursor, name || table.name, draft);
    const { sql, inner } = cursor.parentheses('CHECK');
    if (inner.isAtEnd()) inner.fail('CHECK: nothing stands in the parentheses');
    const validated = readEnforcement(cursor, name || table.name, draft);
    table.constraints.push({ name, kind: 'check', columns: [], definition: `CHECK (${sql})`, validated });
  } else if (cursor.take('FOREIGN', 'KEY')) {
    // MySQL may name its index here.
    if (!cursor.sees('(')) {
      const index = cursor.name('the name of the key');
      if (name === '') name = index;
    }
    const columns = readNames(cursor, 'the columns of the foreign key');
    cursor.expect('REFERENCES');
    addForeignKey(cursor, { name, columns }, table, draft);
  } else if (cursor.take('PRIMARY', 'KEY')) {
    const kind = cursor.takeOne('CLUSTERED', 'NONCLUSTERED') === 'NONCLUSTERED' ? 'NONCLUSTERED ' : '';
    const method = readMethod(cursor);
    const keys = readKeys(cursor);
    readIndexOptions(cursor, name || table.name, draft);
    readEnforcement(cursor, name || table.name, draft);
    if (method === 'hash') lose(draft, 'USING HASH of keys is not kept', table.name);
    addKey({ name, kind: 'primary-key', words: `PRIMARY KEY ${kind}`, keys }, table, draft);
  } else if (cursor.take('UNIQUE')) {
    readUnique(cursor, name, table, draft);
  } else {
    const special = cursor.takeOne('FULLTEXT', 'SPATIAL')?.toLowerCase();
    if (cursor.takeOne('KEY', 'INDEX') === undefined && special === undefined)
      cursor.fail(
        `"${cursor.peek()?.text ?? ''}" begins no rule: PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK is missing`,
      );
    const own = cursor.sees('(') || cursor.sees('USING') ? '' : cursor.name('the name of the index');
    const unique = cursor.take('UNIQUE');
    const clustered = cursor.takeOne('CLUSTERED', 'NONCLUSTERED') === 'CLUSTERED';
    readMethod(cursor);
    const keys = readKeys(cursor);
    const include = cursor.take('INCLUDE') ? readNames(cursor, 'INCLUDE') : [];
    const predicate = readPredicate(cursor);
    const { comment } = readIndexOptions(cursor, own || name || table.name, draft);
    const method = special ?? (clustered ? 'clustered' : undefined);
    table.indexes.push(
      indexOf({
        schema: table.schema,
        table: table.name,
        name: own || name,
        method,
        unique,
        keys,
        include,
        predicate,
        comment,
      }),
    );
  }
}

function startsRule(cursor: Cursor): boolean {
  return (
    cursor.sees('PRIMARY', 'KEY') || cursor.sees('UNIQUE') || cursor.sees('FOREIGN', 'KEY') || cursor.sees('CHECK', '(')
  );
}

function readMethod(cursor: Cursor): string | undefined {
  return cursor.take('USING') ? cursor.name('a method').toLowerCase() : undefined;
}

/** The condition of an index, up to its options. */
export function readPredicate(cursor: Cursor): string | undefined {
  if (!cursor.take('WHERE')) return undefined;
  const first = cursor.peek() ?? cursor.fail('WHERE: the condition is missing');
  let depth = 0;
  while (!cursor.isAtEnd()) {
    const { text, kind } = cursor.peek() ?? cursor.next();
    if (depth === 0 && kind === 'word' && /^(?:WITH|ON|TABLESPACE)$/i.test(text)) break;
    if (depth === 0 && (text === ',' || text === ')')) break;
    if (kind === 'sign') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    cursor.skip(1);
  }
  const sql = cursor.since(first).trim();
  return isWrapped(sql) ? sql.slice(1, -1) : sql;
}

/** One pair of parentheses stands around all of it. */
function isWrapped(sql: string): boolean {
  if (!sql.startsWith('(') || !sql.endsWith(')')) return false;
  let depth = 0;
  const plain = sql.replace(/'(?:[^']|'')*'/g, (text) => '.'.repeat(text.length));
  for (let at = 0; at < plain.length; at++) {
    depth += plain[at] === '(' ? 1 : plain[at] === ')' ? -1 : 0;
    if (depth === 0 && at < plain.length - 1) return false;
  }
  return true;
}

function readUnique(cursor: Cursor, given: string, table: TableDraft, draft: ScriptDraft): void {
  cursor.takeOne('KEY', 'INDEX');
  const clustered = cursor.takeOne('CLUSTERED', 'NONCLUSTERED') === 'CLUSTERED';
  const isNamed = !cursor.sees('(') && !cursor.sees('USING');
  const own = isNamed ? cursor.name('the name of the key') : '';
  readMethod(cursor);
  const keys = readKeys(cursor);
  const name = own || given;
  const { comment } = readIndexOptions(cursor, name || table.name, draft);
  readEnforcement(cursor, name || table.name, draft);
  const isPlain = keys.every(
    ({ column, direction, operatorClass }) =>
      column !== undefined && direction === 'asc' && operatorClass === undefined,
  );
  if (isPlain || clustered) {
    addKey({ name, kind: 'unique', words: clustered ? 'UNIQUE CLUSTERED ' : 'UNIQUE ', keys }, table, draft);
    if (comment !== undefined) lose(draft, 'Comments on unique keys are not kept', name);
  } else {
    table.indexes.push(indexOf({ schema: table.schema, table: table.name, name, unique: true, keys, comment }));
  }
}

interface ReadKeyRule {
  readonly name: string;
  readonly kind: 'primary-key' | 'unique';
  readonly words: string;
  readonly keys: readonly IndexKey[];
}

export function addKey({ name, kind, words, keys }: ReadKeyRule, table: TableDraft, { dialect }: ScriptDraft): void {
  const columns = keys.flatMap(({ column }) => column ?? []);
  const list = keys.map(
    ({ column = '', direction, operatorClass = '' }) =>
      `${dialect.quote(column)}${operatorClass}${direction === 'desc' ? ' DESC' : ''}`,
  );
  table.constraints.push({ name, kind, columns, definition: `${words}(${list.join(', ')})`, validated: true });
}

export function addForeignKey(
  cursor: Cursor,
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  table: TableDraft,
  draft: ScriptDraft,
): void {
  const references = readReference(cursor, draft);
  readEnforcement(cursor, name || table.name, draft);
  table.constraints.push({
    name,
    kind: 'foreign-key',
    columns: [...columns],
    references,
    definition: '',
    validated: true,
  });
}
