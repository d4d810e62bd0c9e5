import type { EngineRequirements, WorkloadGroup } from '#vocabulary/engine-requirements.ts';
import { criteria, type Scores, scoresOf } from './criteria.ts';
import type { Hurdle, Values } from './hurdle.ts';
import type { Weights } from './weights.ts';

/** An engine as it is weighed: its values may be shaken ones. */
export interface Candidate {
  readonly id: string;
  readonly values: Values;
}

export interface Assessment {
  readonly id: string;
  /** Musts that it does not meet: one is enough to be out. */
  readonly failed: readonly Hurdle[];
  /** Wishes that it does not meet. */
  readonly strained: readonly Hurdle[];
  readonly scores: Scores;
  /** Weighted mean of the scores, 0 … 1. */
  readonly utility: number;
}

export interface Question {
  readonly asked: EngineRequirements;
  /** The work that is judged, the main one first. */
  readonly groups: readonly WorkloadGroup[];
  readonly hurdles: readonly Hurdle[];
  readonly weights: Weights;
}

/** Each engine against the hurdles and the criteria, best first; those that are out stand last. */
export function assessEngines(candidates: readonly Candidate[], question: Question): readonly Assessment[] {
  return candidates
    .map((candidate) => assess(candidate, question))
    .toSorted(
      (one, other) =>
        Number(one.failed.length > 0) - Number(other.failed.length > 0) ||
        other.utility - one.utility ||
        one.id.localeCompare(other.id),
    );
}

function assess({ id, values }: Candidate, { asked, groups, hurdles, weights }: Question): Assessment {
  const missed = hurdles.filter(({ met }) => !met(values));
  const strained = missed.filter(({ strength }) => strength === 'wish');
  const failed = [
    ...missed.filter(({ strength }) => strength === 'must'),
    ...(asked.avoid.includes(id) ? [notWanted] : []),
  ];
  const scores = scoresOf({ id, values, unmetWishes: strained.length }, groups, asked);
  const utility = criteria.reduce((sum, criterion) => sum + weights[criterion] * scores[criterion], 0);
  return { id, failed, strained, scores, utility };
}

const notWanted: Hurdle = {
  id: 'avoid',
  strength: 'must',
  scope: 'all',
  fact: 'licence',
  asks: 'another engine: this one was ruled out',
  origin: 'said',
  met: () => false,
};
