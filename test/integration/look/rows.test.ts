import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '#index.ts';
import { start } from '../cli/program.ts';
import { type ShopServer, startShop } from '../shop-server.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [13, 18];

const odd = String.raw`
  CREATE SCHEMA app;
  CREATE TABLE app.odd (
    id bigint PRIMARY KEY, amount numeric, ratio float8, day date, at timestamptz, span interval, doc jsonb,
    numbers int[], words text[], raw bytea, note text, is_new bool);
  INSERT INTO app.odd VALUES
    (9007199254740993, 12345678901234567890.12, 0.1, '2025-02-28', '2025-02-28 12:34:56.789+02', '1 day 02:03',
     '{"a": [1, null]}', '{1,NULL,3}', '{a,"b c"}', '\xdeadbeef', E'one\ntwo\tthree\x1b[31m', true),
    (2, 'NaN', '-Infinity', 'infinity', NULL, NULL, NULL, NULL, NULL, NULL, '', false);
  CREATE FUNCTION app.tax_of(numeric) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1 * 0.5; END';
  GRANT USAGE ON SCHEMA app TO reader;
  GRANT SELECT ON ALL TABLES IN SCHEMA app TO reader;`;

/** What is the same whatever the server. */
const anyServer = (major: number) => test.each([major].filter((one) => full || one === 18));

describe.each(majors.map((major) => [major]))('look rows on PostgreSQL %i', (major) => {
  let shop: ShopServer;
  let folder: string;
  const run = (...args: readonly string[]) => start(['look', 'rows', ...args], folder).ended;
  const read = (query: string, ...more: readonly string[]) => run(query, '--target', 'shop', ...more);
  const json = async (query: string, ...more: readonly string[]) => {
    const { code, out, err } = await read(query, '--format', 'json', ...more);
    expect(code, err).toBe(0);
    return conforming(JSON.parse(out));
  };

  beforeAll(async () => {
    shop = await startShop({ major });
    await shop.sql(odd);
    folder = mkdtempSync(join(tmpdir(), 'dbwright-rows-'));
    const url = JSON.stringify(shop.url('reader'));
    writeFileSync(
      join(folder, 'dbwright.config.yaml'),
      `targets:
  shop: { url: ${url} }
  taxed: { url: ${url}, functions: [app.tax_of] }
bounds: { rows: 50, statementMs: 2000 }
`,
    );
  });
  afterAll(async () => {
    await shop.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('values are as exact as they were', async () => {
    const report = await json('select * from app.odd order by id desc');
    expect(report.details.rows).toEqual([
      [
        ...[
          '9007199254740993',
          '12345678901234567890.12',
          0.1,
          '2025-02-28',
          expect.stringMatching(/^2025-02-28 .*56\.789/),
        ],
        ...[
          '1 day 02:03:00',
          { a: [1, null] },
          [1, null, 3],
          ['a', 'b c'],
          '\\xdeadbeef',
          'one\ntwo\tthree\u001b[31m',
          true,
        ],
      ],
      [2, 'NaN', '-Infinity', 'infinity', null, null, null, null, null, null, '', false],
    ]);
    expect(report.details.columns.slice(0, 3)).toEqual([
      { name: 'id', type: 'bigint' },
      { name: 'amount', type: 'numeric' },
      { name: 'ratio', type: 'double precision' },
    ]);
    expect(report.details.inForce.join('\n')).toMatch(/statement_timeout[\s\S]*rolled back/);
  });

  test('columns of one name, no columns and no rows are told apart', async () => {
    const [twice, bare, none] = await Promise.all([
      json('select 1 as a, 2 as a, null as b'),
      json('select from orders where id < 4'),
      json('select * from orders where false'),
    ]);
    expect([twice.details.columns.map(({ name }) => name), twice.details.rows]).toEqual([
      ['a', 'a', 'b'],
      [[1, 2, null]],
    ]);
    expect([bare.summary, bare.details.rows]).toEqual([
      expect.stringMatching(/^3 rows without columns in/),
      [[], [], []],
    ]);
    expect(none.summary).toMatch(/^No rows in/);
    expect(none.details.columns).toHaveLength(6);
  });

  anyServer(major)('what is for people hides nothing and moves no cursor', async () => {
    const query = 'select id, note, raw, day from app.odd order by id desc';
    const forms = ['text', 'markdown', 'html'];
    const reports = await Promise.all(forms.map((form) => read(query, '--format', form)));
    for (const { code, out, err } of reports) {
      expect(code, err).toBe(0);
      expect(out).toContain('9007199254740993');
      expect(out).toContain('∅ is NULL');
      expect(out).toMatch(/one↵two⇥three\\*u001b/);
      expect(out).not.toContain('\u001b');
    }
    const [text] = reports;
    expect(text?.out.split('\n').slice(5, 8)).toEqual([
      expect.stringMatching(/^ {16}id {2}note +raw +day$/),
      expect.stringMatching(/^ {2}9007199254740993 {2}one↵two\S+ +\\xdeadbeef {2}2025-02-28$/),
      expect.stringMatching(/^ {17}2 +∅ +infinity$/),
    ]);
  });

  anyServer(major)('parameters are values, never SQL', async () => {
    const [one, text] = await Promise.all([
      json('select id, status from orders where id = $1', '--param', '1=97'),
      json('select $1::text as said', '--param', "1=x'; drop table orders; --"),
    ]);
    expect(one.details.rows).toEqual([[97, 'open']]);
    expect(text.details.rows).toEqual([["x'; drop table orders; --"]]);
    const open = await read('select * from orders where id = $1');
    expect([open.code, open.err]).toEqual([2, expect.stringContaining('$1')]);
  });

  test('limits: as many rows as asked for, and never more than configured', async () => {
    const query = 'select id from orders order by id';
    const [few, exact, many] = await Promise.all([
      json(query, '--limit', '3'),
      json('values (1), (2), (3)', '--limit', '3'),
      json(query, '--limit', '1000'),
    ]);
    expect([few.details.rows, few.details.truncated]).toEqual([[[1], [2], [3]], 'rows']);
    expect(few.summary).toMatch(/^The first 3 rows, in .*; there are more \(--limit\)\.$/);
    expect([exact.details.rows.length, exact.details.truncated]).toEqual([3, undefined]);
    expect([many.details.rows.length, many.details.truncated]).toEqual([50, 'rows']);
    expect(many.summary).toContain('there are more (the configured bound of rows)');
  });

  test('time: what takes longer is stopped, also where a flag asks for more than is configured', async () => {
    // Cheap by the planner's estimate, slow in truth.
    const slow =
      "select count(*) from orders a, orders b where a.id < 3000 and b.id < 3000 and md5(a.note || b.note || a.id) = 'x'";
    const seconds = async (...more: readonly string[]) => {
      const { code, err } = await read(slow, ...more);
      expect([code, err]).toEqual([7, expect.stringMatching(/Error: .*\nNext: /s)]);
      return err;
    };
    const [short, long] = await Promise.all([seconds('--seconds', '0.3'), seconds('--seconds', '600')]);
    expect(short).toContain('It was stopped after 0.3 s.');
    expect(long).toContain('It was stopped after 2 s.');
  });

  test.each([
    ['delete from orders', 'DELETE', 'Only SELECT'],
    ['select pg_sleep(3)', 'pg_sleep', 'Only SELECT'],
    ['select app.tax_of(total) from orders', 'written in plpgsql', 'add "app.tax_of" to "functions"'],
    ['select * from customers a, customers b, customers c, customers d', 'at most 2,000,000', 'Ask for less'],
  ])('%s is refused, with the reason and the way out', async (query, reason, hint) => {
    const { code, out, err } = await read(query);
    expect([code, out]).toEqual([5, '']);
    expect(err).toMatch(/^Error: This statement was not run/m);
    expect(err).toContain(reason);
    expect(err.slice(err.indexOf('Next: '))).toContain(hint);
  });

  anyServer(major)('a function that the configuration names may be called, on that target only', async () => {
    const taxed = await run('select app.tax_of(10.0)', '--target', 'taxed', '--format', 'json');
    expect(taxed.code, taxed.err).toBe(0);
    expect(JSON.parse(taxed.out).details.rows).toEqual([['5.00']]);
    const other = await run('select pg_sleep(app.tax_of(0))', '--target', 'taxed');
    expect(other.code).toBe(5);
  });

  anyServer(major)('the statement may come from a file or from standard input', async () => {
    writeFileSync(join(folder, 'query.sql'), '\uFEFFselect 7 as seven; -- with a comment\n');
    const file = await json('@query.sql');
    expect(file.details.rows).toEqual([[7]]);
    const piped = start(['look', 'rows', '-', '--target', 'shop', '--format', 'json'], folder, {}, 'select 8');
    expect(JSON.parse((await piped.ended).out).details.rows).toEqual([[8]]);
  });

  anyServer(major)('what cannot be read is said', async () => {
    const [unknown, mistake, redacted, nowhere] = await Promise.all([
      read('select * from ordres'),
      read('selct 1'),
      read('select 1', '--redact'),
      run('select 1'),
    ]);
    expect([unknown.code, unknown.err]).toEqual([expect.any(Number), expect.stringContaining('ordres')]);
    expect([mistake.code, mistake.err]).toEqual([2, expect.stringContaining('selct')]);
    expect([redacted.code, redacted.err]).toEqual([2, expect.stringContaining('Leave out --redact')]);
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('--url or --target')]);
  });

  anyServer(major)('through the library too', async () => {
    const agent = createAgent({ config: { targets: {}, silence: [] } });
    try {
      const report = await agent.look.rows({
        query: 'select $1::int + 1 as n',
        param: { 1: '41' },
        url: shop.url('reader'),
      });
      expect(report.details.rows).toEqual([[42]]);
      const made = await agent.look.export({ url: shop.url('reader') });
      expect(JSON.parse(made.artifacts[0]?.content ?? '')).toMatchObject({ format: 'dbwright-export' });
    } finally {
      await agent.close();
    }
  });
});

interface RowsReport {
  readonly summary: string;
  readonly details: {
    readonly columns: readonly { readonly name: string; readonly type: string }[];
    readonly rows: readonly (readonly unknown[])[];
    readonly truncated?: string;
    readonly inForce: readonly string[];
  };
}

const published = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync('docs/schemas/look-rows.report.json', 'utf8')),
);

function conforming(report: RowsReport): RowsReport {
  expect(published(report), JSON.stringify(published.errors)).toBe(true);
  return report;
}
