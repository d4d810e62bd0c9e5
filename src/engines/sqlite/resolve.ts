import { statementKind } from '#engines/sql/resolve/statement-kind.ts';
import { resolveTree } from '#engines/sql/resolve.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { parametersAt } from './parse/parameters.ts';
import { parseStatement } from './parse/statement.ts';
import { codeTokens } from './parse/tokens.ts';
import { sqliteDialect } from './resolve/dialect.ts';
import { foldSchema } from './resolve/fold-schema.ts';
import { unfoldQuery } from './resolve/unfold-query.ts';

/**
 * A statement with every name looked up as SQLite does: letters A to Z are the same small or large, rowid is the
 * integer primary key, conditions see the names that the select list gives. Names come back as the schema spells them.
 * Errors: invalid (SQLite's own words, with a position), not-found (a table or column that the schema does not have),
 * unsupported (SQLite reads it, this resolver does not).
 */
export async function resolve(text: string, schema: DatabaseSchema): Promise<ResolvedQuery> {
  const { tree, at } = await parseStatement(text);
  const folded = resolveTree({ text, tree, kind: statementKind(tree), at }, foldSchema(schema), sqliteDialect);
  return withParameters(unfoldQuery(folded, schema), text);
}

function withParameters(query: ResolvedQuery, text: string): ResolvedQuery {
  const written = new Map(
    [...parametersAt(codeTokens(text)).values()].map((one) => [
      one.number,
      one.written === '?' ? `?${one.number}` : one.written,
    ]),
  );
  return {
    ...query,
    parameters: query.parameters.map((one) => {
      const own = written.get(one.number);
      return own === undefined || own === `$${one.number}` ? one : { ...one, written: own };
    }),
  };
}
