import { findTable } from '#analysis/find-table.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { sqliteSession } from '#engines/sqlite/connect/session.ts';
import { quoteIdentifier } from '#engines/sqlite/quote.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { ColumnStatistics, Statistics } from '#vocabulary/statistics.ts';

const mostRows = 100_000;

/** Gives statistics in which expressions stand beside the columns, under their own text. */
export type WithExpressions = (query: ResolvedQuery) => Promise<Statistics>;

/**
 * What the query compares instead of a column (`lower(email)`), counted over the first 100,000 rows of the session's
 * private copy: no planner knows that before an index on the expression is analyzed. Each is counted once.
 */
export function withExpressions({ target, schema, statistics }: TwinRequest): WithExpressions {
  const known = new Map<string, Promise<ColumnStatistics | undefined>>();
  const count = async (table: string, expression: string): Promise<ColumnStatistics | undefined> => {
    if (target === undefined) return undefined;
    try {
      const [row] = await sqliteSession(target).read(
        `SELECT count(*) AS seen, count(value) AS filled, count(DISTINCT value) AS different, avg(octet_length(value)) AS width
           FROM (SELECT ${expression} AS value FROM ${quoteIdentifier(table)} LIMIT ${mostRows})`,
      );
      const of = (key: string) => Number(row?.[key] ?? 0);
      const seen = Math.max(1, of('seen'));
      return {
        column: expression,
        inherited: false,
        nullFraction: 1 - of('filled') / seen,
        averageWidth: Math.round(of('width')),
        distinct: of('different') > seen / 10 ? -of('different') / seen : of('different'),
      };
    } catch {
      // An expression that fails on some row can still be searched by; then nothing is known of it.
      return undefined;
    }
  };
  return async (query) => {
    const added: { readonly table: string; readonly column: ColumnStatistics }[] = [];
    for (const { relation, expression, columns } of query.predicates) {
      const name = query.relations[relation];
      const table = name?.kind === 'table' ? findTable(schema, name) : undefined;
      if (table === undefined || expression === undefined || columns.length === 0) continue;
      const key = `${table.name}\n${expression}`;
      const counted = known.get(key) ?? count(table.name, expression);
      known.set(key, counted);
      const column = await counted;
      if (column !== undefined) added.push({ table: table.name, column });
    }
    return {
      ...statistics,
      relations: statistics.relations.map((one) =>
        one.kind === 'table'
          ? {
              ...one,
              columns: [...one.columns, ...added.flatMap(({ table, column }) => (table === one.name ? [column] : []))],
            }
          : one,
      ),
    };
  };
}
