import type { Table } from '#vocabulary/database-schema.ts';

/**
 * Functions that PostgreSQL marks STABLE or VOLATILE: an index on them, or a partial index with them in its predicate,
 * is refused. https://www.postgresql.org/docs/18/xfunc-volatility.html
 */
const changing =
  /\b(now|current_(date|time|timestamp|user|setting|schema)|session_user|localtime(stamp)?|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid|nextval|currval|to_char|to_date|to_timestamp|age|concat|concat_ws|format|timeofday|unaccent)\b/i;

/** These depend on the session's time zone where a column is `timestamp with time zone`. */
const zoned =
  /\b(date_trunc|date_part|extract|date|timezone|to_json|to_jsonb)\b|::\s*(date|time|timestamp|text|varchar)/i;

/** Whether the expression gives the same value for ever, so that an index may hold it. Unknown functions get the benefit of the doubt. */
export function isImmutable(expression: string, columns: readonly string[], table: Table): boolean {
  const code = expression.replace(/'(?:[^']|'')*'/g, "''");
  if (changing.test(code)) return false;
  // One argument: the configuration comes from a setting. With a configuration it is immutable.
  if (/\bto_tsvector\(\s*[^,()]+\)/i.test(code)) return false;
  const types = table.columns.filter(({ name }) => columns.includes(name)).map(({ type }) => type);
  const zonedColumn = types.some((type) => /^timestamp.*with time zone|^timestamptz/i.test(type));
  if (zonedColumn && zoned.test(code)) return false;
  // A text read as a date depends on DateStyle.
  return !(types.some((type) => /^(text|character)/i.test(type)) && /::\s*(date|time)/i.test(code));
}
