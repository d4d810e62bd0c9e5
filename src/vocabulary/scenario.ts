import { z } from 'zod';

const statements = z.union([z.string(), z.array(z.string())]);

/**
 * What the database must refuse or accept: plain INSERT, UPDATE and DELETE in the words that all dialects have, run
 * as one transaction after the model's fixture and then taken back.
 */
export const Scenario = z
  .strictObject({
    /** "a refund above its payment". */
    says: z.string(),
    /** Run before it, each of which must be accepted. */
    given: z.array(z.string()).default([]),
    /** The last statement, or the commit, must fail. */
    refuse: statements.optional(),
    accept: statements.optional(),
    /** Two sessions, each one transaction, at the same time: at most one of them may succeed. */
    race: z.tuple([statements, statements]).optional(),
    /** Refused in these dialects only, since the others have no means for it. */
    only: z.array(z.string()).optional(),
  })
  .readonly();
export type Scenario = z.infer<typeof Scenario>;
