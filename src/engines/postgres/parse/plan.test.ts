import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { Plan, type PlanNode } from '#vocabulary/plan.ts';
import { parsePlan } from './plan.ts';
import { deepestPlan } from './plan-json.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/plans/${name}`, import.meta.url), 'utf8');

function nodes(node: PlanNode): readonly PlanNode[] {
  return [node, ...node.children.flatMap(nodes)];
}

async function refusal(text: string): Promise<ProblemError> {
  const error = await parsePlan(text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProblemError);
  return error as ProblemError;
}

const texts = [
  'hash-join-18.txt',
  'parallel-18.txt',
  'triggers-18.txt',
  'grouping-sets-18.txt',
  'incremental-sort-18.txt',
  'merge-partitioned-18.txt',
  'recursive-18.txt',
  'on-conflict-18.txt',
  'strings-18.txt',
  'lines-in-string-18.txt',
  'init-plan-13.txt',
  'jit-11.txt',
  'seq-scan-9.6.txt',
];

describe('text', () => {
  test.each(texts)('%s is read to the last line and fits the schema', async (name) => {
    const plan = await parsePlan(fixture(name));
    expect(plan.unread).toEqual([]);
    expect(Plan.safeParse(plan).error).toBeUndefined();
  });

  test('PostgreSQL 9.6, as psql prints it', async () => {
    const plan = await parsePlan(fixture('seq-scan-9.6.txt'));
    expect(plan).toMatchObject({ analyzed: true, planningMs: 0.118, executionMs: 11.531 });
    expect(plan.root).toMatchObject({
      id: '0',
      type: 'Seq Scan',
      schema: 'public',
      relation: 'orders',
      alias: 'orders',
      estimated: { startupCost: 0, totalCost: 2041, rows: 96, width: 18 },
      actual: { startupMs: 0.021, totalMs: 11.502, rows: 103, loops: 1 },
      output: ['id', 'user_id', 'total'],
      conditions: { filter: '(orders.user_id = 42)' },
      removed: { filter: 99897 },
      buffers: { sharedHit: 541, sharedRead: 250, tempRead: 0 },
      io: { readMs: 3.25, writeMs: 0 },
    });
  });

  test('JIT of PostgreSQL 11', async () => {
    const plan = await parsePlan(fixture('jit-11.txt'));
    expect(plan.jit).toEqual({ functions: 2, totalMs: 2.893 });
    expect(plan.executionMs).toBe(251);
  });

  test('init plan, several targets, backward scan, never executed, WAL', async () => {
    const plan = await parsePlan(fixture('init-plan-13.txt'));
    expect(plan.root).toMatchObject({ type: 'ModifyTable', operation: 'Update', relation: 'parent' });
    expect(plan.root.wal).toEqual({ records: 12, fullPageImages: 3, bytes: 2048 });
    expect(plan.root.extra['Target Tables']).toHaveLength(2);
    expect(plan.root.children[0]).toMatchObject({
      subplanName: 'InitPlan 1 (returns $0)',
      parentRelationship: 'InitPlan',
    });
    expect(plan.root.children[2]).toMatchObject({
      type: 'Index Scan',
      scanDirection: 'Backward',
      index: 'child_1_pkey',
      relation: 'child_1',
      alias: 'parent_1',
      actual: { rows: 0, loops: 0 },
    });
    expect(plan.generic).toBe(false);
    expect(plan.extra?.['Planning']).toEqual({ 'Shared Hit Blocks': 12 });
  });

  test('a string with an arrow, a colon and a quote in it stays one condition', async () => {
    const plan = await parsePlan(fixture('strings-18.txt'));
    expect(plan.root.children).toEqual([]);
    expect(plan.root.conditions.filter).toContain("'-> x'");
    const lines = await parsePlan(fixture('lines-in-string-18.txt'));
    expect(lines.root.conditions.filter).toContain("line one\nit''s line two");
  });

  test('workers, triggers, incremental sort', async () => {
    const workers = nodes((await parsePlan(fixture('parallel-18.txt'))).root).find((node) => node.parallelAware);
    expect(workers?.extra['Workers']).toHaveLength(2);
    expect((await parsePlan(fixture('triggers-18.txt'))).triggers).toEqual([
      { name: 'parts_stock_id_fkey', constraint: 'parts_stock_id_fkey', ms: 0.188, calls: 4 },
    ]);
    expect((await parsePlan(fixture('incremental-sort-18.txt'))).root).toMatchObject({
      presortedKey: ['orders.user_id'],
      extra: { 'Full-sort Groups': { 'Group Count': 600, 'Sort Methods Used': ['quicksort'] } },
    });
  });

  test('without costs', async () => {
    const plan = await parsePlan(fixture('costs-off.txt'));
    expect(nodes(plan.root).map((node) => node.type)).toEqual([
      'Aggregate',
      'Hash Join',
      'Index Only Scan',
      'Hash',
      'Seq Scan',
    ]);
    expect(plan.root).toMatchObject({ strategy: 'Hashed', groupKey: ['u.city'] });
    expect(plan.root.children[0]).toMatchObject({ joinType: 'Right Anti' });
    expect(plan.root.children[0]?.children[0]).toMatchObject({ parallelAware: true, alias: 'o' });
    expect(plan.analyzed).toBe(false);
  });
});

describe('wrappings', () => {
  test('JSON, YAML and XML of one run agree with the text of another', async () => {
    const plans = await Promise.all(
      ['txt', 'json', 'yaml', 'xml'].map((end) => parsePlan(fixture(`hash-join-18.${end}`))),
    );
    const shapes = plans.map((plan) =>
      nodes(plan.root).map(({ type, relation, alias, conditions, estimated, output }) => ({
        type,
        relation,
        alias,
        conditions,
        estimated,
        output,
      })),
    );
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    expect(new Set(plans.map((plan) => JSON.stringify(plan.settings))).size).toBe(1);
  });

  test('JSON that the server itself prints wrongly', async () => {
    const plan = await parsePlan(fixture('merge-partitioned-18.json'));
    expect(plan.root.extra).toMatchObject({ 'Tuples Updated': 1 });
    expect(plan.root.extra['Target Tables']).toHaveLength(3);
    expect(plan.unread).toEqual([]);
  });

  test('psql with outer borders, psql around JSON', async () => {
    const plan = await parsePlan(fixture('psql-border-2.txt'));
    expect(nodes(plan.root).map((node) => node.alias ?? node.type)).toEqual(['Hash Join', 'o', 'Hash', 'u']);
    expect(plan.unread).toEqual([]);
    const json = await parsePlan(fixture('psql-json.txt'));
    expect(json.root).toMatchObject({ relation: 'users', estimated: { rows: 3000 } });
    expect(json.extra?.['Query Identifier']).toBe('-3416356442043621232');
    expect(json.unread).toEqual([]);
  });

  test('auto_explain in the log', async () => {
    const plan = await parsePlan(fixture('auto-explain.log'));
    expect(plan.root).toMatchObject({ index: 'orders_user_id', conditions: { index: '(user_id = 42)' }, children: [] });
    expect(plan.query).toBe('SELECT *\nFROM orders\nWHERE user_id = $1;');
    expect(plan.executionMs).toBe(151.204);
    const json = await parsePlan(fixture('auto-explain-json.log'));
    expect(json).toMatchObject({ query: 'SELECT * FROM users WHERE id = 7', executionMs: 0.204, unread: [] });
  });

  test('chat quoting, and indentation of which only the order is left', async () => {
    const plan = await parsePlan(fixture('chat.txt'));
    expect(plan.root.children.map((child) => child.type)).toEqual(['Seq Scan', 'Materialize']);
    expect(plan.root.children[1]?.children[0]?.relation).toBe('users');
    expect(plan.unread).toEqual([]);
  });

  test("a driver's rows, a client's quotes, tabs, carriage returns, a byte order mark", async () => {
    expect((await parsePlan(fixture('driver-rows.json'))).root.children[0]?.relation).toBe('users');
    const text = fixture('on-conflict-18.txt');
    const plan = await parsePlan(text);
    const lines = text.trimEnd().split('\n');
    const quoted = lines.map((line) => `"${line.replaceAll('"', '""')}"`).join('\n');
    expect(await parsePlan(quoted)).toEqual(plan);
    expect(await parsePlan(`\uFEFF${lines.join('\r\n')}`)).toEqual(plan);
    expect(
      await parsePlan(lines.map((line) => line.replace(/^( {2})+/, (all) => '\t'.repeat(all.length / 2))).join('\n')),
    ).toEqual(plan);
    expect(await parsePlan(lines.map((line) => `> ${line}`).join('\n'))).toEqual(plan);
    expect(await parsePlan(JSON.stringify([{ 'QUERY PLAN': JSON.parse(fixture('hash-join-18.json')) }]))).toEqual(
      await parsePlan(fixture('hash-join-18.json')),
    );
  });
});

describe('refusals', () => {
  test.each([
    ['', /empty/],
    ['  \n', /empty/],
    ['SELECT * FROM orders;', /SQL/],
    ['id,name\n1,a\n2,b\n', /CSV/],
    ['<!doctype html><html></html>', /HTML/],
    ['{"a": 1}', /JSON/],
    ['{"queryPlanner": {}}', /MongoDB/],
    ['ERROR:  relation "x" does not exist', /error message/],
    ['Dear all,\nthe query is slow.', /no line of it/],
    ['P\0l\0a\0n\0', /UTF-16/],
    ['["Utility Statement"]', /JSON/],
  ])('%j', async (text, message) => {
    const { problem } = await refusal(text);
    expect(problem.code).toBe('invalid');
    expect(problem.message).toMatch(message);
    expect(problem.hint).toContain('EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)');
  });

  test('a plan deeper than the limit, in each form', async () => {
    const levels = deepestPlan + 10;
    const json = `${'{"Plan":{"Node Type":"Limit","Plans":['.replace('{"Plan":', '')}`.repeat(levels);
    expect((await refusal(`{"Plan":${json}`)).problem.message).toMatch(/deeper/);
    const text = Array.from(
      { length: levels },
      (_, at) => `${' '.repeat(at)}${at > 0 ? '->  ' : ''}Limit  (cost=0.00..1.00 rows=1 width=4)`,
    );
    expect((await refusal(text.join('\n'))).problem.message).toMatch(/deeper/);
    await refusal(`<explain><Query>${'<Plan><Node-Type>Limit</Node-Type><Plans>'.repeat(levels)}</explain>`);
    expect((await refusal(`"Plan":${'['.repeat(1_000_000)}`)).problem.code).toBe('invalid');
  });

  test('entities that an XML document declares are not expanded', async () => {
    const xml = fixture('hash-join-18.xml')
      .replace('<explain', '<!DOCTYPE x [<!ENTITY a "boom">]>\n<explain')
      .replace('public', '&a;');
    expect(JSON.stringify(await parsePlan(xml))).not.toContain('boom');
  });
});

describe('cut off', () => {
  test.each(['hash-join-18.json', 'hash-join-18.yaml', 'hash-join-18.xml'])('%s', async (name) => {
    const whole = fixture(name);
    const plan = await parsePlan(whole.slice(0, whole.length / 2));
    expect(plan.root.type).toBe('Hash Join');
    expect(plan.unread.join()).toMatch(/cut off/);
  });

  test('text', async () => {
    const plan = await parsePlan(fixture('hash-join-18.txt').split('\n').slice(0, 3).join('\n'));
    expect(plan.unread.join()).toMatch(/cut off: a part below "Hash Join" is missing/);
  });
});

const everything = [
  ...texts,
  'hash-join-18.json',
  'hash-join-18.yaml',
  'hash-join-18.xml',
  'auto-explain.log',
  'psql-border-2.txt',
  'psql-json.txt',
];

describe('properties', () => {
  const anyFixture = fc.constantFrom(...everything).map(fixture);

  test('whatever is cut off or scribbled over gives a plan or a Problem, nothing else', async () => {
    const scribble = fc.tuple(anyFixture, fc.nat(), fc.nat(60), fc.string({ unit: 'binary', maxLength: 30 }));
    await fc.assert(
      fc.asyncProperty(scribble, fc.boolean(), async ([text, at, length, junk], cut) => {
        const from = at % (text.length + 1);
        const damaged = cut ? text.slice(0, from) : text.slice(0, from) + junk + text.slice(from + length);
        const result = await parsePlan(damaged).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(ProblemError);
        else expect(Plan.safeParse(result).error).toBeUndefined();
      }),
      { numRuns: 600 },
    );
  });

  test('what stands before and after a plan does not change it', async () => {
    const prose = fc.stringMatching(/^[a-z][a-z ,.!?'()0-9[\]{}=-]{0,60}$/);
    const junk = fc.array(prose, { maxLength: 4 }).map((lines) => lines.join('\n'));
    const names = everything.filter((name) => !name.endsWith('.log'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), junk, junk, async (name, before, after) => {
        expect(await parsePlan(`${before}\n\n${fixture(name)}\n\n${after}`)).toEqual(await parsePlan(fixture(name)));
      }),
      { numRuns: 300 },
    );
  });
});

test('time grows with the size and no faster', { timeout: 60_000 }, async () => {
  const child =
    '        ->  Seq Scan on orders_1  (cost=0.00..35.50 rows=2550 width=4)\n              Filter: (a = 1)\n';
  const ms = async (copies: number) => {
    const text = `Append  (cost=0.00..1.00 rows=1 width=4)\n${child.repeat(copies)}`;
    const start = performance.now();
    expect((await parsePlan(text)).root.children).toHaveLength(copies);
    return performance.now() - start;
  };
  await ms(1000);
  const small = await ms(5_000);
  expect(await ms(40_000)).toBeLessThan(small * 8 * 4 + 200);
});
