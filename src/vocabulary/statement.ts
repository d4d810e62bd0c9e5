import { z } from 'zod';

/**
 * One statement in the engine's own language, as `spell` writes it, with all that the executor must know to carry it
 * out safely and to resume after a crash.
 */
export const Statement = z
  .object({
    text: z.string(),
    /** May it run inside a transaction? CREATE INDEX CONCURRENTLY may not. */
    transactional: z.boolean(),
    /** A query giving one boolean: is the intended state there already? */
    done: z.string().optional(),
    /** A query giving one boolean: is another session at it right now? Then it is waited for, not got in the way of. */
    underway: z.string().optional(),
    /** A query giving one boolean: was it left half-done (an INVALID index)? */
    broken: z.string().optional(),
    /** Cleans up what a half-done run left. */
    repair: z.string().optional(),
    /** Takes it back. */
    undo: z.string().optional(),
    /** What it locks and how long it may take, in words. */
    note: z.string().optional(),
  })
  .readonly();
export type Statement = z.infer<typeof Statement>;
