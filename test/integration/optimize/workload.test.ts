import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { createAgent } from '../../../src/index.ts';
import { program } from '../../program.ts';
import { startTestServer } from '../../servers.ts';
import { start } from '../cli/program.ts';

const schema = `
  create table customers (id int primary key, name text not null, country text not null);
  create table orders (id int primary key, customer_id int not null references customers, status text not null,
    total int not null, note text not null);
  create index orders_customer on orders (customer_id);
  insert into customers select g, 'c' || g, 'x' || g % 10 from generate_series(1, 1000) g;
  insert into orders select g, 1 + g % 1000, case when g % 200 = 0 then 'open' else 'done' end, g, repeat(md5(g::text), 4)
    from generate_series(1, 50000) g;`;

const byCustomer = 'select id, total from orders where customer_id = $1';
const sorted = 'select id, note from orders order by note';
const update = 'update orders set total = total + $1 where id <= $2';

let folder: string;
let server: EmbeddedServer;
/** A database of its own: that of the server has no extension. */
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-workload-'));
  server = await startTestServer({
    settings: { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' },
  });
  await withClient(server.url, async (client) => {
    await client.query('create database shop');
  });
  url = server.url.replace(/\/[^/?]*(\?|$)/, '/shop$1');
  await withClient(url, async (client) => {
    await client.query(schema);
    await client.query('vacuum analyze');
    await client.query('create extension pg_stat_statements');
    await client.query('select pg_stat_statements_reset()');
  });
  await runApplication();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Sixty customers one by one, a sort that does not fit into memory, a write, and what is no work. */
async function runApplication(): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    await client.query('select id, name from customers order by id limit 60');
    for (let id = 1; id <= 60; id += 1) await client.query(byCustomer, [id]);
    await client.query('commit');
    await client.query('set work_mem = 128');
    for (let round = 0; round < 2; round += 1) await client.query(sorted);
    await client.query(update, [1, 500]);
  });
}

async function withClient<T>(address: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** As a library: what it gives is what `--format json` prints. */
const agent = () => createAgent({ cwd: folder, env: {} });

test('a known mix: the statements, their tables, what is wrong with them; later, what got worse', async () => {
  const { workload } = agent().optimize;
  const first = await workload({ url });
  const { statements, tables, covered, window, repeats } = first.details;
  const figures = new Map(statements.map((one) => [one.normalized.toLowerCase(), one]));
  expect(statements[0]?.normalized.toLowerCase()).toBe(sorted);
  expect(figures.get(byCustomer)).toMatchObject({ calls: 60, role: 'read', counted: { rows: 3000 } });
  expect(figures.get(update)).toMatchObject({ calls: 1, role: 'write', counted: { rows: 500 } });
  expect(figures.get(sorted)?.counted?.blocks.tempWritten).toBeGreaterThan(500);
  expect(tables[0]).toMatchObject({ schema: 'public', name: 'orders', statements: 3 });
  expect(tables[0]?.share).toBeGreaterThan(0.5);
  expect(covered).toBeGreaterThan(0.5);
  expect(window?.seconds).toBeGreaterThan(0);
  expect(repeats).toMatchObject([
    { by: 'counted', executions: 60, normalized: expect.stringMatching(/customer_id = /) },
  ]);
  expect(first.findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['statement-spilling-to-disk', 'unbounded-result', 'many-calls-of-trivial-statement']),
  );
  const titles = first.sections.map(({ title }) => title);
  expect(titles.slice(0, 3).map((title) => title.replace(/:.*| \(.*/, ''))).toEqual([
    'What this is of',
    'Statements by time',
    'Time by table',
  ]);
  expect(titles).toContain('By temporary files');

  await withClient(url, (client) => client.query('drop index orders_customer'));
  await runApplication();
  const second = await workload({ url }, { baseline: JSON.stringify(first) });
  const { comparison } = second.details;
  expect(comparison).toMatchObject({
    kind: 'since',
    fresh: [],
    gone: [{ normalized: 'select pg_stat_statements_reset()' }],
  });
  const change = comparison?.changes.find(({ normalized }) => normalized.toLowerCase() === byCustomer);
  expect(change).toMatchObject({ before: { calls: 60 }, after: { calls: 60, rows: 3000 } });
  expect(change?.worse).toEqual(expect.arrayContaining(['mean', 'blocks']));
  const found = second.findings.find(
    ({ rule, at }) => rule === 'statement-slower-than-baseline' && /customer_id/.test(at),
  );
  expect(found).toMatchObject({ regression: true, message: expect.stringMatching(/touches [\d,]+ blocks instead of/) });
  // What was found before is not told again.
  expect(second.silenced.map(({ by }) => by)).toContain('baseline');
});

test('an export holds it too, and is a baseline as well', async () => {
  const written = await agent().look.export({ url });
  const path = join(folder, 'shop.dbw.json');
  const content = written.artifacts[0]?.content ?? '';
  writeFileSync(path, content);
  const offline = await agent().optimize.workload({ export: path, plans: true }, { baseline: content });
  expect(offline.details.statements.map(({ normalized }) => normalized.toLowerCase())).toContain(byCustomer);
  expect(offline.details.comparison).toMatchObject({ fresh: [], gone: [] });
  expect(offline.findings.filter(({ regression }) => regression)).toEqual([]);
  expect(offline.details).toMatchObject({ sharedBy: 'cost', tables: [{ name: 'orders' }, { name: 'customers' }] });
});

test('without the extension the way to it is told', async () => {
  await expect(agent().optimize.workload({ url: server.url })).rejects.toMatchObject({
    problem: { code: 'invalid', hint: expect.stringContaining('CREATE EXTENSION pg_stat_statements') },
  });
});

test('in a terminal', async () => {
  const { code, out, err } = await start(['optimize', 'workload', '--url', url, '--top', '3'], folder).ended;
  expect(code, err).toBe(0);
  expect(out).toMatch(/\d of \d+ statements take \d+ % of the time|One of \d+ statements takes/);
  expect(out).toMatch(/Statements by time \(3 of \d+\)/);
  expect(out).toContain("dbwright optimize query '");
});

test('over MCP', async () => {
  writeFileSync(join(folder, 'dbwright.config.yaml'), `targets:\n  shop: { url: ${JSON.stringify(url)} }\n`);
  const client = new Client({ name: 'test', version: '1' });
  const args = [...program.slice(1), 'mcp', '--target', 'shop'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder, stderr: 'ignore' }));
  try {
    const answer = await client.callTool({ name: 'optimize_workload', arguments: { top: 3 } });
    expect(answer.isError ?? false).toBe(false);
    expect(JSON.stringify(answer.content)).toContain('customer_id = $1');
  } finally {
    await client.close();
    rmSync(join(folder, 'dbwright.config.yaml'));
  }
});
