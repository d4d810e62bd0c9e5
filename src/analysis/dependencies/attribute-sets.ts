import type { FunctionalDependency } from './functional-dependency.ts';

/** A set of attributes: bit n stands for the nth name. */
export type AttributeSet = bigint;

/** Rows that agree in `from` agree in `to`. */
export interface SetDependency {
  readonly from: AttributeSet;
  readonly to: AttributeSet;
}

/** Names and their sets. Sets of one `Attributes` may be joined with `|`, met with `&`. */
export interface Attributes {
  readonly names: readonly string[];
  readonly all: AttributeSet;
  /** Throws RangeError at a name that is none of them. */
  setOf(names: Iterable<string>): AttributeSet;
  namesOf(set: AttributeSet): readonly string[];
  dependencyOf(dependency: FunctionalDependency): SetDependency;
  named(dependency: SetDependency): FunctionalDependency;
}

export function attributesOf(names: readonly string[]): Attributes {
  const bits = new Map(names.map((name, at) => [name, 1n << BigInt(at)]));
  const setOf = (wanted: Iterable<string>) => {
    let set = 0n;
    for (const name of wanted) {
      const bit = bits.get(name);
      if (bit === undefined) throw new RangeError(`There is no attribute ${name} among ${names.join(', ')}.`);
      set |= bit;
    }
    return set;
  };
  const namesOf = (set: AttributeSet) => names.filter((_, at) => ((set >> BigInt(at)) & 1n) === 1n);
  return {
    names,
    all: (1n << BigInt(names.length)) - 1n,
    setOf,
    namesOf,
    dependencyOf: ({ determinant, dependent }) => ({ from: setOf(determinant), to: setOf(dependent) }),
    named: ({ from, to }) => ({ determinant: namesOf(from), dependent: namesOf(to) }),
  };
}

export function isSubset(part: AttributeSet, whole: AttributeSet): boolean {
  return (part & whole) === part;
}

/** Each attribute of a set, as a set of one. */
export function* singlesOf(set: AttributeSet): Generator<AttributeSet> {
  for (let rest = set; rest !== 0n; rest &= rest - 1n) yield rest & -rest;
}

export function sizeOf(set: AttributeSet): number {
  let size = 0;
  for (let rest = set; rest !== 0n; rest &= rest - 1n) size += 1;
  return size;
}

/** All that `set` determines, itself included. */
export function closeOver(set: AttributeSet, dependencies: readonly SetDependency[]): AttributeSet {
  let closed = set;
  let waiting = dependencies;
  for (;;) {
    const still: SetDependency[] = [];
    const before = closed;
    for (const one of waiting) {
      if (isSubset(one.from, closed)) closed |= one.to;
      else still.push(one);
    }
    if (closed === before || still.length === 0) return closed;
    waiting = still;
  }
}

/** The set without attributes that it does not need to determine `to`. Later attributes are left out first. */
export function reduceTo(set: AttributeSet, to: AttributeSet, dependencies: readonly SetDependency[]): AttributeSet {
  let least = set;
  for (const one of [...singlesOf(set)].reverse()) {
    if (isSubset(to, closeOver(least & ~one, dependencies))) least &= ~one;
  }
  return least;
}

/**
 * The same dependencies said with as few words: one attribute on the right, nothing on the left that is not needed,
 * none that follows from the others. Order is kept.
 */
export function coverOf(dependencies: readonly SetDependency[]): readonly SetDependency[] {
  const single = dependencies.flatMap(({ from, to }) => [...singlesOf(to & ~from)].map((one) => ({ from, to: one })));
  const reduced = single.map(({ from, to }) => ({ from: reduceTo(from, to, single), to }));
  const distinct = [...new Map(reduced.map((one) => [`${one.from}>${one.to}`, one])).values()];
  let kept: readonly SetDependency[] = distinct;
  // The last ones go first, so that what was said first stays.
  for (const one of [...distinct].reverse()) {
    const others = kept.filter((other) => other !== one);
    if (isSubset(one.to, closeOver(one.from, others))) kept = others;
  }
  return kept;
}

/** Keys of the attributes in `within`; `complete` is false where there are more than `limit`. */
export function keysOf(
  within: AttributeSet,
  dependencies: readonly SetDependency[],
  limit: number,
): { readonly keys: readonly AttributeSet[]; readonly complete: boolean } {
  // Lucchesi and Osborn, "Candidate keys for relations" (1978): each key and dependency may lead to one more key.
  const keys = [reduceTo(within, within, dependencies)];
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? 0n;
    for (const { from, to } of dependencies) {
      if ((to & key) === 0n) continue;
      const wider = (from | (key & ~to)) & within;
      if (!isSubset(within, closeOver(wider, dependencies))) continue;
      if (keys.some((one) => isSubset(one, wider))) continue;
      if (keys.length >= limit) return { keys, complete: false };
      keys.push(reduceTo(wider, within, dependencies));
    }
  }
  return { keys, complete: true };
}

/**
 * Does the dependency follow from what holds within the pieces? Beeri and Honeyman, "Preserving functional
 * dependencies" (1981): no projection is computed.
 */
export function isPreserved(
  { from, to }: SetDependency,
  pieces: readonly AttributeSet[],
  dependencies: readonly SetDependency[],
): boolean {
  let reached = from;
  for (let before = -1n; before !== reached && !isSubset(to, reached); ) {
    before = reached;
    for (const piece of pieces) reached |= closeOver(reached & piece, dependencies) & piece;
  }
  return isSubset(to, reached);
}
