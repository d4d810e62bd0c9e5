import { countUnread, type EntryReader, type LogEntry, type LogTally } from './log-entry.ts';
import { isoTime } from './log-time.ts';

/**
 * csvlog. The columns that matter have stood in the same place in every version; later ones are added at the end.
 * https://www.postgresql.org/docs/18/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG
 */
const column = {
  at: 0,
  user: 1,
  database: 2,
  pid: 3,
  session: 5,
  severity: 11,
  message: 13,
  detail: 14,
  query: 19,
  application: 22,
};

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
    const fields = fieldsOf(record);
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

  return {
    push: (text) => {
      const entries: LogEntry[] = [];
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        const line = text.slice(from, end);
        from = end + 1;
        if (quoted && length > lostAfter && csvRecord.test(line)) {
          countUnread(tally, startLine, held, 'a quote in it is never closed');
          forget();
        }
        tally.lines += 1;
        quoted = flips(line) ? !quoted : quoted;
        hold(line);
        // In a file that starts inside of a field the quotes are the wrong way round: a record that begins ends it.
        if (quoted && !recordStart.test(held.slice(0, 60))) quoted = false;
        if (quoted) {
          hold('\n');
          continue;
        }
        const entry = finish();
        if (entry !== undefined) entries.push(entry);
      }
      if (from < text.length) {
        const rest = text.slice(from);
        quoted = flips(rest) ? !quoted : quoted;
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

function fieldsOf(record: string): readonly string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      let end = record.indexOf('"', at + 1);
      while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
      const written = record.slice(at + 1, end < 0 ? record.length : end);
      fields.push(written.includes('"') ? written.replaceAll('""', '"') : written);
      if (end < 0) return fields;
      at = end + 1;
    } else {
      const end = record.indexOf(',', at);
      fields.push(record.slice(at, end < 0 ? record.length : end));
      at = end < 0 ? record.length : end;
    }
    if (record[at] !== ',') return fields;
    at += 1;
  }
}

function entryOf(fields: readonly string[], line: number, cut: boolean): LogEntry {
  const value = (at: number) => (fields[at] === '' ? undefined : fields[at]);
  const pid = value(column.pid);
  return {
    line,
    severity: fields[column.severity] ?? '',
    message: fields[column.message] ?? '',
    detail: value(column.detail),
    statement: value(column.query),
    origin: {
      at: isoTime(fields[column.at] ?? ''),
      pid: pid === undefined ? undefined : Number(pid),
      session: value(column.session) ?? pid,
      user: value(column.user),
      database: value(column.database),
      application: value(column.application),
    },
    cut,
  };
}
