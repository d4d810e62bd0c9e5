import type { ColumnStatistics } from '#vocabulary/statistics.ts';
import type { ColumnModel } from './column-model.ts';
import { modelValue } from './model-values.ts';

type Distribution = Pick<ColumnStatistics, 'mostCommonValues' | 'mostCommonFrequencies' | 'histogram'>;

/** As many as default_statistics_target says, and as many rows of each table are sampled for each of them. */
const target = 100;
const sampleRows = 300 * target;

/**
 * Most common values and histogram as ANALYZE would find them in rows of this model. A value is common where the sample
 * would hold it clearly more often than the mean one (src/backend/commands/analyze.c, analyze_mcv_list); all are
 * listed where there are few. A column without repetition has a histogram alone.
 */
export function distribution(model: ColumnModel): Distribution {
  if (model.rows < 1 || modelValue(model, 0) === undefined) return namedOnly(model);
  const common = commonValues(model);
  const isComplete = common.length >= Math.round(model.distinct);
  const histogram = isComplete ? [] : histogramOf(model, new Set(common.map(({ value }) => value)));
  return {
    ...(common.length === 0
      ? {}
      : {
          mostCommonValues: common.map(({ value }) => value),
          mostCommonFrequencies: common.map(({ share }) => round(share)),
        }),
    ...(histogram.length < 2 ? {} : { histogram }),
  };
}

interface CommonValue {
  readonly value: string;
  readonly share: number;
}

/** Of types whose values are not made up here, those that were stated. */
function namedOnly({ named }: ColumnModel): Distribution {
  if (named.length === 0) return {};
  return {
    mostCommonValues: named.map(({ value }) => value),
    mostCommonFrequencies: named.map(({ share }) => round(share)),
  };
}

function commonValues(model: ColumnModel): readonly CommonValue[] {
  if (model.isUnique) return [];
  const { named, distinct, skew, rows } = model;
  const present = 1 - model.nullFraction;
  const rest = Math.max(0, present - named.reduce((sum, { share }) => sum + share, 0));
  const others = Math.max(0, Math.round(distinct) - named.length);
  const names = new Set(named.map(({ value }) => value));
  const wanted = Math.max(0, Math.min(target - named.length, others));
  const shares = zipfShares(others, skew, wanted).map((share) => share * rest);
  const least = Math.max((1.25 * present) / Math.max(1, distinct), 2 / Math.min(rows, sampleRows));
  const listsAll = Math.round(distinct) <= target;
  const chosen = listsAll ? shares : shares.filter((share) => share > least);
  const values = otherValues(model, chosen.length, names);
  const ranked = values.flatMap((value, at) => ({ value, share: chosen[at] ?? 0 }));
  return [...named, ...ranked].filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
}

/** The first `count` of the shares of `all` values of which the k-th is as frequent as 1/k^skew. */
export function zipfShares(all: number, skew: number, count: number): readonly number[] {
  if (all <= 0) return [];
  const sum = harmonic(all, skew);
  return Array.from({ length: Math.min(count, all) }, (_, at) => (at + 1) ** -skew / sum);
}

/** Sum of 1/k^skew for k from 1 to `count`; its tail by the integral (Euler and Maclaurin). */
export function harmonic(count: number, skew: number): number {
  const exact = Math.min(count, 1000);
  let sum = 0;
  for (let k = 1; k <= exact; k++) sum += k ** -skew;
  if (count <= exact) return sum;
  const tail = skew === 1 ? Math.log(count / exact) : (count ** (1 - skew) - exact ** (1 - skew)) / (1 - skew);
  return sum + tail + (count ** -skew - exact ** -skew) / 2;
}

/** Values that no one named, spread over the range, the most common one in its lower part as first keys often are. */
function otherValues(model: ColumnModel, count: number, names: ReadonlySet<string>): readonly string[] {
  if (model.only !== undefined) return model.only.filter((value) => !names.has(value)).slice(0, count);
  const found: string[] = [];
  const seen = new Set(names);
  const steps = Math.max(count + names.size, Math.round(model.distinct));
  for (let at = 0; at < steps && found.length < count; at++) {
    const value = modelValue(model, steps === 1 ? 0 : at / (steps - 1));
    if (value === undefined || seen.has(value)) continue;
    seen.add(value);
    found.push(value);
  }
  return found;
}

/**
 * Bounds between which equally many of the rows lie whose value is not common. The k-th value is taken for the k-th most
 * common one, so that a skewed column is dense at its lower end.
 */
function histogramOf(model: ColumnModel, common: ReadonlySet<string>): string[] {
  const all = Math.max(1, Math.round(model.distinct));
  const bounds = Math.min(target + 1, Math.max(0, all - common.size));
  const first = model.skew > 0 ? common.size : 0;
  const values = Array.from({ length: bounds }, (_, at) => {
    const rank = bounds === 1 ? first : zipfRank(all, model.skew, first, at / (bounds - 1));
    return modelValue(model, all === 1 ? 0 : Math.min(1, rank / (all - 1))) ?? '';
  });
  return values.filter((value, at) => !common.has(value) && value !== values[at - 1]);
}

/** The rank (from `first`, counted from 0) below which a share of the rows of ranks `first` … `all` lies; no whole number. */
export function zipfRank(all: number, skew: number, first: number, share: number): number {
  const [low, high] = [first + 1, all + 1];
  if (skew === 0) return first + share * (all - 1 - first);
  const at =
    skew === 1
      ? low * (high / low) ** share
      : (low ** (1 - skew) + share * (high ** (1 - skew) - low ** (1 - skew))) ** (1 / (1 - skew));
  return Math.min(all - 1, at - 1);
}

function round(share: number): number {
  return Number(share.toPrecision(7));
}
