import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import type { NPlusOneReport } from '#tasks/optimize/n-plus-one/n-plus-one-report.ts';
import { createAgent } from '../../../src/index.ts';
import { program } from '../../program.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { start } from '../cli/program.ts';

const schema = `
  create table customers (id bigint primary key, name text not null, country text);
  create table orders (id bigint primary key, customer_id bigint references customers, status text not null,
    total numeric(10,2), created_at timestamptz not null default now());
  create index on orders (customer_id);
  create table items (order_id bigint not null references orders, line int, sku varchar(20), primary key (order_id, line));`;
const rows = `
  insert into customers select i, 'c' || i, case when i % 2 = 0 then 'x' else 'y' end from generate_series(1, 300) i;
  insert into orders select i, 1 + i % 280, (array['open', 'done'])[1 + i % 2], i, timestamptz '2026-01-01' + i * interval '1 hour'
    from generate_series(1, 3000) i;
  insert into items select 1 + i % 3000, i / 3000, 'sku' || i from generate_series(0, 8999) i;`;

/** Sources whose loop the log is the trace of. */
const source = `import { Client } from 'pg';
export async function customersWithOrders(client: Client) {
  const { rows } = await client.query('select id, name from customers where country = $1 order by id limit 60', ['x']);
  for (const row of rows) {
    const orders = await client.query('select id, status, total from orders where customer_id = $1 order by id', [row.id]);
    row.orders = orders.rows;
  }
  return rows;
}
`;

let folder: string;
let server: EmbeddedServer;
let log: string;
/** What the loops of the application read, one after the other. */
const read: { readonly orders: unknown[]; readonly counts: Map<string, string> } = { orders: [], counts: new Map() };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-n-plus-one-'));
  const logs = join(folder, 'log');
  mkdirSync(logs);
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app', 'customers.ts'), source);
  writeFileSync(join(folder, 'schema.sql'), schema);
  // The server is another user.
  for (const path of [folder, logs]) chmodSync(path, 0o777);
  server = await startTestServer({
    settings: {
      log_min_duration_statement: '0',
      logging_collector: 'on',
      log_directory: logs,
      log_filename: 'server.log',
      log_file_mode: '0644',
    },
  });
  await withClient(server.url, async (client) => {
    await client.query(schema);
    await client.query(rows);
    await runApplication(client);
  });
  log = join(logs, 'server.log');
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The extended protocol where there are values, the simple one where they stand in the text. */
async function runApplication(client: pg.Client): Promise<void> {
  const customers = await client.query('select id, name from customers where country = $1 order by id limit 60', ['x']);
  for (const { id } of customers.rows) {
    const orders = await client.query('select id, status, total from orders where customer_id = $1 order by id', [id]);
    read.orders.push(...orders.rows.map((row) => ({ customer_id: id, ...row })));
    const counted = await client.query(`select count(*) from orders where customer_id = ${id} and status = 'open'`);
    read.counts.set(id, counted.rows[0].count);
  }
  const orders = await client.query("select id, customer_id from orders where status = 'open' order by id limit 40");
  for (const row of orders.rows) {
    await client.query({
      name: 'by-id',
      text: 'select id, name from customers where id = $1 limit 1',
      values: [row.customer_id],
    });
  }
  await client.query('begin');
  for (let at = 1; at <= 30; at += 1)
    await client.query('insert into items values ($1, $2, $3)', [at, 100, `new ${at}`]);
  await client.query('commit');
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function report(args: readonly string[], input?: Uint8Array): Promise<NPlusOneReport> {
  const { code, out, err } = await start(['optimize', 'n-plus-one', ...args, '--format', 'json'], folder, {}, input)
    .ended;
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

test('a packed log from standard input, with sources and a schema: counts, the loop, the one statement, the same rows', async () => {
  const packed = gzipSync(readFileSync(log));
  const found = await report(['--log', '-', '--code', 'app', '--schema', 'schema.sql', '--limit', '3'], packed);
  const about = (text: string) => found.details.repeated.find(({ normalized }) => normalized.startsWith(text));

  expect(
    found.details.repeated.map(({ kind, repeats: { total, max }, bursts }) => [kind, total, max, bursts]).sort(),
  ).toEqual([
    ['read', 40, 40, 1],
    ['read', 60, 60, 1],
    ['read', 60, 60, 1],
    ['write', 30, 30, 1],
  ]);
  const orders = about('select id, status, total');
  expect(orders?.code).toMatchObject([{ by: 'statement', loop: { file: 'app/customers.ts', line: 5 } }]);
  expect(found.findings.filter(({ at }) => at === 'app/customers.ts:5')).toHaveLength(1);
  expect(found.findings.map(({ rule }) => rule)).toContain('write-per-row');

  const any = orders?.forms.find(({ query }) => query.form === 'any');
  expect(any).toMatchObject({ verdict: 'same', comparison: { verdict: 'same', databases: 500 } });
  const group = about('select count(*)')?.forms.find(({ query }) => query.form === 'group');
  expect(group).toMatchObject({ verdict: 'same' });
  expect(found.recommendations.map(({ changes }) => changes[0]?.kind)).toEqual([
    'rewrite-query',
    'rewrite-query',
    'rewrite-query',
  ]);

  await withClient(server.url, async (client) => {
    const keys = [...read.counts.keys()];
    const together = await client.query(any?.query.text ?? '', [keys]);
    const sorted = (all: readonly unknown[]) => all.map((row) => JSON.stringify(row)).sort();
    expect(sorted(together.rows)).toEqual(sorted(read.orders));
    const counts = await client.query(group?.query.text ?? '', [keys]);
    const byKey = new Map(counts.rows.map((row) => [row.customer_id, row.count]));
    for (const [key, count] of read.counts) expect(byKey.get(key) ?? '0').toBe(count);
    const json = orders?.forms.find(({ query }) => query.form === 'json');
    const nested = await client.query(json?.query.text ?? '', ['x']);
    expect(nested.rows).toHaveLength(60);
    expect(nested.rows.flatMap((row) => row.orders).length).toBe(read.orders.length);
  });
});

test('as a library; values do not stand in the report', async () => {
  const agent = createAgent({ cwd: folder, env: {} });
  const same = await agent.optimize['n-plus-one']({ log: [log], limit: 0 });
  expect(same.details.repeated).toHaveLength(4);
  expect(same.unseen.map(({ what }) => what)).toContain('a comparison of the rows');
  expect(JSON.stringify(same.details)).not.toContain('new 7');
  await agent.close();
});

test('SQL of an application, in requests; too few in each are no loop', async () => {
  const loop = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `select * from orders where customer_id = ${from + at};`).join('\n');
  writeFileSync(
    join(folder, 'app.sql'),
    `select id from customers;\n${loop(1, 12)}\n-- request 2\nselect id from customers;\n${loop(50, 6)}`,
  );
  const found = await report(['--queries', 'app.sql', '--limit', '1']);
  expect(found.details.repeated).toMatchObject([{ repeats: { total: 12 }, first: { line: 2 } }]);
  expect(found.details.repeated[0]?.forms).toMatchObject([{ verdict: 'not-compared', query: { form: 'any' } }]);
});

test('over MCP: a target and no file', async () => {
  writeFileSync(join(folder, 'dbwright.config.yaml'), `targets:\n  shop: { url: ${JSON.stringify(server.url)} }\n`);
  const client = new Client({ name: 'test', version: '1' });
  const args = [...program.slice(1), 'mcp', '--target', 'shop'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder, stderr: 'ignore' }));
  try {
    // Without logs and sources it is seldom wanted: it is found by words.
    const words = { words: 'statements that are run once per row' };
    const found = await client.callTool({ name: 'find_tools', arguments: words });
    const [tool] = JSON.parse((found.content as { text: string }[])[0]?.text ?? '[]');
    expect([tool?.name, Object.keys(tool?.inputSchema.properties ?? {})]).toEqual([
      'optimize_n_plus_one',
      ['least', 'limit', 'target'],
    ]);
    const denied = await client.callTool({ name: 'optimize_n_plus_one', arguments: { log: [log] } });
    expect([denied.isError, JSON.stringify(denied.content)]).toEqual([
      true,
      expect.stringContaining('no argument log'),
    ]);
    const uncounted = await client.callTool({ name: 'optimize_n_plus_one', arguments: {} });
    expect([uncounted.isError, JSON.stringify(uncounted.content)]).toEqual([
      true,
      expect.stringContaining('CREATE EXTENSION pg_stat_statements'),
    ]);
  } finally {
    await client.close();
    rmSync(join(folder, 'dbwright.config.yaml'));
  }
});

const installed = [13, 18].filter((major) => binariesOf(major) !== undefined || process.env['CI'] === 'true');
describe.each(installed)('pg_stat_statements of PostgreSQL %i', (major) => {
  test('a statement that is called as often as another gives rows', async () => {
    const counting = await startTestServer({ major, settings: { shared_preload_libraries: 'pg_stat_statements' } });
    try {
      await withClient(counting.url, async (client) => {
        await client.query(`create extension pg_stat_statements; ${schema} ${rows}`);
        await client.query('select pg_stat_statements_reset()');
        for (let request = 0; request < 3; request += 1)
          await runApplication(client).catch(() => client.query('rollback'));
      });
      const found = await report(['--url', counting.url, '--limit', '0']);
      const [first] = found.details.counted.filter(({ text }) => text.includes('status, total'));
      expect(first).toMatchObject({ calls: 180, perParent: 60, parent: { calls: 3, rows: 180 } });
      expect(found.summary).toContain('as far as counters can tell');
    } finally {
      await counting.stop();
    }
  });
});
