import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { literals } from './infer/column.ts';
import { inferStatistics } from './infer-statistics.ts';
import { parsePlan } from './parse/plan.ts';

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'orders',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'user_id', type: 'integer', nullable: false },
        { name: 'status', type: 'text', nullable: false },
        { name: 'total', type: 'numeric(10,2)', nullable: true },
      ],
      constraints: [{ name: 'orders_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' }],
      indexes: [{ schema: 'public', table: 'orders', name: 'orders_pkey', unique: true, keys: [{ column: 'id' }] }],
    },
  ],
});

interface Condition {
  readonly column: string;
  readonly operator: string;
  readonly kind: string;
  readonly value?: string;
}

function query(...conditions: readonly Condition[]): ResolvedQuery {
  return ResolvedQuery.parse({
    text: '',
    kind: 'select',
    relations: [{ id: 0, kind: 'table', schema: 'public', name: 'orders', alias: 'orders', block: 0 }],
    blocks: [{ id: 0, kind: 'main' }],
    predicates: conditions.map((condition) => ({
      ...condition,
      relation: 0,
      columns: [condition.column],
      constant: condition.value !== undefined,
      conjunct: true,
      clause: 'where',
      block: 0,
      text: `${condition.column} ${condition.operator} ${condition.value ?? ''}`,
    })),
    joins: [],
    columns: [],
    wholeRows: [0],
  });
}

async function infer(plan: string, ...conditions: readonly Condition[]) {
  const statistics = inferStatistics(await parsePlan(plan), query(...conditions), schema);
  expect(Statistics.safeParse(statistics).error).toBeUndefined();
  const table = statistics.relations.find(({ kind }) => kind === 'table')!;
  return { statistics, table, column: (name: string) => table.columns.find(({ column }) => column === name)! };
}

const open = { column: 'status', operator: '=', kind: 'equality', value: "'open'" };

describe('size', () => {
  test('rows that were read, pages that were touched', async () => {
    const { table, column, statistics } = await infer(
      `Seq Scan on orders  (cost=0.00..2041.00 rows=5000 width=20) (actual time=0.02..11.50 rows=5000.00 loops=1)
  Filter: (status = 'open'::text)
  Rows Removed by Filter: 95000
  Buffers: shared hit=541 read=250`,
      open,
    );
    expect(table).toMatchObject({ rows: 100_000, pages: 791, recordedPages: 791 });
    expect(column('status')).toMatchObject({ mostCommonValues: ['open'], distinct: 20 });
    expect(column('status').mostCommonFrequencies?.[0]).toBeCloseTo(0.05, 6);
    expect(column('id').distinct).toBe(-1);
    expect(statistics.unread).toEqual([]);
    expect(statistics.relations.find(({ name }) => name === 'orders_pkey')).toMatchObject({
      kind: 'index',
      rows: 100_000,
    });
  });

  test("a parallel scan's processes are added up", async () => {
    const { table } = await infer(
      `Gather  (cost=1000.00..9000.00 rows=1 width=20) (actual time=1.0..50.0 rows=3.00 loops=1)
  Workers Planned: 2
  Workers Launched: 2
  ->  Parallel Seq Scan on orders  (cost=0.00..8000.00 rows=1 width=20) (actual time=1.0..40.0 rows=1.00 loops=3)
        Filter: (status = 'open'::text)
        Rows Removed by Filter: 199999`,
      open,
    );
    expect(table.rows).toBe(600_000);
  });

  test('from the cost alone: an unfiltered scan tells rows and pages exactly', async () => {
    // 791 pages × 1 + 100,000 rows × 0.01
    const { table } = await infer('Seq Scan on orders  (cost=0.00..1791.00 rows=100000 width=20)');
    expect(table).toMatchObject({ rows: 100_000, pages: 791 });
    const costly = await infer(`Seq Scan on orders  (cost=0.00..2582.00 rows=100000 width=20)
Settings: seq_page_cost = '2'`);
    expect(costly.table.pages).toBe(791);
  });

  test('a scan that LIMIT stopped says nothing of the size, and an unknown size is said', async () => {
    const { table } = await infer(
      `Limit  (cost=0.00..0.18 rows=10 width=20) (actual time=0.01..0.02 rows=10.00 loops=1)
  ->  Seq Scan on orders  (cost=0.00..1791.00 rows=100000 width=20) (actual time=0.01..0.01 rows=10.00 loops=1)`,
    );
    expect(table.rows).toBe(100_000);
    const lookup = await infer(
      `Index Scan using orders_pkey on orders  (cost=0.29..8.31 rows=1 width=20)
  Index Cond: (id = 7)`,
      { column: 'id', operator: '=', kind: 'equality', value: '7' },
    );
    expect(lookup.table.rows).toBe(10_000);
    expect(lookup.statistics.unread.join()).toMatch(
      /does not tell how large public\.orders is; 10000 rows were assumed/,
    );
    expect(lookup.column('id')).toMatchObject({ distinct: -1 });
    expect(lookup.column('id').mostCommonValues).toBeUndefined();
  });
});

describe('shares', () => {
  const scan = (rows: number) =>
    `Seq Scan on orders  (cost=0.00..2041.00 rows=${rows} width=20) (actual time=0.02..11.50 rows=${rows}.00 loops=1)
  Filter: (x)
  Rows Removed by Filter: ${100_000 - rows}`;

  test('a range: the literal stands where the histogram must have it', async () => {
    const { column } = await infer(scan(30_000), { column: 'total', operator: '<', kind: 'range', value: '120' });
    const bounds = column('total').histogram?.map(Number) ?? [];
    const [low = 0] = bounds;
    const high = bounds.at(-1) ?? 0;
    expect((120 - low) / (high - low)).toBeCloseTo(0.3, 6);
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
  });

  test('two conditions share it evenly in logarithms', async () => {
    const { column } = await infer(scan(1000), open, { column: 'user_id', operator: '=', kind: 'equality' });
    expect(column('status').mostCommonFrequencies?.[0]).toBeCloseTo(0.1, 6);
    expect(column('user_id')).toMatchObject({ distinct: 10 });
    expect(column('user_id').mostCommonValues).toBeUndefined();
  });

  test('nulls, lists, and what statistics cannot say', async () => {
    const nulls = await infer(scan(25_000), { column: 'total', operator: 'IS NULL', kind: 'is-null' });
    expect(nulls.column('total').nullFraction).toBeCloseTo(0.25, 6);
    const list = await infer(scan(6000), {
      column: 'status',
      operator: 'IN',
      kind: 'in',
      value: "('a', 'it''s', 'a')",
    });
    expect(list.column('status')).toMatchObject({ mostCommonValues: ['a', "it's"] });
    expect(list.column('status').mostCommonFrequencies?.[0]).toBeCloseTo(0.03, 6);
    const like = await infer(scan(10), { column: 'status', operator: 'LIKE', kind: 'pattern', value: "'%x%'" });
    expect(like.statistics.unread.join()).toMatch(/status LIKE .* cannot be told by statistics/);
  });

  test.each([
    ["'open'::text", ['open']],
    ['42', ['42']],
    ['-1.5', ['-1.5']],
    ['1 AND 5', ['1', '5']],
    ["CAST('{1,2}' AS int[])", ['1', '2']],
    ['true', ['t']],
    ['$1', []],
    ['now()', []],
    [undefined, []],
  ])('literals of %j', (value, texts) => {
    expect(literals(value)).toEqual(texts);
  });
});
