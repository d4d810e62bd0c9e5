import type { TwinRequest } from '#contracts/engine.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { withHypoPgShop } from './hypopg-shop.ts';
import { quiet } from './quiet-context.ts';
import { median, off, printTable, timed } from './table.ts';
import { whatIfCases } from './what-if-cases.ts';

/** A what-if question to the twin, to HypoPG and to the real index, on the same server with the same rows. */
export async function benchWhatIf(): Promise<void> {
  await withHypoPgShop('What-if against HypoPG', compare);
}

async function compare(connection: TwinConnection, request: TwinRequest): Promise<void> {
  const made = await timed(() => createStatisticsTwin(request, quiet));
  const twin = made.value;
  const rows = [];
  for (const { query, index } of whatIfCases) {
    const ask = () => twin.whatIf.ask({ query: { text: query, parameters: {} }, indexes: [index] });
    const first = await timed(ask);
    const again = await timed(ask);
    const hypo = await timed(() => askHypoPg(connection, query, indexDdl(index, { concurrently: false }))).catch(
      () => undefined,
    );
    const real = await timed(() =>
      reallyCreate(connection, query, indexDdl(index, { concurrently: false }), index.name),
    );
    rows.push({
      name: indexDdl(index, { concurrently: false }).replace(/^.* ON public\./, ''),
      first: first.ms,
      again: again.ms,
      hypo: hypo?.ms,
      real: real.ms,
      costs: [first.value.cost, hypo?.value.cost, real.value.cost] as const,
      bytes: [first.value.bytes[index.name] ?? Number.NaN, hypo?.value.bytes, real.value.bytes] as const,
    });
  }
  await twin.close();

  printTable(
    `What-if, PostgreSQL 15, ${twin.whatIf.by}; the twin itself took ${made.ms.toFixed(0)} ms to make`,
    ['index', 'twin first', 'twin again', 'HypoPG', 'real', 'cost: twin', 'HypoPG', 'size: twin', 'HypoPG'],
    rows.map((row) => [
      row.name.slice(0, 52),
      ms(row.first),
      ms(row.again),
      ms(row.hypo),
      ms(row.real),
      off(row.costs[0], row.costs[2]),
      row.costs[1] === undefined ? 'cannot' : off(row.costs[1], row.costs[2]),
      off(row.bytes[0], row.bytes[2]),
      row.bytes[1] === undefined ? 'cannot' : off(row.bytes[1], row.bytes[2]),
    ]),
  );
  const both = rows.flatMap((row) =>
    row.hypo === undefined || row.costs[1] === undefined || row.bytes[1] === undefined ? [] : [row],
  );
  const error = (estimate: number, truth: number) => Math.abs(estimate / truth - 1) * 100;
  printTable(
    `Medians over the ${both.length} that HypoPG can answer`,
    ['', 'twin first', 'twin again', 'HypoPG', 'really creating'],
    [
      [
        'time',
        ms(median(both.map((row) => row.first))),
        ms(median(both.map((row) => row.again))),
        ms(median(both.map((row) => row.hypo ?? 0))),
        ms(median(both.map((row) => row.real))),
      ],
      [
        'share of the real time',
        share(both.map((row) => row.first / row.real)),
        share(both.map((row) => row.again / row.real)),
        share(both.map((row) => (row.hypo ?? 0) / row.real)),
        '100 %',
      ],
      [
        'cost error',
        `${median(both.map((row) => error(row.costs[0], row.costs[2]))).toFixed(2)} %`,
        '',
        `${median(both.map((row) => error(row.costs[1] ?? 0, row.costs[2]))).toFixed(2)} %`,
        '0 %',
      ],
      [
        'size error',
        `${median(both.map((row) => error(row.bytes[0], row.bytes[2]))).toFixed(1)} %`,
        '',
        `${median(both.map((row) => error(row.bytes[1] ?? 0, row.bytes[2]))).toFixed(1)} %`,
        '0 %',
      ],
    ],
  );
}

interface Answer {
  readonly cost: number;
  readonly bytes: number;
}

async function askHypoPg(connection: TwinConnection, query: string, ddl: string): Promise<Answer> {
  await connection.query('select hypopg_reset()');
  const [made] = await connection.query('select indexrelid from hypopg_create_index($1)', [ddl]);
  const cost = await costOf(connection, query);
  const [size] = await connection.query('select hypopg_relation_size($1::oid)::float8 as bytes', [
    made?.['indexrelid'],
  ]);
  await connection.query('select hypopg_reset()');
  return { cost, bytes: Number(size?.['bytes']) };
}

async function reallyCreate(connection: TwinConnection, query: string, ddl: string, name: string): Promise<Answer> {
  await connection.query('begin');
  try {
    await connection.query(ddl);
    const cost = await costOf(connection, query);
    const [size] = await connection.query('select pg_relation_size($1::regclass)::float8 as bytes', [name]);
    return { cost, bytes: Number(size?.['bytes']) };
  } finally {
    await connection.query('rollback');
  }
}

async function costOf(connection: TwinConnection, query: string): Promise<number> {
  const [row] = await connection.query(`explain (format json) ${query}`);
  return planFromJson(row?.['QUERY PLAN']).root.estimated?.totalCost ?? Number.NaN;
}

function ms(value: number | undefined): string {
  return value === undefined ? 'cannot' : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function share(ratios: readonly number[]): string {
  return `${(median(ratios) * 100).toFixed(1)} %`;
}
