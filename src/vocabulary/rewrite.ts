import { z } from 'zod';

/**
 * What a rewrite promises. equivalent: the same bag of rows in every database that keeps the constraints named.
 * changes-contract: the caller must change with it (offset to keyset, `*` to columns). style: easier to read, no gain claimed.
 */
export const RewriteClass = z.enum(['equivalent', 'changes-contract', 'style']);
export type RewriteClass = z.infer<typeof RewriteClass>;

/** Another way to write a statement: a candidate, until it is compared. */
export const Rewrite = z
  .object({
    /** Which rewrite, the name of its file and page: "not-in-to-not-exists". */
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
  })
  .readonly();
export type Rewrite = z.infer<typeof Rewrite>;
