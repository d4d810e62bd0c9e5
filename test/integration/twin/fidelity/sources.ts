import type { TestContext } from 'vitest';
import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer } from '../../../servers.ts';
import { shopQueries } from '../shop-queries.ts';
import { shopSql, testContext } from '../shop-source.ts';
import { archiveSql } from './archive.ts';
import { archiveQueries, archiveQueriesSince14 } from './archive-queries.ts';
import { freight } from './freight.ts';
import { freightFlips, freightQueries } from './freight-queries.ts';

/** A database with rows that stands for a user's. */
export interface FidelitySource {
  readonly name: string;
  readonly connection: TwinConnection;
  readonly request: TwinRequest;
  readonly queries: Readonly<Record<string, string>>;
}

export interface FidelityServer {
  readonly major: number;
  readonly sources: readonly FidelitySource[];
  /** A copy of one of the databases after `change` and ANALYZE. */
  readonly changed: (name: string, change: string) => Promise<FidelitySource>;
  readonly stop: () => Promise<void>;
}

interface Definition {
  readonly name: string;
  /** Each database has another order of texts: by bytes, by a libc locale, by ICU (from 15 on). */
  readonly locale: (major: number) => string;
  readonly sql: (major: number) => readonly string[];
  readonly queries: (major: number) => Readonly<Record<string, string>>;
}

const byBytes = `LC_COLLATE 'C' LC_CTYPE 'C'`;
const byLibc = `LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`;

/** By the locale C.UTF-8, capital letters come first; by ICU, a stands before B. */
const shopOrderQueries = {
  capitalsFirst: `SELECT count(*) FROM users WHERE name > 'a'`,
  between: `SELECT id FROM users WHERE name BETWEEN 'Emil' AND 'Emil a'`,
  rangeOnUnique: `SELECT id FROM products WHERE sku < 'SKU-00000100' AND name > 'Product f'`,
};

const definitions: readonly Definition[] = [
  {
    name: 'shop',
    locale: (major) => `${major >= 15 ? 'LOCALE_PROVIDER libc ' : ''}${byLibc}`,
    sql: () => shopSql(0.5),
    queries: () => ({ ...shopQueries, ...shopOrderQueries }),
  },
  {
    name: 'freight',
    locale: (major) => `${major >= 15 ? 'LOCALE_PROVIDER libc ' : ''}${byBytes}`,
    sql: () => [freight],
    queries: () => ({ ...freightQueries, ...freightFlips }),
  },
  {
    name: 'archive',
    locale: (major) => (major >= 15 ? `LOCALE_PROVIDER icu ICU_LOCALE 'de' ${byLibc}` : byLibc),
    sql: archiveSql,
    queries: (major) => ({ ...archiveQueries, ...(major >= 14 ? archiveQueriesSince14 : {}) }),
  },
];

/** One server with the three databases; some 700 thousand rows. */
export async function startFidelityServer(major: number, context?: TestContext): Promise<FidelityServer> {
  const server = await startTestServer(
    { major, settings: { random_page_cost: '1.1', work_mem: '8MB', effective_cache_size: '2GB', jit: 'off' } },
    context,
  );
  const root = await openTwinConnection(server.url);
  const opened: TwinConnection[] = [root];
  const stop = async () => {
    for (const connection of opened.splice(0)) await connection.close();
    await server.stop();
  };
  const open = async (database: string) => {
    const connection = await openTwinConnection(server.url, { database });
    opened.push(connection);
    return connection;
  };
  const sourceOf = async (name: string, database: string, connection: TwinConnection): Promise<FidelitySource> => ({
    name,
    connection,
    request: { ...(await readRequest(server.url, database)), major },
    queries: definitions.find((each) => each.name === name)?.queries(major) ?? {},
  });
  try {
    const sources: FidelitySource[] = [];
    for (const { name, locale, sql } of definitions) {
      await root.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' ${locale(major)}`);
      const maker = await openTwinConnection(server.url, { database: name });
      try {
        for (const statements of sql(major)) await maker.query(statements);
        await maker.query('VACUUM ANALYZE');
      } finally {
        await maker.close();
      }
      // The search path of the database counts from the next session on.
      sources.push(await sourceOf(name, name, await open(name)));
    }
    const changed = async (name: string, change: string) => {
      const own = opened.findIndex((each) => each === sources.find((source) => source.name === name)?.connection);
      await opened.splice(own, 1)[0]?.close();
      await root.query(`CREATE DATABASE ${name}_later TEMPLATE ${name}`);
      const connection = await open(`${name}_later`);
      await connection.query(change);
      await connection.query('ANALYZE');
      return sourceOf(name, `${name}_later`, connection);
    };
    return { major, sources, changed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readRequest(url: string, database: string): Promise<TwinRequest> {
  const address = new URL(url);
  address.pathname = `/${database}`;
  const session = await connect(address.href, { bounds: Bounds.parse({}) }, testContext);
  try {
    const schema = await inspect(session, testContext);
    return {
      schema,
      statistics: await statistics(session, schema, testContext),
      settings: await settings(session, testContext),
    };
  } finally {
    await session.close();
  }
}
