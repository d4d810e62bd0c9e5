import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { siteOf } from '#analysis/physical-design/site-of.ts';
import { loadingOrder } from '#engines/sql/design/loading-order.ts';
import type { Constraint, Table } from '#vocabulary/database-schema.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { type Layout, layoutOf } from './layout.ts';
import { allChecksView, brokenRules, checksView } from './table-checks.ts';
import type { Warehouse } from './warehouse.ts';

type Made = ReturnType<Dialect['statements']>[number];

/** DDL in an order that runs: tables after those they refer to, what stands outside of them, the views that check. */
export function warehouseStatements(
  { tables, native, after = [] }: Parameters<Dialect['statements']>[0],
  model: LogicalModel,
  warehouse: Warehouse,
): readonly Made[] {
  const { quote: q } = warehouse;
  const site = siteOf(model, { schema: '', longestName: warehouse.longestName });
  const layouts = new Map(Object.keys(model.entities).map((name) => [site.tableOf(name), layoutOf(name, site)]));
  const layoutFor = (table: Table) => layouts.get(table.name) ?? nothingKnown;
  const { order, late } = loadingOrder(tables.map((table) => asNoted(table, tables, warehouse)));
  // A schema that was read has the views that it has.
  const isImported = model.imported?.dialect === warehouse.id;
  const isLate = (constraint: Constraint) => late.some((one) => one.constraint === constraint);
  return [
    ...native.map((text) => ({ of: 'a statement of the model', text })),
    ...order.map((table): Made => {
      const layout = layoutFor(table);
      const lines = [
        ...table.columns.map((column) => warehouse.column(column, layout, table.options)),
        ...table.constraints.filter((one) => !isLate(one)).map((one) => constraintText(one, warehouse)),
      ];
      return {
        of: `table ${table.name}`,
        text: warehouse.table(table, lines, layout),
        undo: `DROP TABLE ${q(table.name)}`,
      };
    }),
    ...late.map(({ table, constraint }) => ({
      of: `constraint ${constraint.name}`,
      text: `ALTER TABLE ${q(table)} ADD ${constraintText(constraint, warehouse)}`,
      undo: `ALTER TABLE ${q(table)} DROP CONSTRAINT ${q(constraint.name)}`,
    })),
    ...order.flatMap((table) =>
      warehouse.after(table, layoutFor(table)).map((text) => ({ of: `table ${table.name}`, text })),
    ),
    ...after.map((text) => ({ of: 'a statement of the imported schema', text })),
    ...(isImported ? [] : checks(tables, warehouse)),
  ];
}

/** Views that find what breaks the rules. */
function checks(tables: readonly Table[], warehouse: Warehouse): readonly Made[] {
  const { quote: q } = warehouse;
  return [
    ...tables.map((table): Made => {
      const { name, text } = checksView(table, warehouse);
      return { of: `view ${name}`, text, undo: `DROP VIEW ${q(name)}` };
    }),
    { of: `view ${brokenRules}`, text: allChecksView(tables, warehouse), undo: `DROP VIEW ${brokenRules}` },
  ];
}

const nothingKnown: Layout = {
  rows: undefined,
  keepDays: undefined,
  time: undefined,
  asked: [],
  joined: undefined,
  serves: [],
};

/** The table with those rules only that the warehouse can note. */
export function asNoted(table: Table, tables: readonly Table[], warehouse: Warehouse): Table {
  const { quote: q, refersToKeysOnly, notesUnique } = warehouse;
  return {
    ...table,
    indexes: [],
    columns: table.columns.map(({ generated, ...column }) =>
      generated === undefined || !warehouse.hasGenerated ? column : { ...column, generated },
    ),
    constraints: table.constraints.flatMap((one): Constraint[] => {
      const { kind, columns, references } = one;
      const list = (names: readonly string[]) => names.map(q).join(', ');
      if (kind === 'primary-key') return [one];
      if (kind === 'unique') return notesUnique ? [{ ...one, definition: `UNIQUE (${list(columns)})` }] : [];
      if (kind !== 'foreign-key' || references === undefined) return [];
      const key = tables
        .find(({ name }) => name === references.table)
        ?.constraints.find((other) => other.kind === 'primary-key')?.columns;
      // What must agree beyond the key is left to the checks.
      const kept = columns.map((_, at) => !refersToKeysOnly || key?.includes(references.columns[at] ?? '') === true);
      const from = columns.filter((_, at) => kept[at]);
      const to = references.columns.filter((_, at) => kept[at]);
      if (refersToKeysOnly && (references.table === table.name || to.length !== key?.length)) return [];
      return [
        {
          ...one,
          columns: from,
          references: { ...references, columns: to },
          definition: `FOREIGN KEY (${list(from)}) REFERENCES ${q(references.table)} (${list(to)})`,
        },
      ];
    }),
  };
}

function constraintText(
  { name, kind, definition }: Constraint,
  { quote: q, noted, namesPrimaryKeys }: Warehouse,
): string {
  const named = kind === 'primary-key' && !namesPrimaryKeys ? '' : `CONSTRAINT ${q(name)} `;
  return `${named}${definition}${noted}`;
}
