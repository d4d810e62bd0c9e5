import type { Node } from './parse.ts';
import { isNull, operation, or } from './query/build.ts';
import { asComparison, conjuncts, joinsOf, mirror } from './query/conditions.ts';
import { constantOf, holds, relationOf } from './query/constants.ts';
import { whyNotNull } from './query/nullability.ts';
import { columnOf } from './query/references.ts';
import type { ParsedStatement } from './query/statement.ts';
import { as, replaced } from './query/tree.ts';
import { columnType, typeOf } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

export const coalesceOnColumnRemoved: RewriteRule = {
  id: 'coalesce-on-column-removed',
  summary: 'coalesce(column, 0) = 5 becomes column = 5, with OR column IS NULL where the stand-in passes.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/functions-conditional.html#FUNCTIONS-COALESCE-NVL-IFNULL',
  *apply(statement) {
    for (const block of statement.blocks) {
      const { whereClause } = block.select;
      for (const term of [whereClause, ...joinsOf(block).map(({ quals }) => quals)].flatMap(termsOf)) {
        const found = withoutCoalesce(statement, term);
        if (!found) continue;
        yield {
          tree: replaced(statement.tree, [[term, found.instead]]),
          what: 'The coalesce around a column goes from a comparison.',
          why: 'An index on the column cannot be used through a function, and its statistics say nothing of the result.',
          preconditions: [...found.reasons],
        };
      }
    }
  },
};

/** What is under AND and OR alone, where NULL counts as false. */
function termsOf(condition: Node | undefined): readonly Node[] {
  return conjuncts(condition).flatMap((term) => {
    const any = as(term, 'BoolExpr');
    return any?.boolop === 'OR_EXPR' ? (any.args ?? []).flatMap(termsOf) : [term];
  });
}

function withoutCoalesce(
  statement: ParsedStatement,
  term: Node,
): { readonly instead: Node; readonly reasons: readonly string[] } | undefined {
  const comparison = asComparison(term);
  if (!comparison) return undefined;
  const { left, operator, right } = as(comparison.left, 'CoalesceExpr') ? comparison : mirror(comparison);
  const [value, standIn, more] = as(left, 'CoalesceExpr')?.args ?? [];
  const column = columnOf(statement, value);
  if (!value || !standIn || more || !column || column.column?.collation !== undefined) return undefined;
  const type = columnType(statement, column);
  const bare = operation(value, operator, right);
  const [instead, compared] = [standIn, right].map((node) => constantOf(node, typeFor(type), statement.schema));
  if (!instead) return undefined;
  const reasons = whyNotNull(statement, value);
  // The value on the other side may be another column: it is asked for nothing, where the column is never NULL.
  if (reasons) return typeOf(statement, right) === type || compared ? { instead: bare, reasons } : undefined;
  const passes = compared && holds(relationOf(instead, compared), operator);
  if (passes === undefined) return undefined;
  const whole = passes ? or([bare, isNull(value)]) : bare;
  return whole && { instead: whole, reasons: [] };
}

/** Whole numbers and decimals are compared as numbers. */
function typeFor(type: string | undefined): string | undefined {
  return type !== undefined && ['smallint', 'integer', 'bigint'].includes(type) ? 'numeric' : type;
}
