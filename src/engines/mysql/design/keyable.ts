import { quoteIdentifier as q } from '#engines/mysql/quote.ts';
import type { Column, Constraint, Table } from '#vocabulary/database-schema.ts';
import type { Flavour } from './flavour.ts';
import { isLong } from './long-type.ts';

/**
 * The table with keys that MySQL can have. What is longer than a key may be is unique by its hash; where two NULLs are
 * the same, computed columns stand in that have none; what is searched for words is compared without case.
 */
export function keyable(table: Table, { searchCollation, caselessCollation }: Flavour): Table {
  const searched = new Set(
    table.indexes.flatMap(({ method, keys }) => (method === 'fulltext' ? keys.map(({ column }) => column) : [])),
  );
  const added: Column[] = [];
  const add = (column: Column) => {
    if (!added.some(({ name }) => name === column.name)) added.push(column);
    return column.name;
  };
  // A schema that was read has collations of its own.
  const isOurs = ({ collation }: Column) =>
    collation === caselessCollation || (collation === undefined && table.options.length === 0);
  const stand = (name: string, nullsEqual: boolean): readonly string[] => {
    const column = table.columns.find((one) => one.name === name);
    if (column === undefined) return [name];
    if (isLong(column.type)) return [add(hashOf(column, nullsEqual))];
    return nullsEqual && column.nullable ? [add(isNull(column)), add(orZero(column))] : [name];
  };
  const constraints = table.constraints.map((one): Constraint => {
    if (one.kind !== 'unique') return one;
    const nullsEqual = one.definition.startsWith('UNIQUE NULLS NOT DISTINCT');
    const columns = one.columns.flatMap((column) => stand(column, nullsEqual));
    return { ...one, columns, definition: `UNIQUE KEY (${columns.map(q).join(', ')})` };
  });
  const indexes = table.indexes.map((index) =>
    index.unique
      ? {
          ...index,
          keys: index.keys.flatMap((key) =>
            key.column === undefined ? [key] : stand(key.column, false).map((column) => ({ ...key, column })),
          ),
        }
      : index,
  );
  const columns = table.columns.map((column) =>
    searched.has(column.name) && isOurs(column) ? { ...column, collation: searchCollation } : column,
  );
  return { ...table, columns: [...columns, ...added], constraints, indexes };
}

function hashOf({ name }: Column, nullsEqual: boolean): Column {
  const value = nullsEqual ? `coalesce(${q(name)}, '')` : q(name);
  return {
    name: `${name}_hash`,
    type: 'binary(32)',
    nullable: true,
    generated: `unhex(sha2(${value}, 256))`,
    generatedKind: 'virtual',
    comment: `What ${name} is unique by.`,
  };
}

function isNull({ name }: Column): Column {
  const generated = `${q(name)} IS NULL`;
  return { name: `${name}_is_null`, type: 'boolean', nullable: true, generated, generatedKind: 'virtual' };
}

function orZero({ name, type, collation }: Column): Column {
  const [, nothing = '0'] = zeros.find(([pattern]) => pattern.test(type)) ?? [];
  return {
    name: `${name}_or_zero`,
    type,
    nullable: true,
    generated: `coalesce(${q(name)}, ${nothing})`,
    generatedKind: 'virtual',
    ...(collation === undefined ? {} : { collation }),
  };
}

const zeros: readonly (readonly [type: RegExp, zero: string])[] = [
  [/uuid/, "'00000000-0000-0000-0000-000000000000'"],
  [/char/, "''"],
  [/date/, "'2000-01-01'"],
  [/time/, "'00:00:00'"],
];
