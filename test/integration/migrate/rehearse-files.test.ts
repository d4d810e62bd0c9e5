import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { Rehearse, StatementFile } from '#contracts/instrument.ts';
import { rehearsal } from '#engines/postgres/twin/rehearse.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { FileRehearsal } from '#vocabulary/rehearsal.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { binariesOf } from '../../servers.ts';
import { emptyRequest } from './empty-request.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';
const places = full ? ([18, 13, 15, 'pglite'] as const) : ([18] as const);

/** One table is there before; the twin makes rows up for it. */
const request: TwinRequest = {
  ...emptyRequest,
  schema: DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [
      {
        schema: 'public',
        name: 'users',
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'name', type: 'text', nullable: true },
        ],
        constraints: [
          { name: 'users_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)', validated: true },
        ],
      },
    ],
  }),
};

describe.each(places)('files of migrations on %s', (where) => {
  const isNative = where !== 'pglite';
  let twin: Twin & { readonly rehearse: Omit<Rehearse, 'change'> };

  beforeAll(async () => {
    twin = await rehearsal(request, quiet, {
      ...(isNative ? { kind: 'native', binaries: binariesOf(where) ?? '' } : { kind: 'pglite' }),
    });
  });
  afterAll(async () => {
    await twin?.close();
  });

  const run = (files: readonly (Partial<StatementFile> & Pick<StatementFile, 'statements'>)[], statementMs?: number) =>
    twin.rehearse.files(
      files.map((file, at) => ({ path: `${at + 1}.sql`, transaction: 'file', ...file })),
      statementMs === undefined ? {} : { statementMs },
    );
  const codes = ({ steps }: FileRehearsal) => steps.map(({ error }) => error?.code);
  const locksOf = ({ steps }: FileRehearsal) =>
    steps.map(({ locks }) => locks.map(({ relation, mode }) => `${mode} ${relation}`).join(', '));

  it('goes from file to file, over whatever a file may hold', async () => {
    const many = Array.from({ length: 300 }, (_, at) =>
      at % 3 === 0
        ? `CREATE TABLE t${at} (id int PRIMARY KEY, name text)`
        : at % 3 === 1
          ? `ALTER TABLE t${at - 1} ADD COLUMN extra int DEFAULT ${at}`
          : `CREATE INDEX ON t${at - 2} (name)`,
    );
    const files = await run([
      { statements: many },
      {
        statements: [
          'CREATE SCHEMA shop',
          ...(isNative ? ['CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA shop'] : []),
          "CREATE TYPE shop.mood AS ENUM ('good', 'bad')",
          'CREATE FUNCTION shop.one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$',
          'DO $$ BEGIN CREATE TABLE shop.made (id int DEFAULT shop.one(), mood shop.mood); END $$',
          'COPY shop.made (id) FROM stdin;\n1\n2\n\\.\n',
          "INSERT INTO shop.made (mood) VALUES ('good'), ('bad')",
          'COMMENT ON TABLE shop.made IS $$it; is$$;',
          'COPY shop.made TO stdout',
          '-- nothing but a comment',
        ],
      },
      { statements: [] },
      { statements: ['ALTER TABLE t0 DROP COLUMN extra', 'ALTER TABLE shop.made ADD CHECK (id > 0)'] },
    ]);
    expect(files.map((file) => [file.completed, codes(file).filter(Boolean)])).toEqual(Array(4).fill([true, []]));
    expect(files.map(({ steps }) => steps.length)).toEqual([300, isNative ? 10 : 9, 0, 2]);
    expect(files[1]?.steps.find(({ statement }) => statement.startsWith('COPY'))?.unknown.join()).toContain('stdin');
    expect(files[3] && locksOf(files[3])).toEqual(['AccessExclusiveLock public.t0', 'AccessExclusiveLock shop.made']);
    expect(files[3]?.steps[1]?.scans).toEqual(['shop.made']);
  });

  it('makes an extension while the transaction holds tables that others would wait for', async () => {
    const [file] = await run([
      {
        statements: [
          'ALTER TABLE users ADD COLUMN before_it int',
          'CREATE EXTENSION IF NOT EXISTS citext',
          'ALTER TABLE users ADD COLUMN code citext',
        ],
      },
    ]);
    expect(file && codes(file)).toEqual([undefined, undefined, undefined]);
  });

  it('tells of a step what it took itself, what it changed and how much was written', async () => {
    const [file] = await run([
      {
        statements: [
          "UPDATE users SET name = 'x'",
          'ALTER TABLE users ADD COLUMN a int',
          'ALTER TABLE users ADD COLUMN b int',
          'CREATE TABLE fresh AS SELECT * FROM users',
          'ALTER TABLE fresh ADD COLUMN c int',
          'DELETE FROM fresh',
          'DO $$ BEGIN DELETE FROM users; END $$',
          "SET LOCAL lock_timeout = '1s'",
        ],
      },
    ]);
    if (file === undefined) throw new Error('no file');
    expect(codes(file).filter(Boolean)).toEqual([]);
    expect(locksOf(file)).toEqual([
      'RowExclusiveLock public.users',
      'AccessExclusiveLock public.users',
      '',
      '',
      '',
      '',
      '',
      '',
    ]);
    const count = file.steps[0]?.rows ?? 0;
    expect(count).toBeGreaterThan(5);
    expect(file.steps.map(({ rows }) => rows)).toEqual([
      count,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      count,
      undefined,
    ]);
    expect(file.steps[0]?.walBytes).toBeGreaterThan(500);
    expect(file.steps.at(-1)?.walBytes).toBeLessThan(300);
  });

  it('keeps the transactions of the tool, and those that a file says itself', async () => {
    const fails = 'SELECT 1 / 0';
    const files = await run([
      { statements: ['CREATE TABLE a (id int)', fails, 'CREATE TABLE never (id int)'] },
      { statements: ['CREATE TABLE a (id int)', fails], transaction: 'statement' },
      { statements: ['BEGIN', 'CREATE TABLE b (id int)', fails, 'COMMIT'], transaction: 'statement' },
      { statements: ['CREATE TABLE b (id int)', 'COMMIT', 'CREATE TABLE c (id int)', fails] },
      { statements: ['SELECT FROM a, b, c'] },
      { statements: ['SET search_path = nowhere', 'SET ROLE NONE', "SET statement_timeout = '1ms'"] },
      { statements: ['SELECT FROM a', 'SELECT pg_catalog.pg_sleep(0.05)'] },
      { statements: ['CREATE INDEX CONCURRENTLY ON a (id)'] },
      { statements: ['CREATE INDEX CONCURRENTLY ON a (id)', 'VACUUM a'], transaction: 'statement' },
      { statements: ['BEGIN', 'CREATE TABLE d (id int)', 'ROLLBACK', 'SELECT FROM a'] },
      { statements: ['SELECT FROM d'] },
      {
        statements: [
          'CREATE TABLE e (id int REFERENCES users DEFERRABLE INITIALLY DEFERRED)',
          'INSERT INTO e VALUES (-5)',
        ],
      },
      { statements: ['SELECT FROM e'] },
      { statements: ['SET TRANSACTION ISOLATION LEVEL SERIALIZABLE', 'SELECT FROM a', 'SAVEPOINT s', 'RELEASE s'] },
    ]);
    expect(files.map(codes)).toEqual([
      [undefined, '22012'],
      [undefined, '22012'],
      [undefined, undefined, '22012'],
      [undefined, undefined, undefined, '22012'],
      [undefined],
      [undefined, undefined, undefined],
      [undefined, undefined],
      ['25001'],
      [undefined, undefined],
      [undefined, undefined, undefined, undefined],
      ['42P01'],
      [undefined, '23503'],
      ['42P01'],
      [undefined, undefined, undefined, undefined],
    ]);
    expect(files.map(({ completed, steps }) => completed === steps.every(({ error }) => !error))).not.toContain(false);
  });

  it('takes the blame for rows that it made up, and for none that a file brings', async () => {
    const files = await run([
      { statements: ["ALTER TABLE users ADD CONSTRAINT odd CHECK (name = 'never')"] },
      { statements: ['CREATE TABLE own (id int)', 'INSERT INTO own VALUES (1), (1)'] },
      { statements: ['CREATE UNIQUE INDEX ON own (id)'] },
      ...(isNative ? [{ statements: ['CREATE ROLE "App" LOGIN', 'GRANT SELECT ON own TO "App"'] }] : []),
      {
        statements: [
          "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'late') THEN CREATE ROLE late; END IF; END $$",
          'GRANT SELECT ON own TO late, later',
        ],
      },
    ]);
    expect(files.map(codes)).toEqual([
      [undefined],
      [undefined, undefined],
      ['23505'],
      ...(isNative ? [[undefined, undefined]] : []),
      [undefined, undefined],
    ]);
    expect(files[0]?.steps[0]?.unknown.join()).toContain('whether yours pass is unknown');
  });

  it('ends what does not end, and goes on', async () => {
    const began = performance.now();
    const files = await run(
      [
        { statements: ['CREATE TABLE kept (id int)'] },
        { statements: ['CREATE TABLE lost (id int)', 'SELECT pg_sleep(1000000)'] },
        { statements: ['SET statement_timeout = 0', 'DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$'] },
        {
          statements: [
            "SELECT set_config('statement_timeout', '0', false)",
            'DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$',
          ],
          transaction: 'statement',
        },
        { statements: ['SELECT FROM kept'] },
        { statements: ['SELECT FROM lost'] },
      ],
      600,
    );
    expect(files.map(codes)).toEqual([
      [undefined],
      [undefined, '57014'],
      [undefined, '57014'],
      [undefined, '57014'],
      [undefined],
      ['42P01'],
    ]);
    expect(performance.now() - began).toBeLessThan(isNative ? 10_000 : 90_000);
  });

  if (full && where === 18)
    it('holds a statement up in a schema of thousands of tables', async () => {
      const make = (from: number) => `DO $$ BEGIN FOR i IN ${from}..${from + 999} LOOP
        EXECUTE 'CREATE TABLE many_' || i || ' (id int PRIMARY KEY)'; END LOOP; END $$`;
      const files = await run([
        ...[0, 1000, 2000, 3000, 4000].map((from) => ({ statements: [make(from)] })),
        { statements: ['CREATE INDEX CONCURRENTLY ON many_17 (id)'], transaction: 'statement' },
      ]);
      expect(files.slice(-1).map(locksOf)).toEqual([['ShareUpdateExclusiveLock public.many_17']]);
    });

  it('does not reach this machine', async () => {
    const file = '/tmp/dbwright-rehearse-should-not-be';
    let calls = 0;
    const listener = createServer((socket) => {
      calls++;
      socket.destroy();
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const hostile = [
      `COPY users TO PROGRAM 'touch ${file}'`,
      `COPY users TO '${file}'`,
      "COPY users (name) FROM '/etc/passwd'",
      "SELECT pg_read_file('/etc/passwd')",
      `SELECT lo_export(lo_create(0), '${file}')`,
      `DO $$ BEGIN EXECUTE 'COPY users TO PROGRAM ''touch ${file}'''; END $$`,
      "ALTER SYSTEM SET archive_command = 'touch x'",
      'SET ROLE postgres',
      'SET SESSION AUTHORIZATION postgres',
      'GRANT pg_execute_server_program TO CURRENT_USER',
      "DO $$ BEGIN EXECUTE 'GRANT pg_execute_server_program TO ' || current_user; END $$",
      "CREATE FUNCTION c(int) RETURNS int AS '$libdir/plpgsql', 'x' LANGUAGE c",
      'ALTER USER postgres SUPERUSER; COPY users TO PROGRAM $$touch /tmp/x$$',
    ];
    const connect = `SELECT dblink_connect('host=127.0.0.1 port=${port} user=x password=y')`;
    const files = await run(
      [
        ...hostile.map((text) => ({ statements: [text], transaction: 'statement' as const })),
        { statements: ['CREATE EXTENSION dblink'], transaction: 'statement' },
        { statements: [connect], transaction: 'statement' },
        { statements: [`COPY users TO PROGRAM 'touch ${file}'`], transaction: 'statement' },
      ],
      // PGlite comes to a stand over COPY TO PROGRAM.
      isNative ? undefined : 3000,
    );
    listener.close();
    expect(existsSync(file)).toBe(false);
    expect(calls).toBe(0);
    if (!isNative) return;
    const passed = files.filter(({ completed }) => completed).flatMap(({ steps }) => steps);
    expect(passed.map(({ statement }) => statement)).toEqual([
      'GRANT pg_execute_server_program TO CURRENT_USER',
      'CREATE EXTENSION dblink',
    ]);
    expect(files.at(-2)?.steps[0]?.error?.message).toContain('reaches no other server');
    expect(files.at(-1)?.steps[0]?.error?.code).toBe('42501');
  });
});
