import type { Node } from '@pgsql/types';
import { walkTree } from './print.ts';
import { asBoundColumn, asBoundRow } from './scope.ts';

/** The bound columns in a tree; a whole row counts as one of no name. */
export function columnsIn(tree: Node): { relation: number; column: string }[] {
  const uses: { relation: number; column: string }[] = [];
  walkTree(tree, (node) => {
    const use = asBoundColumn(node);
    const row = asBoundRow(node);
    if (use) uses.push(use);
    if (row !== undefined) uses.push({ relation: row, column: '*' });
    return undefined;
  });
  return uses;
}

/** Both sides read the same relation. */
export function sharesRelation(left: Node, right: Node): boolean {
  const relations = new Set(columnsIn(left).map((use) => use.relation));
  return columnsIn(right).some((use) => relations.has(use.relation));
}
