import pg from 'pg';
import type { Context } from '#contracts/context.ts';
import type { Facts } from '#contracts/facts.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { Bounds } from '#vocabulary/bounds.ts';

/** A database of one page's own, on a server that all pages share. */
export interface PageDatabase {
  /** Outside a transaction, one by one. */
  readonly run: (statements: readonly string[]) => Promise<void>;
  /** All that is known of the last statement, run after the others (settings) and rolled back. */
  readonly facts: (statements: readonly string[], settings?: readonly string[]) => Promise<PageFacts>;
  readonly close: () => Promise<void>;
}

export type PageFacts = Omit<Facts, 'server' | 'access' | 'snapshot'>;

export async function openPageDatabase(serverUrl: string, name: string): Promise<PageDatabase> {
  await withClient(serverUrl, async (client) => {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
  const url = databaseUrl(serverUrl, name);
  return {
    run: (statements) =>
      withClient(url, async (client) => {
        for (const statement of statements) await client.query(statement);
      }),
    facts: async (statements, extra = []) => {
      const query = statements.at(-1) ?? '';
      const plan = await withClient(url, (client) => explain(client, [...statements.slice(0, -1), ...extra], query));
      return { plan, ...(await factsAbout(url, query)) };
    },
    close: () =>
      withClient(serverUrl, async (client) => {
        await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
      }),
  };
}

/** The second of two runs: the first pays for cold caches. */
async function explain(client: pg.Client, before: readonly string[], query: string): Promise<Facts['plan']> {
  await client.query('begin');
  for (const statement of before) await client.query(statement);
  const ask = `explain (analyze, buffers, verbose, settings, format json) ${query}`;
  await client.query(ask);
  const { rows } = await client.query(ask);
  await client.query('rollback');
  return planFromJson(rows);
}

async function factsAbout(url: string, query: string): Promise<Omit<PageFacts, 'plan'>> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, context());
  try {
    const schema = await inspect(session, context());
    return {
      schema,
      statistics: await statistics(session, schema, context()),
      settings: await settings(session, context()),
      query: await resolve(query, schema),
    };
  } finally {
    await session.close();
  }
}

function context(): Context {
  const { signal } = new AbortController();
  return { signal, progress: () => undefined, clock: () => new Date(), random: () => 0.5 };
}

function databaseUrl(serverUrl: string, name: string): string {
  return serverUrl.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
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
