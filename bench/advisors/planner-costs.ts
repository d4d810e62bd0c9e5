import { workloadCandidates } from '#analysis/workload-search/workload-candidates.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { resolve } from '#engines/postgres/resolve.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { quiet } from '../quiet-context.ts';
import { createDraw } from '../workloads/draw.ts';
import type { BenchWorkload, WorkloadQuery } from '../workloads/workload.ts';
import type { AdvisorIndex, AdvisorItem } from './advisor.ts';
import { type CostStore, openCostStore } from './cost-store.ts';
import type { AskCost } from './costs.ts';
import { definitionOf } from './index-text.ts';
import { type CandidateSet, syntacticCandidates, unitedCandidates } from './query-candidates.ts';
import { workloadRequest } from './workload-request.ts';

export interface CostOptions {
  readonly scale: number;
  readonly seed: number;
  /**
   * `ours`: what dbwright thinks of for the workload; `united`: what it thinks of for each query alone, together;
   * `syntactic`: every order of the columns, up to `width`.
   */
  readonly pool: 'ours' | 'united' | 'syntactic';
  readonly width: number;
}

/** One planner for all algorithms and budgets: the same question is put to it once, and is remembered between runs. */
export interface PlannerCosts {
  readonly queries: readonly WorkloadQuery[];
  readonly items: readonly AdvisorItem[];
  readonly indexes: readonly AdvisorIndex[];
  /** Bytes of the tables, without indexes. */
  readonly dataBytes: number;
  readonly ask: AskCost;
  /** What the questions so far took, or would have taken had they not been known: ms. */
  readonly spent: () => number;
  /** Questions that the planner really answered in this run, and what they took. */
  readonly answered: () => { readonly count: number; readonly ms: number };
  readonly close: () => Promise<void>;
}

export async function openPlannerCosts(workload: BenchWorkload, options: CostOptions): Promise<PlannerCosts> {
  const { scale, seed } = options;
  const request = await workloadRequest(workload, scale);
  const queries = workload.queries(createDraw(seed), scale);
  const resolved = [];
  for (const { text } of queries) resolved.push(await resolve(text, request.schema));
  const candidates = candidatesOf(resolved, request, options);
  const store = openCostStore(`costs 1 ${JSON.stringify(request)}`);
  const desk = plannerDesk(request, store);
  const sized = await keepSized(candidates, desk);
  return {
    queries,
    indexes: sized.indexes,
    items: queries.map(({ weight }, at) => ({ weight, relevant: sized.relevant[at] ?? [] })),
    dataBytes: request.statistics.relations.reduce(
      (sum, { kind, pages }) => sum + (kind === 'table' ? pages * 8192 : 0),
      0,
    ),
    ask: async (item, present) => {
      const offered = present.flatMap((at) => sized.indexes[at]?.index ?? []);
      const { cost, used } = await desk.ask(queries[item]?.text ?? '', offered);
      const definitions = new Set(used);
      return { cost, used: present.filter((_, at) => offered[at] && definitions.has(definitionOf(offered[at]))) };
    },
    spent: desk.spent,
    answered: desk.answered,
    close: desk.close,
  };
}

function candidatesOf(
  queries: readonly ResolvedQuery[],
  { schema, statistics }: TwinRequest,
  { pool, width }: CostOptions,
): CandidateSet {
  if (pool === 'syntactic') return syntacticCandidates(queries, schema, width);
  if (pool === 'united') return unitedCandidates(queries, schema, statistics);
  return workloadCandidates({ queries: queries.map((query) => ({ query })), schema, statistics });
}

interface StoredAnswer {
  readonly cost: number;
  /** Definitions. */
  readonly used: readonly string[];
  readonly ms: number;
}

interface PlannerDesk extends Pick<PlannerCosts, 'spent' | 'answered' | 'close'> {
  readonly ask: (text: string, offered: readonly IndexDefinition[]) => Promise<StoredAnswer>;
  /** undefined: it cannot be made. */
  readonly bytesOf: (index: IndexDefinition) => Promise<number | undefined>;
}

/** The twin starts with the first question whose answer is not known. */
function plannerDesk(request: TwinRequest, store: CostStore): PlannerDesk {
  let twin: ReturnType<typeof createStatisticsTwin> | undefined;
  let spent = 0;
  let recalled = 0;
  let answered = 0;
  let answeredMs = 0;
  const whatIf = async (question: Parameters<WhatIf['ask']>[0]) => {
    twin ??= createStatisticsTwin(request, quiet);
    return (await twin).whatIf.ask(question);
  };
  return {
    ask: async (text, offered) => {
      const key = JSON.stringify([text, offered.map(definitionOf).sort()]);
      let answer = store.get(key) as StoredAnswer | undefined;
      if (answer === undefined) {
        await twin;
        const started = performance.now();
        const { cost, used } = await whatIf({ query: { text, parameters: {} }, indexes: offered });
        const ms = performance.now() - started;
        const names = new Set(used);
        answer = { cost, used: offered.filter(({ name }) => names.has(name)).map(definitionOf), ms };
        store.set(key, answer);
        answered += 1;
        answeredMs += ms;
      }
      // Remembered answers alone would never let a signal through.
      recalled += 1;
      if (recalled % 256 === 0) await new Promise((next) => setImmediate(next));
      spent += answer.ms;
      return answer;
    },
    bytesOf: async (index) => {
      const key = `bytes ${definitionOf(index)}`;
      const known = store.get(key) as { readonly bytes: number | null } | undefined;
      if (known !== undefined) return known.bytes ?? undefined;
      const text = `select 1 from "${index.schema}"."${index.table}"`;
      const bytes = await whatIf({ query: { text, parameters: {} }, indexes: [index] }).then(
        (answer) => answer.bytes[index.name],
        () => undefined,
      );
      store.set(key, { bytes: bytes ?? null });
      return bytes;
    },
    spent: () => spent,
    answered: () => ({ count: answered, ms: answeredMs }),
    close: async () => (await twin)?.close(),
  };
}

/** Leaves out what cannot be made, and numbers the rest anew. */
async function keepSized(
  { indexes, relevant }: CandidateSet,
  desk: PlannerDesk,
): Promise<{ readonly indexes: readonly AdvisorIndex[]; readonly relevant: readonly (readonly number[])[] }> {
  const kept: AdvisorIndex[] = [];
  const places = new Map<number, number>();
  for (const [at, index] of indexes.entries()) {
    const bytes = await desk.bytesOf(index);
    if (bytes === undefined) continue;
    places.set(at, kept.length);
    kept.push({ index, bytes });
  }
  return { indexes: kept, relevant: relevant.map((all) => all.flatMap((at) => places.get(at) ?? [])) };
}
