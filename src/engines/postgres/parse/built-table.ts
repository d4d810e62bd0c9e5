import { loadModule, parseSync } from 'libpg-query';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';

// The parser is WebAssembly that loads once.
await loadModule();

/** The table, as SQL names it, on which a CREATE INDEX CONCURRENTLY builds; undefined for any other statement. */
export function builtTable(statement: string): string | undefined {
  const node = parseSync(statement).stmts?.[0]?.stmt as
    | {
        readonly IndexStmt?: {
          readonly concurrent?: boolean;
          readonly relation?: { readonly schemaname?: string; readonly relname?: string };
        };
      }
    | undefined;
  const { concurrent, relation } = node?.IndexStmt ?? {};
  if (concurrent !== true || relation?.relname === undefined) return undefined;
  return relation.schemaname === undefined
    ? quoteIdentifier(relation.relname)
    : quoteQualified(relation.schemaname, relation.relname);
}
