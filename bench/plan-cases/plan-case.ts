import type { DatabaseName } from './databases.ts';
import type { RawPlan } from './raw-plan.ts';

/**
 * One query whose plan has the faults that were planted in it, or none. The labels come from what was planted, never from
 * what a rule said; `shows` proves on the server's own JSON that the plan is the one that was meant.
 */
export interface PlanCase {
  readonly name: string;
  readonly database: DatabaseName;
  /** SET LOCAL, in the transaction of the query. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Run before each of the two runs, in the transaction. */
  readonly before?: readonly string[];
  /** What another session does in a transaction of its own, which it ends while the query waits or is done. */
  readonly holding?: string;
  readonly query: string;
  /** Arguments of the prepared statement that the query is: `('gold', 5)`. */
  readonly values?: string;
  /** Options of EXPLAIN; all of them without it. */
  readonly explain?: string;
  /** 1: the first run is the one that counts. */
  readonly runs?: 1;
  /** What this server cannot do itself (JIT), laid into the plan that it made. */
  readonly edit?: (plan: RawPlan) => RawPlan;
  /** Rule ids. */
  readonly faults: readonly string[];
  /** What an expert would accept as also true. */
  readonly also?: readonly string[];
  readonly shows: (plan: RawPlan) => boolean;
}
