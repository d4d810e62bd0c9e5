import type { Node, SelectStmt } from '@pgsql/types';
import type { ColumnUse, JoinCondition } from '#vocabulary/resolved-query.ts';

/** A column that a FROM item offers. `node` is bound: it stands for the column wherever its name is written. */
export interface OutputColumn {
  readonly name: string;
  readonly node: Node;
  /** What is read when this column is. */
  readonly uses: readonly ColumnUse[];
}

/** One named thing in a FROM clause. */
export interface FromItem {
  readonly alias: string;
  /** Where it can also be written as schema.table.column. */
  readonly schema?: string | undefined;
  readonly relation: number;
  readonly columns: readonly OutputColumn[];
  /** It may have columns that are not listed: a table outside the schema, a function of unknown result. */
  readonly open: boolean;
  /** A table, which also has ctid, xmin … */
  readonly system: boolean;
}

/** What a FROM clause, or one arm of a join, makes visible. */
export interface Namespace {
  /** By unqualified name, in the order of `*`; a USING column stands here once. */
  readonly columns: readonly OutputColumn[];
  /** By qualified name. */
  readonly items: readonly FromItem[];
}

export interface CommonTable {
  readonly name: string;
  /** Inlined: resolved anew where it is referenced. */
  readonly inline?: {
    readonly query: SelectStmt;
    readonly outer: Scope | undefined;
    readonly aliases: readonly string[];
  };
  /** A fence: resolved once; its columns' names. */
  readonly columns?: readonly OutputColumn[];
  readonly open?: boolean;
}

/** The query block that a FROM clause belongs to; `outer` is the enclosing query. */
export interface FromPlace {
  readonly commonTables: readonly CommonTable[];
  readonly block: number;
  /** Relations with a smaller id belong to an outer query. */
  readonly firstRelation: number;
  readonly correlation: JoinCondition['kind'];
  readonly outer: Scope | undefined;
}

/** What can be seen from one place of the text. */
export interface Scope extends FromPlace {
  readonly namespace: Namespace;
  /** What the select list calls by a name of its own, where the dialect lets conditions see that. */
  readonly outputs?: ReadonlyMap<string, Node> | undefined;
}

export const emptyNamespace: Namespace = { columns: [], items: [] };

export function joinNamespaces(left: Namespace, right: Namespace): Namespace {
  return { columns: [...left.columns, ...right.columns], items: [...left.items, ...right.items] };
}

export function scopeOf(place: FromPlace, namespace: Namespace): Scope {
  return { ...place, namespace };
}

export function findCommonTable(scope: Scope | undefined, name: string): CommonTable | undefined {
  for (let at = scope; at; at = at.outer) {
    const found = at.commonTables.findLast((table) => table.name === name);
    if (found) return found;
  }
  return undefined;
}

/**
 * A resolved column in a tree: relation id and column where the parser has names. Trees stay plain data, can be cloned
 * and printed for any relation, and a name that was not resolved cannot be mistaken for one that was.
 */
export function boundColumn(use: ColumnUse): Node {
  return { ColumnRef: { fields: [{ Integer: { ival: use.relation } }, { String: { sval: use.column } }] } };
}

/** A whole row of a relation. */
export function boundRow(relation: number): Node {
  return { ColumnRef: { fields: [{ Integer: { ival: relation } }, { A_Star: {} }] } };
}

/** The column that a tree is, where it is nothing but one. */
export function asBoundColumn(node: Node | undefined): ColumnUse | undefined {
  if (!node || !('ColumnRef' in node)) return undefined;
  const [relation, column] = node.ColumnRef.fields ?? [];
  if (!relation || !column || !('Integer' in relation) || !('String' in column)) return undefined;
  return { relation: relation.Integer.ival ?? 0, column: column.String.sval ?? '' };
}

/** The relation whose whole row a tree is. */
export function asBoundRow(node: Node | undefined): number | undefined {
  if (!node || !('ColumnRef' in node)) return undefined;
  const [relation, star] = node.ColumnRef.fields ?? [];
  return relation && star && 'Integer' in relation && 'A_Star' in star ? (relation.Integer.ival ?? 0) : undefined;
}
