import type { Node } from '#engines/postgres/rewrite/parse.ts';
import type { Block, Found, FromItem, ItemColumn, ParsedStatement } from './statement.ts';
import { allOf, as } from './tree.ts';

/** What every reference in a tree stands for, those in sub-queries too. */
export function referencesIn(statement: ParsedStatement, tree: unknown): readonly Found[] {
  return allOf(tree, 'ColumnRef').flatMap((ref) => statement.found.get(ref) ?? []);
}

/** The items of FROM that a tree reads, be it by a column or whole; those of sub-queries inside it too. */
export function itemsRead(statement: ParsedStatement, tree: unknown): ReadonlySet<FromItem> {
  const items = referencesIn(statement, tree).flatMap((found) => {
    if (found.kind === 'column') return [found.column.item];
    return found.kind === 'row' ? [found.item] : [];
  });
  return new Set(items);
}

/** It reads nothing but these items (and what is inside its own sub-queries), and every name in it is a plain column. */
export function readsOnly(statement: ParsedStatement, tree: unknown, items: readonly FromItem[]): boolean {
  const inside = blocksInside(statement, tree);
  return referencesIn(statement, tree).every((found) => {
    if (found.kind === 'output') return inside.has(found.block);
    if (found.kind !== 'column') return false;
    return items.includes(found.column.item) || inside.has(found.column.item.of);
  });
}

/** The blocks of sub-queries and derived tables in an expression or a part of FROM. */
export function blocksInside(statement: ParsedStatement, tree: unknown): ReadonlySet<Block> {
  const queries = [
    ...allOf(tree, 'SubLink').map((sublink) => sublink.subselect),
    ...allOf(tree, 'RangeSubselect').map((derived) => derived.subquery),
  ];
  return new Set(queries.flatMap((query) => blocksOf(statement, query)));
}

/** All blocks that stand in a tree. */
export function blocksOf(statement: ParsedStatement, tree: unknown): readonly Block[] {
  const selects = new Set<unknown>(allOf(tree, 'SelectStmt'));
  return statement.blocks.filter((block) => {
    for (let at: Block | undefined = block; at; at = at.around) if (selects.has(at.select)) return true;
    return false;
  });
}

/** The column that an expression is, where it is nothing but one. */
export function columnOf(statement: ParsedStatement, node: Node | undefined): ItemColumn | undefined {
  const ref = as(node, 'ColumnRef');
  const found = ref && statement.found.get(ref);
  return found?.kind === 'column' ? found.column : undefined;
}

/** It reads something of a query around this block. */
export function isCorrelated(statement: ParsedStatement, block: Block): boolean {
  const inside = new Set(blocksOf(statement, { SelectStmt: block.select }));
  return referencesIn(statement, { SelectStmt: block.select }).some((found) => {
    if (found.kind === 'column') return !inside.has(found.column.item.of);
    return found.kind === 'row' && !inside.has(found.item.of);
  });
}

/** Where a derived table or WITH query stands in FROM. undefined: a recursive query reads it too. */
export function placesOf(statement: ParsedStatement, block: Block): readonly FromItem[] | undefined {
  const places = (blocks: readonly Block[]) =>
    blocks.flatMap(({ items }) => items.filter((item) => item.block === block));
  return places(statement.recursive).length > 0 ? undefined : places(statement.blocks);
}
