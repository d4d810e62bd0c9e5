import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { loadFold } from '#analysis/load/fold-load.ts';
import type { Context } from '#contracts/context.ts';
import type { Facts } from '#contracts/facts.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { parseQueries } from '#engines/postgres/parse/queries.ts';
import { shapeReader } from '#engines/postgres/parse/shape.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { workload } from '#engines/postgres/workload.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { QueryLoad } from '#vocabulary/query-load.ts';
import type { Workload } from '#vocabulary/workload.ts';

export interface CountedRequest {
  /** The database of the page. */
  readonly url: string;
  /** Another one of the server, from which its counters are reset: no statement of ours is then among its own. */
  readonly besideUrl: string;
  readonly statements: readonly string[];
  /** Set after the statements' own settings. */
  readonly settings: readonly string[];
  /** The statements are read as a file of SQL too. */
  readonly traced: boolean;
  readonly context: Context;
}

/** What a server counted while a page's statements ran, with its counters begun at zero. */
export async function countedFacts(request: CountedRequest): Promise<Partial<Facts>> {
  const { url, context } = request;
  await reset(request);
  await runAll(request);
  const { connect, usage, counters } = postgres;
  if (connect === undefined) throw new Error('There is nothing to connect with.');
  const session = await connect(url, { bounds: Bounds.parse({}) }, context);
  try {
    // First of all: what is read afterwards is counted too.
    const counted = await workload(session, context);
    const schema = await inspect(session, context);
    return {
      server: session.server,
      workload: counted,
      load: await loadOf(counted, request),
      schema,
      statistics: await statistics(session, schema, context),
      settings: await settings(session, context),
      ...(usage === undefined ? {} : { usage: await usage(session, context) }),
      ...(counters === undefined ? {} : { counters: await counters(session, context) }),
    };
  } finally {
    await session.close();
  }
}

async function reset({ url, besideUrl }: CountedRequest): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('create schema if not exists counting');
    await client.query('create extension if not exists pg_stat_statements schema counting');
    await client.query('select pg_stat_reset(), pg_stat_reset_shared()');
  });
  await withClient(besideUrl, async (client) => {
    await client.query('create extension if not exists pg_stat_statements');
    await client.query('select pg_stat_statements_reset()');
  });
}

/** Counters of tables are told to the others when a session ends. */
async function runAll({ url, besideUrl, statements, settings: more }: CountedRequest): Promise<void> {
  const query = statements.findIndex((statement) => !/^set\b/i.test(statement));
  const first = query < 0 ? statements.length : query;
  // Each statement is a transaction of its own here.
  const lasting = more.map((text) => text.replace(/^set local\b/i, 'set'));
  const pid = await withClient(url, async (client) => {
    const { rows } = await client.query('select pg_backend_pid() as pid from pg_catalog.pg_class limit 1');
    for (const statement of [...statements.slice(0, first), ...lasting, ...statements.slice(first)]) {
      await client.query(statement);
    }
    return rows[0]?.pid;
  });
  await withClient(besideUrl, async (client) => {
    for (let left = 100; left > 0; left -= 1) {
      const { rowCount } = await client.query('select from pg_stat_activity where pid = $1', [pid]);
      if (rowCount === 0) return;
      await wait(20);
    }
  });
}

async function loadOf(counted: Workload, { statements, traced }: CountedRequest): Promise<QueryLoad> {
  const shapeOf = shapeReader();
  const fold = loadFold({ shapeOf });
  fold.addCounted(counted);
  const file = traced ? parseQueries(`${statements.join(';\n')};`) : [];
  for (const logged of file) await fold.addTraced({ logged, shape: shapeOf(logged.text) }, 'written', 'page.sql');
  const origins = traced ? [counted.origin, 'page.sql'] : [counted.origin];
  return fold.end({ origins, files: [], unread: [...counted.unread], now: new Date() });
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
