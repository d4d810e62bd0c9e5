import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer, type TestServerRequest } from '../../servers.ts';
import { testContext } from './shop-source.ts';

export interface CorrelatedSource {
  readonly connection: TwinConnection;
  readonly url: string;
  readonly request: TwinRequest;
  readonly stop: () => Promise<void>;
}

/** Columns that depend on each other, with extended statistics of every kind; columns were dropped before them. */
export async function startCorrelated(server: TestServerRequest = {}): Promise<CorrelatedSource> {
  const started = await startTestServer({ ...server, settings: { random_page_cost: '1.1', jit: 'off' } });
  const connection = await openTwinConnection(started.url);
  const stop = async () => {
    await connection.close();
    await started.stop();
  };
  try {
    await connection.query(tables);
    if (started.major >= 14) await connection.query(onExpressions);
    await connection.query('VACUUM ANALYZE');
    const session = await connect(started.url, { bounds: Bounds.parse({}) }, testContext);
    try {
      const schema = await inspect(session, testContext);
      const request = {
        schema,
        statistics: await statistics(session, schema, testContext),
        settings: await settings(session, testContext),
        major: started.major,
      };
      return { connection, url: started.url, request, stop };
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
  CREATE SCHEMA app;
  CREATE TYPE app.size AS ENUM ('small', 'middle', 'large');
  CREATE DOMAIN app.postcode AS varchar(12) CHECK (length(value) > 3);
  CREATE TABLE app.addresses (
    gone int, id int PRIMARY KEY, gone_too text, country char(2) NOT NULL, city text, postcode app.postcode, street text,
    inhabitants numeric(12, 1));
  ALTER TABLE app.addresses DROP COLUMN gone, DROP COLUMN gone_too;
  INSERT INTO app.addresses
    SELECT i, (ARRAY['DE', 'FR', 'AT', 'US', 'IT'])[1 + c % 5], CASE WHEN c % 17 > 0 THEN 'City "' || c || E'" \\\\ é' END,
      'P-' || c || '/' || (i % 3), 'Street ' || (i * 7919) % 4000, (c * 1000.5)::numeric(12, 1)
    FROM (SELECT i, (power(random(), 2) * 300)::int AS c FROM generate_series(1, 60000) i) x;
  CREATE STATISTICS app.address_all ON country, city, postcode FROM app.addresses;
  CREATE STATISTICS app.address_depends (dependencies) ON inhabitants, city, street FROM app.addresses;

  CREATE TABLE public."Parcels" (
    a int NOT NULL, b int NOT NULL, c bigint NOT NULL, size app.size NOT NULL, fragile boolean, sent timestamptz NOT NULL,
    email text NOT NULL, weight double precision, tag uuid, day date, span interval);
  INSERT INTO "Parcels"
    SELECT a, a * 3 % 97, a / 10, (CASE WHEN a < 20 THEN 'small' WHEN a < 60 THEN 'middle' ELSE 'large' END)::app.size,
      CASE WHEN a % 9 > 0 THEN a < 30 END, timestamptz '2024-01-01' + (i / 80) * interval '1 hour',
      (CASE WHEN i % 2 = 0 THEN 'Person' ELSE 'pErSON' END) || i % 5000 || '@example.org', a * 1.5, md5(a::text)::uuid,
      date '2024-01-01' + a, a * interval '1 day'
    FROM (SELECT i, (power(random(), 1.5) * 100)::int AS a FROM generate_series(1, 80000) i) x;
  CREATE STATISTICS parcels_groups (ndistinct) ON a, b, c FROM "Parcels";
  CREATE STATISTICS parcels_common (mcv) ON size, a, fragile FROM "Parcels";
  CREATE STATISTICS parcels_types (mcv, dependencies) ON weight, tag, day, span FROM "Parcels";

  CREATE TABLE app.readings (place int NOT NULL, kind text NOT NULL, unit text NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE app.readings_1 PARTITION OF app.readings FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
  CREATE TABLE app.readings_2 PARTITION OF app.readings FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
  INSERT INTO app.readings
    SELECT i % 40, 'kind ' || i % 12, 'unit ' || i % 4, date '2024-01-01' + i % 366 FROM generate_series(1, 50000) i;
  CREATE STATISTICS app.readings_both ON kind, unit FROM app.readings;
  CREATE STATISTICS app.readings_part ON kind, unit FROM app.readings_1;
  CREATE SCHEMA "Other ""place""";
  CREATE TABLE app."Al'ways" ("A a" int, "b""b" text, c int);
  INSERT INTO app."Al'ways" SELECT 1, 'one', NULL FROM generate_series(1, 2000);
  CREATE STATISTICS "Other ""place"""."what's ""this""" ON c, "b""b", "A a" FROM app."Al'ways";
  CREATE TABLE app.never (a int, b int);
  CREATE STATISTICS app.never_analyzed ON a, b FROM app.never`;

const onExpressions = `
  CREATE STATISTICS parcels_email ON (lower(email)) FROM "Parcels";
  CREATE STATISTICS parcels_sum ON (a + b), (a % 7), size FROM "Parcels";
  CREATE STATISTICS parcels_month ON (date_trunc('day', sent AT TIME ZONE 'UTC')), (extract(isodow FROM sent AT TIME ZONE 'UTC')) FROM "Parcels"`;

/** Queries whose estimates rest on extended statistics. */
export const correlatedQueries: Readonly<Record<string, string>> = {
  threeColumns: `SELECT * FROM app.addresses WHERE country = 'FR' AND city = E'City "1" \\\\ é' AND postcode = 'P-1/1'`,
  twoOfThree: `SELECT * FROM app.addresses WHERE country = 'DE' AND city = E'City "100" \\\\ é'`,
  mcvWithNull: `SELECT * FROM app.addresses WHERE country = 'DE' AND city IS NULL`,
  mcvRange: `SELECT * FROM app.addresses WHERE country > 'DE' AND postcode LIKE 'P-2%'`,
  mcvOr: `SELECT * FROM app.addresses WHERE country = 'AT' OR city = E'City "2" \\\\ é'`,
  dependent: `SELECT * FROM app.addresses WHERE inhabitants = 40020.0 AND city = E'City "40" \\\\ é'`,
  dependentIn: `SELECT * FROM app.addresses WHERE inhabitants IN (5002.5, 40020.0) AND city IN (E'City "5" \\\\ é', E'City "40" \\\\ é')`,
  groupsOfTwo: 'SELECT a, b, count(*) FROM "Parcels" GROUP BY a, b',
  groupsOfThree: 'SELECT a, b, c, count(*) FROM "Parcels" GROUP BY a, b, c',
  groupsOfText: 'SELECT DISTINCT country, city, postcode FROM app.addresses',
  commonEnum: `SELECT * FROM "Parcels" WHERE size = 'small' AND a < 10 AND fragile`,
  contradiction: `SELECT * FROM "Parcels" WHERE size = 'large' AND a = 3`,
  manyTypes: `SELECT * FROM "Parcels" WHERE weight = 4.5 AND tag = 'eccbc87e-4b5c-e2fe-2830-8fd9f2a7baf3' AND day = '2024-01-04' AND span = '3 days'`,
  joined: `SELECT count(*) FROM "Parcels" p JOIN app.addresses d ON d.id = p.a WHERE p.size = 'small' AND p.a < 5 AND d.country = 'DE'`,
  oneCombination: `SELECT * FROM app."Al'ways" WHERE "A a" = 1 AND "b""b" = 'one' AND c IS NULL`,
  noCombination: `SELECT * FROM app."Al'ways" WHERE "A a" = 2 AND "b""b" = 'one'`,
  partitioned: `SELECT * FROM app.readings WHERE kind = 'kind 5' AND unit = 'unit 1'`,
  onePartition: `SELECT * FROM app.readings_1 WHERE kind = 'kind 5' AND unit = 'unit 1'`,
  partitionedGroups: 'SELECT kind, unit, count(*) FROM app.readings GROUP BY kind, unit',
};

export const expressionQueries: Readonly<Record<string, string>> = {
  lower: `SELECT * FROM "Parcels" WHERE lower(email) = 'person17@example.org'`,
  lowerRange: `SELECT * FROM "Parcels" WHERE lower(email) < 'person2'`,
  sum: 'SELECT * FROM "Parcels" WHERE a + b < 30',
  sumAndRest: 'SELECT * FROM "Parcels" WHERE a + b = 12 AND a % 7 = 3',
  sumAndSize: `SELECT * FROM "Parcels" WHERE a + b = 12 AND a % 7 = 3 AND size = 'small'`,
  groupsOfSum: 'SELECT a + b, a % 7, count(*) FROM "Parcels" GROUP BY 1, 2',
  day: `SELECT date_trunc('day', sent AT TIME ZONE 'UTC'), count(*) FROM "Parcels" GROUP BY 1`,
  weekday: `SELECT * FROM "Parcels" WHERE extract(isodow FROM sent AT TIME ZONE 'UTC') = 7`,
  dayAndWeekday: `SELECT * FROM "Parcels" WHERE date_trunc('day', sent AT TIME ZONE 'UTC') = '2024-01-10' AND extract(isodow FROM sent AT TIME ZONE 'UTC') = 3`,
};
