import { z } from 'zod';

/** 8-kB blocks, over all loops. */
export const Buffers = z
  .object({
    sharedHit: z.number().default(0),
    sharedRead: z.number().default(0),
    sharedDirtied: z.number().default(0),
    sharedWritten: z.number().default(0),
    localHit: z.number().default(0),
    localRead: z.number().default(0),
    localDirtied: z.number().default(0),
    localWritten: z.number().default(0),
    tempRead: z.number().default(0),
    tempWritten: z.number().default(0),
  })
  .readonly();
export type Buffers = z.infer<typeof Buffers>;

/**
 * One node of a query plan, in PostgreSQL's terms. Figures under `estimated` and `actual` are per loop, as EXPLAIN
 * prints them; `buffers`, `removed` and `io` as EXPLAIN prints them too (`removed` per loop, `buffers` over all loops).
 * https://www.postgresql.org/docs/18/using-explain.html
 */
const PlanNodeFields = z.object({
  /** Path from the root: "0", "0.1", "0.1.0" … */
  id: z.string(),
  /** As in the JSON format: "Seq Scan", "Index Only Scan", "Hash Join", "Aggregate", "ModifyTable". */
  type: z.string(),
  parentRelationship: z.string().optional(),
  subplanName: z.string().optional(),
  schema: z.string().optional(),
  relation: z.string().optional(),
  alias: z.string().optional(),
  index: z.string().optional(),
  cte: z.string().optional(),
  function: z.string().optional(),
  /** ModifyTable: "Insert", "Update", "Delete", "Merge". */
  operation: z.string().optional(),
  joinType: z.string().optional(),
  /** "Sorted", "Hashed", "Plain", "Mixed". */
  strategy: z.string().optional(),
  /** "Partial", "Finalize". */
  partialMode: z.string().optional(),
  scanDirection: z.string().optional(),
  parallelAware: z.boolean().default(false),
  innerUnique: z.boolean().optional(),
  disabled: z.boolean().optional(),
  estimated: z
    .object({ startupCost: z.number(), totalCost: z.number(), rows: z.number(), width: z.number() })
    .optional(),
  actual: z
    .object({
      startupMs: z.number().optional(),
      totalMs: z.number().optional(),
      rows: z.number(),
      /** 0: never executed. */
      loops: z.number(),
    })
    .optional(),
  conditions: z
    .object({
      filter: z.string().optional(),
      index: z.string().optional(),
      recheck: z.string().optional(),
      hash: z.string().optional(),
      merge: z.string().optional(),
      join: z.string().optional(),
      oneTime: z.string().optional(),
      tid: z.string().optional(),
      order: z.string().optional(),
      run: z.string().optional(),
      cacheKey: z.string().optional(),
    })
    .default({}),
  removed: z
    .object({
      filter: z.number().optional(),
      join: z.number().optional(),
      recheck: z.number().optional(),
    })
    .default({}),
  output: z.array(z.string()).optional(),
  sortKey: z.array(z.string()).optional(),
  presortedKey: z.array(z.string()).optional(),
  groupKey: z.array(z.string()).optional(),
  sort: z.object({ method: z.string(), kilobytes: z.number(), space: z.enum(['memory', 'disk']) }).optional(),
  hash: z
    .object({
      buckets: z.number().optional(),
      batches: z.number().optional(),
      plannedBatches: z.number().optional(),
      memoryKilobytes: z.number().optional(),
      diskKilobytes: z.number().optional(),
    })
    .optional(),
  memoize: z.object({ hits: z.number(), misses: z.number(), evictions: z.number(), overflows: z.number() }).optional(),
  heapFetches: z.number().optional(),
  indexSearches: z.number().optional(),
  heapBlocks: z.object({ exact: z.number(), lossy: z.number() }).optional(),
  workers: z.object({ planned: z.number().optional(), launched: z.number().optional() }).optional(),
  subplansRemoved: z.number().optional(),
  buffers: Buffers.optional(),
  io: z.object({ readMs: z.number(), writeMs: z.number() }).optional(),
  wal: z.object({ records: z.number(), fullPageImages: z.number(), bytes: z.number() }).optional(),
  /** Everything else that the server said, by its own name. */
  extra: z.record(z.string(), z.unknown()).default({}),
});

export type PlanNode = Readonly<z.infer<typeof PlanNodeFields>> & { readonly children: readonly PlanNode[] };
export const PlanNode: z.ZodType<PlanNode> = PlanNodeFields.extend({
  get children() {
    return z.array(PlanNode);
  },
}) as z.ZodType<PlanNode>;

export const Plan = z
  .object({
    root: PlanNode,
    /** What `estimated` costs are counted in, where the planner tells none: "rows visited". */
    costUnit: z.string().optional(),
    /** EXPLAIN ANALYZE: the query was really run. */
    analyzed: z.boolean(),
    /** Planned for unknown parameter values. */
    generic: z.boolean().default(false),
    planningMs: z.number().optional(),
    executionMs: z.number().optional(),
    triggers: z
      .array(
        z.object({
          name: z.string(),
          relation: z.string().optional(),
          constraint: z.string().optional(),
          ms: z.number().optional(),
          calls: z.number(),
        }),
      )
      .default([]),
    jit: z.object({ functions: z.number(), totalMs: z.number().optional() }).optional(),
    /** Planner settings that differ from the default (EXPLAIN (SETTINGS)). */
    settings: z.record(z.string(), z.string()).default({}),
    /** The statement, where the source carried it (auto_explain). */
    query: z.string().optional(),
    /** What else the server said of the whole statement, by its own name: Planning, Serialization, Query Identifier. */
    extra: z.record(z.string(), z.unknown()).optional(),
    /** Lines that could not be read, and parts that were cut off, one sentence each. */
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Plan = z.infer<typeof Plan>;
