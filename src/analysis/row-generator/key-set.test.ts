import { expect, it } from 'vitest';
import { createKeyPool } from './key-pool.ts';
import { createKeySet } from './key-set.ts';
import { popularParent } from './popularity.ts';
import { seededRandom } from './random.ts';

it('remembers every key, and takes none for another', () => {
  const keys = createKeySet();
  for (let at = 0; at < 50_000; at++) keys.add(`key ${at}`);
  for (let at = 0; at < 50_000; at++) if (!keys.has(`key ${at}`)) throw new Error(`key ${at} is forgotten`);
  const mistaken = Array.from({ length: 50_000 }, (_, at) => keys.has(`other ${at}`)).filter(Boolean);
  expect(mistaken).toHaveLength(0);
});

it('keeps keys that count upwards, and others, alike', () => {
  const pool = createKeyPool(['id']);
  for (const key of ['5', '6', '7', '20', '21', 'x']) pool.add([key]);
  expect(Array.from({ length: pool.size() }, (_, at) => pool.key(at)[0])).toEqual(['5', '6', '7', '20', '21', 'x']);
  expect(pool.matching(['20'])).toEqual([3]);
  pool.add(['22'], 99);
  expect(pool.since(6)).toBe(99);
  expect(pool.since(0)).toBeUndefined();
});

it('gives a few parents many children and most a few', () => {
  const random = seededRandom('children');
  const counts = new Array<number>(1000).fill(0);
  for (let row = 0; row < 20_000; row++) {
    const parent = popularParent({ kind: 'lognormal', skew: 1, atLeastOne: true }, 1000, row, random);
    counts[parent] = (counts[parent] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...counts)).toBeGreaterThan(120);
  expect(counts.filter((count) => count < 20).length).toBeGreaterThan(600);
});
