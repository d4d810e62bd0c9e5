import { expect, it } from 'vitest';
import type { CommandTools } from '#contracts/command.ts';
import type { Context } from '#contracts/context.ts';
import type { Destination } from '#contracts/destination.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { seed } from '#engines/postgres/seed.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { checkProof } from './data/check-proof.ts';
import { data } from './data.ts';

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    {
      schema: 'public',
      name: 'users',
      columns: [
        { name: 'id', type: 'bigint', nullable: false, identity: 'always' },
        { name: 'email', type: 'text', nullable: false },
      ],
      constraints: [{ name: 'users_pkey', kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' }],
    },
  ],
});
const context: Context = {
  signal: new AbortController().signal,
  progress: () => {},
  clock: () => new Date(0),
  random: () => 0,
};

function run(given: Readonly<Record<string, unknown>>, tools: Partial<CommandTools<'seed' | 'destination'>> = {}) {
  return data.decide({ schema }, data.input.parse({ proof: 0, ...given }), {
    instruments: { seed: seed({ schema, settings: {} }, context) },
    missing: [],
    subject: 'schema.sql',
    redact: false,
    context,
    ...tools,
  });
}

it('makes a script, and says that nobody tried it', async () => {
  const report = await run({ rows: 30, seed: 7 });
  const [script] = report.artifacts;
  expect(script?.path).toBe('seed.sql');
  expect(script?.content).toMatch(/^-- Made-up rows: seed 7/);
  expect(script?.content).toMatch(/INSERT INTO public\.users \(id, email\) OVERRIDING SYSTEM VALUE VALUES\n\(1, '/);
  expect(script?.content).toMatch(/setval\(pg_get_serial_sequence\('public\.users', 'id'\), max\(id\)\)/);
  expect(report.details).toMatchObject({ rows: 30, tables: { 'public.users': 30 }, leftOut: 0 });
  expect(report.summary).toMatch(/No server was asked/);
  expect(report.evidence).toEqual([]);
});

it('makes a file for each table and the script that loads them', async () => {
  const csv = await run({ rows: 5, into: 'csv' });
  expect(csv.artifacts.map(({ path }) => path)).toEqual(['users.csv', 'load.sql']);
  expect(csv.artifacts[1]?.content).toMatch(
    /\\copy public\.users \(id, email\) FROM 'users\.csv' WITH \(FORMAT csv, HEADER\)/,
  );
  const jsonl = await run({ rows: 5, into: 'jsonl' });
  expect(jsonl.artifacts.map(({ path }) => path)).toEqual(['users.jsonl']);
});

it('streams into the files that it is given, and wants a folder for several', async () => {
  const written = new Map<string, string>();
  const files = {
    takes: 'several files' as const,
    write: async (name: string, pieces: Iterable<string>) => void written.set(name, [...pieces].join('')),
  };
  const report = await run({ rows: 5, into: 'csv' }, { files });
  expect([...written.keys()]).toEqual(['users.csv', 'load.sql']);
  expect(report.artifacts.every(({ content }) => content === '')).toBe(true);
  await expect(run({ into: 'csv' }, { files: { ...files, takes: 'one file' } })).rejects.toThrow('file of its own');
});

it('names what is wrong with the question', async () => {
  await expect(run({ table: { userz: 5 } })).rejects.toThrow('a table userz');
  await expect(run({ into: 'url' })).rejects.toThrow('no database to load the rows into');
  await expect(run({}, { instruments: {} })).rejects.toThrow(ProblemError);
});

it('says what would be loaded, and leaves the loading to the door', async () => {
  const asked: unknown[] = [];
  const destination: Destination = {
    place: 'PostgreSQL 18.4 at localhost:5432, database shop_dev, as dev',
    examine: async ({ tables, withoutTriggers }) => {
      asked.push(
        tables.map(({ name }) => name),
        withoutTriggers,
      );
      return { triggers: ['guard on public.users'], sequences: ['public.users_id_seq'] };
    },
  };
  const instruments = { seed: seed({ schema, settings: {} }, context), destination };
  const report = await run({ rows: 30, seed: 7, into: 'url' }, { instruments });
  expect(asked).toEqual([['users'], false]);
  expect(report.summary).toMatch(/Nothing is written yet: --apply loads them into PostgreSQL 18\.4 at localhost/);
  expect(report.artifacts).toEqual([]);
  const [change] = report.changes;
  expect(change).toMatchObject({
    kind: 'load-rows',
    recipe: { rows: 30, seed: 7, leftOut: {} },
    tables: [{ schema: 'public', table: 'users', columns: ['id', 'email'], rows: 30 }],
    triggers: ['guard on public.users'],
    sequences: ['public.users_id_seq'],
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(JSON.stringify(report.sections)).toContain('1 trigger fires: guard on public.users.');
  const digestOf = async (given: object) =>
    (await run({ rows: 30, into: 'url', ...given }, { instruments })).details.destination?.digest;
  expect(await digestOf({ seed: 7 })).toBe(report.details.destination?.digest);
  expect(await digestOf({ seed: 8 })).not.toBe(report.details.destination?.digest);
});

it('goes on where few rows were refused and each is known, and fails where a table was not understood', () => {
  const refused = [{ table: 'public.users', by: 'guard', message: 'no', rows: 2 }];
  const proof = {
    by: 'a twin',
    isWhole: true,
    accepted: { 'public.users': 98 },
    refused,
    missing: [],
    without: new Map([['public.users', new Set([3, 9])]]),
  };
  expect(() => checkProof(proof)).not.toThrow();
  expect(() => checkProof({ ...proof, isWhole: false })).toThrow(/2 rows of public\.users, by guard: no/);
  expect(() => checkProof({ ...proof, accepted: { 'public.users': 1 } })).toThrow(/guard/);
  expect(() => checkProof({ ...proof, without: new Map() })).toThrow(/guard/);
});
