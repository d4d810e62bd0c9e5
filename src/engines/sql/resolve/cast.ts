import type { Node, TypeName } from '@pgsql/types';
import type { ColumnUse } from '#vocabulary/resolved-query.ts';
import { longTypeNames } from './long-type-names.ts';
import { findRelation } from './names.ts';
import { asBoundColumn } from './scope.ts';
import type { Resolution } from './state.ts';

const integers = new Set(['smallint', 'integer', 'bigint']);

/**
 * The tree without a cast that changes nothing: a column to its own type, or varchar to text, which an index on the
 * bare column serves. pg_get_viewdef writes such casts everywhere.
 */
export function dropIdleCast(resolution: Resolution, node: Node): Node {
  if (!('TypeCast' in node)) return node;
  const { arg, typeName } = node.TypeCast;
  const column = asBoundColumn(arg);
  if (!arg || !column || (typeName?.typmods ?? []).length > 0) return node;
  const from = columnType(resolution, column);
  const to = typeNameOf(typeName);
  const idle = from !== undefined && (from === to || (from === 'character varying' && to === 'text'));
  return idle ? arg : node;
}

/** The type's name as the catalog prints it, without modifiers: `date`, `character varying`, `app.status`. */
export function typeNameOf(typeName: TypeName | undefined): string {
  const names = (typeName?.names ?? []).flatMap((part) => ('String' in part ? [part.String.sval ?? ''] : []));
  const own = names.filter((part, at) => at > 0 || part !== 'pg_catalog').join('.');
  const array = (typeName?.arrayBounds ?? []).length > 0 ? '[]' : '';
  return (longTypeNames.get(own) ?? own) + array;
}

/**
 * The type to which PostgreSQL itself casts the column before it compares: an integer with a numeric literal, a
 * numeric with a float, a char(n) with a text. An index on the column cannot serve that.
 */
export function wideningCast(
  resolution: Resolution,
  column: ColumnUse | undefined,
  other: Node | undefined,
): string | undefined {
  const from = column && resolution.dialect.widens ? columnType(resolution, column) : undefined;
  const to = other ? literalType(other) : undefined;
  if (from === undefined || to === undefined) return undefined;
  if (integers.has(from) && (to === 'numeric' || to === 'double precision' || to === 'real'))
    return to === 'numeric' ? to : 'double precision';
  if (from === 'numeric' && (to === 'double precision' || to === 'real')) return 'double precision';
  return from === 'character' && to === 'text' ? 'text' : undefined;
}

function literalType(node: Node): string | undefined {
  if ('TypeCast' in node) return typeNameOf(node.TypeCast.typeName);
  if (!('A_Const' in node) || node.A_Const.fval === undefined) return undefined;
  return /[.e]/i.test(node.A_Const.fval.fval ?? '') ? 'numeric' : undefined;
}

function columnType(resolution: Resolution, use: ColumnUse): string | undefined {
  const relation = resolution.relations[use.relation];
  if (relation?.kind !== 'table') return undefined;
  const found = findRelation(resolution.schema, relation.name, relation.schema);
  const type = found && 'table' in found ? found.table.columns.find((one) => one.name === use.column)?.type : undefined;
  return type?.replace(/\([^)]*\)/, '');
}
