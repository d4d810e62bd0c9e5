import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planShape } from '#analysis/plan-shape.ts';
import { sqliteSession } from '#engines/sqlite/connect/session.ts';
import { sqlite } from '#engines/sqlite/engine.ts';
import { createAgent } from '#index.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { context, hasSqlite, native, temporaryFolder } from './native.ts';

const isFull = process.env['DBWRIGHT_FULL'] === '1';
const folder = temporaryFolder();
const file = join(folder.path, 'shop.db');

const shop = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL, country TEXT);
  CREATE TABLE Orders (id INTEGER PRIMARY KEY, customer_id INT REFERENCES customers, status TEXT, total REAL, made TEXT);
  WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO customers SELECT i, 'user' || i || '@example.org', substr('CHDEFRUSGB', 1 + i % 5 * 2, 2) FROM n;
  WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
    INSERT INTO Orders SELECT i, 1 + i * 7919 % 2000, CASE WHEN i % 50 = 0 THEN 'open' ELSE 'done' END, i * 37 % 1000 / 4.0,
                              datetime('2024-01-01', '+' || i * 10 || ' minutes') FROM n;`;

const top = 'select id, total from orders where customer_id = 42 order by made desc limit 10';
const index = (name: string, keys: readonly string[], rest: Partial<IndexDefinition> = {}): IndexDefinition => ({
  schema: 'main',
  table: 'Orders',
  name,
  method: 'btree',
  unique: false,
  keys: keys.map((column) => ({ column, direction: 'asc' })),
  include: [],
  valid: true,
  ...rest,
});

const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex');
const optimize = async (query: string, param: Record<string, string> = {}, sources: { twinUrl?: string } = {}) => {
  const agent = createAgent({ cwd: folder.path });
  try {
    return await agent.optimize.query({ query, param, runs: 3, url: `sqlite://${file}`, ...sources });
  } finally {
    await agent.close();
  }
};

async function requestOf() {
  const session = await sqlite.connect?.(`sqlite://${file}`, { bounds: Bounds.parse({}) }, context);
  if (session === undefined) throw new Error('no session');
  const schema = await sqlite.inspect!(session, context);
  const statistics = await sqlite.statistics!(session, schema, context);
  return { schema, statistics, settings: {}, target: session };
}

describe.skipIf(!hasSqlite)('optimize query for SQLite', () => {
  let before: string;
  beforeAll(() => {
    native(file, `${shop} ANALYZE;`);
    before = digest();
  });
  afterAll(() => {
    expect(digest()).toBe(before);
    expect(readdirSync(folder.path).sort()).toEqual(['shop.db']);
    folder.remove();
  });

  test('finds, builds and times the index for a page of a list', async () => {
    const report = await optimize(top);
    expect(report.indexes).toMatchObject([{ columns: ['customer_id', 'made'], type: 'btree' }]);
    expect(report.summary).toMatch(/a copy of your file, the same 10 rows/);
    const [change] = report.changes;
    expect(change?.statements?.map(({ text }) => text)).toEqual([
      'CREATE INDEX IF NOT EXISTS idx_orders_customer_id_made ON Orders (customer_id, made DESC)',
      'ANALYZE idx_orders_customer_id_made',
    ]);
    const [recommended] = report.recommendations;
    expect(recommended?.proof.map(({ level }) => level)).toContain('measured');
    expect(recommended?.cost).not.toMatch(/CONCURRENTLY/);
    expect(report.analysis.query_plan).toMatch(/rows visited/);
    expect(JSON.stringify(report)).not.toMatch(/work_mem|jit|pg_trgm|text_pattern_ops/);
  });

  test('a parameter by number or by name, an update, a pattern', async () => {
    const byParameter = 'select * from orders where customer_id = :who';
    for (const key of ['1', 'who']) {
      const report = await optimize(byParameter, { [key]: '7' });
      expect(report.summary).toMatch(/faster/);
      expect(report.indexes).toHaveLength(1);
    }
    const open = await optimize(byParameter);
    expect(open.summary).toMatch(/no value is known for :who/i);
    expect(JSON.stringify(open)).toContain('--param who=');
    expect(JSON.stringify(open)).toContain('customer_id = :who');
    expect(JSON.stringify(open.recommendations)).not.toMatch(/\$1/);
    await expect(optimize(byParameter, { whom: '7' })).rejects.toMatchObject({ problem: { code: 'invalid' } });
    const update = await optimize("update orders set status = 'x' where customer_id = 7");
    expect(update.indexes).toMatchObject([{ columns: ['customer_id'] }]);
    const like = await optimize("select * from customers where email like 'user123%'");
    expect(like.changes[0]?.statements?.[0]?.text).toContain('email COLLATE NOCASE');
  });

  test('a covering index has further keys, and nothing speaks of INCLUDE', async () => {
    const report = await optimize('select customer_id, sum(total) from orders group by customer_id');
    expect(report.changes[0]?.statements?.[0]?.text).toMatch(/\(customer_id, total\)$/);
    expect(report.changes[0]?.statements?.[0]?.note).toContain('(total) only cover');
    expect(JSON.stringify(report)).not.toMatch(/\binclude \(|INCLUDE/);
  });

  test('--redact takes every value out, and nothing else', async () => {
    const agent = createAgent({ cwd: folder.path });
    const secret = 'Zq7secret';
    const report = await agent.optimize.query(
      {
        query: `select id from orders where status = '${secret}' and customer_id = :who`,
        param: { who: '1234' },
        url: `sqlite://${file}`,
      },
      { redact: true },
    );
    await agent.close();
    const { details: _, ...spoken } = report;
    expect(JSON.stringify(report)).not.toContain(secret);
    expect(JSON.stringify(spoken)).not.toMatch(/\b1234\b/);
    expect(report.summary).toMatch(/^An index on Orders/);
    expect(report.changes[0]?.statements?.[0]?.text).toMatch(/^CREATE INDEX IF NOT EXISTS idx_orders_/);
  });

  test('what the plan was estimated from is measured once for each copy', async () => {
    const request = await requestOf();
    const known = await sqliteSession(request.target).measured();
    const first = known.get('Orders');
    await sqlite.explain!(request.target, { text: top, parameters: {} }, context);
    await sqlite.statistics!(request.target, request.schema, context);
    expect(first).toBeDefined();
    expect((await sqliteSession(request.target).measured()).get('Orders')).toBe(first);
    await request.target.close();
  });

  test('says why no index helps', async () => {
    const report = await optimize("select count(*) from orders where status <> 'nothing'");
    expect(report.changes).toEqual([]);
    expect(report.summary).toMatch(/^No index/);
  });

  test('another copy is measured, the very file is refused', async () => {
    const copy = join(folder.path, 'copy.db');
    native(copy, shop);
    const bytes = readFileSync(copy);
    const report = await optimize(top, {}, { twinUrl: `sqlite://${copy}` });
    expect(report.summary).toContain('your copy copy.db');
    expect(readFileSync(copy).equals(bytes)).toBe(true);
    await expect(optimize(top, {}, { twinUrl: `sqlite://${file}` })).rejects.toMatchObject({
      problem: { code: 'invalid' },
    });
    rmSync(copy);
  });

  test('the twin plans as SQLite does with the indexes really built and analyzed', async () => {
    const request = await requestOf();
    const real = join(folder.path, 'real.db');
    await sqliteSession(request.target).copyTo(real);
    const twin = await sqlite.twin!.statistics!(request, context);
    try {
      const queries = [
        top,
        "select * from orders where status = 'open' order by made",
        "select c.email, sum(total) from orders o join customers c on c.id = o.customer_id where c.country = 'CH' group by 1",
        "select * from orders where made between '2024-03-01' and '2024-03-02' or customer_id in (1, 2, 3)",
        'select * from orders where customer_id = 5 union select * from orders where total > 249',
        "select id, (select max(made) from orders o where o.customer_id = c.id) from customers c where country = 'DE'",
      ];
      const sets = [
        [],
        [index('i_customer', ['customer_id'])],
        [index('i_status_made', ['status', 'made']), index('i_total', ['total'])],
        [index('i_made', ['made']), index('i_customer_made', ['customer_id', 'made'], { include: ['total'] })],
      ];
      for (const indexes of sets) {
        native(
          real,
          indexes
            .flatMap((one) => sqlite.spell!({ kind: 'create-index', index: one }))
            .map(({ text }) => `${text};`)
            .join('\n'),
        );
        const session = await sqlite.connect!(`sqlite://${real}`, { bounds: Bounds.parse({}) }, context);
        const built = (await sqlite.inspect!(session, context)).tables.flatMap((table) => table.indexes);
        // Without DBWRIGHT_FULL a third of the pairs: each query and each set in some of them.
        for (const query of queries.filter((_, at) => isFull || (at + sets.indexOf(indexes)) % 3 === 0)) {
          const said = await twin.whatIf.ask({ query: { text: query, parameters: {} }, indexes });
          const done = await sqlite.explain!(session, { text: query, parameters: {} }, context);
          expect(planShape(said.plan), query).toBe(planShape(done));
          for (const { name } of indexes) {
            const own = built.find((one) => one.name === name);
            const ratio = (said.bytes[name] ?? 0) / (own?.bytes ?? 1);
            expect(ratio, name).toBeGreaterThan(0.7);
            expect(ratio, name).toBeLessThan(1.5);
          }
        }
        await session.close();
        native(real, indexes.map(({ name }) => `DROP INDEX ${name};`).join('\n'));
      }
      const whole = await twin.whatIf.ask({ query: { text: top, parameters: {} }, indexes: [] });
      expect(whole.cost).toBeGreaterThan(40_000);
      await expect(
        twin.whatIf.ask({ query: { text: top, parameters: {} }, indexes: [index('bad', ['nothing'])] }),
      ).rejects.toMatchObject({ problem: { code: 'invalid' } });
    } finally {
      await twin.close();
      await request.target.close();
      rmSync(real);
    }
  });
});
