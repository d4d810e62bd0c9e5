import type { Context } from '#contracts/context.ts';
import type { Row, Session } from '#contracts/session.ts';
import { Usage } from '#vocabulary/usage.ts';
import { postgresSession, type ReadResult } from './connect/session.ts';
import { number, text } from './inspect/rows.ts';
import { indexUsageQuery, nodeQuery, standbyQuery, tableUsageQuery } from './usage/queries.ts';
import { isoMoment } from './workload/statement.ts';

/**
 * How often tables and indexes were read and written on this server, partitions each by itself, and since when it has
 * counted. Counters are open to every role.
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ALL-TABLES-VIEW
 */
export async function usage(session: Session, context: Context): Promise<Usage> {
  context.progress({ message: 'Reading how tables and indexes are used' });
  const postgres = postgresSession(session);
  const { major, role } = session.server;
  const [node = none, tables = none, indexes = none, replication = none] = await postgres.readTogether([
    nodeQuery,
    tableUsageQuery,
    indexUsageQuery(major),
    standbyQuery,
  ]);
  const [about = {}] = node.rows;
  const [seen = {}] = replication.rows;
  const since = isoMoment(about['reset']) ?? isoMoment(about['server_reset']);
  // Who may not see a sender's state cannot tell a standby from a backup.
  const mayTell = Number(seen['hidden'] ?? 0) === 0;
  return Usage.parse({
    nodes: [
      {
        node: nodeName(about),
        recovering: about['recovering'] === true,
        ...(since === undefined ? {} : { since }),
        until: isoMoment(about['now']) ?? context.clock().toISOString(),
        tables: tables.rows.map(tableOf),
        indexes: indexes.rows.map(indexOf),
      },
    ],
    ...(mayTell ? number('standbys', seen['standbys']) : {}),
    unread: [
      ...(about['counts'] === false
        ? [
            `The server ${nodeName(about)} does not count how tables and indexes are used: track_counts is off for the role ${role}.`,
          ]
        : []),
      ...(since === undefined ? [`The server ${nodeName(about)} does not tell since when it has counted.`] : []),
      ...(mayTell
        ? []
        : [
            `The role ${role} may not see which standbys stream from ${nodeName(about)}: an administrator can GRANT pg_monitor to it.`,
          ]),
      ...([tables, indexes] as const).flatMap(({ truncated }, at) =>
        truncated
          ? [`There are more ${at === 0 ? 'tables' : 'indexes'} than the limit of rows or bytes; some are missing.`]
          : [],
      ),
    ],
  });
}

const none: ReadResult = { rows: [], truncated: false };

/** The address that the server itself knows; a socket of its own machine has none. */
function nodeName(row: Row): string {
  const [address, port] = [row['address'], row['port']];
  return `${typeof address === 'string' ? (address.includes(':') ? `[${address}]` : address) : 'socket'}:${String(port ?? '')}`;
}

function tableOf(row: Row): object {
  return {
    schema: row['schema'],
    name: row['name'],
    sequentialScans: figure(row, 'seq_scan'),
    sequentialRows: figure(row, 'seq_tup_read'),
    indexScans: figure(row, 'idx_scan'),
    indexRows: figure(row, 'idx_tup_fetch'),
    inserted: figure(row, 'n_tup_ins'),
    updated: figure(row, 'n_tup_upd'),
    hotUpdated: figure(row, 'n_tup_hot_upd'),
    deleted: figure(row, 'n_tup_del'),
    ...number('heapRead', row['heap_read']),
    ...number('heapHit', row['heap_hit']),
    ...number('indexRead', row['idx_read']),
    ...number('indexHit', row['idx_hit']),
  };
}

function indexOf(row: Row): object {
  return {
    schema: row['schema'],
    table: row['table'],
    name: row['name'],
    scans: figure(row, 'idx_scan'),
    ...text('lastScan', isoMoment(row['last_scan'])),
    rowsRead: figure(row, 'idx_tup_read'),
    rowsFetched: figure(row, 'idx_tup_fetch'),
  };
}

/** A table without indexes has NULL for its scans of them. */
function figure(row: Row, name: string): number {
  return Number(row[name] ?? 0);
}
