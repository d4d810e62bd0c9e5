import type { indexCandidates } from '#analysis/index-candidates.ts';
import { type IndexSearchResult, searchIndexes } from '#analysis/index-search.ts';
import { planShape } from '#analysis/plan-shape.ts';
import { count } from '#analysis/plan-words.ts';
import type { Context } from '#contracts/context.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Evidence, ProofLevel } from '#vocabulary/evidence.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';

export interface TwinSearch {
  readonly whatIf: WhatIf;
  readonly search: IndexSearchResult;
  /** Of what the twin says here: lower than its own where it plans the query otherwise than the target, or must guess. */
  readonly level: ProofLevel;
  /** What its answers rest on and nobody knows, one sentence each. */
  readonly doubts: readonly string[];
  /** The twin's plan with no candidate, and with the chosen ones. */
  readonly before: Plan;
  readonly after: Plan;
  /** How well the twin plans as the target does; absent where the target's own plan is not known. */
  readonly replay?: { readonly agrees: boolean; readonly evidence: Evidence };
}

/** Below this share of the cost without indexes a difference is not worth another or a wider index. */
const negligible = 0.02;
const maxQuestions = 60;

/** Asks the twin for the query's own plan, compares it with the target's, and searches for indexes. */
export async function searchInTwin(
  whatIf: WhatIf,
  request: {
    readonly query: QueryText;
    readonly candidates: ReturnType<typeof indexCandidates>;
    readonly ordered: ReadonlySet<string>;
    readonly maxIndexes: number;
    readonly targetPlan: Plan | undefined;
    readonly context: Context;
  },
): Promise<TwinSearch> {
  const { query, candidates, ordered, maxIndexes, targetPlan, context } = request;
  const plans = new Map<string, Plan>();
  const doubts = new Map<string, readonly string[]>();
  const ask = async (indexes: readonly IndexDefinition[]) => {
    context.progress({ message: `asking the planner about ${count(indexes.length)} of ${candidates.length} indexes` });
    try {
      const answer = await whatIf.ask({ query, indexes });
      const { plan, cost, used, bytes } = answer;
      plans.set(nameOf(indexes), plan);
      doubts.set(nameOf(indexes), answer.doubts ?? []);
      return { cost, used, bytes };
    } catch (error) {
      // One of the offered indexes cannot be made (an expression that is not immutable): the search finds out which.
      if (indexes.length === 0 || !isRefusal(error)) throw error;
      return { refused: error.message };
    }
  };
  const limits = { maxIndexes, negligible, maxQuestions };
  const search = await searchIndexes({ candidates, ordered, ask, signal: context.signal, ...limits });
  const before = plans.get(nameOf([]));
  if (before === undefined) throw new RangeError('The search did not ask for the plan without indexes.');
  const replayed = targetPlan === undefined ? undefined : replay(whatIf, targetPlan, before);
  const doubted = [...new Set([...(doubts.get('') ?? []), ...(doubts.get(nameOf(search.chosen)) ?? [])])];
  const isSure = replayed?.agrees !== false && doubted.length === 0;
  return {
    whatIf,
    search,
    level: isSure || whatIf.level === 'cited' ? whatIf.level : 'derived',
    doubts: doubted,
    before,
    after: plans.get(nameOf(search.chosen)) ?? before,
    ...(replayed === undefined ? {} : { replay: replayed }),
  };
}

function nameOf(indexes: readonly IndexDefinition[]): string {
  return indexes
    .map(({ name }) => name)
    .toSorted()
    .join('\n');
}

function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && ['invalid', 'unsupported'].includes(error.problem.code);
}

/** Costs of the same shape further apart than this mean that the twin sees other sizes. */
const costTolerance = 0.1;

function replay(whatIf: WhatIf, target: Plan, twin: Plan): { readonly agrees: boolean; readonly evidence: Evidence } {
  const costs = { before: target.root.estimated?.totalCost, after: twin.root.estimated?.totalCost };
  const sameShape = planShape(target) === planShape(twin);
  const isClose =
    costs.before === undefined ||
    costs.after === undefined ||
    Math.abs(costs.after - costs.before) <= costTolerance * Math.max(costs.before, 1);
  const agrees = sameShape && isClose;
  const note = agrees
    ? 'The twin plans this query as the target does.'
    : sameShape
      ? 'The twin makes the same plan at another cost: its sizes or settings differ from the target’s.'
      : 'The twin plans this query in another way than the target: what it says of indexes is less certain.';
  const by = `${whatIf.by}, against the target's own plan`;
  return {
    agrees,
    evidence: {
      level: whatIf.level,
      by,
      ...(whatIf.costUnit === undefined
        ? { what: 'plan cost, target and twin', unit: 'cost' }
        : { what: `${whatIf.costUnit}, target and twin`, unit: 'rows' }),
      ...costs,
      note,
    },
  };
}
