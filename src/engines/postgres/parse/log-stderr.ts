import { countUnread, type EntryReader, type LogEntry, type LogTally } from './log-entry.ts';
import type { FramedLine, LogFrame } from './log-frames.ts';
import { foreignLanguage } from './log-languages.ts';
import { lineSplitter } from './log-lines.ts';
import { compilePrefix, inferPrefix, type LineHead, type LinePrefix } from './log-prefix.ts';

export interface StderrOptions {
  readonly prefix?: string | undefined;
  readonly frame?: LogFrame | undefined;
  /** Characters of a line, and of a message over its lines. */
  readonly longest: number;
}

/** Messages that wait for their DETAIL; and how many lines later it can still come. */
const mostOpen = 1000;
const linesOpen = 200;
const mostPrefixes = 12;
const tab = 9;

/** An entry whose text may go on. */
interface OpenEntry extends LogEntry {
  message: string;
  detail: string | undefined;
  statement: string | undefined;
  length: number;
  cut: boolean;
}

/** Where a continuation line goes; hints, contexts and the like go nowhere. */
interface OpenPart {
  readonly entry: OpenEntry;
  readonly field: 'message' | 'detail' | 'statement' | undefined;
}

/**
 * The server's plain log: a prefix, a tag such as `LOG:`, the text; further lines of a text start with a tab. DETAIL,
 * HINT and STATEMENT are lines of their own and belong to the last message of their process.
 */
export function stderrReader(tally: LogTally, options: StderrOptions): EntryReader {
  const splitter = lineSplitter(options.longest);
  const prefixes: LinePrefix[] = options.prefix === undefined ? [] : [compilePrefix(options.prefix)];
  const open = new Map<string, OpenEntry>();
  const last = new Map<string, OpenPart>();
  let entries: LogEntry[] = [];
  let sweepAt = linesOpen;

  function readHead(line: string): LineHead | undefined {
    for (const [at, prefix] of prefixes.entries()) {
      const head = prefix.read(line);
      if (head === undefined) continue;
      // The next line is likely to be of the same kind.
      if (at > 0) prefixes.unshift(...prefixes.splice(at, 1));
      return head;
    }
    if (options.prefix !== undefined) return undefined;
    const inferred = inferPrefix(line);
    if (inferred === undefined) return undefined;
    const compiled = compilePrefix(inferred);
    const head = compiled.read(line);
    if (head !== undefined) {
      prefixes.unshift(compiled);
      if (prefixes.length > mostPrefixes) prefixes.pop();
      if (tally.prefixes.length < mostPrefixes && !tally.prefixes.includes(inferred)) tally.prefixes.push(inferred);
    }
    return head;
  }

  function readLine(text: string, cut: boolean, framed: FramedLine | undefined): void {
    const origin = framed?.origin ?? '';
    if (text.charCodeAt(0) === tab) {
      const part = last.get(origin);
      if (part === undefined) countUnread(tally, tally.lines, text, 'the file starts in the middle of a message');
      else extend(part, `\n${text.slice(1)}`, cut);
      return;
    }
    const head = readHead(text);
    if (head === undefined) {
      const part = last.get(origin);
      if (framed?.continues === true && part !== undefined) extend(part, text, cut);
      else if (text !== '') {
        const language = foreignLanguage(text);
        if (language !== undefined) tally.languages.set(language, (tally.languages.get(language) ?? 0) + 1);
        last.delete(origin);
        countUnread(tally, tally.lines, text, whyUnread(language, options.prefix));
      }
      return;
    }
    const { tag } = head;
    const written = text.slice(head.from);
    const key = head.origin.session ?? origin;
    if (parts.has(tag)) {
      const entry = open.get(key);
      if (entry === undefined) {
        countUnread(tally, tally.lines, text, `there is no message that this ${tag} belongs to`);
        last.delete(origin);
      } else {
        const field = tag === 'DETAIL' ? 'detail' : tag === 'STATEMENT' ? 'statement' : undefined;
        const made = { entry, field } as const;
        if (field !== undefined) entry[field] = '';
        last.set(origin, made);
        extend(made, written, cut);
      }
      return;
    }
    closeBefore(key);
    const { at, pid, session, user, database, application } = head.origin;
    const isNumbered = pid === undefined && origin !== '';
    const entry: OpenEntry = {
      line: tally.lines,
      severity: tag,
      message: '',
      detail: undefined,
      statement: undefined,
      origin: {
        at: at ?? framed?.at,
        pid: isNumbered ? Number(origin) : pid,
        session: isNumbered ? origin : session,
        user,
        database,
        application,
      },
      length: 0,
      cut: false,
    };
    open.set(key, entry);
    const made = { entry, field: 'message' } as const;
    last.set(origin, made);
    extend(made, written, cut);
    if (last.size > mostOpen) last.delete(last.keys().next().value ?? '');
  }

  function extend({ entry, field }: OpenPart, text: string, cut: boolean): void {
    const room = options.longest - entry.length;
    if (room > 0 && field !== undefined) {
      const piece = text.length > room ? text.slice(0, room) : text;
      const before = entry[field];
      entry[field] = before === undefined || before === '' ? piece : before + piece;
    }
    entry.length += text.length;
    if ((cut || text.length > room) && !entry.cut) {
      entry.cut = true;
      tally.cut += 1;
    }
  }

  /** The process's own last message, and those for which nothing comes any more. */
  function closeBefore(key: string): void {
    if (open.size >= mostOpen || tally.lines >= sweepAt) {
      for (const [other, entry] of open) {
        if (open.size < mostOpen && entry.line > tally.lines - linesOpen) break;
        open.delete(other);
        entries.push(entry);
      }
      sweepAt = tally.lines + linesOpen / 4;
    }
    const own = open.get(key);
    if (own !== undefined) {
      open.delete(key);
      entries.push(own);
    }
  }

  function takeLine(text: string, cut: boolean): void {
    tally.lines += 1;
    const framed = options.frame?.unwrap(text);
    if (framed === undefined || !framed.text.includes('\n')) {
      readLine(framed?.text ?? text, cut, framed);
      return;
    }
    // Several lines of the log in one of the frame: those after the first may have lost their tab.
    for (const [at, piece] of framed.text.split('\n').entries()) {
      const plain = at > 0 && !piece.startsWith('\t') && readHead(piece) === undefined ? `\t${piece}` : piece;
      readLine(plain, cut, framed);
    }
  }

  function given(): readonly LogEntry[] {
    const those = entries;
    entries = [];
    tally.entries += those.length;
    return those;
  }

  return {
    push: (text) => {
      splitter.push(text, takeLine);
      return given();
    },
    end: () => {
      splitter.end(takeLine);
      for (const entry of open.values()) entries.push(entry);
      open.clear();
      return given();
    },
  };
}

/** Lines that belong to the message before them. */
const parts: ReadonlySet<string> = new Set([
  'DETAIL',
  'HINT',
  'QUERY',
  'CONTEXT',
  'STATEMENT',
  'LOCATION',
  'BACKTRACE',
]);

function whyUnread(language: string | undefined, prefix: string | undefined): string {
  if (language !== undefined) return `the server writes its messages in ${language}`;
  return prefix === undefined
    ? 'it has no tag such as "LOG:  " and does not go on with a tab'
    : 'it does not start with the given log_line_prefix';
}
