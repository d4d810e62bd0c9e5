import { z } from 'zod';
import { ProofLevel } from './evidence.ts';

/** What makes two answers of a query differ, and so belongs into the cache key. */
export const CacheKeyPart = z
  .object({
    /** As the query says it: "$1", "'open'", "current_user". */
    value: z.string(),
    from: z.enum(['parameter', 'literal', 'session']),
    /** What it is compared with: "orders.user_id". */
    column: z.string().optional(),
  })
  .readonly();
export type CacheKeyPart = z.infer<typeof CacheKeyPart>;

/** A table whose changes make answers stale. */
export const CacheInvalidation = z
  .object({
    /** "public.orders". */
    table: z.string(),
    /** Columns whose UPDATE matters; INSERT and DELETE always do. */
    columns: z.array(z.string()),
    /** Column of the changed row that names the answer's key; absent: every answer may be stale. */
    keyedBy: z.string().optional(),
    /** Rows changed a second, where the statistics tell. */
    writesPerSecond: z.number().optional(),
  })
  .readonly();
export type CacheInvalidation = z.infer<typeof CacheInvalidation>;

/** May the answer of a query be kept, under which key, how long, and what makes it stale. */
export const CacheStrategy = z
  .object({
    cacheable: z.enum(['yes', 'with-care', 'no']),
    /** Reasons, one sentence each. */
    why: z.array(z.string()),
    key: z.object({ pattern: z.string(), parts: z.array(CacheKeyPart) }).optional(),
    ttl: z.object({ seconds: z.number(), why: z.string(), level: ProofLevel }).optional(),
    invalidate: z.array(CacheInvalidation).default([]),
    /** Against many callers who all find the key expired at once. */
    stampede: z.object({ method: z.enum(['single-flight', 'jitter']), why: z.string(), source: z.string() }).optional(),
    /** One answer, and all of them together where the number of keys is known. */
    bytes: z.object({ each: z.number(), keys: z.number().optional() }).optional(),
  })
  .readonly();
export type CacheStrategy = z.infer<typeof CacheStrategy>;
