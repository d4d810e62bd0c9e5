import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer } from '../../../servers.ts';
import { testContext } from '../shop-source.ts';

/** Tables without indexes, one column for each way in which values may be spread. */
export interface SizeSource {
  readonly connection: TwinConnection;
  readonly request: TwinRequest;
  readonly stop: () => Promise<void>;
}

export async function startSizeSource(major: number, indexes: readonly string[] = []): Promise<SizeSource> {
  const server = await startTestServer({ major, settings: { maintenance_work_mem: '64MB', autovacuum: 'off' } });
  const connection = await openTwinConnection(server.url);
  const stop = async () => {
    await connection.close();
    await server.stop();
  };
  try {
    await connection.query(tables);
    await connection.query(indexes.join(';'));
    await connection.query('VACUUM ANALYZE');
    const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
    try {
      const schema = await inspect(session, testContext);
      const request = {
        schema,
        statistics: await statistics(session, schema, testContext),
        settings: await settings(session, testContext),
        major: server.major,
      };
      return { connection, request, stop };
    } finally {
      await session.close();
    }
  } catch (error) {
    await stop();
    throw error;
  }
}

const tables = `
  SELECT setseed(0.25);
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy', 'elated');

  CREATE TABLE facts AS
  SELECT i::bigint AS id,
    md5(i::text)::uuid AS uid,
    i / 3 AS in_order,
    (random() * 1000000000)::int AS at_random,
    (random() * 9)::int AS few,
    (power(random(), 4) * 20000)::int AS skewed,
    (random() * 100000)::int AS twos,
    (random() * 30)::smallint AS tiny,
    (random() * 100000)::numeric(10, 2) AS price,
    random() * 1000 AS ratio,
    (random() * 1000)::real AS small_ratio,
    random() < 0.1 AS flag,
    (enum_range(NULL::mood))[1 + floor(power(random(), 2) * 4)::int] AS mood,
    timestamptz '2023-01-01' + i * interval '3 minutes' AS at,
    timestamp '2023-01-01' + (random() * 500)::int * interval '1 day' AS day,
    date '2020-01-01' + (random() * 1500)::int AS born,
    (random() * 90)::int * interval '1 day' AS lasts,
    'n' || (random() * 100000)::int AS name,
    md5(random()::text) || '@example.com' AS email,
    repeat(md5(random()::text), 1 + (random() * 6)::int) AS wide,
    'https://shop.example.com/catalogue/departments/garden/' || (random() * 20000)::int AS url,
    (ARRAY['AT', 'DE', 'FR', 'IT'])[1 + floor(random() * 4)::int]::char(2) AS country,
    CASE WHEN random() < 0.1 THEN (random() * 100000)::int END AS seldom,
    CASE WHEN random() < 0.5 THEN md5(i::text) END AS half,
    CASE WHEN random() < 0.7 THEN i END AS often,
    (hashint4(i) & 255) AS city,
    (hashint4(i) & 255) / 16 AS region,
    jsonb_build_object('a', (random() * 1000)::int, 'b', 'x' || (random() * 100)::int) AS doc,
    ('10.' || i % 250 || '.' || (random() * 250)::int || '.' || (random() * 250)::int)::inet AS ip,
    decode(md5(i::text), 'hex') AS digest
  FROM generate_series(1, 150000) i;

  CREATE TABLE texts AS
  SELECT i AS id,
    (ARRAY['red', 'green', 'blue', 'black', 'white'])[1 + i % 5] || ' ' ||
      (ARRAY['chair', 'table', 'lamp', 'carpet', 'shelf', 'mirror'])[1 + (random() * 5)::int] || ' ' || substr(md5(random()::text), 1, 4) AS title,
    md5(i::text) AS code,
    (SELECT array_agg('t' || (power(random(), 2) * 500)::int) FROM generate_series(1, 1 + i % 6)) AS tags,
    (SELECT array_agg((random() * 20000)::int) FROM generate_series(1, 3 + i * 0)) AS numbers,
    CASE WHEN i % 4 = 0 THEN NULL ELSE ARRAY[i / 10, i % 100] END AS pairs,
    jsonb_build_object('kind', 'k' || i % 7, 'user', (random() * 5000)::int, 'page', '/p/' || (random() * 300)::int, 'ok', random() < 0.5) AS event,
    jsonb_build_object('id', i, 'name', substr(md5(i::text), 1, 8), 'tags', jsonb_build_array('x' || i % 10, 'y' || i % 30)) AS thing,
    point(random() * 1000, random() * 1000) AS place,
    box(point(i % 1000, i / 1000), point(i % 1000 + random() * 5, i / 1000 + random() * 5)) AS area,
    int4range(i, i + 1 + (random() * 50)::int) AS span,
    daterange(date '2020-01-01' + (random() * 1500)::int, date '2025-01-01' + (random() * 100)::int) AS valid,
    tstzrange(timestamptz '2023-01-01' + i * interval '5 minutes', timestamptz '2023-01-01' + i * interval '5 minutes' + interval '1 hour') AS period,
    ('192.168.' || i % 256 || '.' || (random() * 255)::int)::inet AS host,
    to_tsvector('simple', (SELECT string_agg('w' || (power(random(), 3) * 8000)::int, ' ') FROM generate_series(1, 8 + (i % 9)))) AS words
  FROM generate_series(1, 50000) i`;
