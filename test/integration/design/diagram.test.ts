import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from '@dbml/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '#agent/commands.ts';
import { createAgent } from '#agent/create-agent.ts';
import type { Report } from '#vocabulary/report.ts';
import { start } from '../cli/program.ts';

const ddl = `
  CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  COMMENT ON TABLE customers IS 'Who buys';
  CREATE TABLE products (id bigint PRIMARY KEY, price numeric(12,2) NOT NULL DEFAULT 9.99, parent_id bigint REFERENCES products);
  CREATE TABLE orders (id bigint, placed_at timestamptz DEFAULT now(), customer_id bigint NOT NULL REFERENCES customers,
    PRIMARY KEY (id, placed_at)) PARTITION BY RANGE (placed_at);
  CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE TABLE order_lines (order_id bigint, placed_at timestamptz, product_id bigint REFERENCES products,
    PRIMARY KEY (order_id, placed_at, product_id), FOREIGN KEY (order_id, placed_at) REFERENCES orders);`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-diagram-'));
  writeFileSync(join(folder, 'shop.sql'), ddl);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function draw(input: Readonly<Record<string, unknown>>, redact = false): Promise<Report> {
  return createAgent().run('design diagram', input, {
    sources: { schema: join(folder, 'shop.sql') },
    context: {
      signal: new AbortController().signal,
      progress: () => {},
      clock: () => new Date(0),
      random: () => 0.5,
    },
    redact,
  });
}

const contentOf = async (report: Promise<Report>) => (await report).artifacts[0]?.content ?? '';

describe('design diagram', () => {
  test('is DBML that its own tools read', async () => {
    const whole = await contentOf(draw({ as: 'dbml' }));
    const [schema] = new Parser().parse(whole, 'dbmlv2').schemas;
    expect(schema?.tables.map(({ name }) => name)).toEqual(['customers', 'order_lines', 'orders', 'products']);
    expect(whole).toMatch(/9\.99/);
    expect(whole).toMatch(/Who buys/);
  });

  test('is of some tables, without what a user wrote where that is asked for', async () => {
    const page = await contentOf(draw({ as: 'html', tables: ['order*', 'customers'] }, true));
    expect(page.match(/data-table=/g)).toHaveLength(3);
    expect(page).not.toMatch(/9\.99|Who buys/);
  });

  test('its examples that need no database run as they stand', async () => {
    const offline = commands.get('design diagram')!.examples.filter(({ args }) => args.includes('--schema'));
    expect(offline.length).toBeGreaterThan(1);
    const ended = await Promise.all(
      offline.map(({ args }) => {
        const words = [...args.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
        return start(['design', 'diagram', ...words], folder).ended;
      }),
    );
    for (const { code, err } of ended) expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(readdirSync(folder).toSorted()).toEqual(['shop.sql', 'shop.svg']);
    const outs = ended.map(({ out }) => out).join('\n');
    expect(outs).toMatch(/^erDiagram$/m);
    expect(outs).toContain('4 tables, 4 references, 2 partitions in the heads of their tables.');
    const svg = readFileSync(join(folder, 'shop.svg'), 'utf8');
    expect(svg).toContain('>2 partitions<');
    expect(svg).toContain('<title>customers: Who buys</title>');
    expect(svg).not.toContain('orders_2025');
  });
});
