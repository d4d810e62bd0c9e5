import type { TwinRequest } from '#contracts/engine.ts';
import type { Session } from '#contracts/session.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer, type TestServerRequest } from '../../servers.ts';
import { testContext } from './shop-source.ts';

export interface ExpressionSource {
  readonly connection: TwinConnection;
  readonly request: TwinRequest;
  /** The guard. */
  readonly ask: Session['ask'];
  /** As this role may read it. */
  readonly requestOf: (role: string) => Promise<TwinRequest>;
  readonly stop: () => Promise<void>;
}

/** Tables whose columns tell little of what the expressions over them give. */
export async function startExpressions(request: TestServerRequest = {}): Promise<ExpressionSource> {
  const server = await startTestServer({
    ...request,
    settings: { random_page_cost: '1.1', jit: 'off', timezone: 'UTC' },
  });
  const connection = await openTwinConnection(server.url);
  const sessions: Pick<Session, 'close'>[] = [];
  const stop = async () => {
    for (const session of sessions) await session.close();
    await connection.close();
    await server.stop();
  };
  const requestOf = async (role: string): Promise<TwinRequest> => {
    const session = await connect(
      server.url.replace('postgres@', `${role}@`),
      { bounds: Bounds.parse({}) },
      testContext,
    );
    try {
      const schema = await inspect(session, testContext);
      return {
        schema,
        statistics: await statistics(session, schema, testContext),
        settings: await settings(session, testContext),
        major: server.major,
      };
    } finally {
      await session.close();
    }
  };
  try {
    await connection.query(tables);
    await connection.query('VACUUM ANALYZE');
    const { ask, close } = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
    sessions.push({ close });
    return { connection, request: await requestOf('postgres'), ask, requestOf, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const tables = `
  SELECT setseed(0.75);
  CREATE ROLE reader LOGIN;
  ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader;
  CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, profile jsonb NOT NULL, status text NOT NULL, bio text, created timestamptz NOT NULL);
  INSERT INTO users
    SELECT i, CASE WHEN i % 3 = 0 THEN upper(e) ELSE e END,
      jsonb_build_object('lang', (ARRAY['de', 'de', 'de', 'en', 'fr', 'pt'])[1 + floor(power(random(), 2) * 5.99)::int], 'age', 18 + (random() * 60)::int, 'id', i),
      (ARRAY['active', 'active', 'active', 'closed'])[1 + i % 4], CASE WHEN i % 5 > 0 THEN repeat(md5(i::text), i % 60) END,
      timestamptz '2023-01-01' + (i / 200) * interval '9 hours' + random() * interval '1 hour'
    FROM (SELECT i, 'user' || i % 20000 || '@' || (ARRAY['example.org', 'example.org', 'mail.test', 'work.test'])[1 + floor(power(random(), 2) * 3.99)::int] AS e
      FROM generate_series(1, 100000) i) x;
  CREATE TABLE visits (id bigint, a int NOT NULL, b int NOT NULL, kind text NOT NULL, price numeric(10, 2), at timestamp NOT NULL);
  INSERT INTO visits
    SELECT i, (power(random(), 3) * 400)::int, (power(random(), 3) * 400)::int, (ARRAY['view', 'click', 'buy'])[1 + floor(power(random(), 2) * 2.99)::int],
      (power(random(), 4) * 900)::numeric(10, 2), timestamp '2024-01-01' + i * interval '180 seconds'
    FROM generate_series(1, 150000) i;
  CREATE STATISTICS visits_both ON a, b FROM visits;
  CREATE TABLE small AS SELECT i, (power(random(), 3) * 50)::int AS a, (power(random(), 2) * 50)::int AS b,
    CASE WHEN i % 7 > 0 THEN repeat('word ' || i % 300, i % 250) END AS t FROM generate_series(1, 9000) i`;

interface ExpressionCase {
  readonly ddl: string;
  readonly index: object;
  readonly query: string;
}

export const expressionCases: Readonly<Record<string, ExpressionCase>> = {
  language: {
    ddl: `CREATE INDEX what_if ON users ((profile ->> 'lang'), status); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: `profile ->> 'lang'` }, { column: 'status' }] },
    query: `SELECT * FROM users WHERE profile ->> 'lang' = 'de' AND status = 'active'`,
  },
  rareLanguage: {
    ddl: `CREATE INDEX what_if ON users ((profile ->> 'lang')); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: `profile ->> 'lang'` }] },
    query: `SELECT * FROM users WHERE profile ->> 'lang' = 'pt'`,
  },
  age: {
    ddl: `CREATE INDEX what_if ON users (((profile ->> 'age')::int)); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: `(profile ->> 'age')::int` }] },
    query: `SELECT * FROM users WHERE (profile ->> 'age')::int < 25`,
  },
  domain: {
    ddl: `CREATE INDEX what_if ON users (lower(split_part(email, '@', 2))); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: `lower(split_part(email, '@', 2))` }] },
    query: `SELECT * FROM users WHERE lower(split_part(email, '@', 2)) = 'work.test'`,
  },
  lower: {
    ddl: `CREATE INDEX what_if ON users (lower(email)); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: 'lower(email)' }] },
    query: `SELECT * FROM users WHERE lower(email) BETWEEN 'user3' AND 'user7'`,
  },
  length: {
    ddl: `CREATE INDEX what_if ON users (length(bio)); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: 'length(bio)' }] },
    query: 'SELECT * FROM users WHERE length(bio) < 800',
  },
  missing: {
    ddl: `CREATE INDEX what_if ON users ((profile ->> 'nothing')); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: `profile ->> 'nothing'` }] },
    query: `SELECT * FROM users WHERE profile ->> 'nothing' IS NULL`,
  },
  sum: {
    ddl: 'CREATE INDEX what_if ON visits ((a + b)); ANALYZE visits',
    index: { table: 'visits', keys: [{ expression: 'a + b' }] },
    query: 'SELECT * FROM visits WHERE a + b < 20',
  },
  product: {
    ddl: 'CREATE INDEX what_if ON visits ((a * price)); ANALYZE visits',
    index: { table: 'visits', keys: [{ expression: 'a * price' }] },
    query: 'SELECT * FROM visits WHERE a * price > 50000',
  },
  day: {
    ddl: `CREATE INDEX what_if ON visits (date_trunc('day', at)); ANALYZE visits`,
    index: { table: 'visits', keys: [{ expression: `date_trunc('day', at)` }] },
    query: `SELECT * FROM visits WHERE date_trunc('day', at) >= '2024-10-01'`,
  },
  hour: {
    ddl: `CREATE INDEX what_if ON visits (extract(hour FROM at)); ANALYZE visits`,
    index: { table: 'visits', keys: [{ expression: 'extract(hour FROM at)' }] },
    query: 'SELECT * FROM visits WHERE extract(hour FROM at) < 6',
  },
  rounded: {
    ddl: `CREATE INDEX what_if ON visits (round(price / 100)) WHERE kind = 'buy'; ANALYZE visits`,
    index: { table: 'visits', keys: [{ expression: 'round(price / 100)' }], predicate: `kind = 'buy'` },
    query: `SELECT * FROM visits WHERE round(price / 100) = 4 AND kind = 'buy'`,
  },
  words: {
    ddl: `CREATE INDEX what_if ON users USING gin (to_tsvector('simple', replace(email, '@', ' '))); ANALYZE users`,
    index: { table: 'users', method: 'gin', keys: [{ expression: `to_tsvector('simple', replace(email, '@', ' '))` }] },
    query: `SELECT * FROM users WHERE to_tsvector('simple', replace(email, '@', ' ')) @@ to_tsquery('simple', 'work.test')`,
  },
  groups: {
    ddl: `CREATE INDEX what_if ON users (lower(email)); ANALYZE users`,
    index: { table: 'users', keys: [{ expression: 'lower(email)' }] },
    query: 'SELECT lower(email), count(*) FROM users GROUP BY lower(email)',
  },
};
