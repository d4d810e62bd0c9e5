import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#engines/postgres/connect.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { copyTwin } from '#engines/postgres/twin/copy-twin.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { binariesOf } from '../../servers.ts';
import { testContext } from './shop-source.ts';

let server: EmbeddedServer;
let admin: TwinConnection;
const address = (database: string, login = '') => {
  const url = new URL(server.url);
  return `postgres://${login === '' ? `${url.username}:${url.password}` : login}@${url.host}/${database}`;
};
const bounds = Bounds.parse({});
const index = IndexDefinition.parse({
  schema: 'public',
  table: 'things',
  name: 'try_kind',
  keys: [{ column: 'kind' }],
});
const query = { text: 'select * from things where kind = 7', parameters: {} };

beforeAll(async () => {
  const binaries = binariesOf(18);
  server = await startEmbeddedServer({
    kind: 'native',
    port: 'loopback',
    ...(binaries === undefined ? {} : { binaries }),
  });
  admin = await openTwinConnection(server.url);
  await admin.query("create role owner login password 'p@ss/word'; create role reader login password 'reader'");
  for (const name of ['live', 'staging']) await admin.query(`create database ${name} owner owner`);
  const staging = await openTwinConnection(address('staging'));
  await staging.query(`create table things (id int, kind int); insert into things select i, i % 1000 from generate_series(1, 50000) i;
    alter table things owner to owner; alter schema public owner to owner; grant select on things to reader; analyze things`);
  await staging.close();
});
afterAll(async () => {
  await admin?.close();
  await server?.stop();
});

test('the target itself is refused, by whatever way it is reached', async () => {
  const target = await connect(address('live'), { bounds }, testContext);
  for (const url of [address('live'), `${address('live')}?sslmode=disable`, address('live', 'owner:p%40ss%2Fword')]) {
    await expect(copyTwin(url, target, testContext)).rejects.toMatchObject({
      problem: { code: 'invalid', message: expect.stringContaining('--twin-url') },
    });
  }
  await target.close();
});

test('another database is taken, and a password with special characters', async () => {
  const target = await connect(address('live'), { bounds }, testContext);
  const twin = await copyTwin(address('staging', 'owner:p%40ss%2Fword'), target, testContext);
  expect(twin.run).toMatchObject({ level: 'measured', rowsFrom: 'your copy staging' });
  expect(twin.run.notes).toEqual([expect.stringContaining("on the target's own server")]);
  const trial = await twin.run.compare({ query, indexes: [index], runs: 2 });
  expect(trial.sameRows).toBe(true);
  expect(trial.bytes['try_kind']).toBeGreaterThan(100_000);
  await twin.close();
  await target.close();
  expect(await leftBehind()).toEqual([]);
});

test('what no ROLLBACK takes back is not run there', async () => {
  const { run } = await copyTwin(address('staging', 'owner:p%40ss%2Fword'), undefined, testContext);
  for (const text of [
    'select pg_advisory_lock(7)',
    "select dblink('dbname=live', 'select 1')",
    'select lo_create(0)',
  ]) {
    const asked = { text, parameters: {} };
    const denied = { problem: { code: 'denied', message: expect.stringContaining('no ROLLBACK takes back') } };
    await expect(run.measure({ query: asked, runs: 1 })).rejects.toMatchObject(denied);
    await expect(run.compare({ query, instead: asked, indexes: [], runs: 1 })).rejects.toMatchObject(denied);
  }
});

test('a role that may only read measures, and is told why it cannot build', async () => {
  const twin = await copyTwin(address('staging', 'reader:reader'), undefined, testContext);
  expect((await twin.run.measure({ query, runs: 1 })).rows).toBe(50);
  await expect(twin.run.compare({ query, indexes: [index], runs: 1 })).rejects.toMatchObject({
    problem: { code: 'denied', hint: expect.stringContaining('own the tables') },
  });
  expect(await leftBehind()).toEqual([]);
});

test('a role whose transactions are read only by default can build', async () => {
  await admin.query('alter role owner set default_transaction_read_only = on');
  const twin = await copyTwin(address('staging', 'owner:p%40ss%2Fword'), undefined, testContext);
  expect((await twin.run.compare({ query, indexes: [index], runs: 1 })).sameRows).toBe(true);
  await admin.query('alter role owner reset default_transaction_read_only');
  expect(await leftBehind()).toEqual([]);
});

test('faults of the address are named without its secrets', async () => {
  const faults = [
    [address('staging', 'owner:wr0ng'), 'denied'],
    [address('nowhere'), 'not-found'],
    [`${address('staging')}?sslmode=require`, 'unreachable'],
    ['mysql://x', 'invalid'],
  ] as const;
  for (const [url, code] of faults) {
    const error = await copyTwin(url, undefined, testContext).catch((e: unknown) => e);
    expect(error).toMatchObject({ problem: { code } });
    expect(JSON.stringify((error as { problem: unknown }).problem)).not.toContain('wr0ng');
  }
});

async function leftBehind(): Promise<readonly unknown[]> {
  const staging = await openTwinConnection(address('staging'));
  try {
    return await staging.query(`select relname::text from pg_class where relname like 'try%'
      union all select query from pg_stat_activity where application_name = 'dbwright trial'`);
  } finally {
    await staging.close();
  }
}
