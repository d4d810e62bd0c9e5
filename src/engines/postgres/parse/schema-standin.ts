import type { Node, TypeName } from '@pgsql/types';
import { deparseSync } from 'pgsql-deparser';
import { mapTree } from '#engines/sql/resolve/print.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { ScriptStatement } from './script.ts';

/** A column that had to be made as text, because its type is not here. */
export interface StandIn {
  readonly table: string;
  readonly schema: string | undefined;
  readonly column: string;
  /** As the script writes it: `public.geometry(Point, 4326)`. */
  readonly type: string;
}

/**
 * CREATE TABLE with text in the place of one type that does not exist; undefined where the statement is another or does
 * not use the type.
 */
export function withoutType(
  statement: ScriptStatement,
  missing: string,
): { readonly statement: ScriptStatement; readonly standIns: readonly StandIn[] } | undefined {
  const { tree } = statement;
  if (!tree || !('CreateStmt' in tree)) return undefined;
  const { relname = '', schemaname } = tree.CreateStmt.relation ?? {};
  const standIns: StandIn[] = [];
  const changed = mapTree(tree, (node) => {
    if (!('ColumnDef' in node) || !isNamed(node.ColumnDef.typeName, missing)) return undefined;
    const { typeName, ...column } = node.ColumnDef;
    standIns.push({ table: relname, schema: schemaname, column: column.colname ?? '', type: spelled(typeName) });
    const array = typeName?.arrayBounds ? { arrayBounds: typeName.arrayBounds } : {};
    return { ColumnDef: { ...column, typeName: { names: [{ String: { sval: 'text' } }], typemod: -1, ...array } } };
  });
  if (standIns.length === 0) return undefined;
  return { statement: { ...statement, tree: changed, text: deparseSync(changed) }, standIns };
}

/** The schema with the types that its columns really have. */
export function restoreTypes(schema: DatabaseSchema, standIns: readonly StandIn[]): DatabaseSchema {
  if (standIns.length === 0) return schema;
  const typeOf = (table: { schema: string; name: string }, column: string) =>
    standIns.find(
      (one) => one.table === table.name && one.column === column && (one.schema ?? table.schema) === table.schema,
    )?.type;
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, type: typeOf(table, column.name) ?? column.type })),
    })),
  };
}

function isNamed(type: TypeName | undefined, missing: string): boolean {
  const names = (type?.names ?? []).flatMap((name) => ('String' in name ? [name.String.sval ?? ''] : []));
  return names.join('.') === missing || names.at(-1) === missing;
}

function spelled(type: TypeName | undefined): string {
  const node: Node = { TypeCast: { arg: { A_Const: { isnull: true } }, typeName: type ?? {} } };
  const text = deparseSync(node).trim();
  return text.replace(/^CAST\(NULL AS (.*)\)$/s, '$1').replace(/^NULL::/, '');
}
