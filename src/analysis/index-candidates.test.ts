import { describe, expect, it } from 'vitest';
import type { Indexing } from '#vocabulary/database-schema.ts';
import { indexCandidates, servedTables } from './index-candidates.ts';
import { describeIndex } from './index-words.ts';
import { index, type QuerySketch, query, shop, shopStatistics, where, whereExpression } from './shop.fixture.ts';

interface Expected {
  readonly title: string;
  readonly sketch: QuerySketch;
  readonly schema?: ReturnType<typeof shop>;
  readonly withoutStatistics?: boolean;
  readonly first?: string;
  readonly has?: readonly string[];
  readonly lacks?: readonly (string | RegExp)[];
  readonly none?: boolean;
}

const trigrams = shop([], {
  objects: [{ kind: 'extension', schema: 'public', name: 'pg_trgm', definition: 'CREATE EXTENSION pg_trgm' }],
});
const one = ['orders o'];

const cases: readonly Expected[] = [
  { title: 'one equality', sketch: { from: one, where: [where('o.user_id', '=', '42')] }, first: 'orders (user_id)' },
  { title: 'a parameter', sketch: { from: one, where: [where('o.user_id', '=', '$1')] }, first: 'orders (user_id)' },
  {
    title: 'two equalities, the most selective first',
    sketch: { from: one, where: [where('o.status', '=', "'open'"), where('o.user_id', '=', '$1')] },
    first: 'orders (user_id, status)',
    has: ['orders (user_id)', 'orders (status)', "orders (user_id) where status = 'open'"],
  },
  {
    title: 'equality before range',
    sketch: { from: one, where: [where('o.created_at', '>=', '$1'), where('o.user_id', '=', '$2')] },
    first: 'orders (user_id, created_at)',
    has: ['orders (created_at)'],
    lacks: ['orders (created_at, user_id)'],
  },
  {
    title: 'two ranges: one each',
    sketch: { from: one, where: [where('o.created_at', '>', '$1'), where('o.total', '>', '100')] },
    has: ['orders (created_at)', 'orders (total)'],
    lacks: ['orders (created_at, total)', 'orders (total, created_at)'],
  },
  {
    title: 'equality and ORDER BY with LIMIT',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')], order: ['o.created_at desc'], limit: '10' },
    first: 'orders (user_id, created_at desc)',
    has: ['orders (created_at desc)'],
  },
  {
    title: 'ORDER BY alone with LIMIT',
    sketch: { from: one, order: ['o.created_at desc'], limit: '10' },
    first: 'orders (created_at desc)',
  },
  {
    title: 'mixed directions are kept',
    sketch: { from: one, order: ['o.status', 'o.created_at desc'], limit: '10' },
    first: 'orders (status, created_at desc)',
  },
  {
    title: 'unusual place of nulls is kept',
    sketch: { from: one, order: ['o.deleted_at desc nulls last'], limit: '10' },
    first: 'orders (deleted_at desc nulls last)',
  },
  {
    title: 'a sort key that is compared with = says nothing',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')], order: ['o.user_id', 'o.created_at'], limit: '5' },
    first: 'orders (user_id, created_at)',
  },
  {
    title: 'sort keys end where another relation begins',
    sketch: {
      from: ['orders o', 'users u'],
      joins: ['o.user_id = u.id'],
      order: ['o.created_at', 'u.name', 'o.total'],
      limit: '10',
    },
    has: ['orders (created_at)'],
    lacks: [/created_at, total/],
  },
  {
    title: 'IN list behind equality',
    sketch: { from: one, where: [where('o.status', 'IN', "('open', 'void')"), where('o.user_id', '=', '$1')] },
    has: ['orders (user_id, status)', 'orders (user_id)'],
  },
  {
    title: 'IN list with a sort',
    sketch: { from: one, where: [where('o.user_id', 'IN', '(1, 2)')], order: ['o.created_at'], limit: '3' },
    has: ['orders (user_id)', 'orders (user_id, created_at)', 'orders (created_at)'],
  },
  {
    title: 'join column without an index',
    sketch: { from: ['users u', 'orders o'], joins: ['o.user_id = u.id'], where: [where('u.email', '=', '$1')] },
    has: ['orders (user_id)', 'users (email)'],
    lacks: [/^users \(id/],
  },
  {
    title: 'join column with an equality',
    sketch: {
      from: ['users u', 'orders o'],
      joins: ['o.user_id = u.id'],
      where: [where('o.status', '=', "'open'"), where('u.email', '=', '$1')],
    },
    has: ['orders (status, user_id)', 'orders (user_id)', 'orders (user_id, status)'],
  },
  {
    title: 'three tables',
    sketch: {
      from: ['users u', 'orders o', 'order_items i'],
      joins: ['o.user_id = u.id', 'i.order_id = o.id'],
      where: [where('u.email', '=', '$1')],
    },
    has: ['orders (user_id)'],
    lacks: [/^order_items \(order_id\)$/],
  },
  {
    title: 'the second column of a composite primary key',
    sketch: { from: ['order_items i'], where: [where('i.product_id', '=', '$1')] },
    first: 'order_items (product_id)',
  },
  {
    title: 'correlated top one: join column, then the order',
    sketch: {
      from: ['orders o', 'users u'],
      joins: ['o.user_id = u.id'],
      joinKind: 'correlated',
      order: ['o.created_at desc'],
      limit: '1',
    },
    has: ['orders (user_id, created_at desc)'],
  },
  {
    title: 'semi join',
    sketch: { from: ['users u', 'orders o'], joins: ['o.user_id = u.id'], joinKind: 'semi', read: ['u.id'] },
    has: ['orders (user_id)'],
  },
  { title: 'GROUP BY', sketch: { from: one, group: ['o.user_id'], read: ['o.user_id'] }, has: ['orders (user_id)'] },
  {
    title: 'GROUP BY behind equality',
    sketch: { from: one, where: [where('o.status', '=', '$1')], group: ['o.user_id'], read: ['o.total'] },
    has: ['orders (status, user_id)', 'orders (status, user_id) include (total)'],
  },
  { title: 'DISTINCT', sketch: { from: one, distinct: true, read: ['o.user_id'] }, has: ['orders (user_id)'] },
  {
    title: 'covering: few narrow columns',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')], read: ['o.total'] },
    first: 'orders (user_id)',
    has: ['orders (user_id) include (total)'],
    lacks: ['orders (user_id, total)'],
  },
  {
    title: 'covering for max(): as a key, so that it is in order',
    sketch: {
      from: one,
      where: [where('o.user_id', '=', '$1')],
      read: ['o.created_at'],
      aggregates: true,
      extremes: ['o.created_at desc'],
    },
    first: 'orders (user_id, created_at)',
    has: ['orders (user_id) include (created_at)'],
  },
  {
    title: 'no partial on a value that no row has',
    sketch: { from: one, where: [where('o.status', '=', "'lost'")], order: ['o.created_at'], limit: '20' },
    lacks: [/where/],
  },
  {
    title: 'not covering: whole rows',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')], read: ['o.*'] },
    lacks: [/include/],
  },
  {
    title: 'not covering: a wide column',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')], read: ['o.note'] },
    lacks: [/include/],
  },
  {
    title: 'not covering: rows that are locked',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')], read: ['o.total'], locksRows: true },
    lacks: [/include/],
  },
  {
    title: 'UPDATE finds its rows, and is not covered',
    sketch: { from: one, kind: 'update', where: [where('o.user_id', '=', '$1')], read: ['o.total'] },
    first: 'orders (user_id)',
    lacks: [/include/],
  },
  {
    title: 'DELETE by range',
    sketch: { from: one, kind: 'delete', where: [where('o.created_at', '<', '$1')] },
    first: 'orders (created_at)',
  },
  {
    title: 'partial on a rare state',
    sketch: { from: one, where: [where('o.status', '=', "'open'")], order: ['o.created_at'], limit: '20' },
    first: 'orders (status, created_at)',
    has: ["orders (created_at) where status = 'open'"],
  },
  {
    title: 'no partial on a common value',
    sketch: { from: one, where: [where('o.status', '=', "'done'")], order: ['o.created_at'], limit: '20' },
    lacks: [/where/],
  },
  {
    title: 'no partial on a parameter',
    sketch: { from: one, where: [where('o.status', '=', '$1'), where('o.user_id', '=', '$2')] },
    lacks: [/where/],
  },
  {
    title: 'no partial on one value of many',
    sketch: { from: one, where: [where('o.user_id', '=', '42'), where('o.total', '>', '5')] },
    lacks: [/where/],
  },
  {
    title: 'partial on IS NULL',
    sketch: { from: one, where: [where('o.user_id', '=', '$1'), where('o.deleted_at', 'IS NULL')] },
    has: ['orders (user_id) where deleted_at IS NULL'],
  },
  {
    title: 'partial on the rare side of a boolean',
    sketch: {
      from: ['users u'],
      where: [where('u.active', '', undefined, { kind: 'boolean', text: 'NOT active', constant: true })],
      order: ['u.created_at'],
    },
    has: ['users (created_at) where NOT active'],
  },
  {
    title: 'partial without statistics goes by the name',
    sketch: { from: one, where: [where('o.status', '=', "'open'"), where('o.note', '=', "'x'")] },
    withoutStatistics: true,
    has: ["orders (note) where status = 'open'"],
    lacks: [/where note/],
  },
  {
    title: 'expression',
    sketch: { from: ['users u'], where: [whereExpression('u', 'lower(email)', ['email'], '=', '$1')] },
    first: 'users ((lower(email)))',
  },
  {
    title: 'an expression that changes with the time zone cannot be indexed',
    sketch: {
      from: one,
      where: [whereExpression('o', "date_trunc('day', created_at)", ['created_at'], '=', '$1')],
    },
    none: true,
  },
  {
    title: 'the same expression over a timestamp without time zone can',
    sketch: { from: ['events e'], where: [whereExpression('e', "date_trunc('day', at)", ['at'], '=', '$1')] },
    first: "events ((date_trunc('day', at)))",
  },
  {
    title: 'JSON member',
    sketch: { from: ['users u'], where: [whereExpression('u', "profile ->> 'lang'", ['profile'], '=', "'de'")] },
    first: "users ((profile ->> 'lang'))",
  },
  {
    title: 'a cast column is not searched by',
    sketch: { from: one, where: [where('o.user_id', '=', "'42'", { cast: 'text' })] },
    none: true,
  },
  {
    title: 'prefix outside the C collation',
    sketch: { from: ['users u'], where: [where('u.email', 'LIKE', "'abc%'")] },
    first: 'users (email varchar_pattern_ops)',
  },
  {
    title: 'prefix in the C collation',
    sketch: { from: ['users u'], where: [where('u.name', 'LIKE', "'abc%'")] },
    schema: shop([], { collation: { provider: 'libc', name: 'C' } }),
    first: 'users (name)',
  },
  {
    title: 'pattern with trigrams',
    sketch: { from: ['users u'], where: [where('u.name', 'ILIKE', "'%abc%'")] },
    schema: trigrams,
    first: 'users using gin (name gin_trgm_ops)',
  },
  {
    title: 'pattern without the extension',
    sketch: { from: ['users u'], where: [where('u.name', 'ILIKE', "'%abc%'")] },
    none: true,
  },
  {
    title: 'JSON containment',
    sketch: { from: ['users u'], where: [where('u.profile', '@>', '$1')] },
    first: 'users using gin (profile jsonb_path_ops)',
  },
  {
    title: 'arrays that overlap',
    sketch: { from: ['users u'], where: [where('u.tags', '&&', '$1')] },
    first: 'users using gin (tags)',
  },
  {
    title: 'text search',
    sketch: { from: ['users u'], where: [where('u.search', '@@', '$1')] },
    first: 'users using gin (search)',
  },
  {
    title: 'OR: each side',
    sketch: {
      from: one,
      where: [
        where('o.user_id', '=', '$1', { conjunct: false, disjunction: 1 }),
        where('o.total', '>', '900', { conjunct: false, disjunction: 1 }),
      ],
    },
    has: ['orders (user_id)', 'orders (total)'],
    lacks: [/,/],
  },
  {
    title: 'a partitioned table: on the parent',
    sketch: { from: ['events e'], where: [where('e.user_id', '=', '$1')] },
    first: 'events (user_id)',
  },
  { title: 'the primary key finds one row', sketch: { from: one, where: [where('o.id', '=', '$1')] }, none: true },
  {
    title: 'a table of one block',
    sketch: { from: ['countries c'], where: [where('c.name', '=', '$1')] },
    none: true,
  },
  {
    title: 'an existing index covers it',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')] },
    schema: shop([index('orders', ['user_id', 'created_at'])]),
    none: true,
  },
  {
    title: 'an existing index read backward covers the sort',
    sketch: { from: one, order: ['o.created_at desc'], limit: '10' },
    schema: shop([index('orders', ['created_at'])]),
    none: true,
  },
  {
    title: 'an INVALID index covers nothing',
    sketch: { from: one, where: [where('o.user_id', '=', '$1')] },
    schema: shop([index('orders', ['user_id'], { valid: false })]),
    first: 'orders (user_id)',
  },
  {
    title: 'an order that extends an existing index',
    sketch: { from: one, where: [where('o.user_id', '=', '$1'), where('o.status', '=', '$2')] },
    schema: shop([index('orders', ['status'])]),
    has: ['orders (user_id, status)', 'orders (status, user_id)'],
  },
  { title: 'nothing to search by', sketch: { from: one }, none: true },
  {
    title: 'row comparison: all its columns, in order',
    sketch: {
      from: one,
      where: [where('o.created_at', '<', '$1', { columns: ['created_at', 'id'], row: ['created_at', 'id'] })],
    },
    first: 'orders (created_at, id)',
    lacks: ['orders (created_at)'],
  },
  {
    title: 'min() and max() of a table: either end of an index',
    sketch: { from: one, aggregates: true, extremes: ['o.total'], read: ['o.total'] },
    first: 'orders (total)',
  },
  {
    title: 'an existing partial index serves where its predicate is among the conditions',
    sketch: { from: one, where: [where('o.status', '=', "'open'"), where('o.created_at', '>', '$1')] },
    schema: shop([index('orders', ['created_at'], { predicate: "(status = 'open'::text)" })]),
    lacks: ['orders (status, created_at)', /where/],
  },
  {
    title: 'no partial form beside a whole index that serves',
    sketch: { from: one, where: [where('o.status', '=', "'open'")] },
    schema: shop([index('orders', ['status', 'total'])]),
    none: true,
  },
  {
    title: 'partial on all but the common value, though nothing else is searched by',
    sketch: { from: one, where: [where('o.status', '<>', "'done'")], read: ['o.*'] },
    has: ["orders (status) where status <> 'done'"],
  },
  {
    title: 'the predicate says it all: what is read is the key',
    sketch: { from: one, where: [where('o.status', '=', "'open'")], read: ['o.total'] },
    has: ["orders (total) where status = 'open'"],
    lacks: [/\(status\) include .* where/],
  },
  {
    title: 'partial on one value and flags, not on two values',
    sketch: {
      from: one,
      where: [where('o.status', '=', "'open'"), where('o.deleted_at', 'IS NULL'), where('o.user_id', '=', '$1')],
    },
    has: ["orders (user_id) where status = 'open' AND deleted_at IS NULL"],
  },
];

describe('indexCandidates', () => {
  it.each(cases)('$title', ({ sketch, schema = shop(), withoutStatistics, first, has = [], lacks = [], none }) => {
    const found = indexCandidates({
      query: query(sketch),
      schema,
      statistics: withoutStatistics ? undefined : shopStatistics,
    });
    const words = found.map(describeIndex);
    if (first !== undefined) expect(words[0]).toBe(first);
    expect(words).toEqual(expect.arrayContaining([...has]));
    for (const one of lacks) {
      expect(words.filter((text) => (typeof one === 'string' ? text === one : one.test(text)))).toEqual([]);
    }
    if (none) expect(words).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
    expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
    expect(found.length).toBeLessThanOrEqual(40);
  });

  it('stays bounded and repeats itself for a wide query', () => {
    const wide = query({
      from: ['users u', 'orders o', 'order_items i', 'events e'],
      joins: ['o.user_id = u.id', 'i.order_id = o.id', 'e.user_id = u.id'],
      where: [
        where('o.status', '=', "'open'"),
        where('o.total', '>', '1'),
        where('o.created_at', '>', '$1'),
        where('u.status', 'IN', "('banned')"),
        where('e.kind', '=', "'x'"),
        where('e.at', '>', '$2'),
        where('i.quantity', '>', '3'),
      ],
      order: ['o.created_at'],
      limit: '10',
      read: ['o.id', 'u.name', 'i.price'],
    });
    const request = { query: wide, schema: shop(), statistics: shopStatistics };
    expect(indexCandidates(request)).toHaveLength(40);
    expect(indexCandidates(request)).toEqual(indexCandidates(request));
  });

  it('without INCLUDE, further columns are keys, whatever their order in an index that is there', () => {
    const indexing: Indexing = {
      methods: ['btree'],
      include: false,
      holdsPrimaryKey: false,
      prefix: 'nocase',
      patterns: '',
      building: '',
    };
    const sketch = { from: one, where: [where('o.user_id', '=', '$1')], read: ['o.total', 'o.created_at'] };
    const found = (schema: ReturnType<typeof shop>) =>
      indexCandidates({ query: query(sketch), schema: { ...schema, indexing }, statistics: shopStatistics });
    const covering = found(shop()).find(({ name }) => name.endsWith('_covering'));
    expect(covering).toMatchObject({ name: 'idx_orders_user_id_covering', include: [] });
    expect(covering && describeIndex(covering)).toMatch(/^orders \(user_id, (total, created_at|created_at, total)\)$/);
    for (const keys of [
      ['user_id', 'total', 'created_at'],
      ['user_id', 'created_at', 'total'],
    ])
      expect(found(shop([index('orders', keys)]))).toEqual([]);
    // As a search by the column would have it, and no second time.
    const extreme = indexCandidates({
      query: query({ ...sketch, read: ['o.created_at'], aggregates: true, extremes: ['o.created_at desc'] }),
      schema: { ...shop(), indexing },
      statistics: shopStatistics,
    }).map(describeIndex);
    expect(extreme.filter((text) => text === 'orders (user_id, created_at)')).toHaveLength(1);
  });

  it('names the index that serves a table already', () => {
    const request = { query: query({ from: one, where: [where('o.user_id', '=', '$1')] }), statistics: shopStatistics };
    expect(servedTables({ ...request, schema: shop() })).toEqual([]);
    expect(servedTables({ ...request, schema: shop([index('orders', ['user_id', 'total'])]) })).toEqual([
      { table: 'orders', index: 'orders_user_id_total_idx' },
    ]);
  });
});
