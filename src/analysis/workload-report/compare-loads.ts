import { sum } from './load-shares.ts';
import { type Figures, isCountedAnew, windowFigures } from './window-figures.ts';

/** One of two loads: each statement's figures by its fingerprint, and the time they are of. */
export interface ComparedLoad {
  readonly statements: ReadonlyMap<string, Figures>;
  readonly window?: { readonly since: string; readonly until: string } | undefined;
  /** It holds only the statements that took the most time. */
  readonly isCut: boolean;
}

/** What of a statement is compared. */
export type ComparedFigure = 'mean' | 'blocks' | 'rows' | 'calls';

export interface StatementChange {
  readonly fingerprint: string;
  readonly normalized: string;
  readonly before: Figures;
  readonly after: Figures;
  /** After divided by before; of calls those for each second, beside the growth of the other statements. */
  readonly factors: Readonly<Partial<Record<ComparedFigure, number>>>;
  readonly worse: readonly ComparedFigure[];
  readonly better: readonly ComparedFigure[];
  /** Of all the time afterwards, 0 … 1: what the statement takes, and what it takes more (less than 0: less). */
  readonly share: number;
  readonly stake: number;
}

export interface LoadComparison {
  /** since: both are of one counting, so what was counted in between is held against what was counted before. */
  readonly kind: 'since' | 'apart';
  readonly before: Window;
  readonly after: Window;
  /** Compared statements, those with the most at stake first. */
  readonly changes: readonly StatementChange[];
  readonly fresh: readonly Figures[];
  readonly gone: readonly Figures[];
  /** How the calls for each second of the statement in the middle grew; undefined without both windows. */
  readonly growth?: number;
}

interface Window {
  readonly since?: string;
  readonly until?: string;
  readonly seconds?: number;
  readonly calls: number;
  readonly milliseconds: number;
}

/** Worse is more than a fifth more: less is how one day differs from the next. */
const slower = 1.2;
/** How often a statement is called follows the day's traffic: only twice as often, beside the others, is news. */
const oftener = 2;
/** Of the time: what weighs less is not worth a look. */
const leastStake = 0.01;
/** Means of fewer calls are chance, unless they are twice as long. */
const fewCalls = 5;
const twice = 2;
/** Standard errors between two means that are not the same. */
const errors = 2;

/** What became of each statement since an earlier load: worse, better, new, gone. */
export function compareLoads(before: ComparedLoad, after: ComparedLoad): LoadComparison {
  const isSame = isSameSince(before, after);
  const isOne = isSame && !isReset(before, after);
  const now = isOne ? windowFigures(before.statements, after.statements) : after.statements;
  const windows = {
    before: windowOf(before.statements, before.window),
    after: windowOf(
      now,
      isOne ? { since: before.window?.until, until: after.window?.until } : isSame ? {} : after.window,
    ),
  };
  const pairs = [...now].flatMap(([fingerprint, figures]) => {
    const was = before.statements.get(fingerprint);
    return was === undefined || figures.calls === 0 ? [] : [{ fingerprint, was, is: figures }];
  });
  const growth = middle(pairs.flatMap(({ was, is }) => rateFactor(was, is, windows) ?? []));
  const changes = pairs.map(({ fingerprint, was, is }) => change(fingerprint, was, is, windows, growth));
  return {
    kind: isOne ? 'since' : 'apart',
    ...windows,
    changes: changes.sort((one, other) => Math.abs(other.stake) - Math.abs(one.stake)),
    // What a cut list does not hold may have been there all the time.
    fresh: before.isCut ? [] : byTime([...now].filter(([key, { calls }]) => calls > 0 && !before.statements.has(key))),
    gone: after.isCut ? [] : byTime([...before.statements].filter(([key]) => (now.get(key)?.calls ?? 0) === 0)),
    ...(growth === undefined ? {} : { growth }),
  };
}

/** Both were counted from one moment on, the second one longer. */
function isSameSince({ window: before }: ComparedLoad, { window: after }: ComparedLoad): boolean {
  if (before === undefined || after === undefined) return false;
  const apart = Math.abs(Date.parse(before.since) - Date.parse(after.since));
  return apart < 1000 && Date.parse(after.until) > Date.parse(before.until);
}

/** Now and then one is forgotten; of many that start anew somebody reset a part of the counters, and nobody knows when. */
const mostAnew = 0.2;

function isReset(before: ComparedLoad, after: ComparedLoad): boolean {
  const both = [...after.statements].flatMap(([key, now]) => {
    const was = before.statements.get(key);
    return was === undefined ? [] : [isCountedAnew(was, now)];
  });
  return both.filter((anew) => anew).length > both.length * mostAnew;
}

function windowOf(
  statements: ReadonlyMap<string, Figures>,
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined } = {},
): Window {
  const all = [...statements.values()];
  const seconds = since === undefined || until === undefined ? 0 : (Date.parse(until) - Date.parse(since)) / 1000;
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(seconds > 0 ? { seconds } : {}),
    calls: sum(all, ({ calls }) => calls),
    milliseconds: sum(all, ({ milliseconds }) => milliseconds ?? 0),
  };
}

interface Windows {
  readonly before: Window;
  readonly after: Window;
}

function rateFactor(was: Figures, is: Figures, { before, after }: Windows): number | undefined {
  if (before.seconds === undefined || after.seconds === undefined || was.calls === 0) return undefined;
  return is.calls / after.seconds / (was.calls / before.seconds);
}

function change(
  fingerprint: string,
  before: Figures,
  after: Figures,
  windows: Windows,
  growth: number | undefined,
): StatementChange {
  const whole = windows.after.milliseconds;
  const rate = rateFactor(before, after, windows);
  const perCall = (figure: 'milliseconds' | 'blocks' | 'rows') => quotient(after, before, figure);
  const candidates: Readonly<Record<ComparedFigure, number | undefined>> = {
    mean: perCall('milliseconds'),
    blocks: perCall('blocks'),
    rows: perCall('rows'),
    calls: rate === undefined || growth === undefined || growth === 0 ? undefined : rate / growth,
  };
  const share = whole === 0 ? 0 : (after.milliseconds ?? 0) / whole;
  const more = (mean(after) ?? 0) - (mean(before) ?? 0);
  const stake = whole === 0 ? 0 : (more * after.calls) / whole;
  const isEnough = (factor: number) =>
    (before.calls >= fewCalls && after.calls >= fewCalls) || factor >= twice || factor <= 1 / twice;
  const weighs: Readonly<Record<ComparedFigure, (factor: number) => boolean>> = {
    mean: () => Math.abs(stake) >= leastStake && isApart(before, after),
    blocks: () => share >= leastStake,
    rows: () => share >= leastStake,
    // What the additional calls take.
    calls: (factor) => share * (1 - 1 / factor) >= leastStake,
  };
  const names: readonly ComparedFigure[] = ['mean', 'blocks', 'rows', 'calls'];
  const limit = (name: ComparedFigure) => (name === 'calls' ? oftener : slower);
  const known = names.flatMap((name) => {
    const factor = candidates[name];
    return factor === undefined ? [] : [{ name, factor }];
  });
  const heavy = known.filter(({ name, factor }) => isEnough(factor) && weighs[name](factor));
  return {
    fingerprint,
    normalized: after.normalized,
    before,
    after,
    factors: Object.fromEntries(known.map(({ name, factor }) => [name, factor])),
    worse: heavy.flatMap(({ name, factor }) => (factor > limit(name) ? [name] : [])),
    better: heavy.flatMap(({ name, factor }) => (factor < 1 / limit(name) ? [name] : [])),
    share,
    stake,
  };
}

function quotient(after: Figures, before: Figures, figure: 'milliseconds' | 'blocks' | 'rows'): number | undefined {
  const [is, was] = [after[figure], before[figure]];
  if (is === undefined || was === undefined || was === 0 || before.calls === 0) return undefined;
  return is / after.calls / (was / before.calls);
}

/** ms of one call. */
function mean({ milliseconds, calls }: Figures): number | undefined {
  return milliseconds === undefined || calls === 0 ? undefined : milliseconds / calls;
}

/** Further apart than the scatter of both explains; where that was not counted, taken as so. */
function isApart(before: Figures, after: Figures): boolean {
  if (before.deviation === undefined || after.deviation === undefined) return true;
  const error = Math.sqrt(before.deviation ** 2 / before.calls + after.deviation ** 2 / after.calls);
  return Math.abs((mean(after) ?? 0) - (mean(before) ?? 0)) > errors * error;
}

function middle(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
}

function byTime(entries: readonly (readonly [string, Figures])[]): readonly Figures[] {
  return entries
    .map(([, figures]) => figures)
    .sort((one, other) => (other.milliseconds ?? 0) - (one.milliseconds ?? 0) || other.calls - one.calls);
}
