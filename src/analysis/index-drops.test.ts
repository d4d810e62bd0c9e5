import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { Usage } from '#vocabulary/usage.ts';
import { covers } from './index-coverage.ts';
import { indexDrops } from './index-drops.ts';
import { index, shop } from './shop.fixture.ts';

const now = new Date('2026-06-01T00:00:00Z');
const mb = 1024 * 1024;
const usageOf = (
  scans: Readonly<Record<string, number>>,
  { days = 90, written = 50_000, standbys = 0, more = [] as readonly object[], recovering = false } = {},
): Usage => {
  const since = new Date(now.getTime() - days * 86_400_000).toISOString();
  const node = {
    node: 'primary:5432',
    recovering,
    since,
    until: now.toISOString(),
    tables: [
      {
        schema: 'public',
        name: 'orders',
        sequentialScans: 0,
        sequentialRows: 0,
        indexScans: 0,
        indexRows: 0,
        inserted: written,
        updated: 0,
        hotUpdated: 0,
        deleted: 0,
      },
    ],
    indexes: Object.entries(scans).map(([name, count]) => ({
      schema: 'public',
      table: 'orders',
      name,
      scans: count,
      rowsRead: 0,
      rowsFetched: 0,
    })),
  };
  return Usage.parse({ nodes: [node, ...more.map((one) => ({ ...node, ...one }))], standbys });
};
const drops = (schema: DatabaseSchema, usage?: Usage, more: object = {}) =>
  indexDrops({ schema, usage, now, ...more }).map(({ index: one, kind, certain, coveredBy, against }) => ({
    name: one.name,
    kind,
    certain,
    by: coveredBy?.name,
    against: against.join(' '),
  }));
const sized = (one: IndexDefinition, megabytes: number): IndexDefinition => ({ ...one, bytes: megabytes * mb });

describe('by shape', () => {
  const a = index('orders', ['user_id']);
  const ab = index('orders', ['user_id', 'status']);

  test('one that another begins with', () => {
    expect(drops(shop([a, ab]))).toMatchObject([{ name: a.name, kind: 'covered', by: ab.name, certain: true }]);
  });

  test('not where the other is of another order, class, collation, predicate, method or lacks a column', () => {
    for (const other of [
      index('orders', ['status', 'user_id']),
      { ...ab, keys: [{ ...ab.keys[0]!, operatorClass: 'x_ops' }, ab.keys[1]!] },
      { ...ab, keys: [{ ...ab.keys[0]!, collation: '"C"' }, ab.keys[1]!] },
      { ...ab, predicate: 'total > 0' },
      { ...ab, method: 'gist' },
      { ...ab, valid: false },
      { ...ab, keys: [{ ...ab.keys[0]!, nulls: 'first' as const }, ab.keys[1]!] },
    ]) {
      expect(drops(shop([a, other]))).toEqual([]);
    }
    const including = { ...a, name: 'including', include: ['total'] };
    expect(drops(shop([including, ab]))).toEqual([]);
    expect(drops(shop([including, { ...ab, include: ['total'] }]))).toMatchObject([
      { name: 'including', kind: 'covered' },
    ]);
  });

  test('of two alike the larger goes; read backward they are alike too', () => {
    const bloated = sized({ ...a, name: 'bloated' }, 80);
    expect(drops(shop([sized(a, 20), bloated]))).toMatchObject([
      { name: 'bloated', kind: 'duplicate', by: a.name, certain: true },
    ]);
    const backward = sized(index('orders', ['user_id desc'], { name: 'backward' }), 30);
    expect(drops(shop([sized(a, 20), backward]))).toMatchObject([{ name: 'backward', kind: 'duplicate' }]);
  });

  test('of two of a size the one that is read stays', () => {
    const usage = usageOf({ [a.name]: 0, twin: 7 });
    expect(drops(shop([a, { ...a, name: 'twin' }]), usage)).toMatchObject([{ name: a.name, by: 'twin' }]);
  });

  test('three alike leave one', () => {
    const three = ['x', 'y', 'z'].map((name) => ({ ...a, name }));
    expect(drops(shop(three)).map(({ name }) => name)).toEqual(['y', 'z']);
  });

  test('a much wider one is no certain replacement', () => {
    expect(drops(shop([sized(a, 5), sized(ab, 60)]))).toMatchObject([
      { name: a.name, certain: false, against: expect.stringContaining('12 times') },
    ]);
  });

  test('the index of the primary key covers one on the same column, and is never dropped itself', () => {
    const twin = index('orders', ['id']);
    expect(drops(shop([twin]))).toMatchObject([{ name: twin.name, kind: 'duplicate', by: 'orders_pkey' }]);
  });

  test('a unique one is a rule: only one that is unique over the same keys may stand for it', () => {
    const unique = { ...a, name: 'one_each', unique: true };
    expect(drops(shop([unique, ab]))).toEqual([]);
    expect(drops(shop([unique, a]))).toMatchObject([{ name: a.name, by: 'one_each' }]);
    expect(drops(shop([unique, { ...unique, name: 'one_again' }]))).toMatchObject([
      { name: 'one_each', by: 'one_again' },
    ]);
    expect(drops(shop([unique, { ...unique, name: 'one_null', nullsNotDistinct: true }]))).toEqual([]);
  });

  test('GIN of other parameters is another index; the order of its columns is all one, that of GiST is not', () => {
    const gin = index('users', ['tags'], { method: 'gin', definition: 'CREATE INDEX ON users USING gin (tags)' });
    const slow = { ...gin, name: 'slow', definition: `${gin.definition} WITH (fastupdate=off)` };
    expect(drops(shop([gin, slow]))).toEqual([]);
    expect(drops(shop([gin, { ...gin, name: 'twin' }]))).toMatchObject([{ kind: 'duplicate' }]);
    const [tags, search] = ['tags', 'search'].map((column) => ({ column, direction: 'asc' as const }));
    const both = (method: string) => [
      { ...gin, method, name: 'one', keys: [tags!, search!] },
      { ...gin, method, name: 'other', keys: [search!, tags!] },
    ];
    expect(drops(shop(both('gin')))).toHaveLength(1);
    expect(drops(shop(both('gist')))).toEqual([]);
  });
});

describe('by use', () => {
  const lonely = sized(index('orders', ['note']), 12);
  const schema = shop([lonely]);
  const unused = { [lonely.name]: 0 };

  test('no scan on any node for long enough', () => {
    expect(drops(schema, usageOf(unused))).toMatchObject([{ name: lonely.name, kind: 'unused', certain: true }]);
    expect(drops(schema, usageOf({ [lonely.name]: 40 }))).toEqual([]);
    expect(drops(schema)).toEqual([]);
  });

  test('counted too short: not certain; hardly counted: not said', () => {
    expect(drops(schema, usageOf(unused, { days: 10 }))).toMatchObject([
      { certain: false, against: expect.stringContaining('10 days only') },
    ]);
    expect(drops(schema, usageOf(unused, { days: 10 }), { leastDays: 9 })).toMatchObject([{ certain: true }]);
    expect(drops(schema, usageOf(unused, { days: 3 }))).toEqual([]);
  });

  test('a node that does not know since when it counts lets nothing be said', () => {
    expect(drops(schema, usageOf(unused, { more: [{ node: 'b', recovering: true, since: undefined }] }))).toEqual([]);
  });

  test('a standby that was not asked may use it; one that was asked and does, does', () => {
    expect(drops(schema, usageOf(unused, { standbys: 1 }))).toMatchObject([
      { certain: false, against: expect.stringContaining('--replica') },
    ]);
    const asked = { node: 'standby:5432', recovering: true };
    expect(drops(schema, usageOf(unused, { standbys: 1, more: [asked] }))).toMatchObject([{ certain: true }]);
    const reading = {
      ...asked,
      indexes: [{ schema: 'public', table: 'orders', name: lonely.name, scans: 900, rowsRead: 0, rowsFetched: 0 }],
    };
    expect(drops(schema, usageOf(unused, { standbys: 1, more: [reading] }))).toEqual([]);
    const { standbys: _, ...hidden } = usageOf(unused);
    expect(drops(schema, hidden)).toMatchObject([{ certain: false, against: expect.stringContaining('pg_monitor') }]);
    expect(drops(schema, usageOf(unused, { recovering: true }))).toMatchObject([
      { certain: false, against: expect.stringContaining('primary') },
    ]);
  });

  test('a few scans for very many writes are told, not certain', () => {
    expect(drops(schema, usageOf({ [lonely.name]: 2 }, { written: 1e6 }))).toMatchObject([
      { certain: false, against: expect.stringContaining('scanned 2 times') },
    ]);
  });

  test('counts of long ago are not certain', () => {
    const later = new Date('2026-08-01T00:00:00Z');
    expect(drops(schema, usageOf(unused), { now: later })).toMatchObject([
      { certain: false, against: expect.stringContaining('61 days old') },
    ]);
  });

  test.each([
    ['a constraint', { constraint: 'orders_note_key', unique: true }],
    ['a unique rule', { unique: true }],
    ['replica identity', { replicaIdentity: true as const }],
    ['CLUSTER', { clustered: true as const }],
    ['a partitioned index', { partOf: { schema: 'public', name: 'whole' } }],
  ])('never one of %s', (_, more) => {
    expect(drops(shop([{ ...lonely, ...more }]), usageOf(unused))).toEqual([]);
  });

  test('the only index on the columns of a foreign key: not certain', () => {
    const column = index('orders', ['user_id']);
    const tables = shop([column]).tables.map((table) =>
      table.name === 'orders'
        ? {
            ...table,
            constraints: [
              ...table.constraints,
              {
                name: 'orders_user_fkey',
                kind: 'foreign-key' as const,
                columns: ['user_id'],
                references: { schema: 'public', table: 'users', columns: ['id'], onDelete: 'a', onUpdate: 'a' },
                definition: '',
                validated: true,
              },
            ],
          }
        : table,
    );
    expect(drops({ ...shop(), tables }, usageOf({ [column.name]: 0 }))).toMatchObject([
      { certain: false, against: expect.stringContaining('orders_user_fkey') },
    ]);
  });

  test('an expression that the planner knows from the index alone: not certain', () => {
    const lower = index('orders', ['lower(note)'], { name: 'lower_note' });
    expect(drops(shop([lower]), usageOf({ lower_note: 0 }))).toMatchObject([
      { certain: false, against: expect.stringContaining('CREATE STATISTICS') },
    ]);
  });
});

test('of any indexes: what is dropped as a duplicate or covered is served by one that stays', () => {
  const column = fc.constantFrom('user_id', 'status', 'total', 'note');
  const one = fc.record({
    columns: fc.uniqueArray(column, { minLength: 1, maxLength: 3 }),
    descending: fc.boolean(),
    unique: fc.boolean(),
    predicate: fc.option(fc.constant('total > 0'), { nil: undefined }),
    include: fc.subarray(['created_at']),
    bytes: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    scans: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), fc.boolean(), (given, counted) => {
      const indexes = given.map(({ columns, descending, unique, predicate, include, bytes }, at) =>
        index(
          'orders',
          columns.map((name) => (descending ? `${name} desc` : name)),
          {
            name: `i${at}`,
            unique,
            include,
            ...(predicate === undefined ? {} : { predicate }),
            ...(bytes === undefined ? {} : { bytes: bytes * mb }),
          },
        ),
      );
      const usage = usageOf(Object.fromEntries(given.map(({ scans }, at) => [`i${at}`, scans])), { written: 0 });
      const found = indexDrops({ schema: shop(indexes), now, ...(counted ? { usage } : {}) });
      const gone = new Set(found.map((drop) => drop.index.name));
      for (const { index: dropped, kind, coveredBy } of found) {
        expect(kind === 'unused').toBe(coveredBy === undefined);
        if (coveredBy === undefined) expect(given[Number(dropped.name.slice(1))]?.scans).toBe(0);
        else {
          expect(gone.has(coveredBy.name)).toBe(false);
          expect(covers(coveredBy, dropped)).toBe(true);
          if (dropped.unique) expect(coveredBy.unique).toBe(true);
        }
      }
    }),
  );
});
