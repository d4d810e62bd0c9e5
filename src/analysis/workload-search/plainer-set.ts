import { usedKeys } from '#analysis/covering-columns.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { isWithin, membersOf } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import type { Landscape } from './landscape.ts';
import type { QuestionDesk } from './question-desk.ts';
import { nameOf } from './related-indexes.ts';

/** Of the plainer ones that could take an index's place, the plainest that are asked about. */
const mostTried = 3;

/** One without a predicate holds all rows: it may be so many times as large. */
const mostGrowth = 2;

/**
 * The set with plainer indexes where they do nearly as well: fewer keys, fewer held columns or no predicate, the same
 * leading key. All together they may cost `allowance` more, in weighted cost.
 */
export async function plainerSet(
  desk: QuestionDesk,
  land: Landscape,
  indexes: readonly IndexDefinition[],
  chosen: Uint8Array,
  allowance: number,
): Promise<Uint8Array> {
  if (allowance <= 0) return chosen;
  let present = chosen;
  let left = allowance;
  const parts = (at: number) => partsOf(indexes[at]);
  for (const index of membersOf(chosen).toSorted((a, b) => parts(b) - parts(a))) {
    if (land.exists[index] === 1) continue;
    const others = [...indexes.keys()]
      .filter((other) => land.barred[other] !== 1 && present[other] !== 1 && isPlainer(indexes[other], indexes[index]))
      .filter((other) => (land.bytes[other] ?? 0) <= mostGrowth * (land.bytes[index] ?? 0))
      .toSorted((a, b) => parts(a) - parts(b) || (land.bytes[a] ?? 0) - (land.bytes[b] ?? 0));
    for (const other of others.slice(0, mostTried)) {
      const set = present.slice();
      set[index] = 0;
      set[other] = 1;
      if (!isWithin(land, indexSelection(land, set))) continue;
      const prices = (land.price[other] ?? 0) - (land.price[index] ?? 0);
      const more = prices + (await itemsMore(desk, present, set, left - prices));
      if (more > left) continue;
      left -= Math.max(0, more);
      present = set;
      break;
    }
  }
  return present;
}

/** What all items cost more with the one set than with the other; Infinity where it is more than `most`, or unknown. */
async function itemsMore(desk: QuestionDesk, now: Uint8Array, then: Uint8Array, most: number): Promise<number> {
  const changed = desk.items
    .map((item, at) => {
      const cost = item.answer(now, 'implied')?.cost ?? item.upper(now);
      return { item, at, cost, weight: desk.weight(at) };
    })
    .filter(({ item, weight }) => weight > 0 && item.relevant.some((index) => now[index] !== then[index]));
  // Those that are not asked yet cost at least that.
  let more = changed.reduce((sum, { item, weight, cost }) => sum + weight * (item.lower(then) - cost), 0);
  for (const { item, at, weight, cost } of changed) {
    if (!(more <= most)) return Number.POSITIVE_INFINITY;
    const least = item.lower(then);
    const answer = await desk.ask(at, then, 'exactly');
    if (answer === undefined) return Number.POSITIVE_INFINITY;
    more += weight * (answer.cost - cost - (least - cost));
  }
  return more;
}

function isPlainer(one: IndexDefinition | undefined, other: IndexDefinition | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const isAlike =
    one.schema === other.schema &&
    one.table === other.table &&
    one.method === other.method &&
    one.unique === other.unique &&
    nameOf(usedKeys(one)[0]) === nameOf(usedKeys(other)[0]);
  const isNowhereMore =
    one.keys.length <= other.keys.length &&
    one.include.length <= other.include.length &&
    (one.predicate === undefined || one.predicate === other.predicate);
  return isAlike && isNowhereMore && partsOf(one) < partsOf(other);
}

/** Keys, held columns and the predicate. */
function partsOf(index: IndexDefinition | undefined): number {
  return (index?.keys.length ?? 0) + (index?.include.length ?? 0) + (index?.predicate === undefined ? 0 : 1);
}
