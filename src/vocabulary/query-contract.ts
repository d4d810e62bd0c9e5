import { z } from 'zod';
import { CacheStrategy } from './cache-strategy.ts';

/**
 * The query contract: what a caller may ask, and what every `optimize query` report in JSON answers. Callers may rely on
 * each field of the answer being there.
 */
export const QueryContractInput = z.object({
  task_type: z.enum(['design', 'optimize', 'migrate', 'debug', 'scale']),
  database_type: z.enum(['postgresql', 'mysql', 'mongodb', 'redis', 'dynamodb']).optional(),
  query: z.string().optional().meta({ description: 'SQL or query to analyze' }),
  performance_issue: z.string().optional().meta({ description: 'Description of performance problem' }),
});
export type QueryContractInput = z.infer<typeof QueryContractInput>;

export const QueryContractOutput = z.object({
  analysis: z.object({
    query_plan: z.string(),
    bottlenecks: z.array(z.string()),
    recommendations: z.array(z.string()),
  }),
  optimized_query: z.string(),
  indexes: z.array(z.object({ name: z.string(), columns: z.array(z.string()), type: z.string() })),
  cache_strategy: CacheStrategy,
});
export type QueryContractOutput = z.infer<typeof QueryContractOutput>;
