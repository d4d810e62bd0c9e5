import { ProblemError } from '#contracts/problem-error.ts';
import { createStatisticsTwin } from '#engines/postgres/twin/statistics-twin.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { binariesOf } from '../../../servers.ts';
import { median, planOf } from '../compare-plans.ts';
import { testContext } from '../shop-source.ts';
import type { FidelitySource } from './sources.ts';

/** How a query's plan in the twin stands to the source's. */
export interface Compared {
  readonly source: string;
  readonly query: string;
  readonly sameShape: boolean;
  readonly sourceCost: number;
  readonly twinCost: number;
  /** Share of the source's cost. */
  readonly error: number;
  /** Where the shapes differ, both; what the twin said where it could not plan. */
  readonly difference: string;
}

export interface Agreement {
  readonly title: string;
  readonly rows: readonly Compared[];
  readonly notes: readonly string[];
  readonly levels: readonly string[];
}

export type TwinServer = { readonly kind: 'native'; readonly major: number } | { readonly kind: 'pglite' };

export function openTwin(source: FidelitySource, server: TwinServer) {
  const binaries = server.kind === 'native' ? binariesOf(server.major) : undefined;
  return createStatisticsTwin(source.request, testContext, {
    kind: server.kind,
    ...(binaries === undefined ? {} : { binaries }),
  });
}

/** Plans the sources' queries on both sides; `take` says which ones. */
export async function agreement(
  sources: readonly FidelitySource[],
  server: TwinServer,
  take: (query: string, at: number) => boolean = () => true,
): Promise<Agreement> {
  const rows: Compared[] = [];
  const notes: string[] = [];
  const levels: string[] = [];
  for (const source of sources) {
    const twin = await openTwin(source, server);
    try {
      notes.push(...twin.whatIf.notes.map((note) => `${source.name}: ${note}`));
      levels.push(twin.whatIf.level);
      const queries = Object.entries(source.queries).filter(([name], at) => take(name, at));
      for (const [query, text] of queries) {
        const real = await planOf(source.connection, text).catch((error: unknown) => {
          throw new Error(`${source.name}.${query}: ${String(error)}`);
        });
        const answer = await twin.whatIf
          .ask({ query: { text, parameters: {} }, indexes: [] })
          .catch((error: unknown) => {
            if (error instanceof ProblemError) return error.problem.message;
            throw error;
          });
        rows.push(compare(source.name, query, real, typeof answer === 'string' ? answer : answer.plan.root));
      }
    } finally {
      await twin.close();
    }
  }
  const from = sources[0]?.request.major ?? 0;
  const to = server.kind === 'native' ? `${server.major}` : 'PGlite';
  return { title: `${from} -> ${to}`, rows, notes, levels };
}

function compare(source: string, query: string, real: PlanNode, twin: PlanNode | string): Compared {
  const sourceCost = real.estimated?.totalCost ?? 0;
  if (typeof twin === 'string') {
    return { source, query, sameShape: false, sourceCost, twinCost: Number.NaN, error: 1, difference: twin };
  }
  const twinCost = twin.estimated?.totalCost ?? 0;
  const [from, to] = [fullShape(real), fullShape(twin)];
  return {
    source,
    query,
    sameShape: from === to,
    sourceCost,
    twinCost,
    error: Math.abs(twinCost - sourceCost) / Math.max(sourceCost, 0.01),
    difference: from === to ? '' : `${from} <> ${to}`,
  };
}

/** Everything that makes a plan another plan: nodes, join order and kinds, indexes, directions, parallelism, strategies. */
export function fullShape(node: PlanNode): string {
  const own = [
    node.type,
    node.parentRelationship === 'InitPlan' || node.parentRelationship === 'SubPlan' ? node.parentRelationship : '',
    node.partialMode,
    node.parallelAware ? 'parallel' : '',
    node.joinType,
    node.operation,
    node.strategy,
    node.relation,
    node.alias === node.relation ? '' : node.alias,
    node.index,
    // Up to 15, "NoMovement" is said of scans that give no order; from 16 on, "Forward".
    node.scanDirection === 'Backward' ? 'backward' : '',
    // On PGlite columns may carry the order that is the database's own on the source.
    node.sortKey === undefined ? '' : `by ${node.sortKey.join(', ').replaceAll(' COLLATE "C"', '')}`,
  ].filter(Boolean);
  return `${own.join(' ')}(${node.children.map(fullShape).join('; ')})`;
}

export interface Summary {
  readonly pair: string;
  readonly queries: number;
  readonly sameShape: number;
  readonly share: number;
  /** Of all queries. */
  readonly medianError: number;
  /** Of those with the same shape. */
  readonly worstError: number;
}

export function summaryOf({ title, rows }: Agreement): Summary {
  const same = rows.filter((row) => row.sameShape);
  return {
    pair: title,
    queries: rows.length,
    sameShape: same.length,
    share: same.length / rows.length,
    medianError: median(rows.map((row) => row.error)),
    worstError: Math.max(0, ...same.map((row) => row.error)),
  };
}

/** One line a pair, then the queries that differ. */
export function agreementTable(agreements: readonly Agreement[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const lines = agreements.map((each) => {
    const { pair, queries, sameShape, share, medianError, worstError } = summaryOf(each);
    return `${pair.padEnd(14)} ${String(queries).padStart(4)} ${String(sameShape).padStart(6)} ${percent(share).padStart(9)} ${percent(medianError).padStart(8)} ${percent(worstError).padStart(8)}`;
  });
  const differing = agreements.flatMap(({ title, rows }) =>
    rows
      .filter((row) => !row.sameShape || row.error > 0.005)
      .map(
        (row) =>
          `${title}  ${row.source}.${row.query}: cost ${row.sourceCost} and ${row.twinCost} (${percent(row.error)})${row.difference === '' ? '' : `\n    ${row.difference}`}`,
      ),
  );
  return [
    'source -> twin  all   same     share   median    worst',
    ...lines,
    ...(differing.length === 0 ? [] : ['', 'What differs:', ...differing]),
  ].join('\n');
}
