import { type CsvFields, csvColumn as column, csvFields, plainRecords } from './log-csv-fields.ts';
import { countUnread, type EntryReader, type LogEntry, type LogTally } from './log-entry.ts';
import { isoTime } from './log-time.ts';

const recordStart = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^\s,"]{1,10},/;

/** Looks like a record of csvlog and not like a line with a prefix that has commas. */
export const csvRecord =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^\s,"]{1,10},(?:"(?:[^"]|"")*")?,(?:"(?:[^"]|"")*")?,\d*,(?:"(?:[^"]|"")*")?,[0-9a-f]+\.[0-9a-f]+,/;

/** Characters after which a line that looks like a record is one, though a quote is open: a file was cut and another put after it. */
const lostAfter = 64 * 1024;

/** Records by RFC 4180: fields in quotes go over lines. A record that is no message is passed by up to the next that is one. */
export function csvReader(tally: LogTally, longest: number): EntryReader {
  /** What was read of the record: cut at the limit, while its quotes are still followed. */
  let held = '';
  let length = 0;
  let quoted = false;
  let startLine = 1;
  const plain = plainRecords();
  const longestPlain = Math.min(longest, lostAfter);
  tally.lines = 0;

  function forget(): void {
    held = '';
    length = 0;
    quoted = false;
    startLine = tally.lines + 1;
  }

  function finish(): LogEntry | undefined {
    const record = held.endsWith('\r') ? held.slice(0, -1) : held;
    const cut = length > longest;
    const line = startLine;
    forget();
    if (record === '') return undefined;
    const fields = csvFields(record);
    if (cut) tally.cut += 1;
    if (!recordStart.test(record) || fields[column.message] === undefined) {
      countUnread(tally, line, record, 'it is no record of a csvlog');
      return undefined;
    }
    return entryOf(fields, line, cut);
  }

  function hold(piece: string): void {
    if (length < longest) held += length + piece.length > longest ? piece.slice(0, longest - length) : piece;
    length += piece.length;
  }

  function takeLine(line: string): LogEntry | undefined {
    if (quoted && length > lostAfter && csvRecord.test(line)) {
      countUnread(tally, startLine, held, 'a quote in it is never closed');
      forget();
    }
    tally.lines += 1;
    if (flips(line)) quoted = !quoted;
    hold(line);
    // In a file that starts inside of a field the quotes are the wrong way round: a record that begins ends it.
    if (quoted && !recordStart.test(held.slice(0, 60))) quoted = false;
    if (!quoted) return finish();
    hold('\n');
    return undefined;
  }

  return {
    push: (text) => {
      const entries: LogEntry[] = [];
      const last = text.lastIndexOf('\n');
      let from = 0;
      while (from <= last) {
        const next = length === 0 ? plain.read(text, from, last) : -1;
        if (next >= 0 && next - from <= longestPlain) {
          entries.push(entryOf(plain.fields, startLine, false));
          tally.lines += linesIn(text, from, next);
          startLine = tally.lines + 1;
          from = next;
        } else {
          const end = text.indexOf('\n', from);
          const entry = takeLine(text.slice(from, end));
          if (entry !== undefined) entries.push(entry);
          from = end + 1;
        }
      }
      if (from < text.length) {
        const rest = text.slice(from);
        if (flips(rest)) quoted = !quoted;
        hold(rest);
      }
      tally.entries += entries.length;
      return entries;
    },
    end: () => {
      if (held !== '') tally.lines += 1;
      const cutOff = quoted;
      const entry = cutOff ? undefined : finish();
      if (cutOff) countUnread(tally, startLine, held, 'the file ends in the middle of it');
      if (entry !== undefined) tally.entries += 1;
      return entry === undefined ? [] : [entry];
    },
  };
}

/** An odd number of quotes: a field opens or closes on this piece. A doubled quote inside of a field changes nothing. */
function flips(piece: string): boolean {
  let odd = false;
  for (let at = piece.indexOf('"'); at >= 0; at = piece.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function entryOf(fields: CsvFields, line: number, cut: boolean): LogEntry {
  const pid = given(fields[column.pid]);
  return {
    line,
    severity: fields[column.severity] ?? '',
    message: fields[column.message] ?? '',
    detail: given(fields[column.detail]),
    statement: given(fields[column.query]),
    origin: {
      at: isoTime(fields[column.at] ?? ''),
      pid: pid === undefined ? undefined : Number(pid),
      session: given(fields[column.session]) ?? pid,
      user: given(fields[column.user]),
      database: given(fields[column.database]),
      application: given(fields[column.application]),
    },
    cut,
  };
}

function given(field: string | undefined): string | undefined {
  return field === '' ? undefined : field;
}
