import { z } from 'zod';
import { Execution } from './traced-statement.ts';

/** A statement that one session ran many times in a row with other values: once per row of something. */
export const RepeatedStatement = z
  .object({
    /** read: N+1 queries where one does; write: one row at a time where one statement writes them all. */
    kind: z.enum(['read', 'write']),
    fingerprint: z.string(),
    /** Values as $1, $2 … */
    normalized: z.string(),
    /** Rows of repetition; one is a request, or what looks like one. */
    bursts: z.number(),
    /** Executions in a burst. */
    repeats: z.object({ median: z.number(), max: z.number(), total: z.number() }),
    /** Of these executions, as the server timed them; absent where the log tells no times. */
    milliseconds: z.object({ total: z.number(), mean: z.number() }).optional(),
    /** Of the time of all statements that were read, 0 … 1. */
    share: z.number().optional(),
    /** Where the first burst starts. */
    first: z.object({ at: z.string().optional(), session: z.string().optional(), line: z.number() }),
    /** The statement before it, whose rows it is likely run for. */
    parent: z.object({ fingerprint: z.string(), normalized: z.string(), execution: Execution }).optional(),
    /** Others that are run in turns with the parent: the rows can be theirs. */
    others: z.array(z.object({ fingerprint: z.string(), normalized: z.string(), execution: Execution })).default([]),
    /** Shapes that are repeated in the same loop. */
    beside: z.array(z.string()),
    /** A few executions of the first burst, with different values. */
    executions: z.array(Execution),
  })
  .readonly();
export type RepeatedStatement = z.infer<typeof RepeatedStatement>;

/** What the executions that were read repeat. */
export const RepeatedStatements = z
  .object({
    repeated: z.array(RepeatedStatement),
    /** Executions that were looked at, and their sessions. */
    executions: z.number(),
    sessions: z.number(),
    /** Statements that do not parse. */
    unparsed: z.number(),
    /** Of all executions; absent where the log tells no times. */
    milliseconds: z.number().optional(),
    /** Repetition that is none of it, by what it is: pages, polling, batches, other requests … */
    decoys: z.record(z.string(), z.number()),
    /** What weakens the answer, one sentence each. */
    notes: z.array(z.string()),
  })
  .readonly();
export type RepeatedStatements = z.infer<typeof RepeatedStatements>;
