import type { Outcome, OutcomeRow } from '#analysis/comparison/same-rows.ts';
import type { SmallDatabase } from '#analysis/comparison/small-database.ts';
import type { Compare } from '#contracts/instrument.ts';
import { sqlState } from '#engines/postgres/connect/errors.ts';
import { parameterNumbers } from '#engines/postgres/parse/parameters.ts';
import type { Rewrite } from '#vocabulary/rewrite.ts';
import { serverMessage, type TextConnection } from './connection.ts';

export type ComparedQuestion = Parameters<Compare['compare']>[0];

/** One of the two that are compared: what it gives in the database that the open transaction has filled. */
export type Side = (connection: TextConnection, database: SmallDatabase) => Promise<Outcome>;

export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Their texts. */
  readonly texts: { readonly before: string; readonly after: readonly string[] };
}

/** The two statements as they stand, or all their pages put together. */
export function sidesOf({ before, after }: ComparedQuestion): Sides {
  const first = withoutSemicolon(before.text);
  const { keyset } = after;
  if (after.compared !== 'pages' || keyset === undefined) {
    const second = withoutSemicolon(after.text);
    return { before: statement(first), after: statement(second), texts: { before: first, after: [second] } };
  }
  return {
    before: offsetPages(keyset.offset),
    after: keysetPages(keyset),
    texts: { before: first, after: [keyset.first.text, keyset.next.text] },
  };
}

function statement(text: string): Side {
  const numbers = parameterNumbers(text);
  return (connection, { parameters }) => run(connection, text, numbers, parameters);
}

type Keyset = NonNullable<Rewrite['keyset']>;

/** Pages are small, since the databases are. */
function pageSize({ tables }: SmallDatabase): number {
  return 1 + (tables.reduce((sum, { rows }) => sum + rows.length, 0) % 3);
}

/** Somebody who turns more pages than this turns in a circle. */
const mostPages = 60;

function offsetPages({ text, limit, offset }: Keyset['offset']): Side {
  const numbers = parameterNumbers(text);
  return (connection, database) => {
    const size = pageSize(database);
    return allPages((page) =>
      run(connection, text, numbers, { ...database.parameters, [limit]: String(size), [offset]: String(page * size) }),
    );
  };
}

function keysetPages({ first, next }: Keyset): Side {
  const [ofFirst, ofNext] = [parameterNumbers(first.text), parameterNumbers(next.text)];
  return (connection, database) => {
    const size = String(pageSize(database));
    return allPages((_, last) => {
      if (last === undefined) {
        return run(connection, first.text, ofFirst, { ...database.parameters, [first.limit]: size });
      }
      const keys = Object.fromEntries(next.keys.map(({ parameter, column }) => [parameter, last[column] ?? null]));
      return run(connection, next.text, ofNext, { ...database.parameters, [next.limit]: size, ...keys });
    });
  };
}

async function allPages(read: (page: number, last: OutcomeRow | undefined) => Promise<Outcome>): Promise<Outcome> {
  const rows: OutcomeRow[] = [];
  for (let page = 0; page < mostPages; page++) {
    const outcome = await read(page, rows.at(-1));
    if (outcome.kind === 'error') return outcome;
    if (outcome.rows.length === 0) return { ...outcome, rows };
    rows.push(...outcome.rows);
  }
  return { kind: 'error', code: '', message: `There was no end after ${mostPages} pages` };
}

async function run(
  connection: TextConnection,
  text: string,
  numbers: readonly number[],
  parameters: SmallDatabase['parameters'],
): Promise<Outcome> {
  const most = Math.max(0, ...numbers);
  const values = Array.from({ length: most }, (_, at) => parameters[String(at + 1)] ?? null);
  try {
    return { kind: 'rows', ...(await connection.table(text, values)) };
  } catch (error) {
    const code = sqlState(error);
    if (code === undefined) throw error;
    await connection.command('ROLLBACK TO SAVEPOINT ready');
    return { kind: 'error', code, message: serverMessage(error) };
  }
}

export function withoutSemicolon(text: string): string {
  return text.replace(/[;\s]+$/, '');
}
