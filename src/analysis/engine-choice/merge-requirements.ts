import { EngineRequirements, type WorkloadGroup } from '#vocabulary/engine-requirements.ts';

type Patch = Partial<EngineRequirements>;

/** What is said later wins; lists grow; figures of one kind of work gather in one group. */
export function mergeRequirements(patches: readonly Patch[]): EngineRequirements {
  return patches.reduce<EngineRequirements>(merge, EngineRequirements.parse({}));
}

function merge(known: EngineRequirements, patch: Patch): EngineRequirements {
  const regions = patch.regions ?? known.regions;
  return {
    ...known,
    ...patch,
    workloads: mergeWorkloads([...known.workloads, ...(patch.workloads ?? [])]),
    needs: unique([...known.needs, ...(patch.needs ?? [])]),
    skills: unique([...known.skills, ...(patch.skills ?? [])]),
    existing: unique([...known.existing, ...(patch.existing ?? [])]),
    avoid: unique([...known.avoid, ...(patch.avoid ?? [])]),
    ...(known.hosting === undefined && patch.hosting === undefined
      ? {}
      : { hosting: { ...known.hosting, ...patch.hosting } }),
    ...(regions === undefined
      ? {}
      : {
          regions: {
            count: Math.max(regions.count, known.regions?.count ?? 1),
            writes: known.regions?.writes === 'all' ? 'all' : regions.writes,
          },
        }),
  };
}

function mergeWorkloads(groups: readonly WorkloadGroup[]): readonly WorkloadGroup[] {
  const kinds = unique(groups.map(({ kind }) => kind));
  return kinds.map((kind) => Object.assign({ kind }, ...groups.filter((group) => group.kind === kind)));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
