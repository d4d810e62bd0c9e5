import { outputName } from '#engines/sql/resolve/output-name.ts';
import type { FuncCall, Node, SelectStmt, SubLink } from './parse.ts';
import {
  and,
  coalesce,
  columnNode,
  derivedTable,
  integer,
  joinNode,
  operation,
  selectOf,
  target,
} from './query/build.ts';
import { asComparison, conjuncts } from './query/conditions.ts';
import { cannotFail } from './query/failing.ts';
import { functionName, isAggregate } from './query/functions.ts';
import { freshName, qualified } from './query/names.ts';
import { dependsOnChance } from './query/order.ts';
import { isLimited } from './query/plain-block.ts';
import { columnOf, readsOnly } from './query/references.ts';
import type { Block, ItemColumn, ParsedStatement } from './query/statement.ts';
import { allOf, as, findNode, type Replacement, replaced, strings } from './query/tree.ts';
import { columnType, isFloat, shareEquality, typeOf } from './query/types.ts';
import { isDistinct, isGrouped, returnsSets, whyDetermined } from './query/unique.ts';
import type { Application, RewriteRule } from './rule.ts';

export const correlatedSubqueryToJoin: RewriteRule = {
  id: 'correlated-subquery-to-join',
  summary: 'A scalar sub-query that is run for every row becomes one grouped sub-query, joined with LEFT JOIN.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/sql-expressions.html#SQL-SYNTAX-SCALAR-SUBQUERIES',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (block.sublink?.subLinkType === 'EXPR_SUBLINK' && !dependsOnChance(statement, block)) {
        yield* atSublink(statement, block, block.sublink);
      }
    }
  },
};

function* atSublink(statement: ParsedStatement, block: Block, sublink: SubLink): Iterable<Application> {
  const { around, select } = block;
  const node = findNode(around?.select, (one) => as(one, 'SubLink') === sublink);
  const value = as(select.targetList?.[0], 'ResTarget')?.val;
  if (!around || !node || !value || !isJoinable(statement, block) || !takesJoin(statement, around, node)) return;
  const split = correlation(statement, block, around);
  if (!split?.rest.every(cannotFail)) return;
  const given = givenColumns(
    statement,
    block,
    value,
    split.keys.map(({ inner }) => inner),
  );
  const items = targetsApart(around);
  if (!given || !items) return;
  const alias = freshName(statement, aliasFor(block));
  const taken = bareNames(statement, around, node);
  const named = namesFor(
    [...split.keys.map(({ inner }) => inner.name), ...given.values.map(({ name }) => name)],
    taken,
  );
  const keyCount = split.keys.length;
  const derived = selectOf({
    targets: [
      ...split.keys.map(({ node: key }, at) => called(key, named[at] ?? '')),
      ...given.values.map((one, at) => called(one.node, named[keyCount + at] ?? '')),
    ],
    from: select.fromClause ?? [],
    where: and(split.rest),
    groupBy: given.isGrouped ? split.keys.map(({ node: key }) => key) : [],
  });
  const on = and(
    split.keys.map(({ outer }, at) => operation(columnNode(alias, named[at] ?? ''), '=', qualified(statement, outer))),
  );
  const [first, ...others] = around.select.fromClause ?? [];
  if (!first) return;
  const left = others.reduce((from, item) => joinNode('JOIN_INNER', from, item, undefined), first);
  const outside = given.outside(given.values.map((_, at) => columnNode(alias, named[keyCount + at] ?? '')));
  const changed: SelectStmt = {
    ...replaced(around.select, [[node, outside]]),
    targetList: items.map((item) => replaced(keepName(item, node, outside), [[node, outside]])),
    fromClause: [joinNode('JOIN_LEFT', left, derivedTable(derived, alias), on)],
  };
  yield {
    tree: replaced(statement.tree, [[around.select, changed]]),
    what: given.isGrouped
      ? 'A sub-query for every row becomes one that groups its table once, with LEFT JOIN.'
      : 'A sub-query that looks up one row becomes a LEFT JOIN.',
    why: 'The server starts a correlated sub-query anew for each row; a join it can do in one pass.',
    preconditions: [...given.reasons],
  };
}

/** One value from FROM and WHERE. */
function isJoinable(statement: ParsedStatement, block: Block): boolean {
  const { select } = block;
  const isBare = !select.groupClause && !select.havingClause && !select.withClause && !select.distinctClause;
  if (!isBare || isLimited(select) || block.arms.length > 0 || select.targetList?.length !== 1) return false;
  return block.items.length > 0 && !returnsSets(statement, block);
}

/** The sub-query stands in the SELECT list or WHERE of a query that keeps its rows, so that FROM can take one more. */
function takesJoin(statement: ParsedStatement, around: Block, node: Node): boolean {
  const { select } = around;
  const isIn = (part: unknown) => findNode(part, (one) => one === node) !== undefined;
  if (around.items.length === 0 || isDistinct(around) || select.distinctClause) return false;
  if (isIn(select.whereClause)) return true;
  return isIn(select.targetList) && !isGrouped(around) && !returnsSets(statement, around);
}

interface Key {
  readonly node: Node;
  readonly inner: ItemColumn;
  readonly outer: Node;
}

/** `inner = outer` terms, and the rest, which read only the sub-query's own tables. */
function correlation(
  statement: ParsedStatement,
  block: Block,
  around: Block,
): { readonly keys: readonly Key[]; readonly rest: readonly Node[] } | undefined {
  const keys: Key[] = [];
  const rest: Node[] = [];
  for (const term of conjuncts(block.select.whereClause)) {
    const key = keyOf(statement, term, block, around);
    if (key) keys.push(key);
    else if (readsOnly(statement, term, block.items)) rest.push(term);
    else return undefined;
  }
  const isFromOwn = readsOnly(statement, block.select.fromClause, block.items);
  return keys.length > 0 && isFromOwn ? { keys, rest } : undefined;
}

function keyOf(statement: ParsedStatement, term: Node, block: Block, around: Block): Key | undefined {
  const comparison = asComparison(term);
  if (comparison?.operator !== '=') return undefined;
  const sides = [comparison.left, comparison.right].map((node) => ({ node, column: columnOf(statement, node) }));
  const inner = sides.find(({ column }) => column?.item.of === block);
  const outer = sides.find(({ column }) => column?.item.of === around);
  if (!inner?.column || !outer?.column) return undefined;
  const isPlain = [inner, outer].every(({ column }) => column?.column?.collation === undefined);
  const types = [columnType(statement, inner.column), columnType(statement, outer.column)] as const;
  return isPlain && shareEquality(...types) ? { node: inner.node, inner: inner.column, outer: outer.node } : undefined;
}

interface Given {
  readonly values: readonly { readonly node: Node; readonly name: string }[];
  readonly isGrouped: boolean;
  /** What stands in the sub-query's place, from references to the values. */
  readonly outside: (references: readonly Node[]) => Node;
  readonly reasons: readonly string[];
}

/** What the joined sub-query must give. */
function givenColumns(
  statement: ParsedStatement,
  block: Block,
  value: Node,
  keys: readonly ItemColumn[],
): Given | undefined {
  const calls = allOf(value, 'FuncCall', { below: 'here' }).filter(isAggregate);
  if (calls.length === 0) return lookedUp(statement, block, value, keys);
  if (allOf(value, 'SubLink').length > 0 || !calls.every((call) => isSafeAggregate(statement, call, block)))
    return undefined;
  const given = as(block.select.targetList?.[0], 'ResTarget')?.name;
  return {
    values: calls.map((call) => ({
      node: { FuncCall: call },
      name: given ?? functionName(call),
    })),
    isGrouped: true,
    outside: (references) =>
      replaced(
        value,
        calls.flatMap((call, at): Replacement[] => {
          const node = findNode(value, (one) => as(one, 'FuncCall') === call);
          const reference = references[at];
          if (!node || !reference) return [];
          return [[node, functionName(call) === 'count' ? coalesce([reference, integer(0)]) : reference]];
        }),
      ),
    reasons: [],
  };
}

/** One row by a key of it, and one column of that row. */
function lookedUp(
  statement: ParsedStatement,
  block: Block,
  value: Node,
  keys: readonly ItemColumn[],
): Given | undefined {
  const column = columnOf(statement, value);
  const reasons = column?.item.of === block ? whyDetermined(statement, block, keys) : undefined;
  if (!column || !reasons) return undefined;
  return {
    values: [{ node: value, name: column.name }],
    isGrouped: false,
    outside: ([reference]) => reference ?? value,
    reasons,
  };
}

/** It gives a value for every group, the same in whatever order, and reads only the sub-query's own tables. */
function isSafeAggregate(statement: ParsedStatement, call: FuncCall, block: Block): boolean {
  const parts = [...(call.args ?? []), ...(call.agg_filter ? [call.agg_filter] : [])];
  if (!['count', 'sum', 'min', 'max', 'avg', 'bool_and', 'bool_or', 'every'].includes(functionName(call))) return false;
  if (strings(call.funcname).length > 1 || (call.args ?? []).some((arg) => isFloat(typeOf(statement, arg))))
    return false;
  return parts.every(
    (part) => cannotFail(part) && readsOnly(statement, part, block.items) && allOf(part, 'SubLink').length === 0,
  );
}

/** The SELECT list with `*` taken apart, since FROM gets one more. undefined: that cannot be written. */
function targetsApart({ select, items }: Block): readonly Node[] | undefined {
  const targets = (select.targetList ?? []).map((node): readonly Node[] | undefined => {
    const fields = as(as(node, 'ResTarget')?.val, 'ColumnRef')?.fields ?? [];
    if (fields.length !== 1 || !as(fields[0], 'A_Star')) return [node];
    if (items.some(({ alias }) => alias === '') || allOf(select.fromClause, 'JoinExpr').some(isMerging))
      return undefined;
    return items.map(({ alias }) => target({ ColumnRef: { fields: [{ String: { sval: alias } }, { A_Star: {} }] } }));
  });
  return targets.some((list) => list === undefined) ? undefined : targets.flatMap((list) => list ?? []);
}

function isMerging(join: { readonly usingClause?: readonly Node[]; readonly isNatural?: boolean }): boolean {
  return join.isNatural === true || (join.usingClause ?? []).length > 0;
}

/** AS with the name that the column had, where it would change. */
function keepName(item: Node, node: Node, outside: Node): Node {
  const { name, val } = as(item, 'ResTarget') ?? {};
  if (!val || name !== undefined) return item;
  const before = outputName(val);
  return outputName(replaced(val, [[node, outside]])) === before ? item : target(val, before);
}

/** With AS, where it would not have that name anyway. */
function called(value: Node, name: string): Node {
  return target(value, outputName(value) === name ? undefined : name);
}

/** "books" for a sub-query over books. */
function aliasFor({ items }: Block): string {
  const [item] = items;
  return item?.table?.name ?? item?.alias ?? 'sub';
}

/** Names that the query around writes without a table, and that the joined sub-query must not have. */
function bareNames(statement: ParsedStatement, around: Block, node: Node): ReadonlySet<string> {
  const inside = new Set(allOf(node, 'ColumnRef'));
  const refs = allOf(around.select, 'ColumnRef').filter((ref) => ref.fields?.length === 1 && !inside.has(ref));
  return new Set(
    refs.filter((ref) => statement.found.get(ref)?.kind !== 'output').flatMap((ref) => strings(ref.fields)),
  );
}

/** Each name once: `author_id`, `count`, `count_2`. */
function namesFor(wanted: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  const given = new Set(taken);
  return wanted.map((name) => {
    const tries = [name, ...Array.from({ length: 100 }, (_, at) => `${name}_${at + 2}`)];
    const free = tries.find((one) => !given.has(one)) ?? name;
    given.add(free);
    return free;
  });
}
