import { describe, expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { cascadeVictims } from './cascade-victims.ts';

const column = (name: string, type = 'bigint', more: object = {}) => ({ name, type, nullable: true, ...more });
const view = (name: string, definition: string, columns: readonly string[] = []) => ({
  schema: 'app',
  name,
  definition,
  columns: columns.map((one) => ({ name: one, type: 'text' })),
});
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['app'],
  tables: [
    { schema: 'app', name: 'users', columns: [column('id'), column('name', 'text'), column('mood', 'app.mood')] },
    {
      schema: 'shop',
      name: 'orders',
      columns: [column('user_id'), column('at', 'timestamp', { default: 'app.today()' })],
      constraints: [
        {
          name: 'orders_user_fk',
          kind: 'foreign-key',
          columns: ['user_id'],
          definition: '',
          references: { schema: 'app', table: 'users', columns: ['id'], onDelete: 'NO ACTION', onUpdate: 'NO ACTION' },
        },
      ],
    },
  ],
  views: [
    view('names', 'SELECT users.id, users.name FROM app.users', ['id', 'name']),
    view('everybody', 'SELECT * FROM app.users', ['id', 'name', 'mood']),
    view('short_names', 'SELECT left(names.name, 3) AS short FROM app.names', ['short']),
    view('times', 'SELECT now() AS at', ['at']),
  ],
  objects: [
    {
      kind: 'trigger',
      schema: 'app',
      name: 'touch_users',
      table: 'users',
      definition: 'CREATE TRIGGER touch_users … EXECUTE FUNCTION app.touch()',
    },
  ],
});
const users = { schema: 'app', name: 'users' };

describe('cascadeVictims', () => {
  test('of a table: views that read it, views of these, foreign keys to it', () => {
    expect(cascadeVictims({ kind: 'relation', name: users }, schema)).toEqual({
      views: ['app.names', 'app.everybody', 'app.short_names'],
      foreignKeys: ['orders_user_fk of shop.orders'],
      columns: [],
      others: [],
    });
  });

  test('of a column: views that say it, and those that have it by a star', () => {
    const { views, foreignKeys } = cascadeVictims({ kind: 'column', name: users, column: 'mood' }, schema);
    expect(views).toEqual(['app.everybody']);
    expect(foreignKeys).toEqual([]);
    expect(cascadeVictims({ kind: 'column', name: users, column: 'id' }, schema).foreignKeys).toEqual([
      'orders_user_fk of shop.orders',
    ]);
  });

  test('of a schema: only what is outside', () => {
    const { views, foreignKeys } = cascadeVictims({ kind: 'schema', name: 'app' }, schema);
    expect(views).toEqual([]);
    expect(foreignKeys).toEqual(['orders_user_fk of shop.orders']);
  });

  test('of types and functions', () => {
    expect(cascadeVictims({ kind: 'type', name: 'app.mood' }, schema).columns).toEqual(['app.users.mood']);
    expect(cascadeVictims({ kind: 'function', name: 'app.touch()' }, schema).others).toEqual([
      'trigger touch_users of app.users',
    ]);
    expect(cascadeVictims({ kind: 'function', name: 'app.today' }, schema).others).toEqual([
      'default of shop.orders.at',
    ]);
  });
});
