import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { sqlState } from './connect/errors.ts';
import { type PostgresSession, postgresSession } from './connect/session.ts';
import { collationOf, collationQuery } from './inspect/collation.ts';
import { indexesByTable, indexQuery } from './inspect/indexes.ts';
import { objectQueries, objectsOf } from './inspect/objects.ts';
import { readSizes } from './inspect/sizes.ts';
import { columnQuery, constraintQuery, tableQuery, tablesOf } from './inspect/tables.ts';
import { viewQuery, viewsOf } from './inspect/views.ts';

/**
 * All user schemas of the database: what the catalogs hold of tables, indexes, constraints, views and everything that
 * belongs to them, in one snapshot. Catalogs are open to every role; what could not be read stands in `unread`.
 * What belongs to an extension is left out, the extension itself is not.
 */
export async function inspect(session: Session, context: Context): Promise<DatabaseSchema> {
  const postgres = postgresSession(session);
  context.progress({ message: 'Reading the schema' });
  const searchPath = await readSearchPath(postgres);
  const catalogs = await readCatalogs(postgres);
  const sizes = await readSizes(postgres);
  const rows = (name: keyof typeof queries) => catalogs.rows[name];
  const objects = objectsOf({
    types: rows('types'),
    routines: rows('routines'),
    attached: rows('attached'),
    others: rows('others'),
  });
  return DatabaseSchema.parse({
    engine: 'postgres',
    database: session.server.database,
    searchPath,
    collation: collationOf(rows('collation')),
    tables: tablesOf({
      tables: rows('tables'),
      columns: rows('columns'),
      constraints: rows('constraints'),
      indexes: indexesByTable(rows('indexes'), sizes.indexes),
      sizes: sizes.tables,
    }),
    views: viewsOf(rows('views')),
    objects: objects.objects,
    unread: [...catalogs.unread, ...sizes.unread, ...objects.unread],
  });
}

const queries = {
  tables: tableQuery,
  columns: columnQuery,
  constraints: constraintQuery,
  indexes: indexQuery,
  views: viewQuery,
  collation: collationQuery,
  ...objectQueries,
} as const;

/** As the role has it, before `readTogether` empties it for itself. */
async function readSearchPath(session: PostgresSession): Promise<readonly string[]> {
  const { rows } = await session.read('SELECT pg_catalog.current_schemas(false) AS path');
  const path = rows[0]?.['path'];
  return Array.isArray(path) ? path.map(String) : [];
}

interface Catalogs {
  readonly rows: Readonly<Record<keyof typeof queries, readonly Row[]>>;
  readonly unread: readonly string[];
}

async function readCatalogs(session: PostgresSession): Promise<Catalogs> {
  const names = Object.keys(queries) as (keyof typeof queries)[];
  const results = await onceMore(() => session.readTogether(names.map((name) => queries[name])));
  const entries = names.map((name, at) => [name, results[at]?.rows ?? []] as const);
  const cut = names.filter((_, at) => results[at]?.truncated);
  return {
    rows: Object.fromEntries(entries) as Catalogs['rows'],
    unread: cut.map((name) => `The list of ${name} is longer than the limit of rows or bytes and was cut off.`),
  };
}

/** The functions that print definitions do not follow the snapshot: an object dropped meanwhile makes them fail. */
async function onceMore<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const vanished = ['XX000', '42P01', '42704', '42883'].includes(sqlState(error) ?? '');
    if (!(error instanceof ProblemError) || !vanished) throw error;
    return read();
  }
}
