import { type Item, isKind, type Kind, keyOf, parseParts } from '#engines/postgres/catalog/item.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import type { Catalog, CatalogItem } from '#vocabulary/catalog.ts';

/** One of two catalogs that are compared: its items by their keys, and those of each kind. */
export interface Side extends ReadonlyMap<string, Item> {
  readonly ofKind: ReadonlyMap<Kind, readonly Item[]>;
}

/** Two catalogs, and the server on which the way from one to the other is gone. */
export interface Sides {
  readonly from: Side;
  readonly to: Side;
  readonly major: number;
  /** Of `to`: see sharedNotNulls. */
  readonly shared: ReadonlySet<string>;
}

/** Names of NOT NULL that several tables of a schema are to have: the server gives each of them once by itself (18). */
export function sharedNotNulls(side: Side): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { parts } of itemsOfKind(side, 'column')) {
    if (parts.notNullConstraint === undefined) continue;
    const name = quoteQualified(parts.schema, parts.notNullConstraint.name);
    if (seen.has(name)) shared.add(name);
    seen.add(name);
  }
  return shared;
}

export function sideOf(catalog: Catalog): Side {
  return makeSide(catalog.objects.map(typed));
}

export function makeSide(items: readonly Item[]): Side {
  const ofKind = new Map<Kind, Item[]>();
  for (const item of items) {
    const list = ofKind.get(item.kind);
    if (list) list.push(item);
    else ofKind.set(item.kind, [item]);
  }
  return Object.assign(new Map(items.map((item) => [keyOf(item), item])), { ofKind });
}

function typed(item: CatalogItem): Item {
  if (!isKind(item.kind)) throw new TypeError(`No such kind of item: ${item.kind}`);
  return { ...item, parts: parseParts<Kind>(item.kind, item.parts) } as Item;
}

export function itemOf<K extends Kind>(side: Side, kind: K, identity: string): Item<K> | undefined {
  const found = side.get(`${kind} ${identity}`);
  return found && isOf(found, kind) ? found : undefined;
}

export function isOf<K extends Kind>(item: Item, kind: K): item is Item<K> {
  return item.kind === kind;
}

export function itemsOfKind<K extends Kind>(side: Side, kind: K): readonly Item<K>[] {
  return (side.ofKind.get(kind) ?? []).filter((item): item is Item<K> => isOf(item, kind));
}

/** The table (or view) that a thing stands on, as identity. */
export function relationOf(item: Item): string | undefined {
  switch (item.kind) {
    case 'column':
    case 'default':
    case 'identity-sequence':
    case 'constraint':
    case 'index':
    case 'trigger':
    case 'rule':
    case 'policy':
      return quoteQualified(item.parts.schema, item.parts.table);
    case 'statistics':
      return quoteQualified(item.parts.tableSchema, item.parts.table);
    case 'partition':
    case 'replica-identity':
    case 'table':
    case 'view':
    case 'materialized-view':
      return item.identity;
    default:
      return undefined;
  }
}
