import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockVerdict } from '#analysis/migration/block-verdict.ts';
import type { StatementFile } from '#contracts/instrument.ts';
import { splitScript } from '#engines/postgres/parse/script.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { rehearsal } from '#engines/postgres/twin/rehearse.ts';
import type { RehearsedStep } from '#vocabulary/rehearsal.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { asLabelled, knows, type MigrationForm, migrationForms } from '../../migration-forms.ts';
import { sampleOf } from '../../sample-of.ts';
import { binariesOf, startTestServer } from '../../servers.ts';
import { emptyRequest } from './empty-request.ts';

/*
 * What a twin is seen to do with each form of statement is what the manual says it does. The gate takes a sample on the
 * newest major and on one older, the full run all forms on all.
 */

const full = process.env['DBWRIGHT_FULL'] === '1';
const seed = Number(process.env['DBWRIGHT_SEED'] ?? 20_260_101);
const older = [13, 14, 15, 16, 17];
const places: readonly { readonly where: number | 'pglite'; readonly size: number }[] = [
  { where: 18, size: 25 },
  ...older.filter((_, at) => full || at === seed % older.length).map((where) => ({ where, size: 5 })),
  ...(full ? [{ where: 'pglite' as const, size: 0 }] : []),
];

describe.each(places)('forms on $where', ({ where, size }) => {
  const major = where === 'pglite' ? 18 : where;
  const forms = sampleOf(
    migrationForms.filter((form) => knows(form, major)),
    size,
  );
  const observed = new Map<string, RehearsedStep>();

  beforeAll(async () => {
    const server =
      where === 'pglite'
        ? ({ kind: 'pglite' } as const)
        : ({ kind: 'native', binaries: binariesOf(where) ?? '' } as const);
    const twin = await rehearsal(emptyRequest, quiet, server);
    try {
      const files = await twin.rehearse.files(forms.flatMap((form) => [setup(form), statements(form)]));
      expect(files.filter(({ completed }) => !completed)).toEqual([]);
      for (const { path, steps } of files) {
        const last = steps.at(-1);
        if (last !== undefined) observed.set(path, last);
      }
    } finally {
      await twin.close();
    }
  });

  it.each(forms)('$name', ({ name, locks, rewrites, scans, built, concurrent }) => {
    const step = observed.get(name);
    if (step === undefined) throw new Error('it was not run');
    const unseen = step.unseen ?? [];
    // Scans of another session are told since 15; PGlite has no other session.
    const mayBeUnseen = concurrent === undefined ? [] : where === 'pglite' ? ['locks', 'scans'] : ['scans'];
    expect(where === 'pglite' || major < 15 ? mayBeUnseen : []).toEqual(expect.arrayContaining(unseen));
    if (where === 'pglite' && concurrent) expect(step.unknown.join()).toContain('one session');
    expect(asLabelled(step)).toEqual({
      rewrites,
      built,
      locks: unseen.includes('locks') ? {} : sorted(locks),
      scans: unseen.includes('scans') ? [] : scans,
    });
  });

  it('tells all that block from all that do not', () => {
    const seen = forms.filter(({ name }) => !observed.get(name)?.unseen?.includes('locks'));
    const verdictOf = ({ name }: MigrationForm) => {
      const step = observed.get(name);
      return step === undefined ? undefined : blockVerdict(step).kind;
    };
    const said = seen.filter((form) => verdictOf(form) === 'blocks');
    const real = seen.filter(({ verdict }) => verdict === 'blocks');
    const right = said.filter(({ verdict }) => verdict === 'blocks').length;
    const [precision, recall] = [right / said.length, right / real.length];
    console.log(`${where}: ${seen.length} forms, ${real.length} block; precision ${precision}, recall ${recall}`);
    expect({ precision, recall }).toEqual({ precision: 1, recall: 1 });
    expect(seen.filter((form) => verdictOf(form) !== form.verdict).map(({ name }) => name)).toEqual([]);
  });
});

function setup({ name, setup }: MigrationForm): StatementFile {
  const afresh = ['DROP SCHEMA IF EXISTS public, other, another CASCADE', 'CREATE SCHEMA public'];
  return {
    path: `before ${name}`,
    statements: [...afresh, ...splitScript(setup).map(({ text }) => text)],
    transaction: 'file',
  };
}

function statements({ name, sql, concurrent }: MigrationForm): StatementFile {
  return { path: name, statements: sql, transaction: concurrent ? 'statement' : 'file' };
}

function sorted(locks: MigrationForm['locks']): MigrationForm['locks'] {
  return Object.fromEntries(Object.entries(locks).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (full) describe('another session gets in as the locks say', anotherSession);

/** While the transaction of a form is held open, a second session reads and writes each table. */
function anotherSession(): void {
  // What earlier statements of a transaction hold is not told of its last one.
  const forms = migrationForms.filter(
    (form) => knows(form, 18) && form.concurrent === undefined && form.sql.length === 1,
  );
  let server: EmbeddedServer;
  let holder: TwinConnection;
  let other: TwinConnection;

  beforeAll(async () => {
    server = await startTestServer({ major: 18 });
    holder = await openTwinConnection(server.url);
    other = await openTwinConnection(server.url);
    await other.query("SET lock_timeout = '40ms'");
  });
  afterAll(async () => {
    await holder?.close();
    await other?.close();
    await server?.stop();
  });

  it.each(forms)('$name', async (form) => {
    for (const text of setup(form).statements) await holder.query(text, []);
    const tables = await relationsOf(holder);
    await holder.query('BEGIN');
    try {
      for (const text of form.sql) await holder.query(text, []);
      const tried: Record<string, readonly boolean[]> = {};
      const said: Record<string, readonly boolean[]> = {};
      for (const table of tables) {
        const modes = [table.name, ...table.indexes].map((name) => form.locks[name] ?? '');
        const keepsOut = (words: RegExp) => modes.some((mode) => words.test(mode));
        const keepsWritersOut = /^(Share|ShareRowExclusive|Exclusive)Lock$/.test(modes[0] ?? '');
        const readsThrough = !keepsOut(/^AccessExclusive/);
        said[table.name] = [readsThrough, ...(table.takesRows ? [readsThrough && !keepsWritersOut] : [])];
        tried[table.name] = [
          await getsIn(other, `SELECT FROM ONLY ${table.name}`),
          ...(table.takesRows ? [await getsIn(other, `INSERT INTO ${table.name} DEFAULT VALUES`)] : []),
        ];
      }
      expect(tried).toEqual(said);
    } finally {
      await holder.query('ROLLBACK');
    }
  });
}

/** Tables, views and materialized views; rows are tried where no other table has a say: none that it refers to. */
async function relationsOf(connection: TwinConnection) {
  const rows = await connection.query(`
    SELECT n.nspname || '.' || c.relname AS name, c.relkind = 'r' AND NOT c.relispartition
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f') AS writable,
      ARRAY(SELECT n.nspname || '.' || i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid) AS indexes
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname IN ('public', 'other') ORDER BY 1`);
  return rows.map((row) => ({
    name: String(row['name']),
    takesRows: row['writable'] === true,
    indexes: (row['indexes'] as string[]) ?? [],
  }));
}

/** It may fail by what it does, but not by having to wait. */
async function getsIn(other: TwinConnection, text: string): Promise<boolean> {
  await other.query('BEGIN');
  try {
    await other.query(text);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') !== '55P03';
  } finally {
    await other.query('ROLLBACK');
  }
}
