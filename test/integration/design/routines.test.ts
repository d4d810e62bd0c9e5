import { setTimeout as pause } from 'node:timers/promises';
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
    remark: {
      key: ['reading', 'number'],
      references: { reading: { to: 'reading', columns: ['sensor', 'measured_at'] } },
      attributes: { sensor: 'code', measured_at: 'moment', number: 'count' },
      timestamps: 'none',
      partitionBy: 'measured_at',
      volume: { rows: 500_000_000, keepDays: 60 },
    },
    pin: {
      key: ['reading'],
      references: { reading: { to: 'reading', columns: ['sensor', 'measured_at'] } },
      attributes: { sensor: 'code', measured_at: 'moment' },
      timestamps: 'none',
    },
    a_measurement_whose_name_is_as_long_as_names_may_be_in_it: {
      key: ['day'],
      attributes: { day: 'date' },
      timestamps: 'none',
      partitionBy: 'day',
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
        await takesTurns(connection, url);
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
  // What refers to it goes first; what is still referred to stays, and that part alone.
  for (const month of ['2019_03', '2019_04']) {
    const from = `${month.replace('_', '-')}-01 00:00:00+00`;
    for (const table of ['readings', 'remarks']) {
      await connection.query(
        `CREATE TABLE ${table}_${month} PARTITION OF ${table} FOR VALUES FROM ('${from}') TO (timestamptz '${from}' + INTERVAL '30 days')`,
      );
    }
    await connection.query(`INSERT INTO readings VALUES ('a', '${from}')`);
    await connection.query(`INSERT INTO remarks (sensor, measured_at, number) VALUES ('a', '${from}', 1)`);
  }
  await connection.query(`INSERT INTO pins VALUES ('a', '2019-04-01 00:00:00+00')`);
  await connection.query('CALL drop_expired_parts()');
  expect(await ask(connection, `SELECT relname FROM pg_class WHERE relname ~ '^re[a-z]+_20(19|20)_[0-9]+$'`)).toEqual([
    'readings_2019_04',
  ]);
  await connection.query('DELETE FROM pins');
  await connection.query('CALL drop_expired_parts()');
  expect(await parts()).toEqual([8]);
  expect(await ask(connection, `SELECT count(*)::int FROM readings WHERE measured_at < '2022-01-01'`)).toEqual([1]);
}

/** Of two jobs that begin at once the second finds what the first has made. */
async function takesTurns(connection: TwinConnection, url: string): Promise<void> {
  const other = await openTwinConnection(url);
  try {
    await connection.query('BEGIN');
    await connection.query('CALL make_monthly_parts(9)');
    const second = other.query('CALL make_monthly_parts(9)');
    await pause(100);
    await connection.query('COMMIT');
    expect(await second).toEqual([]);
  } finally {
    await other.close();
  }
}

async function ask(connection: TwinConnection, sql: string): Promise<readonly unknown[]> {
  return (await connection.query(sql)).map((row) => Object.values(row)[0]);
}
