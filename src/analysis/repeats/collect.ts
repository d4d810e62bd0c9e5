import type { RepeatedStatement } from '#vocabulary/repeated-statement.ts';
import { executionOf, type Run, type Seen } from './run.ts';

/** A burst of repetition that was judged to be work done once per row. */
export interface Burst {
  readonly run: Run;
  readonly parent: Seen | undefined;
  /** In turns with the parent. */
  readonly others: readonly Seen[];
  readonly beside: readonly string[];
}

interface Collected {
  readonly counts: number[];
  milliseconds: number;
  timed: number;
  total: number;
  first: Burst;
  readonly parents: Map<string, { seen: Seen; line: number; bursts: number }>;
  readonly beside: Map<string, number>;
}

export interface Collector {
  readonly add: (burst: Burst) => void;
  readonly list: (allMs: number | undefined) => readonly RepeatedStatement[];
}

const mostShapes = 2_000;
const mostCounts = 10_000;

/** The bursts of each shape together. Does not depend on the order in which they come, but for its bounds. */
export function collector(): Collector {
  const byShape = new Map<string, Collected>();

  function add(burst: Burst): void {
    const { run, parent } = burst;
    const known = byShape.get(run.shape.fingerprint);
    if (known === undefined && byShape.size >= mostShapes) return;
    const collected = known ?? fresh(burst);
    byShape.set(run.shape.fingerprint, collected);
    if (collected.counts.length < mostCounts) collected.counts.push(run.count);
    collected.total += run.count;
    collected.milliseconds += run.milliseconds;
    if (run.timed) collected.timed += run.count;
    if (run.first.line < collected.first.run.first.line) collected.first = burst;
    if (parent !== undefined) {
      const { line } = run.first;
      const other = collected.parents.get(parent.shape.fingerprint);
      const seen = other === undefined || line < other.line ? { seen: parent, line } : other;
      collected.parents.set(parent.shape.fingerprint, { ...seen, bursts: (other?.bursts ?? 0) + 1 });
    }
    for (const one of burst.beside) collected.beside.set(one, (collected.beside.get(one) ?? 0) + 1);
  }

  return {
    add,
    list: (allMs) =>
      [...byShape.values()]
        .map((one) => repeated(one, allMs))
        .sort((one, other) => weight(other) - weight(one) || one.first.line - other.first.line),
  };
}

function fresh(first: Burst): Collected {
  return { counts: [], milliseconds: 0, timed: 0, total: 0, first, parents: new Map(), beside: new Map() };
}

/** Their time; where no times are known, their number. */
function weight({ milliseconds, repeats }: RepeatedStatement): number {
  return milliseconds?.total ?? repeats.total / 1e6;
}

function repeated(collected: Collected, allMs: number | undefined): RepeatedStatement {
  const { counts, total, milliseconds, timed, first } = collected;
  const { run } = first;
  const { at, session, line } = run.first;
  const sorted = counts.toSorted((one, other) => one - other);
  const [parent] = [...collected.parents.values()].sort(
    (one, other) => other.bursts - one.bursts || one.line - other.line,
  );
  return {
    kind: run.shape.role === 'write' ? 'write' : 'read',
    fingerprint: run.shape.fingerprint,
    normalized: run.shape.normalized,
    bursts: counts.length,
    repeats: { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, max: sorted.at(-1) ?? 0, total },
    ...(timed === 0 ? {} : { milliseconds: { total: milliseconds, mean: milliseconds / timed } }),
    ...(timed === 0 || allMs === undefined || allMs === 0 ? {} : { share: Math.min(1, milliseconds / allMs) }),
    first: { ...(at === undefined ? {} : { at }), ...(session === undefined ? {} : { session }), line },
    ...(parent === undefined
      ? {}
      : {
          parent: {
            fingerprint: parent.seen.shape.fingerprint,
            normalized: parent.seen.shape.normalized,
            execution: executionOf(parent.seen.logged),
          },
        }),
    others: first.others.map(({ shape, logged }) => ({
      fingerprint: shape.fingerprint,
      normalized: shape.normalized,
      execution: executionOf(logged),
    })),
    beside: [...collected.beside]
      .sort(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1))
      .map(([shape]) => shape),
    executions: [...(run.repetition?.executions ?? [])],
  };
}
