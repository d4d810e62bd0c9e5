import { z } from 'zod';

/** A table that a plan reads from its first page to its last. */
export const SequentialScan = z
  .object({
    /** `public.orders`; of a partition the table that was partitioned. */
    table: z.string(),
    /** Of the whole table, by its statistics. */
    rows: z.number().optional(),
    pages: z.number().optional(),
    /** Rows that the planner expects to be left after the filter. */
    kept: z.number().optional(),
  })
  .readonly();
export type SequentialScan = z.infer<typeof SequentialScan>;

/** How one statement of a workload goes, in few figures: what a later run is compared with. Holds no literal. */
export const QueryPlanRecord = z
  .object({
    /** The statement's, over all its values. */
    fingerprint: z.string(),
    /** Values as $1, $2 …; shortened. */
    normalized: z.string(),
    /** Planner's cost of one execution, over its values by their shares. */
    cost: z.number(),
    /** Node types, tables and indexes; of several values' plans each form once. */
    shape: z.string(),
    /** Names of the indexes that it goes through, in order. */
    indexes: z.array(z.string()).default([]),
    sequentialScans: z.array(SequentialScan),
    /** Share of the workload's cost, 0 … 1. */
    weight: z.number(),
    /** Where the statement stands in a file, from line 1. */
    place: z.object({ file: z.string(), line: z.number() }).optional(),
  })
  .readonly();
export type QueryPlanRecord = z.infer<typeof QueryPlanRecord>;
