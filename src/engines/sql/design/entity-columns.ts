import { ownColumns } from '#analysis/logical-model/entity-columns.ts';
import type { Site } from '#analysis/physical-design/dialect.ts';
import { columnsIn } from './of-row.ts';

/** All columns of an entity's table. */
export function allColumns(entity: string, site: Site): readonly string[] {
  const one = site.model.entities[entity];
  return one === undefined ? [] : [...new Set([...toldColumns(entity, site, 'all'), ...ownColumns(one)])];
}

/** Those that a statement writes: a row in which none of them differs was only touched. */
export function toldColumns(entity: string, site: Site, which: 'all' | 'written' = 'written'): readonly string[] {
  const { references = {}, attributes = {} } = site.model.entities[entity] ?? {};
  return [
    ...new Set([
      ...site.keyOf(entity),
      ...Object.keys(references).flatMap((role) => site.columnsOf(entity, role)),
      ...Object.entries(attributes).flatMap(([name, { generated }]) =>
        which === 'all' || generated === undefined ? [name] : [],
      ),
    ]),
  ];
}

/** Columns whose change changes this one: itself, or those that it is computed from. */
export function sources(column: string, entity: string, site: Site): readonly string[] {
  const generated = site.model.entities[entity]?.attributes[column]?.generated;
  return generated === undefined ? [column] : columnsIn(generated, allColumns(entity, site));
}

/** A child, its parent, and the columns by which a row of one finds the row of the other. */
export function family(entity: string, role: string, site: Site) {
  const to = site.model.entities[entity]?.references[role]?.to ?? '';
  const key = site.keyOf(to);
  const own = site.columnsOf(entity, role);
  return {
    to,
    table: site.tableOf(entity),
    parent: site.tableOf(to),
    own,
    key: own.map((_, at) => key[at] ?? 'id'),
  };
}
