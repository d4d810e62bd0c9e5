import { describeIndex } from '#analysis/index-words.ts';
import { duration, percent, times } from '#analysis/plan-words.ts';
import type { Run, Trial } from '#contracts/instrument.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { TwinSearch } from './search-in-twin.ts';

/** What supports an answer, as evidence: the conditions alone, the planner's costs, or really running the query. */
export function derivedEvidence(indexes: readonly IndexDefinition[]): Evidence {
  return {
    level: 'derived',
    by: 'the conditions of the query, and the schema',
    what: 'fitting index that does not exist',
    after: indexes.map(describeIndex).join('; '),
  };
}

export function costEvidence({ whatIf, search, level, doubts, replay }: TwinSearch): readonly Evidence[] {
  const { base, cost } = search;
  // What is true of all that the twin says stands once in the report, under "Keep in mind".
  const note = doubts.join(' ');
  return [
    {
      level,
      by: whatIf.by,
      ...(whatIf.costUnit === undefined
        ? { what: 'plan cost', unit: 'cost' }
        : { what: `${whatIf.costUnit} (estimated)`, unit: 'rows' }),
      before: base,
      after: cost,
      ...(note === '' ? {} : { note }),
    },
    ...(replay === undefined ? [] : [replay.evidence]),
  ];
}

/** "the planner's cost", or what stands for it where planners tell none. */
export function costName({ whatIf }: TwinSearch): string {
  return whatIf.costUnit === undefined ? "the planner's cost" : `the estimate of ${whatIf.costUnit}`;
}

export function trialEvidence(run: Run, trial: Trial): readonly Evidence[] {
  const { level, by } = run;
  const note = `On ${run.rowsFrom}.`;
  const { before, after, sameRows } = trial;
  const runs = Math.min(before.milliseconds.length, after.milliseconds.length);
  const sum = (values: Readonly<Record<string, number>>) => Object.values(values).reduce((all, one) => all + one, 0);
  return [
    { level, by, what: `median time of ${runs} runs`, before: before.median, after: after.median, unit: 'ms', note },
    {
      level,
      by,
      what: 'rows compared',
      before: before.rows,
      after: after.rows,
      unit: 'rows',
      note:
        sameRows === 'unknown'
          ? 'They could not be compared.'
          : sameRows
            ? 'They are the same.'
            : 'The rows are not the same.',
    },
    { level, by, what: 'real size of the indexes', after: sum(trial.bytes), unit: 'bytes' },
    { level, by, what: 'time to build them', after: sum(trial.buildMs), unit: 'ms' },
  ];
}

/** "58 ms to 0.95 ms, 61 times faster" */
export function timeGain({ before, after }: Trial): string {
  const words = `${duration(before.median)} to ${duration(after.median)}`;
  const factor = before.median / Math.max(after.median, 0.001);
  return factor >= 2
    ? `${words}, ${times(factor)} faster`
    : `${words}, ${percent((before.median - after.median) / before.median)} less`;
}
