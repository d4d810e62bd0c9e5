import { z } from 'zod';
import { Change } from './change.ts';
import { Evidence } from './evidence.ts';

export const Recommendation = z
  .object({
    title: z.string(),
    changes: z.array(Change),
    /** Reasons; each one sentence. */
    because: z.array(z.string()),
    proof: z.array(Evidence),
    /** What it brings, with the figures. */
    gain: z.string(),
    /** What it costs: bytes, write tax, locks. */
    cost: z.string(),
    risk: z.enum(['low', 'medium', 'high']),
    effort: z.enum(['low', 'medium', 'high']),
    /** 0 … 1; follows from the best proof level and what could not be seen. */
    confidence: z.number().min(0).max(1),
  })
  .readonly();
export type Recommendation = z.infer<typeof Recommendation>;
