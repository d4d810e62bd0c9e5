import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { type Cursor, readList } from './cursor.ts';
import { lose, type ScriptDraft } from './drafts.ts';

/** The keys of an index, and what follows them. */
export function readKeys(cursor: Cursor): readonly IndexKey[] {
  const { inner } = cursor.parentheses('the keys of the index');
  return readList(inner, 'the keys of the index', readKey);
}

function readKey(cursor: Cursor): IndexKey {
  const first = cursor.peek() ?? cursor.next();
  const isCall = first.kind === 'word' && cursor.peek(1)?.text === '(' && !isPrefix(cursor);
  let key: { column: string } | { expression: string };
  let prefix: string | undefined;
  if (first.text === '(') {
    key = { expression: cursor.parentheses('the expression').sql };
  } else if (isCall) {
    cursor.next();
    cursor.parentheses('the expression');
    key = { expression: cursor.since(first) };
  } else {
    key = { column: cursor.name('a column') };
    // Of a text only the first letters are in the index: MySQL.
    if (cursor.sees('(')) prefix = `(${cursor.parentheses('the length').sql})`;
  }
  const collation = cursor.take('COLLATE') ? cursor.name('a collation') : undefined;
  const direction = cursor.takeOne('ASC', 'DESC') === 'DESC' ? 'desc' : 'asc';
  return {
    ...key,
    direction,
    ...(prefix === undefined ? {} : { operatorClass: prefix }),
    ...(collation === undefined ? {} : { collation }),
  };
}

function isPrefix(cursor: Cursor): boolean {
  return cursor.peek(2)?.kind === 'number' && cursor.peek(3)?.text === ')';
}

/** USING BTREE, COMMENT, VISIBLE, WITH (…), ON filegroup: how an index `of` this name is stored. */
export function readIndexOptions(cursor: Cursor, of: string, draft: ScriptDraft): { readonly comment?: string } {
  const isLost = (what: string, option: string) => lose(draft, what, of === '' ? option : `${of} (${option})`);
  const storage = 'How indexes are stored and read is not kept';
  let comment: string | undefined;
  for (;;) {
    if (cursor.take('USING')) {
      if (/^hash$/i.test(cursor.name('a method'))) isLost('USING HASH of keys is not kept', 'HASH');
    } else if (cursor.take('COMMENT')) comment = valueText(cursor);
    else if (cursor.takeOne('INVISIBLE', 'IGNORED') !== undefined)
      lose(draft, `That ${draft.dialect.name} does not use an index is not kept`, of);
    else if (cursor.takeOne('VISIBLE') !== undefined || cursor.take('NOT', 'IGNORED')) continue;
    else if (cursor.take('KEY_BLOCK_SIZE') || cursor.take('CLUSTERING')) {
      cursor.take('=');
      cursor.next();
    } else if (cursor.take('WITH', 'PARSER')) isLost(storage, `PARSER ${cursor.name('a parser')}`);
    else if (cursor.take('WITH')) {
      const { sql } = cursor.parentheses('the options');
      for (const [option] of sql.matchAll(toldOptions)) isLost(storage, option);
    } else if (cursor.sees('ON') && !cursor.sees('ON', 'DELETE') && !cursor.sees('ON', 'UPDATE')) {
      cursor.expect('ON');
      const place = cursor.name('a filegroup');
      if (cursor.sees('(')) {
        cursor.parentheses('the columns of the partitions');
        lose(draft, 'Partitions are not kept', of);
      } else if (place.toUpperCase() !== 'PRIMARY') lose(draft, 'Filegroups are not kept', of);
    } else break;
  }
  return comment === undefined ? {} : { comment };
}

/** Management Studio writes all of them; these are other than they are by themselves. */
const toldOptions =
  /\b(?:FILLFACTOR|DATA_COMPRESSION|XML_COMPRESSION|BUCKET_COUNT)\s*=\s*\w+|\b(?:IGNORE_DUP_KEY|PAD_INDEX|STATISTICS_NORECOMPUTE)\s*=\s*ON\b|\bALLOW_(?:ROW|PAGE)_LOCKS\s*=\s*OFF\b/gi;

/** An index from its parts; the method btree is everybody's. */
export function indexOf(parts: {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly method?: string | undefined;
  readonly unique: boolean;
  readonly keys: readonly IndexKey[];
  readonly include?: readonly string[];
  readonly predicate?: string | undefined;
  readonly comment?: string | undefined;
}): IndexDefinition {
  const { method = 'btree', include = [], predicate, comment, keys, ...rest } = parts;
  return {
    ...rest,
    method,
    keys: [...keys],
    include: [...include],
    valid: true,
    ...(predicate === undefined ? {} : { predicate }),
    ...(comment === undefined ? {} : { comment }),
  };
}

function valueText(cursor: Cursor): string {
  cursor.take('=');
  return cursor.text('the comment');
}
