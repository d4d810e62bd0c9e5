import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhatIf } from '#contracts/instrument.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { ExtendedStatistics } from '#vocabulary/statistics.ts';
import { binariesOf } from '../../servers.ts';
import { comparePlans, planOf } from './compare-plans.ts';
import { type CorrelatedSource, correlatedQueries, expressionQueries, startCorrelated } from './correlated-source.ts';
import { testContext } from './shop-source.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
/** 18 always; of the older ones, one by the seed, or all. */
const older = [13, 14, 15, 16, 17].filter((major) => full || major === 14 + (seed % 4));

const kindsOf = (major: number) => (major === 18 ? (['native', 'pglite'] as const) : (['native'] as const));

describe.each([18, ...older])('extended statistics of PostgreSQL %i', (major) => {
  let source: CorrelatedSource;
  const binaries = binariesOf(major);
  const queries = { ...correlatedQueries, ...(major >= 14 ? expressionQueries : {}) };

  beforeAll(async () => {
    if (binaries !== undefined || process.env['CI'] === 'true') source = await startCorrelated({ major });
  });
  afterAll(() => source?.stop());

  it.skipIf(binaries === undefined && process.env['CI'] !== 'true').each(kindsOf(major))(
    'make a twin on %s estimate and cost as the source does',
    async (kind) => {
      const server = kind === 'native' && binaries !== undefined ? { kind, binaries } : { kind };
      const twin = await createStatisticsTwin(source.request, testContext, server);
      try {
        const rows = await compareAll(source, twin.whatIf, queries);
        const off = rows.filter((row) => row.error > 0 || row.twinRows !== row.rows);
        console.log(major, kind, rows.length, 'queries,', off.length, 'not exactly alike', off, twin.whatIf.notes);
        expect(rows.length).toBeGreaterThanOrEqual(15);
        expect(rows.filter((row) => !row.sameShape || row.error > 0.01)).toEqual([]);
        expect(rows.filter((row) => Math.abs(row.twinRows - row.rows) > Math.max(1, 0.01 * row.rows))).toEqual([]);
        expect(rows.filter((row) => row.doubts > 0)).toEqual([]);
        expect(twin.whatIf.notes.filter((note) => note.includes('extended'))).toEqual([]);
      } finally {
        await twin.close();
      }
    },
  );

  it.each([major].filter((one) => one === 18))(
    'make the difference on %i, and what is not carried is doubted',
    async () => {
      const { statistics } = source.request;
      const extended = statistics.extended.map(({ schema, name, table, tableSchema, attributes }) =>
        ExtendedStatistics.parse({
          ...{ schema, name, table, tableSchema, attributes },
          ...(name === 'parcels_sum' ? { unread: 'It was taken out.' } : {}),
          ...(name === 'address_all' ? { distinct: '{"77, 78": 3}' } : {}),
        }),
      );
      const request = { ...source.request, statistics: { ...statistics, extended } };
      const twin = await createStatisticsTwin(request, testContext, { kind: 'native' });
      try {
        const names = [];
        for (const [name, text] of Object.entries(queries)) {
          const { plan } = await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
          const [expected, found] = [rowsOf(await planOf(source.connection, text)), rowsOf(plan.root)];
          if (Math.abs(found - expected) > 0.1 * expected) names.push(name);
        }
        console.log('without their data', names.length, 'queries are estimated otherwise:', names.join(', '));
        expect(names.length).toBeGreaterThanOrEqual(15);
        const doubtsOf = async (text: string) =>
          (await twin.whatIf.ask({ query: { text, parameters: {} }, indexes: [] })).doubts;
        expect(await doubtsOf('SELECT FROM "Parcels"')).toEqual([
          'The extended statistics public.parcels_sum on public.Parcels are not all in the twin: It was taken out.',
        ]);
        expect(await doubtsOf('SELECT FROM app.addresses')).toEqual([
          expect.stringContaining('column 77 is not there'),
        ]);
        expect(await doubtsOf('SELECT FROM app.readings')).toBeUndefined();
      } finally {
        await twin.close();
      }
    },
  );
});

async function compareAll(source: CorrelatedSource, whatIf: WhatIf, queries: Readonly<Record<string, string>>) {
  const rows = [];
  for (const [name, text] of Object.entries(queries)) {
    const expected = await planOf(source.connection, text);
    const { plan, doubts = [] } = await whatIf.ask({ query: { text, parameters: {} }, indexes: [] });
    const compared = comparePlans(expected, plan.root);
    rows.push({ name, ...compared, rows: rowsOf(expected), twinRows: rowsOf(plan.root), doubts: doubts.length });
  }
  return rows;
}

function rowsOf(node: PlanNode): number {
  return node.estimated?.rows ?? 0;
}
