import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { createAgent } from '#index.ts';
import type { QueryReport } from '#tasks/optimize/query/query-report.ts';
import { startTestServer } from '../../servers.ts';

/*
 * What helps a query beside an index, on a real server and a copy of it: another text, a setting, statistics, a cache.
 */

let server: EmbeddedServer;
const urls = { target: '', copy: '' };

const fill = `
  create table users (id int primary key, email text not null, status text not null, region int);
  create table orders (id int primary key, user_id int not null references users, status text not null,
                       total numeric(10,2), created_at timestamp not null);
  create table places (id int primary key, zip int not null, city text not null, country int not null);
  create table visits (id int primary key, place_id int not null, seen_at timestamp not null);
  insert into users select g, 'u' || g || '@example.com', case when g % 50 = 0 then 'banned' else 'active' end, g % 7
    from generate_series(1, 20000) g;
  insert into orders select g, 1 + (g * 7919) % 20000, case when g % 200 = 0 then 'open' else 'done' end, (g % 1000) / 10.0,
    timestamp '2024-01-01' + g * interval '1 minute' from generate_series(1, 200000) g;
  insert into places select g, g % 100, 'city ' || g % 100, g % 100 from generate_series(1, 60000) g;
  insert into visits select g, 1 + g % 60000, timestamp '2024-01-01' + g * interval '1 second' from generate_series(1, 60000) g;
  create index on orders (created_at);
  create index on orders (status);`;

beforeAll(async () => {
  server = await startTestServer({ settings: { autovacuum: 'off', synchronous_commit: 'on' } });
  await ask(server.url, ['create database shop']);
  urls.target = server.url.replace(/\/[^/?]*(\?|$)/, '/shop$1');
  await ask(urls.target, [...fill.split(/;\n/), 'vacuum (analyze)']);
  await ask(server.url, ['create database copy template shop']);
  urls.copy = server.url.replace(/\/[^/?]*(\?|$)/, '/copy$1');
}, 120_000);

afterAll(async () => {
  await server?.stop();
});

async function ask(url: string, statements: readonly string[]): Promise<pg.QueryResult['rows']> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: pg.QueryResult['rows'] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

async function optimize(query: string, given: object = {}): Promise<QueryReport> {
  const agent = createAgent();
  try {
    return await agent.optimize.query({ query, url: urls.target, twinUrl: urls.copy, ...given });
  } finally {
    await agent.close();
  }
}

describe('another text', () => {
  test('is recommended before an index that it spares, with the proof', async () => {
    const report = await optimize("select id, total from orders where created_at::date = '2024-03-01'");
    const [first] = report.recommendations;
    expect(first?.changes[0]).toMatchObject({ kind: 'rewrite-query' });
    expect(report.optimized_query).toMatch(/created_at >= '2024-03-01'/);
    const [note] = report.details.rewrites;
    expect(note).toMatchObject({
      outcome: 'proven',
      rewrite: { rule: 'function-on-column-to-range', class: 'equivalent' },
      comparison: { verdict: 'same', databases: 500 },
    });
    expect(first?.proof.map(({ what }) => what)).toEqual([
      'plan cost',
      'databases compared on',
      expect.stringContaining('median time'),
      'rows compared',
    ]);
    expect(report.summary).toContain('Written anew');
    const text = report.optimized_query;
    const same = await ask(urls.target, [
      `select (select count(*) from (${text}) a) = (select count(*) from orders where created_at::date = '2024-03-01') as same`,
    ]);
    expect(same).toEqual([{ same: true }]);
  });

  test('of NOT IN whose list is too large to be hashed', async () => {
    const report = await optimize(
      'select count(*) from users where id not in (select user_id from orders where total > 99) and region = 3',
      { param: {} },
    );
    const note = report.details.rewrites.find(({ rewrite }) => rewrite.rule.includes('not-in-to-not-exists'));
    expect(note?.comparison?.verdict ?? 'same').toBe('same');
    expect(['proven', 'estimated', 'no-gain']).toContain(note?.outcome);
  });

  test('that changes the contract is named so, and is not the optimized query', async () => {
    const query = 'select id, user_id, total from orders order by id limit 20 offset 150000';
    const report = await optimize(query);
    const pages = report.details.rewrites.find(({ rewrite }) => rewrite.rule === 'offset-to-keyset');
    expect(pages).toMatchObject({ outcome: 'estimated', rewrite: { class: 'changes-contract', compared: 'pages' } });
    expect(pages?.comparison?.verdict).toBe('same');
    expect(report.optimized_query).toBe(query);
    const offered = report.recommendations.find(({ title }) => title.startsWith('Write the query anew'));
    expect(offered?.risk).toBe('medium');
    expect(offered?.because.join(' ')).toContain('It changes the contract');
  });
});

describe('settings and statistics', () => {
  test('work_mem for a sort that spills, timed, and never carried out on the server', async () => {
    await ask(server.url, ["alter database copy set work_mem = '256kB'", "alter database shop set work_mem = '256kB'"]);
    try {
      const report = await optimize('select user_id, status, total, created_at from orders order by total, status');
      const tried = report.sections.find(({ title }) => title === 'Settings and statistics tried');
      expect(JSON.stringify(tried)).toContain('work_mem');
      const advised = report.recommendations.filter(({ changes }) => changes[0]?.kind === 'set-setting');
      for (const { proof } of advised) expect(proof[0]).toMatchObject({ level: 'measured' });
    } finally {
      await ask(server.url, ['alter database copy reset work_mem', 'alter database shop reset work_mem']);
    }
  });

  test('statistics on columns that hang together, tried on the copy and taken back', async () => {
    const report = await optimize(
      `select count(*) from places p join visits v on v.place_id = p.id where p.zip = 42 and p.city = 'city 42' and p.country = 42`,
    );
    const tried = report.sections.find(({ title }) => title === 'Settings and statistics tried');
    expect(JSON.stringify(tried ?? '')).toMatch(/extended statistics on places|ANALYZE places/);
    expect(await ask(urls.copy, ['select count(*)::int as n from pg_statistic_ext'])).toEqual([{ n: 0 }]);
  });

  test('the plan with other values, and for none in particular', async () => {
    const report = await optimize('select id, total from orders where status = $1', { param: { 1: 'open' } });
    const table = report.sections.find(({ title }) => title === 'With other values');
    expect(JSON.stringify(table)).toContain("orders.status = 'done'");
    expect(JSON.stringify(table)).toContain('generic plan');
    expect(report.findings.map(({ rule }) => rule)).toContain('plan-depends-on-value');
  });
});

test('whether the answer may be cached, and the code', async () => {
  const report = await optimize('select region, count(*) from users where status <> $1 group by region', {
    param: { 1: 'banned' },
    cache: 'typescript',
  });
  expect(report.cache_strategy.cacheable).toBe('yes');
  expect(report.cache_strategy.invalidate).toMatchObject([{ table: 'public.users', columns: ['region', 'status'] }]);
  expect(report.sections.find(({ title }) => title === 'Caching, as code')).toMatchObject({ language: 'typescript' });
});
