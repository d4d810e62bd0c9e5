import { z } from 'zod';

/** One key of an index: a column or an expression. */
export const IndexKey = z
  .object({
    column: z.string().optional(),
    /** SQL of an expression key, without outer parentheses: `lower(email)`. */
    expression: z.string().optional(),
    direction: z.enum(['asc', 'desc']).default('asc'),
    nulls: z.enum(['first', 'last']).optional(),
    operatorClass: z.string().optional(),
    collation: z.string().optional(),
    /** In an engine without INCLUDE: a last key that no search uses, there so that the index covers the query. */
    onlyCovers: z.literal(true).optional(),
  })
  .readonly();
export type IndexKey = z.infer<typeof IndexKey>;

/** An index, real or hypothetical. Names are unquoted, exactly as the catalog holds them. */
export const IndexDefinition = z
  .object({
    schema: z.string(),
    table: z.string(),
    name: z.string(),
    method: z.string().default('btree'),
    unique: z.boolean().default(false),
    keys: z.array(IndexKey),
    include: z.array(z.string()).default([]),
    /** SQL of a partial index's predicate, without outer parentheses. */
    predicate: z.string().optional(),
    nullsNotDistinct: z.boolean().optional(),
    /** Name of the constraint that it serves, if any. */
    constraint: z.string().optional(),
    valid: z.boolean().default(true),
    /** Logical replication finds the rows that it changes by this index (REPLICA IDENTITY USING INDEX). */
    replicaIdentity: z.literal(true).optional(),
    /** CLUSTER sorts the table by it. */
    clustered: z.literal(true).optional(),
    /** The table is partitioned: the index is a template with one part on each partition, and has no bytes itself. */
    partitioned: z.boolean().optional(),
    /** The partitioned index that this one is a part of. */
    partOf: z.object({ schema: z.string(), name: z.string() }).optional(),
    bytes: z.number().optional(),
    comment: z.string().optional(),
    /** The server's own text (pg_get_indexdef), where the index is real. */
    definition: z.string().optional(),
  })
  .readonly();
export type IndexDefinition = z.infer<typeof IndexDefinition>;
