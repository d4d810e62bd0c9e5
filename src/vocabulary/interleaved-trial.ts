import { z } from 'zod';
import { Measurement } from './measurement.ts';

/** Several sets of indexes measured side by side in a database with rows: each round runs every statement under each set. */
export const InterleavedTrial = z
  .object({
    /** In the order of the sets asked for. */
    sets: z.array(
      z.object({
        /** Real size and building time of each built index by name. */
        bytes: z.record(z.string(), z.number()),
        buildMs: z.record(z.string(), z.number()),
      }),
    ),
    /** In the order of the statements asked for. */
    statements: z.array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('measured'),
          /** One for each set, in their order. Runs at the same position were made one right after the other. */
          under: z.array(Measurement),
          /** All gave the same bag of rows; unknown where it was too large to compare, or writes. */
          sameRows: z.union([z.boolean(), z.literal('unknown')]),
        }),
        /** It failed or took too long: the others were measured all the same. */
        z.object({ kind: z.literal('failed'), why: z.string() }),
      ]),
    ),
    /** Sets were measured in blocks one after the other, not in turns, and why. */
    blocks: z.string().optional(),
  })
  .readonly();
export type InterleavedTrial = z.infer<typeof InterleavedTrial>;
