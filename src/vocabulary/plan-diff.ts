import { z } from 'zod';

/** What is different in the way a query goes. Each kind has its mirror: seen from the other plan, it is that one. */
export const ShapeChangeKind = z.enum([
  'scan-method',
  'scan-condition',
  'scan-appeared',
  'scan-gone',
  'join-method',
  'join-type',
  'join-sides',
  'join-order',
  'join-appeared',
  'join-gone',
  'subplan-to-join',
  'join-to-subplan',
  'sort-method',
  'sort-appeared',
  'sort-gone',
  'aggregate-method',
  'parallel',
  'serial',
  'partitions',
  'appeared',
  'gone',
  'rearranged',
]);
export type ShapeChangeKind = z.infer<typeof ShapeChangeKind>;

export const ShapeChange = z
  .object({
    kind: ShapeChangeKind,
    /** Nodes by their ids in each plan; empty where it has none of the kind. */
    before: z.array(z.string()),
    after: z.array(z.string()),
    /** "The join of orders and users went from a nested loop to a hash join." */
    sentence: z.string(),
    /** The larger of both plans' shares of time (or cost) that these nodes took, 0 … 1. */
    weight: z.number(),
  })
  .readonly();
export type ShapeChange = z.infer<typeof ShapeChange>;

/** A figure of both plans; the unit is in its name, as in `ownMs`. */
export const FigurePair = z.object({ before: z.number().optional(), after: z.number().optional() }).readonly();
export type FigurePair = z.infer<typeof FigurePair>;

/** A node that both plans have, over all loops. */
export const NodePair = z
  .object({
    before: z.string(),
    after: z.string(),
    label: z.string(),
    ownMs: FigurePair,
    ownCost: FigurePair,
    rows: FigurePair,
    estimatedRows: FigurePair,
    /** 8-kB blocks found in or read into the cache. */
    blocks: FigurePair,
  })
  .readonly();
export type NodePair = z.infer<typeof NodePair>;

/** Two plans of one query. Shape knows neither literals nor figures; those stand in `totals` and `nodes`. */
export const PlanDiff = z
  .object({
    summary: z.string(),
    /** Heaviest first. */
    shape: z.array(ShapeChange),
    totals: z.object({
      executionMs: FigurePair,
      planningMs: FigurePair,
      cost: FigurePair,
      rows: FigurePair,
      blocks: FigurePair,
      blocksRead: FigurePair,
      tempBlocks: FigurePair,
    }),
    /** Those that changed most first. */
    nodes: z.array(NodePair),
    /** What makes the comparison weaker than it looks: another query, other settings, one of them not run. */
    doubts: z.array(z.string()),
  })
  .readonly();
export type PlanDiff = z.infer<typeof PlanDiff>;
