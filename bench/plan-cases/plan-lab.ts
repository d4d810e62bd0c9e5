import pg from 'pg';
import type { Facts } from '#contracts/facts.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { quiet } from '../quiet-context.ts';
import { type DatabaseName, planDatabases } from './databases.ts';
import type { PlanCase } from './plan-case.ts';
import type { RawPlan } from './raw-plan.ts';

/** What the server of the cases is started with. */
export const labSettings: Readonly<Record<string, string>> = {
  shared_buffers: '768MB',
  random_page_cost: '1.1',
  track_io_timing: 'on',
  full_page_writes: 'on',
  // Autovacuum would mend in the background what the cases show; without a flushed commit VACUUM marks nothing visible.
  autovacuum: 'off',
  synchronous_commit: 'on',
  max_connections: '20',
  max_wal_size: '8GB',
};

/** Runs cases on one server; each database is filled when its first case asks for it, or when it is got ready. */
export interface PlanLab {
  /** Two at a time, so that two processors are busy. */
  readonly ready: (names: readonly DatabaseName[]) => Promise<void>;
  readonly run: (asked: PlanCase) => Promise<PlanOutcome>;
}

export interface PlanOutcome {
  readonly asked: PlanCase;
  readonly raw: RawPlan;
  readonly facts: Pick<Facts, 'plan' | 'schema' | 'statistics' | 'settings' | 'query'>;
}

export function planLab(serverUrl: string): PlanLab {
  const opened = new Map<DatabaseName, Promise<OpenDatabase>>();
  const open = (name: DatabaseName): Promise<OpenDatabase> => {
    const known = opened.get(name) ?? fill(serverUrl, name, open);
    opened.set(name, known);
    return known;
  };
  return {
    ready: async (names) => {
      const waiting = [...new Set(names)];
      const work = async () => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await open(name);
      };
      await Promise.all([work(), work()]);
    },
    run: async (asked) => {
      const database = await open(asked.database);
      const raw = await explain(database.url, asked);
      const { schema, statistics, settings } = database;
      const query = await resolve(asked.query, schema);
      return { asked, raw, facts: { plan: planFromJson([raw]), schema, statistics, settings, query } };
    },
  };
}

interface OpenDatabase {
  readonly url: string;
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics;
  readonly settings: Settings;
}

async function fill(
  serverUrl: string,
  name: DatabaseName,
  open: (name: DatabaseName) => Promise<OpenDatabase>,
): Promise<OpenDatabase> {
  // Its foreign tables are the shop's.
  if (name === 'remote') await open('shop');
  await withClient(serverUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await withClient(url.href, async (client) => {
    for (const statement of planDatabases[name](url)) await client.query(statement);
  });
  const session = await connect(url.href, { bounds: Bounds.parse({}) }, quiet);
  try {
    const schema = await inspect(session, quiet);
    const known = await statistics(session, schema, quiet);
    return { url: url.href, schema, statistics: known, settings: await settings(session, quiet) };
  } finally {
    await session.close();
  }
}

const everything = 'analyze, buffers, settings, wal, verbose, format json';

/** The second of two runs: the first pays for cold caches. What the query writes is rolled back. */
async function explain(url: string, asked: PlanCase): Promise<RawPlan> {
  return withClient(url, async (client) => {
    await client.query('begin');
    for (const [name, value] of Object.entries(asked.settings ?? {})) {
      await client.query('select set_config($1, $2, true)', [name, value]);
    }
    const head = `explain (${asked.explain ?? everything})`;
    if (asked.values !== undefined) await client.query(`prepare asked as ${asked.query}`);
    const text = asked.values === undefined ? `${head} ${asked.query}` : `${head} execute asked ${asked.values}`;
    for (let run = asked.runs ?? 2; run > 1; run -= 1) await once(client, asked, text, url);
    const raw = await once(client, asked, text, url);
    await client.query('rollback');
    return asked.edit?.(raw) ?? raw;
  });
}

async function once(client: pg.Client, asked: PlanCase, text: string, url: string): Promise<RawPlan> {
  await client.query('savepoint before');
  for (const statement of asked.before ?? []) await client.query(statement);
  const { rows } = await (asked.holding === undefined
    ? client.query(text)
    : whileHeld(url, asked.holding, () => client.query(text)));
  await client.query('rollback to before');
  const plan: unknown = rows[0]['QUERY PLAN'][0];
  return plan as RawPlan;
}

/** Another session holds its locks for a third of a second after the query was sent. */
async function whileHeld<T>(url: string, holding: string, use: () => Promise<T>): Promise<T> {
  return withClient(url, async (other) => {
    await other.query('begin');
    await other.query(holding);
    const used = use();
    await new Promise((done) => setTimeout(done, 350));
    await other.query('rollback');
    return used;
  });
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
