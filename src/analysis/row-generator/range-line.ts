import type { ExcludedRange } from './exclusion.ts';
import { below, type Random } from './random.ts';

/** Ranges of one exclusion, each behind the last one of its group. The memory that it needs is that of the groups. */
export interface RangeLine {
  readonly excluded: ExcludedRange;
  /** Texts for the columns of the exclusion, which do not overlap any that the group was given before. */
  readonly next: (group: string, random: Random) => readonly string[];
}

const minute = 60_000;
const day = 86_400_000;

/** `today`: times begin a year before, and go on as long as there are rows. */
export function createRangeLine(excluded: ExcludedRange, today: number): RangeLine {
  const ends = new Map<string, number>();
  const { scale, isTime, isClosed, columns } = excluded;
  const unit = isTime === 'moments' ? 15 * minute : isTime === 'days' ? day : scale.step;
  const start = isTime === false ? 1 : Math.floor(today / day) * day - 365 * day + 8 * 60 * minute;
  return {
    excluded,
    next: (group, random) => {
      const known = ends.get(group);
      const first = isTime === 'days' ? Math.floor(start / day) * day : start;
      // Many follow at once, some after a while.
      const pause = random() < 0.4 ? 0 : unit * (1 + below(random, isTime === 'moments' ? 24 : 6));
      const from = known === undefined ? first + unit * below(random, 40) : known + pause + (isClosed ? unit : 0);
      const length = unit * (isTime === 'moments' ? 1 + below(random, 4) * 2 + below(random, 4) : 1 + below(random, 9));
      ends.set(group, from + length);
      const [begin, end] = [scale.toText(from), scale.toText(from + length)];
      return columns.length === 2 ? [begin, end] : [`[${begin},${end})`];
    },
  };
}
