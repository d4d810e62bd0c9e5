import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { LogEntry, LogTally } from './log-entry.ts';
import { foreignMessage } from './log-languages.ts';
import { readMessage, type StatementMessage } from './log-message.ts';
import { readLoggedParameters } from './log-parameters.ts';

export interface StatementReader {
  readonly push: (entries: readonly LogEntry[]) => readonly LoggedStatement[];
  readonly end: () => readonly LoggedStatement[];
}

/** Sessions, and characters of their statements, that wait for a duration. */
const mostWaiting = 1000;
const mostCharacters = 16 * 1024 * 1024;

/**
 * Messages to statements. Where log_statement wrote a statement before it ran, the session's next message says how it
 * went: a duration gives it its time, an error with the same text takes it back, anything else leaves it without a time.
 */
export function statementReader(tally: LogTally): StatementReader {
  const waiting = new Map<string, LoggedStatement>();
  let characters = 0;

  function release(key: string): LoggedStatement | undefined {
    const statement = waiting.get(key);
    if (statement === undefined) return undefined;
    waiting.delete(key);
    characters -= statement.text.length;
    return statement;
  }

  function wait(key: string, statement: LoggedStatement, given: LoggedStatement[]): void {
    waiting.set(key, { ...statement, text: detached(statement.text) });
    characters += statement.text.length;
    for (const oldest of waiting.keys()) {
      if (waiting.size <= mostWaiting && characters <= mostCharacters) break;
      const released = release(oldest);
      if (released !== undefined) given.push(released);
    }
  }

  function read(entry: LogEntry, given: LoggedStatement[]): void {
    const key = entry.origin.session ?? '';
    const { severity } = entry;
    if (severity === 'ERROR' || severity === 'FATAL' || severity === 'PANIC') {
      const before = release(key);
      tally.failed += 1;
      const own = before !== undefined && (entry.statement === undefined || sameText(entry.statement, before));
      if (before !== undefined && !own) given.push(before);
      return;
    }
    const message = severity === 'LOG' ? readMessage(entry.message) : undefined;
    if (message === undefined) {
      const language = severity.startsWith('DEBUG') ? undefined : foreignMessage(entry.message);
      if (language !== undefined) tally.languages.set(language, (tally.languages.get(language) ?? 0) + 1);
      return;
    }
    if (message.kind === 'duration') {
      const before = release(key);
      if (before !== undefined) given.push({ ...before, milliseconds: message.milliseconds });
      return;
    }
    const statement = statementOf(message, entry);
    // A plan is written while its statement runs.
    if (message.kind !== 'plan') {
      const before = waiting.size === 0 ? undefined : release(key);
      if (before !== undefined) given.push(before);
      if (message.milliseconds === undefined && entry.origin.session !== undefined) {
        wait(key, statement, given);
        return;
      }
    }
    given.push(statement);
  }

  return {
    push: (entries) => {
      const statements: LoggedStatement[] = [];
      for (const entry of entries) read(entry, statements);
      tally.statements += statements.length;
      for (const { session } of statements) if (session === undefined) tally.withoutSession += 1;
      return statements;
    },
    end: () => {
      const rest = [...waiting.values()];
      waiting.clear();
      tally.statements += rest.length;
      return rest;
    },
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function statementOf(message: Exclude<StatementMessage, { kind: 'duration' }>, entry: LogEntry): LoggedStatement {
  const { at, pid, session, user, database, application } = entry.origin;
  // What most have is given at once, be it undefined: an object that grows field by field is moved again and again.
  const made: Writable<LoggedStatement> = {
    kind: message.kind,
    text: message.text,
    at,
    session,
    pid,
    database,
    user,
    application,
    milliseconds: message.milliseconds,
    parameters: undefined,
    line: entry.line,
  };
  if (message.plan !== undefined) made.plan = message.plan;
  if (message.fetch !== undefined) made.fetch = message.fetch;
  if (entry.cut) made.cut = true;
  const detail = message.parameters ?? entry.detail;
  if (detail === undefined) return made;
  const parameters = readLoggedParameters(detail);
  if (parameters !== undefined) made.parameters = parameters;
  if (detail.startsWith('prepare: ')) made.prepared = detail.slice('prepare: '.length);
  return made;
}

/** Where either was cut, as far as both go. */
function sameText(failed: string, before: LoggedStatement): boolean {
  return before.cut === true ? failed.startsWith(before.text.slice(0, 1000)) : failed === before.text;
}

/** A part of a string keeps the whole alive; what waits must not keep the piece of the file that it was read from. */
function detached(text: string): string {
  return text.length > 1024 * 1024 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
