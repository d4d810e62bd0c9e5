import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { type PostgresSession, postgresSession, type ReadResult } from './connect/session.ts';
import { number, text } from './inspect/rows.ts';
import { columnStatisticsByRelation, columnStatisticsQuery, relationKey } from './statistics/columns.ts';
import { extendedExpressionsQuery, extendedQuery, extendedStatistics } from './statistics/extended.ts';
import { hiddenQuery, relationQuery, relationSizeQuery } from './statistics/queries.ts';

/**
 * What the planner knows: sizes, row counts and the distribution of values, as the last ANALYZE left them, of every
 * relation of the schemas that were inspected. One query each, however many tables there are.
 */
export async function statistics(session: Session, schema: DatabaseSchema, context: Context): Promise<Statistics> {
  const postgres = postgresSession(session);
  context.progress({ message: 'Reading the statistics' });
  const { major, role } = session.server;
  const [relations = none, columns = none, hidden = none, extended = none, expressions = none] =
    await postgres.readTogether([
      relationQuery,
      columnStatisticsQuery(major),
      hiddenQuery,
      extendedQuery(major),
      extendedExpressionsQuery(major),
    ]);
  const sizes = await readPages(postgres);
  const byRelation = columnStatisticsByRelation(columns.rows);
  const wanted = new Set(schema.tables.map((table) => table.schema));
  const objects = extendedStatistics(
    extended.rows.filter((row) => wanted.has(String(row['table_schema']))),
    expressions.rows,
    { role, major },
  );
  const cut = { relations, columns, hidden, extended, expressions };
  return Statistics.parse({
    origin: 'catalog',
    relations: relations.rows
      .filter((row) => wanted.has(String(row['table_schema'])))
      .map((row) => ({
        schema: row['schema'],
        name: row['name'],
        kind: row['kind'],
        ...text('table', row['kind'] === 'table' ? null : row['table']),
        ...number('rows', row['rows']),
        pages: sizes.pages.get(String(row['id'])) ?? Number(row['recorded_pages']),
        ...number('recordedPages', row['recorded_pages']),
        ...number('allVisiblePages', row['all_visible']),
        columns: byRelation.get(relationKey(row['schema'], row['name'])) ?? [],
        ...number('modifiedRows', row['modified']),
        ...text('lastAnalyze', row['last_analyze']),
        ...text('lastVacuum', row['last_vacuum']),
      })),
    extended: objects,
    unread: [
      ...sizes.unread,
      ...hiddenSentences(hidden.rows, role),
      ...brief(
        objects.flatMap(({ schema, name, tableSchema, table, unread = '' }) =>
          unread === '' ? [] : `The extended statistics ${schema}.${name} on ${tableSchema}.${table}: ${unread}`,
        ),
        'extended statistics',
      ),
      ...Object.entries(cut)
        .filter(([, result]) => result.truncated)
        .map(([name]) => `The statistics of ${name} are longer than the limit of rows or bytes and were cut off.`),
    ],
  });
}

const none: ReadResult = { rows: [], truncated: false };

interface Pages {
  /** By oid. */
  readonly pages: ReadonlyMap<string, number>;
  readonly unread: readonly string[];
}

/** Apart from the rest: it waits for tables that are locked exclusively. */
async function readPages(session: PostgresSession): Promise<Pages> {
  try {
    const [{ rows } = none] = await session.readTogether([relationSizeQuery]);
    const read = rows.filter((row) => row['pages'] !== null);
    return { pages: new Map(read.map((row) => [String(row['id']), Number(row['pages'])])), unread: [] };
  } catch (error) {
    if (!(error instanceof ProblemError) || !['denied', 'timeout', 'busy', 'internal'].includes(error.problem.code))
      throw error;
    const why = `The real sizes of the files could not be read, those of the last VACUUM or ANALYZE stand for them: ${error.problem.message}`;
    return { pages: new Map(), unread: [why] };
  }
}

/** No more than people read. */
const sentences = 20;

/** One sentence a table. */
function hiddenSentences(rows: readonly Row[], role: string): readonly string[] {
  const spoken = rows.map((row) => {
    const columns = Array.isArray(row['columns']) ? row['columns'].join(', ') : '';
    const why = row['row_security'] === true ? 'row security hides them' : 'it has no SELECT privilege there';
    return `The role ${role} may not see the statistics of ${row['schema']}.${row['name']} (${columns}): ${why}.`;
  });
  return brief(spoken, 'tables');
}

function brief(spoken: readonly string[], things: string): readonly string[] {
  const more = spoken.length - sentences;
  return more > 0 ? [...spoken.slice(0, sentences), `The same holds for ${more} more ${things}.`] : spoken;
}
