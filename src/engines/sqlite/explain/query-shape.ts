import { type SqliteToken, sqliteTokens } from '#engines/sqlite/parse/tokens.ts';

/** What EXPLAIN QUERY PLAN leaves out of the outermost query. */
export interface QueryShape {
  /** As written, without ASC: `created_at DESC`. */
  readonly order: readonly string[];
  readonly group: readonly string[];
  readonly limit?: string;
  readonly offset?: string;
}

/** Reads ORDER BY, GROUP BY and LIMIT outside all parentheses. Of a compound, those of the whole. */
export function queryShape(text: string): QueryShape {
  const clauses = new Map<string, SqliteToken[]>();
  let current: SqliteToken[] | undefined;
  let depth = 0;
  for (const token of sqliteTokens(text)) {
    if (token.text === ')') depth--;
    const word = depth === 0 && token.kind === 'word' ? token.text.toLowerCase() : '';
    if (opening.has(word) || token.text === ';') {
      current = kept.has(word) ? [] : undefined;
      if (current) clauses.set(word, current);
    } else if (token.kind !== 'comment' && !(word === 'by' && current?.every(isSpace))) current?.push(token);
    if (token.text === '(') depth++;
  }
  const [first, second] = listOf(clauses.get('limit'));
  const offset = second === undefined ? listOf(clauses.get('offset'))[0] : first;
  const limit = second ?? first;
  return {
    order: listOf(clauses.get('order')).map((term) => term.replace(/ asc$/i, '')),
    group: listOf(clauses.get('group')),
    ...(limit === undefined ? {} : { limit }),
    ...(offset === undefined ? {} : { offset }),
  };
}

const kept = new Set(['order', 'group', 'limit', 'offset']);
const opening = new Set([
  'select',
  'from',
  'where',
  'having',
  'window',
  'union',
  'except',
  'intersect',
  'returning',
  'set',
  ...kept,
]);

function listOf(tokens: readonly SqliteToken[] | undefined): readonly string[] {
  const items: string[] = [''];
  let depth = 0;
  for (const { text, kind } of tokens ?? []) {
    if (text === '(') depth++;
    if (text === ')') depth--;
    if (text === ',' && depth === 0) items.push('');
    else items.push(`${items.pop() ?? ''}${kind === 'space' ? ' ' : text}`);
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function isSpace({ kind }: SqliteToken): boolean {
  return kind === 'space';
}
