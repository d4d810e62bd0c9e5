import { z } from 'zod';

/**
 * One way in which the application reads. From it come the statement that is planned in the proof, and an index where
 * none serves it yet. Names are those of attributes and references.
 */
export const AccessPattern = z
  .strictObject({
    /** "open orders of a customer, newest first". */
    name: z.string(),
    entity: z.string(),
    /** Compared by =. */
    by: z.array(z.string()).default([]),
    /** Compared by >= and <. */
    range: z.string().optional(),
    /** A condition with literals, SQL over the entity's columns: it becomes a partial index's predicate. */
    where: z.string().optional(),
    /** Attribute in which words are looked for. */
    search: z.string().optional(),
    /** Newest first: `-placed_at`. */
    order: z.array(z.string()).default([]),
    limit: z.int().positive().optional(),
    /** What is read; all columns unless told. */
    reads: z.array(z.string()).optional(),
    /** Calls a second at the usual hour. */
    perSecond: z.number().positive().optional(),
    /** The statement itself, where it is more than this can say: joins, sums. PostgreSQL, with $1, $2 …. */
    sql: z.string().optional(),
  })
  .readonly();
export type AccessPattern = z.infer<typeof AccessPattern>;
