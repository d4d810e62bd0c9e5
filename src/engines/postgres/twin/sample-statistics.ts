import type { ColumnStatistics } from '#vocabulary/statistics.ts';

/** A value of a sample with the places at which it stands there, in the order of the table. */
export interface SampledValue {
  readonly value: string;
  readonly positions: readonly number[];
}

export interface Sample {
  /** In the order of their type. */
  readonly values: readonly SampledValue[];
  /** False: the type knows equal and unequal only. */
  readonly ordered: boolean;
  readonly rows: number;
  readonly nulls: number;
  /** Values of more than 1 kB, which are counted and not looked at. */
  readonly wide: number;
  /** Bytes of a value, NULLs left out. */
  readonly averageWidth: number;
  /** Rows of the whole table. */
  readonly totalRows: number;
  /** default_statistics_target: how many common values and histogram bars there may be. */
  readonly target: number;
}

/**
 * What ANALYZE would write of such a sample. src/backend/commands/analyze.c (compute_scalar_stats)
 */
export function sampleStatistics(column: string, sample: Sample): ColumnStatistics {
  const { values, rows, nulls, averageWidth, ordered, target } = sample;
  const nullFraction = rows === 0 ? 0 : nulls / rows;
  const distinct = distinctValues(sample, nullFraction);
  const common = commonValues(sample, distinct, nullFraction);
  const others = values.filter((value) => !common.includes(value));
  const histogram = ordered ? histogramOf(others, target + 1) : undefined;
  return {
    column,
    inherited: false,
    nullFraction,
    averageWidth,
    distinct,
    ...(common.length === 0
      ? {}
      : {
          mostCommonValues: common.map(({ value }) => value),
          mostCommonFrequencies: common.map(({ positions }) => positions.length / rows),
        }),
    ...(histogram === undefined ? {} : { histogram }),
    ...(ordered && values.length > 1 ? { correlation: correlationOf(values) } : {}),
  };
}

/**
 * Estimator Duj1: n d / (n - f1 + f1 n / N), with f1 the values seen once. Haas and Stokes, IBM Research Report RJ 10025.
 * More than a tenth of the rows counts as a share that grows with the table, which is told as a negative number.
 */
function distinctValues({ values, wide, rows, nulls, totalRows }: Sample, nullFraction: number): number {
  const repeated = values.filter(({ positions }) => positions.length > 1).length;
  const present = rows - nulls;
  if (present === 0) return 0;
  if (repeated === 0) return -(1 - nullFraction);
  if (wide === 0 && repeated === values.length) return scaled(values.length, totalRows);
  const once = values.length - repeated + wide;
  const seen = once + repeated;
  const all = totalRows * (1 - nullFraction);
  const estimate = (present * seen) / (present - once + (once * present) / all);
  return scaled(Math.floor(Math.min(all, Math.max(seen, estimate)) + 0.5), totalRows);
}

function scaled(distinct: number, totalRows: number): number {
  return distinct > 0.1 * totalRows ? -(distinct / totalRows) : distinct;
}

/** Those that are clearly more common than the rest. analyze_mcv_list in analyze.c */
function commonValues(sample: Sample, distinct: number, nullFraction: number): readonly SampledValue[] {
  const { values, wide, rows, totalRows, target } = sample;
  const repeated = values
    .filter(({ positions }) => positions.length > 1)
    .sort((a, b) => b.positions.length - a.positions.length)
    .slice(0, target);
  const isAll = repeated.length === values.length && wide === 0 && distinct > 0;
  if (isAll || rows >= totalRows) return repeated;
  const distinctRows = distinct < 0 ? -distinct * totalRows : distinct;
  let kept = repeated.length;
  let before = repeated.slice(0, -1).reduce((sum, { positions }) => sum + positions.length, 0);
  while (kept > 0) {
    const count = repeated[kept - 1]?.positions.length ?? 0;
    const rest = Math.min(1, Math.max(0, 1 - before / rows - nullFraction));
    const others = distinctRows - (kept - 1);
    const share = others > 1 ? rest / others : rest;
    const inTable = (totalRows * count) / rows;
    const variance =
      (rows * inTable * (totalRows - inTable) * (totalRows - rows)) / (totalRows * totalRows * (totalRows - 1));
    if (count > share * rows + 2 * Math.sqrt(variance) + 0.5) break;
    kept--;
    before -= repeated[kept - 1]?.positions.length ?? 0;
  }
  return repeated.slice(0, kept);
}

/** Bounds of bars that hold as many rows each. */
function histogramOf(values: readonly SampledValue[], most: number): string[] | undefined {
  const bounds = Math.min(values.length, most);
  if (bounds < 2) return undefined;
  const rows = values.flatMap(({ value, positions }) => positions.map(() => value));
  return Array.from({ length: bounds }, (_, at) => rows[Math.floor((at * (rows.length - 1)) / (bounds - 1))] ?? '');
}

/** Of the place in the table with the place in the order of the values; equal values lie as in the table. */
function correlationOf(values: readonly SampledValue[]): number {
  const places = values.flatMap(({ positions }) => [...positions].sort((a, b) => a - b));
  const ranks = new Map([...places].sort((a, b) => a - b).map((place, rank) => [place, rank]));
  const count = places.length;
  const sum = (count * (count - 1)) / 2;
  const squares = (count * (count - 1) * (2 * count - 1)) / 6;
  const products = places.reduce((all, place, at) => all + at * (ranks.get(place) ?? 0), 0);
  return (count * products - sum * sum) / (count * squares - sum * sum);
}
