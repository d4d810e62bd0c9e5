import { z } from 'zod';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { QueryPlanRecord } from '#vocabulary/query-plan-record.ts';
import { Report } from '#vocabulary/report.ts';

const SetDetails = z.object({
  indexes: z.array(z.string()),
  bytes: z.number(),
  /** Weighted cost of the load, with what writes pay. */
  cost: z.number(),
});

/** What `optimize indexes` found, for programs. */
export const IndexesDetails = z.object({
  /** ms: weighted costs are milliseconds of all calls; cost: nothing was timed. */
  unit: z.enum(['ms', 'cost']),
  base: z.number(),
  cost: z.number(),
  lowerBound: z.number(),
  /** How far the set may be from the best set of these candidates, as a share of `base`. */
  gap: z.number(),
  /** False: the search was ended by --time or --max-questions. */
  complete: z.boolean(),
  candidates: z.number(),
  questions: z.object({
    asked: z.number(),
    settled: z.number(),
    violations: z.object({ count: z.number(), worst: z.number() }),
  }),
  curve: z.array(SetDetails),
  indexes: z.array(
    z.object({
      index: IndexDefinition,
      change: z.enum(['create', 'drop']),
      verdict: z.enum(['recommended', 'on-paper', 'beyond']),
      bytes: z.number(),
      /** Weighted cost that it saves, behind those before it. */
      gain: z.number(),
      /** Weighted cost that the writes pay for it. */
      tax: z.number(),
    }),
  ),
  statements: z.array(
    z.object({
      fingerprint: z.string(),
      text: z.string(),
      calls: z.number(),
      cost: z.object({ before: z.number(), after: z.number() }),
      weight: z.number(),
      values: z.string().optional(),
      uses: z.array(z.string()),
      /** Node types, tables and indexes of the plans, where the set changes them. */
      shape: z.object({ before: z.string(), after: z.string() }).optional(),
      milliseconds: z.object({ before: z.number(), after: z.number() }).optional(),
    }),
  ),
  passedOver: z.array(z.object({ text: z.string(), why: z.string() })),
  refused: z.array(z.object({ index: z.string(), why: z.string() })),
  /** How each statement was planned as things are: what a later run compares with. */
  plans: z.array(QueryPlanRecord),
});
export type IndexesDetails = z.infer<typeof IndexesDetails>;

export const IndexesReport = Report.extend({ details: IndexesDetails });
export type IndexesReport = Readonly<z.infer<typeof IndexesReport>>;
