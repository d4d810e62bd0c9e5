import type { FoundSet } from './best-selection.ts';
import { byteWorth } from './explore-plans.ts';
import type { Landscape } from './landscape.ts';
import type { QuestionDesk } from './question-desk.ts';

/** Chooses the best set by the plans known; `dream` asks first what a better one needs that saves at least that much. */
export interface Choosing {
  readonly look: () => FoundSet;
  readonly dream: (least: number) => Promise<FoundSet>;
}

/** An item's next question, and what its last answer says. */
interface OpenItem {
  readonly item: number;
  readonly offered: Uint8Array;
  /** It costs at least that, in weighted cost. */
  readonly least: number;
  readonly round: number;
}

/** Questions about one item, while its candidates save that share of the base cost. */
const rounds = 5;
const leastOfSmaller = 0.0005;

/** Of an item that was not asked about yet this part of the cost is hoped to go. */
const firstHope = 0.4;

/** Where room is short: the room that a smaller index frees is hoped to be worth that part of the gain, each time half of that. */
const freedHope = 0.25;

/** Once no question promises more than this share of what is saved already, plans unseen are tried. */
const dreamShare = 0.02;

/** Of the base cost: what saves less is not worth that. */
const leastOfDream = 0.0001;

/** With more items the set is chosen anew less often: so many times for one question about each. */
const mostLooks = 100;

/**
 * Each item with all its candidates at once; then again and again without those that its plan used and all on the same
 * table that are as large: what is left shows what smaller indexes can do. What promises the most over the best set so
 * far is asked first, so that a good set is there early, whenever the search is ended.
 */
export async function seedPlans(
  desk: QuestionDesk,
  map: () => Landscape,
  base: number,
  { look, dream }: Choosing,
): Promise<void> {
  const start = map();
  const open = new Map([...desk.items.keys()].map((item) => [item, firstQuestion(desk, start, item)]));
  const rest = Math.ceil(desk.items.length / mostLooks);
  let present: Uint8Array = start.exists;
  let won = 0;
  let isShort = false;
  let isDreamt = false;
  let seen = desk.counts.asked;
  const take = (found: FoundSet) => {
    present = found.present;
    won = base - found.total;
    isShort = byteWorth(map(), present) > 0;
    seen = desk.counts.asked;
  };

  while (desk.isOpen('may')) {
    const now = map();
    const [next] = [...open.values()]
      .map((one) => ({ one, hope: hopeOf(desk, now, one, present, isShort) }))
      .toSorted((a, b) => b.hope - a.hope);
    if (next === undefined) break;
    const worthwhile = Math.max(dreamShare * won, leastOfDream * base);
    if (!isDreamt && next.hope < worthwhile) {
      isDreamt = true;
      take(await dream(worthwhile));
      continue;
    }
    const { item, offered, round } = next.one;
    const answer = await desk.ask(item, offered);
    const land = map();
    const least = desk.weight(item) * (answer?.cost ?? 0);
    const gain = desk.weight(item) * (land.before[item] ?? 0) - least;
    if (answer === undefined || gain <= base * leastOfSmaller || round + 1 === rounds) open.delete(item);
    else open.set(item, { item, offered: smaller(land, offered, answer.used), least, round: round + 1 });
    if (desk.counts.asked >= seen + rest) take(look());
  }
  look();
}

function firstQuestion(desk: QuestionDesk, land: Landscape, item: number): OpenItem {
  const offered = land.exists.slice();
  for (const index of desk.items[item]?.relevant ?? []) if (land.barred[index] !== 1) offered[index] = 1;
  return { item, offered, least: 0, round: 0 };
}

/** What the answer could save, in weighted cost: no smaller index does better than the larger one did. */
function hopeOf(
  desk: QuestionDesk,
  land: Landscape,
  { item, least, round }: OpenItem,
  present: Uint8Array,
  isShort: boolean,
): number {
  const weight = desk.weight(item);
  const more = weight * (desk.items[item]?.upper(present) ?? 0) - least;
  if (round === 0) return firstHope * more;
  const freed = isShort ? freedHope * 0.5 ** (round - 1) * (weight * (land.before[item] ?? 0) - least) : 0;
  return more + freed;
}

function smaller(land: Landscape, offered: Uint8Array, used: readonly number[]): Uint8Array {
  return offered.map((one, index) => {
    const isLarge = used.some(
      (other) => land.tableOf(other) === land.tableOf(index) && (land.bytes[index] ?? 0) >= (land.bytes[other] ?? 0),
    );
    return isLarge && land.exists[index] !== 1 ? 0 : one;
  });
}
