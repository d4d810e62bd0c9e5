import { z } from 'zod';
import { Plan } from './plan.ts';

/** Repeated runs of one statement in a database with rows. */
export const Measurement = z
  .object({
    /** Each counted run, ms, in order; the warming run is left out. */
    milliseconds: z.array(z.number()),
    median: z.number(),
    rows: z.number(),
    /** Of the bag of rows (order does not count). */
    checksum: z.string(),
    plan: Plan,
  })
  .readonly();
export type Measurement = z.infer<typeof Measurement>;
