import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { Action } from './decide.ts';
import { itemOf, itemsOfKind, relationOf, type Side, type Sides } from './sides.ts';

/** Tables that would have the right columns in another order: a new column comes last, and none can be moved. */
export function columnOrders({ from, to }: Sides, actions: ReadonlyMap<string, Action>): readonly string[] {
  const [had, wanted] = [columnsByTable(from), columnsByTable(to)];
  return [...wanted].flatMap(([table, columns]) => {
    const before = had.get(table) ?? [];
    const stays = ({ identity }: Item) => ['keep', 'alter'].includes(actions.get(`column ${identity}`) ?? '');
    const parents = itemOf(to, 'table', table)?.parts.parents ?? [];
    // What is new has its columns in order, but for those that it inherits: they come first.
    if (!from.has(`table ${table}`) && parents.length === 0) return [];
    if (!from.has(`table ${table}`)) {
      const above = parents.flatMap((parent) => wanted.get(quoteQualified(parent.schema, parent.name)) ?? []);
      const first = [...new Set(above.map(({ parts }) => parts.name))].filter((name) =>
        columns.some(({ parts }) => parts.name === name),
      );
      if (first.every((name, at) => columns[at]?.parts.name === name)) return [];
      return [told(table, columns)];
    }
    const order = [...before.filter(stays), ...columns.filter((column) => !stays(column))].map(
      ({ parts }) => parts.name,
    );
    if (order.every((name, at) => columns[at]?.parts.name === name)) return [];
    return [told(table, columns)];
  });
}

function told(table: string, columns: readonly Item<'column'>[]): string {
  const names = columns.map(({ parts }) => parts.name).join(', ');
  return `The order of the columns of ${table} stays another one than (${names}): no statement moves a column.`;
}

/** The same for the attributes of composite types. */
export function attributeOrders({ from, to }: Sides): readonly string[] {
  return itemsOfKind(to, 'composite').flatMap((type) => {
    const before = itemOf(from, 'composite', type.identity)?.parts.attributes.map(({ name }) => name);
    const wanted = type.parts.attributes.map(({ name }) => name);
    if (before === undefined) return [];
    const order = [
      ...before.filter((name) => wanted.includes(name)),
      ...wanted.filter((name) => !before.includes(name)),
    ];
    if (order.every((name, at) => wanted[at] === name)) return [];
    return [`The order of the attributes of ${type.identity} stays another one than (${wanted.join(', ')}).`];
  });
}

function columnsByTable(side: Side): ReadonlyMap<string, readonly Item<'column'>[]> {
  const tables = new Map<string, Item<'column'>[]>();
  for (const column of itemsOfKind(side, 'column')) {
    if (column.parts.relation === 'v' || column.parts.relation === 'm') continue;
    const table = relationOf(column) ?? '';
    const list = tables.get(table);
    if (list) list.push(column);
    else tables.set(table, [column]);
  }
  for (const list of tables.values()) list.sort((a, b) => a.parts.position - b.parts.position);
  return tables;
}
