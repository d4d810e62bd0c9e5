import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../cli/program.ts';
import { type ShopServer, startShop } from '../shop-server.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [13, 18];
const query = 'select * from orders where customer_id = 42 order by placed_at';

describe.each(majors.map((major) => [major]))('look plan on PostgreSQL %i', (major) => {
  let shop: ShopServer;
  let folder: string;
  const run = (...args: readonly string[]) => start(['look', 'plan', ...args], folder).ended;
  const json = async (...args: readonly string[]): Promise<PlanReport> => {
    const { code, out, err } = await run(...args, '--format', 'json');
    expect(code, err).toBe(0);
    return JSON.parse(out);
  };
  const live = (...args: readonly string[]) => json(...args, '--url', shop.url('reader'));

  beforeAll(async () => {
    shop = await startShop({ major });
    folder = mkdtempSync(join(tmpdir(), 'dbwright-plan-'));
  });
  afterAll(async () => {
    await shop.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('of a live server: its own plan, with what is heavy in it', async () => {
    const [dear, cheap, whole] = await Promise.all([
      live(query),
      live('select * from orders where id = 7'),
      run(query, '--url', shop.url('reader')),
    ]);
    expect(dear.details.from).toMatch(new RegExp(`^PostgreSQL ${major}\\.\\d+, estimated and not run$`));
    expect(dear.summary).toMatch(/^The planner expects a cost of [\d,]+\. Seq Scan on orders is expected to give/);
    expect(dear.findings.map(({ rule }) => rule)).toContain('selective-sequential-scan');
    expect(cheap.summary).toMatch(/^The planner expects a cost of [\d.]+: next to nothing\.$/);
    expect([cheap.findings, cheap.unseen]).toEqual([[], []]);
    expect(whole.out).toMatch(/from PostgreSQL[\s\S]*Sort[\s\S]*└─ Seq Scan on orders\n\s+Filter: /);
  });

  test('of a query with $1, left open and given', async () => {
    const parameter = 'select * from orders where status = $1';
    const [open, given] = await Promise.all([live(parameter), live(parameter, '--param', '1=open')]);
    expect(open.details.text).toContain('$1');
    expect(given.details.text).toContain("'open'");
    // Of the given value the planner knows that it is rare.
    expect(given.details.plan.root.estimated.rows).toBeLessThan(open.details.plan.root.estimated.rows / 2);
  });

  test('of a statement that writes: nothing is written', async () => {
    const before = await shop.sql('SELECT count(*), sum(total) FROM orders');
    const statement = 'update orders set total = 0 where customer_id = 42';
    const owner = await json(statement, '--url', shop.url());
    expect([owner.details.from, owner.details.text]).toEqual([
      expect.stringContaining('not run'),
      expect.stringMatching(/Update on orders[\s\S]*Seq Scan on orders/),
    ]);
    expect(await shop.sql('SELECT count(*), sum(total) FROM orders')).toEqual(before);
  });

  test('of a table that the login may not read: the twin’s, with the reason', async () => {
    const report = await json("select * from customers where email = 'a'", '--url', shop.url('half_reader'));
    expect(report.details.from).toMatch(/^statistics twin, PostgreSQL .*, estimated$/);
    expect(report.details.text).toContain('customers_email_key');
    expect(report.unseen).toContainEqual(
      expect.objectContaining({
        what: 'the server’s own plan',
        why: expect.stringContaining('permission denied for table customers'),
        remedy: expect.stringContaining('Ask the owner'),
      }),
    );
  });

  test('of a file: one that was estimated, and one that was run', async () => {
    const explain = async (options: string) =>
      JSON.stringify(Object.values((await shop.sql(`EXPLAIN (${options} FORMAT JSON) ${query}`))[0] ?? {})[0]);
    writeFileSync(join(folder, 'estimated.json'), await explain(''));
    writeFileSync(join(folder, 'ran.json'), await explain('ANALYZE, BUFFERS,'));
    const [estimated, ran, nothing] = await Promise.all([
      json('--plan', 'estimated.json'),
      json('--plan', 'ran.json'),
      run('--plan', 'none.json'),
    ]);
    expect(estimated.details.from).toBe('as given, estimated and not run');
    expect(ran.details.from).toBe('as given, really run');
    expect(ran.summary).toMatch(/^It ran [\d.]+ m?s\. Seq Scan on orders read 60,000 rows to keep 12 and took/);
    expect([nothing.code, nothing.err]).toEqual([3, expect.stringContaining('none.json')]);
  });

  test('of an export: the twin’s, without any server', async () => {
    const made = start(['look', 'export', '--url', shop.url('reader'), '--out', 'shop.dbw.json'], folder);
    expect((await made.ended).code).toBe(0);
    const [offline, online] = await Promise.all([json(query, '--export', 'shop.dbw.json'), live(query)]);
    expect(offline.details.from).toMatch(/^statistics twin/);
    if (major === 18)
      expect(offline.details.text.split('\n').slice(0, -1)).toEqual(online.details.text.split('\n').slice(0, -1));
    expect(offline.unseen).toContainEqual(expect.objectContaining({ what: 'the server’s own plan' }));
  });

  test('of nothing, of a mistake, or of two statements there is none', async () => {
    const url = ['--url', shop.url('reader')];
    const [nothing, mistake, two] = await Promise.all([
      run(...url),
      run('select * from ordres', ...url),
      run('select 1; drop table orders', ...url),
    ]);
    expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('neither a query nor a plan')]);
    expect(mistake.err).toContain('Did you mean');
    expect(two.err).toContain('2 statements');
    expect(await shop.sql("SELECT to_regclass('orders') IS NOT NULL AS there")).toEqual([{ there: true }]);
  });
});

interface PlanReport {
  readonly summary: string;
  readonly findings: readonly { readonly rule: string }[];
  readonly unseen: readonly unknown[];
  readonly details: {
    readonly from: string;
    readonly text: string;
    readonly plan: { readonly root: { readonly estimated: { readonly rows: number } } };
  };
}
