import type { LogReading } from '#contracts/trace.ts';
import type { LoggedStatement, LogSummary } from '#vocabulary/logged-statement.ts';
import { logText } from './log-chunks.ts';
import { csvReader, csvRecord } from './log-csv.ts';
import { type EntryReader, type LogTally, newTally } from './log-entry.ts';
import { findFrame } from './log-frames.ts';
import { isJsonEntry, jsonReader } from './log-json.ts';
import { statementReader } from './log-statements.ts';
import { stderrReader } from './log-stderr.ts';

export interface LogOptions {
  /** log_line_prefix of a stderr log, `%m [%p] `; inferred from the lines without it. */
  readonly prefix?: string;
  /** Characters of one line, and of one message; what is longer is cut. */
  readonly longest?: number;
}

const longestLine = 1024 * 1024;
/** Characters that are looked at to tell the format. */
const sampleLength = 64 * 1024;

/**
 * A PostgreSQL log as its statements: stderr with any log_line_prefix, csvlog, jsonlog; packed with gzip; wrapped by
 * syslog, a container engine or a cloud. Never holds more than a piece of the file, the open message of each session and
 * the statements that wait for their duration. Read once. Errors: unsupported, where another program packed the file.
 */
export function parseLog(
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  options: LogOptions = {},
): LogReading {
  const tally = newTally();
  let format: LogSummary['format'] = 'stderr';

  async function* batches(): AsyncGenerator<readonly LoggedStatement[]> {
    const reader = statementReader(tally);
    let entries: EntryReader | undefined;
    let sample = '';
    for await (const text of logText(chunks, tally)) {
      if (entries === undefined) {
        sample += text;
        if (sample.length < sampleLength) continue;
        ({ format, entries } = readerFor(sample, tally, options));
        yield reader.push(entries.push(sample));
        sample = '';
      } else yield reader.push(entries.push(text));
    }
    if (entries === undefined) {
      ({ format, entries } = readerFor(sample, tally, options));
      yield reader.push(entries.push(sample));
    }
    yield reader.push(entries.end());
    yield reader.end();
  }

  async function* statements(): AsyncGenerator<LoggedStatement> {
    for await (const batch of batches()) yield* batch;
  }

  return { [Symbol.asyncIterator]: statements, batches, summary: () => summaryOf(tally, format, options) };
}

function readerFor(
  start: string,
  tally: LogTally,
  options: LogOptions,
): { readonly format: LogSummary['format']; readonly entries: EntryReader } {
  const sample = start.slice(0, sampleLength);
  const { longest = longestLine, prefix } = options;
  const lines = sample
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(0, 400);
  if (prefix === undefined && lines.some((line) => csvRecord.test(line))) {
    return { format: 'csv', entries: csvReader(tally, longest) };
  }
  if (prefix === undefined && lines.some(isJsonEntry)) return { format: 'json', entries: jsonReader(tally, longest) };
  const frame = findFrame(lines.slice(0, 100));
  if (frame !== undefined) tally.frame = frame.name;
  if (prefix !== undefined) tally.prefixes.push(prefix);
  return { format: 'stderr', entries: stderrReader(tally, { prefix, frame, longest }) };
}

function summaryOf(tally: LogTally, format: LogSummary['format'], options: LogOptions): LogSummary {
  return {
    format,
    ...(tally.frame === undefined ? {} : { frame: tally.frame }),
    prefixes: [...tally.prefixes],
    compressed: tally.compressed,
    lines: tally.lines,
    entries: tally.entries,
    statements: tally.statements,
    failed: tally.failed,
    cut: tally.cut,
    unread: { count: tally.unread, examples: [...tally.examples] },
    notes: notesOn(tally, options),
  };
}

function notesOn(tally: LogTally, options: LogOptions): string[] {
  const notes: string[] = [];
  const [language] = [...tally.languages].sort(([, one], [, other]) => other - one)[0] ?? [];
  const foreign = [...tally.languages.values()].reduce((sum, count) => sum + count, 0);
  if (language !== undefined) {
    notes.push(
      `${foreign} messages are in ${language} and were not read: only English ones are. Set lc_messages = 'C' on the server and log anew, or read pg_stat_statements instead.`,
    );
  }
  if (tally.entries > 0 && tally.statements === 0 && language === undefined) {
    notes.push(
      'No message of this log is a statement: set log_min_duration_statement = 0 (or a limit in milliseconds) on the server.',
    );
  }
  if (tally.withoutSession > tally.statements / 2) {
    notes.push(
      options.prefix === undefined
        ? 'The lines tell no process id, so the sessions cannot be told apart: give the log_line_prefix, or put %p into it.'
        : 'The log_line_prefix has no %p and no %c, so the sessions cannot be told apart: put %p into it.',
    );
  }
  if (tally.cut > 0) notes.push(`${tally.cut} messages are longer than the limit and were cut.`);
  if (tally.brokenCharacters) notes.push('Some bytes are not UTF-8 and stand as "\uFFFD".');
  if (tally.cutOff) notes.push('The packed file is broken or cut off: what came before was read.');
  return notes;
}
