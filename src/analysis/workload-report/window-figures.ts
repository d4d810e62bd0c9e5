/** A statement's figures over all its calls in a window. */
export interface Figures {
  readonly normalized: string;
  readonly calls: number;
  readonly milliseconds?: number | undefined;
  /** Of one call's time from the mean, ms, over all of them. */
  readonly deviation?: number | undefined;
  readonly rows?: number | undefined;
  /** 8-kB blocks that were touched, found or read. */
  readonly blocks?: number | undefined;
}

/**
 * Counters only grow: what was counted between two readings is the difference. A statement that was forgotten or reset
 * in between is counted anew; what it has now is of the window then, or of a part of it.
 */
export function windowFigures(
  before: ReadonlyMap<string, Figures>,
  after: ReadonlyMap<string, Figures>,
): ReadonlyMap<string, Figures> {
  return new Map(
    [...after].map(([key, now]) => {
      const was = before.get(key);
      return [key, was === undefined || isCountedAnew(was, now) ? now : difference(was, now)];
    }),
  );
}

/** Less than before, or as many calls with another time. */
export function isCountedAnew(was: Figures, now: Figures): boolean {
  const [time, timeNow] = [was.milliseconds ?? 0, now.milliseconds ?? 0];
  return now.calls < was.calls || timeNow < time || (now.calls === was.calls && timeNow !== time);
}

function difference(was: Figures, now: Figures): Figures {
  const calls = now.calls - was.calls;
  const less = (figure: 'milliseconds' | 'rows' | 'blocks'): number | undefined => {
    const [is, before] = [now[figure], was[figure]];
    return is === undefined || before === undefined ? undefined : Math.max(0, is - before);
  };
  const milliseconds = less('milliseconds');
  return {
    normalized: now.normalized,
    calls,
    milliseconds,
    deviation: deviationBetween(was, now, { calls, milliseconds }),
    rows: less('rows'),
    blocks: less('blocks'),
  };
}

/** From the sums of squares, which grow with each call as the sums do: n (deviation² + mean²). */
function deviationBetween(
  was: Figures,
  now: Figures,
  window: Pick<Figures, 'calls' | 'milliseconds'>,
): number | undefined {
  const [before, after] = [squares(was), squares(now)];
  if (before === undefined || after === undefined || window.milliseconds === undefined || window.calls === 0) {
    return undefined;
  }
  const mean = window.milliseconds / window.calls;
  return Math.sqrt(Math.max(0, (after - before) / window.calls - mean ** 2));
}

/** Sum of the squares of all calls' times. */
function squares({ calls, milliseconds, deviation }: Omit<Figures, 'normalized'>): number | undefined {
  if (milliseconds === undefined || deviation === undefined || calls === 0) return undefined;
  return calls * (deviation ** 2 + (milliseconds / calls) ** 2);
}
