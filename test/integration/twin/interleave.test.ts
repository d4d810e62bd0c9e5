import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { copyTwin } from '#engines/postgres/twin/copy-twin.ts';
import { dataTwin } from '#engines/postgres/twin/data-twin.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { type MeasuringRun, trialRun } from '#engines/postgres/twin/trial.ts';
import { openEmbeddedConnection, type TrialConnection } from '#engines/postgres/twin/trial-connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { InterleavedTrial } from '#vocabulary/interleaved-trial.ts';
import { binariesOf } from '../../servers.ts';
import { testContext } from './shop-source.ts';

/** Stands for the user's copy: its login owns the tables and is no superuser. */
let server: EmbeddedServer;
let admin: TwinConnection;
let copyUrl: string;
let request: TwinRequest;
const ask = (text: string, parameters: Record<string, string> = {}) => ({ text, parameters });
const index = (name: string, column: string, more: Partial<IndexDefinition> = {}) =>
  IndexDefinition.parse({ schema: 'public', table: 'things', name, keys: [{ column }], ...more });
const byKind = index('try_kind', 'kind');
const byNote = index('try_note', 'note');
const existing = index('things_size', 'size');
const none = { create: [] };
const about = { by: 'a test', level: 'measured' as const, notes: [], rowsFrom: 'the test' };
const selective = ask('select * from things where kind = $1', { 1: '7' });

beforeAll(async () => {
  const binaries = binariesOf(18);
  server = await startEmbeddedServer({
    kind: 'native',
    port: 'loopback',
    ...(binaries === undefined ? {} : { binaries }),
  });
  admin = await openTwinConnection(server.url);
  await admin.query(
    "create role owner login password 'owner'; alter schema public owner to owner; grant create on database postgres to owner",
  );
  const { host } = new URL(server.url);
  copyUrl = `postgres://owner:owner@${host}/postgres`;
  const owner = await openTwinConnection(copyUrl);
  await owner.query(`
    create table things (id int primary key, kind int not null, size int not null, note text not null, seen int not null default 0);
    insert into things select i, i % 2000, i % 5000, 'note ' || i % 100 from generate_series(1, 60000) i;
    create index things_size on things (size);
    create table parts (id int, at date) partition by range (at);
    create table parts_1 partition of parts for values from ('2024-01-01') to ('2024-07-01');
    create table parts_2 partition of parts for values from ('2024-07-01') to ('2025-01-01');
    insert into parts select i, date '2024-01-01' + i % 366 from generate_series(1, 20000) i`);
  await owner.close();
  await admin.query(`
    create function slow(int) returns int language plpgsql immutable as $$ begin perform pg_sleep(0.01); return $1; end $$;
    create function idle(int) returns boolean language plpgsql cost 0.0001 as $$ begin perform pg_sleep(0.001); return true; end $$`);
  await admin.query('vacuum analyze');
  const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
  const schema = await inspect(session, testContext);
  request = {
    schema,
    statistics: await statistics(session, schema, testContext),
    settings: await settings(session, testContext),
    major: 18,
  };
  await session.close();
});
afterAll(async () => {
  await admin?.close();
  await server?.stop();
});
/** Whatever a test does in the copy, nothing of it stays: no index gone or new, no row, no session, no lock. */
afterEach(async () => {
  const [left] = await admin.query(`select
    (select json_agg(relname order by relname) from pg_class where relkind in ('i', 'I') and relnamespace = 'public'::regnamespace) as indexes,
    (select count(*)::int4 from pg_index where not (indisvalid and indisready)) as invalid,
    (select count(*)::int4 from things where seen <> 0) as changed, (select count(*)::int4 from things) as rows`);
  expect(left).toEqual({ indexes: ['things_pkey', 'things_size'], invalid: 0, changed: 0, rows: 60_000 });
  await expect.poll(sessions, { timeout: 5000 }).toBe(0);
  const [locks] = await admin.query("select count(*)::int4 as n from pg_locks where relation = 'things'::regclass");
  expect(locks?.['n']).toBe(0);
});

async function sessions(): Promise<unknown> {
  const [row] = await admin.query(
    `select count(*)::int4 as n from pg_stat_activity where application_name = 'dbwright trial'`,
  );
  return row?.['n'];
}

async function copy(context: Context = testContext): Promise<MeasuringRun> {
  return (await copyTwin(copyUrl, undefined, context)).run;
}

function measured(trial: InterleavedTrial, at: number) {
  const one = trial.statements[at];
  if (one?.kind !== 'measured') throw new Error(`not measured: ${one?.why}`);
  return {
    ...one,
    best: one.under.map(({ milliseconds }) => Math.min(...milliseconds)),
    medians: one.under.map(({ median }) => median),
    plans: one.under.map(({ plan }) => JSON.stringify(plan)),
    rounds: one.under.map(({ milliseconds }) => milliseconds.length),
  };
}
const failure = (trial: InterleavedTrial, at: number) => {
  const one = trial.statements[at];
  return one?.kind === 'failed' ? one.why : `measured: ${JSON.stringify(one)}`;
};

describe.each(['copy', 'native', 'pglite'] as const)('in the %s', (kind) => {
  let run: MeasuringRun;
  let close: () => Promise<void>;
  let url = '';
  beforeAll(async () => {
    if (kind === 'copy') {
      run = await copy();
      close = async () => undefined;
      return;
    }
    const binaries = binariesOf(18);
    const choice = kind === 'native' && binaries !== undefined ? { binaries } : { kind };
    ({ run, close, url } = await dataTwin({ ...request, rows: 100_000 }, testContext, choice));
  }, 60_000);
  afterAll(() => close());

  test('an index that helps is faster, one that does not help is not; each set has its own indexes', async () => {
    const trial = await run.interleave({
      statements: [selective, ask('select sum(seen) from things'), ask('select * from things where size = 77')],
      sets: [none, { create: [byKind] }, { create: [byNote] }, { create: [byKind, byNote], drop: [existing] }],
      rounds: 4,
    });
    const [chosen, whole, sized] = [measured(trial, 0), measured(trial, 1), measured(trial, 2)];
    expect(chosen.plans.map((plan) => plan.includes('try_kind'))).toEqual([false, true, false, true]);
    const [before = 0, helped = 0] = chosen.medians;
    expect(before / helped).toBeGreaterThan(4);
    // The best of a few runs is what a busy machine moves least.
    const [plain = 0, , useless = 0] = chosen.best;
    expect(Math.max(plain, useless) / Math.min(plain, useless)).toBeLessThan(2.5);
    expect(Math.max(...whole.best) / Math.min(...whole.best)).toBeLessThan(2.5);
    expect(sized.plans.map((plan) => plan.includes('things_size'))).toEqual([true, true, true, false]);
    expect((sized.medians[3] ?? 0) / (sized.medians[0] ?? 0)).toBeGreaterThan(4);
    for (const one of [chosen, whole, sized]) {
      expect(one.sameRows).toBe(true);
      expect(new Set(one.rounds).size).toBe(1);
      expect(one.rounds[0]).toBeGreaterThanOrEqual(4);
      expect(one.under.every(({ plan }) => plan.analyzed)).toBe(true);
    }
    expect(chosen.under[0]?.rows).toBeGreaterThan(0);
    expect(trial.blocks).toBeUndefined();
    expect(trial.sets.map(({ bytes }) => Object.keys(bytes))).toEqual([
      [],
      ['try_kind'],
      ['try_note'],
      ['try_kind', 'try_note'],
    ]);
    expect(trial.sets[1]?.bytes['try_kind']).toBeGreaterThan(100_000);
    expect(trial.sets[1]?.buildMs['try_kind']).toBeGreaterThan(0);
    // Built once.
    expect(trial.sets[3]?.buildMs['try_kind']).toBe(trial.sets[1]?.buildMs['try_kind']);
  }, 30_000);

  test('a writing statement pays for the indexes that the set has, and is taken back', async () => {
    const many = ['kind', 'note', 'seen', 'size'].map((column) => index(`try_w_${column}`, column));
    const trial = await run.interleave({
      statements: [ask('insert into things select 1000000 + i, i, i, md5(i::text), 1 from generate_series(1, 5000) i')],
      sets: [none, { create: many }],
      rounds: 2,
    });
    const written = measured(trial, 0);
    expect(written.sameRows).toBe('unknown');
    expect(written.under[0]).toMatchObject({ rows: 5000, checksum: '' });
    expect((written.best[1] ?? 0) / (written.best[0] ?? 0)).toBeGreaterThan(1.2);
    const counted = await run.measure({ query: ask('select * from things where id >= 1000000'), runs: 1 });
    expect(counted.rows).toBe(0);
  }, 30_000);

  // Elsewhere each has a session of its own.
  const onPglite = kind === 'pglite' ? test : undefined;
  onPglite?.(
    'aborted, it leaves the one session of PGlite as it was',
    async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const progress: Context['progress'] = ({ message }) => {
        if (message.startsWith('round')) setTimeout(() => controller.abort(), 50);
      };
      const { interleave } = trialRun(() => openEmbeddedConnection(url, signal), about, {
        ...testContext,
        signal,
        progress,
      });
      const statements = [ask('select count(*) from generate_series(1, 300000)')];
      await expect(interleave({ statements, sets: [none, { create: [byKind] }], rounds: 1000 })).rejects.toMatchObject({
        name: 'AbortError',
      });
      const left = await run.measure({ query: ask("select relname from pg_class where relname like 'try%'"), runs: 1 });
      expect(left.rows).toBe(0);
      expect(measured(await run.interleave({ statements: [selective], sets: [none], rounds: 1 }), 0).sameRows).toBe(
        true,
      );
    },
    30_000,
  );
});

test('which set comes first moves on with each round; each turn is under every set', async () => {
  const seen: string[] = [];
  const open = async () => {
    const connection = await openEmbeddedConnection(copyUrl, testContext.signal);
    const noted =
      (ask: TrialConnection['command']): TrialConnection['command'] =>
      (sql, ...rest) => {
        seen.push(sql);
        return ask(sql, ...rest);
      };
    return { ...connection, command: noted(connection.command), ask: noted(connection.ask) };
  };
  const { interleave } = trialRun(open, about, testContext);
  // Long enough for no uncounted runs.
  const statements = [1, 2].map((at) => ask(`select pg_sleep(0.03), ${at}`));
  const trial = await interleave({ statements, sets: [none, { create: [byKind] }, { create: [byNote] }], rounds: 3 });
  const hidden: Record<string, string> = {
    'public.try_kind, public.try_note': '1',
    'public.try_note': '2',
    'public.try_kind': '3',
  };
  let set = '';
  const turns = seen.flatMap((sql) => {
    const [, dropped] = /DROP INDEX IF EXISTS (.*);/.exec(sql) ?? [];
    if (dropped !== undefined) set = hidden[dropped] ?? '?';
    const [, statement] = /TIMING OFF.*pg_sleep\(0.03\), (\d)/.exec(sql) ?? [];
    return statement === undefined ? [] : [`${statement} under ${set}`];
  });
  const expected = [
    ['1 under 1', '1 under 2', '1 under 3', '2 under 2', '2 under 3', '2 under 1'],
    ['1 under 2', '1 under 3', '1 under 1', '2 under 3', '2 under 1', '2 under 2'],
    ['1 under 3', '1 under 1', '1 under 2', '2 under 1', '2 under 2', '2 under 3'],
  ];
  expect(turns).toEqual(expected.flat());
  expect(measured(trial, 0).rounds).toEqual([3, 3, 3]);
});

test('statements that fail, are refused or take too long stand beside others that are measured', async () => {
  const { interleave } = await copy();
  const trial = await interleave({
    statements: [
      ask('select nothing from things'),
      selective,
      ask('select pg_advisory_lock(7)'),
      ask('select * from things where id = $1 and kind = $2', { 1: '1' }),
      ask('select pg_sleep(5)'),
      ask('select 1 / (kind - 7) from things'),
      ask('select 1; drop table things'),
      ask('no sql at all'),
      ask('update things set seen = 1 / (kind - 7)'),
      ask('update things set seen = 1 where kind = 7'),
    ],
    sets: [none, { create: [byKind] }],
    rounds: 2,
    statementMs: 300,
  });
  const [wrong, good, refused, open, slow, divided, two, noSql, writing, written] = trial.statements.map((one, at) =>
    one.kind === 'failed' ? one.why : measured(trial, at).under[0]?.rows,
  );
  expect([good, written]).toEqual([30, 30]);
  expect(wrong).toContain('column "nothing" does not exist');
  expect(refused).toContain('no ROLLBACK takes back');
  expect(open).toContain('no value for $2');
  expect(slow).toBe('It did not end within 0.3 s under any set of indexes.');
  expect(divided).toContain('division by zero');
  expect(two).toEqual(expect.any(String));
  expect(noSql).toContain('syntax error');
  expect(writing).toContain('division by zero');
});

test('ending in time under one set only is told with its time', async () => {
  const { interleave } = await copy();
  const trial = await interleave({
    statements: [ask('select count(*) from things where idle(id) and kind = 7')],
    sets: [none, { create: [byKind] }],
    rounds: 2,
    statementMs: 1_000,
  });
  expect(failure(trial, 0)).toMatch(
    /^It did not end within 1 s under set 1 of 2; under the others it took [\d.]+ ms\.$/,
  );
});

test('a LIMIT among equals gives other rows under another plan, and that is told as it is', async () => {
  const { interleave } = await copy();
  const trial = await interleave({
    statements: [
      ask('select id from things where kind < 20 order by kind limit 3'),
      ask('select id from things where kind < 20 order by kind, id limit 3'),
    ],
    sets: [
      none,
      {
        create: [
          index('try_id', 'kind', {
            keys: [{ column: 'kind' }, { column: 'id', direction: 'desc' }].map((key) => ({
              direction: 'asc' as const,
              ...key,
            })) as IndexDefinition['keys'],
          }),
        ],
      },
    ],
    rounds: 1,
  });
  expect(measured(trial, 0).plans[1]).toContain('try_id');
  expect(measured(trial, 0).sameRows).toBe(false);
  expect(measured(trial, 1).sameRows).toBe(true);
});

test('partitioned tables, and an index that cannot be left out', async () => {
  const { interleave } = await copy();
  const parts = IndexDefinition.parse({
    schema: 'public',
    table: 'parts',
    name: 'try_parts',
    keys: [{ column: 'id' }],
    partitioned: true,
  });
  const trial = await interleave({
    statements: [ask('select * from parts where id = 5')],
    sets: [none, { create: [parts] }],
    rounds: 1,
  });
  expect(measured(trial, 0).plans.map((plan) => plan.includes('parts_1_id_idx'))).toEqual([false, true]);
  expect(trial.sets[1]?.bytes['try_parts']).toBeGreaterThan(200_000);
  const key = index('things_pkey', 'id');
  await expect(interleave({ statements: [], sets: [{ create: [], drop: [key] }], rounds: 1 })).rejects.toMatchObject({
    problem: { code: 'unsupported', message: expect.stringContaining('things_pkey') },
  });
  const other = { ...byKind, keys: byNote.keys };
  await expect(
    interleave({ statements: [], sets: [{ create: [byKind] }, { create: [other] }], rounds: 1 }),
  ).rejects.toMatchObject({ problem: { code: 'conflict', message: expect.stringContaining('try_kind') } });
});

test('an index that is not there can be left out', async () => {
  const { interleave } = await copy();
  const trial = await interleave({
    statements: [selective],
    sets: [{ create: [], drop: [index('no_such', 'kind')] }],
    rounds: 1,
  });
  expect(measured(trial, 0).sameRows).toBe(true);
});

test('when the time is up no new round is begun, and what there is is told', async () => {
  const { interleave } = await copy();
  const start = performance.now();
  const trial = await interleave({
    statements: Array.from({ length: 2 }, (_, at) => ask(`select pg_sleep(0.05), ${at}`)),
    sets: [none, { create: [byKind] }],
    rounds: 1000,
    withinMs: 1_500,
  });
  expect(performance.now() - start).toBeLessThan(4_000);
  for (const at of [0, 1]) {
    const rounds = measured(trial, at).rounds[0] ?? 0;
    expect(rounds).toBeGreaterThanOrEqual(1);
    expect(rounds).toBeLessThan(20);
  }
  await expect(
    interleave({ statements: [selective], sets: [{ create: [slowIndex()] }], rounds: 1, withinMs: 300 }),
  ).rejects.toMatchObject({ problem: { code: 'timeout', message: expect.stringContaining('Building') } });
});

const slowIndex = () =>
  IndexDefinition.parse({ schema: 'public', table: 'things', name: 'try_slow', keys: [{ expression: 'slow(id)' }] });

test('in a copy that others read, nobody is kept waiting for long or thrown out', async () => {
  const reader = await openTwinConnection(copyUrl);
  await reader.query('begin; select count(*) from things');
  const { interleave } = await copy();
  const question = { statements: [selective], sets: [none, { create: [byKind] }], rounds: 1 };
  const waiting = interleave(question);
  const outcome = waiting.catch((error: unknown) => error);
  await expect
    .poll(
      async () =>
        (
          await admin.query(
            "select count(*)::int4 as n from pg_locks where mode = 'ShareLock' and relation = 'things'::regclass",
          )
        )[0]?.['n'],
    )
    .toBe(1);
  const other = await openTwinConnection(copyUrl);
  const start = performance.now();
  await other.query('select count(*) from things');
  expect(performance.now() - start).toBeLessThan(1_000);
  await other.close();
  await reader.query('commit');
  expect(await outcome).toMatchObject({ statements: [{ kind: 'measured' }] });
  await reader.close();
});

test('a lock that others keep ends the statements that wait for it, not what was measured before', async () => {
  const blocker = await openTwinConnection(copyUrl);
  let locked: Promise<unknown> | undefined;
  const progress: Context['progress'] = ({ message }) => {
    // The first round is made; a reader stays in its transaction.
    if (message.startsWith('round 2')) locked ??= blocker.query('begin; select count(*) from things');
  };
  const { interleave } = await copy({ ...testContext, progress });
  const sets = [none, { create: [byKind] }];
  const trial = await interleave({ statements: [ask('select pg_sleep(0.05)')], sets, rounds: 1000, withinMs: 30_000 });
  await locked;
  await blocker.query('rollback');
  await blocker.close();
  expect(measured(trial, 0).rounds[0]).toBeGreaterThanOrEqual(1);
  expect(measured(trial, 0).rounds[0]).toBeLessThan(100);
}, 30_000);

describe('abort', () => {
  test.each([
    ['a run', { statements: [ask('select pg_sleep(30)')], sets: [none, { create: [byKind] }], rounds: 1 }, 'pg_sleep'],
    ['building', { statements: [ask('select 1')], sets: [{ create: [slowIndex()] }], rounds: 1 }, 'CREATE INDEX'],
  ])('in the middle of %s', async (_, question, running) => {
    const controller = new AbortController();
    const { interleave } = await copy({ ...testContext, signal: controller.signal });
    const trial = interleave(question).catch((error: unknown) => error);
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
  });
});
