import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoadStatement } from '#vocabulary/query-load.ts';
import { ResolvedQuery, type TableWrite } from '#vocabulary/resolved-query.ts';
import { Usage } from '#vocabulary/usage.ts';
import { index, shop, shopStatistics } from './shop.fixture.ts';
import { type TableWrites, tableWrites, writeTax } from './write-tax.ts';

const byStatus = index('orders', ['status']);
const byTotal = index('orders', ['total']);
const schema = shop([byTotal]);
const writes = (more: Partial<TableWrites>): TableWrites => ({
  inserted: 0,
  updated: 0,
  deleted: 0,
  updates: [],
  from: 'counted',
  ...more,
});
const tax = (one: typeof byStatus, given: TableWrites | undefined, in_ = schema) =>
  writeTax(one, { schema: in_, statistics: shopStatistics, writes: given });

describe('inserts', () => {
  test('each row is an entry; nothing written costs nothing; not known is not nothing', () => {
    expect(tax(byStatus, writes({ inserted: 1000 }))).toMatchObject({ entries: 1000, hotLost: 0, known: true });
    expect(tax(byStatus, writes({})).cost).toBe(0);
    const unknown = tax(byStatus, undefined);
    expect(unknown).toMatchObject({ cost: 0, known: false });
    expect(unknown.perRow.cost).toBeGreaterThan(0);
    expect(unknown.words.join()).toContain('not known');
  });

  test('a partial index takes its share of the rows', () => {
    const open = index('orders', ['user_id'], { predicate: "(status = 'no such'::text)" });
    const whole = tax(index('orders', ['user_id']), writes({ inserted: 1000 }));
    const part = tax(open, writes({ inserted: 1000 }));
    expect(part.entries).toBeLessThan(0.5 * whole.entries);
    expect(part.cost).toBeLessThan(whole.cost);
  });

  test('BRIN costs next to nothing, GIN the most, a rising key less than a scattered one', () => {
    const given = writes({ inserted: 10_000, seconds: 300 });
    const brin = tax(index('orders', ['created_at'], { method: 'brin' }), given).cost;
    const btree = tax(index('users', ['email']), given).cost;
    const gin = tax(index('users', ['tags'], { method: 'gin' }), given).parts.change;
    expect(brin).toBeLessThan(0.3 * btree);
    expect(gin).toBeGreaterThan(brin);
  });

  test('an unlogged table writes no log', () => {
    const unlogged = { ...schema, tables: schema.tables.map((one) => ({ ...one, persistence: 'unlogged' as const })) };
    expect(tax(byStatus, writes({ inserted: 1000 }), unlogged).walBytes).toBe(0);
  });
});

describe('updates', () => {
  const update = (columns: readonly string[], more: Partial<TableWrites> = {}) =>
    writes({ updated: 1000, updates: [{ rows: 1000, columns }], ...more });

  test('of other columns stay heap-only as far as there is room', () => {
    const calm = tax(byStatus, update(['note'], { hotUpdated: 900 }));
    expect(calm).toMatchObject({ hotLost: 0 });
    expect(calm.entries).toBeCloseTo(100);
  });

  test('of its own column are no longer heap-only, and enter the other indexes too', () => {
    const lost = tax(byStatus, update(['status'], { hotUpdated: 900 }));
    expect(lost.hotLost).toBeCloseTo(900);
    expect(lost.entries).toBeCloseTo(1000);
    expect(lost.parts.hot).toBeGreaterThan(900);
    expect(lost.words.join()).toContain('900 updates of status would no longer be heap-only (HOT)');
  });

  test('that another index keeps from being heap-only lose nothing more', () => {
    expect(tax(byStatus, update(['status', 'total'], { hotUpdated: 0 }))).toMatchObject({ hotLost: 0 });
  });

  test('that set a column to what it was were heap-only all along', () => {
    const same = tax(byStatus, update(['status', 'total'], { hotUpdated: 1000 }));
    expect(same).toMatchObject({ entries: 0, hotLost: 0 });
  });

  test('BRIN leaves them heap-only from 16 on', () => {
    const brin = index('orders', ['created_at'], { method: 'brin' });
    const given = { schema, statistics: shopStatistics, writes: update(['created_at'], { hotUpdated: 900 }) };
    expect(writeTax(brin, given).hotLost).toBe(0);
    expect(writeTax(brin, { ...given, major: 15 }).hotLost).toBeCloseTo(900);
  });

  test('a predicate and an expression watch their columns; a generated column follows its source', () => {
    const partial = index('orders', ['user_id'], { predicate: 'deleted_at IS NULL' });
    expect(tax(partial, update(['deleted_at'], { hotUpdated: 900 })).hotLost).toBeCloseTo(900);
    const lower = index('orders', ["lower(note || 'status')"]);
    expect(tax(lower, update(['note'], { hotUpdated: 900 })).hotLost).toBeCloseTo(900);
    expect(tax(lower, update(['status'], { hotUpdated: 900 })).hotLost).toBe(0);
    const generated = {
      ...schema,
      tables: schema.tables.map((table) => ({
        ...table,
        columns: table.columns.map((one) => (one.name === 'status' ? { ...one, generated: 'upper(note)' } : one)),
      })),
    };
    expect(tax(byStatus, update(['note'], { hotUpdated: 900 }), generated).hotLost).toBeCloseTo(900);
  });

  test('a real index is weighed against the others: its drop gives the heap-only updates back', () => {
    const real = shop([byTotal, byStatus]);
    expect(tax(byStatus, update(['status'], {}), real).hotLost).toBeGreaterThan(500);
    expect(tax(byTotal, update(['status'], {}), real).hotLost).toBe(0);
  });

  test('of unknown columns are said to be so', () => {
    const unknown = tax(byStatus, writes({ updated: 1000, hotUpdated: 300 }));
    expect(unknown.entries).toBeCloseTo(700);
    expect(unknown.words.join()).toContain('not known');
  });
});

test('more writes never cost less, and every part is a number of at least 0', () => {
  const counts = fc.record({
    inserted: fc.double({ min: 0, max: 1e9, noNaN: true }),
    deleted: fc.double({ min: 0, max: 1e9, noNaN: true }),
    rows: fc.double({ min: 0, max: 1e9, noNaN: true }),
    hot: fc.double({ min: 0, max: 1, noNaN: true }),
    seconds: fc.option(fc.double({ min: 1, max: 1e7, noNaN: true }), { nil: undefined }),
    columns: fc.subarray(['status', 'total', 'note', 'created_at']),
    method: fc.constantFrom('btree', 'hash', 'gin', 'gist', 'brin', 'spgist'),
  });
  fc.assert(
    fc.property(counts, ({ inserted, deleted, rows, hot, seconds, columns, method }) => {
      const given = (factor: number) =>
        writes({
          inserted: inserted * factor,
          deleted: deleted * factor,
          updated: rows * factor,
          hotUpdated: rows * hot * factor,
          updates: [{ rows: rows * factor, columns }],
          ...(seconds === undefined ? {} : { seconds }),
        });
      const one = index('orders', ['status'], { method });
      const [less, more] = [tax(one, given(1)), tax(one, given(2))];
      for (const part of [...Object.values(less.parts), less.entries, less.walBytes, less.hotLost]) {
        expect(Number.isFinite(part) && part >= 0).toBe(true);
      }
      expect(more.cost).toBeGreaterThanOrEqual(less.cost * (1 - 1e-9));
      expect(less.hotLost).toBeLessThanOrEqual(rows * (1 + 1e-9));
      expect(less.entries).toBeLessThanOrEqual((inserted + rows) * (1 + 1e-9));
    }),
  );
});

describe('tableWrites', () => {
  const statement = (calls: number, rows?: number) =>
    LoadStatement.parse({
      fingerprint: 'f',
      normalized: '',
      role: 'write',
      from: ['counted'],
      calls,
      ...(rows === undefined
        ? {}
        : {
            counted: {
              rows,
              blocks: { sharedHit: 0, sharedRead: 0, sharedDirtied: 0, sharedWritten: 0, tempRead: 0, tempWritten: 0 },
            },
          }),
      samples: [],
    });
  const query = (...kinds: readonly (readonly [TableWrite['kind'], ...string[]])[]) =>
    ResolvedQuery.parse({
      text: '',
      kind: 'update',
      relations: [{ id: 0, kind: 'table', schema: 'public', name: 'orders', alias: 'o', block: 0, target: true }],
      blocks: [],
      predicates: [],
      joins: [],
      columns: [],
      writes: kinds.map(([kind, ...columns]) => ({ relation: 0, kind, columns })),
    });
  const usage = Usage.parse({
    nodes: [
      {
        node: 'a:5432',
        recovering: false,
        since: '2026-01-01T00:00:00Z',
        until: '2026-01-11T00:00:00Z',
        tables: [
          {
            schema: 'public',
            name: 'orders',
            sequentialScans: 0,
            sequentialRows: 0,
            indexScans: 0,
            indexRows: 0,
            inserted: 10_000,
            updated: 20_000,
            hotUpdated: 5000,
            deleted: 1000,
          },
        ],
        indexes: [],
      },
    ],
  });
  const day = { since: '2026-01-10T00:00:00Z', until: '2026-01-11T00:00:00Z', seconds: 86_400 };

  test('rows that the server counted, else one a call', () => {
    const found = tableWrites([
      { statement: statement(10, 500), query: query(['insert', 'status']) },
      { statement: statement(7), query: query(['update', 'status']) },
    ]).get('public.orders');
    expect(found).toMatchObject({ inserted: 500, updated: 7, deleted: 0, from: 'statements' });
    expect(found?.updates).toEqual([{ rows: 7, columns: ['status'] }]);
  });

  test('an upsert is half and half', () => {
    const upsert = [{ statement: statement(10), query: query(['insert', 'id'], ['update', 'total']) }];
    expect(tableWrites(upsert).get('public.orders')).toMatchObject({ inserted: 5, updated: 5 });
  });

  test('counts of ten days scaled to a load of one, with the columns that its updates set', () => {
    const load = [
      { statement: statement(30), query: query(['update', 'status']) },
      { statement: statement(10), query: query(['update', 'total']) },
    ];
    const found = tableWrites(load, usage, { window: day }).get('public.orders');
    expect(found).toMatchObject({ inserted: 1000, updated: 2000, hotUpdated: 500, deleted: 100, from: 'counted' });
    expect(found?.updates).toEqual([
      { rows: 1500, columns: ['status'] },
      { rows: 500, columns: ['total'] },
    ]);
  });

  test('without a window the statements tell how much, the server how many are heap-only', () => {
    const load = [{ statement: statement(40), query: query(['update', 'status']) }];
    expect(tableWrites(load, usage).get('public.orders')).toMatchObject({ inserted: 0, updated: 40, hotUpdated: 10 });
    expect(tableWrites([], usage).get('public.orders')).toBeUndefined();
  });

  test('a partitioned table has the counts of its partitions, these a part of its statements', () => {
    const [orders] = shop().tables.filter(({ name }) => name === 'orders');
    const part = (name: string, rows: number) => ({
      ...orders!,
      name,
      rows,
      partitionOf: { schema: 'public', table: 'orders', bound: '' },
    });
    const partitioned = {
      ...shop(),
      tables: [{ ...orders!, kind: 'partitioned' as const }, part('old', 100), part('new', 300)],
    };
    const found = tableWrites([{ statement: statement(40), query: query(['insert']) }], undefined, {
      schema: partitioned,
    });
    expect([...found].map(([name, { inserted }]) => [name, inserted])).toEqual([
      ['public.orders', 40],
      ['public.old', 10],
      ['public.new', 30],
    ]);
  });
});

const byCreation = index('orders', ['created_at']);

test('a key that rises with time is cheaper than one that scatters, over the same pages', () => {
  const withCorrelation = (correlation: number) => ({
    ...shopStatistics,
    relations: shopStatistics.relations.map((one) => ({
      ...one,
      columns: one.columns.map((each) =>
        each.column === 'created_at' ? { ...each, distinct: -1, correlation } : each,
      ),
    })),
  });
  const [rising, scattered] = [1, 0].map((correlation) =>
    writeTax(byCreation, {
      schema,
      statistics: withCorrelation(correlation),
      writes: writes({ inserted: 10_000, seconds: 300 }),
    }),
  );
  expect(rising!.parts.change).toBeLessThan(0.5 * scattered!.parts.change);
  expect(rising!.parts.pages).toBeLessThan(0.5 * scattered!.parts.pages);
});
