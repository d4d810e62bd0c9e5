import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Twin } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { comparePlans, median, planOf } from './compare-plans.ts';
import { shopCandidates } from './shop-queries.ts';
import { type ShopSource, startShop, testContext } from './shop-source.ts';

let shop: ShopSource;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.stop());

describe.each(['native', 'pglite'] as const)('a twin on %s', (kind) => {
  let twin: Twin & { readonly whatIf: WhatIf };

  beforeAll(async () => {
    const started = performance.now();
    twin = await createStatisticsTwin(shop.request, testContext, { kind });
    console.log(`${kind}: twin made in ${Math.round(performance.now() - started)} ms; notes:`, twin.whatIf.notes);
  });
  afterAll(() => twin?.close());

  it('foretells what an index would bring', async () => {
    const rows = [];
    for (const [name, { ddl, index, query }] of Object.entries(shopCandidates)) {
      const offered = IndexDefinition.parse({ schema: 'public', name: 'what_if', ...index });
      const started = performance.now();
      const answer = await twin.whatIf.ask({ query: { text: query, parameters: {} }, indexes: [offered] });
      const first = performance.now() - started;
      const again = performance.now();
      const without = await twin.whatIf.ask({ query: { text: query, parameters: {} }, indexes: [] });
      const toggle = performance.now() - again;
      const real = await withRealIndex(ddl, query);
      rows.push({
        name,
        before: without.cost,
        ...comparePlans(real.root, answer.plan.root),
        used: answer.used.length,
        pages: (answer.bytes['what_if'] ?? 0) / 8192,
        realPages: real.pages,
        sizeError: (answer.bytes['what_if'] ?? 0) / 8192 / real.pages - 1,
        first: Math.round(first),
        toggle: Math.round(toggle),
      });
    }
    console.log(rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(rows.filter((row) => !row.sameShape || row.used === 0).map((row) => row.name)).toEqual([]);
    // The real expression indexes are analyzed: how often one day is found in a sample is up to the sample.
    const tolerance = (name: string) => (shopCandidates[name]?.ddl.includes('ANALYZE') ? 1 : 0.05);
    expect(rows.filter((row) => row.error > tolerance(row.name))).toEqual([]);
    expect(median(rows.map((row) => row.error))).toBeLessThan(0.01);
  });
});

/** Builds the index in the source, takes the plan and the size, and rolls back. */
async function withRealIndex(ddl: string, query: string) {
  await shop.connection.query('BEGIN');
  try {
    await shop.connection.query(ddl);
    const [size] = await shop.connection.query(
      `SELECT sum(pg_relation_size(oid)) / 8192 AS pages FROM (
         SELECT 'what_if'::regclass::oid AS oid UNION SELECT relid FROM pg_partition_tree('what_if'::regclass)) x`,
    );
    return { root: await planOf(shop.connection, query), pages: Number(size?.['pages']) };
  } finally {
    await shop.connection.query('ROLLBACK');
  }
}
