import { z } from 'zod';
import { Comparison } from '#vocabulary/comparison.ts';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { Plan } from '#vocabulary/plan.ts';
import { QueryContractOutput } from '#vocabulary/query-contract.ts';
import { Report } from '#vocabulary/report.ts';
import { Rewrite } from '#vocabulary/rewrite.ts';

/** A timing without its plan: that one stands beside it once. */
const Timing = z.object({
  milliseconds: z.array(z.number()),
  /** Ms. */
  median: z.number(),
  rows: z.number(),
});

/** An index that was thought of, and what the planner said of it. */
export const CandidateNote = z.object({
  index: IndexDefinition,
  /** For people: `orders (user_id, created_at desc)`. */
  text: z.string(),
  /** Lowest cost of a plan that used it; absent where no plan did. */
  cost: z.number().optional(),
  /** A plan used it when it was offered. */
  used: z.boolean(),
  /** Estimated. */
  bytes: z.number().optional(),
  refused: z.string().optional(),
});
export type CandidateNote = z.infer<typeof CandidateNote>;

/** Another way to write the query, and what became of it. */
export const RewriteNote = z.object({
  rewrite: Rewrite,
  outcome: z.enum(['proven', 'estimated', 'no-gain', 'refuted', 'unproven', 'style']),
  why: z.string(),
  cost: z.object({ before: z.number(), after: z.number() }).optional(),
  /** Median times, ms. */
  median: z.object({ before: z.number(), after: z.number() }).optional(),
  comparison: Comparison.optional(),
});
export type RewriteNote = z.infer<typeof RewriteNote>;

export const QueryDetails = z.object({
  /** The plan that the bottlenecks and the findings are about. */
  plan: Plan.optional(),
  /** Whose plan that is: "the target, really run". */
  planFrom: z.string(),
  /** The plan with the recommended indexes. */
  planAfter: Plan.optional(),
  measuredBefore: Timing.optional(),
  measuredAfter: Timing.optional(),
  bottlenecks: z.array(z.string()),
  candidates: z.array(CandidateNote),
  rewrites: z.array(RewriteNote).default([]),
  /** Questions put to the planner, and those that an earlier answer settled. */
  questions: z.number(),
  questionsSaved: z.number(),
  /** The search was complete: no smaller set is as good. */
  certain: z.boolean(),
  costBefore: z.number().optional(),
  costAfter: z.number().optional(),
  /** No set of candidates of any size costs less. */
  lowestCost: z.number().optional(),
  /** Why (another) index is the wrong answer, if so. */
  whyNoIndex: z.array(z.string()),
  /** What weakens the answer, one sentence each. */
  notes: z.array(z.string()),
});
export type QueryDetails = z.infer<typeof QueryDetails>;

/** Every report of `optimize query` answers the query contract at its top level. */
export const QueryReport = Report.extend({
  ...QueryContractOutput.shape,
  details: QueryDetails,
});
export type QueryReport = z.infer<typeof QueryReport>;
