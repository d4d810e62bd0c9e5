import { z } from 'zod';
import { ProofLevel } from './evidence.ts';

const failure = { statement: z.string(), message: z.string() };

/** What was seen when a design was really made, used and unmade. */
export const DesignProof = z
  .object({
    /** "PostgreSQL 18.4 (native)". */
    by: z.string(),
    level: ProofLevel,
    statements: z.int(),
    /** The first statement that failed; the rest was not tried. */
    failed: z.object({ of: z.string(), ...failure }).optional(),
    /** Made, unmade, made again: what is left of it when unmade, what differs when made again. Empty lists: nothing. */
    roundTrip: z.object({ left: z.array(z.string()), differs: z.array(z.string()) }).optional(),
    /** Statements of the model's fixture that were refused. */
    fixture: z.array(z.object(failure)).default([]),
    scenarios: z
      .array(
        z.object({
          says: z.string(),
          kind: z.enum(['refuse', 'accept', 'race']),
          /** `unknown`: this server could not try it; `why` says so. */
          kept: z.union([z.boolean(), z.literal('unknown')]),
          /** The server's own words: of the refusal, or of what went wrong. */
          why: z.string(),
        }),
      )
      .default([]),
    access: z
      .array(
        z.object({
          name: z.string(),
          /** Indexes that the plan uses. */
          indexes: z.array(z.string()),
          /** Large tables that it reads whole. */
          scans: z.array(z.string()),
          cost: z.number().optional(),
          failed: z.string().optional(),
        }),
      )
      .default([]),
    /** Functions and procedures that were called; `failed`: the server's words. */
    routines: z.array(z.object({ name: z.string(), failed: z.string().optional() })).optional(),
    notes: z.array(z.string()).default([]),
  })
  .readonly();
export type DesignProof = z.infer<typeof DesignProof>;
