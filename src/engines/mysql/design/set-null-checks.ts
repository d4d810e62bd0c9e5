import type { Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier } from '#engines/mysql/quote.ts';
import { columnsIn, ofRow } from '#engines/sql/design/of-row.ts';
import type { CatalogObject, Constraint, Table } from '#vocabulary/database-schema.ts';
import { refusal } from './guard-trigger.ts';

/**
 * MySQL has no CHECK on a column that a foreign key may set to NULL (error 3823): such a rule becomes a pair of triggers,
 * which the foreign key does not call. https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html
 */
export function setNullChecks(table: Table): readonly Constraint[] {
  const set = table.constraints.flatMap(({ references, columns }) =>
    references?.onDelete === 'SET NULL' ? columns : [],
  );
  return table.constraints.filter(({ kind, definition }) => kind === 'check' && columnsIn(definition, set).length > 0);
}

/** The triggers in their place. */
export function checkTriggers(table: Table, site: Pick<Site, 'nameFor' | 'schema'>): readonly CatalogObject[] {
  const columns = table.columns.map(({ name }) => name);
  return setNullChecks(table).flatMap(({ name, definition }) => {
    const condition = /^CHECK \(([\s\S]*)\)$/.exec(definition)?.[1] ?? 'TRUE';
    const when = `NOT (${ofRow(condition, columns, 'NEW', quoteIdentifier)})`;
    const says = `Check constraint ${name} is violated.`;
    const words = name.replace(`chk_${table.name}_`, '');
    return [
      refusal(says, site, { table: table.name, when, words: [words], event: 'BEFORE INSERT' }),
      refusal(says, site, { table: table.name, when, words: [words, 'changed'], event: 'BEFORE UPDATE' }),
    ];
  });
}
