import { z } from 'zod';

/** What the planner knows of a column (pg_stats). Values are texts as the server prints them. */
export const ColumnStatistics = z
  .object({
    column: z.string(),
    /** True: over the table and its children (partitioned and inherited tables have both kinds). */
    inherited: z.boolean().default(false),
    nullFraction: z.number(),
    /** Bytes. */
    averageWidth: z.number(),
    /** As in pg_stats: positive is a count, negative a share of the rows (-1: unique). */
    distinct: z.number(),
    mostCommonValues: z.array(z.string()).optional(),
    mostCommonFrequencies: z.array(z.number()).optional(),
    histogram: z.array(z.string()).optional(),
    /** -1 … 1, physical against logical order. */
    correlation: z.number().optional(),
    mostCommonElements: z.array(z.string()).optional(),
    mostCommonElementFrequencies: z.array(z.number()).optional(),
    elementCountHistogram: z.array(z.number()).optional(),
    rangeLengthHistogram: z.array(z.string()).optional(),
    rangeEmptyFraction: z.number().optional(),
    rangeBoundsHistogram: z.array(z.string()).optional(),
  })
  .readonly();
export type ColumnStatistics = z.infer<typeof ColumnStatistics>;

/** A table, an index (expression columns) or a materialized view. */
export const RelationStatistics = z
  .object({
    schema: z.string(),
    name: z.string(),
    kind: z.enum(['table', 'index', 'toast']),
    /** For an index or a TOAST table: the table that it belongs to. */
    table: z.string().optional(),
    /** reltuples; absent where never analyzed. */
    rows: z.number().optional(),
    /** 8-kB blocks of the main fork, as the file really is. */
    pages: z.number(),
    /** relpages: what the last VACUUM or ANALYZE saw. */
    recordedPages: z.number().optional(),
    allVisiblePages: z.number().optional(),
    /** Height of a B-tree above its leaves, where it could be read. */
    treeLevel: z.number().optional(),
    columns: z.array(ColumnStatistics).default([]),
    /** Since the last ANALYZE. */
    modifiedRows: z.number().optional(),
    lastAnalyze: z.string().optional(),
    lastVacuum: z.string().optional(),
  })
  .readonly();
export type RelationStatistics = z.infer<typeof RelationStatistics>;

/** What the planner knows of several columns together, or of expressions (pg_stats_ext, pg_stats_ext_exprs). */
export const ExtendedStatistics = z
  .object({
    schema: z.string(),
    name: z.string(),
    table: z.string(),
    tableSchema: z.string().optional(),
    /** Over the table and its children. */
    inherited: z.boolean().default(false),
    columns: z.array(z.string()).default([]),
    expressions: z.array(z.string()).default([]),
    kinds: z.array(z.enum(['ndistinct', 'dependencies', 'mcv', 'expressions'])).default([]),
    /** As pg_stats_ext prints them: `{"1, 2": 11, …}` and `{"1 => 2": 1.000000, …}`, by attribute numbers. */
    distinct: z.string().optional(),
    dependencies: z.string().optional(),
    /** A row for each combination. */
    mostCommonValues: z.array(z.array(z.string().nullable())).optional(),
    mostCommonFrequencies: z.array(z.number()).optional(),
    mostCommonBaseFrequencies: z.array(z.number()).optional(),
    /** One for each expression, under its text. */
    expressionStatistics: z.array(ColumnStatistics).default([]),
    /** Columns by their attribute numbers, as `distinct` and `dependencies` name them. */
    attributes: z.record(z.string(), z.string()).default({}),
    /** Why the data could not be read. */
    unread: z.string().optional(),
  })
  .readonly();
export type ExtendedStatistics = z.infer<typeof ExtendedStatistics>;

export const Statistics = z
  .object({
    /** Where they come from: read from a server, inferred from a plan, or made from stated volumes. */
    origin: z.enum(['catalog', 'inferred', 'stated']),
    relations: z.array(RelationStatistics),
    extended: z.array(ExtendedStatistics).default([]),
    /** What could not be read, one sentence each. */
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Statistics = z.infer<typeof Statistics>;
