import { type AttributeSet, coverOf, isSubset, type SetDependency, singlesOf } from './attribute-sets.ts';

/** More dependencies than this are not worked through: there may be exponentially many. */
const mostDependencies = 400;

/**
 * A minimal cover of what the dependencies say about some of the attributes. One attribute after the other is left out
 * and each dependency on it is put in its place: Gottlob, "Computing covers for embedded functional dependencies" (1987).
 */
export function projectDependencies(
  cover: readonly SetDependency[],
  all: AttributeSet,
  onto: AttributeSet,
): { readonly cover: readonly SetDependency[]; readonly complete: boolean } {
  let current = cover;
  for (const gone of singlesOf(all & ~onto)) {
    const giving = current.filter(({ to }) => to === gone);
    const taking = current.filter(({ from, to }) => isSubset(gone, from) && to !== gone);
    const bridged = giving.flatMap((one) =>
      taking.map((other) => ({ from: one.from | (other.from & ~gone), to: other.to })),
    );
    const apart = current.filter(({ from, to }) => to !== gone && !isSubset(gone, from));
    const next = [...apart, ...bridged].filter(({ from, to }) => (from & to) === 0n);
    if (next.length > mostDependencies) {
      return { cover: coverOf(current.filter((one) => isSubset(one.from | one.to, onto))), complete: false };
    }
    current = bridged.length === 0 ? next : coverOf(next);
  }
  return { cover: coverOf(current), complete: true };
}
