import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import { Activity } from '#vocabulary/activity.ts';
import { type PostgresSession, postgresSession } from './connect/session.ts';
import { quoteIdentifier } from './quote.ts';

/** Between two looks: short statements are met by chance, and the server shall not feel it. */
const pauseMs = 250;
/** Rows of one look, and texts that are kept in all. */
const mostRows = 1_000;
const mostTexts = 5_000;

/** Sessions of this database that run a statement now; not our own, not the server's own workers. */
const runningQuery = `
  SELECT a.pid, a.query, a.usename AS user, a.application_name AS application, a.query_start AS start,
         a.wait_event_type AS waits, current_setting('track_activity_query_size') AS size,
         current_setting('track_activities') AS tracked, clock_timestamp() AS now
    FROM pg_stat_activity a
   WHERE a.datname = current_database() AND a.state = 'active' AND a.pid <> pg_backend_pid()
     AND a.backend_type = 'client backend' AND a.application_name <> 'dbwright'
   ORDER BY a.query_start
   LIMIT ${mostRows}`;

/** What hides behind `<insufficient privilege>`: state and text are then unknown, so such rows are counted apart. */
const hiddenQuery = `
  SELECT count(*) AS hidden, current_setting('track_activities') AS tracked,
         current_setting('track_activity_query_size') AS size
    FROM pg_stat_activity a
   WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.query = '<insufficient privilege>'`;

interface Seen {
  readonly text: string;
  readonly user: string;
  readonly application: string;
  looks: number;
  /** Executions by session and start. */
  executions: number;
  readonly waits: Map<string, number>;
  readonly cut: boolean;
}

/**
 * Looks at pg_stat_activity for so many seconds, four times a second: a statement that was running at a tenth of the
 * looks took a tenth of the time. What is shorter than the pause is met by chance, in proportion to its time.
 * Errors: unsupported, where the server does not track its activities (track_activities).
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW
 */
export async function activity(
  session: Session,
  { seconds }: { readonly seconds: number },
  context: Context,
): Promise<Activity> {
  const postgres = postgresSession(session);
  const since = context.clock();
  const { hidden, size } = await firstLook(postgres);
  const seen = new Map<string, Seen>();
  /** By process: the start of the statement that was seen last. */
  let running = new Map<string, string>();
  let looks = 0;
  let left = 0;
  const started = performance.now();
  for (let passed = 0; passed < seconds * 1000; passed = performance.now() - started) {
    context.signal.throwIfAborted();
    context.progress({
      message: `watching the running statements: ${Math.round(passed / 1000)} of ${seconds} s, ${seen.size} seen`,
      share: passed / (seconds * 1000),
    });
    const { rows } = await postgres.read(runningQuery, { path: 'catalog' });
    looks += 1;
    const now = new Map<string, string>();
    for (const row of rows) {
      const [pid, start] = [String(row['pid']), String(row['start'])];
      now.set(pid, start);
      const one = seenOf(seen, row, size);
      if (one === undefined) left += 1;
      else addLook(one, row, running.get(pid) !== start);
    }
    running = now;
    await wait(Math.min(pauseMs, Math.max(0, seconds * 1000 - (performance.now() - started))), undefined, {
      signal: context.signal,
    });
  }
  const { role } = session.server;
  return Activity.parse({
    since: since.toISOString(),
    until: context.clock().toISOString(),
    looks,
    seen: [...seen.values()]
      .toSorted((one, other) => other.looks - one.looks)
      .map(({ waits, user, application, ...one }) => ({
        ...one,
        ...(user === '' ? {} : { user }),
        ...(application === '' ? {} : { application }),
        waits: Object.fromEntries(waits),
      })),
    unread: [
      ...(hidden === 0
        ? []
        : [
            `The role ${role} may not see what ${hidden} sessions of other roles run. Let an administrator run: GRANT pg_read_all_stats TO ${quoteIdentifier(role)};`,
          ]),
      ...(left === 0 ? [] : [`More than ${mostTexts} different texts ran; ${left} looks at others were left out.`]),
    ],
  });
}

async function firstLook(session: PostgresSession): Promise<{ readonly hidden: number; readonly size: number }> {
  const { rows } = await session.read(hiddenQuery, { path: 'catalog' });
  const [row] = rows;
  if (row?.['tracked'] === 'off') {
    throw problem(
      'unsupported',
      'The server does not tell which statements run: track_activities is off.',
      'Let an administrator run: ALTER SYSTEM SET track_activities = on; SELECT pg_reload_conf();',
    );
  }
  return { hidden: Number(row?.['hidden'] ?? 0), size: bytesOf(String(row?.['size'] ?? '')) };
}

/** `1kB`, `64kB`, `1MB`, `100B`. */
function bytesOf(size: string): number {
  const [, number = '1024', unit = 'B'] = /^(\d+)\s*(B|kB|MB)?$/.exec(size) ?? [];
  return Number(number) * (unit === 'MB' ? 1024 * 1024 : unit === 'kB' ? 1024 : 1);
}

function seenOf(seen: Map<string, Seen>, row: Row, size: number): Seen | undefined {
  const [text, user, application] = [row['query'], row['user'], row['application']].map((one) => String(one ?? ''));
  if (text === undefined || text === '' || text === '<insufficient privilege>') return undefined;
  const key = JSON.stringify([text, user, application]);
  const known = seen.get(key);
  if (known !== undefined || seen.size >= mostTexts) return known;
  // One byte of it ends the text; a character of several bytes is not cut in two.
  const cut = Buffer.byteLength(text) >= size - 4;
  const made = {
    text,
    user: user ?? '',
    application: application ?? '',
    looks: 0,
    executions: 0,
    waits: new Map(),
    cut,
  };
  seen.set(key, made);
  return made;
}

function addLook(seen: Seen, row: Row, isNew: boolean): void {
  seen.looks += 1;
  if (isNew) seen.executions += 1;
  const waits = row['waits'];
  if (typeof waits === 'string') seen.waits.set(waits, (seen.waits.get(waits) ?? 0) + 1);
}
