import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { FromItem, ItemColumn } from './statement.ts';
import { as } from './tree.ts';

/** What the catalog promises of every row, in words that can stand as a precondition. */

/** "orders.user_id is NOT NULL". undefined: it may be NULL. Says nothing of outer joins. */
export function notNullReason(column: ItemColumn, schema: DatabaseSchema): string | undefined {
  const { table } = column.item;
  const own = column.column;
  if (!table || !own || !isEnforced(column.item, schema) || own.nullable) return undefined;
  const isDoubtful = table.constraints.some(
    (constraint) => constraint.kind === 'not-null' && !constraint.validated && constraint.columns.includes(own.name),
  );
  return isDoubtful ? undefined : `${table.name}.${own.name} is NOT NULL`;
}

/** Columns that no two rows share. */
export interface UniqueKey {
  readonly columns: readonly ItemColumn[];
  /** NULL counts as a value: at most one row has it. */
  readonly nullsNotDistinct: boolean;
  /** "users_pkey makes users.id unique". */
  readonly reason: string;
}

/** Primary keys, unique constraints, and unique indexes without expressions and predicates. */
export function uniqueKeys(item: FromItem, schema: DatabaseSchema): readonly UniqueKey[] {
  const { table } = item;
  if (!table || !isEnforced(item, schema)) return [];
  const key = (name: string, columns: readonly string[], nullsNotDistinct: boolean): readonly UniqueKey[] => {
    const found = columns.flatMap((column) => item.columns.filter((one) => one.column?.name === column) ?? []);
    if (found.length !== columns.length || found.some((one) => one.column?.collation !== undefined)) return [];
    return [
      { columns: found, nullsNotDistinct, reason: `${name} makes ${table.name} unique by ${columns.join(', ')}` },
    ];
  };
  const constraints = table.constraints.filter(isImmediateKey);
  const loose = new Set(table.constraints.filter((one) => !isImmediateKey(one)).map(({ name }) => name));
  const indexes = table.indexes.filter((index) => isPlainUnique(index) && !loose.has(index.constraint ?? index.name));
  return [
    ...constraints.flatMap((one) => key(one.name, one.columns, /NULLS NOT DISTINCT/i.test(one.definition))),
    ...indexes.flatMap((index) =>
      key(
        index.name,
        index.keys.flatMap(({ column }) => column ?? []),
        index.nullsNotDistinct === true,
      ),
    ),
  ];
}

/** A foreign key that every row keeps, where its columns are not NULL. */
export function foreignKeys(item: FromItem, schema: DatabaseSchema): readonly Constraint[] {
  const { table } = item;
  if (!table || !isEnforced(item, schema) || table.rowSecurity) return [];
  return table.constraints.filter((constraint) => {
    const { references } = constraint;
    const other = schema.tables.find((one) => one.schema === references?.schema && one.name === references.table);
    const isSeen = other !== undefined && !other.rowSecurity;
    return constraint.kind === 'foreign-key' && isSeen && constraint.validated && isKept(constraint);
  });
}

/** A foreign table's constraints are only declared; a parent of inheritance has rows of its children, which keep others. */
function isEnforced(item: FromItem, schema: DatabaseSchema): boolean {
  const { table } = item;
  if (!table || table.kind === 'foreign') return false;
  if (as(item.node, 'RangeVar')?.inh !== true) return table.kind !== 'partitioned';
  return !hasForeignPartOrChild(table, schema);
}

function hasForeignPartOrChild(table: Table, schema: DatabaseSchema): boolean {
  return schema.tables.some((one) => {
    if (one.inherits.some((parent) => parent.schema === table.schema && parent.table === table.name)) return true;
    const isPart = one.partitionOf?.schema === table.schema && one.partitionOf.table === table.name;
    return isPart && (one.kind === 'foreign' || hasForeignPartOrChild(one, schema));
  });
}

function isImmediateKey(constraint: Constraint): boolean {
  const isKey = constraint.kind === 'primary-key' || constraint.kind === 'unique';
  return isKey && isKept(constraint);
}

/** Deferrable ones may be broken within a transaction; periods mean another thing than equality. */
function isKept({ definition }: Constraint): boolean {
  return !/(?<!NOT )\bDEFERRABLE\b|NOT ENFORCED|WITHOUT OVERLAPS|\bPERIOD\b/i.test(definition);
}

function isPlainUnique(index: IndexDefinition): boolean {
  const isPlain = index.keys.every((key) => key.column !== undefined && !key.operatorClass && !key.collation);
  return index.unique && index.valid && index.predicate === undefined && isPlain;
}

/** Of the catalog, as the server prints it: `numeric`, of `numeric(12,2)`. */
export function withoutModifier(type: string): string {
  return type
    .replace(/\(\d+(,\s*-?\d+)?\)/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
