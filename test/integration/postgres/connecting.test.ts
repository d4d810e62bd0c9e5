import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { explain } from '#engines/postgres/explain.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { openForChange } from '#engines/postgres/open-for-change.ts';
import { spell } from '#engines/postgres/spell.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { serverUser } from '#engines/postgres/twin/run-as.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { ensureApt } from '../../apt.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { startPgBouncer } from './pgbouncer.ts';
import { as, sql, testContext, withSession } from './reading.ts';
import { startStandby } from './standby.ts';

const one = (url: string) =>
  withSession(url, async (session) => (await session.read('SELECT 1 AS one')).rows[0]?.['one']);
const failure = async (url: string) => {
  const error: unknown = await one(url).catch((thrown: unknown) => thrown);
  const text = JSON.stringify(error, ['problem', 'message', 'hint', 'code']);
  expect(text).not.toContain('s3cret');
  expect(text).not.toMatch(/postgres:\/\/(?!user@host:5432\/database)/);
  return error;
};
const problemOf = (code: string, message = '') =>
  expect.objectContaining({
    problem: expect.objectContaining({ code, message: expect.stringContaining(message) as unknown }) as unknown,
  }) as unknown;

let local: EmbeddedServer;
let network: EmbeddedServer;
let pem: string;
beforeAll(async () => {
  local = await startTestServer({});
  const binaries = binariesOf(18);
  network = await startEmbeddedServer({
    kind: 'native',
    port: 'loopback',
    ...(binaries === undefined ? {} : { binaries }),
    settings: { max_connections: '6', superuser_reserved_connections: '0', reserved_connections: '0' },
  });
  pem = mkdtempSync('/tmp/dbwright-pem-');
  chmodSync(pem, 0o755);
  const key = join(pem, 'server.key');
  execFileSync(
    'openssl',
    [
      'req',
      '-new',
      '-x509',
      '-days',
      '2',
      '-nodes',
      '-subj',
      '/CN=db.test',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      join(pem, 'server.crt'),
    ],
    { stdio: 'ignore' },
  );
  chmodSync(key, 0o600);
  const user = serverUser();
  if (user) chownSync(key, user.uid, user.gid);
});
afterAll(async () => {
  await local?.stop();
  await network?.stop();
  rmSync(pem, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

describe('where to', () => {
  test('sockets, in all their spellings', async () => {
    const folder = local.directory;
    expect(await one(local.url)).toBe(1);
    expect(await one(`postgres:///postgres?host=${folder}&user=postgres`)).toBe(1);
    expect(await one(`postgresql://postgres@/postgres?host=${folder}`)).toBe(1);
  });

  test('the environment fills what the URL leaves out', async () => {
    vi.stubEnv('PGHOST', local.directory);
    vi.stubEnv('PGPORT', '5432');
    vi.stubEnv('PGUSER', 'postgres');
    vi.stubEnv('PGDATABASE', 'template1');
    await withSession('postgres://', async (session) => {
      expect(session.server).toMatchObject({ role: 'postgres', database: 'template1' });
    });
    await withSession('postgres:///postgres', async (session) => {
      expect(session.server.database).toBe('postgres');
    });
  });

  test('the same server and another one are told apart', async () => {
    const identity = (url: string) => withSession(url, async (session) => session.server.identity);
    expect(await identity(local.url)).toBe(await identity(local.url));
    expect(await identity(local.url)).not.toBe(await identity(network.url));
    expect(await identity(local.url)).not.toBe(await identity(as(local.url, 'postgres', 'template1')));
  });

  test('the name of the application', () =>
    withSession(local.url, async (session) => {
      expect((await session.read('SHOW application_name')).rows).toEqual([{ application_name: 'dbwright' }]);
    }));
});

describe('what goes wrong', () => {
  const at = () => new URL(network.url);

  test('nobody listens', async () => {
    expect(await failure('postgres://u:s3cret@127.0.0.1:1/db')).toEqual(problemOf('unreachable', '127.0.0.1:1'));
    expect(await failure('postgres://u:s3cret@localhost:1/db')).toEqual(problemOf('unreachable', 'localhost:1'));
    expect(await failure('postgres://u:s3cret@/db?host=/nowhere')).toEqual(problemOf('unreachable', '/nowhere'));
    expect(await failure('postgres://u:s3cret@no-such-host.invalid/db')).toEqual(problemOf('unreachable'));
  });

  test('no answer in time', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const started = Date.now();
    const url = `postgres://u:s3cret@127.0.0.1:${port}/db?connect_timeout=1&sslmode=disable`;
    expect(await failure(url)).toEqual(problemOf('unreachable', 'timeout'));
    expect(Date.now() - started).toBeGreaterThan(900);
    expect(Date.now() - started).toBeLessThan(3_000);
    silent.close();
  });

  test('a wrong password, and none', async () => {
    const { port } = at();
    expect(await failure(`postgres://postgres:s3cret@127.0.0.1:${port}/postgres`)).toEqual(
      problemOf('denied', '28P01'),
    );
    vi.stubEnv('PGPASSFILE', '/nowhere');
    expect(await failure(`postgres://postgres@127.0.0.1:${port}/postgres`)).toEqual(
      problemOf('denied', 'none was given'),
    );
  });

  test('no such database', async () => {
    expect(await failure(as(local.url, 'postgres', 'missing'))).toEqual(problemOf('not-found', 'missing'));
  });

  test('no such URL', async () => {
    for (const url of [
      'mysql://u:s3cret@h/db',
      'postgres://u:s3cret#@h/db',
      'postgres://h:port/db?password=s3cret',
      'postgres://h/db?sslmode=s3',
    ]) {
      expect(await failure(url)).toEqual(problemOf('invalid'));
    }
  });

  test('too many connections', async () => {
    const sleepers = Array.from({ length: 6 }, () => sql(network.url, 'SELECT pg_sleep(1.5)').catch(() => undefined));
    await new Promise((wake) => setTimeout(wake, 500));
    expect(await failure(network.url)).toEqual(problemOf('busy', '53300'));
    await Promise.all(sleepers);
  });
});

describe('passwords in a file', () => {
  test('the first line that fits, and only from a file of one’s own', async () => {
    const { port, password } = new URL(network.url);
    const file = join(pem, 'pgpass');
    writeFileSync(file, `# mine\nother:*:*:*:no\n127.0.0.1:${port}:*:postgres:${password}\n*:*:*:*:wrong\n`, {
      mode: 0o600,
    });
    vi.stubEnv('PGPASSFILE', file);
    expect(await one(`postgres://postgres@127.0.0.1:${port}/postgres`)).toBe(1);
    chmodSync(file, 0o644);
    expect(await failure(`postgres://postgres@127.0.0.1:${port}/postgres`)).toEqual(
      problemOf('denied', 'none was given'),
    );
  });
});

describe('TLS', () => {
  const url = (mode: string, host = 'localhost') => `${network.url.replace('127.0.0.1', host)}?sslmode=${mode}`;
  const encrypted = (target: string) =>
    withSession(target, async (session) => {
      const { rows } = await session.read('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      return rows[0]?.['ssl'];
    });

  test('a server without it', async () => {
    expect(await encrypted(url('prefer'))).toBe(false);
    expect(await encrypted(network.url)).toBe(false);
    expect(await failure(url('require'))).toEqual(problemOf('unreachable', 'SSL'));
  });

  test('a server with a certificate of its own', async () => {
    await sql(network.url, `ALTER SYSTEM SET ssl_cert_file = '${pem}/server.crt'`);
    await sql(network.url, `ALTER SYSTEM SET ssl_key_file = '${pem}/server.key'`);
    await sql(network.url, 'ALTER SYSTEM SET ssl = on');
    await sql(network.url, 'SELECT pg_reload_conf()');
    await expect.poll(() => encrypted(url('prefer'))).toBe(true);
    const root = `&sslrootcert=${pem}/server.crt`;
    expect(await encrypted(url('disable'))).toBe(false);
    expect(await encrypted(url('allow'))).toBe(false);
    expect(await encrypted(url('require'))).toBe(true);
    expect(await encrypted(url('verify-ca', '127.0.0.1') + root)).toBe(true);
    expect(await encrypted(url('verify-full') + root)).toBe(true);
    expect(await failure(url('verify-full', '127.0.0.1') + root)).toEqual(problemOf('unreachable'));
    expect(await failure(url('verify-full'))).toEqual(problemOf('unreachable'));
    expect(await failure(url('verify-ca'))).toEqual(problemOf('invalid', 'verify-ca'));
    expect(await failure(`${url('require')}&sslrootcert=/nowhere`)).toEqual(problemOf('not-found', 'sslrootcert'));
  });

  test('a statement is cancelled over TLS too', async () => {
    const stop = new AbortController();
    await withSession(
      url('require'),
      async (session) => {
        const outcome = expect(session.read('SELECT pg_sleep(30)')).rejects.toThrow('enough');
        setTimeout(() => stop.abort(new Error('enough')), 200);
        const started = Date.now();
        await outcome;
        expect(Date.now() - started).toBeLessThan(1_500);
      },
      {},
      testContext(stop.signal),
    );
  });
});

describe('a standby', () => {
  test('is read like any server, and refuses changes', async () => {
    await sql(
      local.url,
      'CREATE TABLE copied AS SELECT i AS a FROM generate_series(1, 1000) i; CREATE INDEX copied_a ON copied (a)',
    );
    await sql(local.url, 'ANALYZE copied');
    const standby = await startStandby(local);
    try {
      await withSession(standby.url, async (session) => {
        expect(session.server.recovering).toBe(true);
        const schema = await inspect(session, testContext());
        expect(schema.tables.map((table) => table.name)).toContain('copied');
        const known = await statistics(session, schema, testContext());
        expect(known.relations.find((relation) => relation.name === 'copied')?.columns).toHaveLength(1);
        const plan = await explain(
          session,
          { text: 'UPDATE copied SET a = 2 WHERE a = $1', parameters: {} },
          testContext(),
        );
        expect(plan.root.operation).toBe('Update');
      });
      await expect(openForChange(standby.url, testContext())).rejects.toEqual(problemOf('denied', 'standby'));
    } finally {
      await standby.stop();
    }
  });
});

describe.skipIf(!ensureApt({ pgbouncer: 'pgbouncer' }))('PgBouncer in transaction mode', () => {
  test('everything is read, and nothing is left on its connection', async () => {
    const pooler = await startPgBouncer(local);
    try {
      await withSession(pooler.url, async (session) => {
        const schema = await inspect(session, testContext());
        expect(schema.tables.length).toBeGreaterThan(0);
        await statistics(session, schema, testContext());
        await explain(session, { text: 'SELECT * FROM pg_class WHERE oid = $1', parameters: {} }, testContext());
        const cut = await session.read('SELECT generate_series(1, 1000000) AS g', { bounds: { rows: 10 } });
        expect(cut).toMatchObject({ truncated: true });
        await expect(session.read('SELECT 1 / 0')).rejects.toEqual(problemOf('invalid', '22012'));
        await expect(session.read('SELECT pg_sleep(30)', { bounds: { statementMs: 200 } })).rejects.toEqual(
          problemOf('timeout'),
        );
        const reads = await Promise.all(
          [1, 2, 3].map((value) => session.read('SELECT $1::int AS v', { values: [value] })),
        );
        expect(reads.map((read) => read.rows)).toEqual([[{ v: 1 }], [{ v: 2 }], [{ v: 3 }]]);
        const { rows } = await session.read('SHOW search_path');
        expect(rows).toEqual([{ search_path: '"$user", public' }]);
      });
      const folder = new URLSearchParams(pooler.url.split('?')[1]).get('host') ?? '';
      const client = `postgres://postgres@${encodeURIComponent(folder)}:6432/postgres`;
      expect(
        await sql(
          client,
          "SELECT current_setting('statement_timeout') AS time, (SELECT count(*)::int FROM pg_prepared_statements) AS prepared",
        ),
      ).toEqual([{ time: '0', prepared: 0 }]);
      await expect(openForChange(pooler.url, testContext())).rejects.toEqual(problemOf('unsupported', 'pooler'));
      expect(await failure(pooler.url.replace('/postgres?', '/missing?'))).toEqual(problemOf('not-found'));
    } finally {
      await pooler.stop();
    }
  });

  test('a signal cancels what runs behind it', async () => {
    const pooler = await startPgBouncer(local);
    const stop = new AbortController();
    try {
      await withSession(
        pooler.url,
        async (session) => {
          const outcome = expect(session.read('SELECT pg_sleep(20) AS behind')).rejects.toThrow('enough');
          await new Promise((wake) => setTimeout(wake, 300));
          stop.abort(new Error('enough'));
          await outcome;
          const running = () =>
            sql(local.url, "SELECT pid FROM pg_stat_activity WHERE query LIKE '%AS behind' AND state = 'active'");
          await expect.poll(running).toEqual([]);
        },
        {},
        testContext(stop.signal),
      );
    } finally {
      await pooler.stop();
    }
  });
});

describe('the door for changes', () => {
  const { signal } = new AbortController();
  const index = IndexDefinition.parse({
    schema: 'public',
    table: 'Goods',
    name: 'Goods "by" name',
    keys: [
      { column: 'Name', operatorClass: 'text_pattern_ops' },
      { expression: 'lower("Name")', direction: 'desc', nulls: 'last' },
    ],
    include: ['id'],
    predicate: 'id > 10',
  });

  test('builds, checks, repairs and takes back an index as it was spelled', async () => {
    await sql(
      local.url,
      `CREATE TABLE "Goods" (id int, "Name" text, part int); INSERT INTO "Goods" SELECT i, 'n' || i FROM generate_series(1, 500) i`,
    );
    const door = await openForChange(local.url, testContext());
    try {
      const [create] = spell({ kind: 'create-index', index });
      const [drop] = spell({ kind: 'drop-index', index });
      if (!create || !drop) throw new Error('nothing spelled');
      const state = async () => [
        await door.check(create.done ?? '', signal),
        await door.check(create.broken ?? '', signal),
        await door.check(drop.done ?? '', signal),
      ];
      expect(await state()).toEqual([false, false, true]);
      await door.execute(create.text, signal);
      expect(await state()).toEqual([true, false, false]);
      await sql(local.url, `UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"Goods ""by"" name"'::regclass`);
      expect(await state()).toEqual([false, true, false]);
      await door.execute(create.repair ?? '', signal);
      expect(await state()).toEqual([false, false, true]);
      await door.execute(create.text, signal);
      await door.execute(drop.text, signal);
      expect(await state()).toEqual([false, false, true]);
      await door.execute(drop.undo ?? '', signal);
      expect(await state()).toEqual([true, false, false]);
      const found = await withSession(local.url, (session) => inspect(session, testContext()));
      const real = found.tables.find((table) => table.name === 'Goods')?.indexes[0];
      expect(real).toMatchObject({ ...index, predicate: '(id > 10)'.slice(1, -1) });
    } finally {
      await door.close();
    }
  });

  test('several statements together are all or nothing', async () => {
    const door = await openForChange(local.url, testContext());
    try {
      const statements = [
        ...spell({
          kind: 'create-statistics',
          schema: 'public',
          table: 'Goods',
          name: 'both',
          columns: ['id', 'part'],
        }),
        ...spell({ kind: 'set-setting', name: 'work_mem', value: '64MB' }),
      ].map((statement) => statement.text);
      await expect(door.executeTogether([...statements, 'SELECT 1 / 0'], signal)).rejects.toEqual(problemOf('invalid'));
      const [create] = spell({
        kind: 'create-statistics',
        schema: 'public',
        table: 'Goods',
        name: 'both',
        columns: ['id', 'part'],
      });
      expect(await door.check(create?.done ?? '', signal)).toBe(false);
      await door.executeTogether(statements, signal);
      expect(await door.check(create?.done ?? '', signal)).toBe(true);
      await expect(door.executeTogether(statements, signal)).rejects.toEqual(problemOf('conflict'));
      await door.execute('VACUUM (ANALYZE) "Goods"', signal);
      expect(
        await sql(
          local.url,
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'dbwright apply'",
        ),
      ).toEqual([{ n: 1 }]);
    } finally {
      await door.close();
    }
  });

  test('waits for a lock for two seconds, then says busy', async () => {
    const locker = sql(local.url, 'BEGIN; LOCK TABLE "Goods"; SELECT pg_sleep(4); ROLLBACK');
    await new Promise((wake) => setTimeout(wake, 300));
    const door = await openForChange(local.url, testContext());
    try {
      await expect(door.execute('ALTER TABLE "Goods" ADD COLUMN later int', signal)).rejects.toEqual(
        problemOf('busy', '55P03'),
      );
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('enough')), 200);
      await expect(door.execute('SELECT pg_sleep(20)', stop.signal)).rejects.toThrow('enough');
    } finally {
      await door.close();
      await locker;
    }
  });
});
