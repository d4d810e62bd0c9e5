import type { RowLoad } from '#contracts/change-session.ts';
import type { Context } from '#contracts/context.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { SeedTable } from '#contracts/seed.ts';
import { sqlState } from '#engines/postgres/connect/errors.ts';
import type { Wire } from '#engines/postgres/connect/wire.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import { type RowDigest, rowDigest } from '#engines/postgres/seed/row-texts.ts';
import { updatesOf } from '#engines/postgres/seed/seed-script.ts';
import { examineTables, refuseRows } from './examine-tables.ts';
import { besides, type CatalogReader, type FoundTable } from './found-tables.ts';
import { writeTable } from './write-table.ts';
import { writeUpdate } from './write-update.ts';

export interface LoadingWire {
  readonly wire: Wire;
  readonly role: string;
  readonly progress: Context['progress'];
  readonly signal: AbortSignal;
}

/**
 * One transaction: locks the tables, looks that they are the right ones and empty, writes, sets the sequences. Any fault
 * takes all of it back; a connection that breaks does so too, as the server rolls back what nobody ends.
 */
export async function loadRows(on: LoadingWire, load: RowLoad): Promise<void> {
  const { wire, signal } = on;
  const set = load.set();
  let ending = false;
  await wire.command(`BEGIN ISOLATION LEVEL READ COMMITTED; ${settings} ${ownPath}`);
  try {
    const tables = set.tables.filter(({ rows }) => rows > 0);
    const found = await lockTables(on, load, tables, set.withoutTriggers === true);
    await wire.command(`${usersPath} SET LOCAL statement_timeout = 0; SET CONSTRAINTS ALL DEFERRED;`);
    if (set.withoutTriggers === true) await turnTriggers(wire, found, 'off');
    const digest = rowDigest();
    await writeAll(on, load, set, digest);
    // Those that wait for the end speak before the sequences are set, which no ROLLBACK takes back.
    await wire.command('SET CONSTRAINTS ALL IMMEDIATE').catch((error: unknown) => {
      throw refusal(error, 'What is checked at the end');
    });
    if (set.withoutTriggers === true) await turnTriggers(wire, found, 'on');
    if (digest.end() !== load.digest) throw otherRows();
    await wire.command(ownPath);
    for (const statement of sequenceStatements(found)) await wire.command(statement);
    signal.throwIfAborted();
    ending = true;
    await wire.command('COMMIT');
  } catch (error) {
    if (ending && sqlState(error) === undefined) throw unknownEnd(error);
    await wire.command('ROLLBACK').catch(wire.drop);
    throw error;
  }
}

/**
 * A client that is gone is noticed after a minute, so that its locks go too.
 * https://www.postgresql.org/docs/18/runtime-config-connection.html#RUNTIME-CONFIG-TCP-SETTINGS
 * Under row_security = off a policy that would hide rows is an error. Looking has an end; writing takes as long as there
 * are rows. The isolation is READ COMMITTED, whatever the default: else what others committed while we waited for the
 * lock would not be seen behind it.
 */
const settings = `
  SET LOCAL statement_timeout = 60000;
  SET LOCAL idle_in_transaction_session_timeout = 60000;
  SET LOCAL tcp_keepalives_idle = 30; SET LOCAL tcp_keepalives_interval = 10; SET LOCAL tcp_keepalives_count = 3;
  SET LOCAL standard_conforming_strings = on;
  SET LOCAL row_security = off;`;

const ownPath = 'SET LOCAL search_path = pg_catalog, pg_temp;';
/** Triggers find their tables as they do for everybody. */
const usersPath = 'SET LOCAL search_path TO DEFAULT;';

/** Others may read on, and wait to write. What is looked at before the lock tells best what stands against it. */
async function lockTables(
  on: LoadingWire,
  { schema, triggers, sequences }: RowLoad,
  tables: readonly SeedTable[],
  withoutTriggers: boolean,
): Promise<readonly FoundTable[]> {
  const { wire, role, progress } = on;
  progress({ message: 'locking the tables' });
  const read: CatalogReader = async (statement, values) =>
    (await wire.portal(statement, values, { rows: 100_000, bytes: 200_000_000 })).rows;
  const question = { schema, tables, withoutTriggers, role };
  await examineTables(read, question);
  const names = tables.map((one) => quoteQualified(one.schema, one.name));
  if (names.length > 0) await wire.command(`LOCK TABLE ${names.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
  const found = await examineTables(read, question);
  await refuseRows(read, tables);
  if (JSON.stringify(besides(found)) !== JSON.stringify({ triggers, sequences })) throw otherEffects();
  return found;
}

/** Those of the user's own that fire, each back to what it was; the server's, which keep foreign keys, stay awake. */
async function turnTriggers(wire: Wire, found: readonly FoundTable[], to: 'on' | 'off'): Promise<void> {
  for (const { schema, table, name, always } of found.flatMap(({ triggers }) => triggers)) {
    const word = to === 'off' ? 'DISABLE' : always ? 'ENABLE ALWAYS' : 'ENABLE';
    await wire.command(`ALTER TABLE ${quoteQualified(schema, table)} ${word} TRIGGER ${quoteIdentifier(name)}`);
  }
}

async function writeAll(
  on: LoadingWire,
  load: RowLoad,
  set: ReturnType<RowLoad['set']>,
  digest: RowDigest,
): Promise<void> {
  const { wire, progress } = on;
  const [row] = await wire.command('SELECT pg_catalog.version() AS version');
  // https://pglite.dev/: in WebAssembly, without COPY FROM STDIN.
  const form = /emscripten|wasm/i.test(String(row?.['version'])) ? 'insert' : 'copy';
  let done = 0;
  for (const table of set.tables) {
    const place = quoteQualified(table.schema, table.name);
    const tell = (rows: number) => {
      done += rows;
      progress({ message: `loading ${place}`, share: Math.min(1, done / Math.max(1, load.rows)) });
    };
    tell(0);
    await writeTable(on, { table, schema: load.schema, form, digest, tell }).catch((error: unknown) => {
      throw refusal(error, `A row of ${place}`);
    });
  }
  for (const update of updatesOf(set)) {
    const place = `${quoteQualified(update.schema, update.name)} (${update.columns.join(', ')})`;
    progress({ message: `closing the circle of ${place}` });
    await writeUpdate(on, { update, schema: load.schema, digest }).catch((error: unknown) => {
      throw refusal(error, `A row of ${place}`);
    });
  }
}

/**
 * One for each sequence, whichever tables count by it. It never goes back, as others may count by it too; who may set it
 * may also ask for its next number.
 */
function sequenceStatements(found: readonly FoundTable[]): readonly string[] {
  const columns = new Map<string, string[]>();
  for (const { schema, name, sequences } of found)
    for (const { column, name: sequence } of sequences) {
      const most = `(SELECT pg_catalog.max(${quoteIdentifier(column)}) FROM ${quoteQualified(schema, name)})`;
      columns.set(sequence, [...(columns.get(sequence) ?? []), most]);
    }
  return [...columns].map(
    ([sequence, most]) =>
      `SELECT setval(${quoteLiteral(sequence)}, CAST(GREATEST(last.number, nextval(${quoteLiteral(sequence)})) AS bigint)) FROM (SELECT GREATEST(${most.join(', ')})) AS last (number) WHERE last.number > 0`,
  );
}

/** What the server will not have is named; other errors stay what they are. */
function refusal(error: unknown, what: string): unknown {
  const state = sqlState(error);
  if (!(error instanceof Error) || error instanceof ProblemError || !/^(22|23|P0|44|54)/.test(state ?? ''))
    return error;
  const detail: unknown = Reflect.get(error, 'detail');
  return problem(
    'conflict',
    `${what} was refused: ${error.message}${typeof detail === 'string' ? `. ${detail.replace(/\.$/, '')}` : ''} (SQLSTATE ${state}).`,
    'A constraint or a trigger is there that the rows do not keep. Have all of them tried first (--proof), make them for the schema that is there (--url in place of --schema, with --into url), or let triggers sleep (--triggers off).',
    error,
  );
}

function otherEffects(): ProblemError {
  return problem(
    'conflict',
    'The tables have other triggers or sequences now than when the loading was approved.',
    'Run it again without --apply, and look what would happen beside.',
  );
}

function otherRows(): ProblemError {
  return problem(
    'conflict',
    'The rows are not those that were approved.',
    'Run it again without --apply, and look what would be loaded.',
  );
}

function unknownEnd(error: unknown): ProblemError {
  return problem(
    'unreachable',
    'The connection broke while the transaction was being ended: all rows may be there, or none.',
    'Run the same command again: where they are there, it says that the tables hold rows.',
    error,
  );
}
