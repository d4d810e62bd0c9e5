import type { Node } from './parse.ts';
import { and, cast, integer, like, operation, text } from './query/build.ts';
import { asComparison, type Comparison, mirror } from './query/conditions.ts';
import { nextStart, readTime, startOf, type Unit, writeTime } from './query/days.ts';
import { filtersOf } from './query/filters.ts';
import { functionName } from './query/functions.ts';
import { dependsOnChance } from './query/order.ts';
import { columnOf } from './query/references.ts';
import type { ParsedStatement } from './query/statement.ts';
import { allOf, as, fixedText, replaced } from './query/tree.ts';
import { castType, columnType, typeOf } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

export const functionOnColumnToRange: RewriteRule = {
  id: 'function-on-column-to-range',
  summary: 'A condition on the day, the year or the beginning of a column becomes a range of the column itself.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/indexes-expressional.html',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const node of filtersOf(block)) {
        const range = rangeOf(statement, node);
        if (!range) continue;
        yield {
          tree: replaced(statement.tree, [[node, range.instead]]),
          what: 'The condition is put on the column itself instead of on a function of it.',
          why: 'An index on the column can then be searched, and its statistics say how many rows to expect.',
          preconditions: [...range.preconditions],
        };
      }
    }
  },
};

interface Range {
  readonly instead: Node;
  readonly preconditions: readonly string[];
}

function rangeOf(statement: ParsedStatement, node: Node): Range | undefined {
  const between = as(node, 'A_Expr');
  if (between?.kind === 'AEXPR_BETWEEN' && between.lexpr) {
    const [low, high] = as(between.rexpr, 'List')?.items ?? [];
    if (!low || !high) return undefined;
    const [from, to] = [
      wholeRange(statement, { left: between.lexpr, operator: '>=', right: low }),
      wholeRange(statement, { left: between.lexpr, operator: '<=', right: high }),
    ];
    const both = from && to && and([from.instead, to.instead]);
    return both && { instead: both, preconditions: [...new Set([...from.preconditions, ...to.preconditions])] };
  }
  const comparison = asComparison(node);
  if (!comparison) return undefined;
  return [comparison, mirror(comparison)]
    .map((one) => wholeRange(statement, one) ?? prefixOf(statement, one))
    .find((range) => range !== undefined);
}

/** The moment at which what is compared begins, and that at which it is over. */
interface Span {
  readonly column: Node;
  readonly start: Node;
  readonly end: Node;
  readonly preconditions: readonly string[];
}

function wholeRange(statement: ParsedStatement, comparison: Comparison): Range | undefined {
  const span = daySpan(statement, comparison) ?? unitSpan(statement, comparison) ?? yearSpan(statement, comparison);
  if (!span) return undefined;
  const { column, start, end } = span;
  const bounds: Readonly<Record<string, Node | undefined>> = {
    '=': and([operation(column, '>=', start), operation(column, '<', end)]),
    '<': operation(column, '<', start),
    '<=': operation(column, '<', end),
    '>': operation(column, '>=', end),
    '>=': operation(column, '>=', start),
  };
  const instead = bounds[comparison.operator];
  if (!instead) return undefined;
  const type = typeOf(statement, column);
  const isLocal = type === 'timestamp with time zone';
  return { instead, preconditions: [...span.preconditions, ...(isLocal ? [oneMidnight] : [])] };
}

const oneMidnight =
  'no day begins twice in the time zone of the session, as it does where clocks go back at one o’clock (Azores, Havana)';

/** `created_at::date = …`, `date(created_at) = …`. */
function daySpan(statement: ParsedStatement, { left, right }: Comparison): Span | undefined {
  const made = as(left, 'TypeCast');
  const called = as(left, 'FuncCall');
  const isDate = made
    ? castType(made) === 'date'
    : called && functionName(called) === 'date' && called.args?.length === 1;
  const column = isDate ? (made?.arg ?? called?.args?.[0]) : undefined;
  if (!column || !isTime(timeType(statement, column))) return undefined;
  const literal = literalTime(right, ['date']);
  if (literal) {
    if (startOf(literal, 'day').getTime() !== literal.getTime()) return undefined;
    return { column, start: moment(literal), end: moment(nextStart(literal, 'day')), preconditions: [] };
  }
  const isParameter = as(right, 'ParamRef') !== undefined;
  const day = isParameter ? cast(right, 'date') : right;
  if (allOf(right, 'ColumnRef').length > 0 || allOf(right, 'SubLink').length > 0) return undefined;
  if (!isParameter && typeOf(statement, right) !== 'date') return undefined;
  const parameters = allOf(right, 'ParamRef').map(({ number }) => `$${number} is not infinity`);
  return { column, start: day, end: operation(day, '+', integer(1)), preconditions: parameters };
}

/** `date_trunc('month', created_at) = …`: what it is compared with must itself be a beginning. */
function unitSpan(statement: ParsedStatement, { left, right }: Comparison): Span | undefined {
  const truncated = asTruncated(left);
  const type = truncated && timeType(statement, truncated.of);
  if (!truncated || !isTime(type)) return undefined;
  const { unit, of } = truncated;
  if (unit === 'hour' && type !== 'timestamp without time zone') return undefined;
  const literal = literalTime(right, ['date', 'timestamp without time zone', ...(type ? [type] : [])]);
  if (literal) {
    if (startOf(literal, unit).getTime() !== literal.getTime()) return undefined;
    return { column: of, start: moment(literal), end: moment(nextStart(literal, unit)), preconditions: [] };
  }
  const other = asTruncated(right);
  const isSame = other?.unit === unit && typeOf(statement, other.of) === type && allOf(right, 'ColumnRef').length === 0;
  if (!isSame || allOf(right, 'ParamRef').length > 0) return undefined;
  const length = cast(text(`1 ${unit}`), 'pg_catalog', 'interval');
  return { column: of, start: right, end: operation(right, '+', length), preconditions: [] };
}

function asTruncated(node: Node): { readonly unit: Unit; readonly of: Node } | undefined {
  const called = as(node, 'FuncCall');
  const [unit, of, more] = called?.args ?? [];
  if (!called || functionName(called) !== 'date_trunc' || !of || more) return undefined;
  const known = (['hour', 'day', 'month', 'year'] as const).find((one) => one === fixedText(unit));
  return known && { unit: known, of };
}

/** `extract(year FROM created_at) = 2024`. */
function yearSpan(statement: ParsedStatement, { left, right }: Comparison): Span | undefined {
  const called = as(left, 'FuncCall');
  const [unit, column] = called?.args ?? [];
  const isYear = called && ['extract', 'date_part'].includes(functionName(called)) && fixedText(unit) === 'year';
  const year = as(right, 'A_Const')?.ival?.ival;
  if (!isYear || !column || year === undefined || year < 1 || year > 9997) return undefined;
  const type = timeType(statement, column);
  if (type !== 'date' && !isTime(type)) return undefined;
  const [start, end] = [year, year + 1].map((one) => text(`${String(one).padStart(4, '0')}-01-01`));
  return start && end ? { column, start, end, preconditions: [] } : undefined;
}

/** `left(name, 3) = 'abc'`, `substring(name FROM 1 FOR 3) = 'abc'`. */
function prefixOf(statement: ParsedStatement, { left, operator, right }: Comparison): Range | undefined {
  const called = as(left, 'FuncCall');
  const value = fixedText(right);
  if (!called || value === undefined || value === '' || operator !== '=') return undefined;
  const [of, ...numbers] = called.args ?? [];
  const column = columnOf(statement, of);
  const type = column && columnType(statement, column);
  const counts = numbers.map((number) => as(number, 'A_Const')?.ival?.ival ?? 0);
  const isLeft = functionName(called) === 'left' && counts.length === 1;
  const isPart = ['substr', 'substring'].includes(functionName(called)) && counts.length === 2 && counts[0] === 1;
  const count = isLeft || isPart ? (counts.at(-1) ?? 0) : 0;
  const isPlainText = type === 'text' || type === 'character varying';
  const length = [...value].length;
  if (!of || !isPlainText || !column || column.column?.collation !== undefined || count < length) return undefined;
  if (count > length) return { instead: operation(of, '=', right), preconditions: [] };
  return { instead: like(of, `${value.replace(/[\\%_]/g, '\\$&')}%`), preconditions: [] };
}

function timeType(statement: ParsedStatement, node: Node): string | undefined {
  const column = columnOf(statement, node);
  return column && columnType(statement, column);
}

function isTime(type: string | undefined): boolean {
  return type === 'timestamp without time zone' || type === 'timestamp with time zone';
}

/** A literal, plain or cast to one of these types. */
function literalTime(node: Node, types: readonly string[]): Date | undefined {
  const made = as(node, 'TypeCast');
  if (made && !types.includes(castType(made) ?? '')) return undefined;
  const written = fixedText(made ? made.arg : node);
  return written === undefined ? undefined : readTime(written);
}

function moment(time: Date): Node {
  return text(writeTime(time));
}
