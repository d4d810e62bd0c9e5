import type { Workload, WorkloadStatement } from '#vocabulary/workload.ts';
import { statementValues } from './repeats/statement-values.ts';

/** A statement that the server counted about as often as another one gave rows: a sign, not a sight, of N+1. */
export interface CountedRepeat {
  readonly statement: WorkloadStatement;
  /** The statement whose rows it is likely run for. */
  readonly parent: WorkloadStatement;
  /** Executions for each execution of the parent. */
  readonly perParent: number;
  /** Of the time of all statements that were counted, 0 … 1. */
  readonly share: number;
}

/** Fewer agree by chance. */
const leastCalls = 50;
/** Executions of the one against rows of the other: so close is no chance. */
const tolerance = 0.02;
/** A row or a handful for each key. */
const mostRowsPerCall = 50;

/**
 * Statements by a key that are run as often as another gives rows, at least `least` times for each of its executions.
 * Counters know no order in time and no sessions, so this is weaker than a log.
 */
export function countedRepeats(workload: Workload, least: number): readonly CountedRepeat[] {
  const whole = workload.statements.reduce((sum, { milliseconds }) => sum + milliseconds.total, 0);
  const reading = workload.statements.filter(
    ({ text, toplevel }) => toplevel && /^[\s(]*(?:select|with)\b/i.test(text),
  );
  return reading
    .filter(
      (one) => one.calls >= Math.max(leastCalls, least) && one.rows / one.calls <= mostRowsPerCall && isByKey(one),
    )
    .flatMap((statement): CountedRepeat[] => {
      const [best] = reading
        .filter((parent) => parent !== statement && isParent(parent, statement, least))
        .sort((one, other) => distance(one, statement) - distance(other, statement));
      if (best === undefined) return [];
      return [
        {
          statement,
          parent: best,
          perParent: statement.calls / best.calls,
          share: whole === 0 ? 0 : statement.milliseconds.total / whole,
        },
      ];
    })
    .sort((one, other) => other.statement.milliseconds.total - one.statement.milliseconds.total);
}

function isByKey({ text }: WorkloadStatement): boolean {
  return statementValues({ text, parameters: {} }).some(({ role }) => role === 'equal');
}

function isParent(parent: WorkloadStatement, child: WorkloadStatement, least: number): boolean {
  return parent.user === child.user && parent.calls * least <= child.calls && distance(parent, child) <= tolerance;
}

function distance(parent: WorkloadStatement, child: WorkloadStatement): number {
  return parent.rows === 0 ? Number.POSITIVE_INFINITY : Math.abs(child.calls / parent.rows - 1);
}
