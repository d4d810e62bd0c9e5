import type { Constraint } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ShapedTable } from './schema-shape.ts';

/** Prisma finds a row by columns that are unique and never NULL. */
export function keyExists({ primaryKey, uniques, columns, indexes }: ShapedTable): boolean {
  const whole = (names: readonly (string | undefined)[]) =>
    names.length > 0 && names.every((name) => columns.some(({ column }) => column.name === name && !column.nullable));
  return (
    primaryKey !== undefined ||
    uniques.some((rule) => whole(rule.columns)) ||
    indexes.some(
      ({ unique, predicate, keys }) => unique && predicate === undefined && whole(keys.map(({ column }) => column)),
    )
  );
}

/** An index that Prisma can say whole. */
export function isPlain({ predicate, include, nullsNotDistinct, keys, method, unique }: IndexDefinition): boolean {
  return (
    predicate === undefined &&
    include.length === 0 &&
    nullsNotDistinct !== true &&
    keys.every(
      ({ column, nulls, collation, operatorClass }) => column !== undefined && !nulls && !collation && !operatorClass,
    ) &&
    Object.hasOwn(methods, method) &&
    (!unique || keys.every(({ direction }) => direction === 'asc'))
  );
}

/** The rule that stands at its column as @unique. */
export function uniqueAt({ uniques, indexes }: ShapedTable, column: string): Constraint | IndexDefinition | undefined {
  return (
    uniques.find(({ columns }) => columns.length === 1 && columns[0] === column) ??
    indexes.find(
      (index) => index.unique && index.keys.length === 1 && isPlain(index) && index.keys[0]?.column === column,
    )
  );
}

export const methods: Readonly<Record<string, string>> = {
  btree: 'BTree',
  hash: 'Hash',
  gin: 'Gin',
  gist: 'Gist',
  spgist: 'SpGist',
  brin: 'Brin',
};
