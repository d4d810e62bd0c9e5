import { zipfRank } from '#analysis/fabricate/distribution.ts';
import { below, normal, type Random, scattered } from './random.ts';

/** How the rows of a table are spread over those that it refers to. */
export interface Popularity {
  /**
   * `zipf`: the k-th most common parent has 1/k^skew of the most common one's children, as categories and countries have.
   * `lognormal`: most have a few and some have very many, as customers have orders; `skew` is the deviation of the logarithm.
   */
  readonly kind: 'zipf' | 'lognormal';
  readonly skew: number;
  /** Each parent gets a child before any gets a second: an order has at least one line. */
  readonly atLeastOne: boolean;
}

/**
 * The number of a parent, 0 … size - 1: by `zipf` the first ones are the most common, by `lognormal` any are.
 *
 * A parent drawn by its weight, where weights are lognormal, has a weight whose logarithm is normal too, moved by the
 * square of its deviation: so its place among all is the normal distribution of a normal number plus the deviation.
 */
export function popularParent(
  { kind, skew, atLeastOne }: Popularity,
  size: number,
  row: number | undefined,
  random: Random,
): number {
  if (atLeastOne && row !== undefined && row < size) return row;
  if (skew === 0) return below(random, size);
  if (kind === 'zipf') return Math.floor(Math.max(0, zipfRank(size, skew, 0, random())));
  return scattered(size)(Math.min(size - 1, Math.floor(normalShare(normal(random) + skew) * size)));
}

/** Share of a normal distribution that lies below (Abramowitz and Stegun 26.2.17, off by less than 1e-7). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    Math.exp((-z * z) / 2) *
    0.3989422804 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
