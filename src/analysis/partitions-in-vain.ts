import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan } from '#vocabulary/plan.ts';
import { latePartitionKeys } from './late-partition-keys.ts';
import { missedPruning } from './missed-pruning.ts';
import { isEmptyHanded } from './partition-scans.ts';

/**
 * Ids of the scans of partitions that another form of the condition would leave out: no index on them is the remedy, and
 * nothing else is to be said of each.
 */
export function partitionsInVain(plan: Plan, schema?: DatabaseSchema): ReadonlySet<string> {
  const missed = missedPruning(plan, schema).filter(({ cause }) => cause !== 'unnamed');
  const groups = [...missed, ...latePartitionKeys(plan, schema)].map(({ group }) => group);
  return new Set(
    groups.flatMap(({ scans }) => (plan.analyzed ? scans.filter(isEmptyHanded) : scans)).map(({ id }) => id),
  );
}
