import type { IndexDrop } from '#analysis/index-drops.ts';
import { percent } from '#analysis/plan-words.ts';
import { searchWorkload, type WorkloadSearchResult } from '#analysis/workload-search/search-workload.ts';
import { workloadCandidates } from '#analysis/workload-search/workload-candidates.ts';
import type { TableWrites, WriteTax } from '#analysis/write-tax.ts';
import { writeTax } from '#analysis/write-tax.ts';
import type { Context } from '#contracts/context.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { askPlanner, type OfferedIndex, type Planner } from './ask-planner.ts';
import { distinctNames } from './distinct-names.ts';
import type { Studied } from './study-load.ts';
import { itemsOf, queriesOf, type WeighedLoad, weighLoad } from './weigh-load.ts';

export interface LoadSearch {
  readonly whatIf: WhatIf;
  readonly planner: Planner;
  readonly weighed: WeighedLoad;
  /** By position: candidates, then what may be dropped. */
  readonly offered: readonly OfferedIndex[];
  readonly taxes: readonly WriteTax[];
  readonly bytes: readonly number[];
  readonly result: WorkloadSearchResult;
  /** What stands and may be dropped, by position. */
  readonly drops: ReadonlyMap<number, IndexDrop>;
}

export interface LoadSearchRequest {
  readonly studied: readonly Studied[];
  readonly schema: DatabaseSchema;
  readonly statistics: Statistics | undefined;
  readonly settings: Settings | undefined;
  readonly major: number | undefined;
  readonly writes: ReadonlyMap<string, TableWrites>;
  /** Those that may be dropped. */
  readonly drops: readonly IndexDrop[];
  readonly budget: number | undefined;
  readonly maxIndexes: number | undefined;
  readonly maxWidth: number;
  readonly maxQuestions: number | undefined;
  /** Milliseconds for the search. */
  readonly withinMs: number | undefined;
  readonly context: Context;
}

/** An index that saves less than this share of the load is not worth its keep. */
const minimumGain = 0.002;
/** Narrower indexes may cost the load so much more together; where room was given, less. */
const plainness = 0.01;

/** From the statements to the set of indexes: candidates, sizes, what each costs the writes, and the search. */
export async function searchLoad(whatIf: WhatIf, request: LoadSearchRequest): Promise<LoadSearch> {
  const { studied, schema, statistics, maxWidth, context } = request;
  const unweighed = itemsOf(studied);
  const subjects = [...new Set(unweighed.map((item) => item.studied))];
  const found = workloadCandidates({ queries: subjects.map(({ query }) => ({ query })), schema, statistics, maxWidth });
  const drops = new Map(request.drops.map((drop, at) => [found.indexes.length + at, drop]));
  const offered: readonly OfferedIndex[] = [
    ...distinctNames(
      found.indexes,
      request.drops.map(({ index }) => index.name),
    ).map((index) => ({ index, exists: false })),
    ...request.drops.map(({ index }) => ({ index, exists: true })),
  ];
  const planner = askPlanner(whatIf, queriesOf(unweighed), offered, context.signal);
  const relevantTo = (item: (typeof unweighed)[number]) => {
    const tables = new Set(item.studied.query.relations.map(({ schema: of, name }) => `${of}.${name}`));
    const dropped = [...drops].flatMap(([at, { index }]) => (tables.has(`${index.schema}.${index.table}`) ? [at] : []));
    return [...(found.relevant[subjects.indexOf(item.studied)] ?? []), ...dropped];
  };
  const relevant = unweighed.map(relevantTo);
  const standing = [...drops.keys()];
  context.progress({ message: `planning ${unweighed.length} statements as things are` });
  const weighed = await weighLoad(unweighed, planner, standing);
  await learnSizes(planner, relevant, offered, context);
  const bytes = offered.map(({ index, exists }, at) => (exists ? (index.bytes ?? 0) : (planner.bytes.get(at) ?? 0)));
  const { settings } = request;
  const number = (name: string) => {
    const value = Number(settings?.[name]?.value);
    return Number.isFinite(value) ? value : undefined;
  };
  const taxes = offered.map(({ index }) =>
    writeTax(index, {
      schema,
      statistics,
      writes: request.writes.get(`${index.schema}.${index.table}`),
      major: request.major,
      randomPageCost: number('random_page_cost'),
      sequentialPageCost: number('seq_page_cost'),
    }),
  );
  // What must be known before is no search: a short time would end before it began.
  const ends = request.withinMs === undefined ? undefined : context.clock().getTime() + request.withinMs;
  const result = await searchWorkload({
    items: weighed.items.map(({ weight }, at) => ({ weight, relevant: relevant[at] ?? [] })),
    indexes: offered.map((one, at) => ({
      ...one,
      tax: (taxes[at]?.cost ?? 0) * weighed.rate,
      bytes: bytes[at] ?? 0,
    })),
    ask: planner.ask,
    signal: context.signal,
    minimumGain,
    plainness: request.budget === undefined ? plainness : plainness / 10,
    ...(request.budget === undefined ? {} : { budget: request.budget }),
    ...(request.maxIndexes === undefined ? {} : { maxIndexes: request.maxIndexes }),
    ...(request.maxQuestions === undefined ? {} : { maxQuestions: request.maxQuestions }),
    ...(ends === undefined ? {} : { isOver: () => context.clock().getTime() > ends }),
    progress: ({ asked, cost, base }) =>
      context.progress({
        message: `searching among ${found.indexes.length} indexes: ${asked} questions, ${percent(1 - cost / Math.max(base, 1e-9))} saved so far`,
      }),
  });
  return { whatIf, planner, weighed, offered, taxes, bytes, result, drops };
}

/** Offering all that could matter to a statement tells their sizes, and is what the search asks first anyway. */
async function learnSizes(
  planner: Planner,
  relevant: readonly (readonly number[])[],
  offered: readonly OfferedIndex[],
  context: Context,
): Promise<void> {
  for (const [item, positions] of relevant.entries()) {
    context.progress({ message: 'sizing the candidates', share: item / relevant.length });
    const unknown = () => positions.filter((at) => offered[at]?.exists === false && !planner.bytes.has(at));
    if (unknown().length === 0) continue;
    const answer = await planner.ask(item, positions);
    // One of them cannot be made: then each by itself.
    if (!('cost' in answer)) for (const at of unknown()) await planner.ask(item, [at]);
  }
}

/** The set of positions as definitions, and those that stand and are not in it. */
export function definitionsOf(search: LoadSearch, positions: readonly number[]): readonly IndexDefinition[] {
  return positions.flatMap((at) => search.offered[at]?.index ?? []);
}
