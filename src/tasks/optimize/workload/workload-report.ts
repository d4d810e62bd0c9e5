import { z } from 'zod';
import { LoadPlan, LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';
import { Report } from '#vocabulary/report.ts';

/** A statement of the load without the values that it was run with: they are the application's data. */
export const StatementEntry = LoadStatement.unwrap()
  .omit({ samples: true, plans: true })
  .extend({
    /** Of the time of all that was seen, 0 … 1. */
    share: z.number().optional(),
    plans: z.array(
      LoadPlan.unwrap()
        .omit({ text: true })
        .extend({
          /** "Hash Join", "Seq Scan on orders" … without figures; empty where it could not be read. */
          steps: z.array(z.string()),
        }),
    ),
  });
export type StatementEntry = z.infer<typeof StatementEntry>;

const Figures = z.object({
  calls: z.number(),
  milliseconds: z.number().optional(),
  rows: z.number().optional(),
  blocks: z.number().optional(),
});

const Window = z.object({
  since: z.string().optional(),
  until: z.string().optional(),
  seconds: z.number().optional(),
  calls: z.number(),
  milliseconds: z.number(),
});

const figureNames = z.enum(['mean', 'blocks', 'rows', 'calls']);

const Change = z.object({
  fingerprint: z.string(),
  normalized: z.string(),
  before: Figures,
  after: Figures,
  /** After divided by before, of one call; calls: for each second, beside the growth of the others. */
  factors: z.partialRecord(figureNames, z.number()),
  worse: z.array(figureNames),
  better: z.array(figureNames),
  share: z.number(),
  /** Of all the time afterwards: what it takes more than it would have at the old mean. */
  stake: z.number(),
});

const Met = Figures.extend({ normalized: z.string() });

export const ComparisonDetails = z.object({
  /** since: what was counted after the baseline was taken; apart: two windows of their own. */
  kind: z.enum(['since', 'apart']),
  before: Window,
  after: Window,
  growth: z.number().optional(),
  changes: z.array(Change),
  fresh: z.array(Met),
  gone: z.array(Met),
});
export type ComparisonDetails = z.infer<typeof ComparisonDetails>;

export const WorkloadDetails = z.object({
  origins: z.array(z.string()),
  window: QueryLoad.unwrap().shape.window,
  total: QueryLoad.unwrap().shape.total,
  leftOut: QueryLoad.unwrap().shape.leftOut,
  /** Of the time of all that was seen (of the calls where nothing is timed), what `statements` of the load take, 0 … 1. */
  covered: z.number(),
  /** Those that take the most time: a later run compares itself with them. */
  statements: z.array(StatementEntry),
  /** How many there were, where not all are among `statements`. */
  known: z.number(),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      milliseconds: z.number(),
      share: z.number(),
      calls: z.number(),
      statements: z.number(),
    }),
  ),
  /** How the time of a statement was shared out: even, or by the costs of the plan's nodes. */
  sharedBy: z.enum(['even', 'cost']),
  repeats: z.array(
    z.object({
      fingerprint: z.string(),
      normalized: z.string(),
      /** seen: in the order of a log; counted: called as often as another gives rows. */
      by: z.enum(['seen', 'counted']),
      executions: z.number(),
      milliseconds: z.number().optional(),
      parent: z.string().optional(),
    }),
  ),
  comparison: ComparisonDetails.optional(),
});
export type WorkloadDetails = z.infer<typeof WorkloadDetails>;

export const WorkloadReport = Report.extend({ details: WorkloadDetails });
export type WorkloadReport = z.infer<typeof WorkloadReport>;
