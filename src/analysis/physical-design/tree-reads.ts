import type { Dialect, Site } from './dialect.ts';
import { shortened } from './shortened-name.ts';

/** A table whose rows stand below each other, in one direction of reading. */
export interface TreeRead {
  /** "categories_below". */
  readonly name: string;
  readonly table: string;
  readonly key: string;
  /** Finds all below a row, or all above it, from the nearest on; the row itself first, at level 0. */
  readonly sql: (start: string) => string;
  readonly says: string;
}

/**
 * The trees of a model, read downwards and upwards: only where a rule keeps circles away does such a read end. Of a
 * table with several the first is its tree; the others say what was merged, or amended.
 */
export function treeReads(
  site: Site,
  { quote: q, longestName, recursive = 'WITH RECURSIVE' }: Pick<Dialect, 'quote' | 'longestName' | 'recursive'>,
): readonly TreeRead[] {
  const { entities, invariants } = site.model;
  const rules = invariants.filter((rule) => rule.kind === 'acyclic');
  const first = rules.filter(({ entity }, at) => rules.findIndex((one) => one.entity === entity) === at);
  return first.flatMap(({ entity, parent: role }): readonly TreeRead[] => {
    const table = site.tableOf(entity);
    const [key, ...further] = site.keyOf(entity);
    const [parent] = site.columnsOf(entity, role);
    if (key === undefined || parent === undefined || further.length > 0) return [];
    const living = entities[entity]?.softDelete === true ? ` AND t.${q('deleted_at')} IS NULL` : '';
    const read = (way: 'below' | 'above', step: string): TreeRead => ({
      name: shortened(`${table}_${way}`, longestName),
      table,
      key,
      sql: (start) => `${recursive} walk (id, parent_id, level) AS (
  SELECT t.${q(key)}, t.${q(parent)}, 0 FROM ${q(table)} AS t WHERE t.${q(key)} = ${start}${living}
  UNION ALL
  SELECT t.${q(key)}, t.${q(parent)}, walk.level + 1 FROM walk JOIN ${q(table)} AS t ON ${step}${living}
)
SELECT walk.id, walk.level FROM walk ORDER BY walk.level, walk.id`,
      says: `A row of ${table} and all ${way} it by ${parent}, the nearest first.`,
    });
    return [read('below', `t.${q(parent)} = walk.id`), read('above', `t.${q(key)} = walk.parent_id`)];
  });
}
