import type { Repetition, Run } from './run.ts';
import { varyingRoles, writesSeveralRows } from './statement-values.ts';

/** What a run is: work done once per row, or one of the things that look like it. */
export type RunVerdict = 'per row' | 'pages' | 'batches' | 'the same values' | 'requests' | 'polling';

/** Below this wait, ms, nothing but a loop asks again. */
const loopMs = 2;
/** Between requests of one connection waits differ much more than within a loop: upper to lower quartile. */
const mostSpread = 3;
/** A loop in which each round has its own transaction waits no longer than this, ms. */
const transactionLoopMs = 10;
const pollingMs = 50;

/** Is the statement run once per row of something? `hasParent`: a statement ran just before that can have given the rows. */
export function judgeRun(run: Run, hasParent: boolean): RunVerdict {
  const { count, repetition, shape } = run;
  if (repetition === undefined) return 'the same values';
  const { changes, values, executions } = repetition;
  if (changes * 2 < count - 1 || values.size < 3) return 'the same values';
  if (shape.role === 'write' && executions.every(({ text }) => writesSeveralRows(text))) return 'batches';
  const roles = varyingRoles(executions);
  // Only a name differs: a partition, a shard.
  if (roles.size === 0 && executions.length > 1) return 'the same values';
  if (roles.size > 0 && [...roles].every((role) => role === 'offset' || role === 'limit' || role === 'range')) {
    return 'pages';
  }
  if (roles.has('list') && !roles.has('equal')) return 'batches';
  return judgeTimes(run, repetition, hasParent);
}

function judgeTimes({ count, shape }: Run, repetition: Repetition, hasParent: boolean): RunVerdict {
  const { gaps, transactions, others, sawWrite } = repetition;
  const sorted = gaps.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const [lower, middle, upper] = [at(0.25), at(0.5), at(0.75)];
  const isLoose = middle > loopMs && upper > Math.max(lower, 0.5) * mostSpread;
  if (isLoose) return 'requests';
  const others80 = [...others.values()].filter((times) => times >= count * 0.8).length;
  if (transactions * 2 >= count) {
    // A worker that takes one message after the other, or a request each.
    const mixes = shape.role === 'read' ? sawWrite : others80 > 0;
    if (mixes || middle > transactionLoopMs) return 'requests';
  }
  if (!hasParent && middle > loopMs && others80 > 0) return 'requests';
  return !hasParent && middle > pollingMs ? 'polling' : 'per row';
}
