import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '#agent/create-agent.ts';
import { shop } from '#agent/demo/shop.ts';
import type { Context } from '#contracts/context.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { sample } from '#engines/postgres/sample.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { Report } from '#vocabulary/report.ts';
import type { Sources } from '#vocabulary/sources.ts';
import { startTestServer } from '../../servers.ts';
import { start } from '../cli/program.ts';
import { hasSqlite, native } from '../sqlite/native.ts';
import { rental, tenants } from './good-schemas.ts';
import { legacyFaults, legacySchema } from './legacy-schema.ts';

let server: EmbeddedServer;

beforeAll(async () => {
  server = await startTestServer({});
});

afterAll(async () => {
  await server?.stop();
});

const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date('2026-03-01T00:00:00Z'),
  random: () => 0.5,
};

function review(sources: Sources, input: Record<string, unknown> = {}, more: object = {}): Promise<Report> {
  return createAgent().run('design review', input, { sources, context, ...more });
}

async function database(name: string, sql: string): Promise<string> {
  const url = (of: string) => server.url.replace(/\/[^/?]*(\?|$)/, `/${of}$1`);
  for (const [where, text] of [
    [server.url, `create database ${name}`],
    [url(name), sql],
  ] as const) {
    const client = new pg.Client({ connectionString: where });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }
  return url(name);
}

/** The demo's shop, a thirtieth of its size; it has no maintenance to do. */
const smallShop = shop.steps
  .map(({ sql }) => sql)
  .filter((sql) => !/vacuum|analyze/i.test(sql))
  .join('\n')
  .replaceAll('300000', '10000')
  .replaceAll('60000', '2000');

const spoken = ({ findings }: Report) => findings.map(({ rule, at, severity }) => ({ key: `${rule} ${at}`, severity }));
const warnings = (report: Report) =>
  report.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, at, message }) => `${rule} ${at}: ${message}`);

describe('a database that grew over the years', () => {
  let url = '';

  beforeAll(async () => {
    url = await database('legacy', legacySchema);
  });

  test('its faults are found, and little else', async () => {
    const report = await review({ url, sample: true });
    const found = new Set(spoken(report).map(({ key }) => key));
    const labelled = new Set(legacyFaults);
    const missed = [...labelled].filter((key) => !found.has(key));
    const more = [...found].filter((key) => !labelled.has(key));
    const recall = 1 - missed.length / labelled.size;
    const precision = (found.size - more.length) / found.size;
    console.log(
      `legacy schema: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} of ${found.size} findings`,
    );
    if (missed.length + more.length > 0) console.log('missed', missed, 'not labelled', more);
    expect(recall).toBeGreaterThanOrEqual(0.95);
    expect(precision).toBeGreaterThanOrEqual(0.9);
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-review-'));
  beforeAll(() =>
    writeFileSync(
      join(folder, 'schema.sql'),
      legacySchema.replace(/^insert into[^;]*;$/gm, '').replace(/^(?:set|analyze).*$/gm, ''),
    ),
  );
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: readonly string[]) =>
    start(['design', 'review', '--schema', 'schema.sql', '--quiet', ...args], folder).ended;

  test('a file with DDL: fails on warnings, and no more once they are in the baseline', async () => {
    const first = await run('--fail-on', 'warning', '--format', 'json', '--out', 'review.json');
    expect(first).toMatchObject({ code: 1 });
    const report: Report = JSON.parse(readFileSync(join(folder, 'review.json'), 'utf8'));
    expect(report.changes).toEqual([]);
    expect(
      report.findings.flatMap(({ changes }) => changes.flatMap(({ statements = [] }) => statements)).length,
    ).toBeGreaterThan(5);
    expect(report.unseen.map(({ what, remedy }) => `${what}: ${remedy}`).join('\n')).toMatch(
      /transitive-dependency.*--sample/,
    );
    const again = await run('--fail-on', 'warning', '--baseline', 'review.json');
    expect(again.code).toBe(0);
    const sql = readFileSync(join(folder, 'schema.sql'), 'utf8');
    writeFileSync(
      join(folder, 'schema.sql'),
      `${sql}\ncreate table refunds (refund_amount real not null, order_id bigint not null);`,
    );
    const worse = await run('--fail-on', 'warning', '--baseline', 'review.json', '--format', 'github');
    expect(worse.code).toBe(1);
    expect(worse.out).toMatch(/money-as-float|table-without-primary-key/);
    expect(worse.out).not.toContain('nullable-unique-column');
  });

  test('SARIF and one matter only', async () => {
    const { code, out } = await run('--about', 'types', '--format', 'sarif');
    expect(code).toBe(0);
    const [sarif] = JSON.parse(out).runs;
    const rules = new Set(sarif.results.map(({ ruleId }: { ruleId: string }) => ruleId));
    expect([...rules]).toContain('money-as-float');
    expect([...rules]).not.toContain('nullable-unique-column');
  });

  test('without values where they are not wanted', async () => {
    const url = await database(
      'redacted',
      "create table orders (id bigint generated always as identity primary key, status text not null); insert into orders (status) select (array['on hold', 'given up'])[g % 2 + 1] from generate_series(1, 500) g; analyze;",
    );
    const told = JSON.stringify(await review({ url }));
    expect(told).toContain('given up');
    const clean = JSON.stringify(await review({ url }, {}, { redact: true }));
    expect(clean).toContain('enum-as-free-text');
    expect(clean).not.toMatch(/given up|on hold/);
  });

  test.skipIf(!hasSqlite)('a SQLite file, with its rows', async () => {
    const file = join(folder, 'app.db');
    native(
      file,
      `CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, active BOOLEAN);
       CREATE TABLE orders (user_id INTEGER NOT NULL, price REAL NOT NULL, zip TEXT NOT NULL, city TEXT NOT NULL, labels TEXT NOT NULL);
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO users SELECT i, 'u' || i, i % 2 FROM n;
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO orders
         SELECT i % 500 + 1, i / 7.0, 'Z' || (i * 7919 % 101 % 40), 'City ' || (i * 7919 % 101 % 40 % 20), CASE i % 3 WHEN 0 THEN 'a,b' WHEN 1 THEN 'b' ELSE 'c,a' END FROM n;`,
    );
    const report = await review({ url: `sqlite://${file}`, sample: true });
    const found = report.findings.map(({ rule }) => rule);
    expect(found).toEqual(
      expect.arrayContaining([
        ...['table-without-primary-key', 'missing-foreign-key', 'money-as-float', 'nullable-boolean'],
        ...['transitive-dependency', 'comma-separated-list'],
      ]),
    );
    expect(found).not.toContain('timestamp-without-zone');
  });
});

describe('rows of great tables', () => {
  test('some pages and some rows are read, never more than the bound', async () => {
    const url = await database(
      'great',
      'create table readings (id bigint primary key, value text); insert into readings select g, md5(g::text) from generate_series(1, 60000) g; analyze;',
    );
    const session = await connect(url, { bounds: Bounds.parse({}) }, context);
    try {
      const schema = await inspect(session, context);
      for (const heap of [undefined, 200_000_000]) {
        const tables = schema.tables.map((table) => ({
          ...table,
          ...(heap === undefined || table.bytes === undefined ? {} : { bytes: { ...table.bytes, heap } }),
        }));
        const [read] = await sample(session, { ...schema, tables }, context);
        expect(read?.whole).toBe(false);
        expect(read?.rows.length).toBeGreaterThan(1000);
        expect(read?.rows.length).toBeLessThanOrEqual(4000);
        const last = Math.max(...(read?.rows ?? []).map(([id]) => Number(id)));
        expect(last).toBeGreaterThan(30_000);
      }
    } finally {
      await session.close();
    }
  });
});

describe('schemas that people are content with', () => {
  test.each([
    ['rental', rental],
    ['tenants', tenants],
    ['shop', smallShop],
  ])('%s has no warning', async (name, sql) => {
    const report = await review({ url: await database(name, `${sql}\nanalyze;`), sample: true });
    console.log(
      `${name}: ${report.findings.length} notes: ${report.findings.map(({ rule, message }) => `${rule} ${message}`).join('\n')}`,
    );
    expect(warnings(report)).toEqual([]);
    expect(report.findings.length).toBeLessThanOrEqual(8);
  });
});
