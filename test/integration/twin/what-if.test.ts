import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { levelOfPages, writeBtreeSkeleton } from '#engines/postgres/twin/btree-skeleton.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { sizeFiles } from '#engines/postgres/twin/sparse-files.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { Statistics } from '#vocabulary/statistics.ts';
import { ownServerFolders } from '../../servers.ts';
import { testContext } from './shop-source.ts';

/** A table of 80 GB that nobody has, and things that cannot be rebuilt. */
const request: TwinRequest = {
  schema: DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['app', 'public'],
    collation: { provider: 'libc', name: 'C' },
    tables: [
      {
        schema: 'app',
        name: 'logs',
        columns: [
          { name: 'id', type: 'bigint', nullable: false },
          { name: 'at', type: 'timestamp with time zone', nullable: false },
          { name: 'word', type: 'text', nullable: true },
          { name: 'place', type: 'public.geometry(Point,4326)', nullable: true },
        ],
        constraints: [{ name: 'logs_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' }],
        indexes: [
          {
            schema: 'app',
            table: 'logs',
            name: 'logs_pkey',
            unique: true,
            keys: [{ column: 'id' }],
            constraint: 'logs_pkey',
          },
          {
            schema: 'app',
            table: 'logs',
            name: 'logs_place',
            method: 'gist',
            keys: [{ column: 'place' }],
            definition: 'CREATE INDEX logs_place ON app.logs USING gist (place)',
          },
        ],
        rowSecurity: true,
      },
    ],
    views: [
      { schema: 'app', name: 'b', columns: [], definition: 'SELECT id FROM app.a' },
      { schema: 'app', name: 'a', columns: [], definition: 'SELECT id FROM app.logs' },
      { schema: 'app', name: 'broken', columns: [], definition: 'SELECT no_such_function(id) FROM app.logs' },
    ],
    objects: [
      {
        kind: 'extension',
        schema: 'public',
        name: 'postgis',
        definition: 'CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public',
      },
    ],
  }),
  statistics: Statistics.parse({
    origin: 'catalog',
    relations: [
      {
        schema: 'app',
        name: 'logs',
        kind: 'table',
        rows: 1e9,
        pages: 10_000_000,
        columns: [
          { column: 'id', nullFraction: 0, averageWidth: 8, distinct: -1, correlation: 1 },
          { column: 'word', nullFraction: 0, averageWidth: 9, distinct: 5000, histogram: ['a', 'b"\\', "it's", 'z'] },
          { column: 'at', nullFraction: 0, averageWidth: 8, distinct: -1, histogram: ['nonsense', 'rubbish'] },
          { column: 'gone', nullFraction: 0, averageWidth: 8, distinct: -1 },
        ],
      },
    ],
  }),
  settings: { work_mem: { value: '64MB' }, enable_nonsense: { value: 'on' } },
  major: 18,
};

const index = (fields: object) => IndexDefinition.parse({ schema: 'app', table: 'logs', name: 'i', ...fields });
const query = (text: string, parameters: Record<string, string> = {}) => ({ text, parameters });

describe.each(['native', 'pglite'] as const)('what if, on %s', (kind) => {
  const before = ownServerFolders();
  let twin: Twin & { readonly whatIf: WhatIf };
  beforeAll(async () => {
    twin = await createStatisticsTwin(request, testContext, { kind });
  });
  afterAll(async () => {
    await twin?.close();
    expect(await ownServerFolders()).toEqual(await before);
  });

  it('says what it could not carry over', () => {
    const notes = twin.whatIf.notes.join('\n');
    for (const part of [
      'extension postgis',
      'app.logs.place as text',
      'index app.logs_place',
      'view app.broken',
      'row security',
      'app.logs.at',
      'app.logs.gone',
      'enable_nonsense',
    ]) {
      expect(notes).toContain(part);
    }
    expect(notes).not.toContain('view app.b:');
  });

  it('plans for a table of many segments, with and without a hypothetical index', async () => {
    const text = `SELECT * FROM logs WHERE at > '2024-01-01' AND at < '2024-01-01 00:00:01'`;
    const plain = await twin.whatIf.ask({ query: query(text), indexes: [] });
    expect(plain.cost).toBeGreaterThan(10_000_000);
    const offered = await twin.whatIf.ask({ query: query(text), indexes: [index({ keys: [{ column: 'at' }] })] });
    expect(offered.used).toEqual(['i']);
    expect(JSON.stringify(offered.plan)).toContain('"index":"i"');
    expect(JSON.stringify(offered.plan)).not.toContain('dbwright_candidate');
    expect(offered.bytes['i']).toBeGreaterThan(1e9);
    const again = await twin.whatIf.ask({ query: query(text), indexes: [] });
    expect(again.cost).toBe(plain.cost);
  });

  it('sorts text by bytes, as the source does', async () => {
    const offered = index({ keys: [{ column: 'word' }] });
    const answer = await twin.whatIf.ask({
      query: query(`SELECT id FROM logs WHERE word LIKE 'qq%'`),
      indexes: [offered],
    });
    expect(JSON.stringify(answer.plan)).toContain(`>= 'qq'`);
  });

  it('hides existing indexes, and shows them again', async () => {
    const text = 'SELECT * FROM logs WHERE id = 7';
    const hidden = await twin.whatIf.ask({ query: query(text), indexes: [], without: ['logs_pkey'] });
    expect(hidden.plan.root.type).not.toBe('Index Scan');
    const shown = await twin.whatIf.ask({ query: query(text), indexes: [] });
    expect(shown.plan.root.index).toBe('logs_pkey');
    await expect(twin.whatIf.ask({ query: query(text), indexes: [], without: ['nothing'] })).rejects.toThrow(/nothing/);
  });

  it('binds the parameters that are given and plans generically for the others', async () => {
    const text = 'SELECT * FROM logs WHERE id = $1 AND word = $2';
    const bound = await twin.whatIf.ask({ query: query(text, { '1': '7', '2': 'x' }), indexes: [] });
    expect(JSON.stringify(bound.plan.root.conditions)).toContain("'7'");
    const generic = await twin.whatIf.ask({ query: query(text, { '1': '7' }), indexes: [] });
    expect(JSON.stringify(generic.plan.root.conditions)).toContain('$2');
  });

  it('stays usable after a candidate, a query or an attack failed', async () => {
    const wrong = index({ keys: [{ column: 'nothing' }] });
    for (let time = 0; time < 2; time++) {
      await expect(twin.whatIf.ask({ query: query('SELECT 1'), indexes: [wrong] })).rejects.toThrow(/"nothing"/);
    }
    const attack = index({ keys: [{ column: 'id' }], predicate: 'true; CREATE TABLE app.hacked ()' });
    await expect(twin.whatIf.ask({ query: query('SELECT 1'), indexes: [attack] })).rejects.toThrow(/multiple commands/);
    await expect(twin.whatIf.ask({ query: query('SELECT FROM hacked'), indexes: [] })).rejects.toThrow(
      /does not exist/,
    );
    await expect(twin.whatIf.ask({ query: query('SELECT 1; DROP TABLE app.logs'), indexes: [] })).rejects.toThrow();
    const after = await twin.whatIf.ask({ query: query('SELECT count(*) FROM logs'), indexes: [] });
    expect(after.cost).toBeGreaterThan(1_000_000);
  });

  it('answers questions that are asked at once', async () => {
    const offers = ['id', 'at', 'word'].map((column) => index({ name: `on_${column}`, keys: [{ column }] }));
    const answers = await Promise.all(
      offers.map((offer) =>
        twin.whatIf.ask({
          query: query(`SELECT * FROM logs ORDER BY ${offer.keys[0]?.column} DESC LIMIT 1`),
          indexes: [offer],
          without: ['logs_pkey'],
        }),
      ),
    );
    expect(answers.map(({ used }) => used)).toEqual([['on_id'], ['on_at'], ['on_word']]);
  });
});

describe('a twin', () => {
  it('takes the server that is here where the major of the target is not, and says so', async () => {
    const twin = await createStatisticsTwin({ ...request, major: 13 }, testContext);
    try {
      expect(twin.whatIf.by).toContain('PostgreSQL 18');
      expect(twin.whatIf.notes.join()).toContain('your server is 13');
    } finally {
      await twin.close();
    }
  });

  it('leaves nothing behind when it is aborted on the way', async () => {
    const before = ownServerFolders();
    for (const step of ['Rebuilding', 'Giving']) {
      const abort = new AbortController();
      const progress = ({ message }: { readonly message: string }) => {
        if (message.startsWith(step)) abort.abort(new Error('enough'));
      };
      const context = { ...testContext, signal: abort.signal, progress };
      await expect(createStatisticsTwin(request, context, { kind: 'native' })).rejects.toThrow('enough');
    }
    expect(await ownServerFolders()).toEqual(await before);
  });

  it('lets code of the schema read no files and run one statement at a time', async () => {
    const peek = {
      kind: 'function' as const,
      schema: 'app',
      name: 'peek',
      definition: `CREATE FUNCTION app.peek() RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT pg_read_file('PG_VERSION') $$`,
    };
    const definition = 'SELECT id FROM app.logs; CREATE TABLE app.hacked ()';
    const views = [{ schema: 'app', name: 'attack', columns: [], definition }];
    const schema = { ...request.schema, views, objects: [peek] };
    const twin = await createStatisticsTwin({ ...request, schema }, testContext, { kind: 'native' });
    try {
      const text = 'SELECT * FROM logs WHERE word = app.peek()';
      await expect(twin.whatIf.ask({ query: query(text), indexes: [] })).rejects.toThrow(/permission denied/);
      expect(twin.whatIf.notes.join()).toMatch(/view app.attack: .*multiple commands/);
    } finally {
      await twin.close();
    }
  });
});

describe('files', () => {
  let server: EmbeddedServer;
  let connection: TwinConnection;
  beforeAll(async () => {
    server = await startEmbeddedServer({ kind: 'native' });
    connection = await openTwinConnection(server.url);
    await connection.query('CREATE EXTENSION pageinspect');
  });
  afterAll(async () => {
    await connection?.close();
    await server?.stop();
  });

  it.each([0, 1, 2, 3, 5])('a B-tree skeleton of level %i is a tree that the server can walk', async (level) => {
    await connection.query(`CREATE TABLE t${level} (a int); CREATE INDEX i${level} ON t${level} (a)`);
    const [file] = await connection.query(`SELECT pg_relation_filepath('i${level}') AS path`);
    const path = String(file?.['path']);
    await writeBtreeSkeleton(join(server.dataDirectory, path), level);
    await sizeFiles(server.dataDirectory, [{ path, pages: 200_000 }]);
    expect(existsSync(join(server.dataDirectory, `${path}.1`))).toBe(true);
    const [meta] = await connection.query(`SELECT level::int, fastlevel::int FROM bt_metap('i${level}')`);
    expect(meta).toMatchObject({ level, fastlevel: level });
    await connection.query('SET enable_seqscan = off');
    expect(await connection.query(`SELECT a FROM t${level} WHERE a > 3 ORDER BY a DESC`)).toEqual([]);
    await connection.query(`INSERT INTO t${level} SELECT generate_series(1, 1000)`);
    expect(await connection.query(`SELECT a FROM t${level} WHERE a > 998 ORDER BY a`)).toEqual([
      { a: 999 },
      { a: 1000 },
    ]);
    await sizeFiles(server.dataDirectory, [{ path, pages: 10 }]);
    expect(existsSync(join(server.dataDirectory, `${path}.1`))).toBe(false);
  });

  it('tells the height from the pages, as real trees have it', async () => {
    for (const rows of [1, 300, 5000, 200_000]) {
      await connection.query(
        `DROP TABLE IF EXISTS real; CREATE TABLE real AS SELECT generate_series(1, ${rows})::bigint AS a; CREATE INDEX real_a ON real (a)`,
      );
      const [tree] = await connection.query(
        `SELECT level, pg_relation_size('real_a') / 8192 AS pages FROM bt_metap('real_a')`,
      );
      expect(levelOfPages(Number(tree?.['pages']))).toBe(Number(tree?.['level']));
    }
  });
});
