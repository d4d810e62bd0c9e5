import { z } from 'zod';

/** What rows are made up by, beside the schema and stated volumes: the same recipe gives the same rows, to the byte. */
export const RowRecipe = z
  .object({
    /** All tables together, about. */
    rows: z.number(),
    seed: z.number(),
    /** Rows of single tables by name. */
    tables: z.record(z.string(), z.number()).optional(),
    /** Rows as they are when they are new. */
    initial: z.boolean().optional(),
    /** Triggers of the user's own do not fire while the rows are loaded. */
    withoutTriggers: z.boolean().optional(),
    /** Milliseconds; nothing is created later. */
    today: z.number().optional(),
    /** Numbers of the rows that a server refused when they were tried, by table. */
    leftOut: z.record(z.string(), z.array(z.number())),
  })
  .readonly();
export type RowRecipe = z.infer<typeof RowRecipe>;
