import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Context } from '#contracts/context.ts';
import type { Facts } from '#contracts/facts.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { sample } from '#engines/postgres/sample.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { countedFacts } from './counted-facts.ts';

/** A database of one page's own, on a server that all pages share. */
export interface PageDatabase {
  /** Outside a transaction, one by one. `:host`, `:port`, `:database`, `:user`, `:password` stand for its own address. */
  readonly run: (statements: readonly string[]) => Promise<void>;
  /** All that is known of the last statement, run after the others (settings, PREPARE) and rolled back. */
  readonly facts: (statements: readonly string[], circumstances?: Circumstances) => Promise<Partial<Facts>>;
  /** What the server counts while all the statements run. */
  readonly counted: (statements: readonly string[], circumstances?: Circumstances) => Promise<Partial<Facts>>;
  /** What is known of the schema that these statements make where nothing was, and of its rows. */
  readonly described: (statements: readonly string[], isSampled: boolean) => Promise<Partial<Facts>>;
  /** The same of what is there now. */
  readonly seen: (isSampled: boolean) => Promise<Partial<Facts>>;
  readonly close: () => Promise<void>;
}

export interface Circumstances {
  /** Set after the statements' own settings. */
  readonly settings?: readonly string[];
  /** Another session holds these open in a transaction when the query begins, and `heldMs` longer. */
  readonly meanwhile?: readonly string[];
  /** The first run counts, not the second. */
  readonly cold?: boolean;
  /** The order of the statements is known. */
  readonly traced?: boolean;
}

type PageFacts = Pick<Facts, 'plan' | 'schema' | 'statistics' | 'settings' | 'query'>;

export async function openPageDatabase(serverUrl: string, name: string): Promise<PageDatabase> {
  await withClient(serverUrl, async (client) => {
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
  const url = databaseUrl(serverUrl, name);
  const run: PageDatabase['run'] = (statements) =>
    withClient(url, async (client) => {
      for (const statement of statements) await client.query(addressed(statement, url));
    });
  return {
    run,
    described: async (statements, isSampled) => {
      await withClient(url, async (client) => {
        await client.query('drop schema public cascade; create schema public');
        for (const statement of statements) {
          // Of the page's tables only: those of the catalog take most of the time.
          if (/^vacuum analyze$/i.test(statement)) await analyzeTables(client);
          else await client.query(statement);
        }
      });
      return schemaFacts(url, isSampled);
    },
    seen: async (isSampled) => {
      await withClient(url, analyzeTables);
      return schemaFacts(url, isSampled);
    },
    facts: async (statements, circumstances = {}) => {
      const before = [...statements.slice(0, -1), ...(circumstances.settings ?? [])];
      const query = statements.at(-1) ?? '';
      const plan = await withClient(url, (client) => explain(client, url, { before, query, circumstances }));
      return { plan, ...(await factsAbout(url, prepared(before, query))) };
    },
    counted: (statements, { settings: more = [], traced = false } = {}) =>
      countedFacts({ url, besideUrl: serverUrl, statements, settings: more, traced, context: context() }),
    close: () =>
      withClient(serverUrl, async (client) => {
        await client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`);
      }),
  };
}

interface Explained {
  readonly before: readonly string[];
  readonly query: string;
  readonly circumstances: Circumstances;
}

/** Long enough to be seen, short enough for a test. */
const heldMs = 300;

/** The second of two runs, since the first pays for cold caches; each is undone, so that a write finds what it expects. */
async function explain(
  client: pg.Client,
  url: string,
  { before, query, circumstances }: Explained,
): Promise<Facts['plan']> {
  const run = async () => {
    await client.query('savepoint before_run');
    const { rows } = await client.query(`explain (analyze, buffers, verbose, settings, wal, format json) ${query}`);
    await client.query('rollback to savepoint before_run');
    return rows;
  };
  await client.query('begin');
  for (const statement of before) await client.query(statement);
  if (circumstances.cold !== true) await run();
  const { meanwhile = [] } = circumstances;
  const rows = meanwhile.length === 0 ? await run() : await whileHeld(url, meanwhile, run);
  await client.query('rollback');
  return planFromJson(rows);
}

async function whileHeld<T>(url: string, statements: readonly string[], run: () => Promise<T>): Promise<T> {
  return withClient(url, async (other) => {
    await other.query('begin');
    for (const statement of statements) await other.query(statement);
    const [result] = await Promise.all([run(), wait(heldMs).then(() => other.query('rollback'))]);
    return result;
  });
}

/** EXECUTE runs what PREPARE wrote, and that is what can be resolved. */
function prepared(before: readonly string[], query: string): string {
  const [, name] = /^execute\s+(\w+)/i.exec(query) ?? [];
  const texts = before.map((statement) => /^prepare\s+(\w+)\s*(?:\([^)]*\))?\s+as\s+([\s\S]*)$/i.exec(statement));
  return texts.find((text) => name !== undefined && text?.[1] === name)?.[2] ?? query;
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

async function analyzeTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables from pg_tables where schemaname = 'public'",
  );
  if (typeof rows[0]?.tables === 'string') await client.query(`analyze ${rows[0].tables}`);
}

async function schemaFacts(url: string, isSampled: boolean): Promise<Partial<Facts>> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, context());
  try {
    const schema = await inspect(session, context());
    return {
      server: session.server,
      schema,
      statistics: await statistics(session, schema, context()),
      ...(isSampled ? { samples: await sample(session, schema, context()) } : {}),
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

/** A foreign server that is this one: `options (host ':host', port ':port', dbname ':database')`. */
function addressed(statement: string, url: string): string {
  const { host, port, database, user, password } = new pg.Client({ connectionString: url });
  const parts: Readonly<Record<string, unknown>> = { host, port, database, user, password };
  return statement.replace(/(?<=')(?::(host|port|database|user|password))(?=')/g, (_, part: string) =>
    String(parts[part] ?? ''),
  );
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
