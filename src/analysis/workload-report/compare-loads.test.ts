import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparedLoad, compareLoads } from './compare-loads.ts';
import { type Figures, windowFigures } from './window-figures.ts';

const monday = '2026-03-02T00:00:00.000Z';
const tuesday = '2026-03-03T00:00:00.000Z';
const wednesday = '2026-03-04T00:00:00.000Z';

const figures = (calls: number, mean: number, more: Partial<Figures> = {}): Figures => ({
  normalized: 'select 1',
  calls,
  milliseconds: calls * mean,
  rows: calls,
  blocks: calls * 10,
  ...more,
});
const load = (statements: Readonly<Record<string, Figures>>, since = monday, until = tuesday): ComparedLoad => ({
  statements: new Map(Object.entries(statements)),
  window: { since, until },
  isCut: false,
});
/** A load that makes up the rest of the time. */
const rest = { others: figures(1000, 1), more: figures(1000, 1), others2: figures(1000, 1) };
const changeOf = (before: Figures, after: Figures) => {
  const compared = compareLoads(load({ ...rest, a: before }), load({ ...rest, a: after }, tuesday, wednesday));
  return compared.changes.find(({ fingerprint }) => fingerprint === 'a');
};

describe('worse', () => {
  test.each([
    ['a fifth longer is weather', figures(100, 10), figures(100, 11.9), []],
    ['longer', figures(100, 10), figures(100, 12.5), ['mean']],
    ['longer, but hardly of any weight', figures(100, 0.01), figures(100, 0.02), []],
    ['of a few calls, chance', figures(3, 100), figures(3, 150), []],
    ['of a few calls, twice as long', figures(3, 100), figures(3, 250), ['mean']],
    ['more blocks', figures(100, 10), figures(100, 10, { blocks: 2000 }), ['blocks']],
    ['more rows', figures(100, 10), figures(100, 10, { rows: 200 }), ['rows']],
    ['a fifth more calls is weather', figures(100, 10), figures(125, 10), []],
    ['called three times as often', figures(100, 10), figures(300, 10), ['calls']],
    ['within the scatter of its calls', figures(10, 10, { deviation: 30 }), figures(10, 14, { deviation: 30 }), []],
    ['beyond the scatter', figures(1000, 10, { deviation: 3 }), figures(1000, 14, { deviation: 3 }), ['mean']],
  ] as const)('%s', (_, before, after, worse) => {
    expect(changeOf(before, after)?.worse).toEqual(worse);
  });

  test('the other way round it is better', () => {
    expect(changeOf(figures(100, 20), figures(100, 10))).toMatchObject({ worse: [], better: ['mean'] });
  });
});

describe('counters that were not reset', () => {
  test('what is compared is what was counted in between', () => {
    const before = load({ ...rest, a: figures(1000, 1) });
    const after = load(
      { ...rest, a: { ...figures(1100, 1), milliseconds: 1000 + 100 * 50, blocks: 10_000 + 100 * 900 } },
      monday,
      wednesday,
    );
    const { kind, changes, after: window, gone } = compareLoads(before, after);
    expect(kind).toBe('since');
    expect(window).toMatchObject({ since: tuesday, until: wednesday, seconds: 86_400, calls: 100, milliseconds: 5000 });
    expect(changes).toMatchObject([{ fingerprint: 'a', after: { calls: 100 }, factors: { mean: 50, blocks: 90 } }]);
    expect(gone).toHaveLength(3);
  });

  test('the deviation in between follows from both', () => {
    // Ten calls of 1 ms, then ten of 3 and 5 ms in turns: all twenty have a mean of 2.5 and a deviation of √2.75.
    const was = new Map([['a', figures(10, 1, { deviation: 0 })]]);
    const now = new Map([['a', figures(20, 2.5, { deviation: Math.sqrt(2.75) })]]);
    expect(windowFigures(was, now).get('a')).toMatchObject({ calls: 10, milliseconds: 40 });
    expect(windowFigures(was, now).get('a')?.deviation).toBeCloseTo(1, 9);
  });

  test('a statement that was forgotten counts with what it has', () => {
    const was = new Map([['a', figures(100, 1)]]);
    expect(windowFigures(was, new Map([['a', figures(7, 2)]])).get('a')).toMatchObject({ calls: 7, milliseconds: 14 });
  });

  test('where a part was reset, both stand for themselves and nothing is said of rates', () => {
    const before = load({ a: figures(100, 1), b: figures(100, 1) });
    const after = load({ a: figures(100, 3), b: figures(90, 1) }, monday, wednesday);
    const compared = compareLoads(before, after);
    expect(compared).toMatchObject({ kind: 'apart', after: { calls: 190 } });
    expect(compared.after.seconds).toBeUndefined();
    expect(compared.changes[0]).toMatchObject({ fingerprint: 'a', worse: ['mean'] });
  });
});

test('new and gone; of a list that was cut nobody knows', () => {
  const [before, after] = [load({ a: figures(10, 1) }), load({ b: figures(10, 1) }, tuesday, wednesday)];
  expect(compareLoads(before, after)).toMatchObject({ fresh: [{ calls: 10 }], gone: [{ calls: 10 }], changes: [] });
  expect(compareLoads({ ...before, isCut: true }, after).fresh).toEqual([]);
});

const someFigures = fc
  .record({
    calls: fc.integer({ min: 1, max: 10_000 }),
    mean: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    rows: fc.integer({ min: 0, max: 100_000 }),
    blocks: fc.integer({ min: 0, max: 100_000 }),
  })
  .map(({ calls, mean, ...more }) => figures(calls, mean, more));
const someLoad = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), someFigures);

test('a load held against itself is as before, in whatever window', () => {
  fc.assert(
    fc.property(someLoad, (statements) => {
      const { changes, fresh, gone } = compareLoads(load(statements), load(statements, tuesday, wednesday));
      expect([fresh, gone]).toEqual([[], []]);
      expect(changes.flatMap(({ worse, better }) => [...worse, ...better])).toEqual([]);
    }),
  );
});

test('what is worse one way is better the other way, or too light for it', () => {
  fc.assert(
    fc.property(someLoad, someLoad, (one, other) => {
      const forth = compareLoads(load(one), load(other, tuesday, wednesday));
      const back = compareLoads(load(other), load(one, tuesday, wednesday));
      for (const { fingerprint, worse } of forth.changes) {
        const returned = back.changes.find((change) => change.fingerprint === fingerprint);
        for (const figure of worse) expect(returned?.worse).not.toContain(figure);
      }
      expect(forth.fresh.length).toBe(back.gone.length);
    }),
  );
});
