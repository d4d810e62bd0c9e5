import { describe, expect, it } from 'vitest';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { binariesOf } from '../../servers.ts';
import { comparePlans, median, planOf } from './compare-plans.ts';
import { shopQueries } from './shop-queries.ts';
import { startShop, testContext } from './shop-source.ts';

/** The fidelity suite runs more queries on another major; here the full run goes through all. */
const majors = process.env['DBWRIGHT_FULL'] === '1' ? [13, 14, 15, 16, 17] : [13];

describe.each(majors)('PostgreSQL %i', (major) => {
  const binaries = binariesOf(major);

  it.skipIf(binaries === undefined && process.env['CI'] !== 'true')(
    'plans in a twin of its own major as on the source',
    async () => {
      const shop = await startShop({ kind: 'native', ...(binaries === undefined ? {} : { binaries }) }, 0.2);
      try {
        const twin = await createStatisticsTwin(shop.request, testContext, {
          kind: 'native',
          binaries: binaries ?? '',
        });
        try {
          const rows = [];
          for (const [name, text] of Object.entries(shopQueries)) {
            const { plan } = await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
            rows.push({ name, ...comparePlans(await planOf(shop.connection, text), plan.root) });
          }
          const off = rows.filter((row) => !row.sameShape || row.error > 0.005);
          console.log(major, twin.whatIf.by, twin.whatIf.notes, off);
          expect(twin.whatIf.notes.filter((note) => !note.includes('histograms of ranges'))).toEqual([]);
          expect(rows.filter((row) => row.sameShape).length / rows.length).toBeGreaterThanOrEqual(0.95);
          expect(median(rows.map((row) => row.error))).toBeLessThan(0.005);
          const generic = await twin.whatIf.ask({
            query: { text: 'SELECT * FROM order_items WHERE product_id = $1', parameters: {} },
            indexes: [
              IndexDefinition.parse({
                schema: 'public',
                table: 'order_items',
                name: 'i',
                keys: [{ column: 'product_id' }],
              }),
            ],
          });
          expect(generic.used).toEqual(['i']);
        } finally {
          await twin.close();
        }
      } finally {
        await shop.stop();
      }
    },
  );
});
