import { backendWritesQuery, checkpointsQuery, databaseQuery, walQuery } from '#engines/postgres/counters/queries.ts';
import type { ServerRound } from '#vocabulary/server-trial.ts';
import type { TwinConnection, TwinRow } from './connection.ts';

/** What the server has counted until now. */
export interface ServerTally extends Omit<ServerRound, 'seconds' | 'transactions' | 'walBytes'> {
  /** Bytes of WAL since the server was made. */
  readonly walPlace: number;
}

export async function tallyServer(admin: TwinConnection, major: number): Promise<ServerTally> {
  const row = async (query: string): Promise<TwinRow> => (await admin.query(query))[0] ?? {};
  const database = await row(databaseQuery(major));
  const checkpoints = await row(checkpointsQuery(major));
  const writes = major >= 17 ? (await row(backendWritesQuery(major)))['writes'] : checkpoints['backend_writes'];
  const wal = major >= 14 ? await row(walQuery) : undefined;
  const place = await row("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS bytes");
  return {
    walPlace: Number(place['bytes']),
    checkpointsRequested: Number(checkpoints['requested']),
    checkpointsTimed: Number(checkpoints['timed']),
    ...(wal === undefined
      ? {}
      : { fullPageImages: Number(wal['full_page_images']), walBuffersFull: Number(wal['buffers_full']) }),
    sessionWrites: Number(writes ?? 0),
    tempFiles: Number(database['temp_files']),
    tempBytes: Number(database['temp_bytes']),
    blocksHit: Number(database['blocks_hit']),
    blocksRead: Number(database['blocks_read']),
  };
}

export function roundBetween(
  { walPlace: from, ...before }: ServerTally,
  { walPlace: to, ...after }: ServerTally,
): Omit<ServerRound, 'seconds' | 'transactions'> {
  const { fullPageImages, walBuffersFull } = after;
  return {
    walBytes: to - from,
    checkpointsRequested: after.checkpointsRequested - before.checkpointsRequested,
    checkpointsTimed: after.checkpointsTimed - before.checkpointsTimed,
    ...(fullPageImages === undefined ? {} : { fullPageImages: fullPageImages - (before.fullPageImages ?? 0) }),
    ...(walBuffersFull === undefined ? {} : { walBuffersFull: walBuffersFull - (before.walBuffersFull ?? 0) }),
    sessionWrites: after.sessionWrites - before.sessionWrites,
    tempFiles: after.tempFiles - before.tempFiles,
    tempBytes: after.tempBytes - before.tempBytes,
    blocksHit: after.blocksHit - before.blocksHit,
    blocksRead: after.blocksRead - before.blocksRead,
  };
}
