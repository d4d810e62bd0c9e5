import { describe, expect, it } from 'vitest';
import { seededRandom } from '#analysis/row-generator/random.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { drawDatabase } from './draw-database.ts';
import { drawPlan } from './draw-plan.ts';
import { literalsOf } from './literals.ts';
import { mutateDatabase } from './mutate-database.ts';
import { shrinkDatabase } from './shrink-database.ts';
import type { SmallDatabase } from './small-database.ts';

const column = (name: string, type: string, nullable = false) => ({ name, type, nullable });
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'orders',
      columns: [column('id', 'integer'), column('user_id', 'integer', true), column('status', 'text', true)],
      constraints: [
        { name: 'o', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
        {
          name: 'f',
          kind: 'foreign-key',
          columns: ['user_id'],
          references: {
            schema: 'public',
            table: 'users',
            columns: ['id'],
            onDelete: 'no action',
            onUpdate: 'no action',
          },
          definition: 'FOREIGN KEY (user_id) REFERENCES users(id)',
        },
      ],
    },
    {
      schema: 'public',
      name: 'users',
      columns: [column('id', 'integer'), column('born', 'date', true)],
      constraints: [{ name: 'u', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' }],
    },
  ],
});
const status = literalsOf(`status = 'paid'`);
const plan = drawPlan({
  schema,
  tables: schema.tables,
  literals: status,
  comparedWith: new Map([['public.orders.status', status]]),
  templates: () => [],
  parameters: [{ number: '1', type: 'integer', given: '7', literals: literalsOf('') }],
  counts: [],
  timeZones: ['UTC'],
  readsText: false,
  now: undefined,
});
const databases = Array.from({ length: 300 }, (_, at) => drawDatabase(plan, seededRandom(`seed ${at}`)));
const rowsOf = (database: SmallDatabase, name: string) => database.tables.find((one) => one.name === name)?.rows ?? [];
const share = (test: (database: SmallDatabase) => boolean) => databases.filter(test).length / databases.length;

describe('small databases', () => {
  it('are the same for the same seed, parents before children', () => {
    expect(drawDatabase(plan, seededRandom('seed 5'))).toEqual(databases[5]);
    expect(databases[0]?.tables.map(({ name }) => name)).toEqual(['users', 'orders']);
  });

  it('have empty tables, single rows, repetitions, NULLs and the values of the statement', () => {
    expect(share((one) => rowsOf(one, 'orders').length === 0)).toBeGreaterThan(0.05);
    expect(share((one) => rowsOf(one, 'orders').length === 1)).toBeGreaterThan(0.1);
    expect(share((one) => rowsOf(one, 'orders').some(([, , state]) => state === 'paid'))).toBeGreaterThan(0.3);
    expect(share((one) => rowsOf(one, 'orders').some(([, , state]) => state === 'PAID'))).toBeGreaterThan(0.02);
    expect(share((one) => rowsOf(one, 'orders').some(([, user]) => user === null))).toBeGreaterThan(0.2);
    const joined = (one: SmallDatabase) => {
      const users = rowsOf(one, 'orders').map(([, user]) => user);
      return users.some((user, at) => user !== null && users.indexOf(user) < at);
    };
    expect(share(joined)).toBeGreaterThan(0.2);
  });

  it('refer to rows that are there, and do not repeat a key', () => {
    for (const one of databases) {
      const ids = rowsOf(one, 'users').map(([id]) => id);
      for (const [, user] of rowsOf(one, 'orders')) expect(user === null || ids.includes(user ?? null)).toBe(true);
    }
    const repeats = (one: SmallDatabase) =>
      new Set(rowsOf(one, 'users').map(([id]) => id)).size < rowsOf(one, 'users').length;
    expect(share(repeats)).toBeLessThan(0.05);
  });

  it('take the parameter as given, and others, but never NULL in its place', () => {
    expect(share((one) => one.parameters['1'] === '7')).toBeGreaterThan(0.4);
    expect(share((one) => one.parameters['1'] !== '7')).toBeGreaterThan(0.2);
    expect(share((one) => one.parameters['1'] === null)).toBe(0);
  });

  it('change a little from one to the next', () => {
    const model = databases.find((one) => rowsOf(one, 'orders').length > 2 && rowsOf(one, 'users').length > 1);
    if (model === undefined) throw new Error('There is no such database.');
    const next = Array.from({ length: 50 }, (_, at) => mutateDatabase(plan, model, seededRandom(`next ${at}`)));
    expect(next.some((one) => JSON.stringify(one.tables) !== JSON.stringify(model.tables))).toBe(true);
    const kept = next.filter((one) => rowsOf(one, 'orders').some((row) => rowsOf(model, 'orders').includes(row)));
    expect(kept.length).toBeGreaterThan(35);
  });
});

it('a database shrinks to the rows and values that matter', async () => {
  const large = databases.find((one) => rowsOf(one, 'orders').filter(([, , state]) => state === 'paid').length > 1);
  if (large === undefined) throw new Error('There is no such database.');
  const small = await shrinkDatabase(large, async (one) =>
    rowsOf(one, 'orders').some(([, , state]) => state === 'paid'),
  );
  expect(rowsOf(small, 'users')).toEqual([]);
  expect(rowsOf(small, 'orders')).toEqual([[null, null, 'paid']]);
});
