import type { FoundSet } from './best-selection.ts';
import { isWithin, membersOf } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import { dearest, type Landscape } from './landscape.ts';
import { learnDrops } from './learn-drops.ts';
import type { QuestionDesk } from './question-desk.ts';

/**
 * Asks the real cost of the best sets exactly as they are, since planners are monotone only within about 1 %, and takes
 * the best; `nothing` where none is better. Then leaves out what no plan uses.
 */
export async function confirmSet(
  desk: QuestionDesk,
  map: () => Landscape,
  found: readonly FoundSet[],
  nothing: FoundSet,
): Promise<Uint8Array> {
  const land = map();
  let best = nothing.present;
  let least = nothing.total;
  const withDropped = found.map(
    ({ present, total }): FoundSet => ({ total, present: present.map((one, at) => one | (land.exists[at] ?? 0)) }),
  );
  for (const { present } of distinct([...found, ...withDropped])) {
    const isDropping = land.exists.some((one, index) => one === 1 && present[index] !== 1);
    if (isDropping && (await learnDrops(desk, land, present, 'exactly')) === 'open') continue;
    if (isDropping && !indexSelection(map(), present).isAllowed()) continue;
    const total = await exactTotal(desk, land, present);
    if (total < least - land.tolerance) [best, least] = [present, total];
  }
  return best;
}

async function exactTotal(desk: QuestionDesk, land: Landscape, present: Uint8Array): Promise<number> {
  if (!isWithin(land, indexSelection(land, present))) return Number.POSITIVE_INFINITY;
  let total = membersOf(present).reduce((sum, index) => sum + (land.price[index] ?? 0), 0);
  const isDropping = land.exists.some((one, index) => one === 1 && present[index] !== 1);
  for (const [item, knowledge] of desk.items.entries()) {
    const weight = desk.weight(item);
    if (weight === 0) continue;
    const answer = await desk.ask(item, present, 'exactly');
    if (answer === undefined && desk.weight(item) === 0) return Number.POSITIVE_INFINITY;
    const cost = (answer ?? knowledge.answer(present, 'implied'))?.cost ?? knowledge.upper(present);
    if (isDropping && cost > dearest * (land.before[item] ?? 0)) return Number.POSITIVE_INFINITY;
    total += weight * cost;
  }
  return total;
}

function distinct(found: readonly FoundSet[]): readonly FoundSet[] {
  const byKey = new Map(found.map((one) => [one.present.join(''), one]));
  return [...byKey.values()].toSorted((a, b) => a.total - b.total);
}
