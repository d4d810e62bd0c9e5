import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { type SqliteToken, sqliteTokens, unquoted } from './parse/tokens.ts';

/** Comments of a table and of its columns, by name. */
interface TableComments {
  readonly comment?: string;
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * SQLite has no comments but keeps the text of CREATE TABLE: `-- …` before the first column is about the table, behind a
 * column on its line about the column.
 */
export function commentsIn(statements: readonly string[]): ReadonlyMap<string, TableComments> {
  return new Map(
    statements.flatMap((sql) => {
      if (!/^\s*create\s+table\b/i.test(sql) || !sql.includes('--')) return [];
      const tokens = sqliteTokens(sql);
      const open = tokens.findIndex(({ text }) => text === '(');
      const name = tokens
        .slice(0, open)
        .findLast(({ kind }) => kind === 'word' || kind === 'name' || kind === 'string');
      return name === undefined ? [] : [[unquoted(name).toLowerCase(), tableComments(tokens.slice(open + 1))] as const];
    }),
  );
}

function tableComments(tokens: readonly SqliteToken[]): TableComments {
  const about: string[] = [];
  const columns = new Map<string, string>();
  let entry: SqliteToken | undefined;
  let isNew = true;
  let isSameLine = true;
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'space') {
      if (token.text.includes('\n')) isSameLine = false;
    } else if (token.kind === 'comment') {
      const text = token.text.startsWith('--') ? token.text.slice(2).trim() : '';
      if (text !== '' && entry === undefined) about.push(text);
      else if (text !== '' && entry !== undefined && isSameLine) columns.set(unquoted(entry).toLowerCase(), text);
      isSameLine = false;
    } else {
      if (isNew && depth === 0) entry = token;
      isNew = depth === 0 && token.text === ',';
      isSameLine = true;
      depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
      if (depth < 0) break;
    }
  }
  return { ...(about.length === 0 ? {} : { comment: about.join(' ') }), columns };
}

export function withComments(schema: DatabaseSchema, comments: ReadonlyMap<string, TableComments>): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const own = comments.get(table.name.toLowerCase());
      if (own === undefined) return table;
      return {
        ...table,
        ...(own.comment === undefined ? {} : { comment: own.comment }),
        columns: table.columns.map((column) => {
          const comment = own.columns.get(column.name.toLowerCase());
          return comment === undefined ? column : { ...column, comment };
        }),
      };
    }),
  };
}
