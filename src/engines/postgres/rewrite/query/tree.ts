import type { Node } from '#engines/postgres/rewrite/parse.ts';
import { walkTree } from '#engines/sql/resolve/print.ts';

/**
 * A parse tree is plain data: `{ SelectStmt: { targetList: [{ ResTarget: {…} }] } }`. It is never changed, only copied
 * with parts replaced, so a node is known by its identity.
 */

type KindOf<T> = T extends T ? keyof T : never;
export type Kind = KindOf<Node>;
type Bodies = { [K in Kind]: Extract<Node, Readonly<Record<K, unknown>>> extends Record<K, infer B> ? B : never };
export type Body<K extends Kind> = Bodies[K];

/** What is in a node of this kind: `as(node, 'ColumnRef')?.fields`. undefined: the node is of another kind. */
export function as<K extends Kind>(node: Node | undefined, kind: K): Body<K> | undefined {
  return node !== undefined && kind in node ? (Reflect.get(node, kind) as Body<K> | undefined) : undefined;
}

/** Every node of this kind in the tree, outermost first; sub-queries too, unless they are left out. */
export function allOf<K extends Kind>(
  tree: unknown,
  kind: K,
  options?: { readonly below: 'here' },
): readonly Body<K>[] {
  const found: Body<K>[] = [];
  walkTree(tree, (node) => {
    const body = as(node, kind);
    if (body !== undefined) found.push(body);
    return !(options?.below === 'here' && 'SubLink' in node);
  });
  return found;
}

/** The first node that passes, outermost first; sub-queries too. */
export function findNode(tree: unknown, passes: (node: Node) => boolean): Node | undefined {
  let found: Node | undefined;
  walkTree(tree, (node) => {
    if (found === undefined && passes(node)) found = node;
    return found === undefined;
  });
  return found;
}

/** The strings of a list of String nodes: `["app", "f"]`. */
export function strings(list: readonly Node[] | undefined): readonly string[] {
  return (list ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

/** The text of a string literal. */
export function fixedText(node: Node | undefined): string | undefined {
  const literal = as(node, 'A_Const');
  return literal && !literal.isnull && literal.sval ? (literal.sval.sval ?? '') : undefined;
}

/** Old part (a node or its body) and what stands there instead; undefined takes it out of its list or field. */
export type Replacement = readonly [old: object, instead: object | undefined];

/** A copy of the tree with these parts replaced. The new parts are not looked into. */
export function replaced<T>(tree: T, replacements: readonly Replacement[]): T {
  return copy(tree, new Map(replacements)) as T;
}

function copy(value: unknown, instead: ReadonlyMap<object, object | undefined>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (instead.has(value)) return instead.get(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => copy(item, instead));
    return items.every((item, at) => item === value[at]) ? value : items.filter((item) => item !== undefined);
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, copy(inner, instead)] as const);
  if (entries.every(([key, inner]) => inner === Reflect.get(value, key))) return value;
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}
