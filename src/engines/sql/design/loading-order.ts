import type { Constraint, Table } from '#vocabulary/database-schema.ts';

/** Tables after those that they refer to; foreign keys that close a circle come after all of them. */
export function loadingOrder(tables: readonly Table[]): {
  readonly order: readonly Table[];
  readonly late: readonly { readonly table: string; readonly constraint: Constraint }[];
} {
  const order: Table[] = [];
  const late: { table: string; constraint: Constraint }[] = [];
  const open = new Set<string>();
  const visit = (table: Table) => {
    if (open.has(table.name)) return;
    open.add(table.name);
    for (const constraint of table.constraints) {
      const target = tables.find(({ name }) => name === constraint.references?.table);
      if (target === undefined || target === table || order.includes(target)) continue;
      if (open.has(target.name)) late.push({ table: table.name, constraint });
      else visit(target);
    }
    order.push(table);
  };
  for (const table of tables) visit(table);
  return { order, late };
}
