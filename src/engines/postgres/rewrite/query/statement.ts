import type { ColumnRef, Node, SelectStmt, SubLink } from '#engines/postgres/rewrite/parse.ts';
import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

/** A statement with every column reference looked up: what a rewrite sees. Made by `readStatement`. */
export interface ParsedStatement {
  readonly tree: Node;
  readonly schema: DatabaseSchema;
  /** Every SELECT, VALUES and set operation in it, outermost first; not those of a recursive CTE. */
  readonly blocks: readonly Block[];
  /** Those of recursive CTEs, which are left alone. */
  readonly recursive: readonly Block[];
  /** By the body of the ColumnRef node. */
  readonly found: ReadonlyMap<ColumnRef, Found>;
  /** Names that could not be looked up, locks, writes: why nothing is said about this statement. Empty: none. */
  readonly obstacles: readonly string[];
}

/** One SELECT with its own FROM, a VALUES list, or a set operation, whose arms are blocks too. */
export interface Block {
  readonly select: SelectStmt;
  readonly role: 'main' | 'cte' | 'derived' | 'sublink' | 'arm';
  /** The block in whose text it stands. */
  readonly around: Block | undefined;
  /** Where the role is sublink: EXISTS (…), x IN (…), (SELECT …). */
  readonly sublink: SubLink | undefined;
  /** All of its FROM, in the order of the text. */
  readonly items: readonly FromItem[];
  /** The two sides of a set operation. */
  readonly arms: readonly Block[];
  /** What it gives, in order. undefined: it reads `*` of something whose columns are not known. */
  readonly outputs: readonly Output[] | undefined;
  /** What `*` stands for. undefined: not all columns are known. */
  readonly star: readonly VisibleColumn[] | undefined;
}

/** One thing in FROM. */
export interface FromItem {
  readonly alias: string;
  /** query: a derived table or a CTE, which is `block`. */
  readonly kind: 'table' | 'view' | 'query' | 'function' | 'unknown';
  /** RangeVar, RangeSubselect, RangeFunction …: the node in FROM. */
  readonly node: Node;
  /** The block in whose FROM it stands. */
  readonly of: Block;
  readonly table?: Table;
  readonly block?: Block;
  readonly columns: readonly ItemColumn[];
  /** It has, or may have, columns that are not listed. */
  readonly open: boolean;
  /** An outer join fills it with NULLs where nothing matches. */
  readonly nullSide: boolean;
}

/** A column that an item of FROM offers. */
export interface ItemColumn {
  readonly name: string;
  readonly item: FromItem;
  /** From the catalog, where the item is a table. */
  readonly column?: Column;
  /** As the server prints it, where it is known. */
  readonly type?: string;
  /** What gives it, where the item is a query. */
  readonly output?: Output;
}

/** A name that can be written without its table. */
export interface VisibleColumn {
  readonly name: string;
  /** undefined: both sides of FULL JOIN … USING, or of a join with an alias. */
  readonly column: ItemColumn | undefined;
}

/** A column that a block gives. */
export interface Output {
  readonly name: string;
  /** The block whose scope `value` is to be read in. */
  readonly block: Block;
  /** Its expression. undefined: it comes from `*`, VALUES or a set operation. */
  readonly value?: Node;
  /** The column that it is, where it is nothing but one. */
  readonly column?: ItemColumn;
}

/** What a ColumnRef stands for. */
export type Found =
  | { readonly kind: 'column'; readonly column: ItemColumn }
  /** `orders` or `orders.*` as a value. */
  | { readonly kind: 'row'; readonly item: FromItem }
  /** ORDER BY, GROUP BY, DISTINCT ON: the name of an output column. */
  | { readonly kind: 'output'; readonly block: Block; readonly at: number }
  /** A column that both sides of FULL JOIN … USING make together. */
  | { readonly kind: 'merged' }
  | { readonly kind: 'unknown'; readonly name: string };
