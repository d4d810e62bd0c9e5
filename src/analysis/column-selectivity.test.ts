import { describe, expect, it } from 'vitest';
import { columnStatistics, distinctValues, selectivity, tableStatistics } from './column-selectivity.ts';
import { type Condition, shopStatistics, where } from './shop.fixture.ts';

const orders = tableStatistics(shopStatistics, { schema: 'public', name: 'orders' });

function share({ alias: _, ...condition }: Condition): number | undefined {
  const predicate = { ...condition, relation: 0 };
  return selectivity(predicate, columnStatistics(orders, predicate.column), orders?.rows);
}

describe('selectivity', () => {
  it.each([
    ['a common value', where('o.status', '=', "'open'"), 0.04],
    ['with a cast', where('o.status', '=', "'open'::text"), 0.04],
    ['a value that is none of all known ones', where('o.status', '=', "'lost'"), 0],
    ['a parameter', where('o.status', '=', '$1'), 1 / 3],
    ['one of many', where('o.user_id', '=', '42'), 1 / 150_000],
    ['not a common value', where('o.status', '<>', "'done'"), 0.06],
    ['a list', where('o.status', 'IN', "('open', 'void')"), 0.06],
    ['null', where('o.deleted_at', 'IS NULL'), 0.9],
    ['not null', where('o.deleted_at', 'IS NOT NULL'), 0.1],
  ])('%s', (_title, condition, expected) => {
    expect(share(condition)).toBeCloseTo(expected, 6);
  });

  it('does not guess', () => {
    expect(share(where('o.created_at', '>', '$1'))).toBeUndefined();
    expect(share(where('o.unknown', '=', '1'))).toBeUndefined();
  });

  it('counts different values', () => {
    expect(distinctValues(columnStatistics(orders, 'id'), 1000)).toBe(1000);
    expect(distinctValues(columnStatistics(orders, 'user_id'), 1000)).toBe(150_000);
    expect(distinctValues(columnStatistics(orders, 'id'), undefined)).toBeUndefined();
  });
});
