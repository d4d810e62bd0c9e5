import { describe, expect, test } from 'vitest';
import { Buffers, Plan } from '#vocabulary/plan.ts';
import { handMadePlan, planned, ran } from './hand-made-plan.fixture.ts';
import { planFacts } from './plan-notes.ts';
import { planView } from './plan-view.ts';

const blocks = (more: Partial<Buffers>) => Buffers.parse(more);

describe('what is told below a node', () => {
  test('its own blocks, spills and times; not those of the nodes below it', () => {
    const plan = handMadePlan({
      type: 'Aggregate',
      strategy: 'Hashed',
      estimated: planned(10),
      actual: ran(10),
      hash: { batches: 5, diskKilobytes: 2048 },
      buffers: blocks({ sharedHit: 100, sharedRead: 40, tempWritten: 8, tempRead: 8 }),
      children: [
        {
          type: 'Index Scan',
          relation: 'orders',
          index: 'i',
          actual: ran(5, 10, 200),
          buffers: blocks({ sharedHit: 100, sharedRead: 40 }),
          io: { readMs: 3.2, writeMs: 0 },
          indexSearches: 200,
          conditions: { index: '(a = 1)', filter: '(b = 2)' },
          removed: { filter: 3 },
        },
      ],
    });
    expect(planView(plan, 'a test').lines.map(({ notes }) => notes)).toEqual([
      ['Hash: 5 batches, spilled to disk (2,048 kB)'],
      [
        'Index: (a = 1)',
        'Filter: (b = 2) (removed 600 rows)',
        'Run 200 times',
        'Index searches: 200',
        'Blocks: 140, 40 of them read',
        'Reading took 3.2 ms',
      ],
    ]);
  });

  test('workers, heap fetches, lossy blocks, a cache, pruned partitions, WAL', () => {
    const notes = (more: object) =>
      planView(handMadePlan({ type: 'Gather', actual: ran(1), ...more }), 'a test').lines[0]?.notes;
    expect(notes({ workers: { planned: 4, launched: 1 } })).toEqual(['Workers: 4 planned, 1 launched']);
    expect(notes({ heapFetches: 12, heapBlocks: { exact: 3, lossy: 9 } })).toEqual([
      'Heap fetches: 12',
      'Heap blocks: 3 exact, 9 lossy',
    ]);
    expect(notes({ memoize: { hits: 90, misses: 10, evictions: 2, overflows: 0 } })).toEqual([
      'Cache: 90 hits, 10 misses, 2 evictions',
    ]);
    expect(notes({ subplansRemoved: 11 })).toEqual(['11 partitions left out when it ran']);
    expect(
      notes({ type: 'ModifyTable', operation: 'Update', wal: { records: 12, fullPageImages: 3, bytes: 20_480 } }),
    ).toEqual(['WAL: 12 records, 20 kB, 3 full pages']);
  });

  test('of the statement: planning, JIT, triggers, settings', () => {
    const plan = Plan.parse({
      root: handMadePlan({ type: 'Result', io: { readMs: 2, writeMs: 1 } }).root,
      analyzed: true,
      planningMs: 0.4,
      executionMs: 12,
      jit: { functions: 7, totalMs: 3.1 },
      triggers: [{ name: 'audit', relation: 'orders', ms: 1.5, calls: 3 }],
      settings: { work_mem: '64kB' },
    });
    expect(planFacts(plan)).toEqual([
      'planning 0.4 ms, execution 12 ms, of it 3 ms of reading and writing blocks',
      'JIT: 7 functions, 3.1 ms',
      'trigger audit on orders: 1.5 ms in 3 calls',
      'settings: work_mem = 64kB',
    ]);
  });
});
