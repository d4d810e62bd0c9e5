import type { Node, SelectStmt } from './parse.ts';
import { and, columnNode, integer, isNotTrue, withWhere } from './query/build.ts';
import { conjuncts, disjuncts } from './query/conditions.ts';
import { cannotFail } from './query/failing.ts';
import { dependsOnChance, sortKey } from './query/order.ts';
import { isRowWise } from './query/plain-block.ts';
import { referencesIn } from './query/references.ts';
import type { Block, ItemColumn, ParsedStatement } from './query/statement.ts';
import { as, replaced } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

/** More arms are more passes than an index saves. */
const mostArms = 4;

export const orToUnionAll: RewriteRule = {
  id: 'or-to-union-all',
  summary: 'WHERE a = 1 OR b = 2 becomes two queries with UNION ALL, the second without the rows of the first.',
  class: 'equivalent',
  source: 'https://www.postgresql.org/docs/18/indexes-bitmap-scans.html',
  *apply(statement) {
    for (const block of statement.blocks) {
      if (!isRowWise(statement, block) || block.select.distinctClause || dependsOnChance(statement, block)) continue;
      const order = outputOrder(statement, block);
      if (!order) continue;
      for (const term of conjuncts(block.select.whereClause)) {
        const arms = disjuncts(term);
        if (!isWorthwhile(statement, block, arms)) continue;
        yield {
          tree: replaced(statement.tree, [[block.select, union(block.select, term, arms, order)]]),
          what: 'OR becomes UNION ALL, each arm without the rows of those before it.',
          why: 'Each arm can use an index of its own; one OR over different columns often scans the whole table.',
          preconditions: [],
        };
      }
    }
  },
};

/** The arms read different columns, and none can fail on a row that it was not asked about before. */
function isWorthwhile(statement: ParsedStatement, block: Block, arms: readonly Node[]): boolean {
  if (arms.length < 2 || arms.length > mostArms || !arms.every(cannotFail)) return false;
  const reads = arms.map((arm) => columnsRead(statement, block, arm));
  return reads.every((columns) => columns.size > 0) && reads.some((columns) => !isSame(columns, reads[0]));
}

function columnsRead(statement: ParsedStatement, block: Block, arm: Node): ReadonlySet<ItemColumn> {
  return new Set(
    referencesIn(statement, arm).flatMap((found) =>
      found.kind === 'column' && found.column.item.of === block ? [found.column] : [],
    ),
  );
}

function isSame(one: ReadonlySet<unknown>, other: ReadonlySet<unknown> | undefined): boolean {
  return one.size === other?.size && [...one].every((column) => other.has(column));
}

function union(select: SelectStmt, term: Node, arms: readonly Node[], order: readonly Node[]): SelectStmt {
  const { withClause, sortClause, limitCount, limitOffset, limitOption, ...bare } = select;
  const rest = conjuncts(select.whereClause).filter((one) => one !== term);
  const selects = arms.map((arm, at): SelectStmt => {
    const before = arms.slice(0, at).map(isNotTrue);
    return { ...withWhere(bare, and([...rest, arm, ...before])), limitOption: 'LIMIT_OPTION_DEFAULT' };
  });
  const [first = select, ...others] = selects;
  const all = others.reduce<SelectStmt>(
    (larg, rarg) => ({ op: 'SETOP_UNION', all: true, larg, rarg, limitOption: 'LIMIT_OPTION_DEFAULT' }),
    first,
  );
  return {
    ...all,
    ...(withClause ? { withClause } : {}),
    ...(sortClause ? { sortClause: [...order] } : {}),
    ...(limitCount ? { limitCount } : {}),
    ...(limitOffset ? { limitOffset } : {}),
    ...(limitOption ? { limitOption } : {}),
  };
}

/** ORDER BY as a union takes it: by the names or places of output columns. undefined: it sorts by something else. */
function outputOrder(statement: ParsedStatement, block: Block): readonly Node[] | undefined {
  const names = (block.outputs ?? []).map(({ name }) => name);
  const keys = (block.select.sortClause ?? []).map((key): Node | undefined => {
    const sort = as(key, 'SortBy');
    const { at } = sortKey(statement, block, sort?.node);
    const name = at === undefined ? undefined : names[at];
    if (at === undefined || name === undefined || !sort) return undefined;
    const isOnly = names.filter((one) => one === name).length === 1 && name !== '?column?';
    return { SortBy: { ...sort, node: isOnly ? columnNode(name) : integer(at + 1) } };
  });
  const known = keys.filter((key) => key !== undefined);
  return known.length === keys.length ? known : undefined;
}
