import { imaginationKey, withImaginedPlans } from './imagined-plans.ts';
import type { ItemKnowledge, KnownPlan } from './item-knowledge.ts';
import { type PlanTable, planTable, readersOf } from './plan-table.ts';
import type { QuestionDesk } from './question-desk.ts';
import type { WorkloadSearchRequest } from './search-workload.ts';

/** What a search moves in: what is known so far, and the limits that hold. */
export interface Landscape {
  readonly items: readonly ItemKnowledge[];
  /** Of each item, cheapest first; imagined ones among them where the search is bold. */
  readonly plans: readonly (readonly KnownPlan[])[];
  readonly tables: readonly PlanTable[];
  /** For each index the items that know a plan with it: item, position of the first such plan, item, position … */
  readonly readers: readonly (readonly number[])[];
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

/** Gives the landscape of what is known at the time; what did not change since the last time is not made again. */
export function landscapes(
  { items, indexes, budget, maxIndexes }: WorkloadSearchRequest,
  desk: QuestionDesk,
  base: number,
  charge: number,
): (boldness?: Boldness) => Landscape {
  const tableOf = (index: number) => `${indexes[index]?.index.schema}.${indexes[index]?.index.table}`;
  const standing = indexes.reduce((sum, { exists, bytes }) => sum + (exists ? bytes : 0), 0);
  const room = budget === undefined ? Number.POSITIVE_INFINITY : budget + standing;
  const exists = Uint8Array.from(indexes, (one) => (one.exists ? 1 : 0));
  const before = Float64Array.from(desk.items, (item) => item.answer(exists, 'implied')?.cost ?? 0);
  const price = Float64Array.from(indexes, (one) => one.tax + (one.exists ? 0 : charge));
  const bytes = Float64Array.from(indexes, (one) => Math.max(0, one.bytes));
  const seen = items.map((): Map<string, Seen> => new Map());

  const plansOf = (item: ItemKnowledge, at: number, boldness: Boldness, isWanted: Uint8Array): Seen => {
    const least = boldness.least / Math.max(desk.weight(at), Number.MIN_VALUE);
    const imagination = { ...boldness, least, tableOf, isWanted };
    const cache = seen[at];
    const isBold = boldness.doubt < 1;
    const place = isBold ? 'bold' : 'plain';
    const key = isBold ? imaginationKey(item, imagination) : '';
    const known = cache?.get(place);
    if (known !== undefined && known.of === item.plans() && known.key === key && known.answers === item.answers())
      return known;
    const plans = withImaginedPlans(item, imagination);
    const made = { of: item.plans(), answers: item.answers(), key, plans, table: planTable(plans) };
    cache?.set(place, made);
    return made;
  };

  return (boldness = { doubt: 1, least: 0, near: [] }) => {
    const isWanted = new Uint8Array(indexes.length);
    for (const item of desk.items) for (const { used } of item.plans()) for (const index of used) isWanted[index] = 1;
    const now = desk.items.map((item, at) => plansOf(item, at, boldness, isWanted));
    const tables = now.map(({ table }) => table);
    return {
      ...{ items: desk.items, tableOf, before, price, bytes, exists, room, tables },
      plans: now.map(({ plans }) => plans),
      readers: readersOf(tables, indexes.length),
      weights: Float64Array.from(items, (_, item) => desk.weight(item)),
      barred: Uint8Array.from(indexes, (one, at) =>
        !one.exists && (desk.refused[at] === 1 || one.bytes > room) ? 1 : 0,
      ),
      most: maxIndexes ?? Number.POSITIVE_INFINITY,
      tolerance: Math.max(base, Number.MIN_VALUE) * 1e-9,
    };
  };
}

/** The plans of an item, and what they were made of. */
interface Seen {
  readonly of: readonly KnownPlan[];
  readonly answers: number;
  readonly key: string;
  readonly plans: readonly KnownPlan[];
  readonly table: PlanTable;
}
