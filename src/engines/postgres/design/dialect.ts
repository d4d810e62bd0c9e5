import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import { postgresForm } from './forms.ts';
import { guard } from './guard.ts';
import { monthlyParts } from './monthly-parts.ts';
import { routines } from './routines.ts';
import { postgresStatements } from './statements.ts';
import { summary } from './summary.ts';
import { touch } from './touch.ts';

/** PostgreSQL 13 and newer; parts of a divided table with counted keys need 17. */
export const postgresDialect: Dialect = {
  id: 'postgres',
  name: 'PostgreSQL',
  schema: 'public',
  longestName: 63,
  has: {
    partialIndexes: true,
    secondaryIndexes: true,
  },
  form: postgresForm,
  key: (keys) => (keys === 'uuid' ? { type: 'uuid', default: 'uuidv7()' } : { type: 'bigint', identity: 'by-default' }),
  uuidNote:
    'uuidv7() needs PostgreSQL 18 and shows when a row was made; on older servers take gen_random_uuid(), which has no order.',
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
  summary,
  routines: routines({ quote: quoteIdentifier, longestName: 63 }),
  statements: postgresStatements,
};
