import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q } from '#engines/sqlserver/quote.ts';
import { sqlserverForm } from './forms.ts';
import { guard } from './guard.ts';
import { matching, trigger } from './guard-trigger.ts';
import { sqlserverStatements } from './statements.ts';

/** SQL Server 2017 and newer. */
export const sqlserverDialect: Dialect = {
  id: 'sqlserver',
  name: 'SQL Server',
  schema: 'dbo',
  longestName: 128,
  has: {
    partialIndexes: true,
    secondaryIndexes: true,
  },
  form: sqlserverForm,
  key: (keys) =>
    keys === 'uuid'
      ? { type: 'uniqueidentifier', default: 'NEWSEQUENTIALID()' }
      : { type: 'bigint', identity: 'by-default' },
  keyType: (keys) => (keys === 'uuid' ? 'uniqueidentifier' : 'bigint'),
  moment: { type: 'datetimeoffset(3)', now: 'SYSDATETIMEOFFSET()' },
  quote: q,
  guard,
  touch: (table, site) => {
    const entity = Object.keys(site.model.entities).find((name) => site.tableOf(name) === table) ?? '';
    const { objects = [] } = trigger(site, {
      table,
      words: ['updated_at'],
      events: 'UPDATE',
      body: [
        // Its own UPDATE must not call it again, whatever the option RECURSIVE_TRIGGERS says.
        'IF TRIGGER_NESTLEVEL(@@PROCID) > 1 RETURN',
        `UPDATE t SET [updated_at] = SYSDATETIMEOFFSET() FROM ${q(table)} AS t JOIN inserted AS i ON ${matching('t', site.keyOf(entity), 'i')}`,
      ],
    });
    return objects;
  },
  searchCondition: (column, parameter) => `${column} LIKE '%' + ${parameter} + '%'`,
  parameter: (number) => `@p${number}`,
  recursive: 'WITH',
  limit: (sql, rows) => sql.replace(/^SELECT /, `SELECT TOP (${rows}) `),
  statements: sqlserverStatements,
};
