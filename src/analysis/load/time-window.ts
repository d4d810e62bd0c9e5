import type { QueryLoad } from '#vocabulary/query-load.ts';

export interface TimeWindow {
  /** ISO 8601; in any order. */
  readonly add: (at: string | undefined) => void;
  readonly read: () => QueryLoad['window'];
}

/** From the first to the last moment. Texts of one length and zone sort as their times do, and most of a log is such. */
export function timeWindow(): TimeWindow {
  let first: string | undefined;
  let last: string | undefined;
  return {
    add: (at) => {
      if (at === undefined) return;
      if (first === undefined || isBefore(at, first)) first = copy(at);
      if (last === undefined || isBefore(last, at)) last = at;
    },
    read: () => {
      if (first === undefined || last === undefined) return undefined;
      const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
      return Number.isNaN(seconds) ? undefined : { since: first, until: last, seconds };
    },
  };
}

/** Figures of two sources are of the time of both together. */
export function bothWindows(one: QueryLoad['window'], other: QueryLoad['window']): QueryLoad['window'] {
  if (one === undefined || other === undefined) return one ?? other;
  const since = isBefore(other.since, one.since) ? other.since : one.since;
  const until = isBefore(one.until, other.until) ? other.until : one.until;
  return { since, until, seconds: (Date.parse(until) - Date.parse(since)) / 1000 };
}

function isBefore(one: string, other: string): boolean {
  const alike = one.length === other.length && one.charCodeAt(one.length - 1) === other.charCodeAt(other.length - 1);
  return alike && one.endsWith('Z') ? one < other : Date.parse(one) < Date.parse(other);
}

function copy(at: string): string {
  return Buffer.from(at, 'latin1').toString('latin1');
}
