import { withImaginedPlans } from './imagined-plans.ts';
import type { ItemKnowledge, KnownPlan } from './item-knowledge.ts';
import type { QuestionDesk } from './question-desk.ts';
import type { WorkloadSearchRequest } from './search-workload.ts';

/** What a search moves in: what is known so far, and the limits that hold. */
export interface Landscape {
  readonly items: readonly ItemKnowledge[];
  /** Of each item, cheapest first; imagined ones among them where the search is bold. */
  readonly plans: readonly (readonly KnownPlan[])[];
  readonly weights: Float64Array;
  /** Cost of each item with exactly the existing indexes. */
  readonly before: Float64Array;
  /** By position: what having it costs in itself, its tax and, for a new one, the least gain that it must bring. */
  readonly price: Float64Array;
  readonly bytes: Float64Array;
  readonly tableOf: (index: number) => string;
  readonly exists: Uint8Array;
  /** It cannot be made, or is larger than all the room there is. */
  readonly barred: Uint8Array;
  /** Bytes for all that is present, existing ones included. */
  readonly room: number;
  /** At most so many new ones. */
  readonly most: number;
  /** Less is no difference. */
  readonly tolerance: number;
}

/** How far plans that nobody has seen are believed in; what saves less than `least` is not imagined. */
export interface Boldness {
  readonly doubt: number;
  readonly least: number;
  readonly near: readonly Uint8Array[];
}

/** An item may cost this much more than before where an index is dropped. */
export const dearest = 1.1;

export function landscape(
  { items, indexes, budget, maxIndexes }: WorkloadSearchRequest,
  desk: QuestionDesk,
  base: number,
  charge: number,
  { doubt, least, near }: Boldness = { doubt: 1, least: 0, near: [] },
): Landscape {
  const tableOf = (index: number) => `${indexes[index]?.index.schema}.${indexes[index]?.index.table}`;
  const standing = indexes.reduce((sum, { exists, bytes }) => sum + (exists ? bytes : 0), 0);
  const isWanted = new Uint8Array(indexes.length);
  for (const item of desk.items) for (const { used } of item.plans()) for (const index of used) isWanted[index] = 1;
  const room = budget === undefined ? Number.POSITIVE_INFINITY : budget + standing;
  const present = Uint8Array.from(indexes, ({ exists }) => (exists ? 1 : 0));
  return {
    items: desk.items,
    tableOf,
    plans: desk.items.map((item, at) =>
      withImaginedPlans(item, {
        doubt,
        near,
        tableOf,
        isWanted,
        least: least / Math.max(desk.weight(at), Number.MIN_VALUE),
      }),
    ),
    weights: Float64Array.from(items, (_, item) => desk.weight(item)),
    before: Float64Array.from(desk.items, (item) => item.answer(present, 'implied')?.cost ?? 0),
    price: Float64Array.from(indexes, ({ tax, exists }) => tax + (exists ? 0 : charge)),
    bytes: Float64Array.from(indexes, ({ bytes }) => Math.max(0, bytes)),
    exists: present,
    barred: Uint8Array.from(indexes, ({ bytes, exists }, at) =>
      !exists && (desk.refused[at] === 1 || bytes > room) ? 1 : 0,
    ),
    room,
    most: maxIndexes ?? Number.POSITIVE_INFINITY,
    tolerance: Math.max(base, Number.MIN_VALUE) * 1e-9,
  };
}
