import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedStatement, LogSummary } from '#vocabulary/logged-statement.ts';
import { type LogOptions, parseLog } from './log.ts';
import { parsePlan } from './plan.ts';

const folder = new URL('../fixtures/logs/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder));

interface Read {
  readonly statements: readonly LoggedStatement[];
  readonly summary: LogSummary;
}

async function read(chunks: Iterable<Uint8Array | string>, options: LogOptions = {}): Promise<Read> {
  const reading = parseLog(chunks, options);
  const statements: LoggedStatement[] = [];
  for await (const statement of reading) statements.push(statement);
  return { statements, summary: reading.summary() };
}
const readFixture = (name: string, options?: LogOptions) => read([fixture(name)], options);

/** What two clients did while every fixture was logged: `a` by simple queries, `b` by prepared ones. */
const simple = [
  'CREATE TABLE IF NOT EXISTS t (id int primary key, name text)',
  `SELECT *\n  FROM t\n WHERE id = 1\n   AND name <> 'it''s; a "quoted", value'`,
  'PREPARE p (int) AS SELECT * FROM t WHERE id = $1',
  'EXECUTE p(5)',
  "SELECT 'ärger über 日本語 LOG:  duration: 1.0 ms  statement: SELECT fake'",
  'BEGIN; DECLARE c CURSOR FOR SELECT * FROM t; FETCH 1 FROM c; COMMIT',
  'SELECT count(*) FROM t',
];
const byId = { text: 'SELECT * FROM t WHERE id = $1' };
const byName = { text: 'SELECT name FROM t WHERE id = $1 AND name = $2' };
const executed = [
  { ...byName, parameters: { 1: '1', 2: "O'Brien\nline two" } },
  { ...byName, parameters: { 1: '2', 2: null } },
  { ...byName, parameters: { 1: '3', 2: "O'Brien\nline two" } },
  { ...byId, parameters: { 1: '7' } },
  { ...byId, parameters: { 1: '8' } },
];

const bySession = (statements: readonly LoggedStatement[], of: 'a' | 'b') => {
  const b = statements.find((one) => one.kind === 'execute')?.session;
  return statements.filter((one) => (one.session === b) === (of === 'b'));
};

function expectEverything({ statements, summary }: Read, more: readonly string[] = []): void {
  expect(summary.unread).toEqual({ count: 0, examples: [] });
  const own = statements.filter((one) => !/pg_rotate_logfile|ALTER SYSTEM|pg_reload_conf|^SET /.test(one.text));
  const run = own.filter((one) => one.kind === 'statement').map((one) => one.text);
  expect([...run].sort()).toEqual([...simple, 'SELECT max(id) FROM t', ...more].sort());
  const steps = own.filter((one) => one.kind === 'execute');
  expect(steps.map(({ text, parameters }) => ({ text, parameters }))).toEqual(executed);
  expect(own.find((one) => one.text === 'EXECUTE p(5)')?.prepared).toBe(simple[2]);
  expect(summary.failed).toBe(2);
  expect(summary.statements).toBe(statements.length);
}

const servers = readdirSync(folder).filter((name) => name.startsWith('default-'));

describe('what real servers wrote', () => {
  test.each(servers)('%s', async (name) => {
    const whole = await readFixture(name);
    expectEverything(whole);
    const [first] = bySession(whole.statements, 'a');
    expect(first).toMatchObject({
      kind: 'statement',
      text: simple[0],
      at: expect.stringMatching(/^2026-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(first?.milliseconds).toBeGreaterThan(0);
    expect(first?.pid).toBeGreaterThan(0);
    expect(whole.statements.filter((one) => one.kind === 'parse')).toHaveLength(4);
    expect(whole.statements.filter((one) => one.kind === 'bind')).toHaveLength(5);
    expect(whole.summary.format).toBe({ log: 'stderr', csv: 'csv', json: 'json' }[name.split('.')[1] ?? '']);
    if (!name.endsWith('.log')) {
      expect(first).toMatchObject({ user: 'postgres', database: 'postgres', application: 'psql' });
      expect(bySession(whole.statements, 'b')[0]?.application).toBe('web, "app"');
    }
  });

  test('there are servers of every version', () => {
    expect(servers).toHaveLength(6 + 6 + 4);
  });

  test.each([
    ['pgbadger-18.log', { user: 'postgres', database: 'postgres', application: 'psql' }],
    ['rds-18.log', { user: 'postgres', database: 'postgres' }],
    ['debian-18.log', { user: 'postgres', database: 'postgres' }],
    ['azure-18.log', {}],
    ['cloudsql-18.log', { user: 'postgres', database: 'postgres' }],
    ['epoch-18.log', {}],
    ['everything-18.log', {}],
    ['everything-13.log', {}],
  ])('%s, its prefix inferred', async (name, fields) => {
    const whole = await readFixture(name);
    expectEverything(whole);
    const [first] = bySession(whole.statements, 'a');
    expect(first).toMatchObject({ ...fields, pid: expect.any(Number), at: expect.stringMatching(/^2026-.*Z$/) });
  });

  test.each([
    ['everything-13.log', '%a|%u|%d|%r|%h|%b|%p|%t|%m|%n|%i|%e|%c|%l|%s|%v|%x|%% '],
    ['everything-18.log', '%a|%u|%d|%r|%h|%b|%p|%t|%m|%n|%i|%e|%c|%l|%s|%v|%x||%P|%Q|%L|%% '],
  ])('%s with its prefix given', async (name, prefix) => {
    const whole = await readFixture(name, { prefix });
    // The server changed its prefix in the last lines.
    const read = whole.statements.filter((one) => one.kind === 'execute');
    expect(read.map(({ text, parameters }) => ({ text, parameters }))).toEqual(executed);
    expect(bySession(whole.statements, 'b')[0]).toMatchObject({
      user: 'postgres',
      database: 'postgres',
      application: 'web, "app"',
    });
    expect(bySession(whole.statements, 'a')[0]?.application).toBe('psql');
  });

  test.each(['bare-18.log', 'time-18.log'])('%s has no sessions, and says so', async (name) => {
    const whole = await readFixture(name);
    expectEverything(whole);
    expect(whole.statements.every((one) => one.session === undefined)).toBe(true);
    expect(whole.summary.notes.join()).toMatch(/no process id/);
  });

  test.each(['statement-all-duration-18.log', 'statement-all-duration-18.csv', 'all-and-min-18.log'])(
    '%s: the duration comes in a line of its own',
    async (name) => {
      const whole = await readFixture(name);
      expectEverything(whole);
      const run = whole.statements.filter((one) => one.kind === 'statement' && /FROM t|max/.test(one.text));
      expect(run.every((one) => one.milliseconds !== undefined)).toBe(true);
    },
  );

  test('log_statement = all alone: no times, failed statements taken back', async () => {
    const whole = await readFixture('statement-all-18.log');
    expectEverything(whole);
    expect(whole.statements.some((one) => one.text === 'SELECT 1/0')).toBe(false);
    expect(whole.statements.filter((one) => one.text === 'SELECT count(*) FROM t')[0]?.milliseconds).toBeUndefined();
  });

  test('syslog: lines of a process belong together, long ones are joined', async () => {
    const whole = await readFixture('syslog-18.log');
    const long = `SELECT ${Array.from({ length: 300 }, (_, i) => `'value number ${i}' AS column_${i}`).join(', ')}`;
    expectEverything(whole, [long]);
    expect(whole.summary.frame).toBe('syslog');
  });

  test.each([
    'auto-explain-text-18.log',
    'auto-explain-json-18.log',
    'auto-explain-text-16.log',
    'auto-explain-text-13.log',
  ])('%s: plans with their statements', async (name) => {
    const { statements, summary } = await readFixture(name);
    const plans = statements.filter((one) => one.kind === 'plan');
    expect(plans.map((one) => one.text)).toEqual(expect.arrayContaining([simple[1], byName.text, byId.text]));
    const values = plans.filter((one) => one.text === byName.text).map((one) => one.parameters);
    if (!name.includes('-13')) expect(values).toEqual(executed.slice(0, 3).map((one) => one.parameters));
    for (const { plan = '' } of plans) expect((await parsePlan(plan)).root.type).toMatch(/\w/);
    expect(summary.unread.count).toBe(0);
  });
});

describe('what wraps a log', () => {
  const plain = fixture('default-18.log').toString();
  const lines = plain.trimEnd().split('\n');
  const wrapped: Readonly<Record<string, string>> = {
    docker: lines
      .map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-11-22T07:50:01.067Z' }))
      .join('\n'),
    kubernetes: lines.map((line) => `2026-11-22T07:50:01.067123456Z stderr F ${line}`).join('\n'),
    'google-cloud': lines.map((line) => JSON.stringify({ insertId: 'x', textPayload: line })).join('\n'),
    cloudwatch: lines.map((line) => `2026-11-22T07:50:01.067000+00:00 ${line}`).join('\n'),
    'cloudwatch-json': JSON.stringify(
      {
        events: plain
          .trimEnd()
          .split(/\n(?!\t)/)
          .map((message) => ({ timestamp: 1, message })),
      },
      null,
      4,
    ),
  };
  test.each(Object.entries(wrapped))('%s', async (name, text) => {
    const whole = await read([text]);
    expect(whole.summary.frame).toBe(name);
    expectEverything(whole);
  });

  test('gzip, also cut off, also two files in one', async () => {
    const packed = gzipSync(plain);
    const whole = await read([packed.subarray(0, 1), packed.subarray(1, 700), packed.subarray(700)]);
    expect(whole.summary.compressed).toBe(true);
    expectEverything(whole);
    const random = Array.from(
      { length: 3000 },
      (_, i) =>
        `2026-11-22 07:50:01.067 UTC [1] LOG:  duration: ${(i * 7919) % 1000}.5 ms  statement: SELECT ${i * 31}`,
    );
    const half = await read([gzipSync(random.join('\n')).subarray(0, 9000)]);
    expect(half.statements.length).toBeGreaterThan(100);
    expect(half.summary.notes.join()).toMatch(/cut off/);
    const both = await read([Buffer.concat([packed, packed])]);
    expect(both.summary.lines).toBe(whole.summary.lines * 2);
  });

  test('another packer is named with the way out', async () => {
    await expect(read([Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0])])).rejects.toMatchObject({
      problem: { code: 'unsupported', hint: expect.stringContaining('zstd -dc') },
    });
  });
});

describe('what is broken', () => {
  const head = (pid: number) => `2026-11-22 07:50:01.067 UTC [${pid}] `;

  test('a file that starts in the middle', async () => {
    const text = `and id = 5\n\t  or id = 6\n${head(7)}LOG:  duration: 1.5 ms  statement: SELECT 1\n`;
    const { statements, summary } = await read([text]);
    expect(statements.map((one) => one.text)).toEqual(['SELECT 1']);
    expect(summary.unread.count).toBe(2);
    expect(summary.unread.examples[0]).toMatchObject({ line: 1, text: 'and id = 5' });
  });

  test('a csvlog that starts inside of a field, and one that breaks off', async () => {
    const csv = fixture('default-18.csv').toString();
    const inside = csv.indexOf('FROM t\n WHERE');
    const { statements, summary } = await read([csv.slice(inside, -40)]);
    expect(statements.filter((one) => one.kind === 'execute')).toHaveLength(5);
    expect(summary.unread.count).toBeGreaterThan(0);
    const twice = await read([csv.slice(0, inside), '\n', csv.repeat(20)]);
    expect(twice.statements.filter((one) => one.kind === 'execute').length).toBeGreaterThanOrEqual(50);
  });

  test('a DETAIL belongs to the last message of its process', async () => {
    const text = [
      `${head(1)}LOG:  duration: 1.0 ms  execute a: SELECT $1`,
      `${head(2)}LOG:  duration: 2.0 ms  execute b: SELECT $1 + 1`,
      `${head(2)}DETAIL:  parameters: $1 = 'two'`,
      `${head(1)}DETAIL:  parameters: $1 = 'one'`,
      '',
    ].join('\r\n');
    const { statements } = await read([text]);
    const values = Object.fromEntries(statements.map((one) => [one.pid, one.parameters]));
    expect(values).toEqual({ 1: { 1: 'one' }, 2: { 1: 'two' } });
  });

  test('an error takes back only its own statement', async () => {
    const text = [
      `${head(1)}LOG:  statement: SELECT 1`,
      `${head(1)}ERROR:  syntax error at or near "x"`,
      `${head(1)}STATEMENT:  x`,
      `${head(1)}LOG:  statement: SELECT 1/0`,
      `${head(1)}ERROR:  division by zero`,
      `${head(1)}STATEMENT:  SELECT 1/0`,
      `${head(1)}LOG:  statement: SELECT 2`,
    ].join('\n');
    const { statements, summary } = await read([text]);
    expect(statements.map((one) => one.text)).toEqual(['SELECT 1', 'SELECT 2']);
    expect(summary.failed).toBe(2);
  });

  test('bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${head(1)}LOG:  duration: 1.0 ms  statement: SELECT '`),
      Buffer.from([0xe4]),
      Buffer.from("'\n"),
    ]);
    const { statements, summary } = await read([bytes]);
    expect(statements[0]?.text).toBe("SELECT '\uFFFD'");
    expect(summary.notes.join()).toMatch(/not UTF-8/);
  });

  test.each([
    ['German', 'LOG:  Dauer: 0,4 ms  Anweisung: SELECT 1'],
    ['French', 'LOG:  durée : 0.4 ms, instruction : SELECT 1'],
    ['Russian', 'СООБЩЕНИЕ:  продолжительность: 0.4 мс, оператор: SELECT 1'],
    ['Japanese', 'LOG:  期間: 0.4 ミリ秒  文: SELECT 1'],
    ['Chinese', '日志:  执行时间: 0.4 ms 语句: SELECT 1'],
    ['Spanish', 'LOG:  duración: 0.4 ms  sentencia: SELECT 1'],
    ['Swedish', 'LOGG:  varaktighet: 0.4 ms  sats: SELECT 1'],
  ])('messages in %s are named', async (language, message) => {
    const { statements, summary } = await read([`${head(1)}${message}\n`]);
    expect(statements).toEqual([]);
    expect(summary.notes.join()).toMatch(`1 messages are in ${language}`);
    expect(summary.notes.join()).toMatch(/lc_messages/);
  });

  test('a line of 20 MB is cut and counted', async () => {
    const piece = 'x'.repeat(64 * 1024);
    const chunks = [
      `${head(1)}LOG:  duration: 1.0 ms  statement: SELECT '`,
      ...Array<string>(320).fill(piece),
      "'\n",
      `${head(1)}LOG:  duration: 2.0 ms  statement: SELECT 2\n`,
    ];
    const { statements, summary } = await read(chunks, { longest: 100_000 });
    expect(statements.map((one) => [one.text.length > 90_000, one.cut, one.milliseconds])).toEqual([
      [true, true, 1],
      [false, undefined, 2],
    ]);
    expect(summary.cut).toBe(1);
  });

  test('nothing at all, and something else', async () => {
    expect((await read([])).summary).toMatchObject({ statements: 0, lines: 0 });
    const other = await read(['{"a": 1}\n'.repeat(50)]);
    expect(other.statements).toEqual([]);
    expect(other.summary.unread.count).toBe(50);
  });
});

describe('properties', () => {
  const names = [
    'default-18.log',
    'default-18.csv',
    'default-18.json',
    'syslog-18.log',
    'statement-all-duration-18.log',
  ];

  test.each(names)('%s: chunks may end anywhere', async (name) => {
    const bytes = fixture(name);
    const whole = await readFixture(name);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 30 }), async (cuts) => {
        const at = [0, ...cuts, bytes.length].sort((a, b) => a - b);
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        expect(await read(chunks)).toEqual(whole);
      }),
    );
  });

  test('sessions may be interleaved in any way', async () => {
    const session = (pid: number) => [
      `LOG:  duration: ${pid}.5 ms  execute q: SELECT\n\t$1, ${pid}`,
      `DETAIL:  Parameters: $1 = 'of\n\t${pid}'`,
      `LOG:  statement: SELECT ${pid}`,
      'ERROR:  broken',
      `STATEMENT:  SELECT x${pid}`,
      `LOG:  statement: UPDATE ${pid}`,
      `LOG:  duration: ${pid}.25 ms`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 35, maxLength: 80 }), async (order) => {
        const left = [1, 2, 3, 4, 5].map((pid) =>
          session(pid).map((line) => `2026-11-22 07:50:01.067 UTC [${pid}] ${line}`),
        );
        const turns = [...order, ...left.flatMap((lines, at) => lines.map(() => at))];
        const text = turns.flatMap((at) => left[at]?.shift() ?? []).join('\n');
        const { statements } = await read([text]);
        for (const pid of [1, 2, 3, 4, 5]) {
          const own = statements.filter((one) => one.pid === pid);
          expect(own.map(({ text: sql, parameters, milliseconds }) => ({ sql, parameters, milliseconds }))).toEqual([
            { sql: `SELECT\n$1, ${pid}`, parameters: { 1: `of\n${pid}` }, milliseconds: pid + 0.5 },
            { sql: `SELECT ${pid}`, parameters: undefined, milliseconds: undefined },
            { sql: `UPDATE ${pid}`, parameters: undefined, milliseconds: pid + 0.25 },
          ]);
        }
      }),
    );
  });

  test('arbitrary text never breaks the reader', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('LOG:  ', '\n', '\t', '"', 'duration: 1 ms', '{', '[1] '))),
        async (parts) => {
          const { summary } = await read(parts);
          expect(summary.lines).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

test('memory stays flat and the speed is shown', async () => {
  const full = process.env['DBWRIGHT_FULL'] === '1';
  const megabytes = full ? 300 : 20;
  const piece = (at: number) =>
    Array.from(
      { length: 400 },
      (_, i) =>
        `2026-11-22 07:50:01.067 UTC [${(at + i) % 300}] LOG:  duration: ${i}.5 ms  execute <unnamed>: SELECT u.id, u.name FROM users u WHERE u.id = $1 AND u.created > ${i}\n2026-11-22 07:50:01.067 UTC [${(at + i) % 300}] DETAIL:  Parameters: $1 = '${at * 400 + i}'\n`,
    ).join('');
  const pieces = Array.from({ length: 50 }, (_, at) => Buffer.from(piece(at)));
  const size = pieces.reduce((sum, one) => sum + one.length, 0);
  function* chunks() {
    for (let sent = 0; sent < megabytes * 1024 * 1024; sent += size) yield* pieces;
  }
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  let count = 0;
  const started = performance.now();
  for await (const statement of parseLog(chunks())) {
    count += statement.kind === 'execute' ? 1 : 0;
    if (count % 20_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `log reader: ${megabytes} MB, ${(megabytes / seconds).toFixed(0)} MB/s, ${count} statements, ${(most / 1024 / 1024).toFixed(0)} MB of heap`,
  );
  expect(count).toBeGreaterThan(megabytes * 2000);
  expect(most).toBeLessThan(100 * 1024 * 1024);
});

test('a file as a stream', async () => {
  const reading = parseLog(createReadStream(new URL('default-18.log', folder)));
  for await (const statement of reading) if (statement.kind === 'execute') break;
  expect(reading.summary().statements).toBeGreaterThan(0);
});
