import { z } from 'zod';
import { DataVolume } from './engine-requirements.ts';

/**
 * The engine contract: what a caller may ask of `design engine`, and what every report of it in JSON answers at its top
 * level. Callers may rely on each field of the answer being there.
 */
export const EngineContractInput = z.object({
  query: z.string().min(5).max(2000),
  context: z
    .object({
      data_volume: DataVolume.optional(),
      read_write_ratio: z
        .string()
        .regex(/^\d+:\d+$/)
        .optional(),
      consistency_requirement: z.enum(['strong', 'eventual']).optional(),
      existing_db: z.string().optional(),
    })
    .optional(),
});

/** Six types: time series, vectors and warehouses have none of their own, see `details.contractType`. */
export const DatabaseType = z.enum(['relational', 'document', 'key-value', 'wide-column', 'graph', 'search']);
export type DatabaseType = z.infer<typeof DatabaseType>;

export const EngineContractOutput = z.object({
  recommendation: z.object({
    database_type: DatabaseType,
    specific_db: z.string(),
    schema_design: z.string(),
    index_strategy: z.array(z.string()),
  }),
  /** Statements and commands that run as they stand, in the recommended engine's own language. */
  sql_examples: z.array(z.string()),
  optimization_tips: z.array(z.string()),
  confidence_score: z.number().min(0).max(1),
});
export type EngineContractOutput = z.infer<typeof EngineContractOutput>;
