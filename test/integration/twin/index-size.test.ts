import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Twin } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { type ShopSource, startShop, testContext } from './shop-source.ts';

let shop: ShopSource;
let twin: Twin & { readonly whatIf: WhatIf };

beforeAll(async () => {
  shop = await startShop();
  twin = await createStatisticsTwin(shop.request, testContext, { kind: 'native' });
});
afterAll(async () => {
  await twin?.close();
  await shop?.stop();
});

/** Table and keys, as in CREATE INDEX; the twin is given the same, taken apart. */
const trees = [
  'users (email)',
  'users (name)',
  'users (country)',
  'users (referrer_id)',
  'users (created_at)',
  'users (country, created_at)',
  'users (lower(email))',
  'products (name)',
  'products (price)',
  'products (weight)',
  'orders (user_id)',
  'orders (status)',
  'orders (total)',
  'orders (note)',
  'orders (created_at)',
  'orders (user_id, status)',
  'orders (status, total)',
  'orders (user_id) INCLUDE (total, status)',
  'orders ((total * 2))',
  'order_items (product_id)',
  'order_items (quantity)',
  'order_items (product_id, quantity)',
  'order_items (price)',
  'order_items (order_id)',
  '"Stock Moves" ("Product", "Count")',
  '"Stock Moves" ("Period")',
  'events_2024_1 (kind)',
  'events_2024_1 (user_id, at)',
];
const others = [
  'users USING gin (name gin_trgm_ops)',
  'users USING gin (email gin_trgm_ops)',
  'users USING gin (profile)',
  'users USING gin (profile jsonb_path_ops)',
  'products USING gin (tags)',
  'products USING gin (words)',
  'events_2024_1 USING gin (payload)',
  'users USING gist (name gist_trgm_ops)',
  '"Stock Moves" USING gist ("Period")',
  'orders USING brin (created_at)',
  'order_items USING hash (product_id)',
  'orders USING hash (user_id)',
  'users USING hash (email)',
];

it('foretells the size of B-trees', async () => {
  const rows = await compare(trees);
  console.log(rows.map((row) => Object.values(row).join(' | ')).join('\n'));
  const errors = rows.map((row) => Math.abs(row.error)).sort((a, b) => a - b);
  console.log('median error', errors[Math.floor(errors.length / 2)], 'greatest', errors.at(-1));
  expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.1);
});

it('foretells the size of other indexes within a factor of two', async () => {
  const rows = await compare(others);
  console.log(rows.map((row) => Object.values(row).join(' | ')).join('\n'));
  expect(rows.filter((row) => row.real > 20 && (row.pages > 2 * row.real || row.pages < row.real / 2))).toEqual([]);
});

async function compare(indexes: readonly string[]) {
  const rows = [];
  for (const on of indexes) {
    const index = definition(on);
    const answer = await twin.whatIf.ask({ query: { text: 'SELECT 1', parameters: {} }, indexes: [index] });
    const pages = (answer.bytes['what_if'] ?? 0) / 8192;
    const { real, level } = await built(on);
    rows.push({ on, pages, real, error: Math.round((pages / real - 1) * 1000) / 1000, realLevel: level });
  }
  return rows;
}

function definition(on: string): IndexDefinition {
  const [, table = '', method, keys = '', include] =
    /^("[^"]+"|\w+)(?: USING (\w+))? \((.+?\)?)\)(?: INCLUDE \((.*)\))?$/.exec(on) ?? [];
  const bare = (name: string) => name.replaceAll('"', '');
  return IndexDefinition.parse({
    schema: 'public',
    table: bare(table),
    name: 'what_if',
    method,
    keys: keys.split(', ').map((key) => {
      const [name = '', operatorClass] = key.split(' ');
      return /[(*]/.test(key) ? { expression: key } : { column: bare(name), operatorClass };
    }),
    include: include?.split(', '),
  });
}

async function built(on: string): Promise<{ readonly real: number; readonly level: number | undefined }> {
  await shop.connection.query('BEGIN');
  try {
    await shop.connection.query(`CREATE EXTENSION IF NOT EXISTS pageinspect; CREATE INDEX what_if ON ${on}`);
    const [size] = await shop.connection.query(`SELECT pg_relation_size('what_if') / 8192 AS pages`);
    const isTree = !on.includes(' USING ');
    const [tree] = isTree ? await shop.connection.query(`SELECT level FROM bt_metap('what_if')`) : [];
    return { real: Number(size?.['pages']), level: isTree ? Number(tree?.['level']) : undefined };
  } finally {
    await shop.connection.query('ROLLBACK');
  }
}
