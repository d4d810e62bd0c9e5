import {
  type AttributeSet,
  attributesOf,
  closeOver,
  coverOf,
  isSubset,
  reduceTo,
  type SetDependency,
} from './attribute-sets.ts';
import type { FunctionalDependency } from './functional-dependency.ts';

/** A table of a decomposition. */
export interface Relation {
  readonly attributes: readonly string[];
  readonly key: readonly string[];
  /** Further keys, which UNIQUE guards. */
  readonly otherKeys: readonly (readonly string[])[];
}

/** As sets: the first key is the primary one. */
export interface RelationSet {
  readonly attributes: AttributeSet;
  readonly keys: readonly AttributeSet[];
}

/**
 * Tables in 3NF whose join gives the rows back and in which every dependency can be checked.
 * Bernstein, "Synthesizing third normal form relations from functional dependencies" (1976); a table for a key is
 * added where none holds one (Biskup, Dayal and Bernstein 1979).
 */
export function synthesize3nf(
  attributes: readonly string[],
  dependencies: readonly FunctionalDependency[],
): readonly Relation[] {
  const { all, dependencyOf, namesOf } = attributesOf(attributes);
  return synthesizeSets(all, coverOf(dependencies.map(dependencyOf))).map((one) => relationOf(one, namesOf));
}

export function relationOf(
  { attributes, keys }: RelationSet,
  namesOf: (set: AttributeSet) => readonly string[],
): Relation {
  const [key = [], ...otherKeys] = keys.map(namesOf);
  return { attributes: namesOf(attributes), key, otherKeys };
}

/** `cover` is a minimal cover. `merge`: determinants that determine each other share a table. */
export function synthesizeSets(
  all: AttributeSet,
  cover: readonly SetDependency[],
  merge = true,
): readonly RelationSet[] {
  const groups = merge
    ? groupEquivalent(cover)
    : [...new Set(cover.map(({ from }) => from))].map((key) => ({ keys: [key] }));
  // What the keys of one table say of each other.
  const equivalences = groups.flatMap(({ keys }) =>
    keys.flatMap((from) => keys.filter((to) => to !== from).map((to) => ({ from, to }))),
  );
  const inside = (one: SetDependency) =>
    groups.some(({ keys }) => keys.includes(one.from) && keys.some((key) => isSubset(one.to, key)));
  let needed = cover.filter((one) => !inside(one));
  for (const one of [...needed].reverse()) {
    const others = needed.filter((other) => other !== one);
    if (isSubset(one.to, closeOver(one.from, [...others, ...equivalences]))) needed = others;
  }
  const relations = groups.map(({ keys }) => ({
    keys,
    attributes: needed
      .filter(({ from }) => keys.includes(from))
      .reduce(
        (set, { to }) => set | to,
        keys.reduce((set, key) => set | key, 0n),
      ),
  }));
  const widest = withoutContained(relations);
  if (widest.some((one) => isSubset(all, closeOver(one.attributes, cover)))) return widest;
  const key = reduceTo(all, all, cover);
  return [{ attributes: key, keys: [key] }, ...widest];
}

/** A relation that lies within another one says nothing more. */
export function withoutContained(relations: readonly RelationSet[]): readonly RelationSet[] {
  return relations.filter(
    (one, at) =>
      !relations.some(
        (other, place) =>
          place !== at &&
          isSubset(one.attributes, other.attributes) &&
          (one.attributes !== other.attributes || place < at),
      ),
  );
}

function groupEquivalent(cover: readonly SetDependency[]): readonly { readonly keys: readonly AttributeSet[] }[] {
  const groups = new Map<AttributeSet, AttributeSet[]>();
  for (const { from } of cover) {
    const closed = closeOver(from, cover);
    const keys = groups.get(closed) ?? [];
    if (!keys.includes(from)) keys.push(from);
    groups.set(closed, keys);
  }
  return [...groups.values()].map((keys) => ({ keys }));
}
