import { z } from 'zod';
import { EngineContractOutput } from '#vocabulary/engine-contract.ts';
import { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { Report } from '#vocabulary/report.ts';

/** A must that an engine does not meet, with the fact that says so. */
const Obstacle = z.object({
  asks: z.string(),
  origin: z.enum(['said', 'implied', 'derived']),
  fact: z.string(),
  /** "expiry: no". */
  words: z.string(),
  source: z.string(),
  /** Version or day of the page. */
  date: z.string(),
  /** judged: concluded from the page, no page states it. */
  basis: z.enum(['stated', 'judged']),
});
export type Obstacle = z.infer<typeof Obstacle>;

const RankedEngine = z.object({
  engine: z.string(),
  /** 0 … 1. */
  score: z.number(),
  scores: z.record(z.string(), z.number()),
  disqualified: z.array(Obstacle),
  /** Wishes that it does not meet. */
  strained: z.array(z.string()),
});
export type RankedEngine = z.infer<typeof RankedEngine>;

const Companion = z.object({
  engine: z.string(),
  kinds: z.array(WorkloadKind),
  because: z.array(Obstacle),
  managedAs: z.string().optional(),
  inStep: z.array(z.string()),
});
export type Companion = z.infer<typeof Companion>;

export const EngineDetails = z.object({
  /** Absent: no engine meets every must. */
  engine: z.string().optional(),
  /** The nearest one, where none meets every must. */
  nearest: z.string().optional(),
  chosenBy: z.enum(['existing', 'skills', 'default', 'score', 'none']),
  managedAs: z.string().optional(),
  companions: z.array(Companion),
  unserved: z.array(WorkloadKind),
  /** What runs already or the team knows: named first where it is out. */
  expected: z.array(z.string()),
  weights: z.record(z.string(), z.number()),
  ranking: z.array(RankedEngine),
  confidence: z.object({
    share: z.number(),
    trials: z.number(),
    rivals: z.array(z.object({ engine: z.string(), share: z.number() })),
  }),
  turningPoints: z.array(
    z.object({
      kind: z.enum(['figure', 'need', 'removal', 'place', 'team', 'weight']),
      when: z.string(),
      engines: z.array(z.string()),
      distance: z.number(),
    }),
  ),
  understood: z.array(z.object({ words: z.string(), says: z.string() })),
  notUnderstood: z.array(z.string()),
  assumed: z.array(z.string()),
  /** As it was read, in plain units. */
  requirements: z.record(z.string(), z.unknown()),
  /** What is made for such a request and has no sheet here. */
  beyond: z.array(z.string()),
  /** What the contract's six types do not say, and where published matrices disagree. */
  contractType: z.array(z.string()),
});
export type EngineDetails = z.infer<typeof EngineDetails>;

/** Every report of `design engine` answers the engine contract at its top level. */
export const EngineReport = Report.extend({ ...EngineContractOutput.shape, details: EngineDetails });
export type EngineReport = z.infer<typeof EngineReport>;
