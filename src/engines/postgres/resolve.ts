import { parseSync } from 'libpg-query';
import { characterOffsets } from '#engines/sql/parse/offsets.ts';
import type { Dialect } from '#engines/sql/resolve/dialect.ts';
import { statementKind } from '#engines/sql/resolve/statement-kind.ts';
import { resolveTree } from '#engines/sql/resolve.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { parseStatement } from './parse/statement.ts';

/**
 * A statement with every name looked up as PostgreSQL does.
 * Errors: invalid (does not parse: with a suggestion and a position; several statements; no query), not-found (a table
 * or column that a non-empty schema does not have).
 */
export async function resolve(text: string, schema: DatabaseSchema): Promise<ResolvedQuery> {
  const tree = parseStatement(text);
  return resolveTree({ text, tree, kind: statementKind(tree), at: characterOffsets(text) }, schema, dialect);
}

const dialect: Dialect = {
  // https://www.postgresql.org/docs/18/ddl-system-columns.html
  systemColumns: new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid']),
  isSystemTable: (name, schema) =>
    schema === undefined ? name.startsWith('pg_') : schema === 'information_schema' || schema.startsWith('pg_'),
  parseView: (definition) => parseSync(definition).stmts?.[0]?.stmt,
  operators: {},
  tableFunctions: {},
  widens: true,
  seesOutputNames: false,
  spell: (sql) => sql,
};
