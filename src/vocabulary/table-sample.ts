import { z } from 'zod';

/** Some rows of a table, or all of them, for judgements that only the data can give. Everything in it is untrusted text. */
export const TableSample = z
  .object({
    schema: z.string(),
    table: z.string(),
    columns: z.array(z.string()),
    /** Values in the order of `columns`, as the server prints them; a value of more than a kilobyte is left out as NULL. */
    rows: z.array(z.array(z.string().nullable())),
    /** These are all rows of the table. */
    whole: z.boolean(),
    /** Columns of which long values were left out: nothing can be told of them. */
    cut: z.array(z.string()).default([]),
  })
  .readonly();
export type TableSample = z.infer<typeof TableSample>;
