import { z } from 'zod';

/** What is asked of a database before there is one: the input of `design engine`, as a file or read from a sentence. */

const factors: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12, p: 1e15 };

/** `5M`, `20k`, `1_000_000`, `2.5B`, or a number. */
export const Amount = z.union([z.number().nonnegative(), z.string()]).transform((written, context): number => {
  const [, digits, unit = ''] = /^\s*(\d[\d_,]*(?:\.\d+)?)\s*([kmbgt])?\s*$/i.exec(String(written)) ?? [];
  const value = Number(digits?.replace(/[_,]/g, '')) * (factors[unit.toLowerCase()] ?? Number.NaN);
  if (value >= 0) return value;
  context.addIssue(`"${written}" is no number; write 20000, 20k or 5M`);
  return z.NEVER;
});

/** `2 TB`, `400KB`, `16 MiB`, or a number of bytes. */
export const Bytes = z.union([z.number().positive(), z.string()]).transform((written, context): number => {
  const [, digits, unit = '', binary] = /^\s*(\d[\d_,]*(?:\.\d+)?)\s*([kmgtp])?(i)?b?\s*$/i.exec(String(written)) ?? [];
  const exponent = 'kmgtp'.indexOf(unit.toLowerCase()) + 1;
  const factor = unit === '' ? 1 : (binary === undefined ? 1000 : 1024) ** exponent;
  const value = Number(digits?.replace(/[_,]/g, '')) * factor;
  if (value > 0) return value;
  context.addIssue(`"${written}" is no size; write 500MB or 2 TB`);
  return z.NEVER;
});

/** A group of access patterns that is served alike. */
export const WorkloadKind = z.enum([
  'transactions',
  'documents',
  'events',
  'time-series',
  'key-value',
  'sessions',
  'graph',
  'search',
  'vector',
  'analytics',
  'rankings',
  'queue',
  'cache',
]);
export type WorkloadKind = z.infer<typeof WorkloadKind>;

export const WorkloadGroup = z
  .strictObject({
    kind: WorkloadKind,
    /** Products that are searched, vectors, relationships. */
    items: Amount.optional(),
    bytes: Bytes.optional(),
    readsPerSecond: Amount.optional(),
    writesPerSecond: Amount.optional(),
    /** Of a graph: relationships followed one after the other; 99 where nobody can say. */
    depth: Amount.optional(),
    /** The figure or the word that makes a specialist necessary was said: typos and facets in search, downsampling of series. */
    special: z.boolean().optional(),
  })
  .readonly();
export type WorkloadGroup = z.infer<typeof WorkloadGroup>;

export const EngineNeed = z.enum([
  'row-transactions',
  'serializable',
  'constraints',
  'joins',
  'ad-hoc-queries',
  'flexible-schema',
  'geo',
  'rdf',
  'expiry',
  'durable',
  'change-stream',
  'point-in-time',
  'horizontal-writes',
  'hot-updates',
  'offline-sync',
]);
export type EngineNeed = z.infer<typeof EngineNeed>;

export const DataVolume = z.enum(['small', 'medium', 'large', 'massive']);

export const Cloud = z.enum(['aws', 'google', 'azure']);
export type Cloud = z.infer<typeof Cloud>;

const Workload = z.union([WorkloadKind.transform((kind): WorkloadGroup => ({ kind })), WorkloadGroup]);

/** `95:5`: the share of reads, 0 … 1. */
export const ReadShare = z.union([z.number().min(0).max(1), z.string()]).transform((written, context): number => {
  if (typeof written === 'number') return written;
  const [, reads, writes] = /^\s*(\d+)\s*:\s*(\d+)\s*$/.exec(written) ?? [];
  const sum = Number(reads) + Number(writes);
  if (sum > 0) return Number(reads) / sum;
  context.addIssue(`"${written}" is no ratio; write 95:5`);
  return z.NEVER;
});

export const EngineRequirements = z
  .strictObject({
    /** The kinds of work, each a name or an object with its own figures. */
    workloads: z.array(Workload).readonly().default([]),
    needs: z.array(EngineNeed).readonly().default([]),
    users: Amount.optional(),
    /** Small: to 10 GB. Medium: hundreds of GB. Large: terabytes. Massive: 100 TB and more. */
    dataVolume: DataVolume.optional(),
    bytes: Bytes.optional(),
    itemBytes: Bytes.optional(),
    readsPerSecond: Amount.optional(),
    writesPerSecond: Amount.optional(),
    /** Reads and writes together. */
    requestsPerSecond: Amount.optional(),
    /** 95:5, or a share from 0 to 1. */
    reads: ReadShare.optional(),
    consistency: z.enum(['strong', 'eventual']).optional(),
    /** Ms, of a read by key. */
    latencyMs: z.number().positive().optional(),
    regions: z.strictObject({ count: z.number().int().positive(), writes: z.enum(['one', 'all']) }).optional(),
    hosting: z
      .strictObject({
        cloud: Cloud.optional(),
        /** Run by somebody else. */
        managed: z.boolean().optional(),
        serverless: z.boolean().optional(),
        /** On machines of one's own. */
        selfHosted: z.boolean().optional(),
        /** Inside the application's process. */
        embedded: z.boolean().optional(),
        /** Several clouds at once, or able to move. */
        manyClouds: z.boolean().optional(),
      })
      .optional(),
    licence: z.enum(['open-source', 'permissive']).optional(),
    /** What the team knows. */
    skills: z.array(z.string()).readonly().default([]),
    /** What runs already. */
    existing: z.array(z.string()).readonly().default([]),
    avoid: z.array(z.string()).readonly().default([]),
    budget: z.enum(['low', 'any']).optional(),
    /** Nobody is there to run it. */
    simple: z.boolean().optional(),
  })
  .readonly();
export type EngineRequirements = z.infer<typeof EngineRequirements>;
