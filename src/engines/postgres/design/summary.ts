import type { Dialect } from '#analysis/physical-design/dialect.ts';

/** A materialized view, with the unique index that a refresh beside readers needs. */
export const summary: NonNullable<Dialect['summary']> = ({ name, sql, key, serves, refresh }, { schema, nameFor }) => ({
  schema,
  name,
  kind: 'materialized-view',
  columns: [],
  constraints: [],
  indexes: [
    {
      schema,
      table: name,
      name: nameFor('uq', name, key),
      method: 'btree',
      unique: true,
      keys: key.map((column) => ({ column, direction: 'asc' })),
      include: [],
      valid: true,
    },
  ],
  inherits: [],
  definition: sql.trim(),
  persistence: 'permanent',
  rowSecurity: false,
  options: [],
  comment: `${serves} Refreshed ${refresh}: REFRESH MATERIALIZED VIEW CONCURRENTLY ${name}`,
});
