import { bestSelection, type FoundSet } from './best-selection.ts';
import { byteWorth, findPlan, type Outlook, unknownGain } from './explore-plans.ts';
import { type Effort, membersOf } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import type { Boldness, Landscape } from './landscape.ts';
import { learnDrops } from './learn-drops.ts';
import type { QuestionDesk } from './question-desk.ts';
import { seedPlans } from './seed-plans.ts';

interface Stage {
  readonly share: number;
  readonly doubt: number;
  readonly withholds: Outlook['withholds'];
  /** Exponents of further greedy starts. */
  readonly ends?: readonly number[];
}

/** Gains of this share of the base cost are looked for first, then smaller ones; and plans unseen are believed in more and more. */
const stages: readonly Stage[] = [
  { share: 0.01, doubt: 0.6, withholds: 'widest' },
  { share: 0.002, doubt: 0.5, withholds: 'widest' },
  { share: 0.0005, doubt: 0.4, withholds: 'widest' },
  { share: 0.0002, doubt: 0.3, withholds: 'widest', ends: [0.5, 1] },
  { share: 0.0001, doubt: 0.2, withholds: 'widest' },
  { share: 0.00005, doubt: 0.1, withholds: 'widest' },
  { share: 0.00005, doubt: 0.03, withholds: 'widest' },
  { share: 0.00005, doubt: 0.005, withholds: 'widest' },
  { share: 0.0005, doubt: 0.1, withholds: 'narrowest' },
  { share: 0.00005, doubt: 0.02, withholds: 'narrowest' },
];

/** The same, while the first plans are still being found. */
const earlyDoubt = 0.6;

/** Questions about one item before the set is chosen anew. */
const inOneGo = 4;

/** At each stage the search from other ends is taken up at most so often. */
const mostThorough = 1;

/**
 * Column generation: choose the best set by the plans known, ask what could make another one better, choose again.
 * Around the set itself first (what could be added?), then around the set without each of its members (what could take
 * its place?).
 */
export async function refineSet(
  desk: QuestionDesk,
  map: (boldness?: Boldness) => Landscape,
  base: number,
  report: (found: FoundSet) => void,
): Promise<FoundSet> {
  const start = map().exists;
  let best: FoundSet = { present: start, total: Number.POSITIVE_INFINITY };
  const choose = (exponents: readonly number[], effort: Effort) => {
    const land = map();
    best = bestSelection(land, [withoutBarred(land, best.present)], exponents, effort);
    report(best);
    return land;
  };
  const outlook = (land: Landscape, least: number, withholds: Outlook['withholds']): Outlook => ({
    desk,
    withholds,
    land,
    least,
    byteWorth: byteWorth(land, best.present),
  });

  const look = () => {
    choose([1, 0.5, 0], 'light');
    return best;
  };
  await seedPlans(desk, map, base, {
    look,
    dream: async (least) => {
      await dream(earlyDoubt, least);
      return look();
    },
  });
  for (const { share, doubt, withholds, ends = [] } of stages) {
    const least = share * base;
    for (const exponent of ends) await dream(doubt, least, exponent);
    choose([1, 0.5, 0], 'light');
    while (desk.isOpen('may')) {
      const isTried = await dream(doubt, least);
      const view = outlook(choose([], 'light'), least, withholds);
      const news = [
        (await learnDrops(desk, view.land, best.present, 'may')) === 'asked',
        await around(view, best.present),
        await around(view, start),
        await aroundLess(view, best.present),
      ];
      if (!news.includes(true) && !isTried) break;
      choose([], 'light');
    }
  }
  choose([1, 0.5, 0], 'deep');
  return best;

  /**
   * Takes imagined plans for real, and asks about the best set by them, until it is one whose cost is known: near the
   * last one first, and where that has nothing new, from other ends.
   */
  async function dream(doubt: number, least: number, exponent?: number): Promise<boolean> {
    let isNews = false;
    let last = best.present;
    if (exponent !== undefined) {
      last = bestSelection(map({ doubt, least, near: [last] }), [], [exponent], 'light').present;
      isNews = await verify(desk, last, least);
    }
    let thorough = 0;
    for (let isThorough = false; desk.isOpen('may'); ) {
      if (isThorough) thorough += 1;
      const land = map({ doubt, least, near: last === best.present ? [last] : [best.present, last] });
      const from = (isThorough ? [last, best.present] : [last]).map((set) => withoutBarred(land, set));
      const found = bestSelection(land, from, isThorough ? [1, 0.5] : [], isThorough ? 'wide' : 'light');
      last = found.present;
      const isLearned = await verify(desk, found.present, least);
      if (!isLearned && (isThorough || thorough >= mostThorough || exponent !== undefined)) return isNews;
      isThorough = !isLearned;
      isNews ||= isLearned;
      const total = indexSelection(map(), found.present).total();
      if (total < best.total) {
        best = { present: found.present, total };
        report(best);
      }
    }
    return isNews;
  }
}

/** Asks for the real cost of a set wherever it is not known. */
async function verify(desk: QuestionDesk, present: Uint8Array, least: number): Promise<boolean> {
  let isNews = false;
  for (const [item, knowledge] of desk.items.entries()) {
    if (desk.weight(item) * (knowledge.upper(present) - knowledge.lower(present)) <= least) continue;
    const before = desk.counts.asked;
    await desk.ask(item, present);
    isNews ||= desk.counts.asked > before;
  }
  return isNews;
}

/** Asks about every item that could gain by what is not known; true where anything was learned. */
async function around(view: Outlook, present: Uint8Array): Promise<boolean> {
  const order = [...view.desk.items.keys()]
    .map((item) => ({ item, gain: unknownGain(view, item, present) }))
    .filter(({ gain }) => gain > view.least)
    .toSorted((a, b) => b.gain - a.gain);
  let isNews = false;
  for (const { item } of order) {
    for (let time = 0; time < inOneGo && (await findPlan(view, item, present)); time += 1) isNews = true;
  }
  return isNews;
}

/** For each member of the set, what else the items that use it could use. */
async function aroundLess(view: Outlook, present: Uint8Array): Promise<boolean> {
  let isNews = false;
  for (const index of membersOf(present)) {
    if (view.land.exists[index] === 1 && (view.land.price[index] ?? 0) <= view.least) continue;
    const less = present.slice();
    less[index] = 0;
    for (const [item, knowledge] of view.desk.items.entries()) {
      const weight = view.desk.weight(item);
      if (weight * (knowledge.upper(less) - knowledge.upper(present)) <= view.least) continue;
      for (let time = 0; time < inOneGo && (await findPlan(view, item, less)); time += 1) isNews = true;
    }
  }
  return isNews;
}

function withoutBarred(land: Landscape, present: Uint8Array): Uint8Array {
  return present.map((one, at) => (land.barred[at] === 1 ? 0 : one));
}
