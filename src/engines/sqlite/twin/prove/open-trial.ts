import type { TrialSession } from '#engines/sql/design/try-scenarios.ts';
import { sqliteThread } from '#engines/sqlite/connect/thread.ts';
import { codeTokens } from '#engines/sqlite/parse/tokens.ts';

/** A connection to a throw-away database, as an application has one. */
export interface SqliteTrial {
  readonly session: TrialSession;
  readonly rows: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly version: () => Promise<string>;
  readonly close: () => Promise<void>;
}

const PLACE = 'SQLite';
const MEMORY_BYTES = 268_435_456;
const STATEMENT_MS = 60_000;
const limits = { rows: 100_000, bytes: 16_777_216 };

export function openTrial(path: string, signal: AbortSignal): SqliteTrial {
  const thread = sqliteThread({
    path,
    write: true,
    memoryBytes: MEMORY_BYTES,
    pragmas: ['PRAGMA foreign_keys = ON', 'PRAGMA recursive_triggers = ON', 'PRAGMA synchronous = OFF'],
    signal,
    place: PLACE,
  });
  const rows: SqliteTrial['rows'] = async (sql) => (await thread.rows({ sql, limits }, STATEMENT_MS)).rows;
  return {
    session: {
      attempt: async (statement) => {
        const outside = reachingOut(statement);
        if (outside !== undefined) return { message: outside, isRefusal: false };
        try {
          await thread.exec(statement, STATEMENT_MS);
          return undefined;
        } catch (error) {
          signal.throwIfAborted();
          return failureOf(error);
        }
      },
      finds: async (query) => (await rows(query)).length > 0,
    },
    rows,
    version: async () => String((await rows('SELECT sqlite_version()'))[0]?.[0]),
    close: () => thread.close(),
  };
}

/** A model may come from anybody: these words alone reach other files. */
function reachingOut(text: string): string | undefined {
  const tokens = codeTokens(text);
  const found = tokens.find(
    ({ text: word }, at) => /^(?:attach|vacuum|pragma)$/i.test(word) && (at === 0 || tokens[at - 1]?.text === ';'),
  );
  return found === undefined
    ? undefined
    : `${found.text.toUpperCase()} is no statement of a design: it is not carried out.`;
}

/** SQLite's own words, without what we put before and behind them. */
function failureOf(error: unknown) {
  const message = (error instanceof Error ? error.message : String(error))
    .replace(`${PLACE}: `, '')
    .replace(/\.+$/, '.');
  return { message, isRefusal: !isFault.test(message) };
}

/** The statement is wrong, not what it would have done: a trigger's refusal comes in words of its own, these are SQLite's. */
const isFault =
  /^no such |syntax error|has no column named|values for \d+ columns|supplied|incomplete input|unrecognized token|ambiguous column|database is locked|broke off/;
