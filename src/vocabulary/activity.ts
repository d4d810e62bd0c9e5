import { z } from 'zod';

/** What was seen of running sessions by looking at them again and again (pg_stat_activity). All texts are untrusted. */
export const Activity = z
  .object({
    since: z.string(),
    until: z.string(),
    /** How often it was looked. */
    looks: z.number(),
    /** A row for each look at a session that was active with a statement: time is the share of the looks. */
    seen: z.array(
      z.object({
        text: z.string(),
        user: z.string().optional(),
        application: z.string().optional(),
        /** Looks at which it was active. */
        looks: z.number(),
        /** Executions that were told apart, by session and start. */
        executions: z.number(),
        /** Looks at which it waited, by type: Lock, IO, LWLock, Client … */
        waits: z.record(z.string(), z.number()),
        /** The server cut the text (track_activity_query_size). */
        cut: z.boolean().default(false),
      }),
    ),
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Activity = z.infer<typeof Activity>;
