import type { Context } from '#contracts/context.ts';
import type { Trial } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { openParameters, type RowTrial } from './try-with-rows.ts';
import { leastImprovement, leastSavedMs, type Verdict } from './verdict.ts';

/** A setting or fresh statistics that a finding asks for, and what became of it where rows are. */
export interface AdjustmentTrial {
  readonly finding: Finding;
  readonly change: Change;
  readonly outcome: 'proven' | 'no-gain' | 'untried';
  /** A few words or one sentence. */
  readonly why: string;
  /** Before: with the indexes that are recommended, where there are any. */
  readonly trial?: Trial;
}

const most = 4;
const higherTarget = 1000;

/**
 * Tries what findings ask for beside indexes: `SET LOCAL`, ANALYZE, statistics on several columns, and where ANALYZE is
 * asked for also a higher statistics target of the compared columns. Each alone, beside the indexes that were chosen.
 * Statistics are tried on a copy only: made-up rows are made from them.
 */
export async function tryAdjustments(
  findings: readonly Finding[],
  request: {
    readonly query: QueryText;
    readonly resolved: ResolvedQuery;
    readonly rows: RowTrial;
    readonly verdict: Verdict;
    readonly runs: number;
    readonly context: Context;
  },
): Promise<readonly AdjustmentTrial[]> {
  const wanted = findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap((finding) => changesOf(finding, request.resolved).map((change) => ({ finding, change })))
    .filter(({ change }, at, all) => all.findIndex((one) => sameChange(one.change, change)) === at);
  const tried: AdjustmentTrial[] = [];
  for (const one of wanted) {
    const count = tried.filter(({ trial }) => trial !== undefined).length;
    const why = count >= most ? 'Enough others were tried.' : whyNot(one.change, request);
    tried.push(why === undefined ? await tryOne(one, request) : { ...one, outcome: 'untried', why });
  }
  return tried;
}

function changesOf(finding: Finding, resolved: ResolvedQuery): readonly Change[] {
  const own = finding.changes.filter(({ kind }) => adjustable.has(kind));
  return [
    ...own,
    ...own.flatMap((change): readonly Change[] => {
      if (change.kind !== 'analyze-table' || !misjudging.has(finding.rule)) return [];
      const relations = resolved.relations.filter(({ kind, name }) => kind === 'table' && name === change.table);
      const compared = resolved.predicates.find(
        ({ relation, column }) => column !== undefined && relations.some(({ id }) => id === relation),
      );
      if (compared?.column === undefined) return [];
      const { schema, table } = change;
      return [{ kind: 'set-statistics-target', schema, table, column: compared.column, target: higherTarget }];
    }),
  ];
}

/** Rules that say that the planner took the values of a column for others than they are. */
const misjudging = new Set(['row-estimate-off', 'single-row-estimate-off']);

const adjustable = new Set<Change['kind']>([
  'set-setting',
  'analyze-table',
  'create-statistics',
  'set-statistics-target',
]);

function whyNot(
  change: Change,
  { query, resolved, rows, verdict }: Parameters<typeof tryAdjustments>[1],
): string | undefined {
  const { run } = rows;
  if (run === undefined) return 'There is no database with rows to try it in.';
  if (openParameters(resolved, query).length > 0) return 'Not all parameters have values.';
  if (change.kind !== 'set-setting' && run.level !== 'measured') {
    return 'The rows are made from the statistics, so other statistics would tell nothing: give a copy (--twin-url).';
  }
  const builds = verdict.kind === 'proven' ? Object.values(verdict.trial.buildMs).reduce((sum, ms) => sum + ms, 0) : 0;
  return builds > longestBuildMs ? 'Building the indexes again would take too long.' : undefined;
}

/** As for the smaller sets of indexes: nobody wants to wait longer. */
const longestBuildMs = 20_000;

async function tryOne(
  one: Pick<AdjustmentTrial, 'finding' | 'change'>,
  { query, rows, verdict, runs, context }: Parameters<typeof tryAdjustments>[1],
): Promise<AdjustmentTrial> {
  const indexes: readonly IndexDefinition[] = verdict.kind === 'proven' ? verdict.indexes : [];
  try {
    context.progress({ message: `trying ${changeWords(one.change)}` });
    const made = await rows.run?.compare({ query, indexes, adjust: [one.change], runs });
    if (made === undefined) return { ...one, outcome: 'untried', why: 'There is no database with rows to try it in.' };
    // The gain of the indexes is told already: what counts is what the change brings beside them.
    const trial = verdict.kind === 'proven' ? { ...made, before: verdict.trial.after } : made;
    const beside = verdict.kind === 'proven' ? ', beside the index' : '';
    const before = trial.before.median;
    const gained = before - trial.after.median >= Math.max(leastSavedMs, before * leastImprovement);
    return gained
      ? { ...one, trial, outcome: 'proven', why: `faster${beside}` }
      : { ...one, trial, outcome: 'no-gain', why: `not faster${beside}` };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    return { ...one, outcome: 'untried', why: `It could not be tried: ${error.message}` };
  }
}

/** "work_mem = 64MB", "ANALYZE orders". */
export function changeWords(change: Change): string {
  switch (change.kind) {
    case 'set-setting':
      return `${change.name} = ${change.value}`;
    case 'analyze-table':
      return `ANALYZE ${change.table}`;
    case 'create-statistics':
      return `extended statistics on ${change.table} (${[...change.columns, ...(change.expressions ?? [])].join(', ')})`;
    case 'set-statistics-target':
      return `a statistics target of ${change.target} for ${change.table}.${change.column}`;
    default:
      return change.kind;
  }
}

export function sameChange(one: Change, other: Change): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
