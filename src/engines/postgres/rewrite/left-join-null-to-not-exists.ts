import type { JoinExpr, Node } from './parse.ts';
import { and, exists, integer, not, selectOf, target, withWhere } from './query/build.ts';
import { conjuncts, itemsBelow } from './query/conditions.ts';
import { qualified } from './query/names.ts';
import { rejectsNull, whyColumnNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { columnOf, itemsRead } from './query/references.ts';
import type { Block, FromItem, ItemColumn, ParsedStatement } from './query/statement.ts';
import { allOf, as, replaced } from './query/tree.ts';
import type { Application, RewriteRule } from './rule.ts';

export const leftJoinNullToNotExists: RewriteRule = {
  id: 'left-join-null-to-not-exists',
  summary: 'LEFT JOIN … WHERE right.key IS NULL becomes NOT EXISTS.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-FROM',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (dependsOnChance(statement, block)) continue;
      for (const join of (block.select.fromClause ?? []).flatMap(reachable)) yield* atJoin(statement, block, join);
    }
  },
};

function* atJoin(statement: ParsedStatement, block: Block, node: Node): Iterable<Application> {
  const join = as(node, 'JoinExpr');
  const [item, more] = itemsBelow(block, join?.rarg);
  if (!join?.larg || !join.quals || join.jointype !== 'JOIN_LEFT' || !item || more) return;
  const terms = conjuncts(block.select.whereClause);
  const test = terms
    .map((term) => ({ term, reasons: whyUnmatched(statement, term, item, join) }))
    .find((one) => one.reasons);
  if (!test?.reasons) return;
  const rest = terms.filter((term) => term !== test.term);
  const { fromClause, whereClause: _, ...others } = block.select;
  if (readsElsewhere(statement, block, item, join, [rest, others])) return;
  const rows = selectOf({ targets: [target(integer(1))], from: [item.node], where: qualified(statement, join.quals) });
  const from = replaced(fromClause, [[node, join.larg]]);
  const select = {
    ...withWhere(block.select, and([...rest, not(exists(rows))])),
    ...(from ? { fromClause: from } : {}),
  };
  yield {
    tree: replaced(statement.tree, [[block.select, select]]),
    what: `The LEFT JOIN with ${item.alias} that keeps only rows without a match becomes NOT EXISTS.`,
    why: 'NOT EXISTS says that no match is wanted, so the server need not join first and discard then.',
    preconditions: [...test.reasons],
  };
}

/** Joins of which each row of the left side comes through to WHERE: not below the null side of another outer join. */
function reachable(node: Node): readonly Node[] {
  const join = as(node, 'JoinExpr');
  if (!join) return [];
  const { jointype, larg, rarg } = join;
  const left = larg && (jointype === 'JOIN_INNER' || jointype === 'JOIN_LEFT') ? reachable(larg) : [];
  const right = rarg && (jointype === 'JOIN_INNER' || jointype === 'JOIN_RIGHT') ? reachable(rarg) : [];
  return [node, ...left, ...right];
}

/** The term is `right.column IS NULL`, and a match would have had no NULL there. */
function whyUnmatched(
  statement: ParsedStatement,
  term: Node,
  item: FromItem,
  join: JoinExpr,
): readonly string[] | undefined {
  const test = as(term, 'NullTest');
  const column = test?.nulltesttype === 'IS_NULL' ? columnOf(statement, test.arg) : undefined;
  if (!column || column.item !== item) return undefined;
  if (conjuncts(join.quals).some((on) => rejectsNull(statement, on, column))) return [];
  const inner: ItemColumn = { ...column, item: { ...item, nullSide: false } };
  return whyColumnNotNull(statement, inner);
}

/** The item is read outside of the join's own ON, or `*` would show it, or a USING list has made its column one with another. */
function readsElsewhere(
  statement: ParsedStatement,
  block: Block,
  item: FromItem,
  join: JoinExpr,
  rest: readonly unknown[],
): boolean {
  if ((join.usingClause ?? []).length > 0 || join.isNatural || item.kind === 'function') return true;
  const others = replaced(block.select.fromClause ?? [], [[join, {}]]);
  const left = join.larg;
  if ([...rest, others, left].some((part) => itemsRead(statement, part).has(item))) return true;
  return allOf(block.select.targetList ?? [], 'ColumnRef', { below: 'here' }).some((ref) => {
    const last = ref.fields?.at(-1);
    return as(last, 'A_Star') !== undefined && (ref.fields?.length === 1 || starOf(ref.fields) === item.alias);
  });
}

function starOf(fields: readonly Node[] | undefined): string | undefined {
  return as(fields?.at(-2), 'String')?.sval;
}
