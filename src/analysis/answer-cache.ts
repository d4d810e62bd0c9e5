import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** What the planner says of a set of indexes; `refused` where one of them cannot be made at all. */
export type OracleAnswer =
  | { readonly cost: number; readonly used: readonly string[]; readonly bytes: Readonly<Record<string, number>> }
  | { readonly refused: string };

/** One question and its answer. */
export interface TriedSet {
  readonly offered: readonly string[];
  readonly used: readonly string[];
  readonly cost: number;
}

/** What was asked so far. */
export interface AnswerRecord {
  readonly tried: readonly TriedSet[];
  /** Estimated size of each candidate that was asked about, by name. */
  readonly bytes: Readonly<Record<string, number>>;
  readonly refused: readonly { readonly name: string; readonly why: string }[];
  /** Questions put to the oracle, and those that an earlier answer settled. */
  readonly asked: number;
  readonly skipped: number;
}

/** A set of candidates: bit n stands for the nth. */
export type Mask = bigint;

interface Answer {
  readonly used: Mask;
  readonly cost: number;
}

export interface AnswerCache {
  /**
   * The cost of offering this set, from an earlier answer where one settles it. Undefined where an index of it is
   * refused, or, for a question that only `may` be asked, where no more questions are left.
   */
  readonly answer: (offered: Mask, need: 'must' | 'may') => Promise<Answer | undefined>;
  /** The cost of exactly this set; asked unless it was. */
  readonly exactly: (offered: Mask) => Promise<number | undefined>;
  /** All candidates that are not known to be refused. */
  readonly possible: () => Mask;
  /** Offers each candidate alone, to learn which ones cannot be made. */
  readonly findRefused: () => Promise<void>;
  readonly record: () => AnswerRecord;
}

/** Remembers every answer, and what it implies: offering T costs the same for every T between `used` and `offered`. */
export function answerCache(
  candidates: readonly IndexDefinition[],
  ask: (indexes: readonly IndexDefinition[]) => Promise<OracleAnswer>,
  signal: AbortSignal,
  maxQuestions: number,
): AnswerCache {
  const known: (Answer & { readonly offered: Mask })[] = [];
  const refused = new Map<number, string>();
  const bytes: Record<string, number> = {};
  const counts = { asked: 0, skipped: 0 };

  const put = async (offered: Mask): Promise<Answer | undefined> => {
    signal.throwIfAborted();
    const members = membersOf(offered);
    counts.asked += 1;
    const said = await ask(members.flatMap((at) => candidates[at] ?? []));
    if ('refused' in said) {
      const [only] = members;
      if (members.length === 1 && only !== undefined) refused.set(only, said.refused);
      // Nothing was offered, or each was taken alone: then it is the question itself that fails.
      if (members.length === 0) throw new RangeError(said.refused);
      return undefined;
    }
    Object.assign(bytes, said.bytes);
    const used = members.filter((at) => said.used.includes(candidates[at]?.name ?? '')).reduce(withMember, 0n);
    known.push({ offered, used, cost: said.cost });
    return { used, cost: said.cost };
  };

  const implied = (offered: Mask) =>
    known.find((one) => (one.used & ~offered) === 0n && (offered & ~one.offered) === 0n);

  return {
    answer: async (offered, need) => {
      const settled = implied(offered);
      if (settled !== undefined) {
        counts.skipped += 1;
        return { used: settled.used, cost: settled.cost };
      }
      return need === 'may' && counts.asked >= maxQuestions ? undefined : put(offered);
    },
    exactly: async (offered) => {
      const settled = known.find((one) => one.offered === offered);
      return (settled ?? (await put(offered)))?.cost;
    },
    possible: () =>
      candidates
        .map((_, at) => at)
        .filter((at) => !refused.has(at))
        .reduce(withMember, 0n),
    findRefused: async () => {
      const before = refused.size;
      for (const at of candidates.keys()) if (!refused.has(at)) await put(withMember(0n, at));
      if (refused.size > before) return;
      // Each can be made alone but not all together: keep the first half.
      const kept = candidates.length - refused.size;
      const dropped = [...candidates.keys()].filter((at) => !refused.has(at)).slice(Math.floor(kept / 2));
      for (const at of dropped) refused.set(at, 'It could not be offered together with the others.');
    },
    record: () => ({
      tried: known.map((one): TriedSet => {
        const names = (set: Mask) => membersOf(set).flatMap((at) => candidates[at]?.name ?? []);
        return { offered: names(one.offered), used: names(one.used), cost: one.cost };
      }),
      bytes,
      refused: [...refused].map(([at, why]) => ({ name: candidates[at]?.name ?? '', why })),
      ...counts,
    }),
  };
}

/** Positions of the set's members, ascending. */
export function membersOf(set: Mask): readonly number[] {
  const members: number[] = [];
  for (let rest = set, at = 0; rest > 0n; rest >>= 1n, at += 1) if ((rest & 1n) === 1n) members.push(at);
  return members;
}

export function sizeOf(set: Mask): number {
  return membersOf(set).length;
}

function withMember(set: Mask, at: number): Mask {
  return set | (1n << BigInt(at));
}
