import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { exitCodes } from '#entrypoints/cli/exit-codes.ts';
import type { ProblemCode } from '#vocabulary/problem.ts';
import { binariesOf } from '../../servers.ts';
import { sql } from '../postgres/reading.ts';
import { startOldServer } from './old-server.ts';
import { type Ended, start } from './program.ts';

const query = 'select * from orders where customer_id = 1';
const password = 'hunter2secret';

let folder: string;
/** Asks for a password, as a server on the network does. */
let server: EmbeddedServer;
let old: Awaited<ReturnType<typeof startOldServer>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  server = await startEmbeddedServer({ kind: 'native', binaries: binariesOf(18) ?? '', port: 'loopback' });
  old = await startOldServer();
  await sql(
    server.url,
    `CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text);
     INSERT INTO orders SELECT i, i % 100, 'x' FROM generate_series(1, 10000) i;
     ANALYZE;
     CREATE ROLE bob LOGIN PASSWORD '${password}'`,
  );
  await sql(server.url, 'CREATE DATABASE closed');
  await sql(server.url, 'REVOKE CONNECT ON DATABASE closed FROM PUBLIC');
  const ddl = 'create table orders (id int primary key, customer_id int, status text);';
  writeFileSync(join(folder, 'schema.sql'), ddl);
  writeFileSync(join(folder, 'empty.txt'), '');
  writeFileSync(join(folder, 'poem.txt'), "Shall I compare thee to a summer's day?\n");
  writeFileSync(join(folder, 'large.txt'), `${'Rows and costs, but no plan'.padEnd(99)}\n`.repeat(524_288));
  writeFileSync(join(folder, 'large.json'), `[${'{"a": [1, 2, 3]}, '.repeat(2_900_000)}{}]`);
  writeFileSync(join(folder, 'latin.txt'), Buffer.from('Seq Scan on caf\xe9\xff', 'latin1'));
});
afterAll(async () => {
  old.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As another login or to another database. */
function url(change: { readonly login?: string; readonly database?: string } = {}): string {
  const login = change.login ?? `bob:${password}`;
  return server.url.replace(/\/\/[^@]*@/, `//${login}@`).replace(/[^/]*$/, change.database ?? 'postgres');
}

/** What happened, one sentence; what to do next; nothing that a user cannot use, and no secret. */
function expectProblem({ code, out, err }: Ended, wanted: ProblemCode, message: RegExp, next: RegExp): void {
  expect(err).toMatch(message);
  expect(code).toBe(exitCodes[wanted]);
  const told = /^Error: (.+)\nNext: {2}([\s\S]+)$/m.exec(err);
  expect(told?.[1]).toMatch(/[.?]$|Did you mean: .+$|syntax error/);
  expect(told?.[2]).toMatch(next);
  expect(err).not.toMatch(/\n\s+at .*:\d+/);
  for (const secret of [password, 'wr0ng']) expect(err + out).not.toContain(secret);
  expect(out).toBe('');
}

describe.concurrent('the server', () => {
  const look = (address: string) => start(['look', 'schema', '--url', address], folder).ended;

  test('that is not there', async () => {
    const ended = await look(`postgres://bob:${password}@127.0.0.1:1/shop`);
    expectProblem(ended, 'unreachable', /127\.0\.0\.1:1.*ECONNREFUSED/, /that the server runs/);
  });
  test('whose name nobody knows', async () => {
    const ended = await look(`postgres://bob:${password}@no-such-host.invalid/shop`);
    expectProblem(ended, 'unreachable', /no-such-host\.invalid:5432/, /Verify network access/);
  });
  test('with a wrong password', async () => {
    const ended = await look(url({ login: 'bob:wr0ng' }));
    expectProblem(ended, 'denied', /password authentication failed for user "bob"/, /PGPASSWORD/);
  });
  test('without the database', async () => {
    const ended = await look(url({ database: 'shpo' }));
    expectProblem(ended, 'not-found', /database "shpo" does not exist/, /last slash/);
  });
  test('that does not let the role in', async () => {
    const ended = await look(url({ database: 'closed' }));
    expectProblem(ended, 'denied', /permission denied for database "closed"/, /grant the right/);
  });
  test('that is too old', async () => {
    const ended = await look(old.url);
    expectProblem(ended, 'unsupported', /PostgreSQL 9\.6\.24; dbwright reads 13 and newer/, /--schema.*--plan/);
  });
  test('of another kind', async () => {
    const ended = await look(`mysql://root:${password}@localhost/shop`);
    expectProblem(ended, 'unsupported', /No engine here understands mysql/, /postgres:\/\//);
  });
  test('whose address is none', async () => {
    expectProblem(await look('localhost/shop'), 'invalid', /no database URL/, /postgres:\/\//);
    const ended = await look(`postgres://bob:${password}/x@localhost/shop`);
    expectProblem(ended, 'invalid', /not a PostgreSQL connection URL/, /percent-encoded/);
  });
});

describe.concurrent('the query', () => {
  test.each([
    ['select * from ordrs', 'not-found', /There is no table "ordrs"/, /Did you mean "orders"/],
    ['select custmer_id from orders', 'not-found', /no column "custmer_id"/, /Did you mean "customer_id"/],
    ['selct * from orders', 'invalid', /SQL syntax issue detected\. Did you mean: select \* from orders/, /Line 1/],
    ['select 1; drop table orders', 'invalid', /2 statements/, /one statement/],
  ] as const)('%s', async (text, code, message, next) => {
    expectProblem(await start(['optimize', 'query', text, '--url', url()], folder).ended, code, message, next);
  });

  test('takes longer than --timeout', async () => {
    const ended = await start(['optimize', 'query', query, '--url', url(), '--timeout', '50ms'], folder).ended;
    expectProblem(ended, 'timeout', /not done after 50 ms/, /--timeout/);
  });

  test('asks for changes that the role may not make', async () => {
    const words = ['optimize', 'query', query, '--url', url(), '--rows', '0'];
    const planned = await start([...words, '--format', 'json', '--quiet'], folder).ended;
    const { planHash } = JSON.parse(planned.out);
    const ended = await start([...words, '--approve', planHash], folder).ended;
    expectProblem({ ...ended, out: '' }, 'denied', /must be owner of table orders/, /connect as another role/);
    const other = await start([...words, '--approve', '0123456789abcdef'], folder).ended;
    expectProblem({ ...other, out: '' }, 'conflict', /not the one that was approved/, new RegExp(planHash));
    const unasked = await start([...words, '--apply'], folder).ended;
    expectProblem(
      { ...unasked, out: '' },
      'declined',
      /Nothing was changed: there is no terminal/,
      new RegExp(planHash),
    );
  });
});

describe.concurrent('the file', () => {
  test.each([
    ['poem.txt', 'invalid', /This is no PostgreSQL plan/, /EXPLAIN \(ANALYZE, BUFFERS, FORMAT JSON\)/],
    ['empty.txt', 'invalid', /empty\.txt is empty/, /output of EXPLAIN/],
    ['large.txt', 'invalid', /This is no PostgreSQL plan/, /EXPLAIN/],
    ['large.json', 'invalid', /This is no PostgreSQL plan/, /EXPLAIN/],
    ['latin.txt', 'invalid', /latin\.txt is not valid UTF-8/, /iconv/],
    ['nowhere.txt', 'not-found', /There is no file nowhere\.txt/, /output of EXPLAIN/],
    ['.', 'invalid', /is a folder/, /Name a file/],
  ] as const)('%s as a plan', async (file, code, message, next) => {
    const words = ['optimize', 'query', query, '--schema', 'schema.sql', '--plan', file];
    expectProblem(await start(words, folder).ended, code, message, next);
  });

  test('that is no schema', async () => {
    const ended = await start(['look', 'schema', '--schema', 'poem.txt'], folder).ended;
    expectProblem(ended, 'invalid', /nothing in this file that makes a schema/, /CREATE TABLE/);
  });
});

describe('in the middle', () => {
  /** A lock that reading the comments waits for. */
  async function locked<T>(bounds: string, use: (waiting: () => Promise<number>) => Promise<T>): Promise<T> {
    const place = join(folder, 'dbwright.config.yaml');
    writeFileSync(place, `bounds: ${bounds}\n`);
    const lock = sql(
      server.url,
      'BEGIN; LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)',
    ).catch(() => undefined);
    const waiting = async () => {
      for (let tries = 0; tries < 200; tries += 1) {
        const [row] = await sql(
          server.url,
          "SELECT pid, pg_sleep(0.05) FROM pg_stat_activity WHERE application_name = 'dbwright' AND wait_event_type = 'Lock'",
        );
        if (row !== undefined) return Number(row['pid']);
        await new Promise((wake) => setTimeout(wake, 25));
      }
      throw new Error('Nobody waits.');
    };
    try {
      return await use(waiting);
    } finally {
      rmSync(place);
      await sql(
        server.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()",
      );
      await lock;
    }
  }
  const look = () => start(['look', 'schema', '--url', url()], folder);
  const sessions = () => sql(server.url, "SELECT query FROM pg_stat_activity WHERE application_name LIKE 'dbwright%'");

  test('a lock is held by somebody', async () => {
    const ended = await locked('{ lockMs: 200 }', () => look().ended);
    expectProblem(ended, 'busy', /lock timeout/, /Try again/);
  });

  test('the server takes too long', async () => {
    const ended = await locked('{ lockMs: 60000, statementMs: 300 }', () => look().ended);
    expectProblem(ended, 'timeout', /statement timeout/, /limit/);
  });

  test('the connection is cut off', async () => {
    const ended = await locked('{ lockMs: 60000, statementMs: 60000 }', async (waiting) => {
      const { ended } = look();
      await sql(server.url, `SELECT pg_terminate_backend(${await waiting()})`);
      return ended;
    });
    expectProblem(ended, 'unreachable', /terminating connection/, /Try again/);
  });

  test('Ctrl-C leaves no session', async () => {
    const ended = await locked('{ lockMs: 60000, statementMs: 60000 }', async (waiting) => {
      const { child, ended } = look();
      await waiting();
      child.kill('SIGINT');
      return ended;
    });
    expect([ended.code, ended.out]).toEqual([exitCodes.interrupted, '']);
    expect(ended.err).toMatch(/Stopped\.\n$/);
    expect(await sessions()).toEqual([]);
  });
});
