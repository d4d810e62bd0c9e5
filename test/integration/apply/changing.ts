import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplyOutcome, ApplyRequest } from '#agent/agent.ts';
import { createAgent } from '#agent/create-agent.ts';
import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { spell } from '#engines/postgres/spell.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Problem } from '#vocabulary/problem.ts';
import { Report } from '#vocabulary/report.ts';
import type { ShopServer } from '../shop-server.ts';

/** A report that proposes these indexes, with the engine's statements, as `optimize query` makes it. */
export function proposing(...indexes: readonly object[]): Report {
  return Report.parse({
    version: '1',
    command: 'optimize query',
    summary: '',
    subject: '',
    findings: [],
    recommendations: [],
    changes: indexes.map((fields) => {
      const index = IndexDefinition.parse({ schema: 'public', table: 'orders', ...fields });
      return { kind: 'create-index', index, statements: [...spell({ kind: 'create-index', index })] };
    }),
    unseen: [],
    details: {},
  });
}

export interface Folder {
  readonly path: string;
  /** Events of the one journal in it, in order. */
  readonly events: () => readonly string[];
  readonly remove: () => void;
}

export function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'dbwright-test-'));
  const journals = join(path, '.dbwright', 'journal');
  return {
    path,
    events: () =>
      readdirSync(journals).flatMap((file) =>
        readFileSync(join(journals, file), 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => String(JSON.parse(line).event)),
      ),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Carries a report out, approved where nothing else is said; waits between tries are short. */
export function apply(
  url: string,
  report: Report,
  folder: Folder,
  options: {
    readonly signal?: AbortSignal;
    readonly approve?: ApplyRequest['approve'];
    readonly progress?: Context['progress'];
  } = {},
): Promise<ApplyOutcome> {
  return createAgent({ cwd: folder.path }).apply({
    report,
    sources: { url },
    approve: options.approve ?? (async () => true),
    context: {
      signal: options.signal ?? new AbortController().signal,
      progress: options.progress ?? (() => undefined),
      clock: () => new Date(),
      random: () => 0,
    },
  });
}

export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

/** Valid or not, by name; undefined: no such index. */
export async function stateOf(shop: ShopServer, name: string): Promise<'valid' | 'invalid' | undefined> {
  const [row] = await shop.sql(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('public.${name}')`,
  );
  return row === undefined ? undefined : row['valid'] === true ? 'valid' : 'invalid';
}

/**
 * A transaction that has written to a table: CREATE INDEX CONCURRENTLY makes its index, not valid yet, and then waits
 * for it. https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export async function openWriter(shop: ShopServer, table = 'orders'): Promise<() => Promise<void>> {
  const client = await shop.open();
  await client.query(`BEGIN; UPDATE ${table} SET id = id WHERE id = 1`);
  return () => client.end();
}

/** Process number of the session that builds an index, as soon as the index is there. */
export async function builderOf(shop: ShopServer, index: string): Promise<number> {
  for (let tries = 0; tries < 500; tries += 1) {
    const [row] = await shop.sql(`
      SELECT a.pid FROM pg_stat_activity a
      WHERE a.query LIKE 'CREATE%INDEX CONCURRENTLY%${index} %' AND a.state = 'active' AND a.wait_event_type = 'Lock'
        AND a.pid <> pg_backend_pid() AND to_regclass('public.${index}') IS NOT NULL`);
    if (row !== undefined) return Number(row['pid']);
    await sleep(20);
  }
  throw new Error(`Nobody builds ${index}.`);
}

/** Sessions of ours that are still there. */
export async function ourSessions(shop: ShopServer): Promise<readonly unknown[]> {
  return shop.sql("SELECT application_name, query FROM pg_stat_activity WHERE application_name LIKE 'dbwright%'");
}
