import {
  type AttributeSet,
  attributesOf,
  closeOver,
  coverOf,
  isSubset,
  keysOf,
  reduceTo,
  type SetDependency,
  singlesOf,
} from './attribute-sets.ts';
import type { FunctionalDependency } from './functional-dependency.ts';

export interface NormalFormViolation {
  /** With all that the determinant determines in this way. */
  readonly dependency: FunctionalDependency;
  /** The lowest form that it breaks. */
  readonly breaks: '2NF' | '3NF' | 'BCNF';
}

export interface NormalForm {
  /** The highest form that the table is in. That values are atomic (1NF) is taken for granted. */
  readonly form: '1NF' | '2NF' | '3NF' | 'BCNF';
  readonly violations: readonly NormalFormViolation[];
  readonly keys: readonly (readonly string[])[];
  /** False: the table has more keys than were looked for, so a violation may be milder than told. */
  readonly complete: boolean;
}

/**
 * The normal form of a table whose columns hold these dependencies, and each dependency that breaks a higher one:
 * 2NF a part of a key determines a column of no key; 3NF something that is no key determines a column of no key;
 * BCNF something that is no key determines a column of a key. Codd (1972, 1974).
 */
export function normalForm(
  attributes: readonly string[],
  dependencies: readonly FunctionalDependency[],
  limit = 256,
): NormalForm {
  const { all, dependencyOf, named, namesOf } = attributesOf(attributes);
  const cover = coverOf(dependencies.map(dependencyOf));
  const { keys, complete } = keysOf(all, cover, limit);
  const prime = keys.reduce((set, key) => set | key, 0n);
  const told = [...partialDependencies(keys, prime, cover), ...cover]
    .filter(({ from }) => !isSubset(all, closeOver(from, cover)))
    .map((one) => ({ ...one, breaks: brokenForm(one, keys, prime) }));
  const grouped = new Map<string, { from: AttributeSet; to: AttributeSet; breaks: NormalFormViolation['breaks'] }>();
  for (const one of told) {
    const before = grouped.get(`${one.breaks}${one.from}`);
    grouped.set(`${one.breaks}${one.from}`, before === undefined ? one : { ...one, to: before.to | one.to });
  }
  const violations = [...grouped.values()]
    .map(({ from, to, breaks }) => ({ dependency: named({ from, to }), breaks }))
    .sort((one, other) => (one.breaks < other.breaks ? -1 : one.breaks > other.breaks ? 1 : 0));
  const lowest = violations[0]?.breaks;
  return {
    form: lowest === undefined ? 'BCNF' : lowest === '2NF' ? '1NF' : lowest === '3NF' ? '2NF' : '3NF',
    violations,
    keys: keys.map(namesOf).sort((one, other) => one.length - other.length),
    complete,
  };
}

function brokenForm(
  { from, to }: SetDependency,
  keys: readonly AttributeSet[],
  prime: AttributeSet,
): NormalFormViolation['breaks'] {
  if ((to & prime) !== 0n) return 'BCNF';
  return keys.some((key) => isSubset(from, key)) ? '2NF' : '3NF';
}

/** Part of a key -> column of no key; those that go through a column between only where nothing else says it. */
function partialDependencies(
  keys: readonly AttributeSet[],
  prime: AttributeSet,
  cover: readonly SetDependency[],
): readonly SetDependency[] {
  const partial = keys.flatMap((key) =>
    [...singlesOf(key)].flatMap((left) => {
      const part = key & ~left;
      return [...singlesOf(closeOver(part, cover) & ~prime)].map((to) => ({ from: reduceTo(part, to, cover), to }));
    }),
  );
  const direct = partial.filter((one) => cover.some(({ from, to }) => from === one.from && to === one.to));
  return direct.length > 0 ? direct : partial;
}
