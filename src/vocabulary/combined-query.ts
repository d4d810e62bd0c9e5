import { z } from 'zod';

/**
 * One statement that gives what a statement gave in many executions.
 * any: `= any($1)`; lateral: one sub-query per key; group: GROUP BY the key; join, json: together with the statement
 * whose rows they were run for.
 */
export const CombinedQuery = z
  .object({
    form: z.enum(['any', 'lateral', 'group', 'join', 'json']),
    text: z.string(),
    /** How it is used in place of the loop, one or two sentences. */
    what: z.string(),
    /** What it must be equal to: the executions one after the other, in one statement. */
    specification: z.string(),
    /** What is compared in its place: the order inside of a value does not count where the executions ask for none. */
    compared: z.string().optional(),
    /** What the caller must know, where a result looks different from the executions put together. */
    contract: z.string().optional(),
    /** What it rests on, one sentence each. */
    preconditions: z.array(z.string()).default([]),
  })
  .readonly();
export type CombinedQuery = z.infer<typeof CombinedQuery>;
