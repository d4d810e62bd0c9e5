import type { JoinExpr, Node } from './parse.ts';
import { conjuncts, itemsBelow } from './query/conditions.ts';
import { rejectsNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { as, type Replacement, replaced } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

export const outerToInnerJoin: RewriteRule = {
  id: 'outer-to-inner-join',
  summary: 'LEFT JOIN becomes JOIN where WHERE lets no row without a match through.',
  class: 'style',
  source: 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-JOIN',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      const terms = conjuncts(block.select.whereClause);
      const changes = (block.select.fromClause ?? []).flatMap((node) => narrowed(statement, block, node, terms));
      if (changes.length === 0) continue;
      yield {
        tree: replaced(statement.tree, [[block.select, replaced(block.select, nested(changes))]]),
        what: 'An outer join becomes an inner join, since WHERE drops the rows that it adds.',
        why: 'The query says what it gives. The planner of PostgreSQL sees it by itself.',
        preconditions: [],
      };
    }
  },
};

interface Change {
  readonly join: JoinExpr;
  readonly jointype: JoinExpr['jointype'];
}

/** `terms` drop every row in which a column that they compare is NULL. Outermost first. */
function narrowed(
  statement: ParsedStatement,
  block: Block,
  node: Node | undefined,
  terms: readonly Node[],
): readonly Change[] {
  const join = as(node, 'JoinExpr');
  if (!join) return [];
  const isFilled = (side: Node | undefined) =>
    !itemsBelow(block, side).some((item) =>
      item.columns.some((column) => terms.some((term) => rejectsNull(statement, term, column))),
    );
  const jointype = isMerging(join) && join.jointype !== 'JOIN_LEFT' ? join.jointype : without(join, isFilled);
  // What ON of an inner join drops is dropped below it as well.
  const within = jointype === 'JOIN_INNER' ? [...terms, ...conjuncts(join.quals)] : terms;
  return [
    ...(jointype === join.jointype ? [] : [{ join, jointype }]),
    ...narrowed(statement, block, join.larg, within),
    ...narrowed(statement, block, join.rarg, within),
  ];
}

function without(
  { jointype, larg, rarg }: JoinExpr,
  isFilled: (side: Node | undefined) => boolean,
): JoinExpr['jointype'] {
  const fillsLeft = (jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL') && isFilled(larg);
  const fillsRight = (jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL') && isFilled(rarg);
  if (fillsLeft) return fillsRight ? 'JOIN_FULL' : 'JOIN_RIGHT';
  return fillsRight ? 'JOIN_LEFT' : 'JOIN_INNER';
}

/** The column of USING is that of the left side, but for RIGHT and FULL JOIN: equal, though it may look different. */
function isMerging(join: JoinExpr): boolean {
  return join.isNatural === true || (join.usingClause ?? []).length > 0;
}

/** A join in a join: the inner one is changed first, and the outer one holds it. */
function nested(changes: readonly Change[]): readonly Replacement[] {
  const done: Replacement[] = [];
  for (const { join, jointype } of changes.toReversed()) {
    done.push([join, { ...replaced({ ...join }, done), ...(jointype ? { jointype } : {}) }]);
  }
  return done;
}
