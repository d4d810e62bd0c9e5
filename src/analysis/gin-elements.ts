import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import { distinctValues } from './column-selectivity.ts';
import { extrapolateElements } from './extrapolate-elements.ts';
import type { GinElements } from './index-shape.ts';
import { type JsonElement, jsonElements } from './json-elements.ts';
import { trigrams } from './trigrams.ts';

/**
 * What a GIN index would break a column's values into, told from the statistics: array elements and words from the
 * lists of most common elements; trigrams and JSON from the sample values that histogram and common values are.
 */
export function ginElements(
  column: ColumnStatistics,
  rows: number,
  operatorClass: string | undefined,
): GinElements | undefined {
  if (column.mostCommonElements && column.mostCommonElementFrequencies) return listedElements(column, rows);
  const samples = samplesOf(column);
  const values = distinctValues(column, rows) ?? rows;
  const broken = operatorClass?.includes('trgm') ? samples.map(withTrigrams) : samples.flatMap(withJson(operatorClass));
  if (broken.length < 2) return guessedElements(column, rows);
  return sampledElements(broken, values);
}

function listedElements(column: ColumnStatistics, rows: number): GinElements {
  const names = column.mostCommonElements ?? [];
  const frequencies = (column.mostCommonElementFrequencies ?? []).slice(0, names.length);
  const listed = frequencies.reduce((sum, share) => sum + share, 0);
  const mean = (of: (name: string, at: number) => number) =>
    names.reduce((sum, name, at) => sum + of(name, at), 0) / Math.max(1, names.length);
  const width = mean((name) => Buffer.byteLength(name)) + 1;
  // The last figure of the histogram is the mean number of different elements; word lists (tsvector) have none.
  const counted = column.elementCountHistogram?.at(-1) ?? wordsOfRow(column, names, frequencies);
  const perRow = Math.max(listed, counted);
  const others = extrapolateElements(frequencies, perRow, rows);
  const distinct = names.length + others.reduce((sum, { count }) => sum + count, 0);
  return { perRow, distinct, width, commonFrequencies: frequencies, ...(others.length === 0 ? {} : { others }) };
}

/**
 * Words of a text search vector, told from its bytes: five or eight of head, and for each word its letters, four bytes that say
 * where it is, and about as many for one position. src/include/tsearch/ts_type.h
 */
function wordsOfRow(column: ColumnStatistics, names: readonly string[], frequencies: readonly number[]): number {
  const besideLetters = 8.55;
  const head = column.averageWidth < 127 ? 5 : 8;
  const listed = frequencies.reduce((sum, share) => sum + share, 0);
  const bytes = names.reduce((sum, name, at) => sum + (besideLetters + name.length) * (frequencies[at] ?? 0), 0);
  const rare = names.slice(Math.floor(names.length / 2));
  const lengthOfOthers = rare.reduce((sum, name) => sum + name.length, 0) / Math.max(1, rare.length);
  return listed + Math.max(0, column.averageWidth + 0.5 - head - bytes) / (besideLetters + lengthOfOthers);
}

interface Sample {
  readonly value: string;
  /** Share of the rows. */
  readonly weight: number;
}

function samplesOf({
  mostCommonValues = [],
  mostCommonFrequencies = [],
  histogram = [],
  nullFraction,
}: ColumnStatistics) {
  const rest = Math.max(0, 1 - nullFraction - mostCommonFrequencies.reduce((sum, share) => sum + share, 0));
  return [
    ...mostCommonValues.map((value, at): Sample => ({ value, weight: mostCommonFrequencies[at] ?? 0 })),
    ...histogram.map((value): Sample => ({ value, weight: rest / histogram.length })),
  ];
}

interface Broken {
  readonly weight: number;
  readonly elements: readonly JsonElement[];
}

function withTrigrams({ value, weight }: Sample): Broken {
  return { weight, elements: [...trigrams(value)].map((element) => ({ element, path: '', width: 4 })) };
}

function withJson(operatorClass: string | undefined): (sample: Sample) => readonly Broken[] {
  return ({ value, weight }) => {
    const elements = jsonElements(value, operatorClass?.includes('path') ?? false);
    return elements === undefined ? [] : [{ weight, elements }];
  };
}

interface Seen {
  readonly element: JsonElement;
  times: number;
  weight: number;
}

/** Elements seen more often than this are taken one by one. */
const commonFrom = 4;

function sampledElements(broken: readonly Broken[], values: number): GinElements {
  const total = broken.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const paths = new Map<string, Map<string, Seen>>();
  for (const { elements, weight } of broken) {
    for (const element of elements) {
      const of = paths.get(element.path) ?? new Map<string, Seen>();
      paths.set(element.path, of);
      const seen = of.get(element.element) ?? { element, times: 0, weight: 0 };
      of.set(element.element, { element, times: seen.times + 1, weight: seen.weight + weight / total });
    }
  }
  const all = [...paths.values()].flatMap((of) => [...of.values()]);
  const isCommon = ({ times }: Seen) => times >= commonFrom;
  const others = [...paths.values()].flatMap((of) => {
    const rare = [...of.values()].filter((seen) => !isCommon(seen));
    if (rare.length === 0) return [];
    const count = distinctAmong(rare, broken.length, values);
    return [{ count, share: rare.reduce((sum, { weight }) => sum + weight, 0) / count }];
  });
  const common = all.filter(isCommon).map(({ weight }) => weight);
  return {
    perRow: all.reduce((sum, { weight }) => sum + weight, 0),
    distinct: common.length + others.reduce((sum, { count }) => sum + count, 0),
    width: all.reduce((sum, { element }) => sum + element.width, 0) / Math.max(1, all.length),
    commonFrequencies: common,
    ...(others.length === 0 ? {} : { others }),
  };
}

/**
 * How many different elements stand at one place of all values, from a few of them: the estimator that ANALYZE uses for
 * columns (Haas and Stokes), by which all are different where none is seen twice; whole numbers are no more than fit
 * between the least and the greatest. Trigrams: Chao's, since there is a limited number.
 * https://doi.org/10.2307/2531532
 */
function distinctAmong(rare: readonly Seen[], samples: number, values: number): number {
  const once = rare.filter(({ times }) => times === 1).length;
  const twice = rare.filter(({ times }) => times === 2).length;
  const newOnes = (once / samples) * values;
  if (rare.every(({ element }) => element.path === '')) {
    const unseen = twice < once * 0.02 ? newOnes : Math.min(newOnes, once ** 2 / (2 * Math.max(1, twice)));
    return rare.length + unseen;
  }
  const seen = rare.reduce((sum, { times }) => sum + times, 0);
  const told = (seen * rare.length) / Math.max(1e-9, seen - once + once * Math.min(1, samples / values));
  const numbers = rare.map(({ element }) => element.number ?? Number.NaN);
  const span = Math.max(...numbers) - Math.min(...numbers);
  const most = numbers.every(Number.isInteger)
    ? ((span + 1) * (numbers.length + 1)) / Math.max(1, numbers.length - 1)
    : told;
  return Math.max(rare.length, Math.min(told, most));
}

function guessedElements(column: ColumnStatistics, rows: number): GinElements {
  const perRow = Math.max(1, column.averageWidth / 10);
  return { perRow, distinct: Math.max(1, Math.min(rows * perRow * 0.1, 50_000)), width: 8, commonFrequencies: [] };
}
