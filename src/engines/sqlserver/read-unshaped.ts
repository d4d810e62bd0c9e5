import type { Column, Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { quoteIdentifier as q } from './quote.ts';
import { plainSqlserver } from './read-words.ts';

/**
 * The schema without what the design puts in place of keys that SQL Server has not: filtered indexes over what may be
 * NULL become constraints, hashes the texts that they are of, a computed 1 "all rows".
 */
export function unshaped(schema: DatabaseSchema): DatabaseSchema {
  return { ...schema, tables: schema.tables.map(unshapedTable) };
}

function unshapedTable(table: Table): Table {
  const hashes = new Map(table.columns.flatMap((column) => hashOf(column, table)));
  const ones = new Set(
    table.columns.flatMap(({ name, generated = '' }) =>
      name === 'only_one' && /^cast\(1 as bit\)$/i.test(plainSqlserver(generated)) ? [name] : [],
    ),
  );
  const gone = new Set<string>();
  const keyOf = (key: IndexKey): IndexKey => {
    const { column = '' } = key;
    if (ones.has(column)) {
      gone.add(column);
      return { expression: '(true)', direction: 'asc' };
    }
    const of = hashes.get(column);
    if (of === undefined) return key;
    gone.add(column);
    return { ...key, column: of };
  };
  const mayBeNull = (name: string) => table.columns.find((column) => column.name === name)?.nullable === true;
  const constraints = table.constraints.map((rule): Constraint => {
    const isOpen = rule.kind === 'unique' && rule.columns.some(mayBeNull) && /^UNIQUE \(/.test(rule.definition);
    return isOpen ? { ...rule, definition: rule.definition.replace('UNIQUE', 'UNIQUE NULLS NOT DISTINCT') } : rule;
  });
  const indexes = table.indexes.flatMap((given): IndexDefinition[] => {
    if (!given.unique) return [given];
    const index = { ...given, keys: given.keys.map(keyOf) };
    const columns = index.keys.flatMap(({ column }) => column ?? []);
    const { predicate, ...rest } = index;
    const nullable = columns.filter(mayBeNull);
    const parts = (predicate ?? '').split(/\s+AND\s+/i);
    const left = parts.filter(
      (part) => !nullable.some((name) => part.trim().replace(/^\((.*)\)$/, '$1') === `${q(name)} IS NOT NULL`),
    );
    // All that may be NULL is left out, behind other conditions: two NULLs are never the same.
    const isWhole =
      predicate !== undefined &&
      nullable.length > 0 &&
      parts.length - left.length === nullable.length &&
      left.every((part, at) => parts[at] === part);
    const isPlain =
      index.include.length === 0 &&
      index.method === 'btree' &&
      index.keys.every(({ column, direction }) => column !== undefined && direction === 'asc');
    if (isWhole && left.length === 0 && isPlain) {
      const definition = `UNIQUE (${columns.map(q).join(', ')})`;
      constraints.push({ name: index.name, kind: 'unique', columns, definition, validated: true });
      return [];
    }
    if (isWhole && left.length > 0) return [{ ...rest, predicate: left.join(' AND ') }];
    // To SQL Server two NULLs are the same where no condition leaves them out.
    return [nullable.length > parts.length - left.length ? { ...index, nullsNotDistinct: true } : index];
  });
  return { ...table, columns: table.columns.filter(({ name }) => !gone.has(name)), constraints, indexes };
}

/** `url_sha256`, by which a long text is unique. */
function hashOf({ name, generated = '' }: Column, { columns }: Table): readonly (readonly [string, string])[] {
  const of = /^cast\(hashbytes\('sha2_256', "?([^")]+)"?\) as binary\(32\)\)$/i.exec(plainSqlserver(generated))?.[1];
  return of !== undefined && name === `${of}_sha256` && columns.some((column) => column.name === of)
    ? [[name, of]]
    : [];
}
