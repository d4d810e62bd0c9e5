/** A plan that the planner once chose: it can be had wherever all the indexes that it uses are present. */
export interface KnownPlan {
  readonly cost: number;
  /** Positions, ascending. */
  readonly used: readonly number[];
}

/** The planner's answer to one question: the indexes on offer, and the plan. */
interface AnswerRecord extends KnownPlan {
  readonly offered: Uint32Array;
}

/** All that is known of what one statement costs under which indexes. Sets are flags by position, 1 where present. */
export interface ItemKnowledge {
  readonly relevant: readonly number[];
  /** Cheapest first; none that another one beats with fewer indexes. */
  readonly plans: () => readonly KnownPlan[];
  /** Number of those taken in. */
  readonly answers: () => number;
  /** What more on offer never undercuts, dearest first: without any of `withheld` it costs at least that. */
  readonly floors: () => readonly { readonly cost: number; readonly withheld: readonly number[] }[];
  /** Takes in an answer; gives the share by which a plan known before beats it, 0 where costs are monotone. */
  readonly note: (offered: readonly number[], answer: KnownPlan) => number;
  /** The cost under exactly these, where it was asked or follows from an answer; `exactly`: only where it was asked. */
  readonly answer: (present: Uint8Array, how: 'implied' | 'exactly') => KnownPlan | undefined;
  /** It costs at most this: a known plan can be had. Infinity where none can. */
  readonly upper: (present: Uint8Array) => number;
  /** It costs at least this, if more on offer never costs more. 0 where nothing is known. */
  readonly lower: (present: Uint8Array) => number;
}

/**
 * An answer for the offer S whose plan uses U holds for every T with U ⊆ T ⊆ S (INUM, Papadomanolakis and others, VLDB
 * 2007), bounds every set that holds U from above and every subset of S from below (Wii, Wang and others, SIGMOD 2024).
 */
export function itemKnowledge(relevant: readonly number[]): ItemKnowledge {
  const words = Math.max(1, Math.ceil(relevant.length / 32));
  const records: AnswerRecord[] = [];
  let plans: readonly KnownPlan[] = [];
  let byCost: readonly AnswerRecord[] = [];
  const asked = new Map<string, AnswerRecord>();
  const scratch = new Uint32Array(words);

  const bitsOf = (present: Uint8Array) => {
    scratch.fill(0);
    for (let at = 0; at < relevant.length; at += 1) {
      if (present[relevant[at] ?? -1] === 1) scratch[at >> 5] = (scratch[at >> 5] ?? 0) | (1 << (at & 31));
    }
    return scratch;
  };
  const isWithin = (some: Uint32Array, others: Uint32Array) => {
    for (let at = 0; at < words; at += 1) if (((some[at] ?? 0) & ~(others[at] ?? 0)) !== 0) return false;
    return true;
  };
  const upperPlan = (present: Uint8Array) => plans.find(({ used }) => areAllPresent(used, present));

  return {
    relevant,
    plans: () => plans,
    answers: () => records.length,
    floors: () =>
      byCost.map(({ cost, offered }) => ({
        cost,
        withheld: relevant.filter((_, at) => (((offered[at >> 5] ?? 0) >> (at & 31)) & 1) === 0),
      })),
    note: (offered, { cost, used }) => {
      const present = flagsOf(offered);
      const better = upperPlan(present);
      const record = { cost, used, offered: bitsOf(present).slice() };
      const dearer = byCost.find((one) => isWithin(record.offered, one.offered));
      records.push(record);
      asked.set(record.offered.join(), record);
      byCost = records.toSorted((a, b) => b.cost - a.cost);
      plans = withPlan(plans, { cost, used });
      const above = better === undefined ? 0 : (cost - better.cost) / Math.max(better.cost, Number.MIN_VALUE);
      const below = dearer === undefined ? 0 : (dearer.cost - cost) / Math.max(cost, Number.MIN_VALUE);
      return Math.max(0, above, below);
    },
    answer: (present, how) => {
      const bits = bitsOf(present);
      const exact = asked.get(bits.join());
      if (exact !== undefined || how === 'exactly') return exact;
      return records.find((one) => isWithin(bits, one.offered) && areAllPresent(one.used, present));
    },
    upper: (present) => upperPlan(present)?.cost ?? Number.POSITIVE_INFINITY,
    lower: (present) => {
      const bits = bitsOf(present);
      return byCost.find((one) => isWithin(bits, one.offered))?.cost ?? 0;
    },
  };
}

export function areAllPresent(indexes: readonly number[], present: Uint8Array): boolean {
  for (const index of indexes) if (present[index] !== 1) return false;
  return true;
}

function flagsOf(positions: readonly number[]): Uint8Array {
  const flags = new Uint8Array((positions.at(-1) ?? -1) + 1);
  for (const at of positions) flags[at] = 1;
  return flags;
}

function withPlan(plans: readonly KnownPlan[], plan: KnownPlan): readonly KnownPlan[] {
  const isBeaten = (one: KnownPlan, other: KnownPlan) =>
    other.cost <= one.cost && other.used.every((at) => one.used.includes(at));
  if (plans.some((other) => isBeaten(plan, other))) return plans;
  return [...plans.filter((one) => !isBeaten(one, plan)), plan].toSorted((a, b) => a.cost - b.cost);
}
