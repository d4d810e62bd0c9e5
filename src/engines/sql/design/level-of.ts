import type { Site } from '#analysis/physical-design/dialect.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';

/** Where the level of a running total stands, and how a movement finds it. */
export function levelOf({ entity, into, match }: Extract<Invariant, { kind: 'running-total' }>, site: Site) {
  const { references = {}, attributes = {} } = site.model.entities[entity] ?? {};
  const pairs = Object.entries(match).flatMap(([of, from]) => {
    const targets = site.columnsOf(into, of);
    return site.columnsOf(entity, from).map((name, at) => [targets[at] ?? of, name] as const);
  });
  const keys = pairs.map(([target]) => target);
  const given = pairs.map(([, name]) => name);
  return {
    movements: site.tableOf(entity),
    level: site.tableOf(into),
    /** Columns of the level. */
    keys,
    /** The movement's, in the same order. */
    given,
    /** Those of the movement that may be NULL: it then belongs to no level, and has nothing to add to. */
    free: Object.values(match)
      .filter((name) => (references[name] ?? attributes[name])?.optional === true)
      .flatMap((name) => site.columnsOf(entity, name)),
    /** The movement refers to it: it is always there. */
    isParent: Object.entries(references).some(
      ([role, { to }]) =>
        to === into &&
        String(site.columnsOf(entity, role)) === String(given) &&
        String(site.keyOf(into)) === String(keys),
    ),
  };
}
