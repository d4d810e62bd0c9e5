import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain } from '#engines/postgres/explain.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { as, sql, testContext, withSession } from './reading.ts';
import { weirdSchema } from './weird-schema.ts';

describe.each([13, 14, 15, 16, 17, 18])('PostgreSQL %i', (major) => {
  const missing = binariesOf(major) === undefined && process.env['CI'] !== 'true';
  let server: EmbeddedServer | undefined;
  let schema: DatabaseSchema;
  let facts: Statistics;
  const url = () => server?.url ?? '';
  const table = (name: string): Table => {
    const found = schema.tables.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no table ${name}`);
    return found;
  };
  const column = (of: string, name: string) => table(of).columns.find((one) => one.name === name);
  const index = (of: string, name: string) => table(of).indexes.find((one) => one.name === name);
  const object = (kind: string, name: string) =>
    schema.objects.find((one) => one.kind === kind && one.name === name)?.definition;

  beforeAll(async () => {
    if (missing) return;
    server = await startTestServer({ major });
    await sql(server.url, weirdSchema(major));
    await sql(server.url, 'ANALYZE');
    await sql(server.url, 'CREATE TABLE app.never_analyzed (a int)');
    await sql(server.url, 'ALTER DATABASE postgres SET search_path = app, public');
    await sql(
      server.url,
      `CREATE ROLE owner LOGIN; CREATE ROLE monitor LOGIN IN ROLE pg_monitor; CREATE ROLE reader LOGIN;
       GRANT USAGE ON SCHEMA app TO reader; GRANT SELECT ON app.customers TO reader;
       GRANT SELECT (id) ON app.events TO reader; ALTER TABLE app.child OWNER TO owner;`,
    );
    await withSession(server.url, async (session) => {
      schema = await inspect(session, testContext());
      facts = await statistics(session, schema, testContext());
    });
  });
  afterAll(() => server?.stop());

  describe.skipIf(missing)('is read as superuser', () => {
    test('nothing is unread but the aggregate', () => {
      expect(schema.unread).toEqual(['Aggregates are not read: app.total.']);
      expect(schema.searchPath).toEqual(['app', 'public']);
      expect(schema.collation).toMatchObject({ provider: expect.stringMatching(/^(libc|icu|builtin)$/) as string });
    });

    test('tables of every kind, none of an extension, none temporary', () => {
      const kinds = Object.fromEntries(schema.tables.map((one) => [one.name, one.kind]));
      expect(kinds).toEqual({
        customers: 'table',
        'Order Items': 'table',
        'Table.with "quotes"': 'table',
        scratch: 'table',
        parent: 'table',
        child: 'table',
        events: 'partitioned',
        events_2024: 'table',
        events_rest: 'table',
        notes: 'table',
        distant: 'foreign',
        summary: 'materialized-view',
        never_analyzed: 'table',
        ...(major >= 18 ? { modern: 'table' } : {}),
      });
      expect(table('customers')).toMatchObject({
        schema: 'app',
        comment: 'Who buys',
        options: ['fillfactor=80'],
        rows: 2000,
      });
      expect(table('Table.with "quotes"').schema).toBe('Odd "Schema".x');
      expect(table('scratch')).toMatchObject({ persistence: 'unlogged', rowSecurity: true });
      expect(table('child').inherits).toEqual([{ schema: 'app', table: 'parent' }]);
      expect(table('events').partitionKey).toBe('RANGE (at)');
      expect(table('events_2024')).toMatchObject({
        inherits: [],
        partitionOf: { schema: 'app', table: 'events', bound: "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')" },
      });
      expect(table('events_rest').partitionOf?.bound).toBe('DEFAULT');
      expect(table('summary').definition).toMatch(/^SELECT[\s\S]*GROUP BY/);
      expect(table('never_analyzed').rows).toBeUndefined();
      expect(table('customers').bytes?.total).toBeGreaterThan(table('customers').bytes?.heap ?? Infinity);
    });

    test('columns', () => {
      expect(column('customers', 'id')).toEqual({ name: 'id', type: 'bigint', nullable: false, identity: 'always' });
      expect(column('customers', 'name')).toEqual({
        name: 'name',
        type: 'character varying(80)',
        nullable: false,
        comment: 'Full name',
      });
      expect(column('customers', 'mail')).toMatchObject({ type: 'app.email', nullable: false });
      expect(column('customers', 'code')).toMatchObject({ collation: 'app.numeric_order', nullable: true });
      expect(column('customers', 'status')).toMatchObject({ type: 'app.status', default: "'new'::app.status" });
      expect(column('customers', 'serial_number')?.default).toBe(
        "nextval('app.customers_serial_number_seq'::regclass)",
      );
      expect(column('customers', 'upper_name')).toMatchObject({
        generated: 'upper((name)::text)',
        generatedKind: 'stored',
      });
      expect(table('Table.with "quotes"').columns.map((one) => one.name)).toEqual(['co\'l"umn', 'Straße 🚂']);
      if (major >= 18)
        expect(column('modern', 'doubled')).toMatchObject({ generated: '(a * 2)', generatedKind: 'virtual' });
    });

    test('constraints', () => {
      expect(table('customers').constraints.filter((one) => one.kind !== 'not-null')).toEqual([
        {
          name: 'long_enough',
          kind: 'check',
          columns: ['name'],
          definition: 'CHECK ((length((name)::text) > 0)) NOT VALID',
          validated: false,
        },
        {
          name: 'customers_pkey',
          kind: 'primary-key',
          columns: ['id'],
          definition: 'PRIMARY KEY (id)',
          validated: true,
        },
      ]);
      const [foreign] = table('Order Items').constraints.filter((one) => one.kind === 'foreign-key');
      expect(foreign).toMatchObject({
        columns: ['Order'],
        references: { schema: 'app', table: 'customers', columns: ['id'], onDelete: 'CASCADE', onUpdate: 'SET NULL' },
      });
      expect(table('Order Items').constraints.map((one) => one.kind)).toContain('exclusion');
      expect(table('notes').constraints.filter((one) => one.kind === 'foreign-key')).toHaveLength(1);
      const notNull = table('customers').constraints.filter((one) => one.kind === 'not-null');
      expect(notNull.length > 0).toBe(major >= 18);
      if (major >= 18) {
        expect(table('modern').constraints).toMatchObject([
          { name: 'positive', validated: false, definition: expect.stringContaining('NOT ENFORCED') as string },
          { name: 'a_there', kind: 'not-null', columns: ['a'] },
        ]);
        expect(column('modern', 'a')?.nullable).toBe(false);
      }
    });

    test('indexes', () => {
      expect(index('customers', 'customers_pkey')).toMatchObject({
        constraint: 'customers_pkey',
        unique: true,
        valid: true,
      });
      expect(index('customers', 'customers_slug')?.keys).toEqual([
        { expression: 'app.slug((name)::text)', direction: 'asc' },
        { expression: 'id + 1', direction: 'desc' },
      ]);
      expect(index('customers', 'customers_name')).toMatchObject({
        method: 'btree',
        keys: [
          { column: 'name', direction: 'asc', operatorClass: 'text_pattern_ops' },
          { column: 'code', direction: 'desc', nulls: 'last', collation: '"C"' },
        ],
        include: ['status'],
        predicate: "(status <> 'new'::app.status) AND ((name)::text <> ')'::text)",
        bytes: expect.any(Number) as number,
      });
      expect(index('customers', 'customers_tags')).toMatchObject({
        method: 'gin',
        keys: [{ column: 'tags', direction: 'asc' }],
      });
      expect(index('customers', 'customers_trigram')?.keys).toEqual([
        { column: 'name', direction: 'asc', operatorClass: "app.gist_trgm_ops(siglen='32')" },
      ]);
      expect(index('customers', 'customers_code')).toMatchObject({ unique: true, comment: 'One code each' });
      expect(index('customers', 'customers_code')?.nullsNotDistinct).toBe(major >= 15 ? true : undefined);
      expect(index('events', 'events_kind')).toMatchObject({ partitioned: true, valid: true });
      expect(index('events', 'events_kind')?.bytes).toBeUndefined();
      expect(
        table('events_2024')
          .indexes.map((one) => one.partOf?.name)
          .sort(),
      ).toEqual(['events_kind', 'events_pkey']);
      expect(index('Table.with "quotes"', 'Table.with "quotes"_pkey')?.keys).toEqual([
        { column: 'co\'l"umn', direction: 'asc' },
      ]);
    });

    test('views and objects', () => {
      expect(schema.views).toEqual([
        {
          schema: 'app',
          name: 'active',
          columns: [
            { name: 'id', type: 'bigint' },
            { name: 'name', type: 'character varying(80)' },
          ],
          definition: expect.stringMatching(/^SELECT[^;]*app\.customers[^;]*$/) as string,
          comment: 'Not done yet',
        },
      ]);
      expect(object('enum', 'status')).toMatch(/^CREATE TYPE app\.status AS ENUM \('new', 'it''s done', .*back/);
      expect(object('domain', 'email')).toBe(
        `CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'a@b'::text NOT NULL CONSTRAINT has_at CHECK ((VALUE ~~ '%@%'::text))`,
      );
      expect(object('composite', 'place')).toBe('CREATE TYPE app.place AS (street text COLLATE "C", number integer)');
      expect(object('range', 'span')).toContain('SUBTYPE = double precision');
      expect(object('collation', 'numeric_order')).toBe(
        "CREATE COLLATION app.numeric_order (PROVIDER = icu, LOCALE = 'en-u-kn-true')",
      );
      expect(object('sequence', 'ticket')).toContain('INCREMENT BY 5');
      expect(schema.objects.filter((one) => one.kind === 'sequence').map((one) => [one.name, one.table])).toEqual([
        ['ticket', undefined],
        ['customers_serial_number_seq', 'customers'],
      ]);
      expect(schema.objects.filter((one) => one.kind === 'extension').map((one) => one.name)).toEqual([
        'plpgsql',
        'pg_trgm',
        'postgres_fdw',
      ]);
      expect(schema.objects.filter((one) => one.kind === 'function').map((one) => one.name)).toEqual(['slug', 'touch']);
      expect(object('procedure', 'nothing')).toMatch(/^CREATE OR REPLACE PROCEDURE app\.nothing/);
      expect(object('trigger', 'asleep')).toMatch(/;\nALTER TABLE app\.customers DISABLE TRIGGER asleep$/);
      expect(object('policy', 'mine')).toBe(
        'CREATE POLICY mine ON app.scratch AS RESTRICTIVE FOR SELECT TO PUBLIC USING ((a > 0))',
      );
      expect(object('statistics', 'customers_both')).toMatch(/^CREATE STATISTICS app\.customers_both \(dependencies\)/);
    });

    test('the definitions make the objects again', async () => {
      await sql(url(), 'CREATE DATABASE again');
      const other = as(url(), 'postgres', 'again');
      const kinds = [
        'extension',
        'collation',
        'enum',
        'domain',
        'composite',
        'range',
        'sequence',
        'function',
        'procedure',
      ];
      const statements = kinds.flatMap((kind) =>
        schema.objects.filter((one) => one.kind === kind).map((one) => one.definition),
      );
      await sql(other, ['CREATE SCHEMA app', ...statements].join(';\n'));
      const copy = await withSession(other, (session) => inspect(session, testContext()));
      const comparable = (objects: DatabaseSchema['objects']) =>
        objects
          .filter((one) => kinds.includes(one.kind))
          .map((one) => one.definition)
          .sort();
      expect(comparable(copy.objects)).toEqual(comparable(schema.objects));
    });

    test('statistics', () => {
      const relation = (name: string, kind = 'table') =>
        facts.relations.find((one) => one.name === name && one.kind === kind);
      const customers = relation('customers');
      expect(customers).toMatchObject({ rows: 2000, modifiedRows: 0, lastAnalyze: expect.any(String) as string });
      expect(customers?.pages).toBe((table('customers').bytes?.heap ?? 0) / 8192);
      const statisticsOf = (name: string) => customers?.columns.find((one) => one.column === name);
      expect(statisticsOf('status')?.mostCommonValues?.toSorted()).toEqual(['back\\slash', "it's done", 'new']);
      expect(statisticsOf('tags')).toMatchObject({ nullFraction: 0.25 });
      expect(statisticsOf('tags')?.mostCommonValues).toContain('{"a \\"quoted\\" tag","b,1"}');
      expect(statisticsOf('tags')?.mostCommonElements).toContain('a "quoted" tag');
      expect(statisticsOf('spans')?.rangeBoundsHistogram !== undefined).toBe(major >= 17);
      expect(statisticsOf('name')?.histogram?.length).toBeGreaterThan(50);
      expect(relation('customers_slug', 'index')).toMatchObject({ table: 'customers', rows: 2000 });
      expect(relation('customers_slug', 'index')?.columns.length).toBeGreaterThan(0);
      expect(relation('events')?.columns.every((one) => one.inherited)).toBe(true);
      expect(relation('never_analyzed')).toMatchObject({ pages: 0 });
      expect(relation('never_analyzed')?.rows).toBeUndefined();
      expect(facts.relations.filter((one) => one.kind === 'toast').map((one) => one.table)).toContain('customers');
      expect(facts.extended).toMatchObject([
        { schema: 'app', name: 'customers_both', table: 'customers', tableSchema: 'app', kinds: ['dependencies'] },
      ]);
      expect(facts.extended[0]?.columns.toSorted()).toEqual(['name', 'status']);
      expect(facts.unread).toEqual([]);
    });

    test('settings', () =>
      withSession(url(), async (session) => {
        const found = await settings(session, testContext());
        expect(found['work_mem']).toEqual({ value: '4MB', source: 'default', context: 'user', default: '4096kB' });
        expect(found['random_page_cost']?.value).toBe('4');
        expect(Number(found['server_version_num']?.value)).toBeGreaterThan(major * 10_000);
        for (const name of [
          'jit',
          'default_statistics_target',
          'max_parallel_workers_per_gather',
          'block_size',
          'TimeZone',
        ]) {
          expect(found[name]?.value, name).toBeTruthy();
        }
      }));

    test('plans: with values, generic, and of a partitioned table', () =>
      withSession(url(), async (session) => {
        const ask = (text: string, parameters: Record<string, string> = {}) =>
          explain(session, { text, parameters }, testContext());
        const literal = await ask('SELECT * FROM customers WHERE id = $1;', { '1': '42' });
        expect(literal.generic).toBe(false);
        expect(literal.root.conditions.index).toContain('42');
        const generic = await ask('SELECT * FROM customers WHERE id = $1 AND name LIKE $2 -- why');
        expect(generic).toMatchObject({ generic: true, analyzed: false });
        expect(generic.root.conditions.index).toContain('$1');
        const partitions = await ask('SELECT * FROM events WHERE at = $1');
        if (major >= 16) expect(partitions.root.children).toHaveLength(2);
        else expect(partitions.unread).toHaveLength(1);
        const change = await ask('UPDATE customers SET name = $1 WHERE id = $2');
        expect(change.root).toMatchObject({ type: 'ModifyTable', operation: 'Update' });
        await expect(ask('SELECT * FROM customers WHERE idd = $1')).rejects.toMatchObject({
          problem: { code: 'not-found' },
        });
        await expect(ask('SELECT 1; DELETE FROM customers WHERE id = $1')).rejects.toMatchObject({
          problem: { code: 'denied' },
        });
      }));

    test('a generic plan leaves nothing prepared behind', () =>
      withSession(url(), async (session) => {
        await explain(session, { text: 'SELECT * FROM customers WHERE id = $1', parameters: {} }, testContext());
        await explain(session, { text: 'SELECT 1 / 0 + $1::int', parameters: {} }, testContext()).catch(
          () => undefined,
        );
        expect((await session.read('SELECT * FROM pg_prepared_statements')).rows).toEqual([]);
      }));
  });

  describe.skipIf(missing).each(['owner', 'monitor', 'reader'])('is read as %s', (role) => {
    test('the schema is the same; hidden statistics are named', () =>
      withSession(as(url(), role), async (session) => {
        expect(session.server).toMatchObject({ role, superuser: false, major });
        const seen = await inspect(session, testContext());
        expect(seen.tables).toEqual(schema.tables);
        expect(seen.objects).toEqual(schema.objects);
        const known = await statistics(session, seen, testContext());
        const columns = (name: string) =>
          known.relations.find((one) => one.name === name && one.kind === 'table')?.columns.map((one) => one.column);
        expect(columns('customers')?.length).toBe(role === 'reader' ? columns('customers')?.length : 0);
        if (role === 'reader') {
          expect(columns('customers')?.length).toBeGreaterThan(5);
          expect(columns('events')).toEqual(['id']);
          expect(known.unread).toContain(
            'The role reader may not see the statistics of app.events (at, kind): it has no SELECT privilege there.',
          );
        } else {
          expect(known.unread.join()).toContain('app.customers (id, name');
        }
        await expect(session.read('TABLE app.notes')).rejects.toMatchObject({
          problem: { code: 'denied', message: expect.stringContaining('42501') as string },
        });
      }));
  });
});
