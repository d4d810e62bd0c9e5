import { z } from 'zod';

/** What one server did while it carried out its part of a round. */
export const ServerRound = z
  .object({
    seconds: z.number(),
    transactions: z.number(),
    walBytes: z.number(),
    checkpointsRequested: z.number(),
    checkpointsTimed: z.number(),
    /** Counted from 14 on. */
    fullPageImages: z.number().optional(),
    walBuffersFull: z.number().optional(),
    /** Blocks that sessions wrote themselves; before 17 what they added to files is among them. */
    sessionWrites: z.number(),
    tempFiles: z.number(),
    tempBytes: z.number(),
    blocksHit: z.number(),
    blocksRead: z.number(),
  })
  .readonly();
export type ServerRound = z.infer<typeof ServerRound>;

/** The same small workload on several throw-away servers with different settings, in turns. */
export const ServerTrial = z
  .object({
    /** "throw-away servers, PostgreSQL 18.4 (native)". */
    by: z.string(),
    /** They work at the same time, and wait for no client. */
    sessions: z.number(),
    /** Made-up tables and their indexes before the first round, bytes. */
    bytes: z.number(),
    /** In the order of the settings asked for; each has the same rounds. */
    servers: z.array(z.object({ settings: z.record(z.string(), z.string()), rounds: z.array(ServerRound) })),
    /** What was done otherwise than asked for, a sentence each. */
    notes: z.array(z.string()),
  })
  .readonly();
export type ServerTrial = z.infer<typeof ServerTrial>;
