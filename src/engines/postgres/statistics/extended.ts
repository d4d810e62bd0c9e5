import type { Row } from '#contracts/session.ts';
import { ofUser } from '#engines/postgres/inspect/conditions.ts';
import { optional, texts } from '#engines/postgres/inspect/rows.ts';
import { parseArray } from '#engines/postgres/parse/array.ts';
import type { ColumnStatistics, ExtendedStatistics } from '#vocabulary/statistics.ts';
import { columnOf } from './columns.ts';

/** First majors with statistics on expressions, and with one row for a table and one for it and its children. */
const expressionsSince = 14;
const inheritedSince = 15;

/**
 * Every object, and its data where pg_stats_ext shows them: since the minor versions of May 2024 to the table's owner only.
 * An owner who sees none has a table that was not analyzed yet.
 * https://www.postgresql.org/docs/18/catalog-pg-statistic-ext.html https://www.postgresql.org/docs/18/view-pg-stats-ext.html
 */
export function extendedQuery(major: number): string {
  return `
  SELECT s.nspname AS schema, x.stxname AS name, n.nspname AS table_schema, c.relname AS table, x.stxkind::text[] AS kinds,
         (SELECT json_object_agg(a.attnum, a.attname) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum = ANY (x.stxkeys)) AS attributes,
         (SELECT array_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum = ANY (x.stxkeys)) AS columns,
         ${major < expressionsSince ? 'NULL' : 'pg_get_statisticsobjdef_expressions(x.oid)'} AS expressions,
         ${major < inheritedSince ? "c.relkind = 'p'" : 'coalesce(v.inherited, false)'} AS inherited,
         CASE WHEN v.n_distinct IS NOT NULL THEN format('%s', v.n_distinct) END AS distinct, CASE WHEN v.dependencies IS NOT NULL THEN format('%s', v.dependencies) END AS dependencies,
         v.most_common_vals AS common, v.most_common_freqs AS frequencies, v.most_common_base_freqs AS base_frequencies,
         v.statistics_name IS NULL AND NOT (pg_has_role(c.relowner, 'USAGE') AND NOT row_security_active(c.oid)) AS hidden
    FROM pg_statistic_ext x
    JOIN pg_class c ON c.oid = x.stxrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_namespace s ON s.oid = x.stxnamespace
    LEFT JOIN pg_stats_ext v ON v.statistics_schemaname = s.nspname AND v.statistics_name = x.stxname
   WHERE ${ofUser('c', 'pg_class')}
   ORDER BY s.nspname, x.stxname, inherited`;
}

/** Of each expression, what pg_stats tells of a column. https://www.postgresql.org/docs/18/view-pg-stats-ext-exprs.html */
export function extendedExpressionsQuery(major: number): string {
  if (major < expressionsSince) return 'SELECT NULL AS schema WHERE false';
  return `
  SELECT statistics_schemaname AS schema, statistics_name AS name, expr AS column,
         ${major < inheritedSince ? 'false' : 'inherited'} AS inherited,
         null_frac AS null_fraction, avg_width AS width, n_distinct AS distinct,
         CASE WHEN most_common_vals IS NOT NULL THEN format('%s', most_common_vals) END AS common, most_common_freqs AS common_frequencies,
         CASE WHEN histogram_bounds IS NOT NULL THEN format('%s', histogram_bounds) END AS histogram, correlation, CASE WHEN most_common_elems IS NOT NULL THEN format('%s', most_common_elems) END AS elements,
         most_common_elem_freqs AS element_frequencies, elem_count_histogram AS element_counts
    FROM pg_stats_ext_exprs
   WHERE null_frac IS NOT NULL`;
}

/** One for each row of `objects`. `role`: who read them. */
export function extendedStatistics(
  objects: readonly Row[],
  expressions: readonly Row[],
  { role, major }: { readonly role: string; readonly major: number },
): readonly ExtendedStatistics[] {
  const key = (row: Row, inherited: unknown) => JSON.stringify([row['schema'], row['name'], inherited]);
  const byObject = new Map<string, ColumnStatistics[]>();
  for (const row of expressions) {
    const of = key(row, row['inherited']);
    byObject.set(of, [...(byObject.get(of) ?? []), columnOf(row)]);
  }
  return objects.map((row) => ({
    schema: String(row['schema']),
    name: String(row['name']),
    table: String(row['table']),
    tableSchema: String(row['table_schema']),
    inherited: row['inherited'] === true,
    columns: texts(row['columns']),
    expressions: texts(row['expressions']),
    kinds: texts(row['kinds']).flatMap((letter) => kinds[letter] ?? []),
    attributes: names(row['attributes']),
    expressionStatistics: byObject.get(key(row, major >= inheritedSince && row['inherited'] === true)) ?? [],
    ...data(row),
    ...(row['hidden'] === true ? { unread: hiddenSentence(role) } : {}),
  }));
}

const kinds: Readonly<Record<string, ExtendedStatistics['kinds'][number]>> = {
  d: 'ndistinct',
  f: 'dependencies',
  m: 'mcv',
  e: 'expressions',
};

function hiddenSentence(role: string): string {
  return `The role ${role} may not see their data, which PostgreSQL shows to the owner of the table only.`;
}

function names(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(Object(value)).map(([number, name]) => [number, String(name)]));
}

type Data = Pick<
  ExtendedStatistics,
  'distinct' | 'dependencies' | 'mostCommonValues' | 'mostCommonFrequencies' | 'mostCommonBaseFrequencies'
>;

function data(row: Row): Data {
  const combinations = Array.isArray(row['common']) ? row['common'].map(combination) : [];
  const common = combinations.flatMap((one) => (one === undefined ? [] : [one]));
  const isWhole = combinations.length > 0 && common.length === combinations.length;
  return {
    ...optional('distinct', textOf(row['distinct'])),
    ...optional('dependencies', textOf(row['dependencies'])),
    ...(isWhole
      ? {
          mostCommonValues: common,
          mostCommonFrequencies: numbers(row['frequencies']),
          mostCommonBaseFrequencies: numbers(row['base_frequencies']),
        }
      : {}),
  };
}

/** The inner array of `{{a,b},{c,NULL}}`, which is still a text. */
function combination(value: unknown): (string | null)[] | undefined {
  const elements = parseArray(String(value));
  return elements && [...elements];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}
