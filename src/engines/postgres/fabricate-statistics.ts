import { volumeFaults } from '#analysis/fabricate/stated-tables.ts';
import { fabricateStatistics as fabricate } from '#analysis/fabricate-statistics.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import type { Volumes } from '#vocabulary/volumes.ts';

/**
 * Statistics of a database that has no rows yet, from the sizes that a person stated.
 * `today`: where the times end that nobody stated.
 * Errors: invalid: a table or column that the schema does not have, with the name that was probably meant.
 */
export function fabricateStatistics(schema: DatabaseSchema, volumes: Volumes, today: Date): Statistics {
  const [fault] = volumeFaults(schema, volumes);
  if (fault !== undefined) throw new ProblemError(fault);
  return fabricate(schema, volumes, today.getTime());
}
