import type { Context } from '#contracts/context.ts';
import type { Trial } from '#contracts/instrument.ts';
import { problem } from '#contracts/problem-error.ts';
import { quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { TrialConnection } from './trial-connection.ts';

/** Builds the indexes in the open transaction, where the planner sees them at once. */
export async function buildIndexes(
  connection: TrialConnection,
  indexes: readonly IndexDefinition[],
  context: Context,
): Promise<Pick<Trial, 'bytes' | 'buildMs'>> {
  const bytes: Record<string, number> = {};
  const buildMs: Record<string, number> = {};
  for (const index of indexes) {
    context.signal.throwIfAborted();
    context.progress({ message: `building ${index.name} in the data twin` });
    const start = performance.now();
    await connection.ask(indexDdl(index, { concurrently: false }));
    buildMs[index.name] = Math.round(performance.now() - start);
    bytes[index.name] = await readSize(connection, index);
  }
  await analyzeExpressions(connection, indexes);
  return { bytes, buildMs };
}

/** Of a partitioned index, all its parts together. */
async function readSize(connection: TrialConnection, index: IndexDefinition): Promise<number> {
  const name = `${quoteLiteral(quoteQualified(index.schema, index.name))}::regclass`;
  const [row] = await connection.command(`
    WITH parts AS (SELECT ${name} AS oid UNION SELECT relid FROM pg_partition_tree(${name}))
    SELECT sum(pg_relation_size(parts.oid))::int8 AS bytes, bool_or(i.indcheckxmin) AS waits
    FROM parts JOIN pg_index i ON i.indexrelid = parts.oid`);
  // https://github.com/postgres/postgres/blob/master/src/backend/access/heap/README.HOT
  if (row?.['waits'] === true) {
    throw problem(
      'busy',
      `Rows of ${index.schema}.${index.table} were changed a moment ago and older transactions still see them as they were: PostgreSQL uses a fresh index only when those have ended.`,
      'Try again when nobody writes to the copy and no old transaction is open there.',
    );
  }
  return Number(row?.['bytes'] ?? 0);
}

/** The planner knows nothing of an expression before the index on it is analyzed. */
async function analyzeExpressions(connection: TrialConnection, indexes: readonly IndexDefinition[]): Promise<void> {
  const tables = indexes
    .filter(({ keys }) => keys.some((key) => key.expression !== undefined))
    .map(({ schema, table }) => quoteQualified(schema, table));
  for (const table of new Set(tables)) await connection.command(`ANALYZE ${table}`);
}
