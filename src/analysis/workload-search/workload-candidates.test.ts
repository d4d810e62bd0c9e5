import { describe, expect, it } from 'vitest';
import { describeIndex } from '#analysis/index-words.ts';
import { query, shop, shopStatistics, where } from '#analysis/shop.fixture.ts';
import { workloadCandidates } from './workload-candidates.ts';

const orders = ['orders o'];
const byUser = query({
  from: orders,
  where: [where('o.user_id', '=', '$1')],
  order: ['o.created_at desc'],
  limit: '5',
});
const byBoth = query({ from: orders, where: [where('o.status', '=', '$1'), where('o.user_id', '=', '$2')] });
const byStatus = query({ from: orders, where: [where('o.status', '=', '$1')] });
const byDay = query({ from: orders, where: [where('o.created_at', '>', '$1')], read: ['o.total'] });
const joined = query({
  from: ['users u', 'orders o'],
  joins: ['o.user_id = u.id'],
  where: [where('u.email', '=', '$1')],
});
const queries = [byUser, byBoth, byStatus, byDay, joined].map((one) => ({ query: one }));
const found = workloadCandidates({ queries, schema: shop(), statistics: shopStatistics });
const words = found.indexes.map(describeIndex);
const relevantTo = (at: number) => (found.relevant[at] ?? []).map((position) => words[position]);

describe('workloadCandidates', () => {
  it('holds what each query would like, each once and by its own name', () => {
    expect(words).toEqual(
      expect.arrayContaining(['orders (user_id, created_at desc)', 'orders (status)', 'users (email)']),
    );
    expect(new Set(words).size).toBe(words.length);
    expect(new Set(found.indexes.map(({ name }) => name)).size).toBe(words.length);
  });

  it('holds prefixes, merged pairs and equality columns in the order that another query wants', () => {
    expect(words).toContain('orders (user_id)');
    expect(words).toContain('orders (status, user_id)');
    expect(words).toContain('orders (user_id, created_at desc, status)');
  });

  it('is relevant to every query that has a use for it', () => {
    expect(relevantTo(0)).toContain('orders (user_id, created_at desc)');
    expect(relevantTo(1)).toContain('orders (user_id, created_at desc)');
    expect(relevantTo(4)).toContain('orders (user_id, created_at desc)');
    expect(relevantTo(2)).not.toContain('orders (user_id, created_at desc)');
    expect(relevantTo(2)).toContain('orders (status, user_id)');
    expect(relevantTo(3)).not.toContain('users (email)');
    for (const some of found.relevant) expect(some).toEqual(some.toSorted((a, b) => a - b));
  });

  it('offers a partial index only to who asks for its rows', () => {
    const open = query({ from: orders, where: [where('o.status', '=', "'open'"), where('o.user_id', '=', '$1')] });
    const { indexes, relevant } = workloadCandidates({
      queries: [{ query: open }, { query: byUser }],
      schema: shop(),
      statistics: shopStatistics,
    });
    const partial = indexes.findIndex(({ predicate }) => predicate !== undefined);
    expect(partial).not.toBe(-1);
    expect(relevant[0]).toContain(partial);
    expect(relevant[1]).not.toContain(partial);
  });

  it('keeps to the width, leaves out what exists, and is the same each time', () => {
    const schema = shop();
    const narrow = workloadCandidates({ queries, schema, statistics: shopStatistics, maxWidth: 1 });
    expect(Math.max(...narrow.indexes.map(({ keys }) => keys.length))).toBe(1);
    expect(words).not.toContain('users (id)');
    expect(workloadCandidates({ queries, schema, statistics: shopStatistics })).toEqual(found);
  });

  it('stays within a few hundred for many queries', () => {
    const columns = ['user_id', 'status', 'total', 'created_at', 'deleted_at', 'note'];
    const many = Array.from({ length: 90 }, (_, at) => {
      const pick = (step: number) => `o.${columns[(at * step + step) % columns.length]}`;
      return {
        query: query({ from: orders, where: [where(pick(1), '=', '$1'), where(pick(5), '>', '$2')], order: [pick(7)] }),
      };
    });
    const { indexes } = workloadCandidates({ queries: many, schema: shop(), statistics: shopStatistics });
    expect(indexes.length).toBeLessThan(450);
  });
});
