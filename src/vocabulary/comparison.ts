import { z } from 'zod';

/** A small database in which two statements gave other rows. */
export const Counterexample = z
  .object({
    tables: z.array(
      z.object({
        /** "app.orders". */
        name: z.string(),
        columns: z.array(z.string()),
        /** Values as the server prints them; null is NULL. */
        rows: z.array(z.array(z.string().nullable())),
      }),
    ),
    /** Values that stood for $1, $2 …, where there are any. */
    parameters: z.record(z.string(), z.string().nullable()).default({}),
    /** Settings of the session that it takes to see it: { "TimeZone": "Europe/Berlin" }. */
    settings: z.record(z.string(), z.string()).optional(),
    /** What each statement gave there; an error is one sentence. */
    before: z.union([z.array(z.array(z.string().nullable())), z.string()]),
    after: z.union([z.array(z.array(z.string().nullable())), z.string()]),
  })
  .readonly();
export type Counterexample = z.infer<typeof Counterexample>;

/** Do two statements give the same rows? What was seen on many small databases that keep every constraint. */
export const Comparison = z
  .object({
    verdict: z.enum(['same', 'differs', 'unknown']),
    /** Which server ran them: "PostgreSQL 18.4 (native)". */
    by: z.string().optional(),
    /** Databases on which both were run. */
    databases: z.number(),
    /** Of these, the ones in which the first gave at least one row: the others show little. */
    withRows: z.number(),
    counterexample: Counterexample.optional(),
    /** Why it is unknown, and what weakens the answer, one sentence each. */
    notes: z.array(z.string()).default([]),
  })
  .readonly();
export type Comparison = z.infer<typeof Comparison>;
