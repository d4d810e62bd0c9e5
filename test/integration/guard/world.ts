import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { type Bystanders, startBystanders } from './bystanders.ts';
import { watchFolder } from './hostile-database.ts';
import { connectQuietly, sleep } from './quiet-client.ts';
import { worldSql } from './world-sql.ts';

/** What the server is like at one moment: what must not change has a name and a text. */
export type WorldState = Readonly<Record<string, string>>;

/** The server as an administrator sees it from outside, past every guard. */
export interface World {
  readonly observe: () => Promise<WorldState>;
  /** Runs SQL as an administrator. */
  readonly run: (sql: string) => Promise<void>;
  /** Connections that are neither ours nor the server's own: process numbers of those under attack's control. */
  readonly attackers: () => Promise<readonly number[]>;
  /** Ends them, so that what one case left in a session is not charged to the next. */
  readonly endAttackers: () => Promise<void>;
  /** Brings bystanders back that were killed. */
  readonly revive: () => Promise<void>;
  /** What `@name@` in a statement stands for. */
  readonly tokens: () => Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function openWorld(server: EmbeddedServer): Promise<World> {
  const monitor = await connectQuietly(server.url, 'monitor');
  let bystanders: Bystanders = await startBystanders(server.url);
  const text = worldSql(server.major);
  // Names in the search path are traps.
  await monitor.query("SET search_path = pg_catalog; SET lock_timeout = '300ms'; SET statement_timeout = '20s'");

  const attackers = async () => {
    const { rows } = await monitor.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
       AND NOT pid = ANY ($1::int[]) AND application_name <> 'monitor'`,
      [bystanders.processIds()],
    );
    return rows.map((row) => row.pid);
  };
  // A sleeping backend does not see that its client went away.
  const endBystanders = async () => {
    const ended = bystanders.close();
    await monitor.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [bystanders.processIds()]);
    await ended;
  };
  return {
    observe: async () => {
      const told = await monitor
        .query<Record<string, string | null>>(text, [bystanders.processIds()])
        .then(({ rows }) => Object.entries(rows[0] ?? {}).map(([name, value]) => [name, value ?? ''] as const))
        // An attack that locks the tables is seen too.
        .catch((error: Error) => [['not readable', error.message] as const]);
      return { ...Object.fromEntries(told), ...filesOf(server), ...bystanders.state() };
    },
    run: async (sql) => {
      const client = await connectQuietly(server.url, 'monitor');
      try {
        await client.query("SET search_path = pg_catalog; SET lock_timeout = '2s'; SET statement_timeout = '20s'");
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    attackers,
    endAttackers: async () => {
      await monitor.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [await attackers()]);
      for (let tries = 0; tries < 100 && (await attackers()).length > 0; tries++) await sleep(20);
    },
    revive: async () => {
      await endBystanders();
      bystanders = await startBystanders(server.url);
    },
    tokens: () => ({
      ...bystanders.tokens(),
      watch: watchFolder(server),
      data: server.dataDirectory,
      url: conninfo(server),
    }),
    close: async () => {
      await endBystanders();
      await monitor.end();
    },
  };
}

/** The names of what differs, each with both values. */
export function changes(before: WorldState, after: WorldState): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${short(before[name])} -> ${short(after[name])}`);
}

/** Files that an attack may write, and what the server wrote into its log because somebody told it to. */
function filesOf(server: EmbeddedServer): WorldState {
  const list = (folder: string) => {
    try {
      return readdirSync(folder).sort().join(' ');
    } catch {
      return '';
    }
  };
  const log = readFileSync(join(server.directory, 'server.log'), 'utf8');
  const told =
    /restore point|received SIGHUP|memory contexts|terminated by signal|received promote|backup (label|mode)/g;
  return {
    'watched folder': list(watchFolder(server))
      .split(' ')
      .map((name) => `${name} ${statSync(join(watchFolder(server), name)).size}`)
      .join(', '),
    'data folder': list(server.dataDirectory),
    'canary file': readFileSync(join(watchFolder(server), 'canary'), 'utf8'),
    'ALTER SYSTEM': readFileSync(join(server.dataDirectory, 'postgresql.auto.conf'), 'utf8'),
    'server log': String(log.match(told)?.length ?? 0),
  };
}

function conninfo(server: EmbeddedServer): string {
  const host = decodeURIComponent(/@([^:/]+):/.exec(server.url)?.[1] ?? '');
  return `host=${host} port=5432 dbname=postgres user=postgres`;
}

function short(text: string | undefined): string {
  const shown = text === undefined ? 'nothing' : text;
  return shown.length > 90 ? `${shown.slice(0, 90)}…` : shown;
}
