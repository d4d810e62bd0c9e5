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

  function wait(key: string, statement: LoggedStatement): readonly LoggedStatement[] {
    waiting.set(key, statement);
    characters += statement.text.length;
    const given: LoggedStatement[] = [];
    for (const oldest of waiting.keys()) {
      if (waiting.size <= mostWaiting && characters <= mostCharacters) break;
      const released = release(oldest);
      if (released !== undefined) given.push(released);
    }
    return given;
  }

  function read(entry: LogEntry): readonly LoggedStatement[] {
    const key = entry.origin.session ?? '';
    if (/^(?:ERROR|FATAL|PANIC)$/.test(entry.severity)) {
      const before = release(key);
      tally.failed += 1;
      const own = before !== undefined && (entry.statement === undefined || sameText(entry.statement, before));
      return before === undefined || own ? [] : [before];
    }
    if (entry.severity !== 'LOG') {
      const language = entry.severity.startsWith('DEBUG') ? undefined : foreignMessage(entry.message);
      if (language !== undefined) tally.languages.set(language, (tally.languages.get(language) ?? 0) + 1);
      return [];
    }
    const message = readMessage(entry.message);
    if (message === undefined) {
      const language = foreignMessage(entry.message);
      if (language !== undefined) tally.languages.set(language, (tally.languages.get(language) ?? 0) + 1);
      return [];
    }
    if (message.kind === 'duration') {
      const before = release(key);
      return before === undefined ? [] : [{ ...before, milliseconds: message.milliseconds }];
    }
    // A plan is written while its statement runs.
    if (message.kind === 'plan') return [statementOf(message, entry)];
    const before = release(key);
    const statement = statementOf(message, entry);
    const timed = message.milliseconds !== undefined;
    const waits =
      timed || entry.origin.session === undefined ? [] : wait(key, { ...statement, text: detached(statement.text) });
    return [
      ...(before === undefined ? [] : [before]),
      ...waits,
      ...(timed || entry.origin.session === undefined ? [statement] : []),
    ];
  }

  return {
    push: (entries) => {
      const statements: LoggedStatement[] = [];
      for (const entry of entries) for (const statement of read(entry)) statements.push(statement);
      tally.statements += statements.length;
      tally.withoutSession += statements.filter((one) => one.session === undefined).length;
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

function statementOf(message: Exclude<StatementMessage, { kind: 'duration' }>, entry: LogEntry): LoggedStatement {
  const { at, pid, session, user, database, application } = entry.origin;
  const detail = message.parameters ?? entry.detail;
  const parameters = detail === undefined ? undefined : readLoggedParameters(detail);
  const prepared = detail?.startsWith('prepare: ') ? detail.slice('prepare: '.length) : undefined;
  return {
    kind: message.kind,
    text: message.text,
    ...(parameters === undefined ? {} : { parameters }),
    ...(at === undefined ? {} : { at }),
    ...(session === undefined ? {} : { session }),
    ...(pid === undefined ? {} : { pid }),
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(application === undefined ? {} : { application }),
    ...(message.milliseconds === undefined ? {} : { milliseconds: message.milliseconds }),
    ...(message.plan === undefined ? {} : { plan: message.plan }),
    ...(prepared === undefined ? {} : { prepared }),
    ...(message.fetch === undefined ? {} : { fetch: message.fetch }),
    ...(entry.cut ? { cut: true } : {}),
    line: entry.line,
  };
}

/** Where either was cut, as far as both go. */
function sameText(failed: string, before: LoggedStatement): boolean {
  return before.cut === true ? failed.startsWith(before.text.slice(0, 1000)) : failed === before.text;
}

/** A part of a string keeps the whole alive; what waits must not keep the piece of the file that it was read from. */
function detached(text: string): string {
  return text.length > 1024 * 1024 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
