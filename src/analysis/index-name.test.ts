import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexName } from './index-name.ts';
import { index } from './shop.fixture.ts';

describe('indexName', () => {
  it.each([
    [index('users', ['email']), 'idx_users_email'],
    [index('users', ['status', 'created_at desc']), 'idx_users_status_created_at'],
    [index('users', ['lower(email)']), 'idx_users_email_lower'],
    [
      index('users', [], { keys: [{ column: 'name', direction: 'asc', operatorClass: 'gin_trgm_ops' }] }),
      'idx_users_name_trgm',
    ],
    [index('events', ['at'], { method: 'brin' }), 'idx_events_at_brin'],
    [index('users', ['email'], { method: 'hash' }), 'idx_users_email_hash'],
    [index('users', ['tags'], { method: 'gin' }), 'idx_users_tags'],
    [index('users', ['email'], { include: ['id', 'name'] }), 'idx_users_email_covering'],
    [index('orders', ['user_id'], { predicate: "status = 'open'" }), 'idx_orders_user_id_where_status_open'],
    [index('orders', ['id'], { predicate: "status <> 'a b'::text" }), 'idx_orders_id_where_status_not_a_b'],
    [index('orders', [], { keys: [{ expression: 'user_id::text', direction: 'asc' }] }), 'idx_orders_user_id_text'],
    [index('Order Items', ['productId']), 'idx_order_items_productid'],
    [index('Größe', ['ж']), 'idx_gr_e_x'],
  ])('%o', (definition, name) => {
    expect(indexName(definition, new Set())).toBe(name);
  });

  it('avoids names that are taken', () => {
    const definition = index('users', ['email']);
    const second = indexName(definition, new Set(['idx_users_email']));
    expect(second).toMatch(/^idx_users_email_[0-9a-f]{6}$/);
    expect(indexName(definition, new Set(['idx_users_email', second]))).not.toBe(second);
  });

  it('is at most 63 bytes, needs no quotes, and is the same each time', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 5 }), (table, keys) => {
        const definition = {
          ...index('t', ['c']),
          table,
          keys: keys.map((column) => ({ column, direction: 'asc' as const })),
        };
        const name = indexName(definition, new Set());
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
        expect(name).toMatch(/^[a-z_][a-z0-9_]*$/);
        expect(indexName(definition, new Set())).toBe(name);
      }),
    );
  });

  it('tells apart long names that begin alike', () => {
    const long = 'a_rather_long_name_of_a_column_that_goes_on_and_on';
    const names = ['one', 'two'].map((end) => indexName(index('orders', [long, end]), new Set()));
    expect(new Set(names).size).toBe(2);
  });
});
