import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { treeReads } from '#analysis/physical-design/tree-reads.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/mysql/quote.ts';
import type { Flavour } from './flavour.ts';

/**
 * Procedures that read trees: neither server has functions that answer with rows.
 * https://dev.mysql.com/doc/refman/8.4/en/create-procedure.html
 */
export function routines(
  flavour: Flavour,
  dialect: Pick<Dialect, 'quote' | 'longestName'>,
): NonNullable<Dialect['routines']> {
  return (tables, site) =>
    treeReads(site, dialect).map(({ name, table, key, sql, says }) => {
      const type = tables.find((one) => one.name === table)?.columns.find((one) => one.name === key)?.type ?? 'bigint';
      // A parameter has the database's collation, unless it is told that of the column.
      const told = /char/i.test(type) ? ` CHARACTER SET utf8mb4 COLLATE ${flavour.exactCollation}` : '';
      return {
        object: {
          kind: 'procedure' as const,
          schema: site.schema,
          name,
          definition: `CREATE PROCEDURE ${q(name)}(IN start_id ${type}${told})
  READS SQL DATA SQL SECURITY INVOKER
  COMMENT ${quoteLiteral(says)}
${sql('start_id')}`,
          comment: says,
        },
        call: `CALL ${q(name)}((SELECT min(${q(key)}) FROM ${q(table)}))`,
        says,
      };
    });
}
