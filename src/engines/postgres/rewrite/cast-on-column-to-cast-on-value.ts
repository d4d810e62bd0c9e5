import type { Node } from './parse.ts';
import { cast, integer, operation } from './query/build.ts';
import { asComparison, type Comparison, mirror } from './query/conditions.ts';
import { filtersOf } from './query/filters.ts';
import { dependsOnChance } from './query/order.ts';
import { columnOf } from './query/references.ts';
import type { ItemColumn, ParsedStatement } from './query/statement.ts';
import { allOf, as, fixedText, replaced, strings } from './query/tree.ts';
import { castType, columnType, integerTypes, typeOf } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

export const castOnColumnToCastOnValue: RewriteRule = {
  id: 'cast-on-column-to-cast-on-value',
  summary: 'A cast or a sum on the column’s side of a comparison goes over to the value.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/indexes-expressional.html',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const node of filtersOf(block)) {
        const moved = movedOver(statement, node);
        if (!moved) continue;
        yield {
          tree: replaced(statement.tree, [[node, moved.instead]]),
          what: 'The column stands alone, and the value is what is converted.',
          why: 'An index on the column can then be searched, and its statistics say how many rows to expect.',
          preconditions: moved.precondition === undefined ? [] : [moved.precondition],
        };
      }
    }
  },
};

interface Moved {
  readonly instead: Node;
  readonly precondition?: string | undefined;
}

function movedOver(statement: ParsedStatement, node: Node): Moved | undefined {
  const list = fromList(statement, node);
  if (list) return { instead: list };
  const comparison = asComparison(node);
  if (!comparison) return undefined;
  return [comparison, mirror(comparison)]
    .map((one) => fromText(statement, one) ?? fromWider(statement, one) ?? fromSum(statement, one))
    .find((moved) => moved !== undefined);
}

/** `id::text = '42'`: true for one number only, if the text is just what the server prints. */
function fromText(statement: ParsedStatement, { left, operator, right }: Comparison): Moved | undefined {
  const column = castColumn(statement, left, ['text', 'character varying']);
  const value = column && ['=', '<>', '!='].includes(operator) ? printed(column.type, right) : undefined;
  return column && value && { instead: operation(column.node, operator, value) };
}

/** `id::text IN ('1', '2')`. */
function fromList(statement: ParsedStatement, node: Node): Node | undefined {
  const expression = as(node, 'A_Expr');
  const items = as(expression?.rexpr, 'List')?.items ?? [];
  if (expression?.kind !== 'AEXPR_IN' || !expression.lexpr || items.length === 0) return undefined;
  const column = castColumn(statement, expression.lexpr, ['text', 'character varying']);
  const values = column ? items.map((item) => printed(column.type, item)) : [];
  const known = values.filter((value) => value !== undefined);
  if (!column || known.length < items.length) return undefined;
  return { A_Expr: { ...expression, lexpr: column.node, rexpr: { List: { items: known } } } };
}

/** The value that prints as this literal does. undefined: none does, or nobody knows. */
function printed(type: string, node: Node): Node | undefined {
  const written = fixedText(node);
  if (written === undefined) return undefined;
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(written) ? node : undefined;
  const most = largest[type];
  if (most === undefined || !/^(0|-?[1-9]\d{0,14})$/.test(written)) return undefined;
  const value = Number(written);
  return value <= most && value >= -most ? integer(value) : undefined;
}

/** Of bigint only what a number holds exactly. */
const largest: Readonly<Record<string, number>> = {
  smallint: 32_767,
  integer: 2_147_483_647,
  bigint: 999_999_999_999_999,
};

/** `id::bigint = $1`: every value of the column is one of the wider type, so the two can be compared as they are. */
function fromWider(statement: ParsedStatement, { left, operator, right }: Comparison): Moved | undefined {
  const column = castColumn(statement, left, ['integer', 'bigint', 'numeric']);
  const made = as(left, 'TypeCast');
  const wider = made && castType(made);
  if (!column || !made?.typeName || !wider || !reads(column.type, wider)) return undefined;
  if (as(right, 'A_Const')?.ival) return { instead: operation(column.node, operator, right) };
  const isFree = allOf(right, 'ColumnRef').length === 0 && allOf(right, 'SubLink').length === 0;
  const isNumber = as(right, 'ParamRef') !== undefined || integerTypes.includes(typeOf(statement, right) ?? '');
  if (!isFree || !isNumber || wider === 'numeric') return undefined;
  return { instead: operation(column.node, operator, { TypeCast: { arg: right, typeName: made.typeName } }) };
}

function reads(type: string, wider: string): boolean {
  const order = [...integerTypes, 'numeric'];
  return integerTypes.includes(type) && order.indexOf(type) <= order.indexOf(wider);
}

/** `quantity + 1 = 5`, `due + 7 > current_date`, `at + interval '1 hour' > localtimestamp`. */
function fromSum(statement: ParsedStatement, { left, operator, right }: Comparison): Moved | undefined {
  const sum = as(left, 'A_Expr');
  const [sign = ''] = strings(sum?.name);
  const column = columnOf(statement, sum?.lexpr);
  const type = column && columnType(statement, column);
  if (sum?.kind !== 'AEXPR_OP' || !['+', '-'].includes(sign) || !sum.lexpr || !sum.rexpr || !column || !type)
    return undefined;
  const value = movedTerm(statement, type, { sign, term: sum.rexpr, right });
  return value && { instead: operation(sum.lexpr, operator, value), precondition: noOverflow(column, sign, type) };
}

interface Sum {
  readonly sign: string;
  readonly term: Node;
  readonly right: Node;
}

function movedTerm(statement: ParsedStatement, type: string, { sign, term, right }: Sum): Node | undefined {
  const back = sign === '+' ? '-' : '+';
  const count = as(term, 'A_Const')?.ival;
  const value = as(right, 'A_Const')?.ival;
  const most = largest[type];
  if (most !== undefined && count && value) {
    const moved = (value.ival ?? 0) + (sign === '+' ? -1 : 1) * (count.ival ?? 0);
    return moved <= most && moved >= -most ? integer(moved) : undefined;
  }
  if (allOf(right, 'ColumnRef').length > 0 || allOf(right, 'SubLink').length > 0) return undefined;
  const steady = as(right, 'ParamRef') || fixedText(right) !== undefined ? castTo(right, type) : right;
  const fits = steady && (typeOf(statement, steady) === type || (type === 'numeric' && value));
  if (type === 'numeric' || type === 'date') return fits && count ? operation(steady, back, term) : undefined;
  return fits && isExactLength(term, type) ? operation(steady, back, term) : undefined;
}

function castTo(value: Node, type: string): Node | undefined {
  const names = castNames[type];
  return names && cast(value, ...names);
}

const castNames: Readonly<Record<string, readonly string[]>> = {
  date: ['date'],
  numeric: ['pg_catalog', 'numeric'],
  'timestamp without time zone': ['pg_catalog', 'timestamp'],
  'timestamp with time zone': ['timestamptz'],
};

/** An interval that can be taken away again: no months, and no days where a day can have 23 hours. */
function isExactLength(term: Node, type: string): boolean {
  const made = as(term, 'TypeCast');
  const written = made && castType(made) === 'interval' ? fixedText(made.arg) : undefined;
  if (written === undefined || (made?.typeName?.typmods ?? []).length > 0) return false;
  if (type === 'timestamp without time zone') return /^\d{1,6} (day|hour|minute|second)s?$/.test(written);
  return type === 'timestamp with time zone' && /^\d{1,6} (hour|minute|second)s?$/.test(written);
}

/** A statement that fails on such a row today then no longer does. */
function noOverflow({ name, item }: ItemColumn, sign: string, type: string): string | undefined {
  if (type === 'numeric') return undefined;
  return `no ${item.table?.name ?? item.alias}.${name} is so near the end of ${type} that the ${sign === '+' ? 'sum' : 'difference'} does not fit`;
}

/** A column inside a cast to one of these types, and the column's own type. */
function castColumn(
  statement: ParsedStatement,
  node: Node,
  types: readonly string[],
): { readonly node: Node; readonly type: string } | undefined {
  const made = as(node, 'TypeCast');
  const column = columnOf(statement, made?.arg);
  const type = column && columnType(statement, column);
  if (!made?.arg || !type || !types.includes(castType(made) ?? '')) return undefined;
  return (made.typeName?.typmods ?? []).length > 0 ? undefined : { node: made.arg, type };
}
