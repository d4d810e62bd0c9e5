import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { Volumes } from '#vocabulary/volumes.ts';
import { volumeFaults } from './fabricate/stated-tables.ts';
import { fabricateStatistics } from './fabricate-statistics.ts';

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'users',
      columns: [
        { name: 'id', type: 'bigint', nullable: false, identity: 'always' },
        { name: 'email', type: 'text', nullable: false },
        { name: 'active', type: 'boolean', nullable: false },
        { name: 'mood', type: 'mood', nullable: true },
        { name: 'created_at', type: 'timestamp with time zone', nullable: false },
      ],
      constraints: [
        { name: 'users_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
        { name: 'users_email', kind: 'unique', columns: ['email'], definition: 'UNIQUE (email)' },
      ],
    },
    {
      schema: 'public',
      name: 'orders',
      columns: [
        { name: 'id', type: 'bigint', nullable: false },
        { name: 'user_id', type: 'bigint', nullable: false },
        { name: 'status', type: 'text', nullable: false },
        { name: 'placed_on', type: 'date', nullable: false },
      ],
      constraints: [
        {
          name: 'orders_pkey',
          kind: 'primary-key',
          columns: ['id', 'placed_on'],
          definition: 'PRIMARY KEY (id, placed_on)',
        },
        {
          name: 'orders_user',
          kind: 'foreign-key',
          columns: ['user_id'],
          references: {
            schema: 'public',
            table: 'users',
            columns: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
          definition: 'FOREIGN KEY (user_id) REFERENCES users(id)',
        },
        {
          name: 'orders_status',
          kind: 'check',
          columns: ['status'],
          definition: "CHECK ((status = ANY (ARRAY['open'::text, 'paid'::text])))",
        },
      ],
      kind: 'partitioned',
      partitionKey: 'RANGE (placed_on)',
    },
    part('orders_2024', "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"),
    part('orders_2025', "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"),
    { schema: 'public', name: 'alone', columns: [{ name: 'id', type: 'integer', nullable: false }] },
  ],
  objects: [
    {
      kind: 'enum',
      schema: 'public',
      name: 'mood',
      definition: "CREATE TYPE public.mood AS ENUM ('happy', 'it''s ok', 'sad')",
    },
  ],
});

function part(name: string, bound: string): object {
  return {
    schema: 'public',
    name,
    columns: [
      { name: 'id', type: 'bigint', nullable: false },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'status', type: 'text', nullable: false },
      { name: 'placed_on', type: 'date', nullable: false },
    ],
    partitionOf: { schema: 'public', table: 'orders', bound },
  };
}

function fabricate(tables: object) {
  const statistics = fabricateStatistics(schema, Volumes.parse({ tables }));
  const of = (table: string, column: string) =>
    statistics.relations.find(({ name }) => name === table)?.columns.find((one) => one.column === column);
  return { statistics, of };
}

describe('fabricateStatistics', () => {
  it('tells keys, enums, booleans and lists in a CHECK', () => {
    const { of } = fabricate({ users: { rows: 10_000 }, orders: { rows: 100_000 } });
    expect(of('users', 'id')).toMatchObject({ distinct: -1, correlation: 1, nullFraction: 0 });
    expect(of('users', 'id')?.histogram?.slice(0, 2)).toEqual(['1', '101']);
    expect(of('users', 'email')).toMatchObject({ distinct: -1 });
    expect(of('users', 'email')?.mostCommonValues).toBeUndefined();
    expect(of('users', 'active')).toMatchObject({ distinct: 2, mostCommonFrequencies: [0.5, 0.5] });
    expect(of('users', 'mood')?.mostCommonValues).toEqual(['happy', "it's ok", 'sad']);
    expect(of('users', 'created_at')).toMatchObject({ correlation: 1 });
    expect(of('orders', 'status')).toMatchObject({ distinct: 2, mostCommonValues: ['open', 'paid'] });
    expect(of('orders', 'user_id')?.distinct).toBe(10_000);
  });

  it('takes what is stated', () => {
    const { of } = fabricate({
      users: { rows: 1000 },
      orders: {
        rows: 50_000,
        columns: { status: { values: { paid: 0.9, open: 0.1 } }, user_id: { distinct: 500, skew: 1 } },
      },
    });
    expect(of('orders', 'status')).toMatchObject({
      mostCommonValues: ['paid', 'open'],
      mostCommonFrequencies: [0.9, 0.1],
    });
    const user = of('orders', 'user_id');
    expect(user?.distinct).toBe(500);
    const [first = 0, second = 0] = user?.mostCommonFrequencies ?? [];
    expect(first / second).toBeCloseTo(2, 3);
  });

  it('spreads rows over partitions by their bounds', () => {
    const { statistics, of } = fabricate({
      users: { rows: 10 },
      orders: { rows: 1000, columns: { placed_on: { min: '2024-10-01', max: '2025-12-31' } } },
    });
    const rows = Object.fromEntries(statistics.relations.map(({ name, rows }) => [name, rows]));
    expect(rows['orders_2024']).toBeGreaterThan(190);
    expect(rows['orders_2024']).toBeLessThan(210);
    expect((rows['orders_2024'] ?? 0) + (rows['orders_2025'] ?? 0)).toBe(1000);
    expect(of('orders', 'placed_on')?.inherited).toBe(true);
    expect(of('orders_2024', 'placed_on')?.inherited).toBe(false);
    expect(of('orders_2024', 'placed_on')?.histogram?.at(0)).toBe('2024-10-01');
    expect(of('orders_2024', 'placed_on')?.histogram?.at(-1)).toBe('2024-12-31');
  });

  it('derives rows from foreign keys and names what it cannot tell', () => {
    const { statistics } = fabricate({ users: { rows: 100 } });
    expect(statistics.relations.find(({ name }) => name === 'orders')?.rows).toBe(500);
    expect(statistics.unread).toEqual([
      'Nobody stated the rows of public.orders: 500 are guessed from its foreign key to public.users.',
      'Nobody stated the rows of public.alone, and no foreign key tells them: it has no statistics.',
    ]);
  });

  it('names unknown tables and columns with the nearest name', () => {
    const volumes = Volumes.parse({ tables: { user: { rows: 1 }, orders: { rows: 1, columns: { statis: {} } } } });
    expect(volumeFaults(schema, volumes)).toEqual([
      {
        code: 'invalid',
        message: 'The volumes name a table user, which the schema does not have.',
        hint: 'Did you mean users?',
      },
      {
        code: 'invalid',
        message: 'The volumes name a column orders.statis, which the table does not have.',
        hint: 'Did you mean status?',
      },
    ]);
  });
});

const types = [
  'integer',
  'bigint',
  'numeric(8,2)',
  'text',
  'character varying(10)',
  'date',
  'timestamp with time zone',
  'uuid',
  'boolean',
  'jsonb',
  'integer[]',
  'real',
  'inet',
  'interval',
];

it('refuses shares beyond 1 and labels that an enum does not have', () => {
  const volumes = Volumes.parse({
    tables: {
      users: { rows: 9, columns: { active: { values: { true: 0.9, false: 0.2 } }, mood: { values: { hapy: 1 } } } },
    },
  });
  expect(volumeFaults(schema, volumes).map(({ message, hint }) => [message, hint])).toEqual([
    ['The shares of users.active add up to 1.1, NULLs included.', 'All shares of a column together are at most 1.'],
    ['The volumes name a value hapy of users.mood, which its type does not have.', 'Did you mean happy?'],
  ]);
});

it('takes true for t', () => {
  const { of } = fabricate({ users: { rows: 1000, columns: { active: { values: { true: 0.9 } } } } });
  expect(of('users', 'active')).toMatchObject({ mostCommonValues: ['t', 'f'], mostCommonFrequencies: [0.9, 0.1] });
});

describe('any volumes', () => {
  const volume = fc.record(
    {
      distinct: fc.integer({ min: 1, max: 1_000_000 }),
      nulls: fc.double({ min: 0, max: 1, noNaN: true }),
      skew: fc.double({ min: 0, max: 4, noNaN: true }),
      width: fc.integer({ min: 1, max: 5000 }),
      correlation: fc.double({ min: -1, max: 1, noNaN: true }),
    },
    { requiredKeys: [] },
  );
  const column = fc.record({ type: fc.constantFrom(...types), nullable: fc.boolean(), isKey: fc.boolean(), volume });

  it('give statistics as ANALYZE could have made them', () => {
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        (columns, rows) => {
          const made = columns.map(({ type, nullable }, at): Column => ({ name: `c${at}`, type, nullable }));
          const table = {
            schema: 'public',
            name: 't',
            columns: made,
            constraints: columns.flatMap(({ isKey }, at) =>
              isKey ? [{ name: `k${at}`, kind: 'unique', columns: [`c${at}`], definition: '' }] : [],
            ),
          };
          const one = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [table] });
          const volumes = Volumes.parse({
            tables: { t: { rows, columns: Object.fromEntries(columns.map((each, at) => [`c${at}`, each.volume])) } },
          });
          const statistics = Statistics.parse(fabricateStatistics(one, volumes));
          expect(statistics).toEqual(fabricateStatistics(one, volumes));
          const [relation] = statistics.relations;
          expect(relation?.pages).toBeGreaterThanOrEqual(rows > 0 ? 1 : 0);
          for (const each of relation?.columns ?? []) {
            const sum = (each.mostCommonFrequencies ?? []).reduce((all, share) => all + share, 0);
            expect(sum + each.nullFraction).toBeLessThanOrEqual(1.0001);
            expect(each.distinct).not.toBe(0);
            expect(each.distinct).toBeGreaterThanOrEqual(-1);
            expect(each.distinct).toBeLessThanOrEqual(Math.max(1, rows));
            const type = made.find(({ name }) => name === each.column)?.type ?? '';
            const values = (each.histogram ?? []).map((value) => sortable(type, value));
            for (let at = 1; at < values.length; at++) expect((values[at - 1] ?? 0) < (values[at] ?? 0)).toBe(true);
            const common = each.mostCommonValues ?? [];
            expect(new Set(common).size).toBe(common.length);
            expect(each.histogram?.some((value) => common.includes(value)) ?? false).toBe(false);
          }
        },
      ),
    );
  });
});

function sortable(type: string, value: string): number | string {
  if (type === 'interval') return Number.parseInt(value, 10);
  return /int|numeric|real/.test(type) ? Number(value) : value;
}
