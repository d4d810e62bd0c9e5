import { problem } from '#contracts/problem-error.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import { refused } from './refusal.ts';

/** What a plan is estimated to take. */
export interface PlanEstimate {
  /** In the planner's units: one page read in sequence is 1. */
  readonly cost: number;
  /** Bytes that sorts, hash tables and stored intermediate results would put aside. */
  readonly temporaryBytes: number;
  /** Most rows' bytes that one aggregate or one subquery takes in, which some of them keep in memory. */
  readonly gatheredBytes: number;
}

/** What aggregates may collect in memory, which has no other limit: their states take several times as much. */
const mostGathered = 32 * 1_048_576;

/** Memory and header of a row that is put aside, on top of its columns. */
const rowOverhead = 24;

/** Nodes that keep all their rows before they give the first, or until they are asked again. */
const keeping =
  /^(Sort|Incremental Sort|Hash|Materialize|Memoize|CTE Scan|Function Scan|Table Function Scan|SetOp|WindowAgg|Recursive Union)$/;

/** From EXPLAIN (FORMAT JSON). https://www.postgresql.org/docs/18/using-explain.html */
export function estimatePlan(explained: unknown): PlanEstimate {
  const root = property(Array.isArray(explained) ? explained[0] : undefined, 'Plan');
  const cost = property(root, 'Total Cost');
  if (typeof cost !== 'number') throw problem('internal', 'The server gave no plan that the guard could read.');
  return { cost, temporaryBytes: putAside(root), gatheredBytes: gathered(root) };
}

function putAside(node: unknown): number {
  const children = property(node, 'Plans');
  const below = Array.isArray(children) ? children : [];
  const type = String(property(node, 'Node Type'));
  const hashed = type === 'Aggregate' && property(node, 'Strategy') === 'Hashed';
  const own = keeping.test(type) || hashed ? size(below[0] ?? node, node) : 0;
  return below.reduce((sum: number, child) => sum + putAside(child), own);
}

/** Sorted groups come one after the other, and the largest is taken to be four times the mean. */
function gathered(node: unknown): number {
  const children = property(node, 'Plans');
  const below = Array.isArray(children) ? children : [];
  const type = String(property(node, 'Node Type'));
  const groups =
    property(node, 'Strategy') === 'Sorted' ? Math.max(1, Number(property(node, 'Plan Rows') ?? 1) / 4) : 1;
  const own = /^(Aggregate|WindowAgg)$/.test(type) ? size(below[0], {}) / groups : 0;
  const asked = /^(InitPlan|SubPlan)$/.test(String(property(node, 'Parent Relationship'))) ? size(node, {}) : 0;
  return Math.max(own, asked, ...below.map(gathered));
}

/** A sort and a hash table hold what comes in; the others what they give. */
function size(input: unknown, node: unknown): number {
  const of = (one: unknown) =>
    Number(property(one, 'Plan Rows') ?? 0) * (Number(property(one, 'Plan Width') ?? 0) + rowOverhead);
  return Math.max(of(input), of(node));
}

/** Errors: denied, with the estimate and what to do. */
export function checkPlan(
  estimate: PlanEstimate,
  bounds: Bounds,
  at: { readonly serverLimitsFiles: boolean; readonly collected: number },
): void {
  const { cost, temporaryBytes, gatheredBytes } = estimate;
  const memory = gatheredBytes * at.collected;
  if (cost > bounds.cost) {
    throw refused(
      `the planner estimates its cost at ${spokenNumber(cost)}, and at most ${spokenNumber(bounds.cost)} is allowed`,
      'Ask for less: a WHERE on an indexed column, fewer joins, a LIMIT. Or raise the bound "cost" of this target.',
    );
  }
  if (memory > mostGathered) {
    throw refused(
      `its aggregates are estimated to collect ${spokenBytes(memory)} in memory, and at most ${spokenBytes(mostGathered)} is allowed`,
      'Ask for fewer rows or shorter columns: a WHERE, a LIMIT in a subquery, smaller groups.',
    );
  }
  if (!at.serverLimitsFiles && temporaryBytes > bounds.temporaryBytes) {
    throw refused(
      `its sorts and hash tables are estimated at ${spokenBytes(temporaryBytes)}, and at most ${spokenBytes(bounds.temporaryBytes)} is allowed`,
      'Ask for fewer rows or shorter columns. Or raise the bound "temporaryBytes" of this target.',
    );
  }
}

export function spokenNumber(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

export function spokenBytes(bytes: number): string {
  return bytes >= 1_048_576 ? `${spokenNumber(bytes / 1_048_576)} MB` : `${spokenNumber(bytes / 1_024)} kB`;
}

function property(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}
