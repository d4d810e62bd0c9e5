import type { Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q } from '#engines/postgres/quote.ts';

/**
 * True in a BEFORE trigger where the row goes or says something else. What the server computes is not there yet, and a
 * row that was only touched, as a lock, has not changed.
 */
export function anyChange(entity: string, site: Site): string {
  const { references = {}, attributes = {} } = site.model.entities[entity] ?? {};
  const told = [
    ...site.keyOf(entity),
    ...Object.keys(references).flatMap((role) => site.columnsOf(entity, role)),
    ...Object.entries(attributes).flatMap(([name, { generated }]) => (generated === undefined ? [name] : [])),
  ];
  const row = (of: 'NEW' | 'OLD') => `(${[...new Set(told)].map((name) => `${of}.${q(name)}`).join(', ')})`;
  return `TG_OP = 'DELETE' OR ${row('NEW')} IS DISTINCT FROM ${row('OLD')}`;
}
