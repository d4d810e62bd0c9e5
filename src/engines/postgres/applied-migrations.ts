import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import { AppliedMigrations } from '#vocabulary/applied-migrations.ts';
import type { HistoryRow } from './applied-migrations/history-row.ts';
import { type HistoryTable, historyTables } from './applied-migrations/history-tables.ts';
import { postgresSession } from './connect/session.ts';
import { texts } from './inspect/rows.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts';

/** A table of the database that has the name of a history. */
interface Found {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

const mostRows = 20_000;

/**
 * Which migrations the database already has, by the history tables of the tools that may have run them: one for each
 * table that is there. The tables are somebody's own, so they are read through the guard; one that may not be read is
 * told with the reason.
 */
export async function appliedMigrations(session: Session, context: Context): Promise<readonly AppliedMigrations[]> {
  context.progress({ message: 'Reading which migrations have run' });
  const [answer] = await postgresSession(session).readTogether([tablesQuery]);
  const found = (answer?.rows ?? []).map(
    (row): Found => ({ schema: String(row['schema']), name: String(row['name']), columns: texts(row['columns']) }),
  );
  const histories: AppliedMigrations[] = [];
  for (const table of found) {
    const history = historyTables.find((one) => fits(one, table, found));
    if (history !== undefined) histories.push(await readHistory(session, history, table));
  }
  return histories;
}

function fits(history: HistoryTable, table: Found, all: readonly Found[]): boolean {
  return (
    history.table === table.name &&
    (history.schema === undefined || history.schema === table.schema) &&
    history.columns.every((column) => table.columns.includes(column)) &&
    (history.beside === undefined || all.some(({ schema, name }) => schema === table.schema && name === history.beside))
  );
}

async function readHistory(session: Session, history: HistoryTable, table: Found): Promise<AppliedMigrations> {
  const columns = [...history.columns, ...(history.more ?? []).filter((one) => table.columns.includes(one))];
  const about = { tool: history.tool, table: `${table.schema}.${table.name}`, latestOnly: history.latestOnly === true };
  const name = quoteQualified(table.schema, table.name);
  const text = `SELECT ${columns.map((one) => `t.${quoteIdentifier(one)}`).join(', ')}
FROM ${name} AS t
ORDER BY t.${quoteIdentifier(history.order)}
LIMIT ${mostRows}`;
  try {
    const { rows, truncated } = await session.ask({ text, parameters: {} });
    const read = rows.map(
      (row): HistoryRow => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])),
    );
    const isCut = truncated !== undefined || rows.length >= mostRows;
    return AppliedMigrations.parse({
      ...about,
      migrations: history.read(read),
      unread: isCut ? [`${about.table} is longer than the limit: its newest rows are missing.`] : [],
    });
  } catch (error) {
    if (!(error instanceof ProblemError) || !bearable.has(error.problem.code)) throw error;
    const next = `GRANT SELECT ON ${name} TO ${quoteIdentifier(session.server.role)}`;
    const why = error.problem.code === 'denied' ? `${error.message} ${next} lets it be read.` : error.message;
    return { ...about, migrations: [], unread: [`${about.table} was not read: ${why}`] };
  }
}

const bearable: ReadonlySet<string> = new Set(['denied', 'timeout', 'unsupported', 'busy', 'invalid']);

const tableNames = new Set(
  historyTables.flatMap(({ table, beside }) => (beside === undefined ? [table] : [table, beside])),
);

/** Views are left out: a tool makes tables. */
const tablesQuery = `
  SELECT n.nspname AS schema, c.relname AS name,
         (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND left(n.nspname, 3) <> 'pg_'
     AND c.relname IN (${[...tableNames].map(quoteLiteral).join(', ')})
   ORDER BY n.nspname, c.relname`;
