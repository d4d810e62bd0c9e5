import { membersOf } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import type { Landscape } from './landscape.ts';
import type { QuestionDesk } from './question-desk.ts';

interface CurvePoint {
  readonly indexes: readonly number[];
  readonly bytes: number;
  readonly cost: number;
}

/**
 * The chosen new indexes one by one, that which saves the most first, with the cost after each: by the planner's own
 * answers while questions are left, by the plans known after that. What is dropped goes with the last.
 */
export async function gainCurve(
  desk: QuestionDesk,
  land: Landscape,
  chosen: Uint8Array,
  taxes: (present: Uint8Array) => number,
): Promise<readonly CurvePoint[]> {
  const points: CurvePoint[] = [];
  let present: Uint8Array = land.exists.slice();
  let left = membersOf(chosen).filter((index) => land.exists[index] !== 1);
  const costOf = (set: Uint8Array) =>
    desk.items.reduce((sum, item, at) => {
      const weight = desk.weight(at);
      return weight === 0 ? sum : sum + weight * (item.answer(set, 'implied')?.cost ?? item.upper(set));
    }, taxes(set));
  const add = (cost: number) => {
    const indexes = [...(points.at(-1)?.indexes ?? [])];
    for (const index of membersOf(present))
      if (land.exists[index] !== 1 && !indexes.includes(index)) indexes.push(index);
    const bytes = indexes.reduce((sum, index) => sum + (land.bytes[index] ?? 0), 0);
    points.push({ indexes, bytes, cost: Math.min(cost, points.at(-1)?.cost ?? cost) });
  };

  add(costOf(present));
  while (left.length > 0) {
    const next = nextToMake(land, present, left);
    if (next.length === left.length) break;
    left = left.filter((index) => !next.includes(index));
    present = present.slice();
    for (const index of next) present[index] = 1;
    for (const item of desk.items.keys()) if (desk.weight(item) > 0) await desk.ask(item, present);
    add(costOf(present));
  }
  present = chosen;
  const cost = costOf(present);
  if (left.length > 0) add(cost);
  else points.push({ ...(points.pop() ?? { indexes: [], bytes: 0 }), cost });
  return points;
}

/** That which saves the most; where none does alone, the cheapest plan that they open together. */
function nextToMake(land: Landscape, present: Uint8Array, left: readonly number[]): readonly number[] {
  const selection = indexSelection(land, present);
  const net = (index: number) => (selection.gains[index] ?? 0) - (land.price[index] ?? 0);
  const [first = 0] = left.toSorted((a, b) => net(b) - net(a));
  if (net(first) > land.tolerance) return [first];
  const [together] = selection
    .openings()
    .filter(({ missing }) => missing.every((index) => left.includes(index)))
    .toSorted((a, b) => b.gain - a.gain);
  return together?.missing ?? [first];
}
