import type { ServerRound, ServerTrial } from '#vocabulary/server-trial.ts';

export interface TrialFigure {
  readonly name: FigureName;
  /** "requested checkpoints". */
  readonly what: string;
  readonly unit: string;
  /** Over all rounds, one for each server; a share is 0 … 1. */
  readonly values: readonly number[];
}

export type FigureName =
  | 'checkpoints'
  | 'timedCheckpoints'
  | 'wal'
  | 'images'
  | 'walBuffersFull'
  | 'sessionWrites'
  | 'tempFiles'
  | 'tempBytes'
  | 'hits';

/** Transactions a second over the rounds. */
export interface Throughput {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

type Counted = Exclude<keyof ServerRound, 'seconds' | 'transactions'>;

const figures: readonly { name: FigureName; what: string; unit: string; of: Counted }[] = [
  { name: 'checkpoints', what: 'requested checkpoints', unit: 'checkpoints', of: 'checkpointsRequested' },
  { name: 'timedCheckpoints', what: 'timed checkpoints', unit: 'checkpoints', of: 'checkpointsTimed' },
  { name: 'wal', what: 'WAL', unit: 'bytes', of: 'walBytes' },
  { name: 'images', what: 'full-page images', unit: 'pages', of: 'fullPageImages' },
  { name: 'walBuffersFull', what: 'WAL buffers found full', unit: 'times', of: 'walBuffersFull' },
  { name: 'sessionWrites', what: 'blocks that sessions wrote', unit: 'blocks', of: 'sessionWrites' },
  { name: 'tempFiles', what: 'temporary files', unit: 'files', of: 'tempFiles' },
  { name: 'tempBytes', what: 'bytes of temporary files', unit: 'bytes', of: 'tempBytes' },
];

/** What the servers counted while they did the same work; what none of them has is left out. */
export function trialFigures({ servers }: ServerTrial): readonly TrialFigure[] {
  const counted = figures.map(({ of, ...figure }) => ({
    ...figure,
    values: servers.map(({ rounds }) => sum(rounds.map((round) => round[of] ?? 0))),
  }));
  const hits = servers.map(({ rounds }) => {
    const hit = sum(rounds.map(({ blocksHit }) => blocksHit));
    return hit / Math.max(1, hit + sum(rounds.map(({ blocksRead }) => blocksRead)));
  });
  return [
    ...counted.filter(({ values }) => values.some((value) => value > 0)),
    ...(hits.some((share) => share < 0.9995)
      ? [{ name: 'hits' as const, what: 'blocks found in shared_buffers', unit: 'share', values: hits }]
      : []),
  ];
}

export function throughputOf({ servers }: ServerTrial, at: number): Throughput {
  const all = (servers[at]?.rounds ?? []).map(perSecond).toSorted((one, other) => one - other);
  return { median: median(all), least: all[0] ?? 0, most: all.at(-1) ?? 0 };
}

export interface Pace {
  /** Median over the rounds of "with it" by "without it". */
  readonly ratio: number;
  /** All rounds but one at most say the same, and it is 5 % or more. Else it may be chance. */
  readonly certain: boolean;
}

/** Rounds at the same position are pairs: what else this machine had to do then, both of them felt. */
export function paceAgainstFirst({ servers }: ServerTrial, at: number): Pace {
  const first = servers[0]?.rounds ?? [];
  const ratios = (servers[at]?.rounds ?? [])
    .flatMap((round, which) => (first[which] === undefined ? [] : [perSecond(round) / perSecond(first[which])]))
    .toSorted((one, other) => one - other);
  const ratio = ratios.length === 0 ? 1 : median(ratios);
  const agreeing = ratios.filter((one) => (ratio > 1 ? one > 1 : one < 1)).length;
  return { ratio, certain: ratios.length >= 5 && agreeing >= ratios.length - 1 && Math.abs(ratio - 1) >= 0.05 };
}

function perSecond({ transactions, seconds }: ServerRound): number {
  return transactions / seconds;
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
