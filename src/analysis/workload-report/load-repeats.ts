import { type CountedRepeat, countedRepeats } from '#analysis/counted-repeats.ts';
import type { LoadStatement, QueryLoad } from '#vocabulary/query-load.ts';

/** A statement of the load that is called as often as another one gives rows. */
export interface LoadRepeat {
  readonly statement: LoadStatement;
  readonly parent: LoadStatement;
  /** Calls for each call of the parent. */
  readonly perParent: number;
}

/** Executions of the one for each of the other: as `optimize n-plus-one` has it. */
const least = 10;

/** N+1 by the counters, without those that a log shows anyway (`load.repeats`). */
export function loadRepeats(load: QueryLoad): readonly LoadRepeat[] {
  const seen = new Set(load.repeats?.repeated.map(({ fingerprint }) => fingerprint));
  const own = new Map<CountedRepeat['statement'], LoadStatement>();
  for (const one of load.statements) {
    const { counted, milliseconds } = one;
    if (counted === undefined || milliseconds === undefined) continue;
    const { blocks, rows } = counted;
    const user = one.users.join(',');
    own.set({ text: one.normalized, user, toplevel: true, calls: one.calls, rows, milliseconds, blocks }, one);
  }
  const nothing = { statements: 0, calls: 0, milliseconds: 0 };
  const workload = {
    origin: 'the load',
    statements: [...own.keys()],
    leftOut: { session: nothing, catalog: nothing, hidden: nothing },
    unread: [],
  };
  return countedRepeats(workload, least).flatMap(({ statement, parent, perParent }) => {
    const [child, other] = [own.get(statement), own.get(parent)];
    return child === undefined || other === undefined || seen.has(child.fingerprint)
      ? []
      : [{ statement: child, parent: other, perParent }];
  });
}
