import { attributesOf, closeOver, coverOf, isPreserved, isSubset, keysOf } from './attribute-sets.ts';
import type { FunctionalDependency } from './functional-dependency.ts';

/** All that the attributes in `from` determine, themselves included, in the order of `attributes`. */
export function closure(
  attributes: readonly string[],
  from: readonly string[],
  dependencies: readonly FunctionalDependency[],
): readonly string[] {
  const { setOf, namesOf, dependencyOf } = attributesOf(attributes);
  return namesOf(closeOver(setOf(from), dependencies.map(dependencyOf)));
}

/** Does the dependency follow from the others (Armstrong)? */
export function follows(
  attributes: readonly string[],
  dependency: FunctionalDependency,
  dependencies: readonly FunctionalDependency[],
): boolean {
  const { dependencyOf } = attributesOf(attributes);
  const { from, to } = dependencyOf(dependency);
  return isSubset(to, closeOver(from, dependencies.map(dependencyOf)));
}

/** The same dependencies with one dependent each, no needless determinant, and none that follows from the others. */
export function minimalCover(
  attributes: readonly string[],
  dependencies: readonly FunctionalDependency[],
): readonly FunctionalDependency[] {
  const { dependencyOf, named } = attributesOf(attributes);
  return coverOf(dependencies.map(dependencyOf)).map(named);
}

export interface CandidateKeys {
  /** Shortest first. At least one: all attributes, where nothing determines anything. */
  readonly keys: readonly (readonly string[])[];
  /** False: there are more than `limit`, which are not told. */
  readonly complete: boolean;
}

/** Least sets of attributes that determine all others. There may be exponentially many, so at most `limit`. */
export function candidateKeys(
  attributes: readonly string[],
  dependencies: readonly FunctionalDependency[],
  limit = 256,
): CandidateKeys {
  const { all, dependencyOf, namesOf } = attributesOf(attributes);
  const { keys, complete } = keysOf(all, coverOf(dependencies.map(dependencyOf)), limit);
  return { keys: keys.map(namesOf).sort((one, other) => one.length - other.length), complete };
}

/** The dependencies that can be checked in none of the relations, nor in all of them together: a decomposition loses them. */
export function lostDependencies(
  relations: readonly (readonly string[])[],
  dependencies: readonly FunctionalDependency[],
): readonly FunctionalDependency[] {
  const { setOf, dependencyOf } = attributesOf(namesIn(relations, dependencies));
  const pieces = relations.map(setOf);
  const all = dependencies.map(dependencyOf);
  return dependencies.filter((one) => !isPreserved(dependencyOf(one), pieces, all));
}

/** Can every dependency be checked within the relations? */
export function preserves(
  relations: readonly (readonly string[])[],
  dependencies: readonly FunctionalDependency[],
): boolean {
  return lostDependencies(relations, dependencies).length === 0;
}

function namesIn(
  relations: readonly (readonly string[])[],
  dependencies: readonly FunctionalDependency[],
): readonly string[] {
  const told = dependencies.flatMap(({ determinant, dependent }) => [...determinant, ...dependent]);
  return [...new Set([...relations.flat(), ...told])];
}
