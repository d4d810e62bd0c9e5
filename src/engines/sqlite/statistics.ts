import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { type RelationStatistics, Statistics } from '#vocabulary/statistics.ts';
import { type SqliteSession, sqliteSession } from './connect/session.ts';
import { type AnalyzedIndex, readAnalyzed } from './inspect/analyzed.ts';
import { readSizes, type Sizes } from './inspect/sizes.ts';
import { measureTable } from './statistics/measure-table.ts';
import type { MeasuredTable } from './statistics/measured-table.ts';

/**
 * What ANALYZE left in sqlite_stat1, and what was measured on the private copy, which is ours: rows, shares of NULL,
 * distinct values and widths, of up to 200,000 rows a table, as long as the time lasts. The planner knows only the first.
 */
export async function statistics(session: Session, schema: DatabaseSchema, context: Context): Promise<Statistics> {
  context.progress({ message: 'Reading the statistics' });
  return session.inSnapshot((pinned) => read(sqliteSession(pinned), schema, context));
}

/** For all tables together. */
const MEASURING_MS = 30_000;
/** The contract counts in blocks of PostgreSQL. */
const BLOCK_BYTES = 8_192;

async function read(session: SqliteSession, schema: DatabaseSchema, context: Context): Promise<Statistics> {
  const analyzed = await readAnalyzed(session);
  const sizes = await readSizes(session);
  const deadline = performance.now() + MEASURING_MS;
  const relations: RelationStatistics[] = [];
  const unread: string[] = [...sizes.unread];
  const unmeasured: string[] = [];
  if (analyzed.length === 0) unread.push('ANALYZE never ran: the planner knows nothing of this data but its schema.');
  const tables = schema.tables.filter((table) => table.kind === 'table');
  for (const [at, table] of tables.entries()) {
    context.progress({ message: `Measuring ${table.name}`, share: at / tables.length });
    const measured = performance.now() < deadline ? await tryMeasure(session, table) : undefined;
    if (measured === undefined) unmeasured.push(table.name);
    const own = analyzed.filter((row) => row.table === table.name);
    const rows = own.length > 0 ? Math.max(...own.map((row) => row.rows)) : measured?.rows;
    relations.push({
      schema: table.schema,
      name: table.name,
      kind: 'table',
      ...(rows === undefined ? {} : { rows }),
      pages: blocks(sizes, table.name),
      columns: [...(measured?.columns ?? [])],
      // SQLite counts no changes: at least these many came or went.
      ...(measured === undefined || rows === undefined || own.length === 0
        ? {}
        : { modifiedRows: Math.abs(measured.rows - rows) }),
    });
    relations.push(...indexRelations(table, own, sizes));
  }
  if (unmeasured.length > 0)
    unread.push(`The values of these tables could not be measured in time: ${unmeasured.join(', ')}.`);
  return Statistics.parse({ origin: 'catalog', relations, unread });
}

/** Once for each copy: what the plan was estimated from, the search for indexes starts with. */
async function tryMeasure(session: SqliteSession, table: Table): Promise<MeasuredTable | undefined> {
  const measured = await session.measured();
  const measuring = measured.get(table.name) ?? measureTable(session, table);
  measured.set(table.name, measuring);
  try {
    return await measuring;
  } catch (error) {
    measured.delete(table.name);
    // One table is too large, too slow or damaged: the others can still be measured.
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

function indexRelations(table: Table, analyzed: readonly AnalyzedIndex[], sizes: Sizes): readonly RelationStatistics[] {
  return table.indexes
    .filter((index) => sizes.bytes.has(index.name))
    .map((index) => {
      const rows = analyzed.find((row) => row.index === index.name)?.rows;
      return {
        schema: table.schema,
        name: index.name,
        kind: 'index' as const,
        table: table.name,
        ...(rows === undefined ? {} : { rows }),
        pages: blocks(sizes, index.name),
        columns: [],
      };
    });
}

function blocks(sizes: Sizes, name: string): number {
  return Math.ceil((sizes.bytes.get(name) ?? 0) / BLOCK_BYTES);
}
