import pg from 'pg';
import { type TableWrites, type WriteTax, writeTax } from '#analysis/write-tax.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { quiet } from './quiet-context.ts';
import { median, printTable } from './table.ts';

const rows = 200_000;
const written = 20_000;
const pairs = Number(process.env['DBWRIGHT_PAIRS'] ?? 5);

/**
 * What an index adds to writes, measured on PostgreSQL 18, against what `writeTax` says of it from schema and statistics
 * alone. On an idle machine bytes of log and images are within a factor of 1.5, and times within 2 of those that are
 * above half a microsecond; where other programs run, times say little.
 */
export async function benchWriteTax(): Promise<void> {
  const server = await startEmbeddedServer({
    kind: 'native',
    settings: {
      shared_buffers: '512MB',
      max_wal_size: '8GB',
      checkpoint_timeout: '1h',
      autovacuum: 'off',
      jit: 'off',
      full_page_writes: 'on',
      fsync: 'off',
    },
  });
  const client = new pg.Client(server.url);
  try {
    await client.connect();
    for (const statement of setup) await client.query(statement);
    const unit = await millisecondsOfUnit(client);
    await measureInserts(client, server.url, unit);
    await measureUpdates(client, server.url, unit);
  } finally {
    await client.end();
    await server.stop();
  }
}

const columns = (from: string) => `
  g AS id, (random() * 1e9)::int AS scattered, g AS rising, g % 100 AS few, 'name ' || md5(g::text) AS name,
  now() - interval '1 minute' * (${from} - g) AS at, 0 AS counter, random() < 0.05 AS open,
  ARRAY[(random() * 2000)::int, (random() * 2000)::int, (random() * 2000)::int, (random() * 2000)::int] AS tags,
  jsonb_build_object('kind', g % 50, 'who', g % 5000, 'ref', md5(g::text)) AS doc,
  point(random() * 1000, random() * 1000) AS place`;

/** Two tables alike: one keeps its shape, the other gets the indexes. */
const setup = [
  `CREATE TABLE bare AS SELECT ${columns(String(rows))} FROM generate_series(1, ${rows}) g`,
  'CREATE TABLE taxed AS SELECT * FROM bare',
  `CREATE TABLE fresh AS SELECT ${columns(String(rows))} FROM generate_series(${rows + 1}, ${rows + written}) g`,
  `CREATE TABLE looked_up AS SELECT g AS id, md5(g::text) AS filler FROM generate_series(1, ${rows}) g ORDER BY random()`,
  'CREATE INDEX looked_up_id ON looked_up (id)',
  'VACUUM ANALYZE',
];

interface BenchFacts {
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics;
}

async function factsOf(url: string): Promise<BenchFacts> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, quiet);
  try {
    const schema = await inspect(session, quiet);
    return { schema, statistics: await statistics(session, schema, quiet) };
  } finally {
    await session.close();
  }
}

interface Measured {
  readonly ms: number;
  readonly cost: number;
  readonly walBytes: number;
  readonly images: number;
}

async function explained(client: pg.Client, statement: string): Promise<Measured> {
  const { rows: answer } = await client.query(`EXPLAIN (ANALYZE, WAL, BUFFERS, TIMING OFF, FORMAT JSON) ${statement}`);
  const [{ Plan: plan, 'Execution Time': ms }] = answer[0]['QUERY PLAN'];
  return { ms, cost: plan['Total Cost'], walBytes: plan['WAL Bytes'] ?? 0, images: plan['WAL FPI'] ?? 0 };
}

/** How long a unit of the planner's cost takes in plans whose pages are all in memory: looking rows up by an index. */
async function millisecondsOfUnit(client: pg.Client): Promise<number> {
  await client.query('SET max_parallel_workers_per_gather = 0');
  const ratios = { lookup: [] as number[], scan: [] as number[] };
  for (let pair = 0; pair < pairs + 1; pair++) {
    await client.query(
      'SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = on; SET enable_memoize = off',
    );
    const lookup = await explained(
      client,
      'SELECT count(l.filler) FROM fresh f JOIN looked_up l ON l.id = f.scattered % 200000',
    );
    await client.query('RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_memoize');
    const scan = await explained(client, 'SELECT count(*) FROM bare WHERE few = 5');
    if (pair > 0) ratios.lookup.push(lookup.ms / lookup.cost);
    if (pair > 0) ratios.scan.push(scan.ms / scan.cost);
  }
  const unit = { lookup: median(ratios.lookup), scan: median(ratios.scan) };
  console.log(
    `\nA unit of cost takes ${(unit.lookup * 1000).toFixed(3)} µs in look-ups by an index, ${(unit.scan * 1000).toFixed(3)} µs in a sequential scan.`,
  );
  return unit.lookup;
}

const on = (keys: readonly string[], more: object = {}): IndexDefinition =>
  IndexDefinition.parse({
    schema: 'public',
    table: 'taxed',
    name: 'taxed_index',
    keys: keys.map((key) => (key.includes('(') ? { expression: key } : { column: key })),
    ...more,
  });

const kinds: readonly (readonly [string, readonly IndexDefinition[]])[] = [
  ['btree, rising', [on(['rising'])]],
  ['btree, scattered', [on(['scattered'])]],
  ['btree, few values', [on(['few'])]],
  ['btree, text', [on(['name'])]],
  ['btree, two columns', [on(['few', 'scattered'])]],
  ['btree, INCLUDE', [on(['scattered'], { include: ['name'] })]],
  ['btree, partial 5 %', [on(['scattered'], { predicate: 'open' })]],
  ['btree, expression', [on(['lower(name)'])]],
  ['hash', [on(['scattered'], { method: 'hash' })]],
  ['brin', [on(['at'], { method: 'brin' })]],
  ['gin, array', [on(['tags'], { method: 'gin' })]],
  ['gin, jsonb', [on(['doc'], { method: 'gin' })]],
  ['gist, point', [on(['place'], { method: 'gist' })]],
  ['two btrees', ['scattered', 'name'].map((key) => on([key], { name: `taxed_${key}` }))],
  ['four btrees', ['scattered', 'name', 'few', 'rising'].map((key) => on([key], { name: `taxed_${key}` }))],
];

interface Line {
  readonly name: string;
  readonly measured: Added;
  readonly said: Added;
}

/** What indexes add to one row that is written. */
interface Added {
  readonly microseconds: number;
  readonly walBytes: number;
  /** Images of pages for all rows together, after a checkpoint. */
  readonly images: number;
}

async function measureInserts(client: pg.Client, url: string, unit: number): Promise<void> {
  const facts = await factsOf(url);
  const lines: Line[] = [];
  for (const [name, indexes] of kinds) {
    for (const index of indexes) await client.query(indexDdl(index, { concurrently: false }));
    const measured = await measurePairs(client, 'INSERT INTO :table SELECT * FROM fresh', pairs);
    for (const index of indexes) await client.query(`DROP INDEX ${index.name}`);
    await client.query('VACUUM taxed');
    lines.push({ name, measured, said: said(indexes, facts, unit, { inserted: written, updates: [] }) });
  }
  print(`INSERT of ${written} rows into ${rows}: what the indexes add to a row`, lines);
}

/** HOT without the index on the column that is set; with it each update is entered into all indexes. */
async function measureUpdates(client: pg.Client, url: string, unit: number): Promise<void> {
  const lines: Line[] = [];
  for (const [name, indexes] of [['no other', []] as const, ...kinds].filter(([each]) => !each.includes('partial'))) {
    for (const table of ['bare', 'taxed']) {
      await client.query(`DROP TABLE IF EXISTS ${table}`);
      await client.query(`CREATE TABLE ${table} WITH (fillfactor = 40) AS SELECT * FROM fresh`);
      for (const index of indexes) {
        await client.query(indexDdl({ ...index, table, name: `${table}_${index.name}` }, { concurrently: false }));
      }
    }
    const counter = on(['counter'], { name: 'taxed_counter' });
    await client.query(indexDdl(counter, { concurrently: false }));
    await client.query('VACUUM ANALYZE taxed');
    await client.query('VACUUM ANALYZE bare');
    const facts = withoutIndex(await factsOf(url), counter.name);
    const measured = await measurePairs(client, 'UPDATE :table SET counter = counter + 1', 2);
    const updates = [{ rows: written, columns: ['counter'] }];
    lines.push({ name, measured, said: said([counter], facts, unit, { inserted: 0, updates, hotUpdated: written }) });
  }
  print(
    `UPDATE of ${written} rows of a column that an index is made on: what that adds to a row, by the other indexes`,
    lines,
  );
}

/** As the server was while its updates were heap-only. */
function withoutIndex({ schema, statistics: known }: BenchFacts, name: string): BenchFacts {
  const tables = schema.tables.map((table) => ({
    ...table,
    indexes: table.indexes.filter((index) => index.name !== name),
  }));
  return { schema: { ...schema, tables }, statistics: known };
}

/** Each pair one after the other: once behind a checkpoint, for the images, then without one. Undone each time. */
async function measurePairs(client: pg.Client, statement: string, times: number): Promise<Added> {
  const run = async (table: string) => {
    await client.query('BEGIN');
    const changed = await explained(client, statement.replace(':table', table));
    const merged = await explained(client, mergeLists(table));
    const measured = {
      ms: changed.ms + merged.ms,
      walBytes: changed.walBytes + merged.walBytes,
      images: changed.images + merged.images,
    };
    await client.query('ROLLBACK');
    await client.query(`VACUUM ${table}`);
    return measured;
  };
  const added = async () => {
    const [bare, taxed] = [await run('bare'), await run('taxed')];
    return { ms: taxed.ms - bare.ms, walBytes: taxed.walBytes - bare.walBytes, images: taxed.images - bare.images };
  };
  await client.query('CHECKPOINT');
  const first = await added();
  const others = [];
  for (let pair = 0; pair < times; pair++) others.push(await added());
  return {
    microseconds: (median(others.map(({ ms }) => ms)) / written) * 1000,
    walBytes: median(others.map(({ walBytes }) => walBytes)) / written,
    images: first.images,
  };
}

/** What waits in the lists of GIN indexes is merged in the end. */
function mergeLists(table: string): string {
  return `SELECT gin_clean_pending_list(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE i.indrelid = '${table}'::regclass AND c.relam = (SELECT oid FROM pg_am WHERE amname = 'gin')`;
}

/** The same, as the model says it; pages cost nothing, as all are in memory. */
function said(
  indexes: readonly IndexDefinition[],
  { schema, statistics: known }: BenchFacts,
  unit: number,
  writes: Pick<TableWrites, 'inserted' | 'updates' | 'hotUpdated'>,
): Added {
  const updated = writes.updates.reduce((sum, { rows: each }) => sum + each, 0);
  const taxes = indexes.map((index) =>
    writeTax(index, {
      schema,
      statistics: known,
      writes: { deleted: 0, from: 'statements', ...writes, updated },
      randomPageCost: 0,
      sequentialPageCost: 0,
    }),
  );
  const sum = (of: (tax: WriteTax) => number) => taxes.reduce((total, tax) => total + of(tax), 0);
  return {
    microseconds: (sum(({ parts }) => parts.change + parts.hot) * unit * 1000) / written,
    walBytes: sum(({ walBytes, imageBytes }) => walBytes - imageBytes) / written,
    images: sum(({ imageBytes }) => imageBytes) / 7000,
  };
}

function print(title: string, lines: readonly Line[]): void {
  const factor = (line: Line, of: (added: Added) => number) => of(line.said) / Math.max(0.01, of(line.measured));
  printTable(
    title,
    ['index', 'time', 'said', 'factor', 'log', 'said', 'factor', 'images', 'said'],
    lines.map((line) => [
      line.name,
      `${line.measured.microseconds.toFixed(2)} µs`,
      `${line.said.microseconds.toFixed(2)} µs`,
      factor(line, ({ microseconds }) => microseconds).toFixed(2),
      `${line.measured.walBytes.toFixed(0)} B`,
      `${line.said.walBytes.toFixed(0)} B`,
      factor(line, ({ walBytes }) => walBytes).toFixed(2),
      line.measured.images.toFixed(0),
      line.said.images.toFixed(0),
    ]),
  );
  const worst = (of: (added: Added) => number) =>
    Math.max(
      ...lines.filter((line) => of(line.measured) > 2).map((line) => Math.exp(Math.abs(Math.log(factor(line, of))))),
    );
  const slow = lines.filter(({ measured }) => measured.microseconds > 0.5);
  const spread = Math.max(
    ...slow.map((line) => Math.exp(Math.abs(Math.log(factor(line, ({ microseconds }) => microseconds))))),
  );
  console.log(
    `worst factor: ${spread.toFixed(2)} in time (of those above 0.5 µs), ${worst(({ walBytes }) => walBytes).toFixed(2)} in bytes of log`,
  );
}
