import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { Rehearse } from '#contracts/instrument.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import { rehearsal } from '#engines/postgres/twin/rehearse.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { RehearsedStep } from '#vocabulary/rehearsal.ts';
import { binariesOf, withServer } from '../../servers.ts';
import { testContext } from './shop-source.ts';

const source = `
  CREATE TABLE users (id int PRIMARY KEY, email varchar(40) NOT NULL UNIQUE, name text, age int, born timestamptz);
  INSERT INTO users SELECT i, 'u' || i || '@example.com', 'name ' || i % 40, i % 90, now() FROM generate_series(1, 5000) i;
  CREATE INDEX users_age ON users (age);
  CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, status text, total numeric(10, 2), note varchar(20));
  INSERT INTO orders SELECT i, 1 + i % 5000, 'open', i, 'n' FROM generate_series(1, 20000) i;
  CREATE INDEX orders_user ON orders (user_id);
  ALTER TABLE orders ADD CONSTRAINT status_known CHECK (status IS NOT NULL);
  ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
  CREATE TABLE events (id int, at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2024-01-01');
  CREATE TABLE events_rest PARTITION OF events DEFAULT;
  INSERT INTO events SELECT i, date '2020-01-01' + i % 700 FROM generate_series(1, 1000) i;
  CREATE TABLE events_new (id int, at date NOT NULL);
  CREATE ROLE reader;
  ALTER TABLE users ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON users TO reader USING (id > 0)`;

let request: TwinRequest;
beforeAll(async () => {
  request = await withServer({}, async (server) => {
    const connection = await openTwinConnection(server.url);
    await connection.query(source);
    await connection.query('VACUUM ANALYZE');
    await connection.close();
    const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
    const schema = await inspect(session, testContext);
    const read = await statistics(session, schema, testContext);
    const found = { schema, statistics: read, settings: await settings(session, testContext) };
    await session.close();
    return found;
  });
});

/** The gate takes one older major by its seed, the full run all. */
const majors = [13, 14, 15, 16, 17];
const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
const full = process.env['DBWRIGHT_FULL'] === '1';
const older = full ? majors : majors.filter((_, at) => at === seed % majors.length);
const servers = [18, ...older, 'pglite'] as const;

describe.each(servers)('rehearsal on %s', (where) => {
  const isNative = where !== 'pglite';
  const major = isNative ? where : 18;
  let twin: Twin & { readonly rehearse: Omit<Rehearse, 'change'> };

  beforeAll(async () => {
    const server = isNative
      ? ({ kind: 'native', binaries: binariesOf(where) ?? '' } as const)
      : ({ kind: 'pglite' } as const);
    twin = await rehearsal(request, testContext, server);
  });
  afterAll(async () => {
    await twin?.close();
  });

  const seen = (step: RehearsedStep | undefined) => ({
    locks: Object.fromEntries(
      (step?.locks ?? []).filter(({ blocks }) => blocks !== 'nothing').map((l) => [l.relation, l.mode]),
    ),
    rewrites: step?.rewrites,
    scans: step?.scans,
    built: step?.built,
  });

  it('says what it is', () => {
    expect(twin.rehearse.by).toMatch(isNative ? /^rehearsal twin, PostgreSQL \d+\.\d+ \(native\)$/ : /\(PGlite\)$/);
    expect(twin.rehearse.notes.filter((note) => note.includes('The twin has no '))).toEqual([]);
  });

  const AE = 'AccessExclusiveLock';
  const SRE = 'ShareRowExclusiveLock';
  const SUE = 'ShareUpdateExclusiveLock';
  const nothing = { rewrites: [], scans: [], built: [] };

  const cases: readonly (readonly [string, string, object])[] = [
    ['ADD COLUMN', 'ALTER TABLE users ADD COLUMN nick text', { locks: { 'public.users': AE }, ...nothing }],
    [
      'ADD COLUMN with a constant default',
      'ALTER TABLE users ADD COLUMN seen timestamptz NOT NULL DEFAULT now()',
      { locks: { 'public.users': AE }, ...nothing },
    ],
    [
      'ADD COLUMN with a volatile default',
      'ALTER TABLE users ADD COLUMN token float8 DEFAULT random()',
      {
        locks: expect.objectContaining({ 'public.users': AE }),
        rewrites: ['public.users'],
        scans: ['public.users'],
        built: ['public.users_age', 'public.users_email_key', 'public.users_pkey'],
      },
    ],
    [
      'int to bigint',
      'ALTER TABLE users ALTER COLUMN age TYPE bigint',
      {
        locks: expect.objectContaining({ 'public.users': AE }),
        rewrites: ['public.users'],
        scans: ['public.users'],
        built: expect.arrayContaining(['public.users_age']),
      },
    ],
    [
      'a wider varchar',
      'ALTER TABLE users ALTER COLUMN email TYPE varchar(80)',
      { locks: expect.objectContaining({ 'public.users': AE }), ...nothing },
    ],
    [
      'a shorter varchar',
      'ALTER TABLE orders ALTER COLUMN note TYPE varchar(10)',
      expect.objectContaining({ rewrites: ['public.orders'] }),
    ],
    [
      'SET NOT NULL',
      'ALTER TABLE orders ALTER COLUMN total SET NOT NULL',
      { locks: { 'public.orders': AE }, rewrites: [], scans: ['public.orders'], built: [] },
    ],
    [
      'SET NOT NULL where a valid CHECK says so',
      'ALTER TABLE orders ALTER COLUMN status SET NOT NULL',
      { locks: { 'public.orders': AE }, ...nothing },
    ],
    [
      'ADD FOREIGN KEY',
      'ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users',
      {
        locks: { 'public.orders': SRE, 'public.users': SRE },
        rewrites: [],
        scans: expect.arrayContaining(['public.orders']),
        built: [],
      },
    ],
    [
      'ADD FOREIGN KEY NOT VALID',
      'ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID',
      { locks: { 'public.orders': SRE, 'public.users': SRE }, ...nothing },
    ],
    [
      'VALIDATE CONSTRAINT',
      'ALTER TABLE orders VALIDATE CONSTRAINT total_positive',
      { locks: { 'public.orders': SUE }, rewrites: [], scans: ['public.orders'], built: [] },
    ],
    [
      'CREATE INDEX',
      'CREATE INDEX ON orders (total)',
      {
        locks: { 'public.orders': 'ShareLock' },
        rewrites: [],
        scans: ['public.orders'],
        built: ['public.orders_total_idx'],
      },
    ],
    ['DROP COLUMN', 'ALTER TABLE users DROP COLUMN name', { locks: { 'public.users': AE }, ...nothing }],
    ['RENAME', 'ALTER TABLE users RENAME TO people', { locks: { 'public.users': AE }, ...nothing }],
    ['RENAME COLUMN', 'ALTER TABLE users RENAME COLUMN name TO title', { locks: { 'public.users': AE }, ...nothing }],
    [
      'UPDATE of all rows',
      "UPDATE orders SET status = 'done'",
      { locks: {}, rewrites: [], scans: ['public.orders'], built: [] },
    ],
    ['UPDATE by key', "UPDATE orders SET status = 'done' WHERE id = 1", { locks: {}, ...nothing }],
    [
      'TRUNCATE',
      'TRUNCATE orders',
      expect.objectContaining({
        locks: expect.objectContaining({ 'public.orders': AE }),
        // It gets a new file, and nothing of it is written.
        ...nothing,
      }),
    ],
    [
      'CLUSTER',
      'CLUSTER orders USING orders_user',
      expect.objectContaining({
        locks: expect.objectContaining({ 'public.orders': AE }),
        rewrites: ['public.orders'],
        built: ['public.orders_pkey', 'public.orders_user'],
      }),
    ],
    [
      'ATTACH PARTITION',
      "ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
      {
        locks: { 'public.events': SUE, 'public.events_new': AE, 'public.events_rest': AE },
        rewrites: [],
        scans: ['public.events_new', 'public.events_rest'],
        built: [],
      },
    ],
  ];

  // Each rehearsal on PGlite starts a server of its own.
  const sampled = isNative || full ? cases : cases.filter((_, at) => at % 5 === seed % 5);
  it.each(sampled)(
    '%s',
    async (_, statement, expected) => {
      const { steps, completed } = await twin.rehearse.rehearse([statement]);
      expect(steps[0]?.error).toBeUndefined();
      expect(completed).toBe(true);
      expect(seen(steps[0])).toEqual(expected);
    },
    isNative ? 20_000 : 60_000,
  );

  it('sees what a statement outside a transaction locks', async () => {
    const statements = [
      'CREATE INDEX CONCURRENTLY orders_note ON orders (note)',
      'VACUUM FULL users',
      'DROP INDEX CONCURRENTLY orders_note',
      'VACUUM orders',
    ];
    const { steps, completed } = await twin.rehearse.rehearse(statements);
    expect(steps.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined]);
    expect(completed).toBe(true);
    const [build, full, drop, vacuum] = steps;
    expect(build?.built).toEqual(['public.orders_note']);
    expect(full?.rewrites).toEqual(['public.users']);
    expect(full?.built).toEqual(['public.users_age', 'public.users_email_key', 'public.users_pkey']);
    if (!isNative) {
      for (const step of [build, drop]) expect(step?.unknown.join()).toContain('one session');
      return;
    }
    expect(build?.locks).toContainEqual({
      relation: 'public.orders',
      mode: SUE,
      blocks: 'other changes of the schema',
    });
    expect(build?.locks.filter(({ blocks }) => blocks.includes('writes'))).toEqual([]);
    expect(full?.locks).toContainEqual({ relation: 'public.users', mode: AE, blocks: 'reads and writes' });
    expect(drop?.locks).toContainEqual({ relation: 'public.orders', mode: SUE, blocks: 'other changes of the schema' });
    expect(vacuum?.locks).toContainEqual({
      relation: 'public.orders',
      mode: SUE,
      blocks: 'other changes of the schema',
    });
    if (major >= 15) expect(build?.scans).toEqual(['public.orders']);
    else expect(build?.unknown.join()).toContain('does not tell in time');
    for (const step of steps) expect(step.milliseconds).toBeLessThan(2000);
  });

  it('keeps locks from BEGIN to COMMIT', async () => {
    const { steps } = await twin.rehearse.rehearse([
      'BEGIN',
      'ALTER TABLE users ADD COLUMN nick text',
      "UPDATE orders SET status = 'x' WHERE id = 1",
      'COMMIT',
      'SELECT nick FROM users WHERE id = 1',
    ]);
    expect(steps.map((step) => seen(step).locks)).toEqual([{}, { 'public.users': AE }, { 'public.users': AE }, {}, {}]);
  });

  it('stops at the first error', async () => {
    const { steps, completed } = await twin.rehearse.rehearse([
      'ALTER TABLE users ADD COLUMN nick text',
      'ALTER TABLE users ADD COLUMN nick text',
      'ALTER TABLE users DROP COLUMN nick',
    ]);
    expect(completed).toBe(false);
    expect(steps.map(({ error }) => error?.code)).toEqual([undefined, '42701']);
    const missing = await twin.rehearse.rehearse(['ALTER TABLE users ADD COLUMN must int NOT NULL']);
    expect(missing.steps[0]?.error?.code).toBe('23502');
    const within = await twin.rehearse.rehearse(['BEGIN', 'CREATE INDEX CONCURRENTLY x ON users (name)', 'COMMIT']);
    expect(within.steps.map(({ error }) => error?.code)).toEqual([undefined, '25001']);
  });

  it('does not take the made-up rows or missing roles for the fault of the change', async () => {
    const { steps, completed } = await twin.rehearse.rehearse([
      "ALTER TABLE users ADD CONSTRAINT odd CHECK (name = 'never')",
      'GRANT SELECT ON users TO "Some App"',
      'CREATE UNIQUE INDEX CONCURRENTLY one_status ON orders (status)',
    ]);
    expect(completed).toBe(true);
    expect(steps[0]?.unknown.join()).toContain('whether yours pass is unknown');
    expect(steps[0]?.scans).toEqual(['public.users']);
    expect(steps[1]?.unknown.join()).toContain('"Some App" was made up');
    expect(steps[2]).toMatchObject({ built: ['public.one_status'] });
    expect(steps[2]?.unknown.join()).toContain('whether yours pass is unknown');
  });

  it('starts from the same schema each time, and runs as no superuser', async () => {
    const again = await twin.rehearse.rehearse(['DROP TABLE orders', 'DROP TABLE users']);
    expect(again.completed).toBe(true);
    const { steps } = await twin.rehearse.rehearse(["COPY users TO '/tmp/dbwright-rehearse-should-not-be'"]);
    if (isNative) expect(steps[0]?.error?.code).toBe('42501');
  });
});
