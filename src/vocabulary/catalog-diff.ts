import { z } from 'zod';

/** A statement on the way from one catalog to another. */
export const DiffStatement = z
  .object({
    text: z.string(),
    /** For people: `table public.orders`. */
    of: z.string(),
    kind: z.enum(['create', 'alter', 'drop', 'rename']),
    /** false: what follows may need it committed, so it stands outside of a transaction. */
    transactional: z.boolean(),
  })
  .readonly();
export type DiffStatement = z.infer<typeof DiffStatement>;

/** An answer: what one catalog has is in the other under another name; `to` null: it is gone, and what came is new. */
export const Rename = z
  .object({
    kind: z.enum(['table', 'column', 'view', 'type', 'sequence', 'schema']),
    /** Identities: `public.orders.total`. */
    from: z.string(),
    to: z.string().nullable(),
  })
  .readonly();
export type Rename = z.infer<typeof Rename>;

/** Something went and something alike came: only people know whether it is the same. */
export const RenameQuestion = z
  .object({
    kind: Rename.unwrap().shape.kind,
    from: z.string(),
    to: z.string(),
    /** How alike they are, 0 … 1. */
    score: z.number(),
    /** What speaks for it, one sentence. */
    why: z.string(),
  })
  .readonly();
export type RenameQuestion = z.infer<typeof RenameQuestion>;

/** What leads from one catalog to another. */
export const CatalogDiff = z
  .object({
    /** In the order in which they run; empty while a question of `renames` is open or the order cannot be told. */
    up: z.array(DiffStatement),
    renames: z.array(RenameQuestion),
    /** Data that `up` would lose, one sentence each. */
    losses: z.array(z.string()),
    /** Differences that `up` does not make, and what was not compared, one sentence each. */
    unsupported: z.array(z.string()),
  })
  .readonly();
export type CatalogDiff = z.infer<typeof CatalogDiff>;
