import { percent } from '#analysis/plan-words.ts';
import {
  type FigureName,
  paceAgainstFirst,
  type TrialFigure,
  throughputOf,
  trialFigures,
} from '#analysis/server-settings/server-trial-outcome.ts';
import type { ServerTrialPlan } from '#analysis/server-settings/server-trial-plan.ts';
import type { SettingFault } from '#analysis/server-settings/setting-verdict.ts';
import type { Serve } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Evidence } from '#vocabulary/evidence.ts';
import type { ServerTrial } from '#vocabulary/server-trial.ts';

/** What came of a fault's settings on servers of their own. */
export interface ServedFault {
  readonly fault: SettingFault;
  /** What it is for became less by a tenth or more, or did not; or the work was too little for it to come up at all. */
  readonly outcome: 'helped' | 'not-helped' | 'not-reached';
  /** Fewer transactions a second, in nearly all rounds. */
  readonly slower: boolean;
  /** "requested checkpoints 21 → 2, WAL 64 % less". */
  readonly words: string;
  readonly proof: readonly Evidence[];
}

export type ServersTried =
  | {
      readonly kind: 'tried';
      readonly trial: ServerTrial;
      readonly plan: ServerTrialPlan;
      readonly faults: readonly ServedFault[];
    }
  /** Why not, and what would help. */
  | { readonly kind: 'failed'; readonly plan: ServerTrialPlan; readonly why: string; readonly remedy?: string };

/** Pairs of rounds; fewer say nothing of chance. */
const rounds = 5;
const withinMs = 16_000;

/** Nothing of the user's is touched or needed. A machine that cannot run servers does not end the command. */
export async function tryServers(plan: ServerTrialPlan, serve: Serve): Promise<ServersTried> {
  try {
    const sets = plan.servers.map(({ settings }) => settings);
    const trial = await serve.serve({ sets, bytes: plan.bytes, rounds, withinMs });
    const faults = plan.servers.flatMap(({ faults: of }, at) => {
      const [fault] = of;
      return fault === undefined || of.length > 1 ? [] : [servedFault(fault, at, trial, serve)];
    });
    return { kind: 'tried', trial, plan, faults };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { hint } = error.problem;
    return { kind: 'failed', plan, why: error.message, ...(hint === undefined ? {} : { remedy: hint }) };
  }
}

/** What a setting is for comes first: by that it is judged. */
const aims: Readonly<Record<string, readonly FigureName[]>> = {
  max_wal_size: ['checkpoints', 'wal', 'images'],
  wal_compression: ['wal'],
  wal_buffers: ['walBuffersFull'],
  shared_buffers: ['hits'],
};

function servedFault(fault: SettingFault, at: number, trial: ServerTrial, { level }: Serve): ServedFault {
  const wanted = fault.proposals.flatMap(({ name }) => aims[name] ?? []);
  const found = trialFigures(trial);
  const aimed = wanted.flatMap((name) => found.filter((one) => one.name === name));
  const [main] = aimed;
  const { ratio, certain } = paceAgainstFirst(trial, at);
  return {
    fault,
    outcome: main === undefined || main.values[0] === 0 ? 'not-reached' : gained(main, at) ? 'helped' : 'not-helped',
    slower: certain && ratio < 0.9,
    words: [
      ...aimed.map((figure) => figureWords(figure, at)),
      certain ? `${paceWords(ratio)} transactions a second` : 'transactions a second as before, within their spread',
    ].join(', '),
    proof: [
      ...aimed.map(
        (figure): Evidence => ({
          level,
          by: trial.by,
          what: `${figure.what} of the same ${workOf(trial)}`,
          before: shown(figure, 0),
          after: shown(figure, at),
          ...(figure.name === 'hits' ? {} : { unit: figure.unit }),
          note: 'Made-up tables and work on this machine, not yours.',
        }),
      ),
      pace(trial, at, level),
    ],
  };
}

function pace(trial: ServerTrial, at: number, level: Serve['level']): Evidence {
  const before = throughputOf(trial, 0);
  const after = throughputOf(trial, at);
  const { ratio, certain } = paceAgainstFirst(trial, at);
  return {
    level,
    by: trial.by,
    what: `transactions a second, median of ${trial.servers[at]?.rounds.length ?? 0} rounds in turns`,
    before: Math.round(before.median),
    after: Math.round(after.median),
    unit: 'transactions/s',
    note: `${whole(before.least)} to ${whole(before.most)} before, ${whole(after.least)} to ${whole(after.most)} after; ${certain ? `pair by pair ${paceWords(ratio)}` : 'no certain difference'}. Sessions that wait for no client, on this machine.`,
  };
}

/** The median of the pairs: what else the machine did, both rounds of a pair felt. */
function paceWords(ratio: number): string {
  return `${percent(Math.abs(ratio - 1))} ${ratio > 1 ? 'more' : 'fewer'}`;
}

/** "50,000 transactions". */
export function workOf({ servers }: ServerTrial): string {
  const all = (servers[0]?.rounds ?? []).reduce((total, { transactions }) => total + transactions, 0);
  return `${whole(all)} transactions`;
}

function gained({ name, values }: TrialFigure, at: number): boolean {
  const [before = 0] = values;
  const after = values[at] ?? before;
  return name === 'hits' ? after - before >= 0.01 : before > 0 && after <= 0.9 * before;
}

function figureWords(figure: TrialFigure, at: number): string {
  const [before = 0] = figure.values;
  const after = figure.values[at] ?? before;
  if (figure.name !== 'wal') return `${figure.what} ${shownWords(figure, before)} → ${shownWords(figure, after)}`;
  const change = before === 0 ? 0 : after / before - 1;
  return Math.abs(change) < 0.02 ? 'as much WAL' : `${percent(Math.abs(change))} ${change < 0 ? 'less' : 'more'} WAL`;
}

function shownWords({ name }: TrialFigure, value: number): string {
  return name === 'hits' ? percent(value) : whole(value);
}

function shown(figure: TrialFigure, at: number): number | string {
  const value = figure.values[at] ?? 0;
  return figure.name === 'hits' ? percent(value) : Math.round(value);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
