import { isPlain, keyExists } from './prisma-keys.ts';
import { quoted } from './prisma-text.ts';
import { prismaType } from './prisma-type.ts';
import type { SchemaShape, ShapedReference } from './schema-shape.ts';

/** The field that holds the key. */
export function forward(
  { forward: name, to, optional, columns, targets, onDelete, onUpdate, constraint }: ShapedReference,
  shape: SchemaShape,
): string {
  const args = [
    quoted(constraint.name),
    `fields: [${columns.join(', ')}]`,
    `references: [${targets.join(', ')}]`,
    `onDelete: ${actions[onDelete]}`,
    `onUpdate: ${actions[onUpdate]}`,
    `map: ${quoted(constraint.name)}`,
  ];
  return `  ${name} ${to.type}${optional ? '?' : ''} @relation(${args.join(', ')})${ignored(to.type, shape)}`;
}

/** Prisma joins only columns of one type of its own; the database joins integer and bigint too. */
export function isSaid({ from, to, constraint }: ShapedReference, { tables }: SchemaShape): boolean {
  const typeOf = (model: string, column: string | undefined) => {
    const found = tables.find(({ type }) => type === model)?.columns.find((one) => one.column.name === column);
    return found === undefined ? undefined : prismaType(found).name;
  };
  return constraint.columns.every(
    (column, at) => typeOf(from.type, column) === typeOf(to.type, constraint.references?.columns[at]),
  );
}

/** Fields that lead to a model that Prisma cannot read are hidden too. */
function ignored(model: string, { tables }: SchemaShape): string {
  const found = tables.find(({ type }) => type === model);
  return found === undefined || keyExists(found) ? '' : ' @ignore';
}

/** One to one is only what has a unique rule over the very columns of the key: fewer of them do not do for Prisma. */
export function backward({ back, from, constraint }: ShapedReference, shape: SchemaShape): string {
  const holder = shape.tables.find(({ type }) => type === from.type);
  const isSame = (names: readonly (string | undefined)[]) =>
    names.length === constraint.columns.length && constraint.columns.every((name) => names.includes(name));
  const single =
    holder !== undefined &&
    ([...(holder.primaryKey === undefined ? [] : [holder.primaryKey]), ...holder.uniques].some(({ columns }) =>
      isSame(columns),
    ) ||
      holder.indexes.some((index) => index.unique && isPlain(index) && isSame(index.keys.map(({ column }) => column))));
  return `  ${back} ${from.type}${single ? '?' : '[]'} @relation(${quoted(constraint.name)})${ignored(from.type, shape)}`;
}

const actions = {
  'no action': 'NoAction',
  restrict: 'Restrict',
  cascade: 'Cascade',
  'set null': 'SetNull',
  'set default': 'SetDefault',
} as const;
