import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Report } from '#vocabulary/report.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { text } from './text.ts';
import { fold, widthOf } from './wrap.ts';

const create =
  'CREATE INDEX CONCURRENTLY idx_orders_user_id_created_at ON public.orders (user_id, created_at DESC) INCLUDE (total, status)';
const anew = "SELECT count(*)\nFROM orders\nWHERE\n  created_at >= '2024-03-01'\n  AND created_at < '2024-03-02'";
const lock = 'Takes SHARE UPDATE EXCLUSIVE: reads and writes go on; it waits for transactions that run when it starts.';
const index = { schema: 'public', table: 'orders', name: 'idx_orders_user_id', keys: [{ column: 'user_id' }] };
const change = {
  kind: 'create-index',
  index,
  statements: [{ text: create, transactional: false, note: lock }],
} as const;
const twin = 'data twin, PostgreSQL 18.4 (native)';
const filter = `Filter: ((orders.user_id = 42) AND (orders.status = ANY ('{open,sent,done}'::text[])) AND (lower(orders.note) ~~ '%gift%'::text)) (removed 199,992 rows)`;
const python = 'def key_of() -> str:\n    return "orders:v1"\n\n\nSQL = """select status, count(*) from orders"""\n';

/** As `optimize query` makes one, with everything that may be too long for a line. */
const report = Report.parse({
  version: '1',
  command: 'optimize query',
  subject: 'PostgreSQL 18.4, database shop, as postgres',
  summary: 'An index on orders (user_id, created_at desc): 18 ms to 0.03 ms, 526 times faster (median of 5 runs).',
  findings: [
    {
      rule: 'selective-sequential-scan',
      severity: 'warning',
      at: 'plan node 0.0.0.0.0.0 (Parallel Seq Scan on orders)',
      message: 'orders is read whole, 200,000 rows to keep 9.',
      why: 'Without an index the server must look at every row.',
      changes: [change],
      fingerprint: 'x',
    },
  ],
  recommendations: [
    {
      title: 'Create 2 indexes: orders (user_id, created_at desc) include (total, status); users (status)',
      changes: [change, { ...change, statements: [{ ...change.statements[0], text: 'CREATE INDEX b ON c (d);' }] }],
      because: ['It is the smallest set that comes close to the best plan; it was then built and measured.'],
      proof: [
        { level: 'simulated', by: twin, what: 'median time of 5 runs', before: 17.9, after: 0.034, unit: 'ms' },
        { level: 'simulated', by: twin, what: 'rows compared', before: 1, after: 1, unit: 'rows', note: 'The same.' },
      ],
      gain: '18 ms to 0.03 ms, 526 times faster',
      cost: 'about 6,184 kB; every INSERT into orders and every UPDATE of user_id or created_at also writes it',
      risk: 'low',
      effort: 'low',
      confidence: 0.85,
    },
    {
      title: 'Write the query anew',
      changes: [{ kind: 'rewrite-query', from: 'select 1', to: anew, why: 'An index can be searched.' }],
      because: [],
      proof: [],
      gain: 'some',
      cost: 'none',
      risk: 'low',
      effort: 'low',
      confidence: 0.5,
    },
  ],
  changes: [],
  unseen: [],
  sections: [
    {
      kind: 'plan',
      place: 'after',
      title: 'Plan',
      plan: {
        from: 'data twin, PostgreSQL 18.4 (native), really run on rows made up from your statistics (1:1)',
        totalMs: 19.7,
        facts: ['planning 0.12 ms, execution 20 ms'],
        lines: [
          { node: '0', depth: 0, label: 'Limit', notes: [], share: 0.01, selfMs: 0.2, actualRows: 9, loops: 1 },
          {
            node: '0.0',
            depth: 1,
            label: 'Index Only Scan on orders with idx_orders_user_id_created_at_status',
            notes: [filter],
            share: 0.99,
            selfMs: 19,
            actualRows: 9,
            loops: 1,
            hot: true,
          },
        ],
      },
    },
    {
      kind: 'table',
      place: 'after',
      title: 'With other values, and a heading that is longer than a terminal of eighty columns is wide',
      columns: [
        { name: 'value' },
        { name: 'cost', align: 'right' },
        { name: 'with what is recommended', align: 'right' },
        { name: 'reads' },
      ],
      rows: [["orders.status = 'done'", '5,167', '278', 'Parallel Seq Scan on orders o, Index Scan on users u']],
    },
    { kind: 'code', place: 'after', title: 'Caching, as code', language: 'python', code: python },
  ],
  details: {},
});

const code = [`${create};`, ...`${anew};`.split('\n'), ...python.trimEnd().split('\n')];

describe('a report on a terminal', () => {
  test.each([80, 100, 160])('keeps to %i columns, but never breaks what will be pasted', (width) => {
    const lines = text.print(report, { color: false, width }).split('\n');
    expect(lines.filter((line) => widthOf(line) > width && !code.includes(line.trim()))).toEqual([]);
    for (const line of code) expect(lines.map((one) => one.trim())).toContain(line.trim());
    // Python's indents mean something.
    expect(lines).toContain('    return "orders:v1"');
  });

  test('colour changes no letter and no line', () => {
    const plain = text.print(report, { color: false, width: 80 });
    expect(text.print(report, { color: true, width: 80 }).replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  test('says each thing once, at 80 columns', () => {
    const shown = text.print(report, { color: false, width: 80 });
    for (const once of [create, 'Takes SHARE UPDATE', twin.concat('\n'), 'execution 20 ms'])
      expect(shown.split(once)).toHaveLength(2);
    expect(shown).not.toContain('in all');
    expect(shown.slice(0, shown.indexOf('2. Write'))).toMatchInlineSnapshot(`
      "optimize query · PostgreSQL 18.4, database shop, as postgres

      An index on orders (user_id, created_at desc): 18 ms to 0.03 ms, 526 times
      faster (median of 5 runs).

      Recommended
      1. Create 2 indexes: orders (user_id, created_at desc) include (total, status);
         users (status)
         CREATE INDEX CONCURRENTLY idx_orders_user_id_created_at ON public.orders (user_id, created_at DESC) INCLUDE (total, status);
         CREATE INDEX b ON c (d);
         Takes SHARE UPDATE EXCLUSIVE: reads and writes go on; it waits for
         transactions that run when it starts.

         Gain: 18 ms to 0.03 ms, 526 times faster
         Cost: about 6,184 kB; every INSERT into orders and every UPDATE of user_id or
               created_at also writes it
         risk low · effort low · confidence 85 %

         • It is the smallest set that comes close to the best plan; it was then built
           and measured.

         simulated: data twin, PostgreSQL 18.4 (native)
           median time of 5 runs  17.9 ms → 0.034 ms (526× less)
           rows compared          1 row in both  The same.

      "
    `);
    expect(shown.slice(shown.indexOf('Findings'), shown.indexOf('Caching'))).toMatchInlineSnapshot(`
      "Findings
        warning  selective-sequential-scan at Parallel Seq Scan on orders
                 orders is read whole, 200,000 rows to keep 9.
                 Without an index the server must look at every row.
                 Do: See recommendation 1.

      Plan
      from data twin, PostgreSQL 18.4 (native), really run on rows made up from your
           statistics (1:1)
      planning 0.12 ms, execution 20 ms
          own ms  share        rows  node
             0.2    1 %           9  Limit
              19   99 %           9  └─ Index Only Scan on orders with
                                             idx_orders_user_id_created_at_status
                                           Filter: ((orders.user_id = 42) AND
                                             (orders.status = ANY
                                             ('{open,sent,done}'::text[])) AND
                                             (lower(orders.not… (removed 199,992 rows)

      With other values, and a heading that is longer than a terminal of eighty
      columns is wide
        value                    cost  with what is  reads
                                        recommended
        orders.status = 'done'  5,167           278  Parallel Seq Scan on orders o,
                                                     Index Scan on users u

      "
    `);
  });
});

test.each([html, markdown])('$id names the recommendation in place of its statement', (reporter) => {
  const shown = reporter.print(report, { color: false, width: 80 });
  expect(shown.split('INCLUDE (total, status);')).toHaveLength(2);
  expect(shown).toContain('See recommendation 1.');
  expect(shown).not.toContain('plan node');
  expect(shown).toMatch(/2024-03-02(&#39;|');/);
});

test('folding loses nothing but blanks and keeps to the width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 60 }), (given, width) => {
      const one = given.replaceAll(/\s+/g, ' ').trim();
      const lines = fold(one, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(one.replaceAll(' ', ''));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
