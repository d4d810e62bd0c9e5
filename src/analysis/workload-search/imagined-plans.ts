import { areAllPresent, type ItemKnowledge, type KnownPlan } from './item-knowledge.ts';

/** Of a plan that uses more indexes only the parts that lack one are imagined. */
const mostUsed = 4;

export interface Imagination {
  /** Share of the way from the least to the most that a plan can cost. */
  readonly doubt: number;
  /** What saves less is not imagined. */
  readonly least: number;
  /** Good sets of indexes: what the item uses of them may go together with any other index that it has a use for. */
  readonly near: readonly Uint8Array[];
  readonly tableOf: (index: number) => string;
  /** By position, 1 for what some plan of any item uses. */
  readonly isWanted: Uint8Array;
}

/**
 * Plans that nobody has seen yet but that may well exist: a known plan that lacks some of its indexes, or the plan that
 * a good set gives with one index on a table changed. It costs at least
 * what more indexes cost, at most what fewer do; imagined is that share `doubt` of the way up. Each set of indexes that
 * looks good only by these is worth a question, and the answer takes the place of what was imagined.
 */
export function withImaginedPlans(
  knowledge: ItemKnowledge,
  { doubt, least, near, tableOf, isWanted }: Imagination,
): readonly KnownPlan[] {
  const known = knowledge.plans();
  if (doubt >= 1) return known;
  const seen = new Set(known.map(({ used }) => used.join()));
  const imagined: KnownPlan[] = [];
  const present = new Uint8Array((knowledge.relevant.at(-1) ?? -1) + 1);
  for (const used of [
    ...known.map((plan) => plan.used),
    ...near.flatMap((set) => crossed(knowledge, set, { tableOf, isWanted })),
  ]) {
    for (const part of partsOf(used)) {
      const key = part.join();
      if (seen.has(key)) continue;
      seen.add(key);
      for (const index of part) present[index] = 1;
      const highest = knowledge.upper(present);
      const lowest = knowledge.lower(present);
      for (const index of part) present[index] = 0;
      const cost = lowest + doubt * (highest - lowest);
      if (highest - cost > least) imagined.push({ cost, used: part });
    }
  }
  return [...known, ...imagined].toSorted((a, b) => a.cost - b.cost);
}

/** Equal where the item would be given the same plans, as long as nothing more is known of it. */
export function imaginationKey(knowledge: ItemKnowledge, imagination: Imagination): string {
  const { doubt, least, near, isWanted } = imagination;
  const wanted = knowledge.relevant.filter((index) => isWanted[index] === 1);
  return [doubt, least, ...near.map((set) => planUnder(knowledge, set).join()), wanted.join()].join(';');
}

function planUnder({ plans }: ItemKnowledge, set: Uint8Array): readonly number[] {
  return plans().find(({ used }) => areAllPresent(used, set))?.used ?? [];
}

/** All parts of a small set; of a large one those that lack one member. */
function partsOf(used: readonly number[]): readonly (readonly number[])[] {
  if (used.length > mostUsed) return [used, ...used.map((one) => used.filter((other) => other !== one))];
  const count = 2 ** used.length;
  return Array.from({ length: count - 1 }, (_, at) => used.filter((__, place) => (((at + 1) >> place) & 1) === 1));
}

/** The plan under the set, each time with one index that some plan uses in the place of those on the same table. */
function crossed(
  knowledge: ItemKnowledge,
  set: Uint8Array,
  { tableOf, isWanted }: Pick<Imagination, 'tableOf' | 'isWanted'>,
): readonly (readonly number[])[] {
  const now = planUnder(knowledge, set);
  return knowledge.relevant
    .filter((index) => isWanted[index] === 1 && !now.includes(index))
    .map((index) => [...now.filter((one) => tableOf(one) !== tableOf(index)), index].toSorted((a, b) => a - b));
}
