import { z } from 'zod';

/** What the server counted of itself since `since`: pg_stat_database, the checkpointer, the background writer, WAL, I/O. */
export const Counters = z
  .object({
    /** Of the database's counters; each group below may have a later one. */
    since: z.string().optional(),
    until: z.string(),
    database: z.object({
      bytes: z.number(),
      backends: z.number(),
      commits: z.number(),
      rollbacks: z.number(),
      blocksRead: z.number(),
      blocksHit: z.number(),
      tempFiles: z.number(),
      tempBytes: z.number(),
      deadlocks: z.number(),
      sessions: z.number().optional(),
    }),
    checkpoints: z
      .object({
        since: z.string().optional(),
        timed: z.number(),
        requested: z.number(),
        buffersWritten: z.number(),
        /** Buffers that backends had to write themselves. */
        backendWrites: z.number().optional(),
        cleanerWrites: z.number().optional(),
        /** How often the background writer stopped as it had written too many. */
        cleanerStops: z.number().optional(),
      })
      .optional(),
    wal: z
      .object({
        since: z.string().optional(),
        bytes: z.number(),
        records: z.number(),
        fullPageImages: z.number(),
        /** How often the WAL buffers were full. */
        buffersFull: z.number(),
      })
      .optional(),
    /** What they do is told only to who may see other roles' sessions. */
    connections: z
      .object({ now: z.number(), active: z.number().optional(), idleInTransaction: z.number().optional() })
      .optional(),
    /** All databases of the server together, bytes. */
    clusterBytes: z.number().optional(),
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Counters = z.infer<typeof Counters>;
