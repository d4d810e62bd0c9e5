import type { ItemAnswer } from '#analysis/workload-search/search-workload.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';

/** What the search asks about: a candidate, or an index that stands and may be dropped. */
export interface OfferedIndex {
  readonly index: IndexDefinition;
  readonly exists: boolean;
}

/** The planner, asked by positions. Each question is put once; its answer is remembered without the plan. */
export interface Planner {
  /** `present` are positions; an index that stands and is not among them is hidden. */
  readonly ask: (item: number, present: readonly number[]) => Promise<ItemAnswer>;
  /** The plan too. Problem where it cannot be planned. */
  readonly plan: (item: number, present: readonly number[]) => Promise<Planned>;
  /** Estimated size of every candidate that was offered so far, by position. */
  readonly bytes: ReadonlyMap<number, number>;
  /** Questions that were really put. */
  readonly questions: () => number;
}

export interface Planned {
  readonly plan: Plan;
  readonly cost: number;
  readonly used: readonly number[];
  /** What the answer rests on and nobody knows, one sentence each. */
  readonly doubts: readonly string[];
}

export function askPlanner(
  whatIf: WhatIf,
  items: readonly QueryText[],
  offered: readonly OfferedIndex[],
  signal: AbortSignal,
): Planner {
  const known = new Map<string, ItemAnswer>();
  const bytes = new Map<number, number>();
  const positions = new Map(offered.map(({ index }, at) => [index.name, at]));
  const standing = offered.flatMap(({ exists }, at) => (exists ? [at] : []));
  let questions = 0;

  async function plan(item: number, present: readonly number[]): Promise<Planned> {
    signal.throwIfAborted();
    const query = items[item];
    if (query === undefined) throw new RangeError(`There is no statement ${item}.`);
    const there = new Set(present);
    const indexes = present.flatMap((at) => (offered[at]?.exists === false ? [offered[at].index] : []));
    const without = standing.filter((at) => !there.has(at)).flatMap((at) => offered[at]?.index.name ?? []);
    questions += 1;
    const answer = await whatIf.ask({ query, indexes, ...(without.length === 0 ? {} : { without }) });
    for (const [name, size] of Object.entries(answer.bytes)) {
      const at = positions.get(name);
      if (at !== undefined) bytes.set(at, size);
    }
    const inPlan = namesIn(answer.plan);
    const kept = present.filter((at) => offered[at]?.exists === true && inPlan.has(offered[at].index.name));
    const used = [...answer.used.flatMap((name) => positions.get(name) ?? []), ...kept].toSorted((a, b) => a - b);
    return { plan: answer.plan, cost: answer.cost, used, doubts: answer.doubts ?? [] };
  }

  async function ask(item: number, present: readonly number[]): Promise<ItemAnswer> {
    const key = `${item}:${present.join(',')}`;
    const settled = known.get(key);
    if (settled !== undefined) return settled;
    const answer = await plan(item, present).then(
      ({ cost, used }): ItemAnswer => ({ cost, used }),
      (error: unknown): ItemAnswer => {
        if (!(error instanceof ProblemError) || signal.aborted || !isAboutStatement(error)) throw error;
        const isNew = present.some((at) => offered[at]?.exists === false);
        return isNew ? { refused: error.message } : { failed: error.message };
      },
    );
    known.set(key, answer);
    return answer;
  }
  return { ask, plan, bytes, questions: () => questions };
}

function isAboutStatement(error: ProblemError): boolean {
  return ['invalid', 'unsupported', 'denied', 'timeout'].includes(error.problem.code);
}

function namesIn({ root }: Plan): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: Plan['root']) => {
    if (node.index !== undefined) names.add(node.index);
    for (const child of node.children) visit(child);
  };
  visit(root);
  return names;
}
