import pg from 'pg';
import { type BuildTime, buildTime } from '#analysis/build-time.ts';
import { plannedShape } from '#analysis/planned-shape.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { indexDdl } from '#engines/postgres/spell.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { quiet } from './quiet-context.ts';
import { median, printTable, timed } from './table.ts';

/** Indexes of all methods really built on PostgreSQL 18, against what `buildTime` says of them from statistics alone. */
export async function benchBuildTime(): Promise<void> {
  const built: MeasuredBuild[] = [];
  for (const rows of [30_000, 300_000]) built.push(...(await measureBuilds(rows, buildCases)));
  const ratioOf = ({ told, ms }: MeasuredBuild) => (told.seconds * 1000) / ms;
  printTable(
    'building indexes, ms: told against measured (the better of two), one process, not concurrently',
    ['index', 'rows', 'told', 'measured', 'ratio'],
    built.map((one) => [
      one.name,
      String(one.rows),
      (one.told.seconds * 1000).toFixed(0),
      one.ms.toFixed(0),
      ratioOf(one).toFixed(2),
    ]),
  );
  const within = built.filter((one) => ratioOf(one) > 0.5 && ratioOf(one) < 2).length;
  console.log(`median ${median(built.map(ratioOf)).toFixed(2)}; ${within} of ${built.length} within a factor of 2`);
}

export interface MeasuredBuild {
  readonly name: string;
  readonly rows: number;
  readonly told: BuildTime;
  readonly ms: number;
}

/** The better of two builds of each, one after the other, on a server of its own with the table in memory. */
export async function measureBuilds(
  rows: number,
  cases: readonly IndexDefinition[],
  binaries?: string,
): Promise<readonly MeasuredBuild[]> {
  const server = await startEmbeddedServer({
    kind: 'native',
    settings: { max_parallel_maintenance_workers: '0', shared_buffers: '512MB', max_wal_size: '4GB' },
    ...(binaries === undefined ? {} : { binaries }),
  });
  const client = new pg.Client(server.url);
  try {
    await client.connect();
    await client.query('CREATE EXTENSION pg_trgm');
    await client.query(`CREATE TABLE t AS SELECT ${columns} FROM generate_series(1, ${rows}) g`);
    await client.query('VACUUM ANALYZE t');
    const session = await connect(server.url, { bounds: Bounds.parse({}) }, quiet);
    const schema = await inspect(session, quiet);
    const known = await statistics(session, schema, quiet).finally(() => session.close());
    const built: MeasuredBuild[] = [];
    for (const index of cases) {
      const times: number[] = [];
      for (let run = 0; run < 2; run++) {
        times.push((await timed(() => client.query(indexDdl(index, { concurrently: false })))).ms);
        await client.query('DROP INDEX x');
      }
      const site = { shape: plannedShape(index, schema, known), workers: 0, concurrently: false };
      built.push({ name: nameOf(index), rows, told: buildTime(index, site), ms: Math.min(...times) });
    }
    return built;
  } finally {
    await client.end();
    await server.stop();
  }
}

const columns = `
  g AS id, (random() * 1e9)::int AS scattered, (random() * 1e9)::bigint AS big, g % 100 AS few, g / 1000 AS steps,
  md5(g::text) AS name, 'customer ' || (random() * 50000)::int AS word,
  timestamptz '2025-01-01' + interval '1 minute' * g AS at,
  timestamptz '2025-01-01' + interval '1 second' * (random() * 1e7)::int AS at_random,
  (random() * 100000)::numeric(12, 2) AS price, random() AS ratio, gen_random_uuid() AS uid, random() < 0.05 AS open,
  CASE WHEN random() > 0.8 THEN (random() * 1e6)::int END AS sparse,
  ARRAY[(random() * 2000)::int, (random() * 2000)::int, (random() * 2000)::int, (random() * 2000)::int] AS tags,
  jsonb_build_object('kind', g % 50, 'who', g % 5000, 'ref', md5(g::text)) AS doc,
  point(random() * 1000, random() * 1000) AS place, int4range(g, g + 10) AS span,
  to_tsvector('simple', 'word' || g % 1000 || ' term' || g % 7777 || ' x' || g % 13) AS words`;

type Key = string | { readonly expression: string } | { readonly column: string; readonly operatorClass: string };

const on = (method: string, keys: readonly Key[], more: Partial<IndexDefinition> = {}) =>
  IndexDefinition.parse({
    schema: 'public',
    table: 't',
    name: 'x',
    method,
    keys: keys.map((key) => (typeof key === 'string' ? { column: key } : key)),
    ...more,
  });
const by = (column: string, operatorClass: string): Key => ({ column, operatorClass });

export const buildCases: readonly IndexDefinition[] = [
  ...[
    'id',
    'scattered',
    'big',
    'few',
    'steps',
    'name',
    'word',
    'at',
    'at_random',
    'price',
    'ratio',
    'uid',
    'sparse',
  ].map((column) => on('btree', [column])),
  on('btree', ['few', 'scattered']),
  on('btree', ['few', 'at_random']),
  on('btree', ['word', 'at_random']),
  on('btree', ['few', 'steps', 'scattered']),
  on('btree', ['name', 'word', 'at']),
  on('btree', ['scattered'], { include: ['name', 'price'] }),
  on('btree', ['uid'], { unique: true }),
  on('btree', ['at_random'], { predicate: 'open' }),
  on('btree', ['scattered'], { predicate: 'few = 7' }),
  on('btree', [{ expression: 'lower(name)' }]),
  on('btree', [{ expression: "doc ->> 'ref'" }]),
  on('hash', ['scattered']),
  on('hash', ['few']),
  on('hash', ['name']),
  on('brin', ['at']),
  on('brin', [by('at', 'timestamptz_minmax_multi_ops')]),
  on('brin', [by('name', 'text_bloom_ops')]),
  on('gin', ['tags']),
  on('gin', ['doc']),
  on('gin', [by('doc', 'jsonb_path_ops')]),
  on('gin', ['words']),
  on('gin', [by('word', 'gin_trgm_ops')]),
  on('gist', ['place']),
  on('gist', ['span']),
  on('gist', [by('word', 'gist_trgm_ops')]),
  on('spgist', ['place']),
  on('spgist', ['word']),
];

function nameOf({ method, keys, include, predicate, unique }: IndexDefinition): string {
  const parts = keys.map(({ column, expression, operatorClass = '' }) =>
    `${column ?? expression} ${operatorClass}`.trim(),
  );
  const more = [unique ? 'unique' : '', include.length > 0 ? 'include' : '', predicate ?? ''].filter(
    (one) => one !== '',
  );
  return `${method} (${parts.join(', ')}) ${more.join(' ')}`.trim();
}
