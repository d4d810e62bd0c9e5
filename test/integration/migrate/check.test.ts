import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { exitCodes } from '#entrypoints/cli/exit-codes.ts';
import { createAgent } from '../../../src/index.ts';
import { CheckReport } from '../../../src/tasks/migrate/check/check-report.ts';
import { startTestServer } from '../../servers.ts';
import { start } from '../cli/program.ts';

/* `migrate check` and `migrate rehearse` as a user has them: folders, a database, an export, one statement. */

let server: EmbeddedServer;
const folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
const agent = createAgent();

beforeAll(async () => {
  server = await startTestServer({});
  const connection = await openTwinConnection(server.url);
  await connection.query(`
    CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
    CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL, total numeric(10, 2), status text);
    INSERT INTO customers (email) SELECT 'c' || i || '@example.com' FROM generate_series(1, 100) i;
    INSERT INTO orders (customer_id, total, status) SELECT 1 + i % 100, i, 'open' FROM generate_series(1, 30000) i;
    CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE status = 'open'`);
  await connection.query('VACUUM ANALYZE');
  await connection.close();
});

afterAll(async () => {
  await agent.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const rules = ({ findings }: { readonly findings: readonly { readonly rule: string }[] }) =>
  findings.map(({ rule }) => rule);

test('a migration against a database: what was seen, at its line, with the size of the table', async () => {
  const path = file(
    '0001_status.sql',
    `-- The status gets its index.
SET lock_timeout = '2s';
ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
CREATE INDEX orders_status ON orders (status);
`,
  );
  const report = await agent.migrate.check({ url: server.url, migrations: [path] });
  expect(CheckReport.parse(report)).toEqual(report);
  expect(rules(report)).toEqual(expect.arrayContaining(['not-null-scanning-table', 'index-build-blocking-writes']));
  const built = report.findings.find(({ rule }) => rule === 'index-build-blocking-writes');
  expect(built).toMatchObject({ severity: 'critical', at: 'public.orders', place: { file: path, line: 4 } });
  expect(built?.message).toContain('30,000 rows');
  expect(built?.evidence[0]).toMatchObject({
    level: 'simulated',
    what: expect.stringContaining('ShareLock on public.orders'),
  });
  expect(report.details['rehearsedBy']).toMatch(/twin/);
  expect(report.details['files']).toEqual([
    { path, statements: 3, verdict: 'blocks', completed: true, hasDown: false },
  ]);
  expect(report.details['disagreements']).toEqual([]);
});

test('a first migration, from an empty database, has nothing that anybody waits for', async () => {
  const path = file(
    'first/0001_initial.up.sql',
    `CREATE TABLE authors (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE books (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  author_id bigint NOT NULL REFERENCES authors (id),
  title text NOT NULL
);
CREATE INDEX books_author_id ON books (author_id);
`,
  );
  file('first/0001_initial.down.sql', 'DROP TABLE books;\nDROP TABLE authors;\n');
  const report = await agent.migrate.check({ migrations: [join(path, '..')] });
  expect(report.findings).toEqual([]);
  expect(report.summary).toMatch(
    /^1 file with 3 statements, run in a twin: nobody waits; nothing to find fault with\.$/,
  );
  expect(report.details['files']).toMatchObject([{ hasDown: true, completed: true, verdict: 'free' }]);
});

test('read only, it foresees the same', async () => {
  const sql = 'ALTER TABLE orders ALTER COLUMN customer_id TYPE integer; CREATE INDEX ON orders (customer_id)';
  const seen = await agent.migrate.check({ sql, url: server.url });
  const told = await agent.migrate.check({ sql, static: true, url: server.url });
  expect(rules(told)).toEqual(rules(seen));
  expect(told.details['rehearsedBy']).toBeUndefined();
  expect(told.unseen.map(({ what }) => what)).toContain('what a server does with them');
});

test('a statement that fails is told with the words of the server', async () => {
  const report = await agent.migrate.check({
    sql: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (totl > 0)',
    url: server.url,
  });
  expect(report.findings[0]).toMatchObject({
    rule: 'statement-failing',
    severity: 'critical',
    message: expect.stringContaining('column "totl" does not exist'),
  });
});

test('a comment in the file silences with its reason', async () => {
  const path = file(
    '0002_silenced.sql',
    `-- dbwright: silence index-build-blocking-writes because the shop is closed on Sundays
CREATE INDEX orders_total ON orders (total);
`,
  );
  const report = await agent.migrate.check({ url: server.url, migrations: [path] });
  expect(rules(report)).not.toContain('index-build-blocking-writes');
  expect(report.silenced).toMatchObject([{ by: 'inline', reason: 'the shop is closed on Sundays' }]);
});

test('rehearse shows every statement with its locks and work', async () => {
  const path = file(
    '0003_total.sql',
    "ALTER TABLE orders ALTER COLUMN customer_id TYPE integer;\nCOMMENT ON TABLE orders IS 'x';\n",
  );
  const report = await agent.migrate.rehearse({ url: server.url, migrations: [path] });
  expect(report.details['steps']).toMatchObject([
    {
      line: 1,
      verdict: 'blocks',
      seen: true,
      work: expect.arrayContaining([{ name: 'public.orders', what: 'rewritten' }]),
    },
    { line: 2, verdict: 'free' },
  ]);
});

test('on the command line: annotations, exit code, and nothing but the folder', async () => {
  const path = file('ci/0001_index.sql', 'CREATE INDEX orders_customer ON orders (customer_id);\n');
  const args = ['migrate', 'check', path, '--url', server.url, '--format', 'github', '--fail-on', 'warning', '--quiet'];
  const { code, out } = await start(args, folder).ended;
  expect(code).toBe(exitCodes.findings);
  expect(out).toContain('::error file=');
  expect(out).toContain('index-build-blocking-writes');
  const empty = await start(['migrate', 'check', '--quiet'], folder).ended;
  expect(empty.code).not.toBe(0);
  expect(empty.err).toContain('There is no migration.');
});

test('with --redact no value of a statement is told', async () => {
  const sql = "ALTER TABLE orders ADD CONSTRAINT known CHECK (status IN ('top secret word', 'b'))";
  const report = await agent.migrate.check({ sql, url: server.url }, { redact: true });
  expect(report.findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(report)).not.toContain('top secret');
});

test('of a folder that the database has run a part of, the rest is judged', async () => {
  const folderOf = (name: string) => join(folder, 'dbmate', name);
  file(
    'dbmate/20260101000000_first.sql',
    '-- migrate:up\nCREATE TABLE a (id int PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE a;\n',
  );
  file(
    'dbmate/20260102000000_second.sql',
    '-- migrate:up\nCREATE INDEX a_id ON a (id);\n\n-- migrate:down\nDROP INDEX a_id;\n',
  );
  const connection = await openTwinConnection(server.url);
  await connection.query(`
    CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);
    INSERT INTO schema_migrations VALUES ('20260101000000');
    CREATE TABLE a (id int PRIMARY KEY)`);
  await connection.close();
  const report = await agent.migrate.check({ url: server.url, migrations: [folderOf('')] });
  expect(report.details['files']).toMatchObject([{ path: expect.stringContaining('second') }]);
  expect(report.unseen.map(({ why }) => why).join()).toContain('1 of 2 files have run already');
  expect(report.findings[0]).toMatchObject({ place: { line: 2 } });
});

test('a folder without SQL is told what to do', async () => {
  file('rails/db/migrate/20260101000000_add_orders.rb', 'class AddOrders < ActiveRecord::Migration[7.1]\nend\n');
  await expect(agent.migrate.check({ migrations: [join(folder, 'rails/db/migrate')] })).rejects.toMatchObject({
    problem: { code: 'invalid' },
  });
});

test('SQL that is given by itself runs as psql would run it', async () => {
  const sql = 'CREATE INDEX CONCURRENTLY orders_total_now ON orders (total)';
  const report = await agent.migrate.check({ sql, url: server.url });
  expect(rules(report)).not.toContain('concurrently-in-transaction');
  expect(report.details['steps']).toMatchObject([{ verdict: 'free', seen: true }]);
});

test('sizes may be stated of tables that the migrations make', async () => {
  file('sized/0001_a.sql', 'CREATE TABLE sized (id int PRIMARY KEY, note text);\n');
  file('sized/0002_b.sql', 'CREATE INDEX sized_note ON sized (note);\n');
  const volumes = file('sizes.yaml', 'tables:\n  sized: 2000000\n');
  const report = await agent.migrate.check({ migrations: [join(folder, 'sized')], volumes, static: true });
  expect(report.findings.find(({ rule }) => rule === 'index-build-blocking-writes')).toMatchObject({
    severity: 'critical',
    message: expect.stringContaining('2,000,000 rows'),
  });
  expect(report.details['steps']).toMatchObject([{}, { seconds: { low: expect.any(Number) } }]);
});
