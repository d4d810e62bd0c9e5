import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import type { Warehouse } from './warehouse.ts';

interface TableCheck {
  readonly rule: string;
  /** Finds a row for each thing that breaks it. */
  readonly sql: string;
}

/** What a warehouse notes or leaves out, as queries over the rows. `table` is as a database that enforces would have it. */
function tableChecks(table: Table, warehouse: Warehouse): readonly TableCheck[] {
  const { quote: q } = warehouse;
  const from = `FROM ${q(table.name)}`;
  return [
    ...table.constraints.map(({ name, kind, columns, definition, references }): TableCheck => {
      if (kind === 'check') return { rule: name, sql: `SELECT 1 AS one ${from} WHERE NOT (${inside(definition)})` };
      if (kind === 'foreign-key' && references !== undefined) {
        const match = columns.map((column, at) => `p.${q(references.columns[at] ?? 'id')} = c.${q(column)}`);
        const isThere = columns.map((column) => `c.${q(column)} IS NOT NULL`);
        return {
          rule: name,
          sql: `SELECT 1 AS one FROM ${q(table.name)} AS c LEFT JOIN ${q(references.table)} AS p ON ${match.join(' AND ')} WHERE ${isThere.join(' AND ')} AND p.${q(references.columns[0] ?? 'id')} IS NULL`,
        };
      }
      const nullsEqual = definition.startsWith('UNIQUE NULLS NOT DISTINCT');
      return { rule: name, sql: twice(from, columns.map(q), nullsEqual ? [] : nullable(table, columns, q)) };
    }),
    ...table.indexes
      .filter(({ unique }) => unique)
      .map(({ name, keys, predicate }) => {
        const names = keys.map((key) => keySql(key, q)).filter((sql) => sql !== '(true)');
        const columns = keys.flatMap(({ column }) => (column === undefined ? [] : [column]));
        const conditions = [...(predicate === undefined ? [] : [predicate]), ...nullable(table, columns, q)];
        return { rule: name, sql: twice(from, names, conditions) };
      }),
    ...table.columns.flatMap(({ name, generated }) =>
      generated === undefined || warehouse.hasGenerated
        ? []
        : [{ rule: `computed_${name}`, sql: `SELECT 1 AS one ${from} WHERE NOT (${q(name)} = (${generated}))` }],
    ),
  ];
}

/** A view of one row for each rule of the table: its name, and how often it is broken. */
export function checksView(table: Table, warehouse: Warehouse): { readonly name: string; readonly text: string } {
  const name = `broken_${table.name}`.slice(0, warehouse.longestName);
  const rows = tableChecks(table, warehouse).map(
    ({ rule, sql }) => `SELECT ${warehouse.literal(rule)} AS broken_rule, COUNT(*) AS times FROM (${sql}) AS found`,
  );
  return { name, text: `CREATE VIEW ${warehouse.quote(name)} AS\n${rows.join('\nUNION ALL\n')}` };
}

/** All of them at once. */
export function allChecksView(tables: readonly Table[], warehouse: Warehouse): string {
  const rows = tables.map(
    ({ name }) =>
      `SELECT ${warehouse.literal(name)} AS broken_in, broken_rule, times FROM ${warehouse.quote(`broken_${name}`.slice(0, warehouse.longestName))}`,
  );
  return `CREATE VIEW ${brokenRules} AS\n${rows.join('\nUNION ALL\n')}`;
}

/** The view that a job asks after each load. */
export const brokenRules = 'broken_rules';

/** Keys that more than one row has; with no keys at all, more than one row. */
function twice(from: string, keys: readonly string[], conditions: readonly string[]): string {
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const group = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  return `SELECT COUNT(*) AS one ${from}${where}${group} HAVING COUNT(*) > 1`;
}

/** Two NULLs are not the same. */
function nullable(table: Table, columns: readonly string[], q: Warehouse['quote']): readonly string[] {
  return columns
    .filter((column) => table.columns.find(({ name }) => name === column)?.nullable === true)
    .map((column) => `${q(column)} IS NOT NULL`);
}

function keySql({ column, expression }: IndexKey, q: Warehouse['quote']): string {
  return column === undefined ? (expression ?? '') : q(column);
}

/** `CHECK (a > 0)` -> `a > 0`. */
function inside(definition: string): string {
  return definition.replace(/^CHECK \(/, '').replace(/\)$/, '');
}
