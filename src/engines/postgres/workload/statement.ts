import type { Row } from '#contracts/session.ts';
import { number, text } from '#engines/postgres/inspect/rows.ts';

/** A row of pg_stat_statements as a statement of the workload; figures that its version does not have are left out. */
export function statementOf(row: Row, written: string): object {
  const figure = (name: string) => Number(row[name] ?? 0);
  const has = (name: string) => row[name] !== null && row[name] !== undefined;
  return {
    id: String(row['query_id']),
    text: written,
    ...text('user', row['user']),
    toplevel: row['toplevel'] !== false,
    calls: figure('calls'),
    rows: figure('rows'),
    milliseconds: {
      total: figure('total_ms'),
      mean: figure('mean_ms'),
      ...number('min', row['min_ms']),
      ...number('max', row['max_ms']),
      ...number('deviation', row['deviation_ms']),
    },
    ...(figure('plans') > 0 ? { planning: { plans: figure('plans'), totalMs: figure('plan_ms') } } : {}),
    blocks: {
      sharedHit: figure('shared_hit'),
      sharedRead: figure('shared_read'),
      sharedDirtied: figure('shared_dirtied'),
      sharedWritten: figure('shared_written'),
      tempRead: figure('temp_read'),
      tempWritten: figure('temp_written'),
    },
    ...(figure('read_ms') + figure('write_ms') > 0
      ? { io: { readMs: figure('read_ms'), writeMs: figure('write_ms') } }
      : {}),
    ...(has('wal_bytes')
      ? {
          wal: {
            records: figure('wal_records'),
            fullPageImages: figure('wal_fpi'),
            bytes: figure('wal_bytes'),
          },
        }
      : {}),
    ...text('since', isoMoment(row['since'])),
  };
}

/** A timestamp with its offset, as the server prints it with DateStyle ISO, in UTC. */
export function isoMoment(value: unknown): string | undefined {
  const moment =
    typeof value === 'string' ? new Date(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) : undefined;
  return moment === undefined || Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
