import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { below, seededRandom } from '#analysis/row-generator/random.ts';
import { type ComparedPair, comparePairs } from './compare-pairs.ts';
import { bag, openRerun, type Rerun, reallyDiffer } from './rerun.ts';
import type { RewritePair } from './rewrite-pair.ts';
import { rightRewrites } from './right-rewrites.ts';
import { wrongRewrites } from './wrong-rewrites.ts';

const full = process.env['DBWRIGHT_FULL'] === '1';

/** In the gate a few of them, always the same ones. */
function some(pairs: readonly RewritePair[], count: number): readonly RewritePair[] {
  if (full) return pairs;
  const random = seededRandom('rewrites');
  const left = [...pairs];
  return Array.from({ length: count }, () => left.splice(below(random, left.length), 1)).flat();
}

const wrong = some(wrongRewrites, 32);
const right = some(rightRewrites, 5);

describe('wrong rewrites', () => {
  let rerun: Rerun | undefined;
  let compared: readonly ComparedPair[] = [];

  beforeAll(async () => {
    rerun = await openRerun();
    compared = await comparePairs(wrong);
    const counts = compared.map(({ comparison }) => comparison.databases).sort((a, b) => a - b);
    const refuted = compared.filter(({ comparison }) => comparison.verdict === 'differs').length;
    console.log(
      `refuted ${refuted} of ${compared.length} wrong rewrites; databases until then: median ${counts[counts.length >> 1]}, most ${counts.at(-1)}`,
    );
  }, 300_000);
  afterAll(() => rerun?.close());

  it('are many, each under a name of its own', () => {
    expect(wrongRewrites.length).toBeGreaterThanOrEqual(150);
    expect(rightRewrites.length).toBeGreaterThanOrEqual(60);
    const names = [...wrongRewrites, ...rightRewrites].map(({ name, after }) => `${name}: ${after}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(wrong.map((pair) => [pair.name, pair] as const))('%s', async (_, pair) => {
    const comparison = compared.find((one) => one.pair === pair)?.comparison;
    expect(comparison?.verdict).toBe('differs');
    const example = comparison?.counterexample;
    if (example === undefined || rerun === undefined) throw new Error('There is no counterexample.');
    const given = await rerun.run(pair, example);
    expect(reallyDiffer(given, pair), JSON.stringify(example)).toBe(true);
    // What was reported is what is there.
    for (const [nth, reported] of [example.before, example.after].entries()) {
      const seen = given[nth as 0 | 1];
      if (typeof reported === 'string' || pair.keyset !== undefined) continue;
      expect(seen === 'error' ? seen : bag(seen.rows)).toBe(bag(reported));
    }
    const rows = example.tables.reduce((sum, table) => sum + table.rows.length, 0);
    expect(rows, 'a small counterexample').toBeLessThanOrEqual(14);
  });
});

describe('right rewrites', () => {
  let compared: readonly ComparedPair[] = [];

  beforeAll(async () => {
    compared = await comparePairs(right);
    const [ms, databases] = [
      compared.reduce((sum, one) => sum + one.ms, 0),
      compared.reduce((sum, { comparison }) => sum + comparison.databases, 0),
    ];
    console.log(`${(ms / databases).toFixed(1)} ms a database`);
  }, 600_000);

  it.each(right.map((pair) => [pair.name, pair] as const))('%s', (_, pair) => {
    const comparison = compared.find((one) => one.pair === pair)?.comparison;
    const { verdict, withRows = 0, databases = 0, counterexample, notes } = comparison ?? {};
    expect(verdict, JSON.stringify({ counterexample, notes })).toBe('same');
    expect(databases).toBeGreaterThanOrEqual(500);
    expect(withRows).toBeGreaterThanOrEqual(20);
  });
});

describe('what cannot be said', () => {
  const questions = {
    varies: ['SELECT id FROM orders ORDER BY status LIMIT 1'],
    empty: ['SELECT id FROM orders WHERE id < 0 AND id > 0'],
    failing: ['SELECT 1 / (id - id) FROM users'],
    writing: ['DELETE FROM blocked'],
    broken: ['SELECT id FROM users', 'SELECT idd AS id FROM users'],
  } as const;
  let compared: readonly ComparedPair[] = [];
  const found = (name: keyof typeof questions) => compared.find(({ pair }) => pair.name === name)?.comparison;

  beforeAll(async () => {
    const pairs = Object.entries(questions).map(([name, [before, after = before]]) => ({
      name,
      before,
      after,
      why: '',
    }));
    compared = await comparePairs(pairs, { databases: 60 });
  });

  it('is unknown where the first varies, with the reason', () => {
    expect(found('varies')?.verdict).toBe('unknown');
    expect(found('varies')?.notes[0]).toMatch(/ORDER BY does not decide/);
  });

  it('is unknown where the first hardly gives rows', () => {
    expect(found('empty')?.verdict).toBe('unknown');
    expect(found('empty')?.notes[0]).toMatch(/gave rows in only 0 of/);
  });

  it('is unknown where both fail, or the first writes', () => {
    expect(found('failing')?.verdict).toBe('unknown');
    expect(found('writing')).toMatchObject({ verdict: 'unknown', notes: ['A statement that writes is not compared.'] });
  });

  it('an error of the second alone is a difference', () => {
    expect(found('broken')?.verdict).toBe('differs');
    expect(found('broken')?.counterexample?.after).toMatch(/"?idd"? does not exist/);
  });
});

describe('on PGlite', () => {
  it('gives the same verdicts', async () => {
    const pairs = [wrongRewrites[0], wrongRewrites[30], rightRewrites[0]].filter((pair) => pair !== undefined);
    const compared = await comparePairs(pairs, { kind: 'pglite', databases: 100 });
    expect(compared.map(({ comparison }) => comparison.verdict)).toEqual(['differs', 'differs', 'same']);
  });
});
