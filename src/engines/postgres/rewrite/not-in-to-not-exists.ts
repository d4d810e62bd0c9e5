import type { BoolExpr, Node, SelectStmt } from './parse.ts';
import {
  and,
  exists,
  integer,
  isNotNullTest,
  isNull,
  not,
  operation,
  or,
  selectOf,
  target,
  withWhere,
} from './query/build.ts';
import { conjuncts } from './query/conditions.ts';
import { movedInto } from './query/names.ts';
import { whyNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { isPlainSet } from './query/plain-block.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { as, findNode, replaced, strings } from './query/tree.ts';
import type { Application, RewriteRule } from './rule.ts';

export const notInToNotExists: RewriteRule = {
  id: 'not-in-to-not-exists',
  summary: 'x NOT IN (SELECT y …) becomes NOT EXISTS, with guards where NULLs can occur.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/functions-subquery.html#FUNCTIONS-SUBQUERY-NOTIN',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (block.sublink && isPlainSet(statement, block)) yield* atBlock(statement, block);
    }
  },
};

function* atBlock(statement: ParsedStatement, block: Block): Iterable<Application> {
  const place = negated(block);
  const values = operands(block);
  if (!place || !values || dependsOnChance(statement, block)) return;
  const pairs = values.map(({ left, right }) => ({
    left: movedInto(statement, left, block),
    right,
    plain: left,
    leftReasons: whyNotNull(statement, left),
    rightReasons: whyNotNull(statement, right),
  }));
  const equal = pairs.map(({ left, right }) => left && operation(right, '=', left));
  const [first, more] = pairs;
  const isSure = pairs.every(({ leftReasons, rightReasons }) => leftReasons && rightReasons);
  if (!first || equal.includes(undefined) || !(isSure || (!more && place.isFilter))) return;
  const rows = (condition: Node | undefined): SelectStmt => {
    const where = and([block.select.whereClause, condition]);
    return withWhere(selectOf({ targets: [target(integer(1))], from: block.select.fromClause ?? [] }), where);
  };
  const parts = [
    not(exists(rows(and(equal)))),
    first.rightReasons ? undefined : not(exists(rows(isNull(first.right)))),
    first.leftReasons ? undefined : or([isNotNullTest(first.plain), not(exists(rows(undefined)))]),
  ];
  const guards = parts.slice(1).filter((part) => part !== undefined).length;
  yield {
    tree: replaced(statement.tree, [[place.node, and(parts)]]),
    what: `NOT IN becomes NOT EXISTS${guards === 0 ? '' : ', with guards for NULL'}.`,
    why: 'The server can make an anti join of NOT EXISTS; NOT IN it can only hash, or go through again for every row.',
    preconditions: [...new Set(pairs.flatMap((pair) => [...(pair.leftReasons ?? []), ...(pair.rightReasons ?? [])]))],
  };
}

interface Place {
  /** The node to replace. */
  readonly node: Node;
  /** A term of WHERE or HAVING, where NULL counts as false. */
  readonly isFilter: boolean;
}

/** `NOT x IN (…)` or `x <> ALL (…)`, and where it stands. */
function negated({ sublink, around }: Block): Place | undefined {
  if (!sublink || !around) return undefined;
  const operator = strings(sublink.operName);
  const isAll =
    sublink.subLinkType === 'ALL_SUBLINK' && operator.length === 1 && ['<>', '!='].includes(operator[0] ?? '');
  const isIn = sublink.subLinkType === 'ANY_SUBLINK' && operator.length === 0;
  const isThis = (node: Node | undefined) => as(node, 'SubLink') === sublink;
  const { whereClause, havingClause } = around.select;
  const terms = [...conjuncts(whereClause), ...conjuncts(havingClause)];
  const node = isAll ? findNode(around.select, isThis) : isIn ? findNode(around.select, isNotOf(isThis)) : undefined;
  return node && { node, isFilter: terms.includes(node) };
}

function isNotOf(isThis: (node: Node | undefined) => boolean): (node: Node) => boolean {
  return (node) => {
    const negation: BoolExpr | undefined = as(node, 'BoolExpr');
    return negation?.boolop === 'NOT_EXPR' && isThis(negation.args?.[0]);
  };
}

/** What is compared with what: several where rows are. */
function operands({ sublink, select }: Block): readonly { readonly left: Node; readonly right: Node }[] | undefined {
  const test = sublink?.testexpr;
  if (!test) return undefined;
  const row = as(test, 'RowExpr')?.args ?? [test];
  const values = (select.targetList ?? []).map((entry) => as(entry, 'ResTarget')?.val);
  if (values.length !== row.length) return undefined;
  return row.flatMap((left, at) => {
    const right = values[at];
    return right ? [{ left, right }] : [];
  });
}
