import type { PlanNode } from '#vocabulary/plan.ts';

/** What one process did of a node that several ran at the same time. */
export interface ProcessShare {
  /** Undefined: the leader. */
  readonly worker: number | undefined;
  readonly rows: number;
  readonly ms: number;
}

/**
 * EXPLAIN (ANALYZE, VERBOSE) prints the workers' figures one by one; the leader's are what is left of the sum. Empty
 * where it did not print them. https://www.postgresql.org/docs/18/sql-explain.html
 */
export function parallelShares({ actual, extra }: PlanNode): readonly ProcessShare[] {
  const listed = Array.isArray(extra['Workers']) ? extra['Workers'] : [];
  const workers = listed.flatMap((entry: unknown): readonly ProcessShare[] => {
    const read = figuresOf(entry);
    const loops = read('Actual Loops') ?? 1;
    const rows = read('Actual Rows');
    const ms = read('Actual Total Time');
    return rows === undefined || ms === undefined
      ? []
      : [{ worker: read('Worker Number'), rows: rows * loops, ms: ms * loops }];
  });
  if (actual?.totalMs === undefined || workers.length === 0) return [];
  const sum = (of: (share: ProcessShare) => number) => workers.reduce((total, share) => total + of(share), 0);
  const leader = {
    worker: undefined,
    rows: Math.max(0, actual.rows * actual.loops - sum(({ rows }) => rows)),
    ms: Math.max(0, actual.totalMs * actual.loops - sum(({ ms }) => ms)),
  };
  return [leader, ...workers];
}

function figuresOf(entry: unknown): (name: string) => number | undefined {
  const figures = new Map<string, unknown>(Object.entries(typeof entry === 'object' && entry !== null ? entry : {}));
  return (name) => {
    const value = figures.get(name);
    return typeof value === 'number' ? value : undefined;
  };
}
