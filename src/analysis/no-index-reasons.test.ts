import { describe, expect, it } from 'vitest';
import { Plan } from '#vocabulary/plan.ts';
import { noIndexReasons } from './no-index-reasons.ts';
import { index, query, shop, shopStatistics, where, whereExpression } from './shop.fixture.ts';

const statistics = shopStatistics;

function plan(type: string, more: object, rows: [number, number]): Plan {
  return Plan.parse({
    analyzed: true,
    executionMs: 10,
    root: {
      id: '0',
      type,
      estimated: { startupCost: 0, totalCost: 100, rows: rows[0], width: 8 },
      actual: { startupMs: 0, totalMs: 10, rows: rows[1], loops: 1 },
      children: [],
      ...more,
    },
  });
}

describe('noIndexReasons', () => {
  it('most of the table is read', () => {
    const asked = query({ from: ['orders o'], where: [where('o.status', '=', "'done'")] });
    const scan = plan(
      'Seq Scan',
      { relation: 'orders', schema: 'public', removed: { filter: 60_000 } },
      [940_000, 940_000],
    );
    expect(noIndexReasons({ query: asked, schema: shop(), statistics, plan: scan })).toEqual([
      'The query needs 94 % of the rows of orders: reading it whole is the cheapest way.',
    ]);
  });

  it('a small table', () => {
    const asked = query({ from: ['countries c'], where: [where('c.name', '=', "'x'")] });
    expect(noIndexReasons({ query: asked, schema: shop(), statistics })).toEqual([
      'countries is small (200 rows in 1 block): reading it whole is quick.',
    ]);
  });

  it('the index is there', () => {
    const asked = query({ from: ['orders o'], where: [where('o.user_id', '=', '1')] });
    expect(noIndexReasons({ query: asked, schema: shop([index('orders', ['user_id'])]), statistics })).toEqual([
      'orders has the fitting index already: orders_user_id_idx.',
    ]);
  });

  it('a large offset', () => {
    const asked = query({ from: ['orders o'], order: ['o.created_at'], limit: '10', offset: '50000' });
    expect(noIndexReasons({ query: asked, schema: shop(), statistics })[0]).toContain('OFFSET 50,000');
  });

  it('a function scan', () => {
    const asked = query({ from: ['orders o'], where: [where('o.user_id', '=', '1')] });
    const scan = plan('Function Scan', { function: 'generate_series' }, [1000, 1000]);
    expect(noIndexReasons({ query: asked, schema: shop(), statistics, plan: scan })).toEqual([
      'Function Scan on generate_series makes 100 % of the work: no index reaches into a function.',
    ]);
  });

  it('a wrong estimate', () => {
    const asked = query({ from: ['orders o'], where: [where('o.user_id', '=', '1')] });
    const scan = plan('Seq Scan', { relation: 'orders', removed: { filter: 950_000 } }, [1, 50_000]);
    expect(noIndexReasons({ query: asked, schema: shop(), statistics, plan: scan })[0]).toMatch(
      /^The planner was wrong by 50,000 times at Seq Scan on orders .* \(ANALYZE\) first\.$/,
    );
  });

  it('a pattern without trigrams, and a cast', () => {
    const asked = query({
      from: ['users u'],
      where: [where('u.name', 'ILIKE', "'%x%'"), where('u.id', '=', "'5'", { cast: 'text' })],
    });
    const reasons = noIndexReasons({ query: asked, schema: shop(), statistics: undefined });
    expect(reasons).toContain("name ILIKE '%x%' needs a trigram index, and the extension pg_trgm is not installed.");
    expect(reasons).toContain('id is cast to text, so no index on it can be used: compare it in its own type.');
  });

  it('an expression that cannot be indexed', () => {
    const asked = query({
      from: ['orders o'],
      where: [whereExpression('o', "date_trunc('day', created_at)", ['created_at'], '=', '$1')],
    });
    expect(noIndexReasons({ query: asked, schema: shop(), statistics })).toEqual([
      "date_trunc('day', created_at) depends on the session (its time zone or date style), so it cannot be indexed: " +
        'compare created_at itself, as a range.',
    ]);
  });

  it('nothing to search by', () => {
    const asked = query({ from: ['orders o'] });
    expect(noIndexReasons({ query: asked, schema: shop(), statistics })).toEqual([
      'The query has no condition and no order that an index could serve.',
    ]);
  });

  it('says nothing where an index may help', () => {
    const asked = query({ from: ['orders o'], where: [where('o.user_id', '=', '1')] });
    expect(noIndexReasons({ query: asked, schema: shop(), statistics })).toEqual([]);
  });
});
