import { z } from 'zod';

/** One statement of a workload, its values left out, with what all its executions took together. */
export const WorkloadStatement = z
  .object({
    /** The server's query identifier; the same statement of another role has the same. */
    id: z.string().optional(),
    /** As the server normalized it: values are $1, $2 … */
    text: z.string(),
    user: z.string().optional(),
    /** false: run inside of a function. */
    toplevel: z.boolean().default(true),
    calls: z.number(),
    rows: z.number(),
    /** Execution alone; planning is apart, and only where the server tracks it. */
    milliseconds: z.object({
      total: z.number(),
      mean: z.number(),
      /** Since the least and the most were last reset. */
      min: z.number().optional(),
      max: z.number().optional(),
      deviation: z.number().optional(),
    }),
    planning: z.object({ plans: z.number(), totalMs: z.number() }).optional(),
    /** 8-kB blocks, over all calls. */
    blocks: z.object({
      sharedHit: z.number(),
      sharedRead: z.number(),
      sharedDirtied: z.number(),
      sharedWritten: z.number(),
      tempRead: z.number(),
      tempWritten: z.number(),
    }),
    /** Where the server times I/O (track_io_timing). */
    io: z.object({ readMs: z.number(), writeMs: z.number() }).optional(),
    wal: z.object({ records: z.number(), fullPageImages: z.number(), bytes: z.number() }).optional(),
    /** When counting of this statement began (17 and later). */
    since: z.string().optional(),
  })
  .readonly();
export type WorkloadStatement = z.infer<typeof WorkloadStatement>;

const Share = z.object({ statements: z.number(), calls: z.number(), milliseconds: z.number() });

/** What a database has to do, by its own account. All texts are untrusted. */
export const Workload = z
  .object({
    /** "pg_stat_statements 1.12". */
    origin: z.string(),
    /** When counting began, where the server tells. */
    since: z.string().optional(),
    /** How often statements were forgotten because there were more than the server keeps. */
    forgotten: z.number().optional(),
    /** Those that took the most time come first. */
    statements: z.array(WorkloadStatement),
    /** Not among `statements`: transaction control, settings and EXPLAIN; reading of the catalogs, as dbwright does it too; and what the role may not see. */
    leftOut: z.object({ session: Share, catalog: Share, hidden: Share }),
    /** What could not be read or weakens it, one sentence each. */
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Workload = z.infer<typeof Workload>;
