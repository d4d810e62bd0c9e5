import { type EngineRequirements, type WorkloadGroup, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { type Assessment, assessEngines, type Candidate } from './assess-engines.ts';
import { kindFit } from './criteria.ts';
import type { Hurdle } from './hurdle.ts';
import { hurdlesOf } from './hurdles.ts';
import { type Weights, weightsOf } from './weights.ts';

export interface Companion {
  readonly kinds: readonly WorkloadKind[];
  readonly id: string;
  /** What keeps the main store from it. */
  readonly because: readonly Hurdle[];
  /** All engines, for this work alone. */
  readonly ranking: readonly Assessment[];
}

export interface Choice {
  /** Undefined: none meets the musts of the main work. */
  readonly main: string | undefined;
  /** Why it: it runs already, the team knows it, it is the default, or the scores. */
  readonly by: 'existing' | 'skills' | 'default' | 'score' | 'none';
  /** All engines against what the main store has to do, best first. */
  readonly ranking: readonly Assessment[];
  readonly companions: readonly Companion[];
  /** Work that nothing here can serve under the given conditions. */
  readonly unserved: readonly { readonly kind: WorkloadKind; readonly ranking: readonly Assessment[] }[];
  /** The work in order, the main one first. */
  readonly groups: readonly WorkloadGroup[];
  /** What the main store was asked for. */
  readonly hurdles: readonly Hurdle[];
}

/** A single engine for everything must serve the main work this well, against the best; else the work is shared out. */
const goodEnough = 0.85;

/** The engine that is taken where nothing speaks against it. */
export const defaultEngine = 'postgresql';

/**
 * One store where one will do: what runs already, what the team knows or PostgreSQL, whichever first meets every must; else
 * the best score. Work that this store cannot do goes to a companion, and only such work.
 */
export function chooseEngines(
  candidates: readonly Candidate[],
  asked: EngineRequirements,
  given: { readonly weights?: Weights; readonly hurdles?: readonly Hurdle[] } = {},
): Choice {
  const groups = inOrder(asked.workloads);
  const weights = given.weights ?? weightsOf(asked);
  const hurdles = given.hurdles ?? hurdlesOf(asked);
  const question = { asked, groups, hurdles, weights };
  const all = assessEngines(candidates, question);
  const single = pick(all, asked);
  const [mainGroup, ...others] = groups;
  const base = { groups, companions: [], unserved: [] };
  if (single !== undefined && (others.length === 0 || isGoodEnough(single.id, mainGroup, candidates))) {
    return { ...base, main: single.id, by: single.by, ranking: all, hurdles };
  }
  if (mainGroup === undefined || others.length === 0)
    return { ...base, main: undefined, by: 'none', ranking: all, hurdles };

  const ofMain = hurdles.filter(({ scope }) => scope === 'all' || scope === 'main' || scope === mainGroup.kind);
  const ranking = assessEngines(candidates, { ...question, groups: [mainGroup], hurdles: ofMain });
  const main = pick(ranking, asked);
  const values = candidates.find(({ id }) => id === main?.id)?.values;
  const companions: Companion[] = [];
  const unserved: { kind: WorkloadKind; ranking: readonly Assessment[] }[] = [];
  for (const group of others) {
    const own = hurdles.filter(({ scope, strength }) => scope === group.kind && strength === 'must');
    const because = values === undefined ? own : own.filter(({ met }) => !met(values));
    if (because.length === 0) continue;
    const forIt = hurdles.filter(({ scope }) => scope === 'all' || scope === group.kind);
    const alone = { ...asked, workloads: [group], needs: [], consistency: undefined };
    const able = assessEngines(candidates, {
      asked: alone,
      groups: [group],
      hurdles: forIt,
      weights: weightsOf(alone),
    });
    const isThere = companions.findIndex(({ id }) => able.some((one) => one.id === id && one.failed.length === 0));
    const known = companions[isThere];
    const best = known?.id ?? pickCompanion(able, asked)?.id;
    if (best === undefined) unserved.push({ kind: group.kind, ranking: able });
    else if (known === undefined) companions.push({ kinds: [group.kind], id: best, because, ranking: able });
    else
      companions[isThere] = { ...known, kinds: [...known.kinds, group.kind], because: [...known.because, ...because] };
  }
  return { main: main?.id, by: main?.by ?? 'none', ranking, companions, unserved, groups, hurdles: ofMain };
}

/** The source of truth first: the order of the kinds. */
function inOrder(groups: readonly WorkloadGroup[]): readonly WorkloadGroup[] {
  const kinds = WorkloadKind.options;
  return groups.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}

interface Picked {
  readonly id: string;
  readonly by: Choice['by'];
}

function pick(ranking: readonly Assessment[], { existing, skills }: EngineRequirements): Picked | undefined {
  const able = ranking.filter(({ failed }) => failed.length === 0);
  const isAble = (id: string) => able.some((one) => one.id === id);
  const running = existing.find(isAble);
  if (running !== undefined) return { id: running, by: 'existing' };
  const strains = (id: string) => able.find((one) => one.id === id)?.strained.length ?? 0;
  // What is only known, not in use, gives way where it is a strain that the default is not.
  const known = skills.find((id) => isAble(id) && (!isAble(defaultEngine) || strains(id) <= strains(defaultEngine)));
  if (known !== undefined) return { id: known, by: 'skills' };
  const [best] = able;
  // A said wish that the default meets only in part is a need that speaks against it, where another engine meets it.
  const isSaid = (id: string) =>
    able.find((one) => one.id === id)?.strained.some(({ id: wish }) => wish === 'serverless-wish');
  const isBetter = best !== undefined && isSaid(defaultEngine) === true && able.some(({ id }) => isSaid(id) === false);
  if (isAble(defaultEngine) && !isBetter) return { id: defaultEngine, by: 'default' };
  return best === undefined ? undefined : { id: best.id, by: 'score' };
}

/** What runs already or is known serves a side job too; there is no default for it. */
function pickCompanion(
  ranking: readonly Assessment[],
  { existing, skills }: EngineRequirements,
): Assessment | undefined {
  const able = ranking.filter(({ failed }) => failed.length === 0);
  return able.find(({ id }) => existing.includes(id)) ?? able.find(({ id }) => skills.includes(id)) ?? able[0];
}

function isGoodEnough(id: string, group: WorkloadGroup | undefined, candidates: readonly Candidate[]): boolean {
  if (group === undefined) return true;
  const serves = (one: Candidate) => kindFit(one.values, group.kind);
  const mine = candidates.find((one) => one.id === id);
  return mine !== undefined && serves(mine) >= goodEnough * Math.max(...candidates.map(serves));
}
