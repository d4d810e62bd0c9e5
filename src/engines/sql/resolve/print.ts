import type { Node } from '@pgsql/types';
import { deparseSync } from 'pgsql-deparser';
import type { ColumnUse } from '#vocabulary/resolved-query.ts';
import { asBoundColumn, asBoundRow } from './scope.ts';
import type { Resolution } from './state.ts';

/**
 * SQL of a bound tree. Columns of `relation` stand unqualified, as an index expression needs them; others under their
 * alias. Empty where the deparser does not know the construct.
 */
export function printFor(resolution: Resolution, node: Node, relation: number | undefined): string {
  const named = mapTree(node, (part) => {
    const use = asBoundColumn(part);
    if (use) return reference(resolution, use, relation);
    const row = asBoundRow(part);
    return row === undefined ? undefined : { ColumnRef: { fields: [name(aliasOf(resolution, row)), { A_Star: {} }] } };
  });
  try {
    return resolution.dialect.spell(deparseSync(named, { newline: ' ', tab: '' }).trim());
  } catch {
    return '';
  }
}

function reference(resolution: Resolution, use: ColumnUse, relation: number | undefined): Node {
  const qualified = use.relation === relation ? [] : [name(aliasOf(resolution, use.relation))];
  return { ColumnRef: { fields: [...qualified, name(use.column)] } };
}

function aliasOf(resolution: Resolution, relation: number): string {
  return resolution.relations[relation]?.alias ?? '?';
}

function name(text: string): Node {
  return { String: { sval: text } };
}

/** A copy of a tree in which `change` has replaced what it gives a node for; those are not entered. */
export function mapTree(node: Node, change: (node: Node) => Node | undefined): Node {
  return change(node) ?? (mapValue(node, change, true) as Node);
}

function mapValue(value: unknown, change: (node: Node) => Node | undefined, entered: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mapValue(item, change, false));
  if (typeof value !== 'object' || value === null) return value;
  if (!entered && isNode(value)) {
    const changed = change(value);
    if (changed) return changed;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapValue(inner, change, false)]));
}

/** Calls `visit` for every node, outermost first; not into what it answers `false` for. */
export function walkTree(value: unknown, visit: (node: Node) => boolean | undefined): void {
  if (Array.isArray(value)) {
    for (const item of value) walkTree(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    if (isNode(value) && visit(value) === false) return;
    for (const inner of Object.values(value)) walkTree(inner, visit);
  }
}

/** Nodes are wrapped in an object whose one key is their kind: `{ ColumnRef: {…} }`. */
function isNode(value: object): value is Node {
  const keys = Object.keys(value);
  return keys.length === 1 && /^[A-Z]/.test(keys[0] ?? '');
}
