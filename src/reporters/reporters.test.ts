import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { Report } from '#vocabulary/report.ts';
import { change, factor, figure, percent } from './figures.ts';
import { html, htmlPage } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { printable } from './printable.ts';
import { text } from './text.ts';
import { shorten, wrap } from './wrap.ts';

const evil = 'orders\u001b[2J\u202e<script>alert(1)</script> `x` | y';

const report = Report.parse({
  version: '1',
  command: 'optimize query',
  subject: 'PostgreSQL 18.4, database shop, as reader',
  summary: `One index makes it 240 times faster on ${evil}.`,
  findings: [
    {
      rule: 'sort-on-disk',
      severity: 'warning',
      at: evil,
      message: 'It sorts 9 MB on disk.',
      why: 'Disk is slow.',
      advice: 'Raise work_mem.',
      fingerprint: 'x',
    },
  ],
  recommendations: [
    {
      title: 'Create an index',
      changes: [
        {
          kind: 'create-index',
          index: { schema: 'public', table: 'orders', name: 'idx_orders_status', keys: [{ column: 'status' }] },
          statements: [
            {
              text: 'CREATE INDEX CONCURRENTLY idx_orders_status ON orders (status)',
              transactional: false,
              note: 'Blocks no writes.',
            },
          ],
        },
      ],
      because: ['It reads 42 rows instead of 300,000.'],
      proof: [{ level: 'measured', by: 'data twin', what: 'median time', before: 41.3, after: 0.171, unit: 'ms' }],
      gain: 'much',
      cost: '6 MB',
      risk: 'low',
      effort: 'low',
      confidence: 0.9,
    },
  ],
  changes: [],
  unseen: [{ what: 'proof in time', why: 'there is no copy', remedy: 'Give --twin-url.' }],
  sections: [
    {
      kind: 'plan',
      title: 'The plan',
      plan: {
        from: 'data twin',
        totalMs: 41.3,
        lines: [
          { node: '0', depth: 0, label: 'Limit', notes: [], share: 0.01, selfMs: 0.2, actualRows: 20, loops: 1 },
          {
            node: '0.0',
            depth: 1,
            label: 'Sort',
            notes: ['Sort Key: a'],
            share: 0.09,
            selfMs: 3.1,
            actualRows: 20,
            loops: 1,
          },
          {
            node: '0.0.0',
            depth: 2,
            label: `Seq Scan on ${evil}`,
            notes: ['Filter'],
            share: 0.9,
            selfMs: 38,
            actualRows: 42,
            loops: 1,
            hot: true,
          },
          { node: '0.1', depth: 1, label: 'Index Scan', notes: [], share: 0, loops: 0 },
        ],
      },
    },
    {
      kind: 'table',
      title: 'Tables',
      columns: [{ name: 'table' }, { name: 'rows', align: 'right' }],
      rows: [[evil, '300,000']],
    },
    { kind: 'code', title: 'The query', language: 'sql', code: 'select 1 -- ``` `' },
    { kind: 'list', title: 'Bottlenecks', items: ['one', 'two'] },
    { kind: 'text', title: 'In words', paragraphs: ['A long sentence '.repeat(20).trim()] },
  ],
  details: {},
});

describe('every reporter', () => {
  test.each([text, markdown, html])(
    '$id shows the answer, the statement, the proof and what was not seen',
    (reporter) => {
      const shown = reporter.print(report, { color: false, width: 100 });
      for (const part of [
        '240 times faster',
        'CREATE INDEX CONCURRENTLY',
        '41.3 ms → 0.17 ms',
        'Raise work',
        '300,000',
        'twin',
        'Seq Scan',
      ]) {
        expect(shown.replaceAll('\\', '')).toContain(part);
      }
    },
  );

  test.each([text, markdown, html])('$id lets no control or bidirectional character through', (reporter) => {
    expect(reporter.print(report, { color: false, width: 100 })).not.toMatch(/[\u001b\u202e]/);
  });

  test('JSON gives the report back', () => {
    expect(JSON.parse(json.print(report, { color: false, width: 80 }))).toEqual(report);
  });
});

describe('text', () => {
  test.each([60, 80, 160])('keeps to %i columns, statements apart', (width) => {
    const lines = text.print(report, { color: false, width }).split('\n');
    const wide = lines.filter((line) => stringWidth(line) > width && !/CREATE INDEX|data twin|alert/.test(line));
    expect(wide).toEqual([]);
  });

  test('colour only when asked for', () => {
    expect(text.print(report, { color: true, width: 80 })).toContain('\u001b[');
  });

  test('draws the tree', () => {
    const shown = text.print(report, { color: false, width: 100 });
    expect(shown).toContain('├─ Sort');
    expect(shown).toContain('│  └─ Seq Scan');
    expect(shown).toContain('└─ Index Scan');
  });
});

describe('HTML', () => {
  test('runs and loads nothing', () => {
    const page = htmlPage('five', [report, report]);
    expect(page).not.toMatch(/<script|src=|url\(|@import|https?:\/\//i);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('<nav>');
  });
});

describe('Markdown', () => {
  test('a fence is longer than the backticks in it', () => {
    expect(markdown.print(report, { color: false, width: 80 })).toContain('````sql\nselect 1 -- ``` `\n````');
  });
});

describe('figures', () => {
  test.each([
    [41.3, '41.3'],
    [9012, '9,012'],
    [0.171, '0.17'],
    [0.0123, '0.012'],
    [Number.NaN, '?'],
  ])('%d is written %s', (value, shown) => expect(figure(value)).toBe(shown));

  test('change and factor', () => {
    const item = { level: 'measured', by: '', what: '', before: 41.3, after: 0.17, unit: 'ms' } as const;
    expect(change(item)).toBe('41.3 ms → 0.17 ms');
    expect(factor(item)).toBe('243× less');
    expect(factor({ ...item, after: 50 })).toBeUndefined();
    expect(percent(0.004)).toBe('<1 %');
  });
});

test('wrapping loses no word and keeps to the width', () => {
  const words = fc.array(fc.stringMatching(/^[a-zäöü]{1,12}$/), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 100 }), (list, width) => {
      const wrapped = wrap(list.join(' '), width);
      expect(wrapped.split(/\s+/)).toEqual(list);
      for (const line of wrapped.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test('shortening keeps to the width', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 1, max: 40 }),
      (given, width) => stringWidth(shorten(given, width)) <= width,
    ),
  );
});

test('what is printable stays as it is', () => {
  expect(printable('Grüße, 世界 🙂\n\ttab')).toBe('Grüße, 世界 🙂\n\ttab');
  expect(printable('a\u0000b')).toBe('a\\u0000b');
});
