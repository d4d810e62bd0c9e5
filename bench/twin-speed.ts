import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TwinRequest } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { largeRequest } from '../test/integration/twin/large-schema.ts';
import { withHypoPgShop } from './hypopg-shop.ts';
import { quiet } from './quiet-context.ts';
import { median, printTable, timed } from './table.ts';
import { type WhatIfCase, whatIfCases } from './what-if-cases.ts';

const kinds = ['native', 'pglite'] as const;
const tables = 1000;
const runs = 3;
const asks = 200;

/** How long a twin takes to make, cold and from the cache; how long a question takes, beside HypoPG's in the same run. */
export async function benchTwinSpeed(): Promise<void> {
  await benchMaking();
  await withHypoPgShop('Switching an index and asking, against HypoPG', benchAsking);
}

async function benchMaking(): Promise<void> {
  const request = largeRequest(tables);
  const rows: string[][] = [];
  for (const kind of kinds) {
    const cold: Made[] = [];
    const cached: Made[] = [];
    for (let run = 0; run < runs; run += 1) {
      const folder = await mkdtemp(join(tmpdir(), 'dbwright-bench-'));
      try {
        cold.push(await make(request, kind, folder));
        cached.push(await make(request, kind, folder));
      } finally {
        await rm(folder, { recursive: true });
      }
    }
    const [made, taken] = [cold, cached].map((all) => median(all.map((each) => each.making)));
    rows.push([
      kind,
      seconds(made),
      seconds(median(cold.map(({ closing }) => closing))),
      seconds(taken),
      ratio(taken, made),
    ]);
  }
  printTable(
    `A twin of ${tables} tables, ${request.statistics.relations.length} relations with statistics; median of ${runs}`,
    ['', 'made anew', 'kept at its close', 'from the cache', 'against anew'],
    rows,
  );
}

interface Made {
  readonly making: number;
  readonly closing: number;
}

async function make(request: TwinRequest, kind: (typeof kinds)[number], folder: string): Promise<Made> {
  const { ms: making, value: twin } = await timed(() =>
    createStatisticsTwin(request, quiet, { kind, cache: { folder } }),
  );
  const { ms: closing } = await timed(() => twin.close());
  return { making, closing };
}

async function benchAsking(connection: TwinConnection, request: TwinRequest): Promise<void> {
  const cases = await answerable(connection);
  const twins = [];
  for (const kind of kinds) {
    const { ms, value } = await timed(() => createStatisticsTwin(request, quiet, { kind }));
    twins.push({ twin: value, making: ms, first: [] as number[], switched: [] as number[] });
  }
  const hypo: number[] = [];
  try {
    for (const one of cases) {
      for (const { twin, first } of twins) first.push((await timed(() => ask(twin.whatIf, one))).ms);
    }
    // Each question offers another index than the one before; interleaved, so that what else the machine does meets all alike.
    for (let at = 0; at < asks; at += 1) {
      const one = cases[at % cases.length];
      if (one === undefined) continue;
      for (const { twin, switched } of twins) switched.push((await timed(() => ask(twin.whatIf, one))).ms);
      hypo.push((await timed(() => askHypoPg(connection, one))).ms);
    }
  } finally {
    for (const { twin } of twins) await twin.close();
  }
  printTable(
    `The shop: ${cases.length} indexes that HypoPG knows too, ${asks} questions; HypoPG creates its index and explains each time`,
    ['', 'twin made', 'first ask, median', 'p95', 'switch and ask, median', 'p95', 'against HypoPG'],
    [
      ...twins.map(({ twin, making, first, switched }) => [
        twin.whatIf.by,
        milliseconds(making),
        milliseconds(median(first)),
        milliseconds(p95(first)),
        milliseconds(median(switched)),
        milliseconds(p95(switched)),
        ratio(median(switched), median(hypo)),
      ]),
      ['HypoPG, PostgreSQL 15', '', '', '', milliseconds(median(hypo)), milliseconds(p95(hypo)), '1.00×'],
    ],
  );
}

/** HypoPG has no GIN. */
async function answerable(connection: TwinConnection): Promise<readonly WhatIfCase[]> {
  const known: WhatIfCase[] = [];
  for (const one of whatIfCases) {
    await askHypoPg(connection, one).then(
      () => known.push(one),
      () => undefined,
    );
  }
  return known;
}

function ask(whatIf: WhatIf, { query, index }: WhatIfCase): Promise<unknown> {
  return whatIf.ask({ query: { text: query, parameters: {} }, indexes: [index] });
}

async function askHypoPg(connection: TwinConnection, { query, index }: WhatIfCase): Promise<void> {
  await connection.query('select hypopg_reset()');
  await connection.query('select hypopg_create_index($1)', [indexDdl(index, { concurrently: false })]);
  await connection.query(`explain (format json) ${query}`);
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function seconds(value = Number.NaN): string {
  return `${(value / 1000).toFixed(2)} s`;
}

function ratio(value = Number.NaN, base = Number.NaN): string {
  return `${(value / base).toFixed(2)}×`;
}
