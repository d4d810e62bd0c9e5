import type { ColumnStatistics } from '#vocabulary/statistics.ts';

/** How often a word stands in the documents of a sample. */
export interface SampledWord {
  readonly word: string;
  readonly documents: number;
}

export interface WordSample {
  /** The most frequent first. */
  readonly words: readonly SampledWord[];
  /** Of all documents together, those that are not listed too. */
  readonly allWords: number;
  readonly rows: number;
  readonly nulls: number;
  readonly averageWidth: number;
  /** default_statistics_target. */
  readonly target: number;
}

/** How many words are listed at most, for each unit of the target. */
export const wordsPerTarget = 10;

/**
 * What ANALYZE would write of a tsvector: the words that are in more than a few documents, sorted by length and bytes,
 * with their shares of the documents, and behind those the least and the greatest share.
 * src/backend/tsearch/ts_typanalyze.c (compute_tsvector_stats)
 */
export function wordStatistics(column: string, sample: WordSample): ColumnStatistics {
  const { words, allWords, rows, nulls, averageWidth, target } = sample;
  const documents = rows - nulls;
  const nullFraction = rows === 0 ? 0 : nulls / rows;
  const most = target * wordsPerTarget;
  const bucketWidth = ((most + 10) * 1000) / 7;
  const kept = words.filter((word) => word.documents > (9 * allWords) / bucketWidth).slice(0, most);
  const frequencies = kept.map((word) => word.documents / documents);
  const sorted = [...kept].sort((a, b) => compareWords(a.word, b.word));
  return {
    column,
    inherited: false,
    nullFraction,
    averageWidth,
    distinct: -(1 - nullFraction),
    ...(kept.length === 0
      ? {}
      : {
          mostCommonElements: sorted.map(({ word }) => word),
          mostCommonElementFrequencies: [
            ...sorted.map((word) => word.documents / documents),
            frequencies.at(-1) ?? 0,
            frequencies[0] ?? 0,
          ],
        }),
  };
}

function compareWords(a: string, b: string): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length - right.length || Buffer.compare(left, right);
}
