import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#contracts/context.ts';
import type { Run } from '#contracts/instrument.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { trialRun } from '#engines/postgres/twin/trial.ts';
import { openEmbeddedConnection } from '#engines/postgres/twin/trial-connection.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { startTestServer } from '../../servers.ts';
import { testContext } from './shop-source.ts';

let server: EmbeddedServer;
let admin: TwinConnection;
const about = { by: 'a test', level: 'measured' as const, notes: [], rowsFrom: 'the test' };
const runWith = (context: Context): Run =>
  trialRun(() => openEmbeddedConnection(server.url, context.signal), about, context);
const ask = (text: string, parameters: Record<string, string> = {}) => ({ text, parameters });
const index = (name: string, column: string, table = 'things', more: Partial<IndexDefinition> = {}) =>
  IndexDefinition.parse({ schema: 'public', table, name, keys: [{ column }], ...more });

beforeAll(async () => {
  server = await startTestServer({});
  admin = await openTwinConnection(server.url);
  await admin.query(`
    create table things (id int primary key, kind int not null, price float8 not null, name text not null);
    insert into things select i, i % 1000, i / 7.0, 'thing ' || i from generate_series(1, 100000) i;
    create table parts (id int, at date) partition by range (at);
    create table parts_1 partition of parts for values from ('2024-01-01') to ('2024-07-01');
    create table parts_2 partition of parts for values from ('2024-07-01') to ('2025-01-01');
    insert into parts select i, date '2024-01-01' + i % 366 from generate_series(1, 20000) i;
    create table queue (id int primary key, state int) with (fillfactor = 50, autovacuum_enabled = off);
    insert into queue select i, 0 from generate_series(1, 1000) i`);
  await admin.query('vacuum analyze');
});
afterAll(async () => {
  await admin?.close();
  await server?.stop();
});
/** Whatever a test does, nothing of it stays: no index, no row, no session. */
afterEach(async () => {
  const [left] = await admin.query(`select
    (select json_agg(relname) from pg_class where relkind in ('i', 'I') and relname like 'try%') as indexes,
    (select count(*)::int4 from things where price < 0) as changed,
    (select count(*)::int4 from pg_prepared_statements) as prepared`);
  expect(left).toEqual({ indexes: null, changed: 0, prepared: 0 });
  await expect.poll(sessions, { timeout: 5000 }).toBe(0);
});
async function sessions(): Promise<unknown> {
  const [row] = await admin.query(
    `select count(*)::int4 as n from pg_stat_activity where application_name = 'dbwright trial'`,
  );
  return row?.['n'];
}

describe('measure', () => {
  test('the median of the runs, the rows, their checksum and the plan', async () => {
    const measured = await runWith(testContext).measure({
      query: ask('select * from things where kind = $1', { 1: '7' }),
      runs: 5,
    });
    expect(measured.milliseconds.length).toBeGreaterThanOrEqual(5);
    const sorted = [...measured.milliseconds].sort((a, b) => a - b);
    expect(measured.median).toBeGreaterThanOrEqual(sorted[0] ?? 0);
    expect(measured.median).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
    expect(measured.rows).toBe(100);
    expect(measured.plan).toMatchObject({ analyzed: true, root: { type: 'Seq Scan', relation: 'things' } });
  });

  test('the checksum hangs on the rows, not on their order', async () => {
    const run = runWith(testContext);
    const checksum = async (text: string) => (await run.measure({ query: ask(text), runs: 1 })).checksum;
    const ascending = await checksum('select * from things where kind = 1 order by id');
    expect(await checksum('select * from things where kind = 1 order by id desc; ')).toBe(ascending);
    expect(await checksum('select * from things where kind = 2 order by id')).not.toBe(ascending);
    expect(
      await checksum('select * from things where kind = 1 union all select * from things where kind = 1 -- twice'),
    ).not.toBe(ascending);
  });

  test('a parameter without a value is named', async () => {
    await expect(
      runWith(testContext).measure({
        query: ask('select * from things where id = $1 and kind = $2', { 1: '1' }),
        runs: 1,
      }),
    ).rejects.toMatchObject({
      problem: { code: 'invalid', message: expect.stringContaining('$2'), hint: expect.stringContaining('--param 2=') },
    });
  });

  test.each([
    ['update things set price = -1 where kind = 1', 100, 'Update'],
    ['with gone as (delete from things where kind = 2 returning id) select count(*) from gone', undefined, 'Delete'],
    ["insert into things select id + 1000000, 1, -1, 'x' from things where kind < 5", 500, 'Insert'],
    [
      'merge into things t using (values (5)) v (id) on t.id = v.id when matched then update set price = -1',
      1,
      'Merge',
    ],
  ])('%s is measured and rolled back', async (text, rows, operation) => {
    const measured = await runWith(testContext).measure({ query: ask(text), runs: 2 });
    expect(JSON.stringify(measured.plan)).toContain(`"operation":"${operation}"`);
    expect(measured.checksum).toBe('');
    if (rows !== undefined) expect(measured.rows).toBe(rows);
    expect((await admin.query('select count(*)::int4 as n from things'))[0]?.['n']).toBe(100_000);
  });

  test('a second statement behind the first is refused and never runs', async () => {
    await expect(
      runWith(testContext).measure({ query: ask('select 1; commit; update things set price = -1'), runs: 1 }),
    ).rejects.toMatchObject({ problem: { message: expect.stringContaining('multiple commands') } });
  });

  test('what the server says is passed on', async () => {
    await expect(
      runWith(testContext).measure({ query: ask('select nothing from things'), runs: 1 }),
    ).rejects.toMatchObject({
      problem: { message: expect.stringContaining('column "nothing" does not exist') },
    });
  });

  test('medians of two measurements of the same query are near each other', async () => {
    const run = runWith(testContext);
    const medianOf = async () =>
      (await run.measure({ query: ask("select count(*) from things where name like '%99%'"), runs: 7 })).median;
    const [first, second] = [await medianOf(), await medianOf()];
    expect(Math.max(first, second) / Math.min(first, second)).toBeLessThan(2);
  });
});

describe('compare', () => {
  test('the index is built, used, measured and gone', async () => {
    const trial = await runWith(testContext).compare({
      query: ask('select * from things where kind = 7'),
      indexes: [index('try_kind', 'kind')],
      runs: 3,
    });
    expect(trial.before.plan.root.type).toBe('Seq Scan');
    expect(JSON.stringify(trial.after.plan)).toContain('try_kind');
    expect(trial.after.median).toBeLessThan(trial.before.median);
    expect(trial.sameRows).toBe(true);
    expect(trial.bytes['try_kind']).toBeGreaterThan(100_000);
    expect(trial.buildMs['try_kind']).toBeGreaterThan(0);
  });

  test('of a partitioned table, the sizes of all parts', async () => {
    const { bytes, sameRows } = await runWith(testContext).compare({
      query: ask('select * from parts where id = 5'),
      indexes: [index('try_parts', 'id', 'parts')],
      runs: 1,
    });
    expect(bytes['try_parts']).toBeGreaterThan(200_000);
    expect(sameRows).toBe(true);
  });

  test('an index on an expression is analyzed, so that its rows are estimated', async () => {
    const { after } = await runWith(testContext).compare({
      query: ask("select * from things where upper(name) = 'THING 5'"),
      indexes: [
        IndexDefinition.parse({
          schema: 'public',
          table: 'things',
          name: 'try_upper',
          keys: [{ expression: 'upper(name)' }],
        }),
      ],
      runs: 1,
    });
    expect(after.plan.root.estimated?.rows).toBe(1);
  });

  test.each([
    ['a LIMIT among equals', 'select * from things order by kind limit 5', 'unknown'],
    ['a LIMIT with one answer', 'select * from things order by kind, id limit 5', true],
    ['sums of floats', 'select kind, sum(price) from things where kind < 50 group by kind', true],
    ['the clock', 'select kind, clock_timestamp() from things where kind = 7', 'unknown'],
    ['no rows', 'select * from things where kind = -1', true],
    ['a writing statement', 'update things set price = -1 where kind = 7', 'unknown'],
  ])('same rows: %s', async (_, text, expected) => {
    const trial = await runWith(testContext).compare({
      query: ask(text),
      indexes: [index('try_kind', 'kind')],
      runs: 1,
    });
    // Equals may come in the same order by chance.
    expect(expected === 'unknown' ? [true, 'unknown'] : [expected]).toContain(trial.sameRows);
  });

  test('same rows: false where an index really changes the answer', async () => {
    // A function that lies about being immutable stands for a broken operator class.
    await admin.query(`create function lie(int) returns int language plpgsql immutable as
      $$ begin return case when exists (select from pg_class where relname = 'try_lie') then $1 + 1 else $1 end; end $$`);
    const trial = await runWith(testContext).compare({
      query: ask('select lie(id) from things where kind = 7'),
      indexes: [index('try_lie', 'kind')],
      runs: 1,
    });
    expect(trial.sameRows).toBe(false);
    await admin.query('drop function lie');
  });

  test('after an error nothing is left', async () => {
    const twice = [index('try_one', 'kind'), index('try_two', 'no_such_column')];
    await expect(
      runWith(testContext).compare({ query: ask('select 1'), indexes: twice, runs: 1 }),
    ).rejects.toMatchObject({ problem: { message: expect.stringContaining('no_such_column') } });
    await expect(
      runWith(testContext).compare({ query: ask('select 1'), indexes: [index('things_pkey', 'kind')], runs: 1 }),
    ).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });

  test('rows changed a moment ago, seen otherwise by an old transaction: it says that the index cannot be used', async () => {
    const old = await openTwinConnection(server.url);
    await old.query('begin isolation level repeatable read; select count(*) from queue');
    await admin.query('update queue set state = 1');
    await expect(
      runWith(testContext).compare({
        query: ask('select * from queue where state = 5'),
        indexes: [index('try_state', 'state', 'queue')],
        runs: 1,
      }),
    ).rejects.toMatchObject({ problem: { code: 'busy', message: expect.stringContaining('public.queue') } });
    await old.query('rollback');
    await old.close();
  });

  test('a lock of another session is not waited for', async () => {
    const other = await openTwinConnection(server.url);
    await other.query('begin; lock table things in row exclusive mode');
    await expect(
      runWith(testContext).compare({ query: ask('select 1'), indexes: [index('try_kind', 'kind')], runs: 1 }),
    ).rejects.toMatchObject({ problem: { code: 'busy' } });
    await other.query('rollback');
    await other.close();
  });
});

describe('abort', () => {
  test.each([
    ['a long run', 'select pg_sleep(30)', 'select pg_sleep'],
    ['building', 'select 1', 'CREATE INDEX'],
  ])('in the middle of %s', async (_, text, running) => {
    await admin.query(
      `create or replace function slow(int) returns int language plpgsql immutable as $$ begin perform pg_sleep(0.01); return $1; end $$`,
    );
    const controller = new AbortController();
    const slow = IndexDefinition.parse({
      schema: 'public',
      table: 'things',
      name: 'try_slow',
      keys: [{ expression: 'slow(id)' }],
    });
    const trial = runWith({ ...testContext, signal: controller.signal })
      .compare({ query: ask(text), indexes: [slow], runs: 1 })
      .catch((error: unknown) => error);
    await expect
      .poll(
        async () =>
          (
            await admin.query(
              `select count(*)::int4 as n from pg_stat_activity where application_name = 'dbwright trial' and state = 'active' and query like '%${running}%'`,
            )
          )[0]?.['n'],
      )
      .toBe(1);
    const start = Date.now();
    controller.abort();
    expect(await trial).toMatchObject({ name: 'AbortError' });
    expect(Date.now() - start).toBeLessThan(3000);
    await expect.poll(sessions).toBe(0);
    await admin.query('drop function slow');
  });
});
