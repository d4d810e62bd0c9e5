import type { Node } from './parse.ts';
import { and, joinNode, withWhere } from './query/build.ts';
import { conjuncts, itemsBelow } from './query/conditions.ts';
import { itemsRead, readsOnly } from './query/references.ts';
import type { Block, FromItem, ParsedStatement } from './query/statement.ts';
import { allOf, replaced } from './query/tree.ts';
import type { RewriteRule } from './rule.ts';

export const implicitJoinToExplicit: RewriteRule = {
  id: 'implicit-join-to-explicit',
  summary: 'FROM a, b WHERE a.x = b.x becomes FROM a JOIN b ON a.x = b.x.',
  class: 'style',
  source: 'https://www.postgresql.org/docs/18/queries-table-expressions.html#QUERIES-JOIN',
  *apply(statement) {
    for (const block of statement.blocks) {
      const joined = joinedFrom(statement, block);
      if (!joined) continue;
      const select = { ...withWhere(block.select, and(joined.rest)), fromClause: [joined.from] };
      yield {
        tree: replaced(statement.tree, [[block.select, select]]),
        what: 'The tables in FROM are joined with JOIN … ON instead of commas.',
        why: 'Each join has its condition beside it, so one that is missing is seen; the plan stays the same.',
        preconditions: [],
      };
    }
  },
};

/** One tree of joins, and what stays in WHERE. undefined: there are no commas, or none of them joins anything. */
function joinedFrom(
  statement: ParsedStatement,
  block: Block,
): { readonly from: Node; readonly rest: readonly Node[] } | undefined {
  const [first, ...others] = block.select.fromClause ?? [];
  const terms = conjuncts(block.select.whereClause);
  if (!first || others.length === 0) return undefined;
  const used = new Set<Node>();
  let from = first;
  let joined = itemsBelow(block, first);
  for (const node of others) {
    const added = itemsBelow(block, node);
    const on = terms.filter((term) => !used.has(term) && joins(statement, term, joined, added));
    for (const term of on) used.add(term);
    from = joinNode('JOIN_INNER', from, node, and(on));
    joined = [...joined, ...added];
  }
  return used.size === 0 ? undefined : { from, rest: terms.filter((term) => !used.has(term)) };
}

/** It reads both sides and nothing else. */
function joins(statement: ParsedStatement, term: Node, left: readonly FromItem[], right: readonly FromItem[]): boolean {
  if (allOf(term, 'SubLink').length > 0 || !readsOnly(statement, term, [...left, ...right])) return false;
  const read = itemsRead(statement, term);
  return left.some((item) => read.has(item)) && right.some((item) => read.has(item));
}
