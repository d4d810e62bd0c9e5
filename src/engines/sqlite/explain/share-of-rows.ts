import { columnStatistics, selectivity } from '#analysis/column-selectivity.ts';
import type { Predicate } from '#vocabulary/resolved-query.ts';
import type { ColumnStatistics, RelationStatistics } from '#vocabulary/statistics.ts';

/**
 * What a condition leaves where no statistics say: SQLite's own guesses, a tenth for an equality, a quarter
 * for one end of a range, a 64th for both. https://www.sqlite.org/optoverview.html#the_analyze_command
 */
const guesses: Readonly<Record<Predicate['kind'], number>> = {
  equality: 0.1,
  in: 0.2,
  range: 0.25,
  prefix: 1 / 64,
  pattern: 0.25,
  'is-null': 0.1,
  'is-not-null': 0.9,
  inequality: 0.9,
  containment: 0.25,
  'text-search': 0.05,
  boolean: 0.5,
  other: 0.5,
};

/** Share of the rows that satisfy all the conditions, as if they had nothing to do with each other; 0 … 1. */
export function sharesOf(
  predicates: readonly Predicate[],
  statistics: RelationStatistics | undefined,
  rows: number,
): number {
  return predicates.reduce(
    (share, one) => share * shareOf(one, columnStatistics(statistics, one.column ?? one.expression), rows),
    1,
  );
}

function shareOf(predicate: Predicate, column: ColumnStatistics | undefined, rows: number): number {
  const known = selectivity(predicate, column, rows) ?? rangeShare(predicate, column);
  const share = known ?? guesses[predicate.kind] ** (predicate.operator === 'BETWEEN' ? 2 : 1);
  // What the statistics have not seen may be there all the same.
  return Math.min(1, Math.max(share, 1 / rows));
}

/** Where the bounds lie between those of the histogram. */
function rangeShare(predicate: Predicate, column: ColumnStatistics | undefined): number | undefined {
  const histogram = column?.histogram ?? [];
  if (predicate.kind !== 'range' || predicate.value === undefined || !predicate.constant || histogram.length < 2)
    return undefined;
  const present = 1 - (column?.nullFraction ?? 0);
  const below = (literal: string) => position(bare(literal), histogram);
  const [low = '', high = ''] = predicate.value.split(' AND ');
  if (predicate.operator === 'BETWEEN') return present * Math.max(0, below(high) - below(low));
  const share = below(predicate.value);
  return present * (predicate.operator.startsWith('<') ? share : 1 - share);
}

/** Share of the histogram's values below the bound, 0 … 1. Between two numbers it is the straight line. */
function position(bound: string, histogram: readonly string[]): number {
  const numbers = histogram.map(measure);
  const value = measure(bound);
  const steps = histogram.length - 1;
  if (Number.isFinite(value) && numbers.every(Number.isFinite)) {
    const above = numbers.findIndex((one) => one > value);
    if (above === 0) return 0;
    if (above < 0) return 1;
    const from = numbers[above - 1] ?? value;
    const to = numbers[above] ?? value;
    return (above - 1 + (to > from ? (value - from) / (to - from) : 0)) / steps;
  }
  const above = histogram.findIndex((one) => one > bound);
  if (above <= 0) return above < 0 ? 1 : 0;
  return (above - 1 + between(histogram[above - 1] ?? '', bound, histogram[above] ?? '')) / steps;
}

/** A number as it is, a date (which SQLite keeps as text) as its milliseconds; else NaN. */
function measure(text: string): number {
  if (/^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/.test(text))
    return Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`);
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Where a text lies between two others, 0 … 1: behind what all begin with, letters are digits of a number. */
function between(low: string, text: string, high: string): number {
  let start = 0;
  while (start < low.length && low.charAt(start) === high.charAt(start)) start++;
  const number = (of: string) =>
    [0, 1, 2, 3].reduce((sum, at) => sum + Math.min(127, of.charCodeAt(start + at) || 0) / 128 ** (at + 1), 0);
  const [from, to] = [number(low), number(high)];
  return to > from ? Math.min(1, Math.max(0, (number(text) - from) / (to - from))) : 0.5;
}

function bare(literal: string): string {
  return /^'((?:[^']|'')*)'$/.exec(literal.trim())?.[1]?.replaceAll("''", "'") ?? literal.trim();
}
