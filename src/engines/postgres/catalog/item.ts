import type { CatalogGrant } from '#vocabulary/catalog.ts';
import { postgresParts } from '#vocabulary/postgres-parts.ts';

export type { SequenceOptions } from '#vocabulary/postgres-parts.ts';

export type Kind = keyof typeof postgresParts;
export type Parts<K extends Kind> = ReturnType<(typeof postgresParts)[K]['parse']>;

type AnyItem = {
  readonly [Each in Kind]: {
    readonly kind: Each;
    readonly identity: string;
    readonly parts: Readonly<Parts<Each>>;
    readonly comment?: string | undefined;
    readonly grants: readonly CatalogGrant[];
    readonly dependsOn: readonly string[];
  };
}[Kind];

/** A thing of PostgreSQL's catalog. */
export type Item<K extends Kind = Kind> = Extract<AnyItem, { readonly kind: K }>;

/** `kind identity`: what one item calls another. */
export function keyOf(item: { readonly kind: string; readonly identity: string }): string {
  return `${item.kind} ${item.identity}`;
}

export function isKind(kind: string): kind is Kind {
  return kind in postgresParts;
}

export function parseParts<K extends Kind>(kind: K, value: unknown): Parts<K> {
  return postgresParts[kind].parse(value) as Parts<K>;
}
