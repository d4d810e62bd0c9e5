import { describe, expect, test } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { resolve } from '#engines/postgres/resolve.ts';

const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(),
  random: Math.random,
};

const dump = String.raw`--
-- PostgreSQL database dump
--
\restrict kR1hJ2xYz
SET statement_timeout = 0;
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA app;
ALTER SCHEMA app OWNER TO bob;
CREATE EXTENSION IF NOT EXISTS no_such_thing WITH SCHEMA public;
COMMENT ON EXTENSION no_such_thing IS 'not here';
CREATE TYPE app.status AS ENUM ('new', 'paid');
ALTER TYPE app.status OWNER TO bob;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'a;b'; RETURN NEW; END; $$;
CREATE TABLE app.items (
    id bigint NOT NULL,
    order_id bigint REFERENCES app.orders (id),
    place public.geometry(Point, 4326)
);
CREATE TABLE app.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, status app.status NOT NULL, note text);
ALTER TABLE app.orders OWNER TO bob;
COPY app.orders (id, status, note) FROM stdin;
1	new	it's a "trap"; CREATE TABLE app.trap (id int);
\.
SELECT pg_catalog.setval('app.orders_id_seq', 1, true);
ALTER TABLE ONLY app.items ADD CONSTRAINT items_pkey PRIMARY KEY (id);
CREATE INDEX orders_new ON app.orders USING btree (lower(note)) WHERE (status = 'new'::app.status);
CREATE INDEX items_place ON app.items USING gist (place);
CREATE TRIGGER touch BEFORE INSERT ON app.orders FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE VIEW app.fresh AS SELECT id, note FROM app.orders WHERE status = 'new';
CREATE POLICY p ON app.orders TO clerk USING (true);
GRANT SELECT ON TABLE app.orders TO clerk;
\unrestrict kR1hJ2xYz
`;

describe('parseSchema', () => {
  test('reads what pg_dump writes, and names what it could not', async () => {
    const schema = await parseSchema(dump, context);
    expect(schema.tables.map((table) => `${table.schema}.${table.name}`).sort()).toEqual(['app.items', 'app.orders']);
    const items = schema.tables.find((table) => table.name === 'items');
    expect(items?.columns.map((column) => column.type)).toEqual([
      'bigint',
      'bigint',
      expect.stringContaining('geometry'),
    ]);
    expect(items?.constraints.map((one) => one.kind)).toContain('foreign-key');
    const orders = schema.tables.find((table) => table.name === 'orders');
    expect(orders?.indexes.map((index) => index.name)).toContain('orders_new');
    expect(orders).not.toHaveProperty('rows');
    expect(orders).not.toHaveProperty('bytes');
    expect(schema.views.map((view) => view.name)).toEqual(['fresh']);
    expect(schema.objects.map((object) => object.kind)).toEqual(
      expect.arrayContaining(['enum', 'function', 'trigger', 'policy']),
    );
    expect(schema.unread).toEqual([
      expect.stringMatching(/^Line 10: the extension no_such_thing is not here/),
      expect.stringMatching(/^Line 28: "CREATE INDEX items_place/),
      expect.stringContaining('items.place has the type public.geometry(point, 4326)'),
      expect.stringMatching(/^1 statement .* first in line 22/),
    ]);
    const query = await resolve("SELECT id FROM app.fresh WHERE lower(note) = 'x'", schema);
    expect(query.predicates.map((one) => one.text)).toEqual([expect.stringContaining('status ='), "lower(note) = 'x'"]);
  });

  test('the search path of a script written by hand', async () => {
    const script =
      'CREATE SCHEMA shop; SET search_path = shop, public; CREATE TABLE t (id int PRIMARY KEY); CREATE TABEL u (id int);';
    const schema = await parseSchema(script, context);
    expect(schema.searchPath).toEqual(['shop', 'public']);
    expect(schema.tables.map((table) => table.schema)).toEqual(['shop']);
    expect(schema.unread).toEqual([expect.stringMatching(/^Line 1, column \d+: not understood/)]);
  });

  test('a hostile script reaches nothing outside its throw-away database', async () => {
    const script = `CREATE TABLE t (id int);
      DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''true'''; END $$;
      DO $$ BEGIN PERFORM pg_read_file('/etc/hostname'); END $$;
      DO $$ BEGIN EXECUTE 'ALTER SYSTEM SET work_mem = 64'; END $$;`;
    const schema = await parseSchema(script, context);
    expect(schema.tables).toHaveLength(1);
    expect(schema.unread).toHaveLength(3);
    expect(schema.unread.join()).toMatch(/permission denied/);
  });

  test.each([
    ['', /empty/],
    ['{"tables": []}', /JSON/],
    ['PGDMP\u0001\u0010', /archive of pg_dump/],
    ['a\0b', /binary/],
    ['SELECT 1;', /nothing in this file/],
    ['Dear all, thanks for the schema.', /nothing in this file/],
  ])('%j is no schema', async (text, message) => {
    await expect(parseSchema(text, context)).rejects.toThrow(message);
  });
});
