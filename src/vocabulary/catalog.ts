import { z } from 'zod';

/** A right that somebody other than the owner was given. */
export const CatalogGrant = z
  .object({
    /** The role, unquoted; absent: everybody (PUBLIC). */
    grantee: z.string().optional(),
    /** "SELECT", "EXECUTE" … */
    privilege: z.string(),
    /** It may be passed on. */
    grantable: z.boolean(),
  })
  .readonly();
export type CatalogGrant = z.infer<typeof CatalogGrant>;

/**
 * One thing that a database's catalog holds: a table, a column, a default, a policy. What it is made of (`parts`) is
 * the engine's own affair: others carry it and compare it.
 */
export const CatalogItem = z
  .object({
    /** "table", "column", "foreign-key" … */
    kind: z.string(),
    /** Quoted and qualified as SQL needs it, with the types of a function's arguments; one of its kind: `public.f(integer)`. */
    identity: z.string(),
    parts: z.record(z.string(), z.unknown()),
    comment: z.string().optional(),
    grants: z.array(CatalogGrant),
    /** Keys (`kind identity`) of what must be there first, sorted. */
    dependsOn: z.array(z.string()),
  })
  .readonly();
export type CatalogItem = z.infer<typeof CatalogItem>;

/** What a database holds, to be compared with what another one holds. Owners and rows are no part of it. */
export const Catalog = z
  .object({
    engine: z.string(),
    /** Of the server that it was read from. */
    major: z.number().int(),
    objects: z.array(CatalogItem),
    /** What is there and was not read, one sentence each: two catalogs cannot be called the same where this holds any. */
    unread: z.array(z.string()),
  })
  .readonly();
export type Catalog = z.infer<typeof Catalog>;
