import type { Node, SelectStmt } from './parse.ts';
import {
  and,
  call,
  exists,
  integer,
  isNotNullTest,
  isNotTrue,
  isNull,
  not,
  operation,
  or,
  selectOf,
  target,
} from './query/build.ts';
import { conjuncts } from './query/conditions.ts';
import { cannotFail } from './query/failing.ts';
import { whyNotNull } from './query/nullability.ts';
import { dependsOnChance } from './query/order.ts';
import { isPlainSet } from './query/plain-block.ts';
import { columnOf } from './query/references.ts';
import type { Block, ParsedStatement } from './query/statement.ts';
import { as, replaced, strings } from './query/tree.ts';
import { columnType, integerTypes, typeOf } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

export const allToMinMax: RewriteRule = {
  id: 'all-to-min-max',
  summary: 'x >= ALL (SELECT y …) becomes a comparison with max(y), x > ANY (SELECT y …) one with min(y).',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/functions-subquery.html#FUNCTIONS-SUBQUERY-ALL',
  *apply(statement) {
    for (const block of statement.blocks) {
      const term = block.around && filterOf(block, block.around.select);
      if (!term || !isPlainSet(statement, block) || dependsOnChance(statement, block)) continue;
      const found = compared(statement, block);
      if (!found) continue;
      yield {
        tree: replaced(statement.tree, [[term, found.instead]]),
        what: `A comparison with ${found.kind} of a sub-query becomes one with its ${found.extreme === 'max' ? 'greatest' : 'least'} value.`,
        why: 'The server goes through the rows of ANY and ALL again for each row outside; the extreme value is found once.',
        preconditions: [...found.reasons],
      };
    }
  },
};

/** The sub-query is a term of WHERE or HAVING, where NULL counts as false. */
function filterOf({ sublink }: Block, { whereClause, havingClause }: SelectStmt): Node | undefined {
  return [...conjuncts(whereClause), ...conjuncts(havingClause)].find((term) => as(term, 'SubLink') === sublink);
}

interface Found {
  readonly kind: 'ALL' | 'ANY';
  readonly extreme: 'min' | 'max';
  readonly instead: Node;
  readonly reasons: readonly string[];
}

function compared(statement: ParsedStatement, { sublink, select }: Block): Found | undefined {
  const [operator = '', more] = strings(sublink?.operName);
  const left = sublink?.testexpr;
  const [entry, second] = select.targetList ?? [];
  const value = as(entry, 'ResTarget')?.val;
  const column = columnOf(statement, value);
  const opposite = opposites[operator];
  if (!left || !value || second || more !== undefined || !opposite || !column) return undefined;
  const [type, other] = [columnType(statement, column), typeOf(statement, left)];
  const isSame = type === other || [type, other].every((one) => one !== undefined && integerTypes.includes(one));
  if (!type || !hasExtremes.includes(type) || !isSame || !cannotFail(left)) return undefined;
  if ([column, columnOf(statement, left)].some((one) => one?.column?.collation !== undefined)) return undefined;
  const rows = (chosen: Node, where: Node | undefined) =>
    selectOf({ targets: [target(chosen)], from: select.fromClause ?? [], where });
  const isAbove = operator.startsWith('>');
  if (sublink?.subLinkType === 'ANY_SUBLINK') {
    const extreme = isAbove ? 'min' : 'max';
    const least = scalar(rows(call(extreme, [value]), select.whereClause));
    return { kind: 'ANY', extreme, instead: operation(left, operator, least), reasons: [] };
  }
  if (sublink?.subLinkType !== 'ALL_SUBLINK') return undefined;
  const extreme = isAbove ? 'max' : 'min';
  const [leftReasons, rightReasons] = [whyNotNull(statement, left), whyNotNull(statement, value)];
  const none = (condition: Node | undefined) => not(exists(rows(integer(1), and([select.whereClause, condition]))));
  const instead = and([
    isNotTrue(operation(left, opposite, scalar(rows(call(extreme, [value]), select.whereClause)))),
    rightReasons ? undefined : none(isNull(value)),
    leftReasons ? undefined : or([isNotNullTest(left), none(undefined)]),
  ]);
  const reasons = [...(leftReasons ?? []), ...(rightReasons ?? [])];
  return instead && { kind: 'ALL', extreme, instead, reasons: [...new Set(reasons)] };
}

function scalar(select: SelectStmt): Node {
  return { SubLink: { subLinkType: 'EXPR_SUBLINK', subselect: { SelectStmt: select } } };
}

const opposites: Readonly<Record<string, string>> = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' };

const hasExtremes: readonly string[] = [
  ...integerTypes,
  'numeric',
  'text',
  'date',
  'timestamp without time zone',
  'timestamp with time zone',
];
