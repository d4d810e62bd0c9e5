import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import {
  type AnswerCache,
  type AnswerRecord,
  answerCache,
  type Mask,
  membersOf,
  type OracleAnswer,
  sizeOf,
} from './answer-cache.ts';
import { coveringColumns, usedKeys } from './covering-columns.ts';
import { type GoodSet, goodSets } from './good-sets.ts';
import { lighterSets } from './lighter-sets.ts';
import { plainerSets } from './plainer-sets.ts';

export interface IndexSearchRequest {
  readonly candidates: readonly IndexDefinition[];
  /** Names of those that win over a shorter one of equal cost, since they keep an order. */
  readonly ordered?: ReadonlySet<string>;
  readonly ask: (indexes: readonly IndexDefinition[]) => Promise<OracleAnswer>;
  readonly signal: AbortSignal;
  /** At most this many indexes are chosen. */
  readonly maxIndexes?: number;
  /** A set is as good as the best one when it costs at most this share more. */
  readonly within?: number;
  /** A saving below this share of the cost without indexes is not worth a covering index. */
  readonly negligible?: number;
  /** A set that saves less than this share helps not at all. */
  readonly minimumGain?: number;
  readonly maxQuestions?: number;
}

export interface IndexSearchResult extends AnswerRecord {
  /** Cost without any of the candidates. */
  readonly base: number;
  /** The smallest set that is as good as the best; empty where no index helps. */
  readonly chosen: readonly IndexDefinition[];
  /** Cost with the chosen ones. */
  readonly cost: number;
  /** The best choice of indexes without included columns, where that is another: dearer by estimate, perhaps not in time. */
  readonly plain?: { readonly indexes: readonly IndexDefinition[]; readonly cost: number };
  /** No set of candidates of any size costs less. */
  readonly lowerBound: number;
  /** False: the questions ran out before the choice was certain. */
  readonly certain: boolean;
}

/**
 * The smallest set of indexes whose cost is within `within` of the best that at most `maxIndexes` can reach.
 *
 * Plain indexes are looked at first. A partial one takes the place of a plain one only where it is cheaper for the query
 * and at most a quarter of its size; a covering one only where it saves more than `negligible`. Each answer of the
 * planner also holds for every set between what its plan used and what was on offer (cost reuse as in INUM,
 * Papadomanolakis and others, VLDB 2007), which saves many questions.
 */
export async function searchIndexes(request: IndexSearchRequest): Promise<IndexSearchResult> {
  const { candidates, ask, signal, maxIndexes = 3, within = 0.02, negligible = 0, minimumGain = 0.05 } = request;
  const cache = answerCache(candidates, ask, signal, request.maxQuestions ?? 80);
  const base = (await cache.answer(0n, 'must'))?.cost ?? 0;
  const lowest = await offerAll(cache);
  const worthwhile = base * (1 - minimumGain);
  const indexesIn = (set: Mask) => membersOf(set).flatMap((at) => candidates[at] ?? []);
  const finish = (chosen: GoodSet, certain: boolean, plain?: GoodSet): IndexSearchResult => ({
    base,
    chosen: indexesIn(chosen.set),
    cost: chosen.cost,
    ...(plain === undefined ? {} : { plain: { indexes: indexesIn(plain.set), cost: plain.cost } }),
    lowerBound: Math.min(base, lowest),
    certain,
    ...cache.record(),
  });
  const nothing: GoodSet = { set: 0n, cost: base };
  if (lowest > worthwhile) return finish(nothing, true);

  const explore = (isFit: (index: IndexDefinition) => boolean) =>
    goodSets(cache, poolOf(candidates, isFit) & cache.possible(), { base, maxIndexes, within });
  const order = (sets: readonly GoodSet[]) => inOrder(sets, candidates, cache.record().bytes, request.ordered);
  const nearly = (best: number) => Math.max(best * (1 + within), best + negligible * base);

  const plain = await explore((index) => isPlain(index) && coveringColumns(index).length === 0);
  const slim = candidates.some((index) => !isPlain(index))
    ? await explore((index) => coveringColumns(index).length === 0)
    : plain;
  const simple = preferSlim(order(plain.sets), order(slim.sets), candidates, cache.record().bytes, within);
  const isEnough = simple.some(({ set, cost }) => sizeOf(set) <= 1 && cost <= nearly(lowest));
  const all = isEnough ? slim : await explore(() => true);
  const best = isEnough ? lowest : all.best;
  const eligible = [...simple.filter(({ cost }) => cost <= nearly(best)), ...(isEnough ? [] : order(all.sets))];
  const certain = plain.certain && slim.certain && all.certain;
  const settled = certain ? order(eligible) : await shrink(order(eligible), nearly(best), order, candidates, cache);
  const [first] = settled;
  // The choice among simple ones was made above; only fewer indexes beat it.
  const isSmallest = ({ set, cost }: GoodSet) => sizeOf(set) <= sizeOf(first?.set ?? 0n) && cost <= nearly(best);
  const ranked = certain ? [...simple.filter(isSmallest), ...settled] : settled;
  const chosen = await confirm(ranked, cache, nearly(best), worthwhile);
  if (chosen === undefined) return finish(nothing, certain);
  for (const set of [...plainerSets(chosen.set, candidates), ...lighterSets(chosen.set, candidates)]) {
    await cache.answer(set & cache.possible(), 'may');
  }
  const [plainest] = simple;
  const isOther = plainest !== undefined && plainest.set !== chosen.set && plainest.cost <= worthwhile;
  return finish(chosen, certain, isOther ? plainest : undefined);
}

/** All candidates at once, for the lowest cost; those that cannot be made are found one by one and left out. */
async function offerAll(cache: AnswerCache): Promise<number> {
  for (;;) {
    const answer = await cache.answer(cache.possible(), 'must');
    if (answer !== undefined) return answer.cost;
    await cache.findRefused();
  }
}

function poolOf(candidates: readonly IndexDefinition[], isFit: (index: IndexDefinition) => boolean): Mask {
  return candidates.reduce((pool, index, at) => (isFit(index) ? pool | (1n << BigInt(at)) : pool), 0n);
}

function isPlain(index: IndexDefinition): boolean {
  return index.predicate === undefined;
}

/** A partial index of at most this share of a plain one's size is worth being of less use to other queries. */
const slimShare = 0.25;

function preferSlim(
  plain: readonly GoodSet[],
  slim: readonly GoodSet[],
  candidates: readonly IndexDefinition[],
  bytes: Readonly<Record<string, number>>,
  within: number,
): readonly GoodSet[] {
  const [first] = plain;
  if (first === undefined) return slim;
  const size = bytesOf(first.set, candidates, bytes);
  const better = slim.filter(
    ({ set, cost }) =>
      sizeOf(set) <= sizeOf(first.set) &&
      cost < first.cost * (1 - within) &&
      bytesOf(set, candidates, bytes) <= size * slimShare,
  );
  return [...better, ...plain];
}

function bytesOf(set: Mask, candidates: readonly IndexDefinition[], bytes: Readonly<Record<string, number>>): number {
  return membersOf(set).reduce((sum, at) => sum + (bytes[candidates[at]?.name ?? ''] ?? 0), 0);
}

/**
 * Fewest indexes first; then the plainest (a covering or partial index serves fewer other queries), then those that
 * keep an order, then the smallest, then the cheapest.
 */
function inOrder(
  sets: readonly GoodSet[],
  candidates: readonly IndexDefinition[],
  bytes: Readonly<Record<string, number>>,
  ordered: ReadonlySet<string> = new Set(),
): readonly GoodSet[] {
  const weigh = (set: Mask) => {
    const members = membersOf(set).flatMap((at) => candidates[at] ?? []);
    return [
      members.length,
      members.filter((index) => coveringColumns(index).length > 0 || !isPlain(index)).length,
      -members.filter(({ name }) => ordered.has(name)).length,
      bytesOf(set, candidates, bytes),
      members.reduce((sum, { keys, include }) => sum + keys.length + include.length, 0),
      members.reduce((sum, index) => sum + usedKeys(index).length, 0),
    ];
  };
  return sets
    .map((one) => ({ one, order: [...weigh(one.set), one.cost, Number(one.set)] }))
    .toSorted((a, b) => compare(a.order, b.order))
    .map(({ one }) => one);
}

function compare(some: readonly number[], others: readonly number[]): number {
  for (const [at, one] of some.entries()) {
    const other = others[at] ?? 0;
    if (one !== other) return one - other;
  }
  return 0;
}

/**
 * Where the questions ran out: takes the best set found and tries, member by member, to do without it or with a plain
 * index on the same table, until nothing better turns up. Such questions offer few indexes and are quick.
 */
async function shrink(
  start: readonly GoodSet[],
  limit: number,
  order: (sets: readonly GoodSet[]) => readonly GoodSet[],
  candidates: readonly IndexDefinition[],
  cache: AnswerCache,
): Promise<readonly GoodSet[]> {
  const found = new Map(start.map(({ set, cost }) => [set, cost]));
  for (let current: Mask | undefined; ; ) {
    const fit = [...found].map(([set, cost]) => ({ set, cost })).filter(({ cost }) => cost <= limit);
    const ranked = order(fit);
    const top = ranked[0]?.set;
    if (top === undefined || top === current) return ranked;
    current = top;
    for (const member of membersOf(top)) {
      const others = top & ~(1n << BigInt(member));
      const replaced = candidates.flatMap((one, at) => {
        const isFit = isPlain(one) && coveringColumns(one).length === 0 && one.table === candidates[member]?.table;
        return isFit ? [others | (1n << BigInt(at))] : [];
      });
      for (const set of [others, ...replaced]) {
        const answer = found.has(set) ? undefined : await cache.answer(set & cache.possible(), 'must');
        if (answer !== undefined) found.set(answer.used, answer.cost);
      }
    }
  }
}

/** What an answer for another set implied is asked once more exactly: real planners are monotone only within about 1 %. */
async function confirm(
  ranked: readonly GoodSet[],
  cache: AnswerCache,
  limit: number,
  worthwhile: number,
): Promise<GoodSet | undefined> {
  for (const { set } of ranked) {
    if (set === 0n) return undefined;
    const exact = await cache.exactly(set);
    if (exact !== undefined && exact <= limit * 1.01 && exact <= worthwhile) return { set, cost: exact };
  }
  return undefined;
}
