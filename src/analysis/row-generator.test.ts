import { describe, expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Volumes } from '#vocabulary/volumes.ts';
import type { NamedCheck } from './row-generator/check-condition.ts';
import { type GeneratedRows, generateRows, UnsatisfiedError } from './row-generator.ts';

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'email', type: 'text', nullable: false },
        { name: 'country', type: 'text', nullable: true },
        { name: 'double', type: 'integer', nullable: true, generated: 'id * 2' },
        { name: 'created_at', type: 'timestamp with time zone', nullable: false },
        { name: 'updated_at', type: 'timestamp with time zone', nullable: false },
      ],
      constraints: [{ name: 'users_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' }],
    },
    {
      schema: 'public',
      name: 'orders',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'user_id', type: 'integer', nullable: false },
        { name: 'size', type: 'integer', nullable: false },
      ],
      constraints: [
        { name: 'orders_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
        { name: 'orders_size', kind: 'check', columns: ['size'], definition: '' },
        {
          name: 'orders_user',
          kind: 'foreign-key',
          columns: ['user_id'],
          references: { schema: 'public', table: 'users', columns: ['id'], onDelete: '', onUpdate: '' },
          definition: '',
        },
      ],
    },
  ],
});

function check(operator: '<' | '>', bounds: readonly number[]): readonly NamedCheck[] {
  return [
    {
      owner: 'table',
      schema: 'public',
      name: 'orders',
      constraint: 'orders_size',
      condition: {
        kind: 'and',
        of: bounds.map((bound) => ({
          kind: 'compare' as const,
          operator,
          left: {
            kind: 'arithmetic' as const,
            operator: '*' as const,
            left: { kind: 'column' as const, column: 'size' },
            right: { kind: 'constant' as const, value: '2' },
          },
          right: { kind: 'constant' as const, value: String(bound) },
        })),
      },
    },
  ];
}

function values(generated: GeneratedRows, table: string, column: string): readonly (string | null)[] {
  const found = new Map<string, readonly (string | null)[]>();
  for (const { name, columns, batches } of generated.tables) {
    const at = columns.indexOf(column);
    found.set(
      name,
      [...batches()].flat().map((row) => row[at] ?? null),
    );
  }
  return found.get(table) ?? [];
}

describe('generateRows', () => {
  const volumes = Volumes.parse({
    tables: {
      users: { rows: 500, columns: { country: { nulls: 0.5, values: { DE: 0.4 } } } },
      orders: { rows: 4000, columns: { user_id: { skew: 1 } } },
    },
  });
  const request = { schema, rows: volumes, seed: 'a', checks: check('>', [0]) };

  it('follows stated volumes', () => {
    const countries = values(generateRows(request), 'users', 'country');
    expect(countries.filter((one) => one === null).length).toBeGreaterThan(200);
    expect(countries.filter((one) => one === 'DE').length).toBeGreaterThan(70);
    const users = values(generateRows(request), 'orders', 'user_id');
    const first = users.filter((one) => one === '1').length;
    expect(first).toBeGreaterThan(3 * users.filter((one) => one === '5').length);
  });

  it('leaves generated columns out, and time goes on', () => {
    const [users] = generateRows(request).tables;
    expect(users?.columns).toEqual(['id', 'email', 'country', 'created_at', 'updated_at']);
    for (const row of [...users!.batches()].flat()) expect(row[3]! <= row[4]!).toBe(true);
  });

  it('takes values of the caller', () => {
    const generated = generateRows({
      ...request,
      sourceOf: (_, column) =>
        column === 'email' ? { count: 1e6, at: (ordinal) => `someone${ordinal}@example.com` } : undefined,
    });
    expect(values(generated, 'users', 'email')[0]).toMatch(/^someone\d+@example\.com$/);
  });

  it('takes every way that a condition leaves, although both count the same key', () => {
    const size = (operator: '<' | '>', bound: string) => ({
      kind: 'compare' as const,
      operator,
      left: { kind: 'column' as const, column: 'size' },
      right: { kind: 'constant' as const, value: bound },
    });
    const [told] = check('>', []);
    const either = { ...told!, condition: { kind: 'or' as const, of: [size('<', '0'), size('>', '100')] } };
    const sizes = values(generateRows({ ...request, rows: { orders: 200 }, checks: [either] }), 'orders', 'size');
    const low = sizes.filter((one) => Number(one) < 0).length;
    expect(low).toBeGreaterThan(60);
    expect(low).toBeLessThan(140);
  });

  it('makes parents that nobody asked for', () => {
    const generated = generateRows({ ...request, rows: { orders: 100 } });
    expect(generated.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['users', 20],
      ['orders', 100],
    ]);
  });

  it('imitates statistics', () => {
    const statistics = {
      origin: 'catalog' as const,
      extended: [],
      unread: [],
      relations: [
        {
          schema: 'public',
          name: 'users',
          kind: 'table' as const,
          pages: 1,
          rows: 1000,
          columns: [
            {
              column: 'country',
              inherited: false,
              nullFraction: 0,
              averageWidth: 3,
              distinct: 2,
              mostCommonValues: ['FR', 'AT'],
              mostCommonFrequencies: [0.9, 0.1],
            },
          ],
        },
      ],
    };
    const countries = values(generateRows({ ...request, rows: { users: 1000 }, statistics }), 'users', 'country');
    expect(new Set(countries)).toEqual(new Set(['FR', 'AT']));
    expect(countries.filter((one) => one === 'FR').length).toBeGreaterThan(850);
  });

  it('stops at a row that cannot be made, and names the constraint', () => {
    // 2 * size < -1e12 has no solution among integers of four bytes, which only the test of the row finds out.
    const generated = generateRows({ ...request, rows: { users: 1, orders: 5 }, checks: check('<', [-1e12]) });
    expect(() => values(generated, 'orders', 'size')).toThrow(UnsatisfiedError);
    expect(() => values(generated, 'orders', 'size')).toThrow(/orders_size/);
  });
});
