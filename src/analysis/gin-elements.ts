import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import { distinctValues } from './column-selectivity.ts';
import type { GinElements } from './index-shape.ts';

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
  const samples = [...(column.histogram ?? []), ...(column.mostCommonValues ?? [])];
  const breakUp = operatorClass?.includes('trgm') ? trigrams : jsonElements(operatorClass);
  const broken = samples.map(breakUp).filter((elements) => elements !== undefined);
  if (broken.length < 2) return guessedElements(column, rows);
  return sampledElements(broken, distinctValues(column, rows) ?? rows);
}

/** Ten times default_statistics_target. */
const fullList = 1000;

function listedElements(column: ColumnStatistics, rows: number): GinElements {
  const names = column.mostCommonElements ?? [];
  const frequencies = (column.mostCommonElementFrequencies ?? []).slice(0, names.length);
  const listed = frequencies.reduce((sum, share) => sum + share, 0);
  // The last figure of the histogram is the mean number of different elements; word lists (tsvector) have none.
  const perRow = Math.max(listed, column.elementCountHistogram?.at(-1) ?? column.averageWidth / 12);
  // A list that was not full holds all that ANALYZE saw twice: the others stand in one row each. A full one was cut off.
  const rowsOfUnlisted = names.length < fullList ? 1 : Math.max(1, (Math.min(...frequencies) / 2) * rows);
  const unlisted = Math.max(0, perRow - listed) * rows;
  const width = names.reduce((sum, name) => sum + name.length, 0) / Math.max(1, names.length) + 1;
  return { perRow, distinct: names.length + unlisted / rowsOfUnlisted, width, commonFrequencies: frequencies };
}

/**
 * How many different elements there are in all values, from a sample of different ones: Chao's estimator where elements repeat; where hardly
 * any element is seen twice, each value brings new ones.
 * https://doi.org/10.2307/2531532
 */
function sampledElements(broken: readonly ReadonlySet<string>[], values: number): GinElements {
  const seen = new Map<string, number>();
  for (const elements of broken) for (const element of elements) seen.set(element, (seen.get(element) ?? 0) + 1);
  const times = [...seen.values()];
  const once = times.filter((each) => each === 1).length;
  const twice = times.filter((each) => each === 2).length;
  const newOnes = (once / broken.length) * values;
  const unseen = twice < once * 0.02 ? newOnes : Math.min(newOnes, (once * once) / (2 * Math.max(1, twice)));
  const common = times.filter((each) => each >= 4).map((each) => each / broken.length);
  const width = [...seen.keys()].reduce((sum, element) => sum + element.length, 0) / Math.max(1, seen.size) + 1;
  return {
    perRow: times.reduce((sum, each) => sum + each, 0) / broken.length,
    distinct: seen.size + unseen,
    width,
    commonFrequencies: common,
  };
}

function guessedElements(column: ColumnStatistics, rows: number): GinElements {
  const perRow = Math.max(1, column.averageWidth / 10);
  return { perRow, distinct: Math.max(1, Math.min(rows * perRow * 0.1, 50_000)), width: 8, commonFrequencies: [] };
}

/** As pg_trgm does: words in lower case, two blanks before, one behind. */
function trigrams(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at++) found.add(padded.slice(at, at + 3));
  }
  return found;
}

/** jsonb_ops: each key and each value is an element; jsonb_path_ops: each value with the way to it. */
function jsonElements(operatorClass: string | undefined): (text: string) => ReadonlySet<string> | undefined {
  const withPaths = operatorClass?.includes('path') ?? false;
  return (text) => {
    const found = new Set<string>();
    const walk = (value: unknown, path: string) => {
      if (Array.isArray(value)) for (const each of value) walk(each, path);
      else if (typeof value === 'object' && value !== null) {
        for (const [key, inner] of Object.entries(value)) {
          if (!withPaths) found.add(`k${key}`);
          walk(inner, `${path}.${key}`);
        }
      } else found.add(withPaths ? `${path}=${String(value)}` : `v${String(value)}`);
    };
    try {
      walk(JSON.parse(text), '');
      return found;
    } catch {
      return undefined;
    }
  };
}
