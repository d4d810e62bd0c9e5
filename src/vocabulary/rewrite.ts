import { z } from 'zod';
import { ResolvedQuery } from './resolved-query.ts';

/**
 * What a rewrite promises. equivalent: the same bag of rows in every database that keeps the constraints named.
 * changes-contract: the caller must change with it (offset to keyset, `*` to columns). style: easier to read, no gain claimed.
 */
export const RewriteClass = z.enum(['equivalent', 'changes-contract', 'style']);
export type RewriteClass = z.infer<typeof RewriteClass>;

/** Another way to write a statement: a candidate, until it is compared. */
export const Rewrite = z
  .object({
    /** Which rewrite, the name of its file and page: "not-in-to-not-exists". Several in turn: "a, then b". */
    rule: z.string(),
    class: RewriteClass,
    /** The whole statement anew. */
    text: z.string(),
    /** What was done, one sentence. */
    what: z.string(),
    /** Why that can be faster or safer, one sentence. */
    why: z.string(),
    /** What it rests on, read from the catalog: "orders.user_id is NOT NULL", "users_pkey makes users.id unique". */
    preconditions: z.array(z.string()),
    /** ORDER BY decides the order of all rows, so the order is compared too. */
    ordered: z.boolean().default(false),
    /** changes-contract: what the caller must do differently. */
    contract: z.string().optional(),
    /**
     * changes-contract: how the two are compared all the same. pages: all pages of the one, put together, against the
     * other's; columns: only the columns that both have.
     */
    compared: z.enum(['rows', 'pages', 'columns', 'not']).default('rows'),
    /** `compared: 'pages'`: both ways to turn pages, with the size of a page as a parameter, so that small pages can be tried. */
    keyset: z
      .object({
        /** The first statement with its LIMIT and OFFSET as parameters of these numbers. */
        offset: z.object({ text: z.string(), limit: z.number(), offset: z.number() }),
        /** Reads the first page of the new form: it has no condition on the key. */
        first: z.object({ text: z.string(), limit: z.number() }),
        /** Reads the page behind a row: `keys` says which parameter takes which column (from 0) of the last row read. */
        next: z.object({
          text: z.string(),
          limit: z.number(),
          keys: z.array(z.object({ parameter: z.number(), column: z.number() })),
        }),
      })
      .optional(),
  })
  .readonly();
export type Rewrite = z.infer<typeof Rewrite>;

/** A candidate with its names resolved, so that indexes can be thought of for it. */
export const ResolvedRewrite = z.object({ rewrite: Rewrite, query: ResolvedQuery }).readonly();
export type ResolvedRewrite = z.infer<typeof ResolvedRewrite>;
