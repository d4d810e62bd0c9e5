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

const effects = {
  /** On what was there before the statement's transaction; the strongest of each relation, strongest first. */
  locks: z.array(ObservedLock),
  /** Tables whose file was written anew. */
  rewrites: z.array(z.string()),
  /** Tables read from end to end. */
  scans: z.array(z.string()),
  /** Indexes that were built or built anew. */
  built: z.array(z.string()),
  /** What could not be observed, or foreseen, one sentence each. */
  unknown: z.array(z.string()).default([]),
};

/** What a statement does to the relations that are there, and to those who use them. Names are "app.orders". */
export const StatementEffects = z.object(effects).readonly();
export type StatementEffects = z.infer<typeof StatementEffects>;

/** What one statement was seen to do in a twin. */
export const RehearsedStep = z
  .object({
    statement: z.string(),
    /** The server refused it. */
    error: z.object({ code: z.string().optional(), message: z.string() }).optional(),
    ...effects,
    /** What could not be seen at all, so that nothing of it here does not mean there was nothing. */
    unseen: z.array(z.enum(['locks', 'scans'])).optional(),
    milliseconds: z.number(),
    /** WAL written by it, bytes; absent where it could not be told. */
    walBytes: z.number().optional(),
    /** Rows that it changed in tables that were there before its transaction; absent where it changes none. */
    rows: z.number().optional(),
  })
  .readonly();
export type RehearsedStep = z.infer<typeof RehearsedStep>;

export const Rehearsal = z.object({ steps: z.array(RehearsedStep), completed: z.boolean() }).readonly();
export type Rehearsal = z.infer<typeof Rehearsal>;

/** A file of migrations that was run in a twin, where the files before it had left the schema. */
export const FileRehearsal = z
  .object({
    path: z.string(),
    /** One for each statement, in order, up to the first that failed. */
    steps: z.array(RehearsedStep),
    /** All of it ran, and remains. */
    completed: z.boolean(),
    /** Why it, or the rest of it, was not run. */
    unseen: z.string().optional(),
  })
  .readonly();
export type FileRehearsal = z.infer<typeof FileRehearsal>;
