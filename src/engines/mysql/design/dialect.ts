import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier } from '#engines/mysql/quote.ts';
import type { Flavour } from './flavour.ts';
import { mysqlForm } from './forms.ts';
import { guard } from './guard.ts';
import { routines } from './routines.ts';
import { mysqlStatements } from './statements.ts';

const milliseconds = "lpad(hex(cast(unix_timestamp(current_timestamp(3)) * 1000 AS unsigned)), 12, '0')";

/** A UUID of version 7: milliseconds first, then chance. https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
const uuid = `lower(concat(left(${milliseconds}, 8), '-', substr(${milliseconds}, 9), '-7', right(hex(random_bytes(2)), 3), '-', substr('89AB', 1 + floor(rand() * 4), 1), right(hex(random_bytes(2)), 3), '-', hex(random_bytes(6))))`;

/** MySQL 8.0.17 and newer, MariaDB 10.10 and newer. */
export function mysqlDialect(flavour: Flavour): Dialect {
  return {
    id: flavour.id,
    name: flavour.name,
    schema: '',
    longestName: 64,
    has: {
      partialIndexes: false,
      secondaryIndexes: true,
    },
    form: mysqlForm(flavour),
    key: (keys) =>
      keys === 'uuid' ? { type: flavour.uuidType, default: `(${uuid})` } : { type: 'bigint', identity: 'by-default' },
    keyType: (keys) => (keys === 'uuid' ? flavour.uuidType : 'bigint'),
    moment: { type: 'datetime(6)', now: 'CURRENT_TIMESTAMP(6)' },
    quote: quoteIdentifier,
    guard: (rule, site) => guard(rule, site, flavour),
    // The column says it itself: ON UPDATE CURRENT_TIMESTAMP.
    touch: () => [],
    searchIndex: (column) => ({ method: 'fulltext', keys: [{ column, direction: 'asc' }] }),
    searchCondition: (column, parameter) => `MATCH (${column}) AGAINST (${parameter})`,
    parameter: () => '?',
    limit: (sql, rows) => `${sql}\nLIMIT ${rows}`,
    routines: routines(flavour, { quote: quoteIdentifier, longestName: 64 }),
    statements: mysqlStatements(flavour),
  };
}
