import { quoteIdentifier } from '#engines/postgres/quote.ts';
import { type Node, parseTree, printTree } from '#engines/postgres/rewrite/parse.ts';

/** SQL of a tree, to be put into a larger one. undefined: the printer does not know a construct in it. */
export function sqlOf(tree: Node): string | undefined {
  return printTree(tree)?.replace(/;\s*$/, '');
}

/** The composed text as the printer lays it out. undefined: it does not parse. */
export function laidOut(sql: string): string | undefined {
  try {
    const tree = parseTree(sql);
    const text = (printTree(tree) ?? sql).replace(/;\s*$/, '');
    return text.replace(/\bCAST\((\$\d+) AS ([^()]+\[\])\)/g, '$1::$2');
  } catch {
    return undefined;
  }
}

export const quoted = quoteIdentifier;
