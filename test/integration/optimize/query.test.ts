import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Config, createAgent, formatReport, ProblemError } from '#index.ts';
import { QueryContractOutput } from '#vocabulary/query-contract.ts';
import { type ShopServer, startShop } from '../shop-server.ts';
import { ownTemporaryRoot } from '../temporary-root.ts';

const query = 'select * from orders where customer_id = 42 order by placed_at desc limit 5';

const temporary = ownTemporaryRoot();
let shop: ShopServer;
let folder: string;
/** What stood in the database before each test. */
let before: unknown;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  shop = await startShop();
  await shop.sql('CREATE DATABASE copy TEMPLATE shop', 'postgres');
});
beforeEach(async () => {
  before = await footprint();
});
afterEach(async () => {
  expect(await footprint()).toEqual(before);
});
afterAll(async () => {
  await shop.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that a careless reader would leave behind, on the target and on the copy. */
async function footprint(): Promise<unknown> {
  const places = ['shop', 'copy'].map((database) =>
    shop.sql(
      `SELECT (SELECT count(*) FROM pg_class) AS relations, (SELECT count(*) FROM pg_index WHERE NOT indisvalid) AS broken,
              (SELECT md5(string_agg(o::text, '' ORDER BY id)) FROM orders o) AS orders,
              (SELECT count(*) FROM pg_locks WHERE locktype IN ('relation', 'advisory') AND mode <> 'AccessShareLock') AS locks,
              (SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'dbwright%') AS sessions,
              (SELECT count(*) FROM pg_prepared_xacts) AS prepared`,
      database,
    ),
  );
  // On the target not even a row that is rolled back; the copy is experimented on.
  const [written] = await shop.sql(
    "SELECT tup_inserted + tup_updated + tup_deleted AS rows, temp_files FROM pg_stat_database WHERE datname = 'shop'",
  );
  return { places: await Promise.all(places), written, twins: temporary.left() };
}

type Given = Parameters<ReturnType<typeof createAgent>['optimize']['query']>[0];
type Options = Parameters<ReturnType<typeof createAgent>['optimize']['query']>[1];

/** Through the library, as a program would; no times from made-up rows where the test is not about them. */
async function optimize(given: Given, options: Options = {}, config: Config = { targets: {}, silence: [] }) {
  const agent = createAgent({ config });
  try {
    const report = await agent.optimize.query({ ...(given.twinUrl ? {} : { rows: 0 }), ...given }, options);
    conforms(report);
    return report;
  } finally {
    await agent.close();
  }
}

const schemas = ['report.v1', 'optimize-query.report', 'query-contract.output'].map((name) => {
  const schema = JSON.parse(readFileSync(`docs/schemas/${name}.json`, 'utf8'));
  return { name, check: new Ajv2020({ strict: false }).compile(schema) };
});

/** Every report is what we publish. */
function conforms(report: object): void {
  const json: unknown = JSON.parse(JSON.stringify(report));
  QueryContractOutput.parse(json);
  for (const { name, check } of schemas) expect(check(json), `${name}: ${JSON.stringify(check.errors)}`).toBe(true);
}

const reader = () => shop.url('reader');
const copy = () => shop.url('postgres', 'copy');
const statements = (report: {
  readonly changes: readonly { readonly statements?: readonly { readonly text: string }[] | undefined }[];
}) => report.changes.flatMap((change) => (change.statements ?? []).map(({ text }) => text));

describe('a live database', () => {
  test('alone: what the planner would do, and what is not known', async () => {
    const report = await optimize({ query, url: reader() });
    expect(report.subject).toMatch(/^PostgreSQL 18\.\d+, database shop, as reader$/);
    expect(statements(report)).toEqual([
      expect.stringMatching(/^CREATE INDEX CONCURRENTLY \w+ ON public\.orders \(customer_id/),
    ]);
    expect(report.recommendations[0]?.proof[0]).toMatchObject({ level: 'simulated', what: 'plan cost' });
    expect(report.unseen).toContainEqual(expect.objectContaining({ what: 'measured times' }));
    expect(report.planHash).toMatch(/^[0-9a-f]{16}$/);
    expect(report.details.measuredAfter).toBeUndefined();
  });

  test('with rows made up from its statistics: times', async () => {
    const report = await optimize({ query, url: reader(), rows: 100_000 });
    expect(report.details.measuredAfter?.median).toBeLessThan(report.details.measuredBefore?.median ?? 0);
    expect(report.recommendations[0]?.proof.map(({ what }) => what)).toContain('rows compared');
  });

  test('with a copy: measured there, before and after', async () => {
    const report = await optimize({ query, url: reader(), twinUrl: copy() });
    expect(report.summary).toMatch(/times faster \(median of \d+ runs on your copy copy, the same 5 rows\)/);
    expect(report.recommendations[0]?.proof.map(({ level }) => level)).toContain('measured');
    expect(report.unseen).toEqual([]);
  });

  test('that is named as its own copy is refused', async () => {
    await expect(optimize({ query, url: reader(), twinUrl: shop.url() })).rejects.toMatchObject({
      problem: { code: 'invalid', hint: expect.stringContaining('never run on the target') },
    });
  });

  test('by the name of a target', async () => {
    const config = { targets: { shop: { url: reader(), twinUrl: copy() } }, silence: [] };
    const report = await optimize({ query, target: 'shop' }, {}, config);
    expect(report.summary).toContain('your copy copy');
    await expect(optimize({ query, target: 'shpo' }, {}, config)).rejects.toBeInstanceOf(ProblemError);
  });
});

describe('parameters', () => {
  const text = 'select * from orders where customer_id = $1 and status = $2';

  test('with values', async () => {
    const report = await optimize({ query: text, param: { 1: '42', 2: "it's" }, url: reader(), twinUrl: copy() });
    expect(report.details.plan?.generic).not.toBe(true);
    expect(report.details.measuredAfter?.rows).toBe(0);
    expect(report.optimized_query).toBe(text);
  });

  test('without: a generic plan, and no times', async () => {
    const report = await optimize({ query: text, url: reader(), twinUrl: copy() });
    expect(report.details.plan?.generic).toBe(true);
    expect(report.unseen).toEqual([
      {
        what: 'measured times',
        why: 'No value is known for $1, $2.',
        remedy: 'Give the values: --param 1=… --param 2=…',
      },
    ]);
    expect(report.recommendations).toHaveLength(1);
  });
});

describe('a role', () => {
  const join = "select o.id, c.name from orders o join customers c on c.id = o.customer_id where c.country = 'DE'";

  test('that may not read a table: no plan of its own, and the report says so', async () => {
    const report = await optimize({ query: join, url: shop.url('half_reader') });
    expect(report.unseen).toContainEqual(
      expect.objectContaining({
        what: 'the plan',
        why: expect.stringContaining('permission denied for table customers'),
      }),
    );
  });

  test('that may read nothing still gets an answer', async () => {
    const report = await optimize({ query, url: shop.url('stranger') });
    expect(report.unseen.map(({ what }) => what)).toContain('the plan');
    expect(report.recommendations[0]?.confidence).toBeLessThan(0.7);
  });
});

describe('a statement', () => {
  test('that writes is measured on the copy and changes nothing there', async () => {
    const update = "update orders set total = total + 1 where customer_id = 42 and status = 'open'";
    const report = await optimize({ query: update, url: shop.url(), twinUrl: copy() });
    expect(report.summary).toContain('times faster');
    expect(statements(report)[0]).toMatch(/ON public\.orders \(customer_id/);
  });

  test('on a partitioned table', async () => {
    const text = "select count(*) from events where customer_id = 42 and at >= '2025-05-01'";
    const report = await optimize({ query: text, url: reader(), twinUrl: copy() });
    expect(statements(report)[0]).toMatch(/ON public\.events \(customer_id/);
    expect(statements(report)[0]).not.toMatch(/CONCURRENTLY/);
    expect(report.details.measuredAfter?.rows).toBe(1);
  });

  test('that no index helps', async () => {
    const report = await optimize({ query: 'select sum(total) from orders', url: reader(), twinUrl: copy() });
    expect([report.indexes, report.changes, report.planHash]).toEqual([[], [], undefined]);
    expect(report.summary).toMatch(/^No index is recommended/);
    expect(report.details.whyNoIndex).not.toEqual([]);
  });

  test('whose index is there', async () => {
    const report = await optimize({ query: "select * from customers where email = 'c7@example.com'", url: reader() });
    expect(report.summary).toContain('customers_email_key');
    expect(report.changes).toEqual([]);
  });
});

describe('offline', () => {
  const schema = `
    CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE, name text, country char(2), secret text);
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL,
      total numeric(10,2) NOT NULL, note text, placed_at timestamptz NOT NULL);`;

  test.each([
    ['plan.json', 'ANALYZE, BUFFERS, FORMAT JSON'],
    ['plan.txt', 'ANALYZE, BUFFERS'],
    ['plan.yaml', 'FORMAT YAML'],
    ['plan.xml', 'FORMAT XML'],
  ])('a plan in %s and the schema in a file', async (file, options) => {
    const rows = await shop.sql(`EXPLAIN (${options}) ${query}`);
    const lines = rows.map((row) =>
      typeof row['QUERY PLAN'] === 'string' ? row['QUERY PLAN'] : JSON.stringify(row['QUERY PLAN']),
    );
    writeFileSync(join(folder, file), lines.join('\n'));
    writeFileSync(join(folder, 'schema.sql'), schema);
    const report = await optimize({ query, plan: join(folder, file), schema: join(folder, 'schema.sql') });
    expect(statements(report)[0]).toMatch(/ON public\.orders \(customer_id/);
    expect(report.details.bottlenecks[0]).toContain('Seq Scan on orders');
    expect(report.planHash).toBeUndefined();
  });

  test('the schema alone', async () => {
    writeFileSync(join(folder, 'schema.sql'), schema);
    const report = await optimize({ query, schema: join(folder, 'schema.sql') });
    expect(statements(report)[0]).toMatch(/ON public\.orders \(customer_id/);
    expect(report.unseen.map(({ what }) => what)).toContain('the plan');
    expect(report.recommendations[0]?.confidence).toBeLessThan(0.4);
  });
});

test('every format prints', async () => {
  const report = await optimize({ query, url: reader(), twinUrl: copy() });
  const name = report.indexes[0]?.name ?? '';
  for (const format of ['text', 'markdown', 'html', 'json']) {
    const printed = formatReport(report, format);
    expect(printed).toContain(name);
    expect(printed).not.toMatch(/undefined|\[object Object\]|NaN/);
  }
  expect(JSON.parse(formatReport(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)));
});

describe('silence', () => {
  const rule = 'selective-sequential-scan';

  test('by the configuration, with its reason', async () => {
    const config = { targets: {}, silence: [{ rule, reason: 'The table is tiny in production.' }] };
    const report = await optimize({ query, url: reader() }, {}, config);
    expect(report.findings.map((finding) => finding.rule)).not.toContain(rule);
    expect(report.silenced).toMatchObject([
      { by: 'config', reason: 'The table is tiny in production.', finding: { rule } },
    ]);
    const other = { targets: {}, silence: [{ rule, at: '*customers*', reason: 'Another table.' }] };
    expect((await optimize({ query, url: reader() }, {}, other)).silenced).toEqual([]);
  });

  test('by a comment in the query', async () => {
    const text = `-- dbwright: silence ${rule} because it runs once a year\n${query}`;
    const report = await optimize({ query: text, url: reader() });
    expect(report.silenced).toMatchObject([{ by: 'inline', reason: 'it runs once a year', finding: { rule } }]);
  });

  test('by a baseline, whatever the literals are', async () => {
    const baseline = JSON.stringify(await optimize({ query, url: reader() }));
    const report = await optimize({ query: query.replace('42', '43'), url: reader() }, { baseline });
    expect(report.findings).toEqual([]);
    expect(report.silenced).toMatchObject([{ by: 'baseline', finding: { rule } }]);
    await expect(optimize({ query, url: reader() }, { baseline: '{}' })).rejects.toMatchObject({
      problem: { code: 'invalid' },
    });
  });
});
