import { z } from 'zod';

/** What was done with a table since its counters began (pg_stat_user_tables, pg_statio_user_tables). */
export const TableUsage = z
  .object({
    schema: z.string(),
    name: z.string(),
    sequentialScans: z.number(),
    sequentialRows: z.number(),
    indexScans: z.number(),
    indexRows: z.number(),
    inserted: z.number(),
    updated: z.number(),
    /** Updates that touched no index (heap-only tuples). */
    hotUpdated: z.number(),
    deleted: z.number(),
    /** 8-kB blocks of the heap and of all its indexes. */
    heapRead: z.number().optional(),
    heapHit: z.number().optional(),
    indexRead: z.number().optional(),
    indexHit: z.number().optional(),
  })
  .readonly();
export type TableUsage = z.infer<typeof TableUsage>;

/** pg_stat_user_indexes. */
export const IndexUsage = z
  .object({
    schema: z.string(),
    table: z.string(),
    name: z.string(),
    scans: z.number(),
    /** When it was last scanned (16 and later); absent: never, or not told. */
    lastScan: z.string().optional(),
    rowsRead: z.number(),
    rowsFetched: z.number(),
  })
  .readonly();
export type IndexUsage = z.infer<typeof IndexUsage>;

/** One server's counters: a standby counts its own scans. */
export const NodeUsage = z
  .object({
    /** Host and port, without secrets. */
    node: z.string(),
    recovering: z.boolean(),
    /** When counting began; absent where the server does not tell. */
    since: z.string().optional(),
    until: z.string(),
    tables: z.array(TableUsage),
    indexes: z.array(IndexUsage),
  })
  .readonly();
export type NodeUsage = z.infer<typeof NodeUsage>;

export const Usage = z
  .object({
    /** The server that was named first, then its replicas. */
    nodes: z.array(NodeUsage),
    /** Standbys that stream from the first, as it sees them; undefined where it may not tell. */
    standbys: z.number().optional(),
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Usage = z.infer<typeof Usage>;
