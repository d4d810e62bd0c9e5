import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { comparison } from '#engines/postgres/twin/comparison.ts';
import { dataTwin } from '#engines/postgres/twin/data-twin.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { rehearsal } from '#engines/postgres/twin/rehearse.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { startTestServer } from '../../servers.ts';

/*
 * No twin reaches out: not for the query that is tried in it, and not for what stands in the schema. Somebody listens
 * where they would call, and the target itself does reach him.
 */

const majors = process.env['DBWRIGHT_FULL'] === '1' ? [13, 14, 15, 16, 17, 18] : [13, 18];

let listener: Server;
let calls = 0;
let place = '';

beforeAll(async () => {
  listener = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  place = `host=127.0.0.1 port=${typeof address === 'object' ? address?.port : 0} user=x password=y dbname=x`;
});

afterAll(() => {
  listener.close();
});

describe.each(majors)('PostgreSQL %i', (major) => {
  let server: EmbeddedServer;
  let facts: Awaited<ReturnType<typeof factsOf>>;

  beforeAll(async () => {
    server = await startTestServer({ major });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query(`
        CREATE EXTENSION dblink;
        CREATE TABLE orders (id int PRIMARY KEY, note text);
        INSERT INTO orders SELECT g, 'x' FROM generate_series(1, 100) g;
        CREATE FUNCTION far(id int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
          $$ BEGIN PERFORM public.dblink_connect('${place}'); RETURN id; EXCEPTION WHEN OTHERS THEN RETURN id; END $$;
        CREATE INDEX orders_far ON orders (far(id));
        CREATE TABLE checked (id int CHECK (far(id) > 0), twice int GENERATED ALWAYS AS (far(id) * 2) STORED);
        CREATE MATERIALIZED VIEW seen AS SELECT far(id) AS far FROM orders;
        ANALYZE`);
    } finally {
      await client.end();
    }
    // The lure is a lure: the target calls while the index is built.
    expect(calls).toBeGreaterThan(0);
    facts = await factsOf(server.url, major);
    calls = 0;
  }, 120_000);
  afterEach(() => {
    expect(calls).toBe(0);
  });
  afterAll(() => server?.stop());

  const queries = () => [
    `SELECT * FROM dblink('${place}', 'select 1') AS t (a int)`,
    'SELECT far(1), far(2)',
    'SELECT * FROM orders WHERE far(id) = far(3)',
    'SELECT far FROM seen',
    `SELECT dblink_send_query('${place}', 'select 1') FROM orders`,
  ];

  test('the statistics twin', async () => {
    const twin = await createStatisticsTwin(facts, quiet);
    try {
      for (const text of queries()) {
        const answer = await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
        expect(answer.plan.root.type).toBeTruthy();
      }
    } finally {
      await twin.close();
    }
  });

  test('the data twin', async () => {
    const twin = await dataTwin({ ...facts, rows: 1000 }, quiet);
    try {
      const [direct = '', ...others] = queries();
      await expect(twin.run.measure({ query: { text: direct, parameters: {} }, runs: 1 })).rejects.toThrow(
        'a twin reaches no other server',
      );
      for (const text of others) {
        await twin.run.measure({ query: { text, parameters: {} }, runs: 1 }).catch(() => undefined);
      }
    } finally {
      await twin.close();
    }
  });

  test('the twin of comparisons', async () => {
    const twin = await comparison(facts, quiet);
    try {
      for (const text of queries()) {
        await twin.compare.compare({
          before: { text, parameters: {} },
          after: { text, ordered: false, compared: 'rows' },
          databases: 5,
        });
      }
    } finally {
      await twin.close();
    }
  });

  test('the twin of rehearsals', async () => {
    const twin = await rehearsal(facts, quiet);
    try {
      const { steps } = await twin.rehearse.rehearse([
        'CREATE INDEX orders_far_again ON orders (far(id))',
        `SELECT dblink_connect('${place}')`,
        'INSERT INTO checked (id) VALUES (1)',
        'CREATE EXTENSION postgres_fdw',
      ]);
      expect(steps.length).toBeGreaterThan(0);
    } finally {
      await twin.close();
    }
  });
});

async function factsOf(url: string, major: number) {
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  try {
    const schema = await inspect(session, quiet);
    return { schema, statistics: await statistics(session, schema, quiet), settings: {}, major };
  } finally {
    await session.close();
  }
}
