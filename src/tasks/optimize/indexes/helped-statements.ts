import type { LoadSearch } from './search-load.ts';
import type { Studied } from './study-load.ts';

/** The samples of one statement that nothing tells apart, together; each chosen value by itself. */
export interface HelpedStatement {
  readonly studied: Studied;
  /** " [orders.status = 'open']", or nothing. */
  readonly words: string;
  /** Of the statement's calls, 0 … 1. */
  readonly share: number;
  /** Plan cost of one call, the mean over its samples. */
  readonly before: number;
  readonly after: number;
  /** Weighted cost that is saved. */
  readonly gain: number;
}

/** What the best set makes cheaper, the greatest gain first. */
export function helpedStatements({
  weighed,
  result,
}: Pick<LoadSearch, 'weighed' | 'result'>): readonly HelpedStatement[] {
  const helped = new Map<string, HelpedStatement>();
  for (const [at, { studied, sample, weight }] of weighed.items.entries()) {
    const costs = result.itemCosts[at];
    if (costs === undefined || costs.before <= costs.after) continue;
    const words = sample.words === undefined ? '' : ` [${sample.words}]`;
    const key = `${studied.statement.fingerprint}${words}`;
    const known = helped.get(key) ?? { studied, words, share: 0, before: 0, after: 0, gain: 0 };
    const share = known.share + sample.share;
    const mean = (one: number, next: number) => (known.share * one + sample.share * next) / share;
    helped.set(key, {
      ...known,
      share,
      before: mean(known.before, costs.before),
      after: mean(known.after, costs.after),
      gain: known.gain + (costs.before - costs.after) * weight,
    });
  }
  return [...helped.values()].toSorted((a, b) => b.gain - a.gain);
}
