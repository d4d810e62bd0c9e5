import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Activity } from '#vocabulary/activity.ts';
import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import { QueryLoad } from '#vocabulary/query-load.ts';
import type { StatementShape, TracedStatement } from '#vocabulary/traced-statement.ts';
import type { Workload } from '#vocabulary/workload.ts';
import { type FoldOptions, loadFold, type TraceOrigin } from './fold-load.ts';

/** A shape reader that is good enough here: numbers and strings become $1, $2 … */
function shapeOf(text: string): StatementShape | undefined {
  if (text.includes('broken')) return undefined;
  let count = 0;
  const normalized = text.replace(/\$\d+|'[^']*'|\b\d+\b/g, () => `$${++count}`);
  const verb = text.slice(0, 6).toLowerCase();
  const role =
    verb === 'select'
      ? 'read'
      : /^(?:update|insert|delete)$/.test(verb)
        ? 'write'
        : /^begin|^commit/i.test(text)
          ? 'session'
          : 'other';
  return { fingerprint: fnv(normalized), normalized, role };
}

function fnv(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (const letter of text) value = BigInt.asUintN(64, (value ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}

let line = 0;
const ran = (text: string, more: Partial<LoggedStatement> = {}): TracedStatement => {
  line += 1;
  return { logged: { kind: 'statement', text, session: 's', milliseconds: 1, line, ...more }, shape: shapeOf(text) };
};

async function fold(
  statements: readonly (TracedStatement | readonly [TracedStatement, TraceOrigin, string?])[],
  options: Partial<FoldOptions> & { workload?: Workload; activity?: Activity } = {},
): Promise<QueryLoad> {
  const made = loadFold({ shapeOf, ...options });
  if (options.workload !== undefined) made.addCounted(options.workload);
  for (const one of statements) {
    if ('logged' in one) await made.addTraced(one, 'logged');
    else await made.addTraced(one[0], one[1], one[2]);
  }
  if (options.activity !== undefined) made.addActivity(options.activity);
  const load = await made.end({ origins: ['x'], files: [], unread: [], now: new Date('2026-02-01T00:00:00Z') });
  return QueryLoad.parse(load);
}

const blocks = { sharedHit: 1, sharedRead: 2, sharedDirtied: 0, sharedWritten: 0, tempRead: 0, tempWritten: 0 };
const counted = (text: string, calls: number, total: number, user: string) => ({
  text,
  user,
  toplevel: true,
  calls,
  rows: calls * 2,
  milliseconds: { total, mean: total / calls, max: total, deviation: 0 },
  blocks,
});
const noShare = { statements: 0, calls: 0, milliseconds: 0 };
const counters = (statements: Workload['statements']): Workload => ({
  origin: 'pg_stat_statements 1.11',
  since: '2026-01-01T00:00:00.000Z',
  statements,
  leftOut: { session: { statements: 3, calls: 30, milliseconds: 1 }, catalog: noShare, hidden: noShare },
  unread: [],
});

describe('a log', () => {
  test('beside counters: the time is that of both, and a statement has no semicolon', async () => {
    const workload = counters([counted('SELECT a FROM t', 1, 1, 'app')]);
    const load = await fold([ran('SELECT b FROM t;', { at: '2025-12-31T23:00:00.000Z' })], { workload });
    expect(load.window).toEqual({
      since: '2025-12-31T23:00:00.000Z',
      until: '2026-02-01T00:00:00.000Z',
      seconds: 31 * 86_400 + 3600,
    });
    expect(load.statements.map(({ normalized }) => normalized).toSorted()).toEqual([
      'SELECT a FROM t',
      'SELECT b FROM t',
    ]);
  });

  test('is counted by statement, with times, users and samples', async () => {
    const load = await fold([
      ran('SELECT a FROM t WHERE id = 1', {
        user: 'app',
        application: 'web',
        milliseconds: 2,
        at: '2026-01-01T10:00:00.000Z',
      }),
      ran('SELECT a FROM t WHERE id = 2', { user: 'app', milliseconds: 4, at: '2026-01-01T10:00:10.000Z' }),
      ran('SELECT a FROM t WHERE id = $1', { kind: 'execute', parameters: { 1: '7' }, milliseconds: 6 }),
      ran('SELECT a FROM t WHERE id = $1', { kind: 'parse' }),
      ran('SELECT a FROM t WHERE id = $1', { kind: 'bind', parameters: { 1: '7' } }),
      ran('SELECT a FROM t WHERE id = $1', { kind: 'execute', fetch: true }),
      ran('BEGIN'),
      ran('CREATE TABLE x (a int)'),
      ran('SELECT broken 1'),
    ]);
    const [one] = load.statements;
    expect(load.statements).toHaveLength(1);
    expect(one).toMatchObject({
      normalized: 'SELECT a FROM t WHERE id = $1',
      role: 'read',
      from: ['logged'],
      calls: 3,
      milliseconds: { total: 12, mean: 4, max: 6 },
      users: ['app'],
      applications: ['web'],
    });
    expect(one?.milliseconds?.deviation).toBeCloseTo(Math.sqrt(8 / 3), 9);
    expect(one?.samples.map(({ text, parameters }) => [text, parameters]).toSorted()).toEqual([
      ['SELECT a FROM t WHERE id = $1', { 1: '7' }],
      ['SELECT a FROM t WHERE id = 1', {}],
      ['SELECT a FROM t WHERE id = 2', {}],
    ]);
    expect(load.window).toEqual({ since: '2026-01-01T10:00:00.000Z', until: '2026-01-01T10:00:10.000Z', seconds: 10 });
    expect(load.leftOut.map(({ why, calls }) => [why, calls]).toSorted()).toEqual([
      ['other', 1],
      ['session', 1],
      ['unparsed', 1],
    ]);
    expect(load.total).toEqual({ calls: 6, milliseconds: 15 });
  });

  test('auto_explain and the line of the statement are one execution; plans are grouped by shape', async () => {
    const text = 'SELECT a FROM t WHERE id = 5';
    let parsed = 0;
    const load = await fold(
      [
        ran(text, { kind: 'plan', plan: 'Seq Scan on t (cost=1.5) Filter 5', milliseconds: 10 }),
        ran(text, { milliseconds: 11 }),
        ran(text, { kind: 'plan', plan: 'Seq Scan on t (cost=2) Filter 7', milliseconds: 20 }),
        ran('SELECT b FROM u', {}),
        ran(text, { kind: 'plan', plan: 'Index Scan on t (cost=3)', milliseconds: 1, session: 'other' }),
        // Of a prepared query the plan comes last, of a prepared write first.
        ran('SELECT c FROM t', { kind: 'execute' }),
        ran('SELECT c FROM t', { kind: 'plan', plan: 'Seq' }),
        ran('SELECT c FROM t', { kind: 'execute' }),
        ran('SELECT c FROM t', { kind: 'plan', plan: 'Seq' }),
        ran('UPDATE t SET c = 1', { kind: 'plan', plan: 'Seq' }),
        ran('UPDATE t SET c = 1', { kind: 'execute' }),
        ran('UPDATE t SET c = 2', { kind: 'plan', plan: 'Seq' }),
        ran('UPDATE t SET c = 2', { kind: 'execute' }),
      ],
      {
        readPlanShape: async (plan) => {
          parsed += 1;
          return /^\w+/.exec(plan)?.[0];
        },
      },
    );
    const one = load.statements.find(({ normalized }) => normalized.startsWith('SELECT a FROM t'));
    const calls = (start: string) => load.statements.find(({ normalized }) => normalized.startsWith(start))?.calls;
    expect([calls('SELECT c'), calls('UPDATE')]).toEqual([2, 2]);
    expect(one?.calls).toBe(3);
    expect(one?.plans.map(({ shape, executions }) => [shape, executions])).toEqual([
      ['Seq', 2],
      ['Index', 1],
    ]);
    expect(one?.plans[0]?.milliseconds).toEqual({ mean: 15, max: 20 });
    expect(parsed).toBe(3);
  });

  test('NULL is never a sample, and a text without its values is none', async () => {
    const load = await fold([
      ran('SELECT a FROM t WHERE id = $1', { parameters: { 1: null } }),
      ran('SELECT a FROM t WHERE id = $1', { parameters: { 1: '3' } }),
      ran('SELECT a FROM t WHERE id = $1'),
      ran("SELECT a FROM t WHERE id = '$1'"),
    ]);
    expect(load.statements[0]?.samples.map(({ text, parameters, share }) => [text, parameters, share])).toEqual([
      ['SELECT a FROM t WHERE id = $1', { 1: '3' }, 0.5],
      ["SELECT a FROM t WHERE id = '$1'", {}, 0.5],
    ]);
  });

  test('common and rare values are both among the samples', async () => {
    const statements = Array.from({ length: 20_000 }, (_, at) =>
      ran(`SELECT a FROM t WHERE s = '${at % 10 === 0 ? `rare${at}` : at % 3 === 0 ? 'paid' : 'done'}'`),
    );
    const [one] = (await fold(statements)).statements;
    const share = (value: string) => one?.samples.find(({ text }) => text.includes(`'${value}`))?.share ?? 0;
    expect(share('done')).toBeGreaterThan(0.5);
    expect(share('paid')).toBeGreaterThan(0.2);
    expect(share('rare')).toBeGreaterThan(0.01);
    expect(share('rare')).toBeLessThan(0.2);
  });

  test('a repeated statement is found in the same pass', async () => {
    const loop = Array.from({ length: 30 }, (_, at) => ran(`SELECT a FROM t WHERE id = ${at * 7}`));
    const load = await fold([ran('SELECT id FROM p'), ...loop]);
    expect(load.repeats?.repeated[0]?.repeats.total).toBe(30);
  });
});

describe('several sources', () => {
  const text = 'SELECT a FROM t WHERE id = $1';
  test('calls and time are of the counters, samples of the log, roles are joined', async () => {
    const load = await fold([ran('SELECT a FROM t WHERE id = 9', { milliseconds: 500 }), ran('BEGIN')], {
      workload: counters([
        counted(text, 100, 200, 'app'),
        counted(text, 50, 100, 'batch'),
        counted('SELECT broken', 5, 9, 'x'),
      ]),
    });
    expect(load.statements[0]).toMatchObject({
      from: ['counted', 'logged'],
      calls: 150,
      milliseconds: { total: 300, mean: 2 },
      counted: { rows: 300, blocks: { sharedHit: 2, sharedRead: 4 } },
      users: ['app', 'batch'],
    });
    expect(load.statements[0]?.samples).toMatchObject([
      { text: 'SELECT a FROM t WHERE id = 9', share: 1, from: 'logged' },
    ]);
    expect(load.leftOut.find(({ why }) => why === 'session')?.calls).toBe(30);
    expect(load.leftOut.find(({ why }) => why === 'unparsed')?.calls).toBe(5);
    expect(load.window).toMatchObject({ since: '2026-01-01T00:00:00.000Z', seconds: 31 * 86_400 });
  });

  test('a whole log outranks one of slow statements, and that a file', async () => {
    const load = await fold([
      [ran('SELECT a FROM t WHERE id = 1'), 'logged'],
      [ran('SELECT a FROM t WHERE id = 2', { milliseconds: 900 }), 'slow'],
      [ran('SELECT a FROM t WHERE id = 3', { calls: 40 }), 'written', 'app.sql'],
      [ran('SELECT b FROM t', { calls: 40 }), 'written', 'app.sql'],
    ]);
    expect(load.statements.map(({ calls, from }) => [calls, from])).toEqual([
      [40, ['written']],
      [1, ['logged', 'written']],
    ]);
    expect(load.statements[1]?.place).toEqual({ file: 'app.sql', line: expect.any(Number) });
  });

  test('looks at running sessions give time by their share', async () => {
    const activity: Activity = {
      since: '2026-01-01T00:00:00Z',
      until: '2026-01-01T00:00:10Z',
      looks: 40,
      seen: [{ text: 'SELECT a FROM t WHERE id = 4', user: 'app', looks: 20, executions: 3, waits: {}, cut: false }],
      unread: [],
    };
    const load = await fold([], { activity });
    expect(load.statements[0]).toMatchObject({ from: ['running'], calls: 3, milliseconds: { total: 5000 } });
    expect(load.statements[0]?.samples).toMatchObject([{ from: 'running', share: 1 }]);
  });
});

describe('memory', () => {
  test('of 100,000 statements those that take the most are kept, and the rest is counted', async () => {
    const made = loadFold({ shapeOf, most: 500 });
    const before = heap();
    for (let at = 0; at < 100_000; at += 1) {
      void made.addTraced(ran(`SELECT c${at} FROM t WHERE id = ${at}`, { milliseconds: 0.1 }), 'logged');
      // One in a hundred is of a statement that comes again and again, each time long after the last.
      if (at % 100 === 0) void made.addTraced(ran(`SELECT big${at % 1000} FROM t`, { milliseconds: 3 }), 'logged');
    }
    const held = heap() - before;
    const load = await made.end({ origins: [], files: [], unread: [], now: new Date() });
    expect(load.statements).toHaveLength(500);
    expect(load.statements.slice(0, 10).every(({ normalized }) => normalized.startsWith('SELECT big'))).toBe(true);
    const rare = load.leftOut.find(({ why }) => why === 'rare');
    expect((rare?.calls ?? 0) + load.statements.reduce((sum, { calls }) => sum + calls, 0)).toBe(101_000);
    expect(load.total.calls).toBe(101_000);
    expect(load.total.milliseconds).toBeCloseTo(10_000 + 3_000, 3);
    expect(held).toBeLessThan(100);
  });

  function heap(): number {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1024 / 1024;
  }
});

describe('properties', () => {
  const execution = fc.record({
    text: fc.constantFrom(
      'SELECT a FROM t WHERE id = 1',
      'SELECT a FROM t WHERE id = 2',
      'SELECT b FROM t',
      'UPDATE t SET a = 3',
      'BEGIN',
    ),
    session: fc.constantFrom('a', 'b', 'c'),
    milliseconds: fc.integer({ min: 0, max: 50 }),
    parameters: fc.constantFrom<Record<string, string | null>>({}, { 1: '5' }, { 1: null }),
  });

  test('shares sum to 1, and how sessions are mixed changes no count', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(execution, { maxLength: 60 }), fc.infiniteStream(fc.nat()), async (all, order) => {
        const bySession = new Map<string, (typeof all)[number][]>();
        for (const one of all) bySession.set(one.session, [...(bySession.get(one.session) ?? []), one]);
        const queues = [...bySession.values()].map((queue) => [...queue]);
        const mixed: (typeof all)[number][] = [];
        for (
          let left = queues.filter((queue) => queue.length > 0);
          left.length > 0;
          left = queues.filter((queue) => queue.length > 0)
        ) {
          const next = left[(order.next().value ?? 0) % left.length]?.shift();
          if (next !== undefined) mixed.push(next);
        }
        const figures = async (list: typeof all) => {
          const load = await fold(list.map(({ text, ...more }) => ran(text, more)));
          for (const { samples } of load.statements) {
            if (samples.length === 0) continue;
            expect(samples.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
          }
          return load.statements.map(({ fingerprint, calls, milliseconds }) => [
            fingerprint,
            calls,
            milliseconds?.total,
          ]);
        };
        expect(await figures(mixed)).toEqual(await figures(all));
      }),
    );
  });
});
