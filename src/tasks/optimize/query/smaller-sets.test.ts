import { describe, expect, test } from 'vitest';
import type { IndexSearchResult } from '#analysis/index-search.ts';
import type { Trial } from '#contracts/instrument.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { isEnough, smallerSets } from './smaller-sets.ts';

const index = (name: string) =>
  IndexDefinition.parse({ schema: 'public', table: 'orders', name, keys: [{ column: name }] });
const [wide, slim, other] = [index('wide'), index('slim'), index('other')];

const search: IndexSearchResult = {
  base: 1000,
  chosen: [wide!, other!],
  cost: 10,
  lowerBound: 9,
  certain: true,
  asked: 3,
  skipped: 0,
  refused: [],
  bytes: { wide: 100, slim: 20, other: 50 },
  tried: [
    { offered: ['wide', 'slim', 'other'], used: ['wide', 'other'], cost: 10 },
    { offered: ['wide', 'slim'], used: ['slim'], cost: 90 },
    { offered: ['slim'], used: ['slim'], cost: 90 },
    { offered: ['other'], used: ['other'], cost: 700 },
    { offered: ['wide', 'slim'], used: ['wide', 'slim'], cost: 12 },
    { offered: [], used: [], cost: 1000 },
  ],
};

describe('smaller sets', () => {
  test('bring nearly all of the estimated gain and are smaller, each once, smallest first', () => {
    const sets = smallerSets(search, [wide!, slim!, other!]);
    expect(sets.map(({ indexes }) => indexes.map(({ name }) => name))).toEqual([['slim']]);
  });

  test('the same key without its included columns', () => {
    const covering = IndexDefinition.parse({ ...wide, name: 'covering', include: ['total'] });
    const tried = [{ offered: [], used: ['wide'], cost: 30 }];
    expect(smallerSets({ ...search, chosen: [covering], tried }, [wide!, covering])).toEqual([
      { indexes: [wide], cost: 30 },
    ]);
  });

  test('one of next to no size, however dear the planner rates it', () => {
    const brin = IndexDefinition.parse({ ...other, name: 'brin', method: 'brin' });
    const tried = [{ offered: [], used: ['brin'], cost: 800 }];
    const light = { ...search, chosen: [wide!], tried, bytes: { wide: 9_000_000, brin: 24_576 } };
    expect(smallerSets(light, [wide!, brin])).toEqual([{ indexes: [brin], cost: 800 }]);
    expect(smallerSets({ ...light, bytes: { wide: 90_000, brin: 24_576 } }, [wide!, brin])).toEqual([]);
  });

  test('none where the chosen one is the smallest', () => {
    expect(smallerSets({ ...search, chosen: [slim!], cost: 90 }, [wide!, slim!, other!])).toEqual([]);
  });
});

describe('enough', () => {
  const trial = (before: number, after: number, indexes = 1, sameRows: Trial['sameRows'] = true, bytes = 8_192) =>
    ({
      before: { median: before },
      after: { median: after },
      sameRows,
      bytes: Object.fromEntries(Array.from({ length: indexes }, (_, at) => [`i${at}`, bytes])),
      buildMs: {},
    }) as unknown as Trial;

  test.each([
    ['as fast', trial(100, 1), trial(100, 1), true],
    ['a tenth slower', trial(100, 1.09), trial(100, 1), true],
    ['a fifth slower', trial(100, 1.2), trial(100, 1), false],
    ['a fifth slower, with one index less', trial(100, 1.2), trial(100, 1, 2), true],
    ['half as slow again, with one index less', trial(100, 1.5), trial(100, 1, 2), false],
    ['next to nothing of what was saved, and 77 times slower', trial(1_400, 24), trial(1_400, 0.31), false],
    ['too little to be told', trial(10, 0.07), trial(10, 0.03), true],
    ['most of what little was saved is lost', trial(10, 9.8), trial(10, 9), false],
    ['three times slower at a hundredth of the size', trial(100, 3), trial(100, 1, 1, true, 900_000), true],
    ['fifty times slower at a hundredth of the size', trial(100, 3), trial(100, 0.06, 1, true, 900_000), false],
    ['most of what was saved is lost, at that size', trial(10, 8), trial(10, 5, 1, true, 900_000), false],
    ['other rows', trial(100, 1, 1, false), trial(100, 1), false],
  ])('%s', (_, small, large, enough) => expect(isEnough(small, large)).toBe(enough));
});
