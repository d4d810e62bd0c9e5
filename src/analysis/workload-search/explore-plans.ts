import { membersOf } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import type { Landscape } from './landscape.ts';
import type { QuestionDesk } from './question-desk.ts';

/** What an exploration from one set of indexes found. */
export interface Outlook {
  readonly desk: QuestionDesk;
  readonly land: Landscape;
  /** In weighted cost: what could save less is not looked for. */
  readonly least: number;
  /** Of each plan known already the widest index is withheld, or the narrowest: each way other plans come to light. */
  readonly withholds: 'widest' | 'narrowest';
  /** What a byte saves at the margin; 0 where there is room to spare. */
  readonly byteWorth: number;
}

/** Several items share an index: one alone needs only be able to pay this part of its room. */
const sharers = 6;

/**
 * One question about one item, where the answer could matter: offers, beside the `present` ones, all candidates but one
 * of each cheaper plan that is known already. So the answer is a new plan, or it proves that there is none to find.
 * True: something was learned. This is the pricing step of a column generation, with plans as columns.
 */
export async function findPlan(outlook: Outlook, item: number, present: Uint8Array): Promise<boolean> {
  const { desk, least } = outlook;
  const knowledge = desk.items[item];
  const weight = desk.weight(item);
  if (knowledge === undefined || weight <= 0) return false;
  const now = knowledge.upper(present);
  // Nothing is known that runs without what is left out.
  if (now === Number.POSITIVE_INFINITY) return (await desk.ask(item, present)) !== undefined;
  const offered = worthOffering(outlook, item, present, now);
  const enough = now - least / weight;
  if (knowledge.lower(offered) >= enough) return false;
  const answer = await desk.ask(item, offered);
  return answer !== undefined;
}

/** Whether an item could still gain that much by anything that is not known. */
function worthOffering(
  { desk, land, least, byteWorth, withholds }: Outlook,
  item: number,
  present: Uint8Array,
  now: number,
) {
  const knowledge = desk.items[item];
  const weight = desk.weight(item);
  const offered = present.slice();
  if (knowledge === undefined) return offered;
  for (const index of knowledge.relevant) if (land.barred[index] !== 1) offered[index] = 1;
  for (const index of knowledge.relevant) if (present[index] !== 1 && land.exists[index] === 1) offered[index] = 0;
  const most = weight * (now - knowledge.lower(offered)) * sharers;
  if (byteWorth > 0) {
    for (const index of knowledge.relevant) {
      if (present[index] !== 1 && byteWorth * (land.bytes[index] ?? 0) > most) offered[index] = 0;
    }
  }
  for (const { cost, used } of knowledge.plans()) {
    if (cost >= now - least / weight) break;
    const missing = used.filter((index) => present[index] !== 1);
    if (missing.length === 0 || missing.some((index) => offered[index] !== 1)) continue;
    const sign = withholds === 'widest' ? 1 : -1;
    const size = (index: number) => sign * (land.bytes[index] ?? 0);
    offered[missing.reduce((one, other) => (size(other) >= size(one) ? other : one))] = 0;
  }
  return offered;
}

/** Cost of the item in weighted terms that could be saved at the most by more indexes than these. */
export function unknownGain({ desk, land }: Outlook, item: number, present: Uint8Array): number {
  const knowledge = desk.items[item];
  if (knowledge === undefined) return 0;
  const all = present.slice();
  for (const index of knowledge.relevant) if (land.barred[index] !== 1) all[index] = 1;
  return desk.weight(item) * (knowledge.upper(present) - knowledge.lower(all));
}

/** What the least useful byte of the set saves, where something that would help finds no room. */
export function byteWorth(land: Landscape, present: Uint8Array): number {
  const selection = indexSelection(land, present);
  const left = land.room - selection.bytes();
  const isShort = [...selection.gains.keys()].some(
    (at) => present[at] !== 1 && (selection.gains[at] ?? 0) > (land.price[at] ?? 0) && (land.bytes[at] ?? 0) > left,
  );
  if (!isShort) return 0;
  const rates = membersOf(present)
    .filter((at) => land.exists[at] !== 1)
    .map((at) => (selection.loss(at) - (land.price[at] ?? 0)) / Math.max(1, land.bytes[at] ?? 0));
  return Math.max(0, Math.min(...rates, Number.POSITIVE_INFINITY)) || 0;
}
