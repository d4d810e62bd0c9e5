import { z } from 'zod';
import { Report } from '#vocabulary/report.ts';

const verdict = z.enum(['blocks', 'queues', 'free', 'unknown']);

/** One statement, with what it means for those who use the database meanwhile. */
export const CheckedStep = z.object({
  file: z.string(),
  line: z.number(),
  statement: z.string(),
  /** blocks: readers or writers wait while it works. queues: its lock keeps them out for a moment. */
  verdict,
  /** A twin ran it; else the manual and the schema before it say so. */
  seen: z.boolean(),
  locks: z.array(z.object({ relation: z.string(), mode: z.string(), blocks: z.string() })),
  work: z.array(z.object({ name: z.string(), what: z.enum(['rewritten', 'read', 'built']) })),
  /** How long that work takes on the real tables, s, where their sizes are known. */
  seconds: z.object({ low: z.number(), high: z.number() }).optional(),
  walBytes: z.number().optional(),
  rows: z.number().optional(),
  /** The twin refused it. */
  error: z.string().optional(),
  /** What could be neither seen nor foreseen. */
  unknown: z.array(z.string()),
});
export type CheckedStep = z.infer<typeof CheckedStep>;

export const CheckedFile = z.object({
  path: z.string(),
  statements: z.number(),
  verdict,
  /** Ran in a twin to its end; absent where it was not run. */
  completed: z.boolean().optional(),
  /** Why it, or the rest of it, was not run. */
  unseen: z.string().optional(),
  hasDown: z.boolean(),
});
export type CheckedFile = z.infer<typeof CheckedFile>;

export const CheckDetails = z.object({
  /** The tool that the files are of: "flyway". */
  layout: z.string(),
  /** The twin that ran them; absent: nobody did. */
  rehearsedBy: z.string().optional(),
  files: z.array(CheckedFile),
  steps: z.array(CheckedStep),
  /** Where the manual and the twin say different things; the twin is believed. */
  disagreements: z.array(z.string()),
});
export type CheckDetails = z.infer<typeof CheckDetails>;

export const CheckReport = Report.extend({ details: CheckDetails });
export type CheckReport = z.infer<typeof CheckReport>;
