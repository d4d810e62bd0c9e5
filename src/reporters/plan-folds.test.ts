import { describe, expect, test } from 'vitest';
import { PlanLine, PlanView } from '#vocabulary/section.ts';
import { planRows } from './plan-folds.ts';
import { palette } from './text-palette.ts';
import { textPlan } from './text-plan.ts';
import { widthOf } from './wrap.ts';

const line = (depth: number, label: string, share: number, more: Partial<PlanLine> = {}) =>
  PlanLine.parse({
    node: label,
    depth,
    label,
    notes: [],
    share,
    selfMs: share * 100,
    loops: 1,
    actualRows: 1,
    ...more,
  });

/** A join of 150 partitions with a branch that was never run and one that cost nothing: 200 lines. */
const long = PlanView.parse({
  from: 'a test',
  totalMs: 100,
  lines: [
    line(0, 'Nested Loop', 0.1),
    line(1, 'Append', 0.05),
    ...Array.from({ length: 150 }, (_, at) =>
      line(2, `Seq Scan on p${at}`, at === 70 ? 0.5 : at === 90 ? 0.05 : 0.001, { hot: at === 70 }),
    ),
    line(1, 'Hash Join', 0.1),
    line(2, 'Sort', 0, { loops: 0 }),
    line(3, 'Seq Scan on never', 0, { loops: 0 }),
    ...Array.from({ length: 44 }, (_, at) => line(2 + at, `Step ${at}`, 0.000_01)),
    line(2, 'Seq Scan on last', 0.05),
  ],
});

describe('a plan of 200 nodes', () => {
  test('what was never run, cost nothing, or is one of many light branches is one line', () => {
    const labels = planRows(long, false).map((row) => row.line.label);
    expect(long.lines).toHaveLength(200);
    expect(labels).toEqual([
      'Nested Loop',
      'Append',
      'Seq Scan on p0',
      '… 69 nodes in 69 branches, 7 % together',
      'Seq Scan on p70',
      '… 19 nodes in 19 branches, 2 % together',
      'Seq Scan on p90',
      '… 59 nodes in 59 branches, 6 % together',
      'Hash Join',
      '… 46 nodes in 2 branches, <1 % together',
      'Seq Scan on last',
    ]);
  });

  test('no node is lost, and none is folded where the whole is wanted or the plan is short', () => {
    const rows = planRows(long, false);
    const shown = rows.flatMap((row) => (row.folded.length === 0 ? [row.line] : row.folded));
    expect(shown).toEqual(long.lines);
    expect(planRows(long, true)).toHaveLength(200);
    expect(planRows({ ...long, lines: long.lines.slice(150, 180) }, false)).toHaveLength(30);
  });

  test.each([80, 160])('fits %i columns, folded and whole, however deep', (width) => {
    for (const whole of [false, true]) {
      for (const shown of textPlan(long, width, palette(false), whole))
        expect(widthOf(shown)).toBeLessThanOrEqual(width);
    }
    expect(textPlan(long, width, palette(false)).at(-1)).toBe('200 nodes in all; --verbose shows every one');
  });
});
