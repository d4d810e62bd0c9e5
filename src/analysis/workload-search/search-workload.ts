import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { FoundSet } from './best-selection.ts';
import { confirmSet } from './confirm-set.ts';
import { gainCurve } from './gain-curve.ts';
import { landscapes } from './landscape.ts';
import { plainerSet } from './plainer-set.ts';
import { provenSet } from './proven-set.ts';
import { questionDesk } from './question-desk.ts';
import { refineSet } from './refine-set.ts';
import { workloadBound } from './workload-bound.ts';

/** One statement of the workload. */
export interface SearchItem {
  readonly weight: number;
  /** Positions in `indexes` that could matter to it, ascending. */
  readonly relevant: readonly number[];
}

export interface SearchIndex {
  readonly index: IndexDefinition;
  /** It stands already and may be dropped; false: a candidate. */
  readonly exists: boolean;
  /** What keeping it costs the writes of the whole workload, in weighted cost. */
  readonly tax: number;
  readonly bytes: number;
}

/** refused: one of the offered indexes cannot be made; failed: the statement itself cannot be planned. */
export type ItemAnswer =
  | {
      readonly cost: number;
      /** Positions that the plan uses. */
      readonly used: readonly number[];
    }
  | { readonly refused: string }
  | { readonly failed: string };

export interface WorkloadSearchRequest {
  readonly items: readonly SearchItem[];
  readonly indexes: readonly SearchIndex[];
  /** Cost of an item when exactly these indexes are present (of its relevant ones); existing ones not named are hidden. */
  readonly ask: (item: number, present: readonly number[]) => Promise<ItemAnswer>;
  readonly signal: AbortSignal;
  /** Bytes of new indexes. */
  readonly budget?: number;
  /** New ones. */
  readonly maxIndexes?: number;
  /** Each item is asked about once in any case. */
  readonly maxQuestions?: number;
  /** Asked between questions: true ends the search with the best set so far. */
  readonly isOver?: () => boolean;
  /** A new index that saves less than this share of the whole weighted cost is not worth having. */
  readonly minimumGain?: number;
  /** So much of the whole weighted cost the set may cost more for plainer indexes: without INCLUDE, with fewer keys. */
  readonly plainness?: number;
  readonly progress?: (state: { readonly asked: number; readonly cost: number; readonly base: number }) => void;
}

export interface WorkloadSearchResult {
  /** Weighted, with the taxes of what is present. */
  readonly base: number;
  readonly cost: number;
  /** New ones, in the order in which they are best made: largest gain first. */
  readonly chosen: readonly number[];
  /** Existing ones that the best set does without. */
  readonly dropped: readonly number[];
  readonly itemCosts: readonly { readonly before: number; readonly after: number }[];
  /** No set of these candidates within the budget costs less, if more on offer never costs more. */
  readonly lowerBound: number;
  /** (cost - lowerBound) / base */
  readonly gap: number;
  /** Gain against number and bytes: nested, smallest set first. */
  readonly curve: readonly { readonly indexes: readonly number[]; readonly bytes: number; readonly cost: number }[];
  /** Questions put, and those settled by earlier answers. */
  readonly asked: number;
  readonly skipped: number;
  /** Of monotony: more on offer cost more (share). */
  readonly violations: { readonly count: number; readonly worst: number };
  readonly refused: readonly { readonly index: number; readonly why: string }[];
  readonly failed: readonly { readonly item: number; readonly why: string }[];
  /** Best known feasible cost after so many questions. */
  readonly trail: readonly { readonly asked: number; readonly cost: number }[];
  /** False: ended by isOver or maxQuestions. */
  readonly complete: boolean;
}

/** Questions for each item where no limit is given. */
const questionsPerItem = 50;
const leastQuestions = 200;

/**
 * The indexes to add and to drop so that the whole workload costs least within a budget.
 *
 * Every answer of the planner is a plan that can be had wherever its indexes are present. The best set by the plans
 * known is found without a question; questions are put only where an unknown plan could change it (column generation,
 * as in CoPhy, Dash and others, VLDB 2011, with plans found as they are needed), until none could.
 */
export async function searchWorkload(request: WorkloadSearchRequest): Promise<WorkloadSearchResult> {
  const { items, indexes, minimumGain = 0.0001, plainness = 0.001 } = request;
  const limit = request.maxQuestions ?? Math.max(leastQuestions, questionsPerItem * items.length);
  const desk = questionDesk(request, limit, Math.min(items.length, Math.floor(limit / 4)));
  const standing = Uint8Array.from(indexes, ({ exists }) => (exists ? 1 : 0));
  for (const item of items.keys()) await desk.ask(item, standing, 'must');

  const taxes = (present: Uint8Array) => indexes.reduce((sum, { tax }, at) => sum + (present[at] === 1 ? tax : 0), 0);
  const costOf = (present: Uint8Array) =>
    desk.items.reduce((sum, item, at) => {
      const weight = desk.weight(at);
      return weight === 0 ? sum : sum + weight * item.upper(present);
    }, taxes(present));
  const base = costOf(standing);
  const map = landscapes(request, desk, base, minimumGain * base);
  const trail = [{ asked: desk.counts.asked, cost: base }];
  const report = (found: FoundSet) => {
    const cost = costOf(found.present);
    const last = trail.at(-1);
    if (last !== undefined && cost < last.cost) trail.push({ asked: desk.counts.asked, cost });
    request.progress?.({ asked: desk.counts.asked, cost: Math.min(cost, last?.cost ?? cost), base });
  };

  const refined = await refineSet(desk, map, base, report);
  const proven = await provenSet(desk, map, refined, report);
  const complete = desk.isOpen('may');
  const cheapest = await confirmSet(desk, map, [proven, refined], { present: standing, total: base });
  const definitions = indexes.map(({ index }) => index);
  const confirmed = await plainerSet(desk, map(), definitions, cheapest, plainness * base);
  const curve = await gainCurve(desk, map(), confirmed, taxes);
  const exact = (item: number, present: Uint8Array) =>
    (desk.items[item]?.answer(present, 'implied') ?? { cost: desk.items[item]?.upper(present) ?? 0 }).cost;
  const itemCosts = items.map((_, item) =>
    desk.weight(item) === 0
      ? { before: 0, after: 0 }
      : { before: exact(item, standing), after: exact(item, confirmed) },
  );
  const cost = itemCosts.reduce((sum, { after }, item) => sum + desk.weight(item) * after, taxes(confirmed));
  const lowerBound = Math.min(
    cost,
    workloadBound(
      map(),
      Float64Array.from(indexes, ({ tax }) => tax),
    ),
  );
  const last = trail.at(-1);
  if (last !== undefined && cost < last.cost) trail.push({ asked: desk.counts.asked, cost });
  return {
    base,
    cost,
    chosen: curve.at(-1)?.indexes ?? [],
    dropped: [...standing.keys()].filter((at) => standing[at] === 1 && confirmed[at] !== 1),
    itemCosts,
    lowerBound,
    gap: base === 0 ? 0 : (cost - lowerBound) / base,
    curve,
    ...desk.counts,
    ...desk.record(),
    trail,
    complete,
  };
}
