import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Twin } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import { furnishTwin } from '#engines/postgres/twin/furnish-twin.ts';
import { openPlannerSession } from '#engines/postgres/twin/planner-session.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { binariesOf, withServer } from '../../../servers.ts';
import { testContext } from '../shop-source.ts';
import { type SizeCase, sizeCases, storedRanges } from './size-cases.ts';
import { type SizeSource, startSizeSource } from './size-source.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';

/** Major 13 has no bloom and minmax-multi classes; it plans like 14. */
describe.each(full ? [18, 14, 16] : [18])('sizes of indexes, PostgreSQL %i', (major) => {
  let source: SizeSource;
  let twin: Twin & { readonly whatIf: WhatIf };

  beforeAll(async () => {
    source = await startSizeSource(major, storedRanges);
    twin = await createStatisticsTwin(source.request, testContext, {
      kind: 'native',
      binaries: binariesOf(major) ?? '',
    });
  });
  afterAll(async () => {
    await twin?.close();
    await source?.stop();
  });

  it('are foretold as CREATE INDEX builds them', async () => {
    const compared: Compared[] = [];
    for (const one of sizeCases) compared.push(await compare(source, twin.whatIf, one));
    compared.push(...(await compareStored(source, major)));
    console.log(report(compared));
    expect(compared.length).toBeGreaterThanOrEqual(60);
    expect(median(compared)).toBeLessThanOrEqual(0.1);
    for (const kind of new Set(compared.map((one) => one.kind))) {
      const ofKind = compared.filter((one) => one.kind === kind);
      expect(median(ofKind), kind).toBeLessThanOrEqual(0.1);
      expect(worst(ofKind), kind).toBeLessThanOrEqual(kind === 'B-tree' || kind === 'hash' ? 0.15 : 0.4);
    }
  });
});

interface Compared {
  readonly kind: string;
  readonly on: string;
  readonly told: number;
  readonly real: number;
  readonly error: number;
}

async function compare({ connection }: SizeSource, whatIf: WhatIf, { kind, on, index }: SizeCase): Promise<Compared> {
  const answer = await whatIf.ask({ query: { text: 'SELECT 1', parameters: {} }, indexes: [index] });
  const told = (answer.bytes['what_if'] ?? 0) / 8192;
  await connection.query(indexDdl(index, { concurrently: false }));
  const [row] = await connection.query(`SELECT pg_relation_size('what_if') / 8192 AS pages`);
  await connection.query('DROP INDEX what_if');
  const real = Number(row?.['pages']);
  return { kind, on, told, real, error: told / real - 1 };
}

/** Indexes with storage parameters, which a twin sizes where the statistics do not tell their size. */
async function compareStored({ request }: SizeSource, major: number): Promise<readonly Compared[]> {
  const real = new Map(
    request.statistics.relations.filter(({ kind }) => kind === 'index').map(({ name, pages }) => [name, pages]),
  );
  const statistics = {
    ...request.statistics,
    relations: request.statistics.relations.filter(({ kind }) => kind !== 'index'),
  };
  return withServer({ major, settings: { autovacuum: 'off' } }, async (server) => {
    const session = await openPlannerSession(server, request.schema.collation);
    try {
      await furnishTwin(session, server, { ...request, statistics }, testContext, []);
      const rows = await session.admin.query(
        `SELECT relname AS name, amname AS method, pg_relation_size(c.oid) / 8192 AS pages
         FROM pg_class c JOIN pg_am ON pg_am.oid = relam WHERE relkind = 'i' AND c.oid >= 16384`,
      );
      return rows
        .filter((row) => real.has(String(row['name'])))
        .map((row) => {
          const on = String(row['name']);
          const told = Number(row['pages']);
          const pages = real.get(on) ?? 0;
          const kind = row['method'] === 'brin' ? 'BRIN' : 'B-tree';
          return { kind, on, told, real: pages, error: told / pages - 1 };
        });
    } finally {
      await session.close();
    }
  });
}

function median(compared: readonly Compared[]): number {
  const sorted = compared.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** One page more or less is no error, whatever share it is. */
function worst(compared: readonly Compared[]): number {
  return Math.max(...compared.map(({ told, real, error }) => (Math.abs(told - real) <= 1 ? 0 : Math.abs(error))));
}

function report(compared: readonly Compared[]): string {
  const percent = (error: number) => `${error < 0 ? '' : '+'}${(100 * error).toFixed(1)} %`;
  const kinds = [...new Set(compared.map((one) => one.kind))];
  const lines = compared.map(
    ({ kind, on, told, real, error }) => `${kind} ${on}: ${told} for ${real} pages, ${percent(error)}`,
  );
  const figures = kinds.map((kind) => {
    const ofKind = compared.filter((one) => one.kind === kind);
    return `${kind}: n ${ofKind.length}, median ${percent(median(ofKind))}, worst ${percent(worst(ofKind))}`;
  });
  const all = `all: n ${compared.length}, median ${percent(median(compared))}, worst ${percent(worst(compared))}`;
  return [...lines, ...figures, all].join('\n');
}
