import type { Context } from '#contracts/context.ts';
import type { Run, Trial } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { Unseen } from '#vocabulary/report.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { type IndexSet, isEnough } from './smaller-sets.ts';

/** What running the query in a database with rows showed. */
export interface RowTrial {
  readonly run: Run | undefined;
  readonly before?: Measurement;
  /** Where indexes were built. */
  readonly trial?: Trial;
  /** The smaller set of indexes that the trial is of, where it proved enough, and the trial of the larger one. */
  readonly enough?: { readonly set: IndexSet; readonly larger: Trial };
  /** An index that the planner's estimates spoke against, and that proved itself all the same. */
  readonly overlooked?: IndexSet;
  /** Why it was not run. */
  readonly unseen: readonly Unseen[];
}

/** Measures the query, and, where indexes were chosen, measures it again with them really built. */
export async function tryWithRows(
  run: Run | undefined,
  request: {
    readonly query: QueryText;
    readonly resolved: ResolvedQuery;
    readonly indexes: readonly IndexDefinition[];
    /** Smaller sets that may be as good, smallest first. */
    readonly smaller: readonly IndexSet[];
    readonly runs: number;
    /** The target's plan was really run, so that without indexes nothing is left to learn. */
    readonly isKnown: boolean;
    readonly context: Context;
  },
): Promise<RowTrial> {
  const { query, resolved, indexes, runs, isKnown, context } = request;
  if (run === undefined || (indexes.length === 0 && isKnown)) return { run, unseen: [] };
  const open = openParameters(resolved, query);
  if (open.length > 0) {
    const written = (number: number) => resolved.parameters.find((one) => one.number === number)?.written;
    const name = (number: number) => /^[:@$](\w+)$/.exec(written(number) ?? '')?.[1] ?? number;
    const example = open.map((number) => `--param ${name(number)}=…`).join(' ');
    const why = `No value is known for ${open.map((number) => written(number) ?? `$${number}`).join(', ')}.`;
    return { run, unseen: [{ what: 'measured times', why, remedy: `Give the values: ${example}` }] };
  }
  try {
    if (indexes.length === 0) {
      context.progress({ message: `running the query in ${run.rowsFrom}` });
      return { run, before: await run.measure({ query, runs }), unseen: [] };
    }
    context.progress({ message: `building ${indexes.map(({ name }) => name).join(', ')} in ${run.rowsFrom}` });
    const trial = await run.compare({ query, indexes, runs });
    const enough = await smallestEnough(run, trial, request);
    return { run, before: trial.before, trial, ...enough, unseen: [] };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    const remedy = error.problem.hint === undefined ? {} : { remedy: error.problem.hint };
    return { run, unseen: [{ what: 'measured times', why: error.message, ...remedy }] };
  }
}

/** The first of the smaller sets, each built and timed, that brings nearly all of the gain. */
async function smallestEnough(
  run: Run,
  larger: Trial,
  { query, smaller, runs, context }: Pick<Parameters<typeof tryWithRows>[1], 'query' | 'smaller' | 'runs' | 'context'>,
): Promise<Pick<RowTrial, 'trial' | 'enough'>> {
  const builds = Object.values(larger.buildMs).reduce((sum, one) => sum + one, 0);
  if (larger.sameRows === false || builds > longestBuildMs) return {};
  for (const set of smaller) {
    context.progress({ message: `measuring the smaller ${set.indexes.map(({ name }) => name).join(', ')}` });
    const trial = await run.compare({ query, indexes: set.indexes, runs });
    if (isEnough(trial, larger)) return { trial, enough: { set, larger } };
  }
  return {};
}

/** Where building takes longer, the planner's choice stands: nobody wants to wait for a comparison of sizes. */
const longestBuildMs = 20_000;

/** Numbers of the parameters without a value. */
export function openParameters(resolved: ResolvedQuery, query: QueryText): readonly number[] {
  return resolved.parameters
    .map(({ number }) => number)
    .filter((number, at, all) => all.indexOf(number) === at && query.parameters[String(number)] === undefined);
}
