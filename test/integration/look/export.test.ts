import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { DatabaseExport } from '#vocabulary/database-export.ts';
import { startTestServer } from '../../servers.ts';
import { start } from '../cli/program.ts';
import { shop } from './exporting.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const majors = full ? [13, 14, 15, 16, 17, 18] : [14, 18];
const query = 'select * from sales.orders where user_id = 42 order by created_at desc limit 10';

describe.each(majors.map((major) => [major]))('look export on PostgreSQL %i', (major) => {
  let server: EmbeddedServer;
  let folder: string;
  let plain: string;
  const run = async (...args: readonly string[]) => start(args, folder).ended;

  beforeAll(async () => {
    server = await startTestServer({ major, settings: { shared_preload_libraries: 'pg_stat_statements' } });
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('CREATE EXTENSION pg_stat_statements');
    await client.query(shop);
    await client.query("SELECT id FROM sales.users WHERE email = 'anna.secret@example.org'");
    await client.query("CREATE ROLE clerk PASSWORD 'secret word'; GRANT pg_read_all_stats TO exporter");
    await client.end();
    plain = server.url.replace(/\/\/[^@]*@/, '//exporter@');
    folder = mkdtempSync(join(tmpdir(), 'dbwright-export-'));
    for (const more of [[], ['--redact']]) {
      const out = more.length === 0 ? 'shop.dbw.json' : 'clean.dbw.json';
      const { code, err } = await run('look', 'export', '--url', plain, '--out', out, ...more);
      expect(code, err).toBe(0);
    }
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  test('a plain user gets all that it may see, and a list of the rest', () => {
    const exported = DatabaseExport.parse(JSON.parse(read('shop.dbw.json')));
    expect(statSync(join(folder, 'shop.dbw.json')).mode & 0o777).toBe(0o600);
    expect(exported.redacted).toBe(false);
    expect(exported.server).toMatchObject({ major, role: 'exporter' });
    expect(exported.schema.tables.map(({ name }) => name).sort()).toEqual([
      ...['events', 'events_1', 'events_2', 'orders', 'users'],
    ]);
    const country = exported.statistics.relations
      .find(({ name }) => name === 'users')
      ?.columns.find(({ column }) => column === 'country');
    expect(country?.mostCommonValues?.[0]).toBe('de');
    expect(country?.mostCommonFrequencies?.[0]).toBeCloseTo(0.6, 1);
    expect(exported.statistics.unread.join(' ')).toContain('sales.events');
  });

  test('what the server counted is in it: statements without passwords, the use of tables, its counters', async () => {
    const { workload, usage, counters } = DatabaseExport.parse(JSON.parse(read('shop.dbw.json')));
    const texts = workload?.statements.map(({ text }) => text) ?? [];
    expect(texts).toContain('SELECT id FROM sales.users WHERE email = $1');
    expect(texts.filter((text) => text.startsWith('CREATE ROLE clerk'))).toEqual(['CREATE ROLE clerk PASSWORD ?']);
    expect(read('shop.dbw.json')).not.toContain('secret word');
    expect(usage?.nodes[0]?.tables.map(({ name }) => name)).toContain('orders');
    expect(counters?.database.commits).toBeGreaterThan(0);
    const { out } = await run('look', 'export', '--export', 'shop.dbw.json', '--no-workload', '--out', 'bare.dbw.json');
    expect(out).not.toContain('pg_stat_statements');
    const bare = DatabaseExport.parse(JSON.parse(read('bare.dbw.json')));
    expect([bare.workload, bare.usage]).toEqual([undefined, usage]);
  });

  test('from it, the advice is the same as from the database', async () => {
    const [live, offline] = await Promise.all(
      [
        ['--url', plain],
        ['--export', 'shop.dbw.json'],
      ].map((source) => run('optimize', 'query', query, ...source, '--rows', '0', '--format', 'json')),
    );
    expect([live?.code, offline?.code], offline?.err).toEqual([0, 0]);
    const [one, other] = [JSON.parse(live?.out ?? ''), JSON.parse(offline?.out ?? '')];
    expect(other.indexes).toEqual(one.indexes);
    expect(other.indexes).toMatchObject([{ columns: ['user_id', 'created_at'] }]);
    const costs = (report: { recommendations: { proof: { what: string; before: number; after: number }[] }[] }) =>
      report.recommendations[0]?.proof
        .filter(({ what }) => what === 'plan cost')
        .map(({ before, after }) => [before, after]);
    expect(costs(other)).toEqual(costs(one));
    expect(other.subject).toContain('as exported on');
    const plan = await run('look', 'plan', query, '--export', 'shop.dbw.json');
    expect(plan.out).toMatch(/from statistics twin[\s\S]*sales\.orders/);
    const schema = await run('look', 'schema', 'sales.orders', '--export', 'shop.dbw.json');
    expect(schema.out).toContain('60,000 rows');
  });

  test('redacted, it holds no value, and keeps shapes and frequencies', async () => {
    const clean = DatabaseExport.parse(JSON.parse(read('clean.dbw.json')));
    const whole = DatabaseExport.parse(JSON.parse(read('shop.dbw.json')));
    expect(clean.redacted).toBe(true);
    expect(read('clean.dbw.json')).not.toMatch(/secret|@example\.org|1955-|exporter/);
    for (const [at, relation] of whole.statistics.relations.entries()) {
      for (const [place, was] of relation.columns.entries()) {
        const is = clean.statistics.relations[at]?.columns[place];
        expect(is).toMatchObject({ column: was.column, nullFraction: was.nullFraction, distinct: was.distinct });
        if (is?.mostCommonValues !== undefined) expect(is.mostCommonFrequencies).toEqual(was.mostCommonFrequencies);
        if (is?.histogram !== undefined) expect(is.histogram).toHaveLength(was.histogram?.length ?? 0);
      }
    }
    const advice = await run(
      'optimize',
      'query',
      query,
      '--export',
      'clean.dbw.json',
      '--rows',
      '0',
      '--format',
      'json',
    );
    expect(advice.code, advice.err).toBe(0);
    const report = JSON.parse(advice.out);
    expect(report.indexes).toMatchObject([{ columns: ['user_id', 'created_at'] }]);
    expect(JSON.stringify(report)).not.toContain('are not in the twin');
    expect(JSON.stringify(report.unseen)).toContain('--redact');
    expect(clean.workload?.statements.map(({ text }) => text)).toContain('SELECT id FROM sales.users WHERE email = $1');
    expect(clean.workload?.statements).toHaveLength(whole.workload?.statements.length ?? 0);
    // An export can be redacted afterwards, and comes out the same.
    const again = await run('look', 'export', '--export', 'shop.dbw.json', '--redact', '--out', 'again.dbw.json');
    expect(again.code, again.err).toBe(0);
    expect(JSON.parse(read('again.dbw.json')).statistics.relations).toEqual(clean.statistics.relations);
  });

  test.each([
    ['not json', 'not JSON'],
    ['{"format": "other"}', 'no export of dbwright'],
    ['{"format": "dbwright-export", "version": 99}', 'version 99'],
    ['{"format": "dbwright-export", "version": 1}', 'damaged'],
  ])('a file with %s is refused', async (content, said) => {
    writeFileSync(join(folder, 'bad.dbw.json'), content);
    const { code, err } = await run('look', 'schema', '--export', 'bad.dbw.json');
    expect(code).not.toBe(0);
    expect(err).toContain(said);
  });

  test('a file that was edited by hand is refused, and so are two databases at once', async () => {
    writeFileSync(join(folder, 'edited.dbw.json'), read('shop.dbw.json').replace('"sales"', '"sold"'));
    expect((await run('look', 'schema', '--export', 'edited.dbw.json')).err).toContain('not as it was written');
    const both = await run('look', 'schema', '--export', 'shop.dbw.json', '--url', plain);
    expect(both.err).toContain('An export stands for the database');
  });
});
