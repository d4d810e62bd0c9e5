import type { ColumnRef, Node } from '#engines/postgres/rewrite/parse.ts';
import { columnNode, name } from './build.ts';
import { blocksInside } from './references.ts';
import type { Block, Found, FromItem, ParsedStatement } from './statement.ts';
import { allOf, as, type Replacement, replaced, strings } from './tree.ts';

/** A name that nothing in the statement has: `orders`, or `orders_2` …; `wanted` where that is free. */
export function freshName(statement: ParsedStatement, wanted: string): string {
  const taken = new Set([
    ...allOf(statement.tree, 'String').map(({ sval }) => sval),
    ...statement.blocks.flatMap((block) => block.items.map(({ alias }) => alias)),
    ...statement.blocks.flatMap((block) => block.items.flatMap(({ columns }) => columns.map((column) => column.name))),
    ...allOf(statement.tree, 'CommonTableExpr').map(({ ctename }) => ctename),
    ...allOf(statement.tree, 'ResTarget').map((target) => target.name),
  ]);
  const names = [wanted, ...Array.from({ length: 100 }, (_, at) => `${wanted}_${at + 2}`)];
  return names.find((one) => !taken.has(one)) ?? `${wanted}_x`;
}

/**
 * The expression with every column written with its table, so that it means the same in a block further in: `into`.
 * undefined: a table of that block has the same name and would catch it, or the column has no table to name.
 */
export function movedInto(statement: ParsedStatement, node: Node, into: Block): Node | undefined {
  const taken = new Set(into.items.map(({ alias }) => alias));
  const free = freeReferences(statement, node);
  const isCaught = free.some(({ item }) => item.of !== into && taken.has(item.alias));
  return isCaught || free.some(({ item }) => item.alias === '') ? undefined : qualified(statement, node);
}

/** The expression with every column written with its table: `id` becomes `o.id`. Sub-queries inside are left as they are. */
export function qualified<T>(statement: ParsedStatement, tree: T): T {
  const replacements = freeReferences(statement, tree).flatMap(({ ref, item, found }): Replacement[] =>
    found.kind === 'column' && item.alias !== '' ? [[ref, columnNode(item.alias, found.column.name).ColumnRef]] : [],
  );
  return replaced(tree, replacements);
}

interface Reference {
  readonly ref: ColumnRef;
  readonly found: Found;
  readonly item: FromItem;
}

/** References of a tree to items that do not stand inside it. */
export function freeReferences(statement: ParsedStatement, tree: unknown): readonly Reference[] {
  const inside = blocksInside(statement, tree);
  return allOf(tree, 'ColumnRef').flatMap((ref) => {
    const found = statement.found.get(ref);
    const item = found?.kind === 'column' ? found.column.item : found?.kind === 'row' ? found.item : undefined;
    return found && item && !inside.has(item.of) ? [{ ref, found, item }] : [];
  });
}

/** A tree in which an item of FROM has another alias, and all that reads it follows. */
export function withAlias<T>(statement: ParsedStatement, tree: T, item: FromItem, alias: string): T {
  const range = as(item.node, 'RangeVar');
  const derived = as(item.node, 'RangeSubselect');
  const renamed: Node | undefined = range
    ? { RangeVar: { ...range, alias: { ...range.alias, aliasname: alias } } }
    : derived && { RangeSubselect: { ...derived, alias: { ...derived.alias, aliasname: alias } } };
  const references = allOf(tree, 'ColumnRef').flatMap((ref): Replacement[] => {
    const found = statement.found.get(ref);
    if (found?.kind === 'column' && found.column.item === item) {
      return [[ref, columnNode(alias, found.column.name).ColumnRef]];
    }
    if (found?.kind !== 'row' || found.item !== item) return [];
    const fields = strings(ref.fields).length === ref.fields?.length ? [name(alias)] : [name(alias), { A_Star: {} }];
    return [[ref, { fields }]];
  });
  return replaced(tree, renamed ? [[item.node, renamed], ...references] : references);
}
