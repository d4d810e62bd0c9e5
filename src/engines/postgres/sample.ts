import { typeFamily } from '#analysis/schema-review/type-family.ts';
import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import { quoteIdentifier, quoteQualified } from './quote.ts';

const wantedRows = 4_000;
const bytesOfTable = 4 * 1024 * 1024;
/** Above so many 8-kB pages a table is not read through: about so many of them are. */
const mostPages = 10_000;
const mostColumns = 60;
/** ANALYZE does not look at longer values either (WIDTH_THRESHOLD). */
const longBytes = 1024;
const tableMs = 5_000;
const totalMs = 60_000;

/**
 * Some rows of each table that somebody designed, through the guard and under its limits. Tables that may not be read, or not
 * in time, are left out; after a minute all the rest is.
 */
export async function sample(
  session: Session,
  schema: DatabaseSchema,
  context: Context,
): Promise<readonly TableSample[]> {
  const tables = schema.tables.filter(
    ({ kind, partitionOf, columns }) =>
      (kind === 'table' || kind === 'partitioned') && partitionOf === undefined && columns.length > 0,
  );
  const end = performance.now() + totalMs;
  const samples: TableSample[] = [];
  for (const [at, table] of tables.entries()) {
    if (performance.now() > end) break;
    context.progress({ message: `Reading rows of ${table.name}`, share: at / tables.length });
    const read = await readTable(session, table);
    if (read !== undefined) samples.push(read);
    if (context.signal.aborted) break;
  }
  return samples;
}

async function readTable(session: Session, table: Table): Promise<TableSample | undefined> {
  const columns = table.columns.filter(({ type }) => isComparable(type)).slice(0, mostColumns);
  if (columns.length === 0) return undefined;
  const names = columns.map(({ name }) => name);
  const source = sourceOf(table);
  const bounds = { rows: wantedRows, bytes: bytesOfTable, statementMs: tableMs };
  try {
    const { rows, truncated } = await session.ask({ text: queryOf(names, source.text), parameters: {} }, { bounds });
    const cut = new Set(rows.flatMap((row) => String(row.at(-1) ?? '').match(/\d+/g) ?? []).map(Number));
    return {
      schema: table.schema,
      table: table.name,
      columns: names,
      rows: rows.map((row) => row.slice(0, -1).map((value) => (value === null ? null : String(value)))),
      // Policies may hide rows from this login.
      whole: source.isWhole && truncated === undefined && !table.rowSecurity,
      cut: names.filter((_, at) => cut.has(at)),
    };
  } catch (error) {
    const isBearable =
      error instanceof ProblemError &&
      ['denied', 'timeout', 'unsupported', 'busy', 'invalid'].includes(error.problem.code);
    if (!isBearable) throw error;
    return undefined;
  }
}

/** Of these, equal values can be told and mean something. */
function isComparable(type: string): boolean {
  if (/\[\]$/.test(type)) return false;
  const isBlob = /^(?:bytea|tsvector|xml|json|jsonb|geometry|geography|vector|halfvec|point|polygon|path|box)\b/.test(
    type.replace(/^[\w"]+\./, ''),
  );
  return !isBlob && typeFamily(type) !== 'json';
}

/** Each value as text; NULL where it is too long, with the column's place in the last column. */
function queryOf(names: readonly string[], source: string): string {
  const columns = names.map(quoteIdentifier);
  const values = columns.map(
    (column) =>
      `CASE WHEN pg_catalog.pg_column_size(t.${column}) <= ${longBytes} THEN pg_catalog.format('%s', t.${column}) END`,
  );
  const marks = columns.map(
    (column, at) => `CASE WHEN pg_catalog.pg_column_size(t.${column}) > ${longBytes} THEN '${at} ' END`,
  );
  return `
SELECT ${values.map((value, at) => `${value} AS c${at}`).join(',\n  ')},
  pg_catalog.concat(${marks.join(', ')}) AS cut
FROM ${source}
LIMIT ${wantedRows + 1}`;
}

/**
 * Small tables whole, of great ones some pages, and of those some rows: rows that lie together are alike. The same each time.
 * https://www.postgresql.org/docs/18/sql-select.html#SQL-FROM
 */
function sourceOf(table: Table): { readonly text: string; readonly isWhole: boolean } {
  const name = quoteQualified(table.schema, table.name);
  // Without ONLY: a partitioned table has no rows of its own.
  const { rows } = table;
  if (rows === undefined || rows <= wantedRows) return { text: `${name} AS t`, isWhole: true };
  const pages = (table.bytes?.heap ?? 0) / 8_192;
  const share = wantedRows / rows;
  if (pages <= mostPages)
    return { text: `${name} AS t TABLESAMPLE BERNOULLI (${percent(share)}) REPEATABLE (1)`, isWhole: false };
  const ofPages = Math.min(1, Math.max(share, mostPages / pages));
  const step = Math.max(1, Math.round(ofPages / share));
  const thinned = step === 1 ? '' : `\nWHERE pg_catalog.hashtext(pg_catalog.format('%s', t.ctid)) % ${step} = 0`;
  return { text: `${name} AS t TABLESAMPLE SYSTEM (${percent(ofPages)}) REPEATABLE (1)${thinned}`, isWhole: false };
}

/** Never with an exponent. */
function percent(share: number): string {
  return Math.max(share * 100, 0.000_1).toFixed(4);
}
