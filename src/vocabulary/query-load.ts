import { z } from 'zod';
import { LogSummary } from './logged-statement.ts';
import { RepeatedStatements } from './repeated-statement.ts';
import { WorkloadStatement } from './workload.ts';

/** One text with values that stands for a share of a statement's calls. */
export const LoadSample = z
  .object({
    text: z.string(),
    /** Values of its $1, $2 … by number; never NULL. */
    parameters: z.record(z.string(), z.string()).default({}),
    /** Of the statement's calls, 0 … 1; the shares of one statement sum to 1. */
    share: z.number(),
    /**
     * Where the values come from: seen in a log or in a running session, written in a file of SQL, given by the user, or
     * taken from the statistics as a common, a middling or a rare one. unknown: none could be had, planned generically.
     */
    from: z.enum(['logged', 'running', 'written', 'given', 'common', 'median', 'rare', 'unknown']),
    /** "orders.status = 'open'", where a value was chosen. */
    words: z.string().optional(),
  })
  .readonly();
export type LoadSample = z.infer<typeof LoadSample>;

/** Executions of a statement whose plans had one shape, as auto_explain logged them. */
export const LoadPlan = z
  .object({
    /** Equal for equal shapes. */
    shape: z.string(),
    executions: z.number(),
    milliseconds: z.object({ mean: z.number(), max: z.number() }).optional(),
    /** The first one as it was logged. */
    text: z.string(),
  })
  .readonly();
export type LoadPlan = z.infer<typeof LoadPlan>;

/** One statement of the load, its values left out, with all that its executions took together. */
export const LoadStatement = z
  .object({
    fingerprint: z.string(),
    /** Values as $1, $2 … */
    normalized: z.string(),
    role: z.enum(['read', 'write', 'other']),
    /** counted: pg_stat_statements; logged; written: a file of SQL; running: seen in pg_stat_activity. */
    from: z.array(z.enum(['counted', 'logged', 'written', 'running'])),
    /** Executions; of a file of SQL how often it stands there. */
    calls: z.number(),
    /** Execution, over all calls; absent where nothing timed them. */
    milliseconds: z
      .object({ total: z.number(), mean: z.number(), max: z.number().optional(), deviation: z.number().optional() })
      .optional(),
    /** What the server counted beside the time. */
    counted: WorkloadStatement.unwrap()
      .pick({ rows: true, planning: true, blocks: true, io: true, wal: true })
      .optional(),
    samples: z.array(LoadSample),
    /** More than one: the plan flips. */
    plans: z.array(LoadPlan).default([]),
    users: z.array(z.string()).default([]),
    applications: z.array(z.string()).default([]),
    /** Where it stands in a file of SQL, from line 1. */
    place: z.object({ file: z.string(), line: z.number() }).optional(),
  })
  .readonly();
export type LoadStatement = z.infer<typeof LoadStatement>;

/** What a database has to do, by all sources that were given together. All texts are untrusted. */
export const QueryLoad = z
  .object({
    /** Those that take the most time first, then those called most. */
    statements: z.array(LoadStatement),
    /** "pg_stat_statements 1.12", "postgresql.log", "app.sql". */
    origins: z.array(z.string()),
    /** The time that the figures are of, where it is known. */
    window: z.object({ since: z.string(), until: z.string(), seconds: z.number() }).optional(),
    /** Time and calls of all that was seen, and of what is not among `statements`, by what it is. */
    total: z.object({ calls: z.number(), milliseconds: z.number().optional() }),
    leftOut: z.array(
      z.object({
        why: z.enum(['session', 'catalog', 'hidden', 'unparsed', 'other', 'rare', 'failed']),
        statements: z.number(),
        calls: z.number(),
        milliseconds: z.number(),
      }),
    ),
    /** Statements that a log or a file repeats once per row. */
    repeats: RepeatedStatements.optional(),
    files: z.array(z.object({ name: z.string(), statements: z.number(), summary: LogSummary.optional() })).default([]),
    /** What could not be read or weakens it, one sentence each. */
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type QueryLoad = z.infer<typeof QueryLoad>;
