import { isTimeAt } from './log-time.ts';

/**
 * The columns that matter. They have stood in the same place in every version; later ones are added at the end.
 * https://www.postgresql.org/docs/18/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG
 */
export const csvColumn = {
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

const newline = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;
const comma = 44;
const tilde = 126;

/** Fields by their place. */
export type CsvFields = readonly (string | undefined)[];

export interface PlainRecords {
  /** Of the record that was read last: those of `csvColumn` alone, '' where it has no such column. */
  readonly fields: CsvFields;
  /**
   * Where the next record begins, after the one that begins at `from` and ends at `last`, a line's end, or before it. -1
   * where it does not end by then, or is not written as a server writes it: then `csvFields` tells.
   */
  readonly read: (text: string, from: number, last: number) => number;
}

/** Reads records where they stand, in one pass and without cutting out what nobody wants: nearly all of a log is such. */
export function plainRecords(): PlainRecords {
  const places: readonly number[] = Object.values(csvColumn);
  const fields = Array.from({ length: csvColumn.application + 1 }, (_, at): string | undefined =>
    places.includes(at) ? '' : undefined,
  );

  function read(text: string, from: number, last: number): number {
    if (!startsRecord(text, from, last)) return -1;
    let at = from;
    for (let place = 0; ; place += 1) {
      let start = at;
      let end = at;
      let isDoubled = false;
      let code = text.charCodeAt(at);
      if (code === quote) {
        start += 1;
        end = text.indexOf('"', start);
        while (end >= 0 && end < last && text.charCodeAt(end + 1) === quote) {
          isDoubled = true;
          end = text.indexOf('"', end + 2);
        }
        if (end < 0 || end > last) return -1;
        at = end + 1;
        code = text.charCodeAt(at);
        if (code === carriageReturn) {
          at += 1;
          code = text.charCodeAt(at);
          if (code !== newline) return -1;
        }
      } else {
        for (; code !== comma && code !== newline; code = text.charCodeAt(at)) {
          if (code === quote) return -1;
          at += 1;
        }
        end = code === newline && text.charCodeAt(at - 1) === carriageReturn ? at - 1 : at;
      }
      const before = fields[place];
      if (before !== undefined) {
        // User, database and the like are mostly those of the record before.
        const isSame = !isDoubled && before.length === end - start && text.startsWith(before, start);
        if (!isSame) fields[place] = isDoubled ? unquoted(text.slice(start, end)) : text.slice(start, end);
      }
      if (code === newline) return place < csvColumn.message ? -1 : endedAt(place, at);
      if (code !== comma) return -1;
      at += 1;
    }
  }

  /** Columns that a later version added are not in the record. */
  function endedAt(place: number, end: number): number {
    for (let rest = place + 1; rest < fields.length; rest += 1) if (fields[rest] !== undefined) fields[rest] = '';
    return end + 1;
  }

  return { fields, read };
}

const longestZone = 10;

/** `2026-11-22 07:50:01.067 UTC,` */
function startsRecord(text: string, from: number, last: number): boolean {
  let at = from + 24;
  if (last < at + longestZone || !isTimeAt(text, from, 23) || text.charCodeAt(at - 1) !== space) return false;
  for (const start = at; at <= start + longestZone; at += 1) {
    const code = text.charCodeAt(at);
    if (code === comma) return at > start;
    if (code <= space || code === quote || code > tilde) return false;
  }
  return false;
}

/** The fields of one record, also where its quotes are not those of a server. */
export function csvFields(record: string): CsvFields {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (record[at] === '"') {
      let end = record.indexOf('"', at + 1);
      while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
      fields.push(unquoted(record.slice(at + 1, end < 0 ? record.length : end)));
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

function unquoted(written: string): string {
  return written.includes('"') ? written.replaceAll('""', '"') : written;
}
