import { quoteQualified } from '#engines/postgres/quote.ts';

/** An expression of an index on the target. */
export interface TargetExpression {
  readonly schema: string;
  readonly table: string;
  /** SQL with every name qualified, of columns the name alone. */
  readonly expression: string;
  /** Of the index, where it is partial. */
  readonly predicate: string | undefined;
}

/** Rows that a sample is to have, and that it has at most; the number of rows that a share gives varies. */
const wantedRows = 10_000;
export const mostRows = 15_000;
/** Tables of more 8-kB pages are not read through: about so many of their pages are. */
const mostPages = 10_000;
/** ANALYZE does not look at longer values either (WIDTH_THRESHOLD). */
const wideBytes = 1024;

export interface SampleSource {
  /** A query with the one column `sampled`. */
  readonly text: string;
  /** It is all rows. */
  readonly isWhole: boolean;
}

/**
 * Small tables are read through, of great ones some pages, and of those some rows, as ANALYZE does it: rows that lie
 * together are alike. The same rows each time, so that an answer can be had again.
 * https://www.postgresql.org/docs/18/sql-select.html#SQL-FROM
 */
export function sampleSource(
  { schema, table, expression, predicate }: TargetExpression,
  size: { readonly pages: number; readonly rows: number },
): SampleSource {
  const share = Math.min(1, wantedRows / Math.max(1, size.rows));
  const ofPages = Math.min(1, Math.max(share, mostPages / Math.max(1, size.pages)));
  const isWhole = share === 1 && ofPages === 1;
  const method = ofPages < 1 ? `SYSTEM (${percent(ofPages)})` : `BERNOULLI (${percent(share)})`;
  // Of the pages read, one row in so many, told from its place so that nothing has to be drawn by lot.
  const step = ofPages < 1 ? Math.max(1, Math.round(ofPages / share)) : 1;
  const conditions = [
    ...(predicate === undefined ? [] : [`(${predicate})`]),
    ...(step === 1 ? [] : [`pg_catalog.hashtext(ctid::pg_catalog.text) % ${step} = 0`]),
  ];
  const where = conditions.length === 0 ? '' : `\n  WHERE ${conditions.join(' AND ')}`;
  const sampling = isWhole ? '' : ` TABLESAMPLE ${method} REPEATABLE (1)`;
  return {
    isWhole,
    text: `
  SELECT (${expression}) AS sampled
  FROM ONLY ${quoteQualified(schema, table)}${sampling}${where}
  LIMIT ${mostRows}`,
  };
}

/** A row for each row of the sample: the value as text (NULL where it is too long), and its bytes (NULL where it is NULL). */
export function valuesQuery({ text }: SampleSource): string {
  return `
SELECT CASE WHEN pg_catalog.pg_column_size(sampled) <= ${wideBytes} THEN pg_catalog.format('%s', sampled) END AS value,
  pg_catalog.pg_column_size(sampled) AS bytes
FROM (${text}
) AS sample`;
}

/** Rows, NULLs and mean bytes of a sample whose values are not looked at one by one. */
export function sizesQuery({ text }: SampleSource): string {
  return `
SELECT pg_catalog.count(*) AS rows, pg_catalog.count(*) - pg_catalog.count(sampled) AS nulls,
  pg_catalog.avg(pg_catalog.pg_column_size(sampled))::pg_catalog.float8 AS bytes
FROM (${text}
) AS sample`;
}

/** The words of a sample of tsvectors with the number of documents that have them, the most frequent first, and that of all. */
export function wordsQuery({ text }: SampleSource, most: number): string {
  return `
SELECT word, pg_catalog.count(*) AS documents, (pg_catalog.sum(pg_catalog.count(*)) OVER ())::pg_catalog.float8 AS words
FROM (${text}
) AS sample, pg_catalog.unnest(pg_catalog.tsvector_to_array(sampled)) AS word
GROUP BY word ORDER BY documents DESC, word LIMIT ${most}`;
}

function percent(share: number): string {
  return (share * 100).toPrecision(6).replace(/e.*/, '');
}
