import { countUnread, type EntryReader, type LogEntry, type LogTally } from './log-entry.ts';
import { lineSplitter } from './log-lines.ts';
import { isoTime } from './log-time.ts';
import { isRecord } from './plan-fields.ts';

/**
 * jsonlog (15 and later): one object a line. An operator for Kubernetes wraps csvlog's columns, as an object, into `record`.
 * https://www.postgresql.org/docs/18/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG
 */
export function jsonReader(tally: LogTally, longest: number): EntryReader {
  const splitter = lineSplitter(longest);
  let entries: LogEntry[] = [];
  const take = (text: string, cut: boolean) => {
    tally.lines += 1;
    if (text.trim() === '') return;
    const entry = cut ? undefined : entryOf(text, tally.lines);
    if (cut) tally.cut += 1;
    if (entry !== undefined) entries.push(entry);
    else countUnread(tally, tally.lines, text, cut ? 'it is longer than the limit' : 'it is no object of a jsonlog');
  };
  const given = (): readonly LogEntry[] => {
    const those = entries;
    entries = [];
    tally.entries += those.length;
    return those;
  };
  return {
    push: (text) => {
      splitter.push(text, take);
      return given();
    },
    end: () => {
      splitter.end(take);
      return given();
    },
  };
}

/** A line of jsonlog, for telling the format. */
export function isJsonEntry(line: string): boolean {
  return line.startsWith('{') && line.includes('"error_severity":') && line.includes('"message":');
}

function entryOf(line: string, number: number): LogEntry | undefined {
  const object = parsed(line);
  const record = isRecord(object) && isRecord(object['record']) ? object['record'] : object;
  if (!isRecord(record) || typeof record['message'] !== 'string' || typeof record['error_severity'] !== 'string') {
    return undefined;
  }
  const pid = Number(record['pid'] ?? record['process_id']);
  return {
    line: number,
    severity: record['error_severity'],
    message: record['message'],
    detail: textIn(record, 'detail'),
    statement: textIn(record, 'statement', 'query'),
    origin: {
      at: isoTime(textIn(record, 'timestamp', 'log_time') ?? ''),
      pid: Number.isInteger(pid) ? pid : undefined,
      session: textIn(record, 'session_id') ?? (Number.isInteger(pid) ? String(pid) : undefined),
      user: textIn(record, 'user', 'user_name'),
      database: textIn(record, 'dbname', 'database_name'),
      application: textIn(record, 'application_name'),
    },
    cut: false,
  };
}

/** Under the one name, or where that is empty under the other. */
function textIn(record: Readonly<Record<string, unknown>>, name: string, other = name): string | undefined {
  const one = record[name];
  const value = one === undefined || one === '' ? record[other] : one;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
