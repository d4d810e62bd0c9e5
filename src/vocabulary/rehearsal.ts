import { z } from 'zod';

/** A lock that a statement was seen to hold. */
export const ObservedLock = z
  .object({
    /** "app.orders", or the index. */
    relation: z.string(),
    /** The engine's own word: "AccessExclusiveLock". */
    mode: z.string(),
    /** What other sessions cannot do meanwhile. */
    blocks: z.enum(['reads and writes', 'writes', 'other changes of the schema', 'nothing']),
  })
  .readonly();
export type ObservedLock = z.infer<typeof ObservedLock>;

/** What one statement was seen to do in a twin. */
export const RehearsedStep = z
  .object({
    statement: z.string(),
    /** The server refused it. */
    error: z.object({ code: z.string().optional(), message: z.string() }).optional(),
    locks: z.array(ObservedLock),
    /** Tables whose file was written anew. */
    rewrites: z.array(z.string()),
    /** Tables read from end to end. */
    scans: z.array(z.string()),
    /** Indexes that were built or built anew. */
    built: z.array(z.string()),
    milliseconds: z.number(),
    /** What could not be observed, one sentence each. */
    unknown: z.array(z.string()).default([]),
  })
  .readonly();
export type RehearsedStep = z.infer<typeof RehearsedStep>;

export const Rehearsal = z.object({ steps: z.array(RehearsedStep), completed: z.boolean() }).readonly();
export type Rehearsal = z.infer<typeof Rehearsal>;
