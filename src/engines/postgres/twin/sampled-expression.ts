import { quoteQualified } from '#engines/postgres/quote.ts';
import type { TwinConnection, TwinRow } from './connection.ts';
import type { TargetExpression } from './sample-query.ts';

/** A key of an index of the twin that is an expression. */
export interface SampledExpression extends TargetExpression {
  /** Its name in the index. */
  readonly column: string;
  /** As the evaluator writes it. */
  readonly type: string;
  readonly typeOid: number;
  readonly hasFixedLength: boolean;
  /** What the planner asks for: whole values, the words of a tsvector, or what is inside of an array or a range. */
  readonly contents: 'values' | 'words' | 'elements';
}

/** With an empty search path every name comes qualified, which means the same on the target. */
export async function readSampledExpressions(
  logins: { readonly connection: TwinConnection; readonly evaluator: TwinConnection },
  index: number,
): Promise<readonly SampledExpression[]> {
  const rows = await logins.connection.query(`
    SET LOCAL search_path = '';
    SELECT a.attname AS column, n.nspname AS schema, t.relname AS table,
      pg_get_indexdef(i.indexrelid, a.attnum, false) AS expression, pg_get_expr(i.indpred, i.indrelid) AS predicate
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'm')
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum > 0
    WHERE i.indexrelid = ${index} AND i.indkey[a.attnum - 1] = 0
    ORDER BY a.attnum`);
  const expressions: SampledExpression[] = [];
  for (const row of rows) expressions.push(await withType(logins.evaluator, row));
  return expressions;
}

/** The index's own column may have another type: a GIN index on a tsvector holds texts. */
async function withType(evaluator: TwinConnection, row: TwinRow): Promise<SampledExpression> {
  const expression: TargetExpression = {
    schema: String(row['schema']),
    table: String(row['table']),
    expression: String(row['expression']),
    predicate: typeof row['predicate'] === 'string' ? row['predicate'] : undefined,
  };
  const [type] = await evaluator.query(`
    SELECT oid::int8, format_type(oid, NULL) AS type, typlen > 0 AS has_fixed_length,
      CASE WHEN oid = 'tsvector'::regtype THEN 'words'
        WHEN typcategory = 'A' OR typtype IN ('r', 'm') THEN 'elements' ELSE 'values' END AS contents
    FROM pg_type WHERE oid = pg_typeof((
      SELECT (${expression.expression}) FROM ONLY ${quoteQualified(expression.schema, expression.table)} LIMIT 0))`);
  return {
    ...expression,
    column: String(row['column']),
    type: String(type?.['type']),
    typeOid: Number(type?.['oid']),
    hasFixedLength: type?.['has_fixed_length'] === true,
    contents: contentsOf(type?.['contents']),
  };
}

function contentsOf(value: unknown): SampledExpression['contents'] {
  return value === 'words' || value === 'elements' ? value : 'values';
}
