import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

/** What is known when the caching of a query's answer is judged. */
export interface CacheRequest {
  readonly query: ResolvedQuery;
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
  /** With what is recommended, where that is known. */
  readonly plan?: Plan | undefined;
  /** Median time, ms. */
  readonly milliseconds?: number | undefined;
  /** That time is with what is recommended. */
  readonly helped?: boolean;
  readonly now: Date;
}
