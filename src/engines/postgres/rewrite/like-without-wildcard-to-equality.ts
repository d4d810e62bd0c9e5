import type { Node } from './parse.ts';
import { operation } from './query/build.ts';
import { filtersOf } from './query/filters.ts';
import { columnOf } from './query/references.ts';
import type { ParsedStatement } from './query/statement.ts';
import { as, fixedText, replaced, strings } from './query/tree.ts';
import { columnType } from './query/types.ts';
import type { RewriteRule } from './rule.ts';

export const likeWithoutWildcardToEquality: RewriteRule = {
  id: 'like-without-wildcard-to-equality',
  summary: "column LIKE 'abc' becomes column = 'abc'.",
  class: 'style',
  source: 'https://www.postgresql.org/docs/18/functions-matching.html#FUNCTIONS-LIKE',
  *apply(statement) {
    for (const block of statement.blocks) {
      for (const node of filtersOf(block)) {
        const equality = asEquality(statement, node);
        if (!equality) continue;
        yield {
          tree: replaced(statement.tree, [[node, equality]]),
          what: 'LIKE without a wildcard becomes a plain comparison.',
          why: 'It is what is meant, and a join can be made of it.',
          preconditions: [],
        };
      }
    }
  },
};

function asEquality(statement: ParsedStatement, node: Node): Node | undefined {
  const like = as(node, 'A_Expr');
  if (like?.kind !== 'AEXPR_LIKE' || !like.lexpr || !like.rexpr) return undefined;
  const column = columnOf(statement, like.lexpr);
  const type = column && columnType(statement, column);
  const isText = type === 'text' || type === 'character varying';
  const pattern = fixedText(like.rexpr);
  if (!isText || column?.column?.collation !== undefined || pattern === undefined || /[%_\\]/.test(pattern)) {
    return undefined;
  }
  return operation(like.lexpr, strings(like.name)[0] === '~~' ? '=' : '<>', like.rexpr);
}
