import type { LoadSample } from '#vocabulary/query-load.ts';
import type { Planner } from './ask-planner.ts';
import { type PassedOver, queryOf, readsRows, type Studied } from './study-load.ts';

/** One text with values, as the search weighs it. */
export interface LoadItem {
  readonly studied: Studied;
  readonly sample: LoadSample;
  /** Weighted cost is this times the planner's cost. */
  readonly weight: number;
  /** The planner's cost as things are. */
  readonly cost: number;
}

export interface WeighedLoad {
  readonly items: readonly LoadItem[];
  /** What a weighted cost is counted in: milliseconds of all calls where times are known, else the planner's cost. */
  readonly unit: 'ms' | 'cost';
  /** Milliseconds that stand for one unit of the planner's cost; 1 where no times are known. */
  readonly rate: number;
  /** Statements whose time is out of all proportion to their cost: they wait, or the estimate is far off. */
  readonly outOfProportion: readonly { readonly studied: Studied; readonly factor: number }[];
  readonly passedOver: readonly PassedOver[];
}

/** Time that the cost of a plan explains so many times over, or so many times not, is no matter of plans alone. */
const mostOff = 20;

export interface UnweighedItem {
  readonly studied: Studied;
  readonly sample: LoadSample;
}

/** What can be planned, a line for each text with values. */
export function itemsOf(studied: readonly Studied[]): readonly UnweighedItem[] {
  return studied.filter(readsRows).flatMap((one) => one.samples.map((sample) => ({ studied: one, sample })));
}

export function queriesOf(items: readonly UnweighedItem[]) {
  return items.map(({ sample }) => queryOf(sample));
}

/**
 * Weights are calls times estimated cost, calibrated by the measured time of the statement: a weighted cost is then the
 * time that the statement takes, and falls as its cost falls. A statement out of proportion is calibrated only so far,
 * since no plan mends a wait. Where nothing is timed, calls times cost.
 */
export async function weighLoad(
  unweighed: readonly UnweighedItem[],
  planner: Planner,
  standing: readonly number[],
): Promise<WeighedLoad> {
  const costs: { readonly item: UnweighedItem; readonly cost: number }[] = [];
  const failed = new Map<Studied, string>();
  const asked = new Map<Studied, { cost: number; at: number[] }>();
  for (const [at, item] of unweighed.entries()) {
    const answer = await planner.ask(at, standing);
    if ('cost' in answer) {
      costs.push({ item, cost: answer.cost });
      const sum = asked.get(item.studied) ?? { cost: 0, at: [] };
      sum.cost += item.sample.share * answer.cost;
      sum.at.push(at);
      asked.set(item.studied, sum);
    } else {
      costs.push({ item, cost: 0 });
      failed.set(item.studied, 'failed' in answer ? answer.failed : answer.refused);
    }
  }
  const timed = [...asked].flatMap(([studied, { cost }]) => {
    const { milliseconds, calls } = studied.statement;
    return milliseconds === undefined || cost <= 0
      ? []
      : [{ studied, ratio: milliseconds.total / calls / cost, time: milliseconds.total }];
  });
  const rate = timed.length === 0 ? 1 : weightedMedian(timed);
  const ratios = new Map(timed.map(({ studied, ratio }) => [studied, ratio]));
  return {
    items: costs.map(({ item, cost }) => {
      const ratio = Math.min(Math.max(ratios.get(item.studied) ?? rate, rate / mostOff), rate * mostOff);
      return { ...item, cost, weight: cost === 0 ? 0 : item.studied.statement.calls * item.sample.share * ratio };
    }),
    unit: timed.length === 0 ? 'cost' : 'ms',
    rate,
    outOfProportion: timed
      .filter(({ ratio }) => ratio > rate * mostOff)
      .map(({ studied, ratio }) => ({ studied, factor: ratio / rate })),
    passedOver: [...failed].map(([{ statement }, why]) => ({ statement, why })),
  };
}

/** Half of the time is spent in statements with a lower ratio. */
function weightedMedian(timed: readonly { readonly ratio: number; readonly time: number }[]): number {
  const sorted = timed.toSorted((a, b) => a.ratio - b.ratio);
  const half = sorted.reduce((sum, { time }) => sum + time, 0) / 2;
  let sum = 0;
  for (const { ratio, time } of sorted) {
    sum += time;
    if (sum >= half) return ratio;
  }
  return sorted.at(-1)?.ratio ?? 1;
}
