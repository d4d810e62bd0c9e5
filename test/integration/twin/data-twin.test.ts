import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { openTwinConnection, type TwinConnection, type TwinRow } from '#engines/postgres/twin/connection.ts';
import { dataTwin } from '#engines/postgres/twin/data-twin.ts';
import { startSchool } from './school-source.ts';
import { testContext } from './shop-source.ts';

let source: Awaited<ReturnType<typeof startSchool>>;
let twin: Awaited<ReturnType<typeof dataTwin>>;
let copy: TwinConnection;

beforeAll(async () => {
  source = await startSchool();
  twin = await dataTwin({ ...source.request, rows: 1_000_000 }, testContext, { kind: 'native' });
  copy = await openTwinConnection(twin.url);
  await copy.query('SET search_path = school, public');
});
afterAll(async () => {
  await copy?.close();
  await twin?.close();
  await source?.stop();
});

const tables = [
  'schools',
  'people',
  'rooms',
  'lessons',
  'friends',
  'marks_spring',
  'marks_autumn',
  'visits',
  'never_filled',
];

test('it says what it is', () => {
  expect(twin.run).toMatchObject({ level: 'simulated', rowsFrom: 'rows made up from your statistics (1:1)' });
  expect(twin.run.by).toMatch(/^data twin, PostgreSQL 18\.\d+ \(native\)$/);
  expect(twin.run.notes.join('\n')).toContain('how columns hang together');
  expect(twin.run.notes.join('\n')).not.toMatch(/has no rows|do not meet|instead of/);
});

test.each(tables)('%s has as many rows', async (table) => {
  const count = async (connection: TwinConnection) =>
    Number((await connection.query(`SELECT count(*)::int4 AS n FROM school.${table}`))[0]?.['n']);
  expect(await count(copy)).toBe(await count(source.connection));
});

/** What the distribution of whole documents or of made-up words cannot repeat. */
const unlike = new Set(['lessons.room']);

describe('the statistics of the twin, analyzed anew, are like those of the source', () => {
  test('columns', async () => {
    const [wanted, given] = await Promise.all([columnsOf(source.connection), columnsOf(copy)]);
    const faults: string[] = [];
    for (const [name, one] of wanted) {
      const other = given.get(name);
      if (other === undefined || unlike.has(name)) continue;
      if (Math.abs(one.nulls - other.nulls) > 0.02) faults.push(`${name}: NULLs ${one.nulls} ${other.nulls}`);
      if (Math.abs(one.distinct - other.distinct) > 0.25 * one.distinct) {
        faults.push(`${name}: distinct ${one.distinct} ${other.distinct}`);
      }
      for (const [value, share] of one.common.slice(0, 3)) {
        const there = other.common.find(([same]) => same === value)?.[1] ?? 0;
        if (Math.abs(there - share) > 0.03) faults.push(`${name}: ${value} ${share} ${there}`);
      }
      if (Math.abs(one.width - other.width) > 8 + 0.25 * one.width)
        faults.push(`${name}: width ${one.width} ${other.width}`);
    }
    expect(faults).toEqual([]);
    expect(given.size).toBeGreaterThan(35);
  });

  const predicates: readonly (readonly [string, string])[] = [
    ['people', 'id < 3000'],
    ['people', 'id BETWEEN 5000 AND 5999'],
    ['people', "born < '1960-01-01'"],
    ['people', "born >= '1990-06-01'"],
    ['people', 'height > 180'],
    ['people', 'salary < 1500'],
    ['people', 'salary > 5000'],
    ['people', 'salary IS NULL'],
    ['people', "mood = 'sad'"],
    ['people', 'NOT active'],
    ['people', 'mentor_id = 1'],
    ['people', 'mentor_id < 100'],
    ['people', 'school_id = 3'],
    ['people', 'school_id > 40'],
    ['people', "hobbies @> '{hobby2}'"],
    ['people', "hobbies @> '{hobby3}'"],
    ['people', 'profile = \'{"class": 3}\''],
    ['people', "address < '10.0.5.0'"],
    ['people', "code LIKE 'DE-11%'"],
    ['lessons', "at < '2024-02-01'"],
    ['lessons', "length = '45 minutes'"],
    ['friends', 'a < 500'],
    ['friends', 'b > 9000'],
    ['friends', "since < '2020-03-01'"],
    ['marks', "term = 'winter'"],
    ['marks', 'mark = 2'],
    ['visits', 'person_id < 50'],
    ['visits', "page = '/page/7'"],
    ['rooms', 'number = 12'],
  ];
  test.each(predicates)('%s: %s', async (table, predicate) => {
    const rows = async (connection: TwinConnection) =>
      Number((await connection.query(`SELECT count(*)::int4 AS n FROM school.${table} WHERE ${predicate}`))[0]?.['n']);
    const [wanted, given] = await Promise.all([rows(source.connection), rows(copy)]);
    expect(wanted).toBeGreaterThan(0);
    expect(given / wanted).toBeGreaterThan(1 / 1.5);
    expect(given / wanted).toBeLessThan(1.5);
  });

  test('rows stand in the order of the columns that are correlated', async () => {
    const correlation = async (connection: TwinConnection) => {
      const rows = await connection.query(`SELECT tablename || '.' || attname AS name, correlation FROM pg_stats
        WHERE schemaname = 'school' AND NOT inherited AND attname IN ('id', 'at', 'a') AND tablename IN ('people', 'lessons', 'friends')
        ORDER BY 1`);
      return rows.map((row) => `${row['name']} ${Number(row['correlation']).toFixed(1)}`.replace('-0.0', '0.0'));
    };
    expect(await correlation(copy)).toEqual(await correlation(source.connection));
  });
});

test('keys, foreign keys and conditions hold, and the server has checked them', async () => {
  const constraints = (connection: TwinConnection) =>
    connection.query(`SELECT conrelid::regclass::text AS table, conname, contype, convalidated FROM pg_constraint
      WHERE connamespace = 'school'::regnamespace AND contype IN ('p', 'u', 'f', 'c') AND conrelid <> 0 ORDER BY 1, 2`);
  await source.connection.query('SET search_path = school, public');
  const wanted = await constraints(source.connection);
  expect(wanted.length).toBeGreaterThan(12);
  expect(await constraints(copy)).toEqual(wanted);
});

test('indexes and views are there', async () => {
  const names = (connection: TwinConnection) =>
    connection.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'school'::regnamespace AND relkind IN ('i', 'I', 'v', 'm') ORDER BY 1`,
    );
  expect(await names(copy)).toEqual(await names(source.connection));
  expect((await copy.query('SELECT count(*)::int4 AS n FROM school.moods'))[0]?.['n']).toBe(3);
});

test('what was needed for loading is gone, and numbers for new rows are free', async () => {
  expect(await copy.query("SELECT 1 FROM pg_namespace WHERE nspname = 'dbwright_loading'")).toEqual([]);
  const inserted = await twin.run.measure({
    query: { text: "insert into visits (person_id, page) values (1, '/new')", parameters: {} },
    runs: 1,
  });
  expect(inserted.plan.root.operation).toBe('Insert');
});

test('an index is built and measured', async () => {
  const trial = await twin.run.compare({
    query: { text: 'select * from marks where person_id = $1', parameters: { 1: '404' } },
    indexes: [
      {
        schema: 'school',
        table: 'marks',
        name: 'marks_person',
        method: 'btree',
        unique: false,
        keys: [{ column: 'person_id', direction: 'asc' }],
        include: [],
        valid: true,
      },
    ],
    runs: 3,
  });
  expect(trial.sameRows).toBe(true);
  expect(trial.bytes['marks_person']).toBeGreaterThan(100_000);
  expect(trial.after.median).toBeLessThan(trial.before.median);
});

test('queries run with the settings of the source, as a role without power', async () => {
  const measured = await twin.run.measure({
    query: { text: "select current_setting('random_page_cost') from schools limit 1", parameters: {} },
    runs: 1,
  });
  expect(measured.plan.settings).toMatchObject({ random_page_cost: '1.1' });
  await expect(
    twin.run.measure({ query: { text: "select pg_read_file('PG_VERSION')", parameters: {} }, runs: 1 }),
  ).rejects.toMatchObject({ problem: { code: 'denied' } });
});

test('the same rows each time', async () => {
  const again = await dataTwin({ ...source.request, rows: 1_000_000 }, testContext, { kind: 'native' });
  try {
    const other = await openTwinConnection(again.url);
    for (const table of tables) expect(await checksum(other, table)).toBe(await checksum(copy, table));
    await other.close();
  } finally {
    await again.close();
  }
});

test('more rows than wanted are scaled, keys and small tables stay whole', async () => {
  const small = await dataTwin({ ...source.request, rows: 30_000 }, testContext, { kind: 'native' });
  try {
    expect(small.run.rowsFrom).toMatch(/\(scaled 1:[34]\)/);
    expect(small.run.notes.join('\n')).toContain('compare times with each other');
    expect(small.run.notes.join('\n')).not.toMatch(/has no rows|do not meet/);
    const other = await openTwinConnection(small.url);
    const [row] = await other.query(`SELECT (SELECT count(*) FROM school.people)::int4 AS people,
      (SELECT count(*) FROM school.schools)::int4 AS schools,
      (SELECT count(*) FROM school.people WHERE mentor_id = 1)::int4 AS mentored`);
    expect(row?.['schools']).toBe(50);
    expect(row?.['people']).toBeLessThan(6000);
    // The frequent value exists among the fewer keys.
    expect(Number(row?.['mentored'])).toBeGreaterThan(50);
    await other.close();
  } finally {
    await small.close();
  }
});

test('PGlite can do it too', async () => {
  const small = await dataTwin({ ...source.request, rows: 5_000 }, testContext, { kind: 'pglite' });
  try {
    expect(small.run.notes.join('\n')).not.toMatch(/has no rows|do not meet/);
    const measured = await small.run.measure({
      query: { text: 'select count(*) from people', parameters: {} },
      runs: 2,
    });
    expect(measured.milliseconds.length).toBeGreaterThanOrEqual(2);
  } finally {
    await small.close();
  }
});

test('without statistics of columns the rows are made up, and it is said', async () => {
  const { statistics } = source.request;
  const bare = {
    ...source.request,
    statistics: { ...statistics, relations: statistics.relations.map((relation) => ({ ...relation, columns: [] })) },
  };
  const made = await dataTwin({ ...bare, rows: 100_000 }, testContext, { kind: 'native' });
  try {
    expect(made.run.notes.join('\n')).toContain('In school.people the values of code, mood, born, height');
    const other = await openTwinConnection(made.url);
    expect((await other.query('SELECT count(*)::int4 AS n FROM school.people'))[0]?.['n']).toBe(12_000);
    await other.close();
  } finally {
    await made.close();
  }
});

test('what the rows do not meet is named, and an index stands in for a key', async () => {
  const { schema } = source.request;
  const demands = [
    {
      name: 'giants',
      kind: 'check' as const,
      columns: ['height'],
      definition: 'CHECK ((height > 1000))',
      validated: true,
    },
    { name: 'one_mood', kind: 'unique' as const, columns: ['mood'], definition: 'UNIQUE (mood)', validated: true },
  ];
  const tables = schema.tables.map((table) =>
    table.name === 'people' ? { ...table, constraints: [...table.constraints, ...demands] } : table,
  );
  const made = await dataTwin({ ...source.request, schema: { ...schema, tables }, rows: 100_000 }, testContext, {
    kind: 'native',
  });
  try {
    const notes = made.run.notes.join('\n');
    expect(notes).toMatch(/do not meet constraint giants of school\.people \(left out\)/);
    expect(notes).toMatch(
      /do not meet constraint one_mood of school\.people \(an index that is not unique stands in\)/,
    );
    const other = await openTwinConnection(made.url);
    expect(
      await other.query("SELECT indisunique FROM pg_index WHERE indexrelid = 'school.one_mood'::regclass"),
    ).toEqual([{ indisunique: false }]);
    await other.close();
  } finally {
    await made.close();
  }
});

test('an abort ends it at once', async () => {
  const controller = new AbortController();
  const context = {
    ...testContext,
    signal: controller.signal,
    progress: ({ message }: { message: string }) =>
      message.includes('people') && setTimeout(() => controller.abort(), 20),
  };
  const start = Date.now();
  const error = await dataTwin({ ...source.request, rows: 1_000_000 }, context, { kind: 'native' }).catch(
    (e: unknown) => e,
  );
  expect(error).not.toBeInstanceOf(ProblemError);
  expect((error as Error).name).toBe('AbortError');
  expect(Date.now() - start).toBeLessThan(20_000);
});

interface ColumnLook {
  readonly nulls: number;
  readonly distinct: number;
  readonly width: number;
  readonly common: readonly (readonly [string, number])[];
}

async function columnsOf(connection: TwinConnection): Promise<ReadonlyMap<string, ColumnLook>> {
  const rows = await connection.query(`
    SELECT s.tablename || '.' || s.attname AS name, s.null_frac, s.avg_width,
      CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * c.reltuples ELSE s.n_distinct END AS distinct,
      to_json(s.most_common_vals::text::text[]) AS values, to_json(s.most_common_freqs) AS shares
    FROM pg_stats s JOIN pg_class c ON c.relname = s.tablename AND c.relnamespace = 'school'::regnamespace
    WHERE s.schemaname = 'school' AND c.relkind = 'r'`);
  return new Map(rows.map((row) => [String(row['name']), lookOf(row)]));
}

function lookOf(row: TwinRow): ColumnLook {
  const values = (row['values'] ?? []) as readonly string[];
  const shares = (row['shares'] ?? []) as readonly number[];
  return {
    nulls: Number(row['null_frac']),
    distinct: Number(row['distinct']),
    width: Number(row['avg_width']),
    common: values.map((value, at) => [value, shares[at] ?? 0] as const),
  };
}

async function checksum(connection: TwinConnection, table: string): Promise<unknown> {
  const [row] = await connection.query(
    `SELECT md5(string_agg(hashtextextended(t::text, 0)::text, ',')) AS sum FROM school.${table} t`,
  );
  return row?.['sum'];
}
