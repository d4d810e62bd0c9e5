import { z } from 'zod';

/** A statement as the user wrote it, with the values for its $1, $2 … as texts. Literals are never altered. */
export const QueryText = z
  .object({
    text: z.string(),
    /** Keys are the parameter numbers: { "1": "42" }. Those not given are planned generically. */
    parameters: z.record(z.string(), z.string()).default({}),
  })
  .readonly();
export type QueryText = z.infer<typeof QueryText>;
