import type { Node, TypeCast } from '#engines/postgres/rewrite/parse.ts';
import { longTypeNames } from '#engines/sql/resolve/long-type-names.ts';
import { withoutModifier } from './catalog.ts';
import type { ItemColumn, Output, ParsedStatement } from './statement.ts';
import { as, strings } from './tree.ts';

/** The type of an expression as the server prints it, without a length: "bigint". undefined: not known. */
export function typeOf(statement: ParsedStatement, node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const ref = as(node, 'ColumnRef');
  const found = ref && statement.found.get(ref);
  if (found?.kind === 'column') return columnType(statement, found.column);
  const cast = as(node, 'TypeCast');
  if (cast) return castType(cast);
  const constant = as(node, 'A_Const');
  if (constant?.ival) return 'integer';
  if (constant?.boolval) return 'boolean';
  const value = as(node, 'SQLValueFunction');
  if (value) return valueTypes[value.op ?? ''];
  const sum = as(node, 'A_Expr');
  if (sum?.kind === 'AEXPR_OP' && ['+', '-'].includes(strings(sum.name).at(-1) ?? '')) return sumType(statement, sum);
  const called = strings(as(node, 'FuncCall')?.funcname).at(-1) ?? '';
  return callTypes[called];
}

export function columnType(statement: ParsedStatement, column: ItemColumn): string | undefined {
  if (column.type !== undefined) return withoutModifier(column.type);
  return column.output && outputType(statement, column.output);
}

function outputType(statement: ParsedStatement, output: Output): string | undefined {
  return output.column ? columnType(statement, output.column) : typeOf(statement, output.value);
}

/** `date + 1`, `timestamp - interval`. */
function sumType(
  statement: ParsedStatement,
  sum: { readonly lexpr?: Node; readonly rexpr?: Node },
): string | undefined {
  const [left, right] = [typeOf(statement, sum.lexpr), typeOf(statement, sum.rexpr)];
  if (left === 'date' && right === 'integer') return 'date';
  const isTime = left === 'timestamp without time zone' || left === 'timestamp with time zone';
  return isTime && right === 'interval' ? left : undefined;
}

/** The type that a cast makes, if it is one of the server's own and no array. */
export function castType({ typeName }: TypeCast): string | undefined {
  if (!typeName || (typeName.arrayBounds ?? []).length > 0) return undefined;
  const name = strings(typeName.names).at(-1) ?? '';
  return longTypeNames.get(name) ?? name;
}

const valueTypes: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_DATE: 'date',
  SVFOP_CURRENT_TIMESTAMP: 'timestamp with time zone',
  SVFOP_LOCALTIMESTAMP: 'timestamp without time zone',
};

const callTypes: Readonly<Record<string, string>> = {
  count: 'bigint',
  now: 'timestamp with time zone',
  lower: 'text',
  upper: 'text',
};

export const integerTypes: readonly string[] = ['smallint', 'integer', 'bigint'];
const textTypes: readonly string[] = ['text', 'character varying'];

/** Values that are equal are equal whatever of the two types they have: grouping by the one groups the other. */
export function shareEquality(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one === other || [integerTypes, textTypes].some((family) => family.includes(one) && family.includes(other));
}

/** Equal values of it look the same: not so numeric (1.0, 1.00) and floating point (0, -0). */
export function looksAsItCompares(type: string | undefined): boolean {
  return type !== undefined && [...integerTypes, ...textTypes, 'boolean', 'date', 'uuid', ...times].includes(type);
}

const times = ['timestamp without time zone', 'timestamp with time zone'];

export function isFloat(type: string | undefined): boolean {
  return type === 'real' || type === 'double precision';
}
