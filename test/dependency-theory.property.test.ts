import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decomposeBcnf } from '#analysis/dependencies/decompose-bcnf.ts';
import {
  candidateKeys,
  closure,
  follows,
  lostDependencies,
  minimalCover,
  preserves,
} from '#analysis/dependencies/dependency-theory.ts';
import { isLossless } from '#analysis/dependencies/is-lossless.ts';
import { normalForm } from '#analysis/dependencies/normal-form.ts';
import { synthesize3nf } from '#analysis/dependencies/synthesize-3nf.ts';
import { allSubsets, naiveClosure, naiveForm, naiveKeys, relationCase, rowsThatObey } from './random-relation.ts';

const sorted = (sets: readonly (readonly string[])[]) => sets.map((set) => set.join('')).sort();

describe('on every small relation', () => {
  test('closure and keys are what trying every set gives', () => {
    fc.assert(
      fc.property(relationCase, fc.nat(), ({ attributes, dependencies }, pick) => {
        const from = allSubsets(attributes)[pick % 2 ** attributes.length]!;
        expect(closure(attributes, from, dependencies)).toEqual(
          attributes.filter((one) => naiveClosure(from, dependencies).has(one)),
        );
        expect(sorted(candidateKeys(attributes, dependencies).keys)).toEqual(
          sorted(naiveKeys({ attributes, dependencies })),
        );
      }),
    );
  });

  test('a minimal cover says the same, and nothing of it can go', () => {
    fc.assert(
      fc.property(relationCase, ({ attributes, dependencies }) => {
        const cover = minimalCover(attributes, dependencies);
        for (const one of dependencies) expect(follows(attributes, one, cover)).toBe(true);
        for (const one of cover) {
          expect(one.dependent).toHaveLength(1);
          expect(follows(attributes, one, dependencies)).toBe(true);
          expect(
            follows(
              attributes,
              one,
              cover.filter((other) => other !== one),
            ),
          ).toBe(false);
          for (const left of one.determinant) {
            const determinant = one.determinant.filter((name) => name !== left);
            expect(follows(attributes, { ...one, determinant }, cover)).toBe(false);
          }
        }
      }),
    );
  });

  test('the normal form is what trying every set gives', () => {
    fc.assert(
      fc.property(relationCase, ({ attributes, dependencies }) => {
        const { form, violations } = normalForm(attributes, dependencies);
        expect(form).toBe(naiveForm(attributes, dependencies));
        for (const { dependency } of violations) {
          expect(follows(attributes, dependency, dependencies)).toBe(true);
          expect(naiveClosure(dependency.determinant, dependencies).size).toBeLessThan(attributes.length);
        }
      }),
    );
  });

  test('the 3NF synthesis is in 3NF, loses nothing and preserves every dependency', () => {
    fc.assert(
      fc.property(relationCase, ({ attributes, dependencies }) => {
        const relations = synthesize3nf(attributes, dependencies);
        const pieces = relations.map((one) => one.attributes);
        expect([...new Set(pieces.flat())].sort()).toEqual(attributes);
        expect(isLossless(attributes, pieces, dependencies)).toBe(true);
        expect(preserves(pieces, dependencies)).toBe(true);
        for (const { attributes: piece, key, otherKeys } of relations) {
          expect(['3NF', 'BCNF']).toContain(naiveForm(piece, dependencies));
          for (const one of [key, ...otherKeys]) expect(isLeastKey(one, piece, dependencies)).toBe(true);
        }
      }),
    );
  });

  test('the BCNF decomposition is in BCNF, loses no row, and names the dependencies that it loses', () => {
    fc.assert(
      fc.property(relationCase, ({ attributes, dependencies }) => {
        const { relations, lost, complete } = decomposeBcnf(attributes, dependencies);
        const pieces = relations.map((one) => one.attributes);
        expect(complete).toBe(true);
        expect([...new Set(pieces.flat())].sort()).toEqual(attributes);
        expect(isLossless(attributes, pieces, dependencies)).toBe(true);
        expect(lost).toEqual(lostDependencies(pieces, minimalCover(attributes, dependencies)));
        for (const { attributes: piece, key, otherKeys } of relations) {
          expect(naiveForm(piece, dependencies)).toBe('BCNF');
          for (const one of [key, ...otherKeys]) expect(isLeastKey(one, piece, dependencies)).toBe(true);
        }
      }),
    );
  });

  test('the chase is right: pieces that it calls lossless join to the same rows', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 }), { maxLength: 12 });
    const cuts = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
    let lossless = 0;
    fc.assert(
      fc.property(relationCase, rows, cuts, ({ attributes, dependencies }, candidates, picks) => {
        const pieces = picks.map((pick) => allSubsets(attributes)[1 + (pick % (2 ** attributes.length - 1))]!);
        if (new Set(pieces.flat()).size < attributes.length) return;
        const narrow = candidates.map((row) => row.slice(0, attributes.length));
        const relation = rowsThatObey({ attributes, dependencies }, narrow);
        const joined = join(attributes, pieces, relation);
        if (!isLossless(attributes, pieces, dependencies)) return;
        lossless += 1;
        expect(joined).toEqual(new Set(relation.map(String)));
      }),
    );
    expect(lossless).toBeGreaterThan(5);
  });

  test('the chase is right: for pieces that it calls lossy there are rows that show it', () => {
    fc.assert(
      fc.property(relationCase, fc.nat(), fc.nat(), ({ attributes, dependencies }, one, other) => {
        const pick = (at: number) => allSubsets(attributes)[at % 2 ** attributes.length]!;
        const pieces = [pick(one), pick(other)];
        if (new Set(pieces.flat()).size < attributes.length || pieces.some(({ length }) => length === 0)) return;
        // Two rows that agree in just what the common columns determine: the only way that two pieces lose.
        const common = naiveClosure(
          pieces[0]!.filter((name) => pieces[1]!.includes(name)),
          dependencies,
        );
        const rows = [attributes.map(() => 0), attributes.map((name) => (common.has(name) ? 0 : 1))];
        const shown = join(attributes, pieces, rows).size > new Set(rows.map(String)).size;
        expect(isLossless(attributes, pieces, dependencies)).toBe(!shown);
      }),
    );
  });
});

test('many keys are told up to a limit', () => {
  const attributes = Array.from({ length: 24 }, (_, at) => `a${at}`);
  const dependencies = Array.from({ length: 12 }, (_, at) => [
    { determinant: [`a${2 * at}`], dependent: [`a${2 * at + 1}`] },
    { determinant: [`a${2 * at + 1}`], dependent: [`a${2 * at}`] },
  ]).flat();
  const { keys, complete } = candidateKeys(attributes, dependencies, 50);
  expect(keys).toHaveLength(50);
  expect(complete).toBe(false);
  expect(candidateKeys(attributes, dependencies, 5000)).toMatchObject({ complete: true, keys: { length: 4096 } });
});

test('an attribute that is none is named', () => {
  expect(() => closure(['a'], ['b'], [])).toThrow('There is no attribute b among a.');
});

function isLeastKey(
  key: readonly string[],
  piece: readonly string[],
  dependencies: Parameters<typeof naiveClosure>[1],
): boolean {
  const reaches = (set: readonly string[]) => {
    const closed = naiveClosure(set, dependencies);
    return piece.every((name) => closed.has(name));
  };
  return reaches(key) && key.every((left) => !reaches(key.filter((name) => name !== left)));
}

/** Cuts the rows into pieces and joins them again, really. */
function join(
  attributes: readonly string[],
  pieces: readonly (readonly string[])[],
  rows: readonly (readonly number[])[],
): ReadonlySet<string> {
  const cut = (names: readonly string[]) =>
    rows.map((row) => new Map(names.map((name) => [name, row[attributes.indexOf(name)]!])));
  let joined: readonly ReadonlyMap<string, number>[] = [new Map()];
  for (const piece of pieces) {
    const part = cut(piece);
    const next = joined.flatMap((one) =>
      part
        .filter((other) => [...other].every(([name, value]) => !one.has(name) || one.get(name) === value))
        .map((other) => new Map([...one, ...other])),
    );
    const text = (one: ReadonlyMap<string, number>) => [...one].sort().join();
    joined = [...new Map(next.map((one) => [text(one), one])).values()];
  }
  return new Set(joined.map((one) => attributes.map((name) => one.get(name)).join()));
}
