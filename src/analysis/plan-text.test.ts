import { describe, expect, it } from 'vitest';
import { Plan } from '#vocabulary/plan.ts';
import { planText } from './plan-text.ts';
import { planView } from './plan-view.ts';

const node = (id: string, type: string, ms: number, rows: [number, number], more: object, children: object[] = []) => ({
  id,
  type,
  estimated: { startupCost: 0, totalCost: ms * 10, rows: rows[0], width: 8 },
  actual: { startupMs: 0, totalMs: ms, rows: rows[1], loops: 1 },
  children,
  ...more,
});

const measured = Plan.parse({
  analyzed: true,
  executionMs: 100,
  root: node('0', 'Limit', 100, [10, 10], {}, [
    node('0.0', 'Sort', 99, [500, 10], { sortKey: ['o.created_at DESC'] }, [
      node('0.0.0', 'Hash Join', 95, [500, 480], { conditions: { hash: '(o.user_id = u.id)' } }, [
        node('0.0.0.0', 'Seq Scan', 80, [1000, 480], {
          relation: 'orders',
          alias: 'o',
          conditions: { filter: `(status = '${'very long '.repeat(20)}')` },
          removed: { filter: 299_520 },
        }),
        node('0.0.0.1', 'Hash', 10, [200, 200], {}, [
          node('0.0.0.1.0', 'Seq Scan', 9, [200, 200], { relation: 'users', alias: 'u' }),
        ]),
      ]),
    ]),
  ]),
});

describe('planText', () => {
  it('draws a measured plan', () => {
    const lines = planText(planView(measured, 'the target, really run')).split('\n');
    expect(lines[0]).toMatch(/rows est → actual +own time +share$/);
    expect(lines.map((line) => line.slice(0, 32).trimEnd())).toEqual([
      '',
      'Limit',
      '└─ Sort',
      '   │  Sort: o.created_at DESC',
      '   └─ Hash Join',
      '      │  Join: (o.user_id = u.id',
      '      ├─ Seq Scan on orders o',
      "      │     Filter: (status = 'v",
      '      └─ Hash',
      '         └─ Seq Scan on users u',
      '100 ms, cost 1,000; the target,',
    ]);
    expect(lines[6]).toMatch(/1,000 → 480 +80 ms +80 %$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('keeps within 100 columns however deep a plan is', () => {
    let deep: object = node('x', 'Seq Scan', 1, [1, 1], { relation: 'a_table_with_quite_a_long_name_for_its_kind' });
    for (let at = 0; at < 60; at += 1) deep = node(`x${at}`, 'Nested Loop', at + 2, [1, 1], {}, [deep]);
    const text = planText(planView(Plan.parse({ analyzed: true, root: deep }), 'a test'));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('shows cost where nothing was run', () => {
    const { actual: _, ...scan } = node('0', 'Seq Scan', 5, [7, 0], { relation: 'orders' });
    const text = planText(planView(Plan.parse({ analyzed: false, root: scan }), 'an estimate'));
    expect(text).toContain('own cost');
    expect(text).toMatch(/Seq Scan on orders +7 +50 +100 %/);
    expect(text.endsWith('cost 50; an estimate')).toBe(true);
  });
});
