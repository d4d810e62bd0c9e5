import { type ItemKnowledge, itemKnowledge, type KnownPlan } from './item-knowledge.ts';
import type { WorkloadSearchRequest } from './search-workload.ts';

/** Puts the questions, remembers what the answers imply, and knows when there are no more to put. */
export interface QuestionDesk {
  readonly items: readonly ItemKnowledge[];
  /** What the item costs with these; undefined where it cannot be planned, or the questions ran out. */
  readonly ask: (item: number, present: Uint8Array, need?: Need) => Promise<KnownPlan | undefined>;
  /** Whether a question of this need may still be put. */
  readonly isOpen: (need: Need) => boolean;
  /** 0 where the item cannot be planned. */
  readonly weight: (item: number) => number;
  /** 1 for an index that cannot be made. */
  readonly refused: Uint8Array;
  readonly counts: { asked: number; skipped: number };
  readonly record: () => {
    readonly refused: readonly { readonly index: number; readonly why: string }[];
    readonly failed: readonly { readonly item: number; readonly why: string }[];
    readonly violations: { readonly count: number; readonly worst: number };
  };
}

/** must: put even when the search is over; exactly: from those kept for the end, and no implied answer will do. */
export type Need = 'must' | 'may' | 'exactly';

/** Planners round: less than this share is no violation of monotony. */
const rounding = 1e-6;

/** `kept` of the questions are only put to check the end result. */
export function questionDesk(request: WorkloadSearchRequest, limit: number, kept: number): QuestionDesk {
  const items = request.items.map(({ relevant }) => itemKnowledge(relevant));
  const refused = new Uint8Array(request.indexes.length);
  const reasons = new Map<number, string>();
  const failed = new Map<number, string>();
  const counts = { asked: 0, skipped: 0 };
  const violations = { count: 0, worst: 0 };
  let ended = false;

  const isOpen = (need: Need) => {
    if (need === 'must') return true;
    ended ||= request.isOver?.() === true;
    return !ended && counts.asked < (need === 'may' ? limit - kept : limit);
  };

  /** The answer, or why there is none. */
  const put = async (item: number, offered: readonly number[]): Promise<KnownPlan | 'refused' | 'failed'> => {
    request.signal.throwIfAborted();
    counts.asked += 1;
    const said = await request.ask(item, offered);
    const [only] = offered;
    if ('refused' in said && only !== undefined) {
      if (offered.length === 1) refuse(only, said.refused);
      return 'refused';
    }
    if (!('cost' in said) || !Number.isFinite(said.cost)) {
      failed.set(item, 'failed' in said ? said.failed : 'refused' in said ? said.refused : 'It has no cost.');
      return 'failed';
    }
    const answer = { cost: said.cost, used: offered.filter((at) => said.used.includes(at)) };
    const share = items[item]?.note(offered, answer) ?? 0;
    if (share > rounding) violations.count += 1;
    violations.worst = Math.max(violations.worst, share);
    return answer;
  };

  const refuse = (index: number, why: string) => {
    refused[index] = 1;
    reasons.set(index, why);
  };

  /** Those that cannot be made are found by halves; where only all together are too many, the second half goes. */
  const findRefused = async (item: number, offered: readonly number[], need: Need): Promise<void> => {
    if (offered.length <= 1) return;
    const middle = Math.ceil(offered.length / 2);
    const before = reasons.size;
    for (const half of [offered.slice(0, middle), offered.slice(middle)]) {
      if (!isOpen(need)) return;
      if ((await put(item, half)) === 'refused') await findRefused(item, half, need);
    }
    if (reasons.size > before) return;
    for (const at of offered.slice(middle)) {
      if (request.indexes[at]?.exists !== true) refuse(at, 'It could not be offered together with the others.');
    }
  };

  return {
    items,
    refused,
    counts,
    isOpen,
    weight: (item) => (failed.has(item) ? 0 : (request.items[item]?.weight ?? 0)),
    ask: async (item, present, need = 'may') => {
      const knowledge = items[item];
      if (knowledge === undefined || failed.has(item)) return undefined;
      for (;;) {
        const known = knowledge.answer(present, need === 'exactly' ? 'exactly' : 'implied');
        if (known !== undefined) counts.skipped += 1;
        if (known !== undefined || !isOpen(need)) return known;
        const offered = knowledge.relevant.filter((at) => present[at] === 1 && refused[at] !== 1);
        const answer = await put(item, offered);
        if (answer === 'failed') return undefined;
        if (answer !== 'refused') return answer;
        const before = reasons.size;
        await findRefused(item, offered, need);
        if (reasons.size === before) return undefined;
      }
    },
    record: () => ({
      refused: [...reasons].map(([index, why]) => ({ index, why })).toSorted((a, b) => a.index - b.index),
      failed: [...failed].map(([item, why]) => ({ item, why })),
      violations,
    }),
  };
}
