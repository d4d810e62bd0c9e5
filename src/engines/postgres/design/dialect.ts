import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import { postgresForm } from './forms.ts';
import { guard } from './guard.ts';
import { monthlyParts } from './monthly-parts.ts';
import { postgresStatements } from './statements.ts';
import { touch } from './touch.ts';

/** PostgreSQL 13 and newer; parts of a divided table with counted keys need 17. */
export const postgresDialect: Dialect = {
  id: 'postgres',
  name: 'PostgreSQL',
  schema: 'public',
  longestName: 63,
  has: {
    enforcement: true,
    partialIndexes: true,
    include: true,
    secondaryIndexes: true,
    deferrable: true,
    partitions: true,
    materializedViews: true,
  },
  form: postgresForm,
  key: (keys) => (keys === 'uuid' ? { type: 'uuid', default: 'uuidv7()' } : { type: 'bigint', identity: 'by-default' }),
  keyType: (keys) => (keys === 'uuid' ? 'uuid' : 'bigint'),
  moment: { type: 'timestamptz', now: 'CURRENT_TIMESTAMP' },
  quote: quoteIdentifier,
  guard,
  touch,
  searchIndex: (column) => ({
    method: 'gin',
    keys: [{ column, direction: 'asc', operatorClass: 'gin_trgm_ops' }],
  }),
  searchCondition: (column, parameter) => `${column} ILIKE '%' || ${parameter} || '%'`,
  parameter: (number) => `$${number}`,
  limit: (sql, rows) => `${sql}\nLIMIT ${rows}`,
  partition: monthlyParts,
  summary: ({ name, sql, key, serves, refresh }, { schema }) => [
    {
      kind: 'function',
      schema,
      name: `refresh_${name}`,
      definition: [
        `CREATE MATERIALIZED VIEW ${quoteIdentifier(name)} AS\n${sql.trim()};`,
        `CREATE UNIQUE INDEX ${quoteIdentifier(`uq_${name}`)} ON ${quoteIdentifier(name)} (${key.map(quoteIdentifier).join(', ')});`,
        `COMMENT ON MATERIALIZED VIEW ${quoteIdentifier(name)} IS '${`${serves} Refreshed ${refresh}: REFRESH MATERIALIZED VIEW CONCURRENTLY ${name}`.replaceAll("'", "''")}';`,
      ].join('\n'),
    },
  ],
  statements: postgresStatements,
};
