import type { Context } from '#contracts/context.ts';
import type { Session } from '#contracts/session.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import { type SqliteSession, sqliteSession } from './connect/session.ts';
import { quoteIdentifier, quoteQualified } from './quote.ts';

const wantedRows = 4_000;
const longBytes = 1024;
const mostColumns = 60;
const totalMs = 30_000;

/** Some rows of each table, from the private copy. After half a minute the rest is left out. */
export async function sample(
  session: Session,
  schema: DatabaseSchema,
  context: Context,
): Promise<readonly TableSample[]> {
  return session.inSnapshot(async (pinned) => {
    const sqlite = sqliteSession(pinned);
    const tables = schema.tables.filter(({ kind }) => kind === 'table');
    const end = performance.now() + totalMs;
    const samples: TableSample[] = [];
    for (const [at, table] of tables.entries()) {
      if (performance.now() > end || context.signal.aborted) break;
      context.progress({ message: `Reading rows of ${table.name}`, share: at / tables.length });
      samples.push(await readTable(sqlite, table));
    }
    return samples;
  });
}

async function readTable(session: SqliteSession, table: Table): Promise<TableSample> {
  const names = table.columns.map(({ name }) => name).slice(0, mostColumns);
  const step = Math.max(1, Math.floor((table.rows ?? 0) / wantedRows));
  const values = names.map((name, at) => `${textOf(quoteIdentifier(name))} AS c${at}`);
  // One row in so many, by lot: rows that lie together are alike.
  const thinned = step === 1 ? '' : ` WHERE abs(random()) % ${step} = 0`;
  const rows = await session.read(
    `SELECT ${values.join(', ')} FROM ${quoteQualified(table.schema, table.name)}${thinned} LIMIT ${wantedRows + 1}`,
  );
  const kept = rows.slice(0, wantedRows);
  const isCut = (at: number) => kept.some((row) => row[`c${at}`] === cutMark);
  return {
    schema: table.schema,
    table: table.name,
    columns: names,
    rows: kept.map((row) => names.map((_, at) => readValue(row[`c${at}`]))),
    whole: step === 1 && rows.length <= wantedRows,
    cut: names.filter((_, at) => isCut(at)),
  };
}

const cutMark = '\u0001cut';

/** Long texts and blobs are not looked at. */
function textOf(column: string): string {
  return `CASE WHEN ${column} IS NULL THEN NULL WHEN typeof(${column}) = 'blob' OR length(${column}) > ${longBytes} THEN char(1) || 'cut' ELSE CAST(${column} AS TEXT) END`;
}

function readValue(value: unknown): string | null {
  return value === null || value === undefined || value === cutMark ? null : String(value);
}
