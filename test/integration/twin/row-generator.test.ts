import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { connect } from '#engines/postgres/connect.ts';
import { generateConstrainedRows } from '#engines/postgres/generate-rows.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { ddlOf, randomTables } from '../../random-schema.ts';
import { startTestServer } from '../../servers.ts';
import { loadGenerated } from './load-generated.ts';
import { contradictory, rowSchemas } from './row-schemas.ts';
import { testContext } from './shop-source.ts';

let server: EmbeddedServer;
let admin: TwinConnection;

beforeAll(async () => {
  server = await startTestServer({ settings: { fsync: 'off' } });
  admin = await openTwinConnection(server.url);
});
afterAll(async () => {
  await admin?.close();
  await server?.stop();
});

/** A fresh database with that schema. */
async function withSchema<Result>(
  name: string,
  ddl: string,
  use: (connection: TwinConnection, schema: DatabaseSchema) => Promise<Result>,
): Promise<Result> {
  await admin.query(`CREATE DATABASE ${name}`);
  const connection = await openTwinConnection(server.url, { database: name });
  try {
    await connection.query(ddl);
    const session = await connect(
      server.url.replace(/\/[^/]*$/, `/${name}`),
      { bounds: Bounds.parse({}) },
      testContext,
    );
    const schema = await inspect(session, testContext);
    await session.close();
    return await use(connection, schema);
  } finally {
    await connection.close();
  }
}

describe.each(Object.entries(rowSchemas))('%s', (name, { ddl, rows }) => {
  it('takes the rows with all constraints in force', async () => {
    await withSchema(name, ddl, async (connection, schema) => {
      const loaded = await loadGenerated(connection, generateConstrainedRows({ schema, rows, seed: 1 }));
      const wanted = Object.values(rows).reduce((sum, count) => sum + count, 0);
      console.log(name, loaded.rows, 'rows,', Math.round((loaded.rows / loaded.making) * 1000), 'rows/s');
      expect(loaded.rows).toBe(wanted);
      const again = rowsText(schema, rows, 1);
      expect(rowsText(schema, rows, 1)).toBe(again);
      expect(rowsText(schema, rows, 2)).not.toBe(again);
    });
  });
});

function rowsText(schema: DatabaseSchema, rows: Readonly<Record<string, number>>, seed: number): string {
  const fewer = Object.fromEntries(Object.entries(rows).map(([name, count]) => [name, Math.ceil(count / 10)]));
  const generated = generateConstrainedRows({ schema, rows: fewer, seed });
  const tables = generated.tables.map((table) => [table.name, [...table.batches()].flat()]);
  return JSON.stringify([tables, generated.updates.map((update) => [...update.batches()].flat())]);
}

it('names the constraints that contradict each other, and goes on without them when asked', async () => {
  await withSchema('contradictory', contradictory, async (connection, schema) => {
    const rows = { fine: 10, hostile: 10 };
    const refusal = caught(() => generateConstrainedRows({ schema, rows, seed: 1 }));
    expect(refusal.problem.code).toBe('unsupported');
    expect(refusal.problem.message).toMatch(/below on public\.hostile|above on public\.hostile/);
    expect(refusal.problem.message).toMatch(/never on public\.hostile/);
    expect(refusal.problem.message).toMatch(/odd_function on public\.hostile/);
    const generated = generateConstrainedRows({ schema, rows, seed: 1, goOn: true });
    expect(generated.unsatisfied.map(({ constraint }) => constraint)).toHaveLength(3);
    await connection.query(
      'ALTER TABLE hostile DROP CONSTRAINT below, DROP CONSTRAINT above, DROP CONSTRAINT never, DROP CONSTRAINT odd_function',
    );
    expect((await loadGenerated(connection, generated)).rows).toBe(20);
  });
});

it('makes rows of random schemas that a server takes', async () => {
  const count = process.env['DBWRIGHT_FULL'] === '1' ? 60 : 10;
  const samples = fc.sample(randomTables, { numRuns: count, seed: 20_260_102 });
  for (const [at, tables] of samples.entries()) {
    const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
    await withSchema(`random_${at}`, ddlOf(tables), async (connection, schema) => {
      const loaded = await loadGenerated(connection, generateConstrainedRows({ schema, rows, seed: at }));
      expect(loaded.rows).toBe(tables.reduce((sum, table) => sum + table.rows, 0));
    });
  }
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
