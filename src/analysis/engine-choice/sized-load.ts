import type { EngineRequirements, WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';

/** A figure and whether it was said or concluded. */
export interface Figure {
  readonly value: number;
  readonly basis: 'stated' | 'derived';
}

export interface Load {
  readonly reads?: Figure;
  readonly writes?: Figure;
  readonly bytes?: Figure;
}

/**
 * A tenth of the users at the peak, each with a request every ten seconds: a planning figure for interactive applications,
 * to be replaced by a stated rate.
 */
const requestsPerUser = 0.01;

const usualReadShare = 0.8;

const bytesOfVolume = { small: 1e10, medium: 2e11, large: 5e12, massive: 1e14 } as const;

/** Bytes of one thing, where only their number is known. A vector of 1,024 dimensions takes 4 KB. */
const bytesOfItem: Partial<Record<WorkloadKind, number>> = { search: 2000, vector: 4096, graph: 200 };

/** Rates and bytes of everything, stated or concluded. */
export function sizedLoad(asked: EngineRequirements): Load {
  const share = asked.reads ?? usualReadShare;
  const requests = requestsOf(asked);
  const part = (of: number): Figure | undefined =>
    requests === undefined ? undefined : { value: requests.value * of, basis: requests.basis };
  const groupWrites = asked.workloads.reduce((sum, { writesPerSecond = 0 }) => sum + writesPerSecond, 0);
  const reads = stated(asked.readsPerSecond) ?? part(share);
  const writes = stated(asked.writesPerSecond) ?? (groupWrites > 0 ? stated(groupWrites) : part(1 - share));
  const bytes = bytesOf(asked);
  return { ...(reads && { reads }), ...(writes && { writes }), ...(bytes && { bytes }) };
}

/** Of one kind of work: its own figures, and the common ones where it is the only work. */
export function loadOf(group: WorkloadGroup, asked: EngineRequirements): Load {
  const whole = asked.workloads.length === 1 ? sizedLoad(asked) : {};
  const reads = stated(group.readsPerSecond) ?? whole.reads;
  const writes = stated(group.writesPerSecond) ?? whole.writes;
  const bytes = stated(group.bytes) ?? whole.bytes ?? bytesOfItems(group);
  return { ...(reads && { reads }), ...(writes && { writes }), ...(bytes && { bytes }) };
}

function requestsOf({ requestsPerSecond, users }: EngineRequirements): Figure | undefined {
  if (requestsPerSecond !== undefined) return stated(requestsPerSecond);
  return users === undefined ? undefined : { value: users * requestsPerUser, basis: 'derived' };
}

function bytesOf({ bytes, dataVolume, workloads }: EngineRequirements): Figure | undefined {
  if (bytes !== undefined) return stated(bytes);
  if (dataVolume !== undefined) return { value: bytesOfVolume[dataVolume], basis: 'derived' };
  const [only] = workloads;
  return workloads.length === 1 ? stated(only?.bytes) : undefined;
}

function bytesOfItems({ kind, items }: WorkloadGroup): Figure | undefined {
  const each = bytesOfItem[kind];
  return items === undefined || each === undefined ? undefined : { value: items * each, basis: 'derived' };
}

function stated(value: number | undefined): Figure | undefined {
  return value === undefined ? undefined : { value, basis: 'stated' };
}
