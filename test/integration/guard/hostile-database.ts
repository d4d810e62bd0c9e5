import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { atomicFunctionSql, functionSql } from './hostile/functions.ts';
import { markSql } from './hostile/mark.ts';
import { expressionStatisticsSql, relationSql, shadowSql, virtualColumnSql } from './hostile/relations.ts';
import { typeSql } from './hostile/types.ts';

/** What the server must be started with. */
export const hostileServerSettings = {
  shared_preload_libraries: 'pg_stat_statements',
  wal_level: 'logical',
  max_replication_slots: '5',
  max_wal_senders: '3',
  max_prepared_transactions: '5',
  max_connections: '40',
  log_min_messages: 'log',
} as const;

/** The folder that file attacks aim at; the server may write there. */
export function watchFolder(server: EmbeddedServer): string {
  return join(server.directory, 'watch');
}

/** Fills a fresh server, of 13 or newer, with traps of every kind. */
export async function prepareHostileDatabase(server: EmbeddedServer): Promise<void> {
  const watch = watchFolder(server);
  mkdirSync(watch);
  chmodSync(watch, 0o777);
  writeFileSync(join(watch, 'canary'), 'canary-of-the-file\n', { mode: 0o644 });
  const host = decodeURIComponent(/@([^:/]+):/.exec(server.url)?.[1] ?? '');
  const self = `host=${host} port=5432 dbname=postgres user=postgres`;
  const client = new pg.Client(server.url);
  await client.connect();
  try {
    const parts = [
      ...markSql(self),
      // Bodies in quotes are checked when they are called: what some of them name comes later.
      'SET check_function_bodies = off',
      ...functionSql,
      ...(server.major >= 14 ? atomicFunctionSql : []),
      ...typeSql,
      ...relationSql(host, watch),
      ...(server.major >= 14 ? expressionStatisticsSql : []),
      ...(server.major >= 18 ? virtualColumnSql : []),
      ...shadowSql,
      'TRUNCATE evil.marks',
      "SELECT pg_create_logical_replication_slot('stream', 'test_decoding')",
      'CHECKPOINT',
    ];
    for (const part of parts) await client.query(part);
  } finally {
    await client.end();
  }
}
