import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import type { Warehouse } from './warehouse.ts';

/**
 * The schema with the rules that a warehouse does not keep, read back from the views that find what breaks them
 * (`checksView`): CHECKs, uniqueness with its conditions, references, computed columns.
 */
export function withRules(schema: DatabaseSchema, warehouse: Warehouse): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const name = `broken_${table.name}`.slice(0, warehouse.longestName);
      const view = schema.views.find((one) => one.name === name);
      const rules = view === undefined ? undefined : rulesIn(view.definition);
      return rules === undefined ? table : rules.reduce((done, rule) => withRule(done, rule, warehouse), table);
    }),
  };
}

interface ViewRule {
  readonly name: string;
  readonly sql: string;
}

function rulesIn(definition: string): readonly ViewRule[] | undefined {
  const rows = definition.trim().split(/\nUNION ALL\n/);
  const found = rows.map((row) =>
    /^SELECT '([^']+)' AS broken_rule, COUNT\(\*\) AS times FROM \(([\s\S]*)\) AS found$/.exec(row.trim()),
  );
  return found.every((one) => one !== null)
    ? found.map((one) => ({ name: one?.[1] ?? '', sql: one?.[2] ?? '' }))
    : undefined;
}

function withRule(table: Table, { name, sql }: ViewRule, warehouse: Warehouse): Table {
  const { quote: q } = warehouse;
  const known = table.constraints.find((rule) => rule.name === name);
  const check = /^SELECT 1 AS one FROM \S+ WHERE NOT \(([\s\S]*)\)$/.exec(sql)?.[1];
  const computed = name.startsWith('computed_') ? name.slice('computed_'.length) : undefined;
  if (check !== undefined && computed !== undefined && check.startsWith(`${q(computed)} = (`)) {
    const generated = check.slice(`${q(computed)} = (`.length, -1);
    return {
      ...table,
      columns: table.columns.map((column) => (column.name === computed ? { ...column, generated } : column)),
    };
  }
  if (check !== undefined)
    return withConstraint(table, { name, kind: 'check', columns: [], definition: `CHECK (${check})`, validated: true });
  const twice =
    /^SELECT COUNT\(\*\) AS one FROM \S+(?: WHERE ([\s\S]*?))?(?: GROUP BY ([^']*?))? HAVING COUNT\(\*\) > 1$/.exec(
      sql,
    );
  if (twice !== null)
    return known?.kind === 'primary-key'
      ? table
      : withUniqueness(table, { name, where: twice[1], keys: twice[2] }, warehouse);
  const reference = known === undefined ? referenceIn(name, sql, table, warehouse) : undefined;
  return reference === undefined ? table : withConstraint(table, reference);
}

function withConstraint(table: Table, rule: Constraint): Table {
  const others = table.constraints.filter(({ name }) => name !== rule.name);
  return { ...table, constraints: [...others, rule] };
}

interface Twice {
  readonly name: string;
  readonly where: string | undefined;
  readonly keys: string | undefined;
}

function withUniqueness(table: Table, { name, where, keys = '' }: Twice, { quote: q }: Warehouse): Table {
  const column = (sql: string) => table.columns.find((one) => q(one.name) === sql)?.name;
  const parts = keys === '' ? [] : keys.split(/, (?![^(]*\))/);
  const found = parts.map((sql): IndexKey => {
    const plain = column(sql);
    return plain === undefined ? { expression: sql, direction: 'asc' } : { column: plain, direction: 'asc' };
  });
  const columns = found.flatMap((key) => key.column ?? []);
  const nullable = columns.filter((one) => table.columns.find((other) => other.name === one)?.nullable === true);
  const suffix = nullable.map((one) => `${q(one)} IS NOT NULL`).join(' AND ');
  const isPlain = columns.length === found.length && found.length > 0;
  if (isPlain && (where === undefined || where === suffix)) {
    const nulls = nullable.length > 0 && where === undefined ? ' NULLS NOT DISTINCT' : '';
    return withConstraint(table, {
      name,
      kind: 'unique',
      columns,
      definition: `UNIQUE${nulls} (${columns.map(q).join(', ')})`,
      validated: true,
    });
  }
  const predicate =
    where === suffix
      ? undefined
      : suffix !== '' && where?.endsWith(` AND ${suffix}`) === true
        ? where.slice(0, -` AND ${suffix}`.length)
        : where;
  const index: IndexDefinition = {
    schema: table.schema,
    table: table.name,
    name,
    method: 'btree',
    unique: true,
    keys: found.length === 0 ? [{ expression: '(true)', direction: 'asc' }] : found,
    include: [],
    valid: true,
    ...(predicate === undefined ? {} : { predicate }),
  };
  return {
    ...table,
    constraints: table.constraints.filter((rule) => rule.name !== name),
    indexes: [...table.indexes, index],
  };
}

/** … FROM a AS c LEFT JOIN b AS p ON p.id = c.b_id WHERE c.b_id IS NOT NULL AND p.id IS NULL */
function referenceIn(name: string, sql: string, table: Table, { quote: q }: Warehouse): Constraint | undefined {
  const [, to, on = ''] = /^SELECT 1 AS one FROM \S+ AS c LEFT JOIN (\S+) AS p ON ([\s\S]*?) WHERE c\./.exec(sql) ?? [];
  const pairs = on.split(' AND ').map((pair) => /^p\.(\S+) = c\.(\S+)$/.exec(pair));
  if (to === undefined || pairs.some((pair) => pair === null)) return undefined;
  const plain = (quoted = '') => quoted.replace(/^["`]|["`]$/g, '').toLowerCase();
  const columns = pairs.map((pair) => table.columns.find((one) => q(one.name) === pair?.[2])?.name ?? plain(pair?.[2]));
  const references = {
    schema: table.schema,
    table: plain(to),
    columns: pairs.map((pair) => plain(pair?.[1])),
    onDelete: 'RESTRICT',
    onUpdate: 'NO ACTION',
  };
  const definition = `FOREIGN KEY (${columns.map(q).join(', ')}) REFERENCES ${to} (${references.columns.map(q).join(', ')}) ON DELETE RESTRICT`;
  return { name, kind: 'foreign-key', columns, references, definition, validated: true };
}
