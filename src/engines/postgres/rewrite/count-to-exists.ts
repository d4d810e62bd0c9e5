import type { FuncCall, Node, SelectStmt } from './parse.ts';
import { and, exists, integer, isNotNullTest, not, selectOf, target, withWhere } from './query/build.ts';
import { asComparison, type Comparison, mirror } from './query/conditions.ts';
import { functionName } from './query/functions.ts';
import { whyNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { as, findNode, replaced } from './query/tree.ts';
import type { Application, RewriteRule } from './rule.ts';

export const countToExists: RewriteRule = {
  id: 'count-to-exists',
  summary: '(SELECT count(*) …) > 0 becomes EXISTS (…).',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/functions-subquery.html#FUNCTIONS-SUBQUERY-EXISTS',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (!dependsOnChance(statement, block))
        yield* block.sublink ? inCondition(statement, block) : alone(statement, block);
    }
  },
};

/** `WHERE (SELECT count(*) FROM …) > 0`. */
function* inCondition(statement: ParsedStatement, block: Block): Iterable<Application> {
  const { sublink, around } = block;
  const isSublink = (node: Node | undefined) => node !== undefined && as(node, 'SubLink') === sublink;
  const place = findNode(around?.select, (node) => {
    const comparison = asComparison(node);
    return isSublink(comparison?.left) || isSublink(comparison?.right);
  });
  const comparison = asComparison(place);
  if (!comparison || !place || sublink?.subLinkType !== 'EXPR_SUBLINK') return;
  const presence = presenceTest(isSublink(comparison.left) ? comparison : mirror(comparison));
  const count = as(as(block.select.targetList?.[0], 'ResTarget')?.val, 'FuncCall');
  const counted = presence && count && countedRows(statement, block, count);
  if (!counted) return;
  const { withClause } = block.select;
  const rows = exists(withClause ? { ...counted.rows, withClause } : counted.rows);
  yield application(replaced(statement.tree, [[place, presence === 'some' ? rows : not(rows)]]), counted.preconditions);
}

/** `SELECT count(*) > 0 FROM …`. */
function* alone(statement: ParsedStatement, block: Block): Iterable<Application> {
  const value = as(block.select.targetList?.[0], 'ResTarget')?.val;
  const comparison = asComparison(value);
  if (!comparison) return;
  const isCountLeft = as(comparison.left, 'FuncCall') !== undefined;
  const test = isCountLeft ? comparison : mirror(comparison);
  const presence = presenceTest(test);
  const count = as(test.left, 'FuncCall');
  const counted = presence && count && countedRows(statement, block, count);
  if (!counted) return;
  const rows = exists(counted.rows);
  const { withClause } = block.select;
  const select = {
    ...selectOf({ targets: [target(presence === 'some' ? rows : not(rows), block.outputs?.[0]?.name)], from: [] }),
    ...(withClause ? { withClause } : {}),
  };
  yield application(replaced(statement.tree, [[block.select, select]]), counted.preconditions);
}

function application(tree: Node, preconditions: readonly string[]): Application {
  return {
    tree,
    what: 'A count that is only compared with zero becomes EXISTS.',
    why: 'EXISTS stops at the first row, count(*) reads all of them.',
    preconditions: [...preconditions],
  };
}

/** Whether the comparison of a count asks for some row or for none. */
function presenceTest({ operator, right }: Comparison): 'some' | 'none' | undefined {
  const constant = as(right, 'A_Const');
  if (!constant?.ival) return undefined;
  return meanings[`${operator} ${constant.ival.ival ?? 0}`];
}

const meanings: Readonly<Record<string, 'some' | 'none'>> = {
  '> 0': 'some',
  '>= 1': 'some',
  '<> 0': 'some',
  '!= 0': 'some',
  '= 0': 'none',
  '< 1': 'none',
  '<= 0': 'none',
};

/** A SELECT of the rows that are counted. undefined: more is done with them than counting. */
function countedRows(
  statement: ParsedStatement,
  { select }: Block,
  call: FuncCall,
): { readonly rows: SelectStmt; readonly preconditions: readonly string[] } | undefined {
  const isFolded = (select.groupClause ?? []).length > 0 || select.havingClause || select.distinctClause;
  if (select.targetList?.length !== 1 || isFolded || isLimited(select) || (select.windowClause ?? []).length > 0) {
    return undefined;
  }
  const [value, more] = call.args ?? [];
  if (functionName(call) !== 'count' || call.over || more || (!call.agg_star && !value)) return undefined;
  const reasons = call.agg_star ? [] : whyNotNull(statement, value);
  const where = and([select.whereClause, call.agg_filter, value && !reasons ? isNotNullTest(value) : undefined]);
  const rows = selectOf({ targets: [target(integer(1))], from: select.fromClause ?? [] });
  return { rows: withWhere(rows, where), preconditions: reasons ?? [] };
}
