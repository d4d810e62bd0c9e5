import type { Context } from '#contracts/context.ts';
import type { Run } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { InterleavedTrial } from '#vocabulary/interleaved-trial.ts';
import type { Unseen } from '#vocabulary/report.ts';
import { definitionsOf, type LoadSearch } from './search-load.ts';
import { queryOf } from './study-load.ts';

/** What building the sets and running the statements under each of them showed. */
export interface MeasuredSets {
  readonly run: Run;
  readonly trial: InterleavedTrial;
  /** Positions of the indexes of each set; the first is empty: as things are. */
  readonly sets: readonly (readonly number[])[];
  /** Items that were run, in the order of the trial's statements. */
  readonly items: readonly number[];
}

/** A statement whose cost changes less is not run: there is nothing to see. */
const leastChange = 0.02;
const mostStatements = 60;

/**
 * Runs the statements whose plans change, under no new index, under each of the sets, in turns. Estimates do not rank
 * times, so this is what decides.
 */
export async function measureSets(
  run: Run | undefined,
  search: LoadSearch,
  request: {
    /** Positions of new indexes and of dropped ones; smallest first. */
    readonly sets: readonly (readonly number[])[];
    readonly rounds: number;
    readonly withinMs: number;
    readonly context: Context;
  },
): Promise<{ readonly measured?: MeasuredSets; readonly unseen: readonly Unseen[] }> {
  const { context, rounds, withinMs } = request;
  if (run === undefined || request.sets.length === 0) return { unseen: [] };
  if (run.interleave === undefined) {
    return { unseen: [{ what: 'measured times', why: `${run.by} cannot run several sets of indexes in turns.` }] };
  }
  const items = itemsToRun(search);
  const sets = [[], ...request.sets];
  try {
    context.progress({ message: `building and timing ${sets.length - 1} sets of indexes in ${run.rowsFrom}` });
    const trial = await run.interleave({
      statements: items.flatMap((at) => {
        const item = search.weighed.items[at];
        return item === undefined ? [] : [queryOf(item.sample)];
      }),
      sets: sets.map((positions) => {
        const dropped = positions.filter((at) => search.offered[at]?.exists === true);
        const made = positions.filter((at) => search.offered[at]?.exists === false);
        return { create: definitionsOf(search, made), drop: definitionsOf(search, dropped) };
      }),
      rounds,
      withinMs,
    });
    return { measured: { run, trial, sets, items }, unseen: unmeasured(trial, items, search) };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    const hint = error.problem.hint === undefined ? {} : { remedy: error.problem.hint };
    return { unseen: [{ what: 'measured times', why: error.message, ...hint }] };
  }
}

/** The most promising ones, and all that would get dearer; one text with values that are known for each. */
function itemsToRun({ weighed, result }: LoadSearch): readonly number[] {
  const changed = result.itemCosts.flatMap(({ before, after }, at) => {
    const item = weighed.items[at];
    if (item === undefined || item.sample.from === 'unknown' || before === 0) return [];
    const change = Math.abs(before - after) / before;
    return change < leastChange ? [] : [{ at, gain: Math.abs(before - after) * item.weight }];
  });
  return changed
    .toSorted((a, b) => b.gain - a.gain || a.at - b.at)
    .slice(0, mostStatements)
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
}

function unmeasured(trial: InterleavedTrial, items: readonly number[], { weighed }: LoadSearch): readonly Unseen[] {
  return trial.statements.flatMap((one, at) => {
    const text = weighed.items[items[at] ?? -1]?.studied.statement.normalized ?? '';
    return one.kind === 'failed' ? [{ what: `measured times of ${text.slice(0, 80)}`, why: one.why }] : [];
  });
}
