import { expect, test } from 'vitest';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { sampleOf } from '../../sample-of.ts';
import { withServer } from '../../servers.ts';

const shelf: ModelSource = {
  name: 'shelf',
  entities: {
    category: { references: { parent: 'category?' }, attributes: { name: 'name' }, softDelete: true },
    reading: {
      key: ['sensor', 'measured_at'],
      attributes: { sensor: 'code', measured_at: 'moment' },
      timestamps: 'none',
      partitionBy: 'measured_at',
      volume: { rows: 500_000_000, keepDays: 60 },
    },
  },
  invariants: [{ kind: 'acyclic', entity: 'category', parent: 'parent', says: 'No category is below itself.' }],
};

test.each(sampleOf([18, 13], 1))(
  'functions and procedures do what they are for, on PostgreSQL %i',
  async (major) => {
    await withServer({ major }, async ({ url }) => {
      const connection = await openTwinConnection(url);
      try {
        const { model } = expandModel(shelf);
        if (model === undefined) throw new Error('The model was not read.');
        const design = postgres.design?.(model, new Date());
        if (design === undefined) throw new Error('no design');
        // Midnight of the session is not that of the parts.
        await connection.query(`SET TimeZone = 'America/New_York'`);
        for (const { text } of design.statements) await connection.query(text);
        await readsTrees(connection);
        await keepsParts(connection);
        for (const { undo } of design.statements.toReversed()) if (undo !== undefined) await connection.query(undo);
        expect(
          await ask(connection, `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`),
        ).toEqual([]);
      } finally {
        await connection.close();
      }
    });
  },
  60_000,
);

async function readsTrees(connection: TwinConnection): Promise<void> {
  await connection.query(
    `INSERT INTO categories (id, parent_id, name) VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 1, 'd'), (5, NULL, 'e')`,
  );
  const walk = (call: string) => ask(connection, `SELECT string_agg(id || '@' || level, ' ') FROM ${call}`);
  expect(await walk('categories_below(1)')).toEqual(['1@0 2@1 4@1 3@2']);
  expect(await walk('categories_above(3)')).toEqual(['3@0 2@1 1@2']);
  expect(await walk('categories_below(5)')).toEqual(['5@0']);
  await connection.query('UPDATE categories SET deleted_at = CURRENT_TIMESTAMP WHERE id = 2');
  expect(await walk('categories_below(1)')).toEqual(['1@0 4@1']);
  expect(await walk('categories_above(3)')).toEqual(['3@0']);
}

async function keepsParts(connection: TwinConnection): Promise<void> {
  const parts = () => ask(connection, `SELECT count(*)::int FROM pg_inherits WHERE inhparent = 'readings'::regclass`);
  expect(await parts()).toEqual([5]);
  await connection.query('CALL make_monthly_parts(5)');
  await connection.query('CALL make_monthly_parts(5)');
  expect(await parts()).toEqual([7]);
  // A month whose rows came before its part: it is named, and the others are made all the same.
  await connection.query(
    `INSERT INTO readings VALUES ('a', date_trunc('month', CURRENT_TIMESTAMP AT TIME ZONE 'UTC') + INTERVAL '6 months 1 day')`,
  );
  await connection.query('CALL make_monthly_parts(7)');
  expect(await parts()).toEqual([8]);
  // What is too old goes as a part, what is in the default part stays.
  await connection.query(
    `CREATE TABLE readings_2020_01 PARTITION OF readings FOR VALUES FROM ('2020-01-01 00:00:00+00') TO ('2020-02-01 00:00:00+00')`,
  );
  await connection.query(
    `INSERT INTO readings VALUES ('a', '2020-01-05 00:00:00+00'), ('a', '2021-01-05 00:00:00+00')`,
  );
  await connection.query('CALL drop_expired_parts()');
  expect(await parts()).toEqual([8]);
  expect(await ask(connection, `SELECT count(*)::int FROM readings WHERE measured_at < '2022-01-01'`)).toEqual([1]);
}

async function ask(connection: TwinConnection, sql: string): Promise<readonly unknown[]> {
  return (await connection.query(sql)).map((row) => Object.values(row)[0]);
}
