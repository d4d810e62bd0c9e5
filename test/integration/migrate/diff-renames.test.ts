import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalog } from '#engines/postgres/catalog.ts';
import { connect } from '#engines/postgres/connect.ts';
import { diffCatalogs } from '#engines/postgres/diff/diff-catalogs.ts';
import { catalogOf } from '#engines/postgres/twin/catalog-of.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { Catalog } from '#vocabulary/catalog.ts';
import type { Rename } from '#vocabulary/catalog-diff.ts';
import { startTestServer } from '../../servers.ts';
import { inDatabase } from './diff-law.ts';

const shop = `
  CREATE TYPE state AS ENUM ('new', 'paid', 'sent');
  CREATE SEQUENCE numbers INCREMENT 10;
  CREATE TABLE customer (id serial PRIMARY KEY, email text NOT NULL UNIQUE, name text CHECK (name <> ''));
  CREATE TABLE purchase (id int PRIMARY KEY, customer_id int REFERENCES customer, total numeric(10,2) DEFAULT 0, state state DEFAULT 'new',
    number bigint DEFAULT nextval('numbers'), twice numeric GENERATED ALWAYS AS (total * 2) STORED, CHECK (total >= 0));
  CREATE INDEX purchase_total ON purchase (total) WHERE total > 100;
  CREATE VIEW large AS SELECT purchase.id, purchase.total, c.email FROM purchase JOIN customer c ON c.id = purchase.customer_id;
  CREATE POLICY own ON purchase USING (total > 1);
  COMMENT ON COLUMN purchase.total IS 'in euros';
  INSERT INTO customer (email) VALUES ('a@b');
  INSERT INTO purchase (id, customer_id, total) VALUES (1, 1, 17);`;

const renames = `
  ALTER TYPE state RENAME TO purchase_state;
  ALTER SEQUENCE numbers RENAME TO purchase_numbers;
  ALTER TABLE purchase RENAME TO "Order";
  ALTER TABLE "Order" RENAME COLUMN total TO amount;
  ALTER TABLE customer RENAME COLUMN id TO customer_no;
  ALTER INDEX purchase_total RENAME TO by_amount;
  ALTER TABLE "Order" RENAME CONSTRAINT purchase_pkey TO order_pkey;`;

describe('what may have another name', () => {
  let server: EmbeddedServer;
  let before: Catalog;
  let after: Catalog;
  beforeAll(async () => {
    server = await startTestServer({});
    await inDatabase(server, async ({ connection }) => {
      await connection.query(shop);
      before = await catalogOf(connection);
      await connection.query(renames);
      after = await catalogOf(connection);
    });
  });
  afterAll(() => server?.stop());

  test('is asked, and nothing is said until it is answered', () => {
    const diff = diffCatalogs(before, after, { renames: 'ask' });
    expect(diff.up).toEqual([]);
    expect(diff.unsupported.join('\n')).toContain('Is the table public.purchase now public."Order"?');
    expect(diff.renames.map(({ kind, from, to }) => `${kind}: ${from} -> ${to}`).sort()).toEqual([
      'column: public.customer.id -> public.customer.customer_no',
      'sequence: public.numbers -> public.purchase_numbers',
      'table: public.purchase -> public."Order"',
      'type: public.state -> public.purchase_state',
    ]);
  });

  test('keeps its rows when told, and the catalog is the wanted one', async () => {
    const told: Rename[] = [];
    for (let diff = diffCatalogs(before, after, { renames: told }); diff.renames.length > 0; ) {
      told.push(...diff.renames.map(({ kind, from, to }) => ({ kind, from, to })));
      diff = diffCatalogs(before, after, { renames: told });
    }
    const diff = diffCatalogs(before, after, { renames: told });
    expect(diff.losses).toEqual([]);
    await inDatabase(server, async ({ connection }) => {
      await connection.query(shop);
      for (const { text } of diff.up) await connection.query(text);
      expect(await connection.query('SELECT amount, twice FROM "Order"')).toEqual([
        { amount: '17.00', twice: '34.00' },
      ]);
      const again = diffCatalogs(await catalogOf(connection), after, { renames: 'ask' });
      expect(again).toEqual({ up: [], renames: [], losses: [], unsupported: [] });
    });
  });

  test('is dropped and made anew only when that was said, with the loss named', async () => {
    const diff = diffCatalogs(before, after, { renames: 'none' });
    expect(diff.losses).toEqual([
      'The rows of public.purchase.',
      'The values of the column public.customer.id.',
      'Where the sequence public.numbers stands.',
    ]);
    const answers = [
      { kind: 'table', from: 'public.purchase', to: null },
      { kind: 'column', from: 'public.customer.id', to: null },
      { kind: 'sequence', from: 'public.numbers', to: null },
      { kind: 'type', from: 'public.state', to: null },
    ] as const;
    expect(diffCatalogs(before, after, { renames: answers })).toEqual(diff);
  });

  test('an answer about nothing is refused', () => {
    const answers = [{ kind: 'table', from: 'public.nothing', to: 'public."Order"' }] as const;
    expect(() => diffCatalogs(before, after, { renames: answers })).toThrow(
      'There is no table public.nothing to rename from.',
    );
  });

  test('through the read-only session the catalog is the same; what is not read is told', async () => {
    await inDatabase(server, async ({ connection, url }) => {
      await connection.query(shop);
      await connection.query(`CREATE FUNCTION no_of(state) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'`);
      await connection.query('CREATE CAST (state AS int) WITH FUNCTION no_of(state)');
      await connection.query('CREATE PUBLICATION all_rows FOR TABLE purchase');
      const context = {
        signal: new AbortController().signal,
        progress: () => undefined,
        clock: () => new Date(0),
        random: () => 0.5,
      };
      const session = await connect(url, { bounds: Bounds.parse({}) }, context);
      const read = await catalog(session, context).finally(() => session.close());
      expect(read).toEqual(await catalogOf(connection));
      expect(read.unread).toEqual([
        'Not read, kind "cast": public.state AS integer.',
        'Not read, kind "publication": all_rows.',
      ]);
      expect(diffCatalogs(before, read, { renames: 'ask' }).unsupported).toEqual(read.unread);
    });
  });
});
