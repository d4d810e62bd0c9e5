import {
  type AttributeSet,
  attributesOf,
  closeOver,
  coverOf,
  isPreserved,
  isSubset,
  keysOf,
  type SetDependency,
  sizeOf,
} from './attribute-sets.ts';
import type { FunctionalDependency } from './functional-dependency.ts';
import { projectDependencies } from './project-dependencies.ts';
import { type Relation, type RelationSet, relationOf, synthesizeSets, withoutContained } from './synthesize-3nf.ts';

export interface BcnfDecomposition {
  readonly relations: readonly Relation[];
  /** Dependencies that no single table can check any more; a trigger would have to. */
  readonly lost: readonly FunctionalDependency[];
  /** False: a table had too many dependencies to look through, so it may not be in BCNF. */
  readonly complete: boolean;
}

/** A relation with a cover of the dependencies that hold in it. */
interface Piece {
  readonly attributes: AttributeSet;
  readonly cover: readonly SetDependency[];
}

/**
 * Tables in BCNF whose join gives the rows back. It starts from 3NF tables, which lose no dependency, and splits only
 * those that are not in BCNF, each time where the fewest dependencies are lost. There may be tables that lose none: it
 * finds most of them, not all (the question is NP-hard, Beeri and Bernstein 1979), and pays for them with columns that
 * stand in two tables.
 */
export function decomposeBcnf(
  attributes: readonly string[],
  dependencies: readonly FunctionalDependency[],
): BcnfDecomposition {
  const { all, dependencyOf, named, namesOf } = attributesOf(attributes);
  const cover = coverOf(dependencies.map(dependencyOf));
  const [best] = [true, false]
    .map((merge) => splitAll(all, cover, synthesizeSets(all, cover, merge)))
    .sort((one, other) => one.lost.length - other.lost.length || one.relations.length - other.relations.length);
  return {
    relations: (best?.relations ?? []).map((one) => relationOf(one, namesOf)),
    lost: (best?.lost ?? []).map(named),
    complete: best?.complete ?? true,
  };
}

function splitAll(all: AttributeSet, cover: readonly SetDependency[], start: readonly RelationSet[]) {
  let complete = true;
  const done: RelationSet[] = [];
  const waiting = start.map(({ attributes }) => attributes);
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const projected = projectDependencies(cover, all, one);
    complete &&= projected.complete;
    const piece = { attributes: one, cover: projected.cover };
    const split = bestSplit(piece);
    if (split === undefined) done.push(withKeys(piece));
    else waiting.unshift(...split);
  }
  const relations = withoutContained(done);
  const pieces = relations.map((one) => one.attributes);
  return { relations, lost: cover.filter((one) => !isPreserved(one, pieces, cover)), complete };
}

function withKeys({ attributes, cover }: Piece): RelationSet {
  const { keys } = keysOf(attributes, cover, 16);
  return { attributes, keys: [...keys].sort((one, other) => sizeOf(one) - sizeOf(other) || (one < other ? -1 : 1)) };
}

/** The two halves, or undefined where the piece is in BCNF: no dependency of a cover breaks it, so none does. */
function bestSplit(piece: Piece): readonly [AttributeSet, AttributeSet] | undefined {
  const { attributes, cover } = piece;
  const breaking = cover.filter(({ from }) => !isSubset(attributes, closeOver(from, cover)));
  const determinants = [...new Set(breaking.map(({ from }) => from))];
  const splits = determinants.flatMap((from) => {
    const closed = closeOver(from, cover) & attributes;
    const direct = cover.filter((one) => one.from === from).reduce((set, { to }) => set | to, from);
    return [...new Set([closed, direct])].map((half): readonly [AttributeSet, AttributeSet] => [
      half,
      (attributes & ~half) | from,
    ]);
  });
  const weighed = splits.map((halves) => ({ halves, lost: lostBy(halves, cover) }));
  return weighed.sort((one, other) => one.lost - other.lost)[0]?.halves;
}

function lostBy(halves: readonly AttributeSet[], cover: readonly SetDependency[]): number {
  return cover.filter((one) => !isPreserved(one, halves, cover)).length;
}
