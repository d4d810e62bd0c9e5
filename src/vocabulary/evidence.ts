import { z } from 'zod';

/**
 * How well a statement is supported, best first.
 * measured: it was carried out and observed. simulated: a model of the user's data was asked (planner twin, generated rows).
 * derived: it follows by arithmetic from facts that were read. cited: a manual or a paper says so.
 */
export const ProofLevel = z.enum(['measured', 'simulated', 'derived', 'cited']);
export type ProofLevel = z.infer<typeof ProofLevel>;

export const EvidenceValue = z.union([z.number(), z.string(), z.boolean()]);

/** One observation that supports a finding or a recommendation. */
export const Evidence = z
  .object({
    level: ProofLevel,
    /** Which server, twin or page said it, with its version: "statistics twin, PostgreSQL 18.4". */
    by: z.string(),
    /** What was observed: "plan cost", "median time", "rows compared". */
    what: z.string(),
    before: EvidenceValue.optional(),
    after: EvidenceValue.optional(),
    /** "ms", "bytes", "rows", "cost" … */
    unit: z.string().optional(),
    /** Address of the manual page or the paper. */
    source: z.string().optional(),
    note: z.string().optional(),
  })
  .readonly();
export type Evidence = z.infer<typeof Evidence>;
