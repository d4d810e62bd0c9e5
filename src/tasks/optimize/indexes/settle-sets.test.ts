import { describe, expect, it } from 'vitest';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { Plan } from '#vocabulary/plan.ts';
import type { MeasuredSets } from './measure-sets.ts';
import type { LoadSearch } from './search-load.ts';
import { setsToMeasure, settleSets } from './settle-sets.ts';

/** Three indexes, each for a statement of its own; the estimates say that they save 80, 15 and 5 % of the load. */
const offered = ['a', 'b', 'c'].map((name) => ({
  index: IndexDefinition.parse({ schema: 'public', table: 't', name, keys: [{ column: name }] }),
  exists: false,
}));
const search = {
  offered,
  weighed: {
    items: offered.map(() => ({
      studied: { statement: { calls: 1 } },
      sample: { share: 1, from: 'logged' },
      weight: 1,
      cost: 1,
    })),
  },
  result: {
    base: 100,
    cost: 10,
    chosen: [0, 1, 2],
    dropped: [],
    itemCosts: [
      { before: 80, after: 8 },
      { before: 15, after: 1.5 },
      { before: 5, after: 0.5 },
    ],
    curve: [
      { indexes: [], bytes: 0, cost: 100 },
      { indexes: [0], bytes: 1, cost: 28 },
      { indexes: [0, 1], bytes: 2, cost: 14 },
      { indexes: [0, 1, 2], bytes: 3, cost: 10 },
    ],
  },
} as unknown as LoadSearch;

const measurement = (ms: number, index?: string) => ({
  milliseconds: [ms * 0.98, ms, ms * 1.02],
  median: ms,
  rows: 1,
  checksum: '',
  plan: Plan.parse({
    analyzed: true,
    root: { id: '0', type: index === undefined ? 'Seq Scan' : 'Index Scan', index, children: [] },
  }),
});

/** `times`: of each statement as it is, with the small set, with all. */
function measured(times: readonly (readonly [number, number, number])[]): MeasuredSets {
  return {
    run: {},
    sets: [[], [0, 1], [0, 1, 2]],
    items: [0, 1, 2],
    trial: {
      sets: [],
      statements: times.map(([before, small, whole], at) => ({
        kind: 'measured',
        under: [
          measurement(before),
          measurement(small, at < 2 ? offered[at]?.index.name : undefined),
          measurement(whole, offered[at]?.index.name),
        ],
        sameRows: true,
      })),
    },
  } as unknown as MeasuredSets;
}

describe('the smallest set that brings nearly all', () => {
  it('by estimate, where nothing can be measured', () => {
    expect(setsToMeasure(search)).toEqual([
      [0, 1],
      [0, 1, 2],
    ]);
    const { chosen, whole, onPaper } = settleSets(search, undefined);
    expect([chosen.positions, whole?.positions, onPaper]).toEqual([[0, 1], [0, 1, 2], []]);
  });

  it('with what can be dropped, though that brings little', () => {
    const curve = [...search.result.curve, { indexes: [0, 1, 2, 3], bytes: 3, cost: 9.9 }];
    const dropping = { ...search, result: { ...search.result, cost: 9.9, dropped: [3], curve } };
    const { chosen, whole } = settleSets(dropping, undefined);
    expect([chosen.positions, chosen.cost, whole?.positions]).toEqual([[0, 1, 3], 14, [0, 1, 2, 3]]);
  });

  it('by the clock, where it says that the rest is worth it', () => {
    const { chosen, whole } = settleSets(
      search,
      measured([
        [80, 8, 8],
        [15, 2, 2],
        [500, 500, 1],
      ]),
    );
    expect(chosen.positions).toEqual([0, 1, 2]);
    expect(whole).toBeUndefined();
  });

  it('and what gains on paper only is left out', () => {
    const { chosen, onPaper } = settleSets(
      search,
      measured([
        [80, 8, 8],
        [15, 14.9, 14.9],
        [5, 5, 5],
      ]),
    );
    expect(chosen.positions).toEqual([0]);
    expect(onPaper).toEqual([1, 2]);
  });

  it('nothing, where the clock shows no gain at all', () => {
    expect(
      settleSets(
        search,
        measured([
          [80, 80, 80],
          [15, 15, 15],
          [5, 5, 5],
        ]),
      ).chosen.positions,
    ).toEqual([]);
  });

  it('what gets more than a tenth slower is told, unless the figures scatter', () => {
    const { hurt } = settleSets(
      search,
      measured([
        [80, 8, 8],
        [15, 20, 20],
        [5, 5, 5],
      ]),
    );
    expect(hurt).toEqual([{ item: 1, by: 'time', before: 15, after: 20 }]);
  });
});
