import { type CandidateRequest, indexCandidates } from '#analysis/index-candidates.ts';
import { orderedIndexes } from '#analysis/ordered-indexes.ts';
import type { Context } from '#contracts/context.ts';
import type { Compare, Trial } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Comparison } from '#vocabulary/comparison.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import type { ResolvedRewrite, Rewrite } from '#vocabulary/rewrite.ts';
import { searchInTwin, type TwinSearch } from './search-in-twin.ts';
import { openParameters, type RowTrial } from './try-with-rows.ts';
import { leastImprovement, leastSavedMs, type Verdict } from './verdict.ts';

/** What became of one other way to write the query. */
export interface RewriteTrial {
  readonly rewrite: Rewrite;
  readonly outcome: /** Faster where rows are, and the same rows. */
    | 'proven'
    /** Cheaper by estimate, the same rows on made-up databases; no times were measured. */
    | 'estimated'
    /** Not cheaper, or cheaper only on paper. */
    | 'no-gain'
    /** It gave other rows. */
    | 'refuted'
    /** Whether it gives the same rows could not be found out. */
    | 'unproven'
    /** No gain is claimed. */
    | 'style';
  /** One sentence. */
  readonly why: string;
  /** The planner's cost of the query and of the rewrite, each with the indexes named, or with those that are there. */
  readonly cost?: { readonly before: number; readonly after: number };
  /** Indexes that do not exist and that the rewrite was costed and timed with. */
  readonly indexes: readonly IndexDefinition[];
  readonly search?: TwinSearch;
  readonly comparison?: Comparison;
  readonly trial?: Trial;
}

/** Rewrites are compared and timed for at most so many, the cheapest first. */
const mostTried = 3;
/** Below this cost a query is over in less than a millisecond, whatever its form. */
const cheap = 100;

/**
 * Which other way to write the query is cheaper, and gives the same rows? First the planner's cost, with and without
 * indexes of its own; then, of the cheapest, both texts on made-up databases; then both in a database with rows.
 * One is kept only where each step speaks for it.
 */
export async function tryRewrites(
  rewrites: readonly ResolvedRewrite[],
  request: {
    readonly query: QueryText;
    readonly asked: CandidateRequest;
    readonly wide: TwinSearch;
    readonly rows: RowTrial;
    readonly verdict: Verdict;
    readonly compare: Compare | undefined;
    readonly maxIndexes: number;
    readonly runs: number;
    readonly context: Context;
  },
): Promise<readonly RewriteTrial[]> {
  const costed: RewriteTrial[] = [];
  for (const one of rewrites) costed.push(await costOf(one, request));
  const promising = costed
    .filter(({ outcome }) => outcome === 'estimated')
    .toSorted((one, other) => (one.cost?.after ?? 0) - (other.cost?.after ?? 0));
  const tried = new Map<Rewrite, RewriteTrial>();
  for (const one of promising.slice(0, mostTried)) tried.set(one.rewrite, await proved(one, request));
  for (const one of promising.slice(mostTried)) {
    tried.set(one.rewrite, { ...one, outcome: 'no-gain', why: 'Others are cheaper still.' });
  }
  return costed.map((one) => tried.get(one.rewrite) ?? one);
}

type Request = Parameters<typeof tryRewrites>[1];

/** Its cost with the indexes that are there, and where that is not less, with those that it would have beside the query's. */
async function costOf({ rewrite, query }: ResolvedRewrite, request: Request): Promise<RewriteTrial> {
  const { wide, verdict, asked, context } = request;
  const none = { rewrite, indexes: [] };
  if (rewrite.class === 'style') return { ...none, outcome: 'style', why: 'It reads better; no gain is claimed.' };
  const text = textOf(rewrite, request.query);
  try {
    const alone = await wide.whatIf.ask({ query: text, indexes: [] });
    const plain = { before: wide.search.base, after: alone.cost };
    if (plain.before < cheap) {
      return { ...none, cost: plain, outcome: 'no-gain', why: 'The query costs next to nothing as it is.' };
    }
    if (isCheaper(plain)) return { ...none, cost: plain, outcome: 'estimated', why: 'It is cheaper by estimate.' };
    const candidates = indexCandidates({ ...asked, query, plan: undefined });
    const search = await searchInTwin(wide.whatIf, {
      query: text,
      candidates,
      ordered: orderedIndexes({ ...asked, query }, candidates),
      maxIndexes: request.maxIndexes,
      targetPlan: undefined,
      context,
    });
    const isHelped = verdict.kind === 'proven' || verdict.kind === 'estimated';
    const cost = { before: isHelped ? wide.search.cost : wide.search.base, after: search.search.cost };
    if (search.search.chosen.length > 0 && cost.before >= cheap && isCheaper(cost)) {
      const why = 'It is cheaper by estimate, with an index that the query as it stands cannot use.';
      return { ...none, cost, indexes: search.search.chosen, search, outcome: 'estimated', why };
    }
    return { ...none, cost: plain, outcome: 'no-gain', why: 'The planner does not rate it cheaper.' };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    return { ...none, outcome: 'unproven', why: `The planner could not be asked: ${error.message}` };
  }
}

function isCheaper({ before, after }: { readonly before: number; readonly after: number }): boolean {
  return after <= before * (1 - leastImprovement);
}

/** The same rows on made-up databases, then times where rows are. */
async function proved(one: RewriteTrial, request: Request): Promise<RewriteTrial> {
  const compared = await comparedRows(one, request);
  if (compared.outcome !== 'estimated') return compared;
  return timed(compared, request);
}

async function comparedRows(one: RewriteTrial, { query, compare, context }: Request): Promise<RewriteTrial> {
  const { rewrite } = one;
  if (rewrite.compared === 'not') return one;
  if (compare === undefined) {
    return { ...one, outcome: 'unproven', why: 'There is no database to compare the rows in.' };
  }
  try {
    context.progress({ message: `comparing the rows: ${rewrite.rule}` });
    const comparison = await compare.compare({ before: query, after: rewrite });
    if (comparison.verdict === 'same') return { ...one, comparison };
    return comparison.verdict === 'differs'
      ? { ...one, comparison, outcome: 'refuted', why: 'There is a database on which it gives other rows.' }
      : { ...one, comparison, outcome: 'unproven', why: comparison.notes[0] ?? 'The rows could not be compared.' };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    return { ...one, outcome: 'unproven', why: error.message };
  }
}

async function timed(one: RewriteTrial, { query, rows, asked, runs, context }: Request): Promise<RewriteTrial> {
  const { run } = rows;
  // Pages, and statements without all their values, cannot be timed one against the other.
  if (run === undefined || one.rewrite.compared !== 'rows' || openParameters(asked.query, query).length > 0) return one;
  try {
    context.progress({ message: `timing the rewrite in ${run.rowsFrom}` });
    const instead = textOf(one.rewrite, query);
    const trial = await run.compare({ query, instead, indexes: one.indexes, runs });
    if (trial.sameRows === false) {
      return { ...one, trial, outcome: 'refuted', why: `It gives other rows on ${run.rowsFrom}.` };
    }
    return isFaster(trial, bestKnown(rows, trial))
      ? { ...one, trial, outcome: 'proven', why: 'It is faster, and the rows are the same.' }
      : { ...one, trial, outcome: 'no-gain', why: 'It is cheaper only on paper: run, it is not faster.' };
  } catch (error) {
    if (context.signal.aborted || !(error instanceof ProblemError)) throw error;
    return { ...one, why: `It is cheaper by estimate; it could not be timed: ${error.message}` };
  }
}

function isFaster({ after }: Trial, before: number): boolean {
  return before - after.median >= Math.max(leastSavedMs, before * leastImprovement);
}

/** A rewrite that wants an index must beat the query with its own. */
function bestKnown({ trial }: RowTrial, own: Trial): number {
  const needsIndex = Object.keys(own.bytes).length > 0;
  return needsIndex && trial !== undefined ? Math.min(own.before.median, trial.after.median) : own.before.median;
}

function textOf({ text }: Rewrite, { parameters }: QueryText): QueryText {
  return { text, parameters };
}
