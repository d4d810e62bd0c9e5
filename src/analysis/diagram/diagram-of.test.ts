import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Diagram } from '#vocabulary/diagram.ts';
import { diagramOf } from './diagram-of.ts';
import { areasSketch, shopSketch, sketched } from './schema-sketch.fixture.ts';

const labels = ({ tables, groups }: Diagram) =>
  Object.fromEntries(
    groups.map((group) => [group.name, group.tables.map((id) => tables.find((table) => table.id === id)?.label)]),
  );

describe('the diagram of a schema', () => {
  it('says how many rows refer to how many', () => {
    const { references } = diagramOf(sketched(shopSketch), { title: 'shop' });
    const told = (name: string) => {
      const { optional, single } = references.find((one) => one.name === name)!;
      return { optional, single };
    };
    expect(told('payments_order_id_fkey')).toEqual({ optional: false, single: false });
    expect(told('orders_coupon_id_fkey')).toEqual({ optional: true, single: false });
    expect(told('coupon_redemptions_order_id_fkey')).toEqual({ optional: false, single: true });
    expect(told('user_settings_user_id_fkey')).toEqual({ optional: false, single: true });
    // One half of a key is not unique.
    expect(told('cart_items_cart_id_fkey')).toEqual({ optional: false, single: false });
  });

  it('groups a shop by what belongs together; users are a hub', () => {
    const diagram = diagramOf(sketched(shopSketch), { title: 'shop' });
    expect(labels(diagram)).toMatchObject({
      products: expect.arrayContaining(['brands', 'product_images', 'reviews']),
      orders: expect.arrayContaining(['coupons', 'payments', 'refunds', 'users', 'user_settings']),
      'other tables': ['audit_log', 'schema_migrations'],
    });
    expect(diagram.tables.filter(({ hub }) => hub).map(({ label }) => label)).toEqual(['users']);
  });

  it('finds the areas of a large schema, on pages that can be read', () => {
    const diagram = diagramOf(sketched(areasSketch(150)), { title: 'areas' });
    const groups = Object.entries(labels(diagram));
    for (const [name, tables] of groups) {
      expect(tables.length, name).toBeLessThanOrEqual(26);
      const own = tables.filter((table) => table!.startsWith(`${name}_`));
      if (!['tenants', 'users'].includes(name)) expect(own.length / tables.length, name).toBeGreaterThan(0.8);
    }
    expect(diagram.tables.filter(({ hub }) => hub).map(({ label }) => label)).toEqual(['tenants', 'users']);
  });

  it('goes by names where there are no keys, and calls no table a hub where all are referred to alike', () => {
    const bare = Array.from({ length: 60 }, (_, at) => `${['log', 'crm', 'a'][at % 3]}_${at}: id*`).join('\n');
    const { groups } = diagramOf(sketched(bare), { title: 'x' });
    expect(groups.map(({ name, tables }) => [name, tables.length])).toEqual([
      ['crm', 20],
      ['log', 20],
      ['other tables', 20],
    ]);
    const dense = Array.from({ length: 24 }, (_, at) => {
      const keys = Array.from({ length: 12 }, (_, nth) => `, k${nth}>t${(at * 7 + nth * 5) % 24}`);
      return `t${at}: id*${keys.join('')}`;
    });
    expect(diagramOf(sketched(dense.join('\n')), { title: 'x' }).tables.some(({ hub }) => hub)).toBe(false);
  });

  it('puts each table into one group and gives the same answer however the tables come', () => {
    const schema = fc.integer({ min: 1, max: 60 }).chain((count) =>
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 150 }).map((links) =>
        sketched(
          Array.from({ length: count }, (_, at) => {
            const keys = links.filter(([from]) => from === at).map(([, to], nth) => `, k${nth}>t${to}`);
            return `t${at}: id*${keys.join('')}`;
          }).join('\n'),
        ),
      ),
    );
    fc.assert(
      fc.property(schema, (one) => {
        const diagram = diagramOf(one, { title: 'any' });
        const grouped = diagram.groups.flatMap(({ tables }) => tables);
        expect(grouped.toSorted()).toEqual(diagram.tables.map(({ id }) => id).toSorted());
        expect(new Set(diagram.groups.map(({ name }) => name)).size).toBe(diagram.groups.length);
        expect(diagram.groups.every(({ tables }) => tables.length > 0)).toBe(true);
        expect(diagramOf({ ...one, tables: one.tables.toReversed() }, { title: 'any' }).groups).toEqual(diagram.groups);
      }),
    );
  });

  it('hides partitions in their table, and keys to them too', () => {
    const key = (name: string, table: string) => ({
      name,
      kind: 'foreign-key' as const,
      columns: ['event_id'],
      definition: '',
      references: { schema: 'app', table, columns: ['id'], onDelete: 'cascade', onUpdate: 'no action' },
    });
    const column = (name: string) => ({ name, type: 'bigint', nullable: false });
    const schema = DatabaseSchema.parse({
      engine: 'postgres',
      searchPath: ['public'],
      tables: [
        { schema: 'app', name: 'events', kind: 'partitioned', columns: [column('id')] },
        {
          schema: 'app',
          name: 'events_a',
          kind: 'partitioned',
          columns: [column('id')],
          partitionOf: { schema: 'app', table: 'events', bound: 'a' },
        },
        {
          schema: 'app',
          name: 'events_a1',
          columns: [column('id')],
          partitionOf: { schema: 'app', table: 'events_a', bound: 'a1' },
        },
        {
          schema: 'public',
          name: 'notes',
          columns: [column('event_id')],
          constraints: [key('notes_event_id_fkey', 'events'), key('notes_event_id_fkey1', 'events_a1')],
        },
        { schema: 'public', name: 'totals', kind: 'materialized-view', columns: [column('id')] },
      ],
    });
    const { tables, references } = diagramOf(schema, { title: 'x' });
    expect(tables.map(({ label, partitions }) => [label, partitions])).toEqual([
      ['app.events', 1],
      ['notes', 0],
    ]);
    expect(references).toMatchObject([{ from: 't1', to: 't0', onDelete: 'cascade' }]);
  });

  it('names a table that is not drawn, and leaves texts out where they are not wanted', () => {
    const schema = sketched(shopSketch);
    const { tables, references } = diagramOf(schema, { title: 'x', only: ({ name }) => name === 'payments' });
    expect(tables).toHaveLength(1);
    expect(references).toMatchObject([{ label: 'orders' }]);
    expect(references[0]).not.toHaveProperty('to');
    const told = DatabaseSchema.parse({
      ...schema,
      tables: [
        {
          schema: 's',
          name: 't',
          comment: 'secret',
          columns: [{ name: 'c', type: 'text', nullable: true, default: "'secret'", comment: 'secret' }],
        },
      ],
    });
    expect(JSON.stringify(diagramOf(told, { title: 'x' }))).toContain('secret');
    expect(JSON.stringify(diagramOf(told, { title: 'x', bare: true }))).not.toContain('secret');
  });

  it.each([
    ['character varying(80)', 'varchar(80)'],
    ['timestamp(3) with time zone', 'timestamptz(3)'],
    ['timestamp without time zone[]', 'timestamp[]'],
    ['character(2)', 'char(2)'],
    ['integer', 'int'],
    ['integer[]', 'int[]'],
    ['app.characters', 'app.characters'],
    ['numeric(12,2)', 'numeric(12,2)'],
  ])('says %s as %s', (type, short) => {
    const { tables } = diagramOf(sketched(`t: id*, c:${type.replace(',', ';')}`), { title: 'x' });
    expect(tables[0]?.columns[1]?.shortType).toBe(short);
  });
});
