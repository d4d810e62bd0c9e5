import { createRandom } from '../advisors/random.ts';

/** Literals for queries. The same seed draws the same ones in the same order. */
export interface Draw {
  /** `least` … `most`, each as likely as the others. */
  readonly int: (least: number, most: number) => number;
  /** 1 … `most`; the greater `power`, the more often a small one. */
  readonly skewed: (most: number, power: number) => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  /** A day as `2025-03-01`, so many days at most after `from`. */
  readonly day: (from: string, days: number) => string;
}

export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    int,
    skewed: (most, power) => 1 + Math.floor(most * random() ** power),
    pick: (values) => {
      const [first] = values;
      const picked = values[int(0, values.length - 1)] ?? first;
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
    day: (from, days) => dayAfter(from, int(0, days)),
  };
}

/** The day so many days after another, as `2025-03-01`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
