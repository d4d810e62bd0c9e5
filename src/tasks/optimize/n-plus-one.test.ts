import { describe, expect, test } from 'vitest';
import type { CommandTools } from '#contracts/command.ts';
import type { Facts } from '#contracts/facts.ts';
import type { Combine, Compare } from '#contracts/instrument.ts';
import { combine } from '#engines/postgres/combine.ts';
import { shapeReader } from '#engines/postgres/parse/shape.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { QueryLoop } from '#vocabulary/query-loop.ts';
import { nPlusOne } from './n-plus-one.ts';

const shapeOf = shapeReader();
const reading: Combine = {
  by: 'the parse tree',
  level: 'derived',
  notes: [],
  shapeOf,
  combine: (question) => combine(question),
};
const tools = (
  instruments: CommandTools<'combine' | 'compare'>['instruments'] = { combine: reading },
): CommandTools<'combine' | 'compare'> => ({
  instruments,
  missing: [],
  redact: false,
  subject: 'a log',
  context: { signal: new AbortController().signal, progress: () => {}, clock: () => new Date(0), random: () => 0.5 },
});
const comparing = (verdict: 'same' | 'differs' | 'unknown'): Compare => ({
  by: 'made-up databases',
  level: 'simulated',
  notes: [],
  compare: async () => ({
    verdict,
    databases: 500,
    withRows: 200,
    notes: verdict === 'unknown' ? ['It took too long.'] : [],
  }),
});

const trace = (texts: readonly string[]): Facts['trace'] => ({
  async *[Symbol.asyncIterator]() {
    for (const [at, text] of texts.entries()) {
      yield { logged: { kind: 'statement', text, session: 's', line: at + 1 }, shape: shapeOf(text) };
    }
  },
  async *batches() {
    for await (const one of this) yield { file: 'app.log', statements: [one] };
  },
  files: () => [{ name: 'app.log', statements: texts.length }],
});
const run = (write: (at: number) => string, count = 12) =>
  trace(['select id from customers', ...Array.from({ length: count }, (_, at) => write(at))]);
const byCustomer = run((at) => `select * from orders where customer_id = ${at}`);
const loop = (more: Partial<QueryLoop>): QueryLoop =>
  QueryLoop.parse({
    kind: 'read',
    weight: 'certain',
    file: 'src/a.ts',
    line: 7,
    column: 3,
    loop: { file: 'src/a.ts', line: 6, form: 'for … of' },
    call: 'pool.query(…)',
    library: 'pg',
    suggestion: 'Ask once.',
    ...more,
  });
const loops = (...found: QueryLoop[]) => ({ files: 1, queries: 2, loops: found, unread: [] });
const input = { least: 10, limit: 5 };
const schema = DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [] });

test('nothing to look at is a problem that says what to give', async () => {
  await expect(nPlusOne.decide({}, input, tools())).rejects.toMatchObject({
    problem: { code: 'invalid', hint: expect.stringContaining('--log') },
  });
});

describe('a log and the sources', () => {
  test.each([
    ['its own statement', loop({ sql: `SELECT * FROM orders WHERE customer_id = $${'{row.id}'}` }), 'statement'],
    ['its model', loop({ library: 'prisma', model: 'Order' }), 'table'],
  ])('the loop is named by %s, once', async (_, found, by) => {
    const report = await nPlusOne.decide({ trace: byCustomer, loops: loops(found) }, input, tools());
    expect(report.details.repeated[0]?.code).toMatchObject([{ by }]);
    expect(report.findings).toMatchObject([{ rule: 'n-plus-one', at: 'src/a.ts:7', advice: 'Ask once.' }]);
  });

  test('another loop stays a finding of its own; a few constants are none', async () => {
    const others = loops(
      loop({ sql: 'select * from t where a = $1' }),
      loop({ weight: 'small' }),
      loop({ kind: 'write', weight: 'likely' }),
    );
    const report = await nPlusOne.decide({ trace: byCustomer, loops: others }, input, tools());
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['n-plus-one', 'warning'],
      ['n-plus-one', 'warning'],
      ['write-per-row', 'info'],
    ]);
  });
});

describe('the one statement', () => {
  test('without a schema it is derived, and says so', async () => {
    const { recommendations, summary } = await nPlusOne.decide({ trace: byCustomer }, input, tools());
    expect(recommendations).toMatchObject([{ proof: [{ level: 'derived' }], risk: 'medium' }]);
    expect(summary).toContain('derived and not compared');
  });

  test.each([
    ['same', 1],
    ['differs', 0],
    ['unknown', 0],
  ] as const)('compared as %s: %i recommended', async (verdict, count) => {
    const instruments = { combine: reading, compare: comparing(verdict) };
    const report = await nPlusOne.decide({ trace: byCustomer, schema }, input, tools(instruments));
    expect(report.recommendations).toHaveLength(count);
    expect(report.details.repeated[0]?.forms[0]?.verdict).toBe(verdict);
    if (count === 1) expect(report.recommendations[0]?.proof[0]).toMatchObject({ level: 'simulated', after: 500 });
  });

  test('rows that are written one by one are a finding with advice', async () => {
    const writes = run((at) => `insert into items (order_id) values (${at})`);
    const report = await nPlusOne.decide({ trace: writes }, input, tools());
    expect(report.findings).toMatchObject([{ rule: 'write-per-row', advice: expect.stringContaining('unnest') }]);
    expect(report.recommendations).toEqual([]);
  });
});

test('a clean log says what was looked at', async () => {
  const { summary, findings } = await nPlusOne.decide({ trace: run((at) => `select ${at} from a`, 5) }, input, tools());
  expect([findings.length, summary]).toEqual([
    0,
    'No statement is run once per row: 6 executions of 1 session were looked at.',
  ]);
});
