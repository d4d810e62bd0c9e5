import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan } from '#vocabulary/plan.ts';
import { type PartitionScans, partitionScans } from './partition-scans.ts';
import { blocksTouched } from './plan-weights.ts';

/** The partitions of one table are so many that looking at each takes longer than the work. */
export interface CrowdedPartitions {
  readonly group: PartitionScans;
  /** Those in the plan and those left out when the query began. */
  readonly partitions: number;
  /** planning: it took longer than running. small: each holds next to nothing. */
  readonly by: 'planning' | 'small';
}

const fewest = 100;
/** So many that hold some ten blocks each are too many, whatever planning took. */
const manySmall = 200;
const smallBlocks = 10;
const leastPlanningMs = 1;

/** https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-BEST-PRACTICES */
export function crowdedPartitions(plan: Plan, schema?: DatabaseSchema): CrowdedPartitions | undefined {
  const sized = partitionScans(plan, schema).map((group) => ({
    group,
    partitions: group.scans.length + group.removed,
  }));
  const [largest] = sized.sort((one, other) => other.partitions - one.partitions);
  if (largest === undefined || largest.partitions < fewest || !plan.analyzed) return undefined;
  const planning = plan.planningMs ?? 0;
  if (planning >= leastPlanningMs && planning >= (plan.executionMs ?? Number.POSITIVE_INFINITY)) {
    return { ...largest, by: 'planning' };
  }
  const { scans, append } = largest.group;
  const read = scans.every(({ type, actual }) => type === 'Seq Scan' && (actual?.loops ?? 0) > 0);
  const blocks = append.buffers === undefined ? undefined : blocksTouched(append.buffers) / scans.length;
  const small = read && scans.length >= manySmall && blocks !== undefined && blocks < smallBlocks;
  return small ? { ...largest, by: 'small' } : undefined;
}
