import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';

/** What the shares of a load are shares of, and how much of it can be looked at. */
export interface LoadShares {
  /** Time of all that was seen, ms; 0 where nothing timed it. */
  readonly wholeMs: number;
  readonly wholeCalls: number;
  /** Of that the statements that can be looked at, 0 … 1; of the calls where there are no times. */
  readonly covered: number;
  /** Of the time, 0 … 1; undefined where nothing timed it. */
  readonly shareOf: (statement: LoadStatement) => number | undefined;
}

export function loadShares(load: QueryLoad): LoadShares {
  const seenMs = sum(load.statements, ({ milliseconds }) => milliseconds?.total ?? 0);
  const seenCalls = sum(load.statements, ({ calls }) => calls);
  // The parts may come from counters and logs at once, which overlap: then the whole is no less than its parts.
  const wholeMs = Math.max(load.total.milliseconds ?? 0, seenMs);
  const wholeCalls = Math.max(load.total.calls, seenCalls);
  return {
    wholeMs,
    wholeCalls,
    covered: wholeMs > 0 ? seenMs / wholeMs : wholeCalls > 0 ? seenCalls / wholeCalls : 1,
    shareOf: ({ milliseconds }) =>
      milliseconds === undefined || wholeMs === 0 ? undefined : milliseconds.total / wholeMs,
  };
}

export function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
