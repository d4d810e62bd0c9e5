import fc from 'fast-check';
import type { FunctionalDependency } from '#analysis/dependencies/functional-dependency.ts';

export interface RelationCase {
  readonly attributes: readonly string[];
  readonly dependencies: readonly FunctionalDependency[];
}

/** Up to six attributes and seven dependencies: small enough to try every set. */
export const relationCase: fc.Arbitrary<RelationCase> = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const attributes = 'ABCDEF'.slice(0, count).split('');
  const some = fc.subarray(attributes, { minLength: 1, maxLength: Math.min(3, count) });
  const from = fc.oneof({ weight: 12, arbitrary: some }, { weight: 1, arbitrary: fc.constant([]) });
  return fc.record({
    attributes: fc.constant(attributes),
    dependencies: fc.array(fc.record({ determinant: from, dependent: some }), { maxLength: 7 }),
  });
});

export function allSubsets(attributes: readonly string[]): readonly (readonly string[])[] {
  const sets: (readonly string[])[] = [[]];
  for (const one of attributes) sets.push(...sets.map((set) => [...set, one]));
  return sets;
}

/** Step by step, as the definition says. */
export function naiveClosure(
  from: readonly string[],
  dependencies: readonly FunctionalDependency[],
): ReadonlySet<string> {
  const closed = new Set(from);
  for (let size = -1; size !== closed.size; ) {
    size = closed.size;
    for (const { determinant, dependent } of dependencies) {
      if (determinant.every((one) => closed.has(one))) for (const one of dependent) closed.add(one);
    }
  }
  return closed;
}

export function naiveKeys({ attributes, dependencies }: RelationCase): readonly (readonly string[])[] {
  const superkeys = allSubsets(attributes).filter((set) => naiveClosure(set, dependencies).size === attributes.length);
  return superkeys.filter(
    (set) => !superkeys.some((one) => one.length < set.length && one.every((name) => set.includes(name))),
  );
}

export type NaiveForm = '1NF' | '2NF' | '3NF' | 'BCNF';

/** Of a piece of the relation, by trying every set of its attributes. */
export function naiveForm(piece: readonly string[], dependencies: readonly FunctionalDependency[]): NaiveForm {
  const determined = (set: readonly string[]) => piece.filter((one) => naiveClosure(set, dependencies).has(one));
  const sets = allSubsets(piece);
  const superkeys = sets.filter((set) => determined(set).length === piece.length);
  const keys = superkeys.filter(
    (set) => !superkeys.some((one) => one.length < set.length && one.every((name) => set.includes(name))),
  );
  const prime = new Set(keys.flat());
  let form: NaiveForm = 'BCNF';
  for (const set of sets) {
    if (superkeys.includes(set)) continue;
    for (const one of determined(set).filter((name) => !set.includes(name))) {
      if (prime.has(one)) form = form === 'BCNF' ? '3NF' : form;
      else if (keys.some((key) => set.every((name) => key.includes(name)))) return '1NF';
      else form = '2NF';
    }
  }
  return form;
}

/** Rows of small numbers in which the dependencies hold: rows that break one are left out. */
export function rowsThatObey(
  { attributes, dependencies }: RelationCase,
  candidates: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const at = new Map(attributes.map((name, index) => [name, index]));
  const rows: (readonly number[])[] = [];
  for (const row of candidates) {
    const obeys = rows.every((other) =>
      dependencies.every(({ determinant, dependent }) => {
        const agree = (names: readonly string[]) =>
          names.every((name) => row[at.get(name) ?? 0] === other[at.get(name) ?? 0]);
        return !agree(determinant) || agree(dependent);
      }),
    );
    if (obeys) rows.push(row);
  }
  return rows;
}
