import type { JoinExpr, Node, SelectStmt } from './parse.ts';
import { and, exists, integer, selectOf, target, withWhere } from './query/build.ts';
import { conjuncts, itemsBelow } from './query/conditions.ts';
import { equalRowsLookAlike } from './query/equal-rows.ts';
import { cannotFail } from './query/failing.ts';
import { qualified } from './query/names.ts';
import { dependsOnChance } from './query/order.ts';
import { isRowWise } from './query/plain-block.ts';
import { readStatement } from './query/read-statement.ts';
import { itemsRead, referencesIn } from './query/references.ts';
import type { Block, FromItem, ParsedStatement } from './query/statement.ts';
import { as, replaced } from './query/tree.ts';
import { isDistinct, whyRowsUnique } from './query/unique.ts';
import type { RewriteRule } from './rule.ts';

export const existsForDistinctJoin: RewriteRule = {
  id: 'exists-for-distinct-join',
  summary: 'SELECT DISTINCT parent … JOIN child becomes SELECT parent … WHERE EXISTS (child).',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/functions-subquery.html#FUNCTIONS-SUBQUERY-EXISTS',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (!isDistinct(block) || !isRowWise(statement, block) || dependsOnChance(statement, block)) continue;
      const split = splitFrom(statement, block);
      if (!split) continue;
      const { distinctClause, ...select } = block.select;
      const semi: SelectStmt = {
        ...withWhere(select, and([...split.kept, ...split.groups.map(asExists)])),
        fromClause: split.parents.map(({ node }) => node),
      };
      const bare = replaced(statement.tree, [[block.select, semi]]);
      const unique = whyUnique(statement, bare, semi);
      // Which of equal rows DISTINCT keeps may be another one then.
      if (!unique && !equalRowsLookAlike(statement, block)) continue;
      const whole = replaced(statement.tree, [
        [block.select, { ...semi, ...(distinctClause ? { distinctClause } : {}) }],
      ]);
      yield {
        tree: unique ? bare : whole,
        what: `A join that is only there to be found becomes EXISTS${unique ? ', and DISTINCT goes' : ''}.`,
        why: 'The join gives a row for each match, which DISTINCT then folds again; EXISTS stops at the first match.',
        preconditions: [...(unique ?? [])],
      };
    }
  },
};

/** A part of FROM that inner joins put beside the others: a table, a sub-query, an outer join. */
interface Unit {
  readonly node: Node;
  readonly items: readonly FromItem[];
}

/** Tables of which no column is read, with the conditions that hang on them. */
interface Group {
  readonly units: readonly Unit[];
  readonly terms: readonly Node[];
}

interface Split {
  readonly parents: readonly Unit[];
  readonly kept: readonly Node[];
  readonly groups: readonly Group[];
}

function splitFrom(statement: ParsedStatement, block: Block): Split | undefined {
  const { fromClause = [], whereClause, targetList, sortClause } = block.select;
  const flat = fromClause.map((node) => flattened(block, node));
  if (flat.some((one) => one === undefined)) return undefined;
  const units = flat.flatMap((one) => one?.units ?? []);
  const terms = [...flat.flatMap((one) => one?.terms ?? []), ...conjuncts(whereClause)].map((term) => ({
    term: qualified(statement, term),
    items: itemsRead(statement, term),
    isPlain: referencesIn(statement, term).every((found) => found.kind !== 'merged') && cannotFail(term),
  }));
  const given = new Set([
    ...itemsRead(statement, [targetList, sortClause]),
    ...(block.outputs ?? []).flatMap(({ column }) => (column ? [column.item] : [])),
  ]);
  const isParent = (unit: Unit) => unit.items.some((item) => given.has(item));
  const [parents, children] = [units.filter(isParent), units.filter((unit) => !isParent(unit))];
  const isOfChild = (items: ReadonlySet<FromItem>) => children.some((unit) => unit.items.some((one) => items.has(one)));
  const moved = terms.filter(({ items }) => isOfChild(items));
  if (parents.length === 0 || children.length === 0 || !block.outputs || moved.some(({ isPlain }) => !isPlain)) {
    return undefined;
  }
  const groups = children.map((unit): Unit[] => [unit]);
  for (const { items } of moved) merge(groups, items);
  return {
    parents,
    kept: terms.filter((one) => !moved.includes(one)).map(({ term }) => term),
    groups: groups.map((group) => ({
      units: group,
      terms: moved
        .filter(({ items }) => group.some((unit) => unit.items.some((item) => items.has(item))))
        .map(({ term }) => term),
    })),
  };
}

/** Units side by side, and the conditions of the inner joins between them. undefined: LATERAL, USING, NATURAL. */
function flattened(
  block: Block,
  node: Node | undefined,
): { readonly units: readonly Unit[]; readonly terms: readonly Node[] } | undefined {
  const join = as(node, 'JoinExpr');
  if (!node || (join && isMerging(join))) return undefined;
  if (join?.jointype === 'JOIN_INNER') {
    const [left, right] = [flattened(block, join.larg), flattened(block, join.rarg)];
    if (!left || !right) return undefined;
    return { units: [...left.units, ...right.units], terms: [...left.terms, ...right.terms, ...conjuncts(join.quals)] };
  }
  const items = itemsBelow(block, node);
  const isFree = items.every(
    (item) => ['table', 'view', 'query'].includes(item.kind) && item.alias !== '' && !isLateral(item),
  );
  return isFree ? { units: [{ node, items }], terms: [] } : undefined;
}

function isMerging({ isNatural, usingClause }: JoinExpr): boolean {
  return isNatural === true || (usingClause ?? []).length > 0;
}

function isLateral({ node }: FromItem): boolean {
  return as(node, 'RangeSubselect')?.lateral === true;
}

/** Groups that a condition reads together become one. */
function merge(groups: Unit[][], items: ReadonlySet<FromItem>): void {
  const read = groups.filter((group) => group.some((unit) => unit.items.some((item) => items.has(item))));
  const [first, ...others] = read;
  for (const other of others) {
    first?.push(...other);
    groups.splice(groups.indexOf(other), 1);
  }
}

function asExists({ units, terms }: Group): Node {
  return exists(selectOf({ targets: [target(integer(1))], from: units.map(({ node }) => node), where: and(terms) }));
}

/** Why the rows repeat nothing even without DISTINCT. */
function whyUnique(statement: ParsedStatement, tree: Node, select: SelectStmt): readonly string[] | undefined {
  const after = readStatement(tree, statement.schema);
  const block = after.blocks.find((one) => one.select === select);
  return block && whyRowsUnique(after, block)?.reasons;
}
