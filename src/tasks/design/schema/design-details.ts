import { z } from 'zod';
import { DesignProof } from '#vocabulary/design-proof.ts';
import { LogicalModel } from '#vocabulary/logical-model.ts';

export const SchemaDesignDetails = z.object({
  /** What was understood of the request, a sentence each. */
  understood: z.array(z.string()),
  notUnderstood: z.array(z.string()),
  model: LogicalModel,
  tables: z.array(z.string()),
  indexes: z.array(z.object({ table: z.string(), name: z.string(), serves: z.array(z.string()) })),
  decisions: z.array(z.object({ what: z.string(), why: z.string() })),
  questions: z.array(z.object({ question: z.string(), assumed: z.string() })),
  unenforced: z.array(z.object({ what: z.string(), instead: z.string() })),
  proof: DesignProof.optional(),
  /** Where a language model was asked: what became of what it proposed. */
  proposal: z
    .object({
      by: z.string(),
      passed: z.boolean(),
      /** What was wrong with each answer. */
      rounds: z.array(z.object({ faults: z.array(z.string()) })),
      tokens: z.object({ input: z.number(), output: z.number() }).optional(),
    })
    .optional(),
});
export type SchemaDesignDetails = z.infer<typeof SchemaDesignDetails>;
