import type { JoinExpr, Node } from '#engines/postgres/rewrite/parse.ts';
import { conjuncts, joinsOf } from './conditions.ts';
import type { Block, FromItem } from './statement.ts';
import { as, replaced } from './tree.ts';

/**
 * FROM without one item that stands there by itself or in an inner join, and the conditions that then all stand in
 * WHERE: those of WHERE, and of the join. undefined: it is part of an outer join, it is all of FROM, or a join
 * with USING may read it.
 */
export function leaveOut(
  block: Block,
  item: FromItem,
): { readonly from: readonly Node[]; readonly terms: readonly Node[] } | undefined {
  const { fromClause = [], whereClause } = block.select;
  const terms = conjuncts(whereClause);
  if (item.nullSide || block.items.length < 2 || mergesColumns(block)) return undefined;
  if (fromClause.includes(item.node)) return { from: fromClause.filter((node) => node !== item.node), terms };
  const join = joinsOf(block).find(({ larg, rarg }) => larg === item.node || rarg === item.node);
  const other = join?.larg === item.node ? join.rarg : join?.larg;
  if (!join || !other || join.jointype !== 'JOIN_INNER') return undefined;
  const node = findJoin(fromClause, join);
  return node && { from: replaced([...fromClause], [[node, other]]), terms: [...terms, ...conjuncts(join.quals)] };
}

function findJoin(nodes: readonly (Node | undefined)[], join: JoinExpr): Node | undefined {
  for (const node of nodes) {
    const here = as(node, 'JoinExpr');
    const found = here === join ? node : here && findJoin([here.larg, here.rarg], join);
    if (found) return found;
  }
  return undefined;
}

/** A join with USING, or NATURAL, reads columns without naming their tables. */
export function mergesColumns(block: Block): boolean {
  return joinsOf(block).some((join) => join.isNatural === true || (join.usingClause ?? []).length > 0);
}
