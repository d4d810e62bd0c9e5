import type { QueryLoad } from '#vocabulary/query-load.ts';
import { type Origin, origins } from './statement-tally.ts';

export type LeftOutWhy = QueryLoad['leftOut'][number]['why'];

/** What statements took that are not told one by one. */
export interface LeftOutFigures {
  readonly statements: number;
  readonly calls: number;
  readonly milliseconds: number;
}

export interface LeftOut {
  /** `key` tells different statements apart. */
  readonly add: (why: LeftOutWhy, origin: Origin, key: string, calls: number, milliseconds: number | undefined) => void;
  /** Counted elsewhere already. */
  readonly addAll: (why: LeftOutWhy, origin: Origin, figures: LeftOutFigures) => void;
  readonly list: () => QueryLoad['leftOut'];
}

interface Sum {
  statements: number;
  calls: number;
  milliseconds: number;
  readonly keys: Set<string>;
}

const mostKeys = 5_000;
const keyLength = 60;

/** By reason and by who saw them: of two sources that saw the same executions the better one's figures stand. */
export function leftOut(): LeftOut {
  const sums = new Map<LeftOutWhy, Map<Origin, Sum>>();

  function sumOf(why: LeftOutWhy, origin: Origin): Sum {
    const byOrigin = sums.get(why) ?? new Map<Origin, Sum>();
    sums.set(why, byOrigin);
    const sum = byOrigin.get(origin) ?? { statements: 0, calls: 0, milliseconds: 0, keys: new Set<string>() };
    byOrigin.set(origin, sum);
    return sum;
  }

  return {
    add: (why, origin, key, calls, milliseconds = 0) => {
      const sum = sumOf(why, origin);
      if (sum.keys.size < mostKeys) {
        const short = key.length > keyLength ? key.slice(0, keyLength) : key;
        if (!sum.keys.has(short)) sum.keys.add(Buffer.from(short).toString());
        sum.statements = Math.max(sum.statements, sum.keys.size);
      }
      sum.calls += calls;
      sum.milliseconds += milliseconds;
    },
    addAll: (why, origin, { statements, calls, milliseconds }) => {
      if (statements + calls === 0) return;
      const sum = sumOf(why, origin);
      sum.statements += statements;
      sum.calls += calls;
      sum.milliseconds += milliseconds;
    },
    list: () =>
      [...sums].flatMap(([why, byOrigin]) => {
        const best = origins.map((origin) => byOrigin.get(origin)).find((one) => one !== undefined);
        if (best === undefined) return [];
        const { statements, calls, milliseconds } = best;
        return [{ why, statements, calls, milliseconds }];
      }),
  };
}
