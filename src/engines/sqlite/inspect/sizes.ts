import { ProblemError } from '#contracts/problem-error.ts';
import type { SqliteSession } from '#engines/sqlite/connect/session.ts';

export interface Sizes {
  /** By table or index. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly unread: readonly string[];
}

/** Looks at every page of the copy once; a damaged one ends it. https://www.sqlite.org/dbstat.html */
export async function readSizes(session: Pick<SqliteSession, 'read'>): Promise<Sizes> {
  try {
    const rows = await session.read(`SELECT name, pgsize AS bytes FROM dbstat('main', 1)`);
    return { bytes: new Map(rows.map((row) => [String(row['name']), Number(row['bytes'])])), unread: [] };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { bytes: new Map(), unread: [`The sizes could not be read: ${error.problem.message}`] };
  }
}
