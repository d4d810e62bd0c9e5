import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import type { SeedQuestion } from '#contracts/seed.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { seedRows } from '#engines/postgres/seed/seed-rows.ts';
import { seedScript } from '#engines/postgres/seed/seed-script.ts';
import { seed } from '#engines/postgres/seed.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { ddlOf, randomTables } from '../../random-schema.ts';
import { startTestServer } from '../../servers.ts';
import { testContext } from '../twin/shop-source.ts';
import { hopeless, seedSchemas } from './seed-schemas.ts';

let server: EmbeddedServer;
let connection: TwinConnection;

beforeAll(async () => {
  server = await startTestServer({ kind: 'pglite' });
  connection = await openTwinConnection(server.url);
});
afterAll(async () => {
  await connection?.close();
  await server?.stop();
});

/** A schema of its own in the one database that PGlite has, gone afterwards. */
async function withSchema<Result>(ddl: string, use: (schema: DatabaseSchema) => Promise<Result>): Promise<Result> {
  await connection.query('DROP SCHEMA IF EXISTS hard CASCADE; CREATE SCHEMA hard; SET search_path = hard');
  await connection.query(ddl);
  const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
  try {
    return await use({ ...(await inspect(session, testContext)), searchPath: ['hard'] });
  } finally {
    await session.close();
    await connection.query('ROLLBACK; SET search_path = hard').catch(() => undefined);
  }
}

/** Runs the script; gives the rows of each table as the server counts them. */
async function load(schema: DatabaseSchema, question: SeedQuestion, form: 'insert' = 'insert') {
  const set = seedRows(schema, question);
  const script = [...seedScript(schema, set, form)].join('');
  await connection.query(script);
  const counts = new Map<string, number>();
  for (const { name } of set.tables) {
    const [row] = await connection.query(`SELECT count(*) AS n FROM hard."${name}"`);
    counts.set(name, Number(row?.['n']));
  }
  return { set, script, counts };
}

describe.each(Object.entries(seedSchemas))('%s', (_, { ddl, rows, never = [] }) => {
  it('is filled, with every constraint in force', async () => {
    await withSchema(ddl, async (schema) => {
      const { set, counts } = await load(schema, { rows, seed: 7 });
      const short = new Map(set.shorts.map((one) => [one.table, one.rows]));
      for (const table of set.tables) {
        const wanted = short.get(`hard.${table.name}`) ?? table.rows;
        expect(counts.get(table.name), table.name).toBe(wanted);
        expect(wanted, table.name).toBeGreaterThan(0);
      }
      const sum = [...counts.values()].reduce((all, one) => all + one, 0);
      expect(sum).toBeGreaterThan(rows * 0.5);
      expect(sum).toBeLessThan(rows * 1.5);
      for (const query of never) expect(await connection.query(query), query).toEqual([]);
    });
  });
});

it.each(Object.entries(hopeless))('names the constraint of %s', async (_, { ddl, names }) => {
  await withSchema(ddl, async (schema) => {
    const refusal = caught(() => [...seedScript(schema, seedRows(schema, { rows: 50, seed: 1 }), 'insert')]);
    expect(refusal.problem.code).toBe('unsupported');
    expect(refusal.message).toMatch(names);
  });
});

it('gives the same rows for the same seed, and others for another', async () => {
  const { ddl } = seedSchemas['states with their times'] ?? { ddl: '' };
  await withSchema(ddl, async (schema) => {
    const text = (question: SeedQuestion) =>
      createHash('sha256')
        .update([...seedScript(schema, seedRows(schema, question), 'copy')].join(''))
        .digest('hex');
    expect(text({ rows: 800, seed: 7 })).toBe(text({ rows: 800, seed: 7 }));
    expect(text({ rows: 800, seed: 7 })).not.toBe(text({ rows: 800, seed: 8 }));
  });
});

it('fills random schemas as a server wants them', async () => {
  const runs = process.env['DBWRIGHT_FULL'] === '1' ? 80 : 12;
  for (const [at, tables] of fc.sample(randomTables, { numRuns: runs, seed: 20_261_122 }).entries()) {
    const stated = Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
    await withSchema(ddlOf(tables), async (schema) => {
      const { counts } = await load(schema, { rows: 100, seed: at, tables: stated });
      for (const { name, rows } of tables) expect(counts.get(name), `${name} of schema ${at}`).toBe(rows);
    });
  }
});

it('finds in the twin what a trigger refuses, and leaves it out', async () => {
  const ddl = `
    CREATE TABLE users (id bigserial PRIMARY KEY, name text NOT NULL);
    CREATE TABLE payments (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, amount numeric(8,2) NOT NULL);
    CREATE TABLE receipts (id bigserial PRIMARY KEY, payment_id bigint NOT NULL REFERENCES payments);
    CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.amount > 400 THEN RAISE EXCEPTION 'too much: %', NEW.amount; END IF; RETURN NEW; END $$;
    CREATE TRIGGER guard BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION guard()`;
  await withSchema(ddl, async (schema) => {
    const question: SeedQuestion = { rows: 400, seed: 3 };
    const made = seed({ schema, settings: {} }, testContext, { kind: 'pglite' });
    const proof = await made.prove(question, 10_000);
    expect(proof.missing).toEqual([]);
    expect(proof.by).toMatch(/PostgreSQL 18\.\S+ \(PGlite\)/);
    const refused = proof.refused.find(({ table }) => table === 'hard.payments');
    expect(refused?.by).toMatch(/guard/);
    expect(refused?.message).toMatch(/too much/);
    expect(refused?.rows).toBeGreaterThan(0);
    await connection.query([...made.script(made.rows(question, proof.without), 'insert')].join(''));
    const [row] = await connection.query('SELECT count(*) AS n, max(amount) AS most FROM hard.payments');
    expect(Number(row?.['n'])).toBe(proof.accepted['hard.payments']);
    expect(Number(row?.['most'])).toBeLessThanOrEqual(400);
    await connection.query('TRUNCATE hard.users CASCADE');
    const asleep = made.rows({ ...question, withoutTriggers: true });
    await connection.query([...made.script(asleep, 'insert')].join(''));
    const [all] = await connection.query('SELECT count(*) AS n, max(amount) AS most FROM hard.payments');
    expect(Number(all?.['n'])).toBe(asleep.tables.find(({ name }) => name === 'payments')?.rows);
    expect(Number(all?.['most'])).toBeGreaterThan(400);
    const again = connection.query('INSERT INTO hard.payments (user_id, amount) VALUES (1, 500)');
    await expect(again).rejects.toThrow('too much');
  });
});

function caught(act: () => unknown): ProblemError {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
