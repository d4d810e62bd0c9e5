import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveringIndex, covers, indexesOf } from './index-coverage.ts';
import { index, shop } from './shop.fixture.ts';

const orders = (keys: readonly string[], more = {}) => index('orders', keys, more);

describe('covers', () => {
  it.each([
    ['the same', orders(['user_id']), orders(['user_id']), 0, true],
    ['a prefix', orders(['user_id', 'total']), orders(['user_id']), 0, true],
    ['not a suffix', orders(['user_id', 'total']), orders(['total']), 0, false],
    ['not what is longer', orders(['user_id']), orders(['user_id', 'total']), 0, false],
    ['backward as a whole', orders(['user_id', 'total']), orders(['user_id desc', 'total desc']), 0, true],
    ['not half backward', orders(['user_id', 'total']), orders(['user_id', 'total desc']), 0, false],
    ['behind an equality either way', orders(['user_id', 'total']), orders(['user_id', 'total desc']), 1, true],
    [
      'equalities in any order',
      orders(['status', 'user_id', 'total']),
      orders(['user_id', 'status', 'total']),
      2,
      true,
    ],
    ['not when sorted by', orders(['status', 'user_id']), orders(['user_id', 'status']), 0, false],
    ['another table', index('users', ['id']), orders(['id']), 0, false],
    [
      'a partial one does not serve all',
      orders(['user_id'], { predicate: 'total > 5' }),
      orders(['user_id']),
      0,
      false,
    ],
    [
      'the same predicate as the catalog writes it',
      orders(['user_id'], { predicate: "((status)::text = 'open'::text)" }),
      orders(['user_id'], { predicate: "status = 'open'" }),
      0,
      true,
    ],
    [
      'a list as the catalog writes it',
      orders(['user_id'], { predicate: "(status = ANY (ARRAY['open'::text, 'new'::text]))" }),
      orders(['user_id'], { predicate: "status IN ('open', 'new')" }),
      0,
      true,
    ],
    [
      'another predicate',
      orders(['user_id'], { predicate: "status = 'Open'" }),
      orders(['user_id'], { predicate: "status = 'open'" }),
      0,
      false,
    ],
    [
      'included columns',
      orders(['user_id'], { include: ['total', 'id'] }),
      orders(['user_id'], { include: ['id'] }),
      0,
      true,
    ],
    ['included as a key', orders(['user_id', 'id']), orders(['user_id'], { include: ['id'] }), 0, true],
    ['missing included', orders(['user_id']), orders(['user_id'], { include: ['id'] }), 0, false],
    ['an expression', index('users', ['lower((email)::text)']), index('users', ['lower(email)']), 0, true],
    ['a hash index for =', orders(['user_id'], { method: 'hash' }), orders(['user_id']), 1, true],
    ['a hash index for a range', orders(['user_id'], { method: 'hash' }), orders(['user_id']), 0, false],
    ['another method', orders(['user_id'], { method: 'gin' }), orders(['user_id']), 0, false],
    ['invalid', orders(['user_id'], { valid: false }), orders(['user_id']), 0, false],
    [
      'nulls elsewhere',
      orders(['total']),
      orders([], { keys: [{ column: 'total', direction: 'desc', nulls: 'last' }] }),
      0,
      false,
    ],
    [
      'a wider operator class',
      index('users', ['profile'], { method: 'gin' }),
      index('users', [], {
        method: 'gin',
        keys: [{ column: 'profile', direction: 'asc', operatorClass: 'jsonb_path_ops' }],
      }),
      0,
      true,
    ],
  ])('%s', (_title, existing, wanted, equalities, expected) => {
    expect(covers(existing, wanted, equalities)).toBe(expected);
  });

  it('holds for every prefix, and for the reverse of it', () => {
    const key = fc.record({
      column: fc.constantFrom('user_id', 'status', 'total', 'created_at'),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
    });
    const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: ({ column }) => column });
    fc.assert(
      fc.property(keys, fc.nat(), (all, cut) => {
        const existing = { ...orders([]), keys: all };
        const prefix = all.slice(0, 1 + (cut % all.length));
        const turned = prefix.map(({ column, direction }) => ({
          column,
          direction: direction === 'asc' ? ('desc' as const) : ('asc' as const),
        }));
        expect(covers(existing, { ...existing, keys: prefix })).toBe(true);
        expect(covers(existing, { ...existing, keys: turned })).toBe(true);
      }),
    );
  });
});

describe('indexesOf', () => {
  it('adds the index of a primary key that the DDL only implies', () => {
    const table = shop().tables.find(({ name }) => name === 'order_items')!;
    expect(indexesOf(table).map(({ name }) => name)).toEqual(['order_items_pkey']);
    expect(coveringIndex(table, index('order_items', ['order_id']))?.name).toBe('order_items_pkey');
  });
});
