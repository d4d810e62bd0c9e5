import { z } from 'zod';
import { CombinedQuery } from '#vocabulary/combined-query.ts';
import { Comparison } from '#vocabulary/comparison.ts';
import { QueryLoop } from '#vocabulary/query-loop.ts';
import { RepeatedStatement } from '#vocabulary/repeated-statement.ts';
import { Report } from '#vocabulary/report.ts';

/** One statement in place of many, and what became of it. */
export const FormNote = z.object({
  query: CombinedQuery.unwrap().omit({ specification: true, compared: true }),
  /** same, differs: compared on made-up databases; not-compared: it follows from the text alone. */
  verdict: z.enum(['same', 'differs', 'unknown', 'not-compared']),
  why: z.string(),
  comparison: Comparison.optional(),
});
export type FormNote = z.infer<typeof FormNote>;

/** A loop in the sources, and how sure it is that it runs this statement. */
export const LoopMatch = z.object({ loop: QueryLoop, by: z.enum(['statement', 'table']) });
export type LoopMatch = z.infer<typeof LoopMatch>;

/** Values of single executions are the application's data: they stay out of the report. */
const Repeated = RepeatedStatement.unwrap()
  .omit({ executions: true, parent: true, others: true })
  .extend({ parent: z.string().optional(), forms: z.array(FormNote), code: z.array(LoopMatch) });

const Counted = z.object({
  text: z.string(),
  calls: z.number(),
  milliseconds: z.number(),
  share: z.number(),
  parent: z.object({ text: z.string(), calls: z.number(), rows: z.number() }),
  perParent: z.number(),
  forms: z.array(FormNote),
  code: z.array(LoopMatch),
});

export const NPlusOneDetails = z.object({
  /** Seen in a log or a file of SQL. */
  repeated: z.array(Repeated),
  /** Inferred from the server's counters. */
  counted: z.array(Counted),
  /** Found in the sources. */
  loops: z.array(QueryLoop),
  read: z.object({
    files: z.array(z.object({ name: z.string(), statements: z.number() })),
    executions: z.number(),
    sessions: z.number(),
    milliseconds: z.number().optional(),
    sources: z.object({ files: z.number(), queries: z.number() }).optional(),
    counted: z.number().optional(),
  }),
  /** Repetition that is no fault, by what it is. */
  decoys: z.record(z.string(), z.number()),
});
export type NPlusOneDetails = z.infer<typeof NPlusOneDetails>;

export const NPlusOneReport = Report.extend({ details: NPlusOneDetails });
export type NPlusOneReport = z.infer<typeof NPlusOneReport>;
