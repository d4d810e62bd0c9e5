import type { IndexKeySize } from './index-shape.ts';

/** So many values could stand in the column, each in this share of the rows that are not null. */
export interface ValueClass {
  readonly count: number;
  readonly share: number;
}

/**
 * How the rows of a key that are not null share its values: the most common ones one by one, the others by the groups of
 * equal size that the histogram parts them into, which lie closer together where values are more frequent.
 * `rows` are those of the whole table; shares add up to 1.
 */
export function valueClasses(key: IndexKeySize, rows: number): readonly ValueClass[] {
  const present = Math.max(1, rows * (key.present ?? 1 - (key.nullFraction ?? 0)));
  const common = (key.commonFrequencies ?? []).filter((share) => share > 0).map((share) => (share * rows) / present);
  const listed = common.reduce((sum, share) => sum + share, 0);
  const scale = listed > 1 ? 1 / listed : 1;
  const rest = Math.max(0, 1 - listed);
  const classes = common.map((share) => ({ count: 1, share: share * scale }));
  if (rest * present < 1) return classes;
  return [
    ...classes,
    ...otherClasses(key, { present, rest, distinct: key.distinct ?? present, listed: common.length }),
  ];
}

interface Others {
  /** Rows that are not null. */
  readonly present: number;
  /** Share of them that holds values which are not listed. */
  readonly rest: number;
  readonly distinct: number;
  readonly listed: number;
}

function otherClasses(key: IndexKeySize, others: Others): readonly ValueClass[] {
  const { present, rest, distinct, listed } = others;
  const wanted = Math.max(1, Math.min(distinct - listed, rest * present));
  const each = key.distances?.each ?? [1];
  const total = each.reduce((sum, distance) => sum + distance, 0);
  const inGroup = (rest * present) / each.length;
  const countsAt = (density: number) =>
    each.map((distance) => {
      const count = (density * distance) / total;
      return Math.max(1, key.distances?.whole ? Math.min(distance, count) : count);
    });
  const rate = Math.min(1, key.sample ? key.sample.rows / Math.max(1, key.sample.of) : 1);
  const told = (density: number) => distinctAsTold(countsAt(density), inGroup, rate, others);
  if (wanted >= rest * present * 0.98) return [{ count: rest * present * 1e4, share: 1 / (present * 1e4) }];
  let [low, high] = [wanted / 10, rest * present * 1e4];
  for (let round = 0; round < 50 && high / low > 1.001; round++) {
    const middle = Math.sqrt(low * high);
    if (told(middle) < wanted) low = middle;
    else high = middle;
  }
  return countsAt(low).map((count) => ({ count, share: rest / each.length / count }));
}

/**
 * What ANALYZE would tell of such values from its sample, which is too few where equal values are strewn at random: the
 * estimator of Haas and Stokes, n*d / (n - f1 + f1*n/N). src/backend/commands/analyze.c (compute_scalar_stats)
 */
function distinctAsTold(counts: readonly number[], inGroup: number, rate: number, { present, listed }: Others): number {
  let seen = listed;
  let once = 0;
  for (const count of counts) {
    const expected = (inGroup / count) * rate;
    seen += count * -Math.expm1(-expected);
    once += count * expected * Math.exp(-expected);
  }
  const sampled = present * rate;
  const divisor = sampled - once + once * rate;
  return Math.min(present, (sampled * seen) / Math.max(1e-9, divisor)) - listed;
}

/** At most about a dozen classes: neighbours in frequency are taken together. */
export function fewerClasses(classes: readonly ValueClass[]): readonly ValueClass[] {
  const sorted = [...classes].sort((a, b) => b.share - a.share);
  const step = Math.ceil(sorted.length / 12);
  return Array.from({ length: Math.ceil(sorted.length / Math.max(1, step)) }, (_, at) => {
    const together = sorted.slice(at * step, (at + 1) * step);
    const count = together.reduce((sum, each) => sum + each.count, 0);
    return { count, share: together.reduce((sum, each) => sum + each.count * each.share, 0) / count };
  });
}

/** As if the columns had nothing to do with each other. */
export function combineClasses(columns: readonly (readonly ValueClass[])[]): readonly ValueClass[] {
  const [first = [{ count: 1, share: 1 }], ...more] = columns;
  return more.reduce<readonly ValueClass[]>(
    (all, column) =>
      fewerClasses(all).flatMap((a) =>
        fewerClasses(column).map((b) => ({ count: a.count * b.count, share: a.share * b.share })),
      ),
    first,
  );
}
