import type { ColumnStatistics } from '#vocabulary/statistics.ts';

/** A value of a column, and of the values that are asked the share that it stands for. */
export interface RankedValue {
  readonly rank: 'common' | 'median' | 'rare';
  readonly value: string;
  readonly weight: number;
}

/**
 * For `column = $1`: the commonest value stands for the upper half of the listed ones, by rows; a middling one for the
 * lower half; one between them for all that are not listed. Even columns have one value, which stands for all.
 * `skip`: the n-th of a list of values, others than those before it.
 */
export function equalChoices(column: ColumnStatistics, skip = 0): readonly RankedValue[] {
  const listed = listedValues(column);
  const mass = listed.reduce((sum, { share }) => sum + share, 0);
  const rest = Math.max(0, 1 - column.nullFraction - mass);
  const bounds = column.histogram ?? [];
  const between = bounds[(Math.floor((bounds.length - 1) / 2) + skip) % Math.max(1, bounds.length)];
  if (listed.length === 0) {
    return between === undefined ? [] : [{ rank: 'common', value: between, weight: 1 }];
  }
  let half = 0;
  for (let sum = 0; half < listed.length && (half === 0 || sum < mass / 2); half += 1) sum += listed[half]?.share ?? 0;
  const groups: (RankedValue | undefined)[] = [
    pick(listed.slice(0, half), 'common', skip),
    pick(listed.slice(half), 'median', middleOf(listed.length - half) + skip),
    between === undefined || rest === 0
      ? rarest(listed.slice(half), skip)
      : { rank: 'rare', value: between, weight: rest },
  ];
  const values = new Set<string>();
  return groups.filter((one): one is RankedValue => {
    if (one === undefined || values.has(one.value)) return false;
    values.add(one.value);
    return true;
  });
}

/** Every listed value, three at most: true and false. */
export function commonValues(column: ColumnStatistics): readonly RankedValue[] {
  const ranks = ['common', 'median', 'rare'] as const;
  const listed = listedValues(column);
  return listed.flatMap(({ value, share }, at) => {
    const rank = listed.length === 2 && at === 1 ? 'rare' : ranks[at];
    return rank === undefined ? [] : [{ rank, value, weight: share }];
  });
}

/** For `= ANY ($1)`: three values of each kind, as an array. */
export function manyAt(column: ColumnStatistics): readonly RankedValue[] {
  const lists = [0, 1, 2].map((skip) => equalChoices(column, skip));
  return (lists[0] ?? []).map(({ rank, weight, value }) => {
    const all = lists.flatMap((list) => list.filter((one) => one.rank === rank).map((one) => one.value));
    const members = [...new Set([value, ...all])].map((one) => `"${one.replaceAll(/["\\]/g, '\\$&')}"`);
    return { rank, weight, value: `{${members.join(',')}}` };
  });
}

/** Share of the rows that a range keeps, and how often such a one is asked: most are narrow. */
const widths = [
  ['common', 0.01, 0.5],
  ['median', 0.1, 0.3],
  ['rare', 0.5, 0.2],
] as const;

/** For `column > $1` and the like: ranges at the end where new rows come, but where there is an upper bound alone. */
export function rangeChoices(
  column: ColumnStatistics,
  bound: 'lower' | 'upper' | 'lower of two' | 'upper of two',
): readonly RankedValue[] {
  const bounds =
    column.histogram ??
    listedValues(column)
      .map(({ value }) => value)
      .toSorted(compare);
  if (bounds.length === 0) return [];
  const place = (width: number) => (bound === 'upper' ? width : bound === 'upper of two' ? 1 : 1 - width);
  const found = widths.flatMap(([rank, width, weight]) => {
    const value = bounds[Math.round(place(width) * (bounds.length - 1))];
    return value === undefined ? [] : [{ rank, value, weight }];
  });
  return new Set(found.map(({ value }) => value)).size === 1 ? found.slice(0, 1) : found;
}

interface Listed {
  readonly value: string;
  readonly share: number;
}

function listedValues(column: ColumnStatistics): readonly Listed[] {
  const shares = column.mostCommonFrequencies ?? [];
  return (column.mostCommonValues ?? [])
    .map((value, at) => ({ value, share: shares[at] ?? 0 }))
    .toSorted((one, other) => other.share - one.share);
}

function pick(group: readonly Listed[], rank: RankedValue['rank'], at: number): RankedValue | undefined {
  const one = group[at % Math.max(1, group.length)];
  return one && { rank, value: one.value, weight: group.reduce((sum, { share }) => sum + share, 0) };
}

/** Where all values are listed, the last of them. */
function rarest(group: readonly Listed[], skip: number): RankedValue | undefined {
  const one = group[(group.length - 1 + skip) % Math.max(1, group.length)];
  return one && { rank: 'rare', value: one.value, weight: one.share };
}

function middleOf(count: number): number {
  return Math.floor(Math.max(0, count - 1) / 2);
}

function compare(one: string, other: string): number {
  return Number(one) - Number(other) || (one < other ? -1 : 1);
}
