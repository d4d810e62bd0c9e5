import type { Node } from '#engines/postgres/rewrite/parse.ts';
import type { Block, FromItem } from './statement.ts';
import { as, strings } from './tree.ts';

/** The terms that AND joins. */
export function conjuncts(condition: Node | undefined): readonly Node[] {
  if (condition === undefined) return [];
  const all = as(condition, 'BoolExpr');
  return all?.boolop === 'AND_EXPR' ? (all.args ?? []).flatMap(conjuncts) : [condition];
}

/** The terms that OR joins; one where there is no OR. */
export function disjuncts(condition: Node): readonly Node[] {
  const any = as(condition, 'BoolExpr');
  return any?.boolop === 'OR_EXPR' ? (any.args ?? []).flatMap(disjuncts) : [condition];
}

export interface Comparison {
  readonly left: Node;
  readonly operator: string;
  readonly right: Node;
}

/** `left operator right` with one of = <> < <= > >=, not schema-qualified. */
export function asComparison(node: Node | undefined): Comparison | undefined {
  const expression = as(node, 'A_Expr');
  const [operator = '', more] = strings(expression?.name);
  const { lexpr: left, rexpr: right } = expression ?? {};
  if (expression?.kind !== 'AEXPR_OP' || more !== undefined || !left || !right) return undefined;
  return operator in mirrored ? { left, operator, right } : undefined;
}

/** The same comparison read from the other side. */
export function mirror({ left, operator, right }: Comparison): Comparison {
  return { left: right, operator: mirrored[operator] ?? operator, right: left };
}

const mirrored: Readonly<Record<string, string>> = {
  '=': '=',
  '<>': '<>',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * Conditions that every row of the block keeps: the terms of WHERE, and of the ON of joins that leave no row of either
 * side unmatched. `matched`: only rows count in which these items are not filled with NULLs.
 */
export function keptByAllRows(block: Block, matched: readonly FromItem[] = []): readonly Node[] {
  const ofJoins = (block.select.fromClause ?? []).flatMap((node) => innerConditions(block, node, matched));
  return [...conjuncts(block.select.whereClause), ...ofJoins];
}

function innerConditions(block: Block, node: Node | undefined, matched: readonly FromItem[]): readonly Node[] {
  const join = as(node, 'JoinExpr');
  if (!join) return [];
  const [left, right] = [join.larg, join.rarg].map((side) => ({
    terms: innerConditions(block, side, matched),
    isMatched: itemsBelow(block, side).some((item) => matched.includes(item)),
  }));
  const keepsLeft = join.jointype === 'JOIN_INNER' || join.jointype === 'JOIN_LEFT' || left?.isMatched;
  const keepsRight = join.jointype === 'JOIN_INNER' || join.jointype === 'JOIN_RIGHT' || right?.isMatched;
  return [
    ...(keepsLeft ? (left?.terms ?? []) : []),
    ...(keepsRight ? (right?.terms ?? []) : []),
    ...(keepsLeft && keepsRight ? conjuncts(join.quals) : []),
  ];
}

/** The items of a block that stand below a node of its FROM. */
export function itemsBelow(block: Block, node: Node | undefined): readonly FromItem[] {
  const join = as(node, 'JoinExpr');
  if (join) return [...itemsBelow(block, join.larg), ...itemsBelow(block, join.rarg)];
  return block.items.filter((item) => item.node === node);
}

/** All joins of a block's FROM, outermost first. */
export function joinsOf(block: Block) {
  const inside = (node: Node | undefined): readonly NonNullable<ReturnType<typeof asJoin>>[] => {
    const join = asJoin(node);
    return join ? [join, ...inside(join.larg), ...inside(join.rarg)] : [];
  };
  return (block.select.fromClause ?? []).flatMap(inside);
}

function asJoin(node: Node | undefined) {
  return as(node, 'JoinExpr');
}
