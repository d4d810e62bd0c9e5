import { describe, expect, it } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Answer, AskOptions } from '#contracts/session.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { cell } from './rows/cell.ts';
import { rows } from './rows.ts';
import { lookTools } from './tools.fixture.ts';

const answer: Answer = {
  columns: [
    { name: 'id', type: 'bigint' },
    { name: 'id', type: 'integer[]' },
    { name: 'price', type: 'numeric(10,2)' },
  ],
  rows: [
    ['9007199254740993', [1, null], '1.10'],
    [2, null, null],
  ],
  milliseconds: 1.24,
  estimatedCost: 12,
  inForce: ['at most 15 s'],
};

async function look(given: Partial<Answer> = {}, input: object = {}, bounds: Partial<Bounds> = {}) {
  const asked: { readonly query: QueryText; readonly options: AskOptions | undefined }[] = [];
  const read = {
    bounds: Bounds.parse(bounds),
    ask: async (query: QueryText, options?: AskOptions) => {
      asked.push({ query, options });
      return { ...answer, ...given };
    },
  };
  const report = await rows.decide(
    {},
    rows.input.parse({ query: 'select 1', ...input }),
    lookTools<'read'>({ instruments: { read } }),
  );
  return { asked, report: rows.output.parse(JSON.parse(JSON.stringify(report))) };
}

describe('look rows', () => {
  it('shows the answer, and keeps it whole in the details', async () => {
    const { report } = await look();
    expect(report.summary).toBe('2 rows in 1.2 ms.');
    expect(report.sections[0]).toEqual({
      kind: 'table',
      title: 'Rows (∅ is NULL)',
      columns: [
        { name: 'id', align: 'right' },
        { name: 'id', align: 'left' },
        { name: 'price', align: 'right' },
      ],
      rows: [
        ['9007199254740993', '[1,null]', '1.10'],
        ['2', '∅', '∅'],
      ],
    });
    expect(report.details).toEqual({ ...answer });
  });

  it('asks for no more than was said', async () => {
    const { asked } = await look({}, { query: 'select $1', param: { 1: 'x' }, limit: 7, seconds: 0.0015 });
    expect(asked).toEqual([
      { query: { text: 'select $1', parameters: { 1: 'x' } }, options: { bounds: { rows: 7, statementMs: 2 } } },
    ]);
    expect((await look()).asked[0]?.options).toEqual({ bounds: { rows: 100 } });
  });

  it.each([
    [{ rows: [] }, {}, {}, 'No rows in 1.2 ms.'],
    [{ rows: [[1, [], '']], milliseconds: 1234.5 }, {}, {}, '1 row in 1,235 ms.'],
    [{ truncated: 'rows' as const }, {}, {}, 'The first 2 rows, in 1.2 ms; there are more (--limit).'],
    [
      { truncated: 'rows' as const },
      { limit: 50 },
      { rows: 2 },
      'The first 2 rows, in 1.2 ms; there are more (the configured bound of rows).',
    ],
    [{ truncated: 'bytes' as const }, {}, {}, 'The first 2 rows, in 1.2 ms: the bound of bytes was reached.'],
    [{ columns: [], rows: [[], []] }, {}, {}, '2 rows without columns in 1.2 ms.'],
  ])('says of %j: …', async (given, input, bounds, summary) => {
    expect((await look(given, input, bounds)).report.summary).toBe(summary);
  });

  it('shows no table where there are no columns', async () => {
    const { report } = await look({ columns: [], rows: [[], []] });
    expect(report.sections.map(({ title }) => title)).toEqual(['Bounds in force']);
  });

  it('keeps infinity, which JSON has not', async () => {
    const { report } = await look({ rows: [[Number.POSITIVE_INFINITY, Number.NaN, 0.1]] });
    expect(report.details.rows).toEqual([['Infinity', 'NaN', 0.1]]);
  });

  it('refuses to be redacted, before it reads', async () => {
    const read = { bounds: Bounds.parse({}), ask: () => Promise.reject(new Error('asked')) };
    const tools = lookTools<'read'>({ instruments: { read }, redact: true });
    await expect(rows.decide({}, rows.input.parse({ query: 'select 1' }), tools)).rejects.toMatchObject({
      problem: { code: 'invalid', hint: 'Leave out --redact.' },
    });
  });

  it.each([
    [{ seconds: 0.5 }, 'It was stopped after 0.5 s.', 'up to the configured 15'],
    [{ seconds: 60 }, 'It was stopped after 15 s.', '"statementMs"'],
    [{}, 'It was stopped after 15 s.', '"statementMs"'],
  ])('with %j, says whose limit was reached', async (input, message, hint) => {
    const slow = { code: 'timeout' as const, message: 'canceling statement due to statement timeout' };
    const read = { bounds: Bounds.parse({}), ask: () => Promise.reject(new ProblemError(slow)) };
    await expect(
      rows.decide({}, rows.input.parse({ query: 'select 1', ...input }), lookTools<'read'>({ instruments: { read } })),
    ).rejects.toMatchObject({ problem: { code: 'timeout', message, hint: expect.stringContaining(hint) } });
  });

  it('says why there is nothing to read from', async () => {
    const missing = [{ instrument: 'read' as const, why: 'An export holds no rows.', remedy: 'Give --url.' }];
    await expect(
      rows.decide({}, rows.input.parse({ query: 'select 1' }), lookTools<'read'>({ missing })),
    ).rejects.toMatchObject({ problem: { message: 'An export holds no rows.', hint: 'Give --url.' } });
  });

  it.each([{ limit: 0 }, { limit: 10_001 }, { limit: 1.5 }, { seconds: 0 }, { seconds: 3_601 }, { query: '' }])(
    'takes no %j',
    (wrong) => {
      expect(rows.input.safeParse({ query: 'select 1', ...wrong }).success).toBe(false);
    },
  );
});

describe('a cell', () => {
  it.each([
    [null, '∅'],
    [undefined, '∅'],
    ['', ''],
    ['null', 'null'],
    [false, 'false'],
    [0.1, '0.1'],
    ['one\ntwo\r\nthree\tfour', 'one↵two↵three⇥four'],
    [{ a: [1, null], b: 'x\ny' }, '{"a":[1,null],"b":"x\\ny"}'],
    [[], '[]'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Uint8Array(12), '12 bytes'],
  ])('of %j is %s', (value, text) => {
    expect(cell(value)).toBe(text);
  });

  it('is cut where it is long, never within a character', () => {
    expect(cell('x'.repeat(200))).toBe('x'.repeat(200));
    expect(cell('x'.repeat(201))).toBe(`${'x'.repeat(200)}… (201 characters)`);
    expect(cell(`${'x'.repeat(199)}🙂🙂`)).toBe(`${'x'.repeat(199)}… (203 characters)`);
  });
});
