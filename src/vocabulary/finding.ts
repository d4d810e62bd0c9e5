import { z } from 'zod';
import { Change } from './change.ts';
import { Evidence } from './evidence.ts';

export const Severity = z.enum(['info', 'warning', 'critical']);
export type Severity = z.infer<typeof Severity>;

/** What a rule says of a thing. */
export const Finding = z
  .object({
    /** Rule id, the name of its file. */
    rule: z.string(),
    severity: Severity,
    /** The thing: `public.orders`, `plan node 0.1 (Seq Scan on orders)`. */
    at: z.string(),
    /** Plan node id, for findings about a plan. */
    node: z.string().optional(),
    /** One sentence with the figures. */
    message: z.string(),
    /** Why that costs, one or two sentences. */
    why: z.string(),
    evidence: z.array(Evidence).default([]),
    /** The remedy: changes, or advice in words with the reason why no statement can be given. */
    changes: z.array(Change).default([]),
    advice: z.string().optional(),
    /** Share of this query's time (or cost, where no time is known) that is at stake, 0 … 1. */
    share: z.number().optional(),
    /** Stable over runs and literal values: what a baseline or the configuration silences. */
    fingerprint: z.string(),
    /** It was better in the baseline. */
    regression: z.literal(true).optional(),
    /** Where the statement stands in a file, from line 1. */
    place: z.object({ file: z.string(), line: z.number() }).optional(),
  })
  .readonly();
export type Finding = z.infer<typeof Finding>;
