import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import { Counters } from '#vocabulary/counters.ts';
import { type PostgresSession, postgresSession } from './connect/session.ts';
import {
  backendWritesQuery,
  checkpointsQuery,
  clusterSizeQuery,
  connectionsQuery,
  databaseQuery,
  walQuery,
} from './counters/queries.ts';
import { number, optional, text } from './inspect/rows.ts';
import { quoteIdentifier } from './quote.ts';
import { isoMoment } from './workload/statement.ts';

/**
 * What the server counted of itself. Each view is asked on its own: what one of them does not tell, or not to this
 * role, is named in `unread`, and the others are told all the same.
 * https://www.postgresql.org/docs/18/monitoring-stats.html
 */
export async function counters(session: Session, context: Context): Promise<Counters> {
  context.progress({ message: 'Reading the counters of the server' });
  const postgres = postgresSession(session);
  const { major, role } = session.server;
  const unread: string[] = [];
  const first = async (what: string, query: string): Promise<Row | undefined> => {
    try {
      const { rows } = await postgres.read(query, { path: 'catalog' });
      return rows[0];
    } catch (error) {
      if (context.signal.aborted || !(error instanceof ProblemError) || error.problem.code === 'unreachable')
        throw error;
      unread.push(`${what} could not be read: ${error.message}`);
      return undefined;
    }
  };

  const database = (await databaseRow(postgres)) ?? {};
  const checkpoints = await first('The counters of checkpoints', checkpointsQuery(major));
  const writes = major >= 17 ? await first('The writes of sessions', backendWritesQuery(major)) : undefined;
  const wal = major >= 14 ? await first('The counters of the WAL', walQuery) : undefined;
  const connections = await first('The sessions', connectionsQuery);
  const cluster = await first('The size of all databases', clusterSizeQuery);

  if (major < 14) unread.push(`PostgreSQL ${major} does not count its WAL: 14 and later do.`);
  if (connections !== undefined && connections['tells'] !== true) {
    unread.push(`The role ${role} may not see what the sessions of other roles do. ${seeAll(role)}`);
  }
  if (cluster !== undefined && Number(cluster['hidden']) > 0) {
    const hidden = Number(cluster['hidden']);
    unread.push(
      `The role ${role} may not see the size of ${hidden === 1 ? 'one database' : `${hidden} databases`}. ${seeAll(role)}`,
    );
  }
  return Counters.parse({
    ...text('since', isoMoment(database['since'])),
    until: isoMoment(database['until']) ?? context.clock().toISOString(),
    database: figures(database, databaseFigures),
    ...optional(
      'checkpoints',
      checkpoints && {
        ...text('since', isoMoment(checkpoints['since'])),
        ...figures(checkpoints, { timed: 'timed', requested: 'requested', buffersWritten: 'buffers_written' }),
        ...number('backendWrites', blocksOf(writes) ?? checkpoints['backend_writes']),
        ...number('cleanerWrites', checkpoints['cleaner_writes']),
        ...number('cleanerStops', checkpoints['cleaner_stops']),
      },
    ),
    ...optional(
      'wal',
      wal && {
        ...text('since', isoMoment(wal['since'])),
        ...figures(wal, {
          bytes: 'bytes',
          records: 'records',
          fullPageImages: 'full_page_images',
          buffersFull: 'buffers_full',
        }),
      },
    ),
    ...optional(
      'connections',
      connections && {
        ...figures(connections, { now: 'now' }),
        ...(connections['tells'] === true
          ? figures(connections, { active: 'active', idleInTransaction: 'idle_in_transaction' })
          : {}),
      },
    ),
    ...(cluster === undefined || Number(cluster['hidden']) > 0 ? {} : number('clusterBytes', cluster['bytes'])),
    unread,
  });
}

const databaseFigures = {
  bytes: 'bytes',
  backends: 'backends',
  commits: 'commits',
  rollbacks: 'rollbacks',
  blocksRead: 'blocks_read',
  blocksHit: 'blocks_hit',
  tempFiles: 'temp_files',
  tempBytes: 'temp_bytes',
  deadlocks: 'deadlocks',
  sessions: 'sessions',
} as const;

/** Without it there is nothing to tell: its Problem is the caller's. */
async function databaseRow(session: PostgresSession): Promise<Row | undefined> {
  const { rows } = await session.read(databaseQuery(session.server.major), { path: 'catalog' });
  return rows[0];
}

/** The row's numbers by the names of the vocabulary; a column that is not there is left out. */
function figures(row: Row, names: Readonly<Record<string, string>>): Readonly<Record<string, number>> {
  return Object.assign({}, ...Object.entries(names).map(([name, column]) => number(name, row[column])));
}

function seeAll(role: string): string {
  return `Let an administrator run: GRANT pg_read_all_stats TO ${quoteIdentifier(role)};`;
}

function blocksOf(row: Row | undefined): number | undefined {
  const blocks = Number(row?.['bytes'] ?? Number.NaN) / Number(row?.['block'] ?? Number.NaN);
  return Number.isFinite(blocks) ? blocks : undefined;
}
