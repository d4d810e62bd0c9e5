import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseModel } from '#agent/read-model.ts';
import { SchemaDesignDetails } from '#tasks/design/schema/design-details.ts';
import { createAgent } from '../../../src/index.ts';
import { withServer } from '../../servers.ts';
import { sql } from '../postgres/reading.ts';

const agent = createAgent();
const folder = mkdtempSync(join(tmpdir(), 'dbwright-design-'));
afterAll(async () => {
  await agent.close();
  rmSync(folder, { recursive: true });
});

const ofDocument = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/model.md', 'utf8'))?.[1] ?? '';
const contentOf = (artifacts: readonly { path: string; content: string }[], path: string) =>
  artifacts.find((one) => one.path === path)?.content ?? '';

describe('from a model', () => {
  test('the example of docs/model.md is made, tried and written', async () => {
    const file = join(folder, 'lending.yaml');
    writeFileSync(file, ofDocument);
    const report = await agent.design.schema({ model: file });
    const details = SchemaDesignDetails.parse(report.details);
    expect(details.tables).toEqual(['members', 'books', 'loans']);
    expect(details.proof?.failed).toBeUndefined();
    expect(details.proof?.roundTrip).toEqual({ left: [], differs: [] });
    expect(details.proof?.scenarios).toMatchObject([{ says: 'the only copy lent twice', kept: true }]);
    expect(details.proof?.access).toMatchObject([{ scans: [] }]);
    expect(report.artifacts.map(({ path }) => path)).toEqual([
      'design.md',
      'model.yaml',
      'schema.sql',
      'migrations/0001_initial.up.sql',
      'migrations/0001_initial.down.sql',
      'seed.sql',
      'erd.svg',
      'erd.mmd',
    ]);
    // The model is the single source: made again from the one that was written, it is the same.
    expect(parseModel(contentOf(report.artifacts, 'model.yaml'), 'model.yaml')).toEqual(parseModel(ofDocument, file));
    expect(contentOf(report.artifacts, 'design.md')).toContain('| the only copy lent twice | refused |');
  }, 60_000);

  test('a rule that the database does not keep is told as it is', async () => {
    const file = join(folder, 'open.yaml');
    writeFileSync(
      file,
      "name: open\nentities: { cup: { attributes: { size: integer } } }\nscenarios: [{ says: a cup of no size, refuse: 'INSERT INTO cups (size) VALUES (0)' }]\n",
    );
    const report = await agent.design.schema({ model: file });
    expect(SchemaDesignDetails.parse(report.details).proof?.scenarios).toMatchObject([
      { kept: false, why: 'The server accepted it.' },
    ]);
    expect(report.summary).toContain('0 of 1 scenario');
    expect(report.findings).toMatchObject([
      { rule: 'scenario-not-kept', severity: 'warning', at: 'a cup of no size', message: 'The server accepted it.' },
    ]);
  }, 60_000);

  test('a dangling reference is told with line and column', async () => {
    const file = join(folder, 'dangling.yaml');
    writeFileSync(file, 'name: d\nentities:\n  order:\n    references: { by: custmer }\n  customer: {}\n');
    await expect(agent.design.schema({ model: file })).rejects.toThrow(
      /dangling\.yaml, line 4, column 19: .*custmer.*Did you mean customer/,
    );
  });
});

describe('from a file of DDL', () => {
  test.each([
    ['create schema app;\ncreate table app.users (id int primary key)', /no tables .*: they are in the schema app/],
    ['create table a (\n  id int nott null)', /line 2, column 10: .*"nott"/],
    [
      'create table a (\n  id int nott null);\ncreate table b (id int);\ncreate tabel c (id int)',
      /line 2, column 10: .*"nott".*\n.*line 4, column 8/,
    ],
  ])('%j is refused', async (ddl, words) => {
    const file = join(folder, 'wrong.sql');
    writeFileSync(file, ddl);
    await expect(agent.design.schema({ model: file })).rejects.toThrow(words);
  });

  test('the model is called as its file is', async () => {
    const file = join(folder, 'Corner-Shop.sql');
    writeFileSync(file, 'create table users (id bigint generated always as identity primary key, name text not null)');
    const report = await agent.design.schema({ model: file, proof: false });
    expect(contentOf(report.artifacts, 'model.yaml')).toContain('name: corner_shop\n');
  });
});

describe('from a database that is there', () => {
  test('its tables, with their rows of today, for the same engine and for another', async () => {
    const report = await withServer({ major: 18 }, async ({ url }) => {
      await sql(
        url,
        `CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE,
           status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'closed')));
         CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
           total numeric(12, 2) NOT NULL CHECK (total >= 0));
         CREATE INDEX orders_by_customer ON orders (customer_id);
         INSERT INTO customers (email) SELECT 'c' || i || '@example.com' FROM generate_series(1, 300) AS i;
         ANALYZE`,
      );
      return agent.design.schema({ url, seedRows: 0 });
    });
    const { model, proof } = SchemaDesignDetails.parse(report.details);
    expect(proof?.failed).toBeUndefined();
    expect(model.entities['customer']?.volume).toEqual({ rows: 300 });
    expect(contentOf(report.artifacts, 'schema.sql')).toContain('orders_by_customer');
    const file = join(folder, 'there.yaml');
    writeFileSync(file, contentOf(report.artifacts, 'model.yaml'));
    const other = await agent.design.schema({ model: file, engine: 'sqlite', seedRows: 0 });
    const tried = SchemaDesignDetails.parse(other.details).proof;
    expect([tried?.by, tried?.failed]).toEqual([expect.stringContaining('SQLite'), undefined]);
  }, 60_000);
});

describe('from a sentence', () => {
  test('a shop has some 25 tables, and every scenario goes as it must', async () => {
    const report = await agent.design.schema({
      request: 'an e-commerce application with reviews, coupons and multiple warehouses, and a flux capacitor',
    });
    const details = SchemaDesignDetails.parse(report.details);
    expect(details.tables.length).toBeGreaterThanOrEqual(25);
    expect(details.tables).toEqual(
      expect.arrayContaining(['reviews', 'coupons', 'warehouses', 'order_lines', 'payments']),
    );
    expect(details.notUnderstood.join(' ')).toMatch(/flux/);
    expect(details.proof?.scenarios.filter(({ kept }) => kept === false)).toEqual([]);
    expect(details.proof?.access.filter(({ scans }) => scans.length > 0)).toEqual([]);
  }, 60_000);

  test('the engine that it names is taken, and one that has no design is refused', async () => {
    const report = await agent.design.schema({ request: 'a blog on SQLite', proof: false });
    expect(contentOf(report.artifacts, 'schema.sql')).toContain('STRICT');
    await expect(agent.design.schema({ request: 'a blog on MongoDB' })).rejects.toThrow(/names mongodb/);
    const chosen = await agent.design.schema({ request: 'a blog on MongoDB', engine: 'postgres', proof: false });
    expect(contentOf(chosen.artifacts, 'schema.sql')).toContain('timestamptz');
  });

  test('tenants reach every part', async () => {
    const report = await agent.design.schema({ request: 'a multi-tenant online shop', proof: false });
    const { model } = SchemaDesignDetails.parse(report.details);
    for (const name of ['product', 'order', 'payment']) {
      expect([name, Object.keys(model.entities[name]?.references ?? {})]).toEqual([
        name,
        expect.arrayContaining(['tenant']),
      ]);
    }
  });

  test('nothing understood is said, with what could be', async () => {
    await expect(agent.design.schema({ request: 'lorem ipsum dolor' })).rejects.toThrow(/understood/);
  });
});
