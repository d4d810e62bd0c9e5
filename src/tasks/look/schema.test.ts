import { describe, expect, it } from 'vitest';
import { index, shop, shopStatistics } from '#analysis/shop.fixture.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { SchemaReport } from './schema/schema-report.ts';
import { schema } from './schema.ts';

function withKeys(): DatabaseSchema {
  const base = shop([index('orders', ['user_id']), index('orders', ['total'], { valid: false, bytes: 8192 })]);
  const reference = { schema: 'public', table: 'users', columns: ['id'], onDelete: 'cascade', onUpdate: 'no action' };
  return {
    ...base,
    database: 'shop',
    tables: [
      ...base.tables.map((table) =>
        table.name === 'orders'
          ? {
              ...table,
              comment: 'One row a purchase',
              constraints: [
                ...table.constraints,
                {
                  name: 'orders_user_id_fkey',
                  kind: 'foreign-key' as const,
                  columns: ['user_id'],
                  references: reference,
                  definition: 'FOREIGN KEY (user_id) REFERENCES users(id)',
                  validated: true,
                },
              ],
            }
          : table,
      ),
      { ...base.tables[0]!, schema: 'app', name: 'accounts', kind: 'table' as const, constraints: [] },
    ],
    views: [
      { schema: 'public', name: 'open_orders', columns: [{ name: 'id', type: 'bigint' }], definition: 'SELECT …' },
    ],
    objects: [{ kind: 'enum', schema: 'public', name: 'mood', definition: 'CREATE TYPE mood …' }],
  };
}

async function look(table?: string) {
  const report = await schema.decide(
    { schema: withKeys(), statistics: shopStatistics },
    schema.input.parse(table === undefined ? {} : { table }),
    {
      instruments: {},
      missing: [],
      redact: false,
      subject: 'schema.sql',
      context: {
        signal: new AbortController().signal,
        progress: () => {},
        clock: () => new Date(0),
        random: () => 0.5,
      },
    },
  );
  return SchemaReport.parse(JSON.parse(JSON.stringify(report)));
}

describe('look schema', () => {
  it('counts everything, the largest first', async () => {
    const report = await look();
    expect(report.summary).toBe(
      '6 tables, 1 view, 6 indexes, 258 MB in all. ' +
        'Largest: order_items (about 3,000,000 rows, 156 MB); orders (about 1,000,000 rows, 78 MB); ' +
        'users (about 200,000 rows, 23 MB).',
    );
    expect(report.details.objects).toEqual({ enum: 1 });
    expect(report.sections.map(({ title }) => title)).toEqual(['Tables (6)', 'Views', 'Other objects']);
  });

  it('shows one table with its keys in both directions', async () => {
    const orders = (await look('orders')).details.tables[0];
    expect(orders).toMatchObject({
      name: 'orders',
      rows: 1_000_000,
      primaryKey: ['id'],
      comment: 'One row a purchase',
    });
    expect(orders?.columns.find(({ name }) => name === 'user_id')).toMatchObject({ references: 'users.id' });
    expect(orders?.references).toMatchObject([{ table: 'users', columns: ['user_id'], onDelete: 'cascade' }]);
    expect(orders?.indexes.map(({ name, valid }) => [name, valid])).toEqual([
      ['orders_user_id_idx', true],
      ['orders_total_idx', false],
      ['orders_pkey', true],
    ]);
    const users = await look('users');
    expect(users.details.tables[0]?.referencedBy).toMatchObject([{ table: 'orders', columns: ['user_id'] }]);
    expect(users.summary).toMatch(/^users: about 200,000 rows, 23 MB, 9 columns, 1 index, 0 foreign keys out, 1 in\.$/);
  });

  it.each([
    ['order*', ['order_items', 'orders']],
    ['public.orders', ['orders']],
    ['app.*', ['accounts']],
    ['accounts', ['accounts']],
    ['*', ['order_items', 'orders', 'users', 'countries', 'events']],
  ])('takes %s', async (pattern, names) => {
    expect((await look(pattern)).details.tables.map(({ name }) => name)).toEqual(names);
  });

  it('finds a view', async () => {
    expect((await look('open_orders')).details.views).toHaveLength(1);
  });

  it('names the nearest table for one that is not there', async () => {
    const failure = await look('ordrs').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProblemError);
    expect((failure as ProblemError).problem).toMatchObject({ code: 'not-found', hint: 'Did you mean orders?' });
  });
});
