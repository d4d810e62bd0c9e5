import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { type Cursor, readList } from './cursor.ts';

/** The keys of an index, and what follows them. */
export function readKeys(cursor: Cursor): readonly IndexKey[] {
  const { inner } = cursor.parentheses('the keys of the index');
  return readList(inner, 'the keys of the index', readKey);
}

function readKey(cursor: Cursor): IndexKey {
  const first = cursor.next();
  const isCall = first.kind === 'word' && cursor.sees('(') && !isPrefix(cursor);
  let key: { column: string } | { expression: string };
  let prefix: string | undefined;
  if (first.text === '(') {
    cursor.skip(-1);
    key = { expression: cursor.parentheses('the expression').sql };
  } else if (isCall) {
    cursor.parentheses('the expression');
    key = { expression: cursor.since(first) };
  } else {
    cursor.skip(-1);
    key = { column: cursor.name('a column') };
    // Of a text only the first letters are in the index: MySQL.
    if (cursor.sees('(')) prefix = `(${cursor.parentheses('the length').sql})`;
  }
  const collation = cursor.take('COLLATE') ? cursor.name('a collation') : undefined;
  const direction = cursor.takeOne('ASC', 'DESC') === 'DESC' ? 'desc' : 'asc';
  if (cursor.take('NULLS')) cursor.skip(1);
  return {
    ...key,
    direction,
    ...(prefix === undefined ? {} : { operatorClass: prefix }),
    ...(collation === undefined ? {} : { collation }),
  };
}

function isPrefix(cursor: Cursor): boolean {
  return cursor.peek(1)?.kind === 'number' && cursor.peek(2)?.text === ')';
}

/** USING BTREE, COMMENT, VISIBLE, WITH (…), ON filegroup: how it is stored. The method where it is told. */
export function readIndexOptions(cursor: Cursor): {
  readonly method?: string;
  readonly comment?: string;
  readonly isHidden: boolean;
} {
  let method: string | undefined;
  let comment: string | undefined;
  let isHidden = false;
  for (;;) {
    if (cursor.take('USING')) method = cursor.name('a method').toLowerCase();
    else if (cursor.take('COMMENT')) comment = valueText(cursor);
    else if (cursor.takeOne('INVISIBLE', 'IGNORED') !== undefined) isHidden = true;
    else if (cursor.takeOne('VISIBLE') !== undefined || cursor.take('NOT', 'IGNORED')) continue;
    else if (cursor.take('KEY_BLOCK_SIZE') || cursor.take('CLUSTERING')) skipValue(cursor);
    else if (cursor.take('WITH', 'PARSER')) cursor.name('a parser');
    else if (cursor.take('WITH')) cursor.parentheses('the options');
    else if (cursor.sees('ON') && !cursor.sees('ON', 'DELETE') && !cursor.sees('ON', 'UPDATE')) {
      cursor.skip(1);
      cursor.name('a filegroup');
      if (cursor.sees('(')) cursor.parentheses('the columns of the partitions');
    } else break;
  }
  return {
    ...(method === undefined ? {} : { method }),
    ...(comment === undefined ? {} : { comment }),
    isHidden,
  };
}

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

function skipValue(cursor: Cursor): void {
  cursor.take('=');
  cursor.skip(1);
}
