import { type Effort, fill, improve, isWithin } from './improve-selection.ts';
import { indexSelection } from './index-selection.ts';
import type { Landscape } from './landscape.ts';

/** A set of indexes and what it costs by the plans known, prices included. */
export interface FoundSet {
  readonly present: Uint8Array;
  readonly total: number;
}

/**
 * The best set by the plans known so far, without a question: greedy from several ends, each improved by local search.
 * `from`: sets that were good before.
 */
export function bestSelection(
  land: Landscape,
  from: readonly Uint8Array[],
  exponents: readonly number[],
  effort: Effort,
): FoundSet {
  const starts = [
    ...from.map((present) => indexSelection(land, present)),
    ...exponents.map((exponent) => {
      const selection = indexSelection(land, land.exists);
      fill(land, selection, exponent);
      return selection;
    }),
  ].filter((selection) => isWithin(land, selection) && selection.isAllowed());
  const found = starts.map((selection): FoundSet => {
    improve(land, selection, effort === 'light' ? 'light' : 'wide');
    return { present: selection.present, total: selection.total() };
  });
  const nothing = indexSelection(land, land.exists);
  const best = found.reduce((one, other) => (other.total < one.total - land.tolerance ? other : one), {
    present: nothing.present,
    total: nothing.total(),
  });
  if (effort !== 'deep') return best;
  const selection = indexSelection(land, best.present);
  improve(land, selection, 'deep');
  return { present: selection.present, total: selection.total() };
}
