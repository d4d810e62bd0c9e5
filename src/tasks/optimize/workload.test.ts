import { describe, expect, test } from 'vitest';
import type { Baseline, CommandTools } from '#contracts/command.ts';
import type { Facts } from '#contracts/facts.ts';
import { shapeReader } from '#engines/postgres/parse/shape.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { text } from '#reporters/text.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import type { Section } from '#vocabulary/section.ts';
import { workload } from './workload.ts';

const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: ['orders', 'customers'].map((name) => ({
    schema: 'public',
    name,
    kind: 'table',
    columns: ['id', 'status', 'customer_id'].map((column) => ({ name: column, type: 'integer', nullable: true })),
  })),
});
const reading = { shapeOf: shapeReader(), resolve: (sql: string) => resolve(sql, schema) };

type Tools = CommandTools<'resolve' | 'whatIf'>;
const tools = (more: Partial<Tools> = {}): Tools => ({
  instruments: { resolve: reading },
  missing: [],
  subject: 'PostgreSQL 18.4, database shop, as reader',
  redact: false,
  context: { signal: new AbortController().signal, progress: () => {}, clock: () => new Date(0), random: () => 0.5 },
  ...more,
});

const blocks = { sharedHit: 0, sharedRead: 0, sharedDirtied: 0, sharedWritten: 0, tempRead: 0, tempWritten: 0 };
const statement = (normalized: string, calls: number, mean: number, more: Partial<LoadStatement> = {}): LoadStatement =>
  LoadStatement.parse({
    fingerprint: normalized,
    normalized,
    role: 'read',
    from: ['counted'],
    calls,
    milliseconds: { total: calls * mean, mean },
    counted: { rows: calls, blocks },
    samples: [],
    ...more,
  });

const window = { since: '2026-03-02T00:00:00.000Z', until: '2026-03-03T00:00:00.000Z', seconds: 86_400 };
const load = (statements: readonly LoadStatement[], more: Partial<QueryLoad> = {}): QueryLoad => {
  const leftOut = more.leftOut ?? [];
  const all = [...statements, ...leftOut];
  return QueryLoad.parse({
    statements,
    origins: ['pg_stat_statements 1.12'],
    window,
    total: {
      calls: all.reduce((sum, { calls }) => sum + calls, 0),
      milliseconds: all.reduce(
        (sum, { milliseconds = 0 }) => sum + (typeof milliseconds === 'number' ? milliseconds : milliseconds.total),
        0,
      ),
    },
    leftOut,
    ...more,
  });
};
const mix = [
  statement('select id from orders where status = $1', 9000, 1),
  statement('select * from customers join orders on customers.id = customer_id', 100, 8),
  statement('update orders set status = $1 where id = $2', 100, 1, { role: 'write' }),
  statement('select $1 from customers', 100, 1),
];

const decide = (facts: Partial<Facts> & { readonly load: QueryLoad }, more?: Partial<Tools>, top = 20) =>
  workload.decide(facts, { top, plans: false }, tools(more));
const titled = (sections: readonly Section[], start: string) => sections.find(({ title }) => title.startsWith(start));

describe('a load', () => {
  test('says what takes the time, shows it by statement and by table, and is a report of its schema', async () => {
    const report = await decide({ load: load(mix), schema });
    expect(workload.output.parse(report)).toEqual(report);
    expect(report.summary).toMatch(/^One of 4 statements takes 90 % of the time \(10 s\): “select id from orders/);
    expect(titled(report.sections, 'Statements by time')).toMatchObject({
      rows: [
        ['#1', expect.stringContaining('status'), '90 %', '9.0 s', '9,000', '1 ms', '1'],
        ['#2', expect.anything(), '8 %', '800 ms', '100', '8 ms', '1'],
        expect.anything(),
        expect.anything(),
      ],
    });
    // Half of the join is of each of its tables.
    expect(report.details.tables).toMatchObject([
      { name: 'orders', milliseconds: 9000 + 400 + 100, statements: 3 },
      { name: 'customers', milliseconds: 400 + 100, statements: 2 },
    ]);
    expect(text.print(report, { width: 100, color: false, whole: false })).toContain('dbwright optimize query');
  });

  test('of which a part could not be seen says so first', async () => {
    const leftOut: QueryLoad['leftOut'] = [
      { why: 'hidden', statements: 40, calls: 5000, milliseconds: 30_000 },
      { why: 'session', statements: 3, calls: 9000, milliseconds: 10 },
    ];
    const report = await decide({ load: load(mix, { leftOut, unread: ['The role may not see all.'] }) });
    expect(report.summary).toContain('Only 25 % of all could be looked at');
    const [first] = report.sections;
    expect(first?.title).toBe('What this is of: 25 % of the time');
    expect(first).toMatchObject({
      items: expect.arrayContaining([
        expect.stringContaining('other roles that this one may not see (40 statements, 5,000 calls, 75 % of the time)'),
      ]),
    });
    expect(report.unseen.map(({ why }) => why)).toContain('The role may not see all.');
  });

  test('of slow statements alone says that the short ones are missing', async () => {
    const logged = mix.map((one) => ({ ...one, from: ['logged' as const] }));
    const settings = { log_min_duration_statement: { value: '250ms' } };
    const report = await decide({ load: load(logged), settings });
    expect(report.sections[0]).toMatchObject({ items: expect.arrayContaining([expect.stringContaining('250ms')]) });
    const whole = await decide({ load: load(logged), settings: { log_min_duration_statement: { value: '0' } } });
    expect(JSON.stringify(whole.sections[0])).not.toContain('log_min_duration');
  });

  test('without times is ranked by calls, and the way to times is told', async () => {
    const written = mix.map(({ milliseconds: _, counted: __, ...one }) => ({ ...one, from: ['written' as const] }));
    const { milliseconds: _, ...total } = load(mix).total;
    const report = await decide({ load: load(written, { total, window: undefined }) });
    expect(report.summary).toBe(
      '4 statements without times: a log or pg_stat_statements would tell which of them matter.',
    );
    expect(titled(report.sections, 'Statements by calls')).toMatchObject({ rows: { length: 4 } });
  });

  test('and partly without times shows no mean where nobody timed it', async () => {
    const { milliseconds: _, counted: __, ...one } = statement('select id from orders', 20_000, 0);
    const report = await decide({ load: load([...mix, { ...one, from: ['written'] }]) }, {}, 4);
    const [first] = (titled(report.sections, 'By calls') as Extract<Section, { kind: 'table' }>).rows;
    expect(first?.slice(1)).toEqual(['select id from orders', '20,000', '']);
  });

  test('with nothing in it', async () => {
    expect((await decide({ load: load([]) })).summary).toBe('Nothing was run in the time that this is of.');
    const leftOut: QueryLoad['leftOut'] = [{ why: 'catalog', statements: 4, calls: 7, milliseconds: 3 }];
    const report = await decide({ load: load([], { leftOut }) });
    expect(report.summary).toBe('No statement is left to look at: all 7 calls were left out.');
    expect(report.findings).toEqual([]);
    const one = await decide({ load: load([], { leftOut: [{ ...leftOut[0]!, calls: 1 }] }) });
    expect(one.summary).toBe('No statement is left to look at: the only call was left out.');
  });

  test('a statement without a table is no next step', async () => {
    const report = await decide({ load: load([statement('select now()', 1e6, 9), ...mix]) });
    expect(JSON.stringify(titled(report.sections, 'What to do next'))).not.toContain('now()');
  });

  test('of one statement', async () => {
    const report = await decide({ load: load(mix.slice(0, 1)), schema });
    expect(report.summary).toMatch(/^One of 1 statement takes 100 % of the time/);
    expect(JSON.stringify(report.sections)).not.toContain('optimize indexes');
  });

  test('a statement that cannot be resolved does not take the others along', async () => {
    const report = await decide({ load: load([...mix, statement('select from from', 10, 1)]), schema });
    expect(report.details.tables.map(({ name }) => name)).toEqual(['orders', 'customers']);
    expect(report.unseen.map(({ what }) => what)).toContain('the tables of some statements');
  });

  test('values that were logged are written into the next step, and nowhere else', async () => {
    const samples: LoadStatement['samples'] = [
      { text: "select id from orders where status = 'secret'", parameters: { '1': "it's" }, share: 1, from: 'logged' },
    ];
    const [first, ...others] = mix;
    const known = load([{ ...first!, samples }, ...others]);
    const report = await decide({ load: known });
    expect(titled(report.sections, 'What to do next')).toMatchObject({
      code: expect.stringContaining(`'select id from orders where status = $1' --param '1=it'\\''s'`),
    });
    expect(JSON.stringify(report.details)).not.toMatch(/secret|it's/);
    expect(JSON.stringify((await decide({ load: known }, { redact: true })).sections)).not.toContain('--param');
  });
});

describe('several plans of one statement', () => {
  const plans = [
    {
      shape: 'a',
      executions: 30,
      milliseconds: { mean: 0.4, max: 1 },
      text: 'Index Scan using i on orders  (cost=0.1..2 rows=1 width=4)',
    },
    {
      shape: 'b',
      executions: 12,
      milliseconds: { mean: 80, max: 90 },
      text: 'Seq Scan on orders  (cost=0.1..2 rows=1 width=4)',
    },
  ];

  test('are told apart', async () => {
    const [first, ...others] = mix;
    const report = await decide({ load: load([{ ...first!, plans }, ...others]) });
    expect(titled(report.sections, 'Several plans')).toMatchObject({
      rows: [
        [expect.stringContaining('select id'), '30 times', '0.4 ms', '1 ms', 'Index Scan using i on orders'],
        ['', '12 times', '80 ms', '90 ms', 'Seq Scan on orders in place of Index Scan using i on orders'],
      ],
    });
    expect(report.details.statements[0]?.plans.map(({ steps }) => steps)).toEqual([
      ['Index Scan using i on orders'],
      ['Seq Scan on orders'],
    ]);
  });
});

describe('a baseline', () => {
  const [first, ...others] = mix;
  const later = { since: window.until, until: '2026-03-04T00:00:00.000Z', seconds: 86_400 };
  const slow = load([{ ...first!, milliseconds: { total: 90_000, mean: 10 } }, ...others], { window: later });
  const reportOf = async (of: QueryLoad): Promise<Baseline> => {
    const report = await decide({ load: of });
    return { kind: 'report', report: JSON.parse(JSON.stringify(report)) };
  };

  test('that is the same load shows nothing', async () => {
    const report = await decide({ load: load(mix, { window: later }) }, { baseline: await reportOf(load(mix)) });
    expect(report.summary).toMatch(/Nothing got worse since the baseline\.$/);
    expect(report.findings.filter(({ regression }) => regression)).toEqual([]);
  });

  test('that was faster: what is slower is a regression, and the first finding', async () => {
    const report = await decide({ load: slow }, { baseline: await reportOf(load(mix)) });
    expect(report.findings[0]).toMatchObject({
      rule: 'statement-slower-than-baseline',
      regression: true,
      severity: 'critical',
      message: expect.stringContaining('A call takes 10 ms, it took 1 ms: 10 times as long'),
    });
    expect(report.summary).toContain('Since the baseline 1 statement got worse.');
    expect(workload.output.parse(report)).toEqual(report);
    expect(titled(report.sections, 'Worse than in the baseline')).toBeDefined();
  });

  test('an export with the counts of the server does as well', async () => {
    const counted = mix.map((one) => ({
      text: one.normalized,
      calls: one.calls,
      rows: one.calls,
      milliseconds: { total: one.milliseconds?.total, mean: one.milliseconds?.mean },
      blocks,
    }));
    const nothing = { statements: 0, calls: 0, milliseconds: 0 };
    const leftOut = { session: nothing, catalog: nothing, hidden: nothing };
    const exported = {
      takenAt: window.until,
      workload: { origin: 'pg_stat_statements 1.12', since: window.since, statements: counted, leftOut, unread: [] },
    };
    const shaped = {
      ...slow,
      statements: slow.statements.map((one) => ({
        ...one,
        fingerprint: reading.shapeOf(one.normalized)?.fingerprint ?? '',
      })),
    };
    const report = await decide({ load: shaped }, { baseline: { kind: 'export', exported } as unknown as Baseline });
    expect(report.details.comparison).toMatchObject({ kind: 'apart', fresh: [], gone: [] });
    expect(report.findings[0]).toMatchObject({ rule: 'statement-slower-than-baseline' });
  });

  test.each([
    ['of another command', { command: 'optimize query', findings: [], details: {} }, /a report of `optimize query`/],
    ['of another version', { command: 'optimize workload', findings: [], details: { old: 1 } }, /Another version/],
  ])('%s cannot be compared, and that is said', async (_, earlier, why) => {
    const report = await decide({ load: load(mix) }, { baseline: { kind: 'report', report: earlier } });
    expect(report.details.comparison).toBeUndefined();
    expect(report.unseen.find(({ what }) => what === 'a comparison with the baseline')?.why).toMatch(why);
  });
});
