import { nameOf, tableNamed } from '#analysis/fabricate/stated-tables.ts';
import { foreignKeysOf, loadingOrder, type TableForeignKey } from '#analysis/row-generator/loading-order.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { singularOf, type Thing, thingOf } from './thing.ts';

export interface TableRows {
  readonly table: Table;
  readonly rows: number;
  /** Said by the user, or worked out. */
  readonly isStated: boolean;
  /** Rows that others only look up: there are few, whatever is asked for. */
  readonly isLookup: boolean;
}

/**
 * How many rows each table gets of `total`, all tables together. Lookup tables have a few and the others share the rest:
 * a table that refers to another has some times as many rows as that one (an order has lines, a user orders), so that
 * most rows are where most are in life, at the end of the foreign keys. What is stated stays as it is stated.
 */
export function rowCounts(
  schema: DatabaseSchema,
  total: number,
  stated: Readonly<Record<string, number>>,
): readonly TableRows[] {
  const tables = schema.tables.filter(
    ({ kind, partitionOf }) => partitionOf === undefined && (kind === 'table' || kind === 'partitioned'),
  );
  const given = new Map<Table, number>();
  for (const [name, rows] of Object.entries(stated)) {
    const table = tableNamed(schema, name);
    if (table !== undefined) given.set(table, rows);
  }
  const order = loadingOrder(schema, tables).tables;
  const referenced = new Set(tables.flatMap((table) => foreignKeysOf(schema, table)).map(({ parent }) => parent));
  const lookups = new Map<Table, number>();
  for (const table of order) {
    const size = referenced.has(table) ? lookupSize(schema, table) : undefined;
    if (size !== undefined) lookups.set(table, Math.max(1, Math.min(size, Math.round(total / 20))));
  }
  const plain = weightsOf(schema, order, lookups, new Map());
  const share = total / Math.max(1e-9, sumOf(plain.values()));
  // The children of a table whose rows are stated follow from these.
  const told = new Map([...given].map(([table, rows]) => [table, rows / share]));
  const weights = told.size === 0 ? plain : weightsOf(schema, order, lookups, told);
  const fixed = order.reduce((sum, table) => sum + (given.get(table) ?? lookups.get(table) ?? 0), 0);
  const free = order.filter((table) => !given.has(table) && !lookups.has(table));
  const sum = sumOf(free.map((table) => weights.get(table) ?? 1));
  const scale = Math.max(0, total - fixed) / Math.max(sum, 1e-9);
  const rows = new Map<Table, number>();
  for (const table of order) {
    const wanted = given.get(table) ?? lookups.get(table) ?? Math.max(1, Math.round((weights.get(table) ?? 1) * scale));
    rows.set(table, given.has(table) ? wanted : Math.min(wanted, mostRows(schema, table, rows)));
  }
  return order.map((table) => ({
    table,
    rows: rows.get(table) ?? 1,
    isStated: given.has(table),
    isLookup: lookups.has(table),
  }));
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const one of numbers) sum += one;
  return sum;
}

const lookupSizes: Partial<Readonly<Record<Thing, number>>> = {
  country: 60,
  currency: 30,
  language: 20,
  city: 80,
  category: 30,
  brand: 20,
  tag: 24,
  role: 8,
  permission: 40,
  department: 14,
  plan: 4,
  'payment-method': 6,
  carrier: 8,
  colour: 16,
  unit: 10,
  place: 12,
};

/** Undefined for a table of things that there are many of. */
function lookupSize(schema: DatabaseSchema, table: Table): number | undefined {
  const thing = thingOf(table);
  const known = thing === undefined ? undefined : lookupSizes[thing];
  if (known !== undefined) return known;
  if (/(^|_)(status(es)?|types?|kinds?|reasons?|methods?|levels?|states?|priorit(y|ies))$/i.test(table.name)) return 8;
  const isAlone = foreignKeysOf(schema, table).every(({ parent }) => parent === table);
  const key = table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const code = table.columns.find(({ name }) => name === key[0]);
  const isCoded = key.length === 1 && /char|text/.test(code?.type ?? '') && !/\buuid|_id$|^id$/i.test(code?.name ?? '');
  return isAlone && isCoded && table.columns.length <= 4 ? 12 : undefined;
}

function weightsOf(
  schema: DatabaseSchema,
  order: readonly Table[],
  lookups: ReadonlyMap<Table, number>,
  told: ReadonlyMap<Table, number>,
): ReadonlyMap<Table, number> {
  const weights = new Map<Table, number>();
  for (const table of order) {
    const stated = told.get(table);
    if (stated !== undefined) {
      weights.set(table, stated);
      continue;
    }
    const parents = foreignKeysOf(schema, table).filter(
      ({ parent }) => parent !== table && weights.has(parent) && !lookups.has(parent),
    );
    if (parents.length === 0) {
      weights.set(table, rootWeight(table));
      continue;
    }
    const most = Math.max(...parents.map((key) => (weights.get(key.parent) ?? 1) * childrenOf(table, key)));
    weights.set(table, most);
  }
  return weights;
}

function rootWeight(table: Table): number {
  const thing = thingOf(table);
  if (thing === 'company') return 0.1;
  return thing === 'product' ? 0.4 : 1;
}

/** Rows for each row of the parent. */
const children: readonly (readonly [RegExp, number])[] = [
  [/(refund|return|chargeback|dispute)s?$/i, 0.06],
  [/(payment|invoice|shipment|deliver(y|ies)|receipt)s?$/i, 1.05],
  [/(profile|setting|preference|credential|wallet|cart)s?$/i, 0.9],
  [/(address(es)?|contacts?|devices?|sessions?|images?|variants?|prices?)$/i, 1.7],
  [/(reviews?|ratings?|comments?|bookings?|reservations?|appointments?|orders?|subscriptions?)$/i, 2.5],
  [/(items?|lines?|details?|entries|movements?|messages?|tags?)$/i, 3.2],
  [/(events?|logs?|readings?|measurements?|views?|clicks?|histor(y|ies)|audits?|metrics?|notifications?)$/i, 6],
];

function childrenOf(table: Table, key: TableForeignKey): number {
  if (isOneToOne(table, key.columns)) return 0.8;
  return children.find(([name]) => name.test(table.name))?.[1] ?? 2;
}

function isOneToOne(table: Table, columns: readonly string[]): boolean {
  const keys = [
    ...table.constraints.filter(({ kind }) => kind === 'primary-key' || kind === 'unique').map(({ columns: of }) => of),
    ...table.indexes
      .filter(({ unique, predicate }) => unique && predicate === undefined)
      .map(({ keys: of }) => of.map(({ column }) => column ?? '')),
  ];
  return keys.some((key) => key.length > 0 && key.every((column) => columns.includes(column)));
}

/** No more children than parents where each has one, and no more pairs than half of all that there are. */
function mostRows(schema: DatabaseSchema, table: Table, rows: ReadonlyMap<Table, number>): number {
  const keys = foreignKeysOf(schema, table).filter(({ parent }) => parent !== table && rows.has(parent));
  const single = keys.filter((key) => isOneToOne(table, key.columns)).map(({ parent }) => rows.get(parent) ?? 1);
  const primary = table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const inside = keys.filter(({ columns }) => columns.some((column) => primary.includes(column)));
  const covered = new Set(inside.flatMap(({ columns }) => columns));
  const isJunction = primary.length > 1 && primary.every((column) => covered.has(column));
  const pairs = inside.reduce((product, { parent }) => product * (rows.get(parent) ?? 1), 1);
  return Math.max(1, Math.min(...single, isJunction ? Math.ceil(pairs / 2) : Number.POSITIVE_INFINITY));
}

/** The children of a parent that make no sense without it: lines of an order. */
export function isPartOf({ table, parent, columns }: TableForeignKey): boolean {
  const primary = table.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
  const isInKey = primary.length > 1 && columns.every((column) => primary.includes(column));
  const isNamed = table.name.toLowerCase().startsWith(singularOf(parent.name).replaceAll(' ', '_'));
  const isRequired = columns.every((name) => table.columns.find((column) => column.name === name)?.nullable === false);
  return (
    isRequired && (isNamed || isInKey) && /(items?|lines?|entries|details?|legs?|stops?|steps?)$/i.test(table.name)
  );
}

export function rowsByName(counts: readonly TableRows[]): ReadonlyMap<string, number> {
  return new Map(counts.map(({ table, rows }) => [nameOf(table), rows]));
}
