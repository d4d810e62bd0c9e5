import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IndexesReport } from '#tasks/optimize/indexes/report-schema.ts';
import { DatabaseExport } from '#vocabulary/database-export.ts';
import { exportFingerprint } from '../../../src/agent/make-export.ts';
import { createAgent, type Report } from '../../../src/index.ts';
import { start } from '../cli/program.ts';
import { type ShopServer, startShop } from '../shop-server.ts';

/** What the shop's application runs; the server counts it. */
const statements = [
  { sql: (n: number) => `select * from orders where customer_id = ${n} order by placed_at desc limit 10`, times: 150 },
  { sql: (n: number) => `select id, total from orders where customer_id = ${n} and status = 'open'`, times: 60 },
  { sql: () => `select count(*) from orders where status = 'open'`, times: 30 },
  { sql: (n: number) => `select * from customers where name = 'Customer ${n}'`, times: 80 },
  { sql: (n: number) => `select kind, count(*) from events where customer_id = ${n} group by kind`, times: 40 },
  { sql: (n: number) => `update orders set total = total + 1 where id = ${n}`, times: 50 },
  { sql: (n: number) => `select * from orders where id = ${n}`, times: 200 },
];

let shop: ShopServer;
let folder: string;
const agent = createAgent();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-indexes-'));
  shop = await startShop({ settings: { shared_preload_libraries: 'pg_stat_statements' } });
  await shop.sql('CREATE EXTENSION pg_stat_statements; GRANT pg_read_all_stats TO reader');
  await shop.sql('CREATE INDEX orders_note ON orders (note)');
  await shop.sql('VACUUM ANALYZE');
  await shop.sql('SELECT pg_stat_statements_reset()');
  const client = await shop.open('postgres');
  for (const { sql, times } of statements) {
    for (let at = 1; at <= times; at += 1) await client.query(sql(at * 17));
  }
  await client.end();
});
afterAll(async () => {
  await shop?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const optimize = async (options: object): Promise<IndexesReport> =>
  (await agent.optimize.indexes(options as never)) as IndexesReport;
const keysOf = (report: Report) =>
  report.changes.flatMap((change) =>
    change.kind === 'create-index'
      ? [`${change.index.table}(${change.index.keys.map(({ column }) => column).join(',')})`]
      : [],
  );

/** Those beyond the smallest set that brings nearly all, too. */
const wholeSet = ({ details }: IndexesReport) =>
  details.indexes.map(({ index }) => `${index.table}(${index.keys.map(({ column }) => column).join(',')})`);

describe('what the server counted', () => {
  let report: IndexesReport;
  beforeAll(async () => {
    report = await optimize({ url: shop.url('reader') });
    console.log(report.summary);
  });

  test('the set is the one that an expert would make', () => {
    const keys = keysOf(report);
    expect(keys.some((one) => one.startsWith('orders(customer_id'))).toBe(true);
    expect(wholeSet(report)).toContain('customers(name)');
    expect(keys.some((one) => one.startsWith('orders(id'))).toBe(false);
  });

  test('each index is proven: cost, measured time, locks', () => {
    for (const one of report.recommendations) {
      const said = one.proof.map(({ what }) => what).join('; ');
      expect(said).toContain('time of the load');
      expect(said).toContain('locks that were seen');
    }
    const [first] = report.recommendations;
    expect(
      first?.proof.some(({ what, before, after }) => what.startsWith('median time') && Number(after) < Number(before)),
    ).toBe(true);
    expect(first?.changes[0]?.statements?.[0]).toMatchObject({
      text: expect.stringContaining('CREATE INDEX CONCURRENTLY'),
      undo: expect.stringContaining('DROP INDEX'),
    });
  });

  test('the gap is told and the bound holds', () => {
    const { base, cost, lowerBound, gap, curve } = report.details;
    expect(lowerBound).toBeLessThanOrEqual(cost * (1 + 1e-9));
    expect(cost).toBeLessThan(base);
    expect(gap).toBeLessThan(0.05);
    expect(curve.map((one) => one.cost)).toEqual(curve.map((one) => one.cost).toSorted((a, b) => b - a));
  });

  test('nothing was left in the database', async () => {
    const left = await shop.sql(`SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'orders'::regclass`);
    expect(left).toHaveLength(2);
  });

  test('a budget is kept', async () => {
    const small = await optimize({ url: shop.url('reader'), rows: 0, budget: '1MB' });
    const bytes = small.details.indexes
      .filter(({ change }) => change === 'create')
      .reduce((sum, one) => sum + one.bytes, 0);
    expect(bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(small.details.indexes.length).toBeGreaterThan(0);
  });
});

describe('from files', () => {
  let exported: string;
  const queries = () => join(folder, 'app.sql');
  beforeAll(async () => {
    const made = await agent.look.export({ url: shop.url('reader') });
    exported = join(folder, 'shop.dbw.json');
    writeFileSync(exported, made.artifacts[0]?.content ?? '');
    writeFileSync(
      queries(),
      [
        ...statements.map(({ sql }) => `${sql(42)};`),
        'select nothing from nowhere;',
        'selec 1;',
        `select * from orders o join customers c on c.id = o.customer_id where c.name = 'x';`,
      ].join('\n'),
    );
  });

  test('a file of SQL and an export will do; what cannot be looked at is listed with its reason', async () => {
    const report = await optimize({ export: exported, queries: [queries()], rows: 0 });
    expect(wholeSet(report)).toContain('customers(name)');
    expect(report.details.passedOver.map(({ text }) => text).join()).toContain('nowhere');
  });

  test('the export alone: it holds what the server counted; the same input gives the same answer', async () => {
    const report = await optimize({ export: exported, rows: 0 });
    expect(keysOf(report).some((one) => one.startsWith('orders(customer_id'))).toBe(true);
    expect((await optimize({ export: exported, rows: 0 })).details).toEqual(report.details);
  });

  test('an index that nothing used for long is dropped, with the statement that restores it', async () => {
    const old = DatabaseExport.parse(
      JSON.parse((await agent.look.export({ url: shop.url() })).artifacts[0]?.content ?? ''),
    );
    const since = new Date(Date.parse(old.takenAt) - 60 * 86_400_000).toISOString();
    const usage = old.usage && { ...old.usage, nodes: old.usage.nodes.map((node) => ({ ...node, since })) };
    const changed = { ...old, usage };
    const file = join(folder, 'old.dbw.json');
    writeFileSync(file, JSON.stringify({ ...changed, fingerprint: exportFingerprint(changed) }));
    const report = await optimize({ export: file, rows: 0, drop: true });
    const [drop] = report.recommendations.filter(({ changes }) => changes.some(({ kind }) => kind === 'drop-index'));
    expect(drop?.title).toContain('orders_note');
    expect(drop?.cost).toContain('CREATE INDEX orders_note');
    const without = await optimize({ export: file, rows: 0 });
    expect(without.changes.some(({ kind }) => kind === 'drop-index')).toBe(false);
  });

  test('a gate: nothing got worse, then an index is gone', async () => {
    const base = join(folder, 'base.json');
    const report = await optimize({ export: exported, queries: [queries()], rows: 0 });
    writeFileSync(base, JSON.stringify(report));
    const gate = async (source: string) => {
      const args = ['optimize', 'indexes', '--export', source, '--queries', queries(), '--baseline', base];
      return start([...args, '--fail-on', 'regression', '--format', 'github', '--quiet'], folder).ended;
    };
    expect(await gate(exported)).toMatchObject({ code: 0 });
    const now = DatabaseExport.parse(
      JSON.parse((await agent.look.export({ url: shop.url('reader') })).artifacts[0]?.content ?? ''),
    );
    const schema = {
      ...now.schema,
      tables: now.schema.tables.map((table) =>
        table.name === 'orders' ? { ...table, indexes: [], constraints: [] } : table,
      ),
    };
    const worse = join(folder, 'worse.dbw.json');
    writeFileSync(worse, JSON.stringify({ ...now, schema, fingerprint: exportFingerprint({ ...now, schema }) }));
    const ended = await gate(worse);
    expect(ended.out).toContain('::');
    expect(ended.out).toContain('app.sql');
    expect(ended.code).toBe(1);
  }, 120_000);
});

test('carried out with the hash of the plan, the index is there', async () => {
  const report = await optimize({ url: shop.url('postgres'), rows: 0, maxIndexes: 1 });
  const args = ['optimize', 'indexes', '--url', shop.url('postgres'), '--rows', '0', '--max-indexes', '1'];
  const ended = await start([...args, '--approve', report.planHash ?? ''], folder).ended;
  expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('Done: CREATE INDEX CONCURRENTLY') });
  const again = await optimize({ url: shop.url('postgres'), rows: 0, maxIndexes: 1 });
  expect(keysOf(again)).not.toEqual(keysOf(report));
}, 120_000);
