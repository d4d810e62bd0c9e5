import { countUnread, type EntryReader, type LogEntry, type LogOrigin, type LogTally } from './log-entry.ts';
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

interface OpenEntry {
  readonly line: number;
  readonly tag: string;
  readonly origin: LogOrigin;
  readonly parts: Map<string, string[]>;
  length: number;
  cut: boolean;
}

/** Where a continuation line goes. */
interface OpenPart {
  readonly entry: OpenEntry;
  readonly lines: string[];
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

  function readLine(framed: FramedLine, cut: boolean): readonly LogEntry[] {
    const { text, origin = '' } = framed;
    const part = last.get(origin);
    if (text.startsWith('\t')) {
      if (part === undefined) countUnread(tally, tally.lines, text, 'the file starts in the middle of a message');
      else extend(part, `\n${text.slice(1)}`, cut);
      return [];
    }
    const head = readHead(text);
    if (head === undefined) {
      if (framed.continues === true && part !== undefined) extend(part, text, cut);
      else if (text !== '') {
        const language = foreignLanguage(text);
        if (language !== undefined) tally.languages.set(language, (tally.languages.get(language) ?? 0) + 1);
        last.delete(origin);
        countUnread(tally, tally.lines, text, whyUnread(language, options.prefix));
      }
      return [];
    }
    const written = text.slice(head.from);
    const key = head.origin.session ?? origin;
    if (isPart(head.tag)) {
      const entry = open.get(key);
      if (entry === undefined) {
        countUnread(tally, tally.lines, text, `there is no message that this ${head.tag} belongs to`);
        last.delete(origin);
      } else {
        const lines: string[] = [];
        entry.parts.set(head.tag, lines);
        last.set(origin, { entry, lines });
        extend({ entry, lines }, written, cut);
      }
      return [];
    }
    const done = closeBefore(key);
    const own = head.origin.pid === undefined && origin !== '' ? { pid: Number(origin), session: origin } : {};
    const at = head.origin.at ?? framed.at;
    const lines: string[] = [];
    const entry = {
      line: tally.lines,
      tag: head.tag,
      origin: { ...head.origin, ...own, at },
      parts: new Map(),
      length: 0,
      cut: false,
    };
    entry.parts.set('', lines);
    open.set(key, entry);
    last.set(origin, { entry, lines });
    extend({ entry, lines }, written, cut);
    if (last.size > mostOpen) last.delete(last.keys().next().value ?? '');
    return done;
  }

  function extend(part: OpenPart, text: string, cut: boolean): void {
    const room = options.longest - part.entry.length;
    if (room > 0) part.lines.push(text.length > room ? text.slice(0, room) : text);
    part.entry.length += text.length;
    if ((cut || text.length > room) && !part.entry.cut) {
      part.entry.cut = true;
      tally.cut += 1;
    }
  }

  /** The process's own last message, and those for which nothing comes any more. */
  function closeBefore(key: string): readonly LogEntry[] {
    const done: LogEntry[] = [];
    for (const [other, entry] of open) {
      if (open.size < mostOpen && entry.line > tally.lines - linesOpen) break;
      open.delete(other);
      done.push(finished(entry));
    }
    const own = open.get(key);
    if (own !== undefined) {
      open.delete(key);
      done.push(finished(own));
    }
    return done;
  }

  function read(lines: ReturnType<typeof splitter.push>): readonly LogEntry[] {
    const entries: LogEntry[] = [];
    for (const { text, cut } of lines) {
      tally.lines += 1;
      const framed = options.frame?.unwrap(text);
      if (framed === undefined || !framed.text.includes('\n')) {
        for (const entry of readLine(framed ?? { text }, cut)) entries.push(entry);
        continue;
      }
      // Several lines of the log in one of the frame: those after the first may have lost their tab.
      for (const [at, piece] of framed.text.split('\n').entries()) {
        const plain = at > 0 && !piece.startsWith('\t') && readHead(piece) === undefined ? `\t${piece}` : piece;
        for (const entry of readLine({ ...framed, text: plain }, cut)) entries.push(entry);
      }
    }
    tally.entries += entries.length;
    return entries;
  }

  return {
    push: (text) => read(splitter.push(text)),
    end: () => {
      const entries = [...read(splitter.end())];
      const rest = [...open.values()].map(finished);
      tally.entries += rest.length;
      return [...entries, ...rest];
    },
  };
}

function finished(entry: OpenEntry): LogEntry {
  return {
    line: entry.line,
    severity: entry.tag,
    message: entry.parts.get('')?.join('') ?? '',
    detail: entry.parts.get('DETAIL')?.join(''),
    statement: entry.parts.get('STATEMENT')?.join(''),
    origin: entry.origin,
    cut: entry.cut,
  };
}

function isPart(tag: string): boolean {
  return ['DETAIL', 'HINT', 'QUERY', 'CONTEXT', 'STATEMENT', 'LOCATION', 'BACKTRACE'].includes(tag);
}

function whyUnread(language: string | undefined, prefix: string | undefined): string {
  if (language !== undefined) return `the server writes its messages in ${language}`;
  return prefix === undefined
    ? 'it has no tag such as "LOG:  " and does not go on with a tab'
    : 'it does not start with the given log_line_prefix';
}
