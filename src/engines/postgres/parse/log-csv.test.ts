import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import { parseLog } from './log.ts';
import { csvReader } from './log-csv.ts';
import { type LogEntry, newTally } from './log-entry.ts';

const longest = 1024 * 1024;

function read(pieces: readonly string[], most = longest) {
  const tally = newTally();
  const reader = csvReader(tally, most);
  const entries: LogEntry[] = pieces.flatMap((piece) => reader.push(piece));
  return { entries: [...entries, ...reader.end()], tally };
}

interface Written {
  readonly at?: string;
  readonly user?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly query?: string;
  readonly application?: string;
}

const quoted = (text = '') => (text === '' ? '' : `"${text.replaceAll('"', '""')}"`);

/** As the server writes it; `columns`: 26 from version 14 on, 24 in 13, 23 before. */
function record(one: Written, columns = 26): string {
  const { at = '2026-11-22 07:50:01.067 UTC', user = 'app', message = 'x' } = one;
  const head = `${at},${quoted(user)},"shop",41,"10.0.0.1:41",68123456.29,1,"SELECT",2026-05-01 00:00:00 UTC,3/1,0,LOG,00000`;
  const tail = `${quoted(one.query)},,,${quoted(one.application)},"client backend",,0`;
  const fields = `${head},${quoted(message)},${quoted(one.detail)},,,,,${tail}`;
  return columns === 26 ? fields : fields.slice(0, columns === 24 ? -3 : -'"client backend",,0'.length - 1);
}

const text = fc.array(
  fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', ' ', 'é', '日', "'", '2026-11-22 07:50:01'),
);
const field = text.map((parts) => parts.join(''));
const written = fc.record({
  user: fc.constantFrom('app', 'a"p', 'a""p', 'web, "app"'),
  message: field.filter((one) => one !== ''),
  detail: field,
  query: field,
  application: fc.constantFrom('', 'psql', 'a"p', 'p\r'),
});

function toldBy(one: Written) {
  const given = (value = '') => (value === '' ? undefined : value);
  return [one.user, one.message, given(one.detail), given(one.query), given(one.application)];
}
const told = ({ message, detail, statement, origin }: LogEntry) => [
  origin.user,
  message,
  detail,
  statement,
  origin.application,
];

/** In pieces that end at any of these places. */
function cutAt(whole: string, places: readonly number[]): readonly string[] {
  const at = [0, ...places.map((place) => place % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  return at.slice(1).map((end, i) => whole.slice(at[i], end));
}

describe('csvlog', () => {
  test('every column that is wanted, on one line and over several', () => {
    const { entries, tally } = read([
      `${record({ message: 'one\ntwo', detail: 'say "no"', query: 'SELECT\n1', application: 'psql' })}\n${record({})}\n`,
    ]);
    expect(entries).toEqual([
      {
        line: 1,
        severity: 'LOG',
        message: 'one\ntwo',
        detail: 'say "no"',
        statement: 'SELECT\n1',
        origin: {
          at: '2026-11-22T07:50:01.067Z',
          pid: 41,
          session: '68123456.29',
          user: 'app',
          database: 'shop',
          application: 'psql',
        },
        cut: false,
      },
      expect.objectContaining({ line: 4, message: 'x', detail: undefined }),
    ]);
    expect(tally).toMatchObject({ lines: 4, entries: 2, unread: 0 });
  });

  test.each([23, 24, 26])('%i columns, lines that end with \\n or \\r\\n, the last one with nothing', (columns) => {
    for (const newline of ['\n', '\r\n']) {
      const records = ['psql', '', 'p"q'].map((application) => record({ application }, columns));
      const { entries, tally } = read([records.join(newline)]);
      expect(entries.map((one) => one.origin.application)).toEqual(['psql', undefined, 'p"q']);
      expect(entries.map((one) => one.line)).toEqual([1, 2, 3]);
      expect(tally).toMatchObject({ lines: 3, unread: 0 });
    }
  });

  test('a field of the record before is not taken for one that only looks the same', () => {
    const users = ['a""b', 'a"b', 'a"b', 'a""b', 'ab', 'a', 'ab'];
    const { entries } = read([users.map((user) => `${record({ user })}\n`).join('')]);
    expect(entries.map((one) => one.origin.user)).toEqual(users);
  });

  test('what is no record is counted, and what follows is read', () => {
    const lines = [
      '',
      'hello, world',
      record({}),
      '2026-11-22 07:50:01.067 UTC,"app","shop",41',
      `${record({})}x`,
      'a"b',
    ];
    const { entries, tally } = read([`${lines.join('\n')}\n${record({ message: 'last' })}\n`]);
    expect(entries.map((one) => one.line)).toEqual([3, 5, 7]);
    expect(tally.unread).toBe(3);
    expect(tally.examples.map((one) => one.line)).toEqual([2, 4, 6]);
  });

  test('a record that is longer than the limit is cut, at once or in pieces', () => {
    const whole = `${record({ message: 'm'.repeat(5_000) })}\n${record({})}\n`;
    for (const pieces of [[whole], cutAt(whole, [100, 2_000, 4_000])]) {
      const { entries, tally } = read(pieces, 1_000);
      expect(entries.map((one) => [one.message.length < 1_000, one.cut])).toEqual([
        [true, true],
        [true, false],
      ]);
      expect(tally.cut).toBe(1);
    }
  });

  test('a quote that is never closed does not swallow the file', () => {
    const records = Array.from({ length: 2_000 }, (_, at) => record({ message: `number ${at}` })).join('\n');
    const whole = `${record({}).replace('"x"', '"x')}\n${records}\n`;
    const { entries, tally } = read([whole]);
    expect(entries.length).toBeGreaterThan(1_500);
    expect(entries.at(-1)?.message).toBe('number 1999');
    expect(read(cutAt(whole, [70_000, 70_001, 200_000]))).toEqual({ entries, tally });
  });

  test('packed, with characters of several bytes over the borders of pieces', async () => {
    const messages = Array.from(
      { length: 3_000 },
      (_, at) => `duration: ${at}.5 ms  statement: SELECT '日"${at}"\n',\n1`,
    );
    const packed = gzipSync(messages.map((message) => `${record({ message })}\r\n`).join(''));
    const reading = parseLog(cutAt(packed.toString('latin1'), [1, 5, 999]).map((one) => Buffer.from(one, 'latin1')));
    const statements: LoggedStatement[] = [];
    for await (const one of reading) statements.push(one);
    expect(statements.map((one) => [one.milliseconds, one.text])).toEqual(
      messages.map((message, at) => [at + 0.5, message.slice(message.indexOf('SELECT'))]),
    );
    expect(reading.summary()).toMatchObject({ format: 'csv', compressed: true, lines: 9_000, unread: { count: 0 } });
  });
});

describe('properties', () => {
  test('what was written is read, whatever the fields hold and wherever pieces end', () => {
    fc.assert(
      fc.property(
        fc.array(written, { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(), { maxLength: 6 }),
        (records, newline, cuts) => {
          const whole = records.map((one) => record(one) + newline).join('');
          const { entries, tally } = read(cutAt(whole, cuts));
          expect(entries.map(told)).toEqual(records.map(toldBy));
          expect(tally).toMatchObject({ unread: 0, lines: whole.split('\n').length - 1 });
        },
      ),
    );
  });

  test('where pieces end makes no difference, also in what is broken', () => {
    const line = fc.oneof(
      written.map((one) => record(one)),
      written.map((one) => record(one, 23)),
      fc
        .tuple(written, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', '"', '\n', ',', '\r', '\r\n'))
        .map(([one, place, length, put]) => {
          const whole = record(one);
          const at = place % whole.length;
          return whole.slice(0, at) + put + whole.slice(at + length);
        }),
      field,
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 8 }), (lines, cuts) => {
        const whole = lines.join('\n');
        // One character at a time no record stands in one piece, so that each is put together first.
        const slow = read(whole.split(''));
        expect(read([whole])).toEqual(slow);
        expect(read(cutAt(whole, cuts))).toEqual(slow);
        expect(read([whole], 300)).toEqual(read(whole.split(''), 300));
      }),
      { numRuns: process.env['DBWRIGHT_FULL'] === '1' ? 5_000 : 500 },
    );
  });
});
