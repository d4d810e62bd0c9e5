import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { LoadStatement } from '#vocabulary/query-load.ts';
import type { QueryPlanRecord, SequentialScan } from '#vocabulary/query-plan-record.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { findTable } from './find-table.ts';
import { nodeShape } from './plan-shape.ts';
import { walkPlan } from './plan-walk.ts';
import { shortSql } from './short-sql.ts';

export interface PlanToRecord {
  readonly statement: Pick<LoadStatement, 'fingerprint' | 'normalized' | 'place'>;
  /** One for each sample of its values, with the share of the executions that it stands for. At least one. */
  readonly plans: readonly { readonly plan: Plan; readonly share: number }[];
  /** Share of the workload's cost, 0 … 1. */
  readonly weight: number;
  readonly schema: DatabaseSchema;
  readonly statistics?: Statistics | undefined;
}

/** What of a statement's plans is kept for later runs. Partitions stand under their table's name: they come and go. */
export function recordPlan({ statement, plans, weight, schema, statistics }: PlanToRecord): QueryPlanRecord {
  const folded = plans.map(({ plan, share }) => ({ root: foldPartitions(plan.root, schema), plan, share }));
  const shares = folded.reduce((sum, { share }) => sum + share, 0);
  const cost = folded.reduce(
    (sum, { plan, share }) =>
      sum + (plan.root.estimated?.totalCost ?? 0) * (shares > 0 ? share / shares : 1 / plans.length),
    0,
  );
  const indexes = folded.flatMap(({ root }) => nodesOf(root).flatMap(({ index }) => index ?? []));
  return {
    fingerprint: statement.fingerprint,
    normalized: shortSql(statement.normalized, most),
    cost: Number(cost.toPrecision(8)),
    shape: ordered(folded.map(({ root }) => nodeShape(root))).join(' or '),
    indexes: ordered(indexes),
    sequentialScans: scansOf(
      plans.map(({ plan }) => plan),
      schema,
      statistics,
    ),
    weight,
    ...(statement.place === undefined ? {} : { place: statement.place }),
  };
}

/** Enough to know the statement again by eye. */
const most = 300;

/**
 * The same tree with each partition called by the table that was partitioned and its own index left out, and children
 * that are then the same only once: a new month is no other plan.
 */
function foldPartitions(node: PlanNode, schema: DatabaseSchema): PlanNode {
  const { relation } = homeOf(node, schema);
  const children: PlanNode[] = [];
  const shapes = new Set<string>();
  for (const child of node.children.map((one) => foldPartitions(one, schema))) {
    const shape = nodeShape(child);
    const isRepeated = (node.type === 'Append' || node.type === 'Merge Append') && shapes.has(shape);
    if (!isRepeated) children.push(child);
    shapes.add(shape);
  }
  return { ...node, ...(relation === node.relation ? {} : { relation, index: undefined }), children };
}

/** The table that a node reads; of a partition the one at the top. */
function homeOf({ relation, schema: place }: PlanNode, schema: DatabaseSchema): { schema?: string; relation?: string } {
  if (relation === undefined) return {};
  let table = findTable(schema, { schema: place, name: relation });
  while (table?.partitionOf !== undefined) {
    const above = findTable(schema, { schema: table.partitionOf.schema, name: table.partitionOf.table });
    if (above === undefined) break;
    table = above;
  }
  if (table !== undefined) return { schema: table.schema, relation: table.name };
  return { ...(place === undefined ? {} : { schema: place }), relation };
}

function nodesOf(root: PlanNode): readonly PlanNode[] {
  return [root, ...root.children.flatMap(nodesOf)];
}

/** Each table once; of several scans of it the one that keeps most. */
function scansOf(plans: readonly Plan[], schema: DatabaseSchema, statistics: Statistics | undefined): SequentialScan[] {
  const found = new Map<string, SequentialScan>();
  for (const plan of plans) {
    for (const [table, scan] of scansOfPlan(plan, schema, statistics)) {
      const known = found.get(table);
      if (known === undefined || (scan.kept ?? 0) > (known.kept ?? 0)) found.set(table, scan);
    }
  }
  return [...found.values()].sort((one, other) => (one.table < other.table ? -1 : 1));
}

function scansOfPlan(
  plan: Plan,
  schema: DatabaseSchema,
  statistics: Statistics | undefined,
): ReadonlyMap<string, SequentialScan> {
  const partitions = new Map<string, Map<string, SequentialScan>>();
  for (const { node } of walkPlan(plan)) {
    if (node.type !== 'Seq Scan' || node.relation === undefined || isCutShort(node, plan)) continue;
    const home = homeOf(node, schema);
    const table = [home.schema, home.relation].filter((part) => part !== undefined).join('.');
    const place = node.schema ?? findTable(schema, { name: node.relation })?.schema;
    const relation = statistics?.relations.find(
      (one) => one.kind === 'table' && one.name === node.relation && one.schema === (place ?? one.schema),
    );
    const scan: SequentialScan = {
      table,
      ...(relation?.rows === undefined || relation.rows < 0 ? {} : { rows: relation.rows }),
      ...(relation === undefined ? {} : { pages: relation.pages }),
      ...(node.estimated === undefined ? {} : { kept: node.estimated.rows * processes(node, plan) }),
    };
    const parts = partitions.get(table) ?? new Map<string, SequentialScan>();
    const known = parts.get(node.relation);
    if (known === undefined || (scan.kept ?? 0) > (known.kept ?? 0)) parts.set(node.relation, scan);
    partitions.set(table, parts);
  }
  return new Map([...partitions].map(([table, parts]) => [table, together(table, [...parts.values()])]));
}

/** Partitions are read one after the other: their figures add up. */
function together(table: string, parts: readonly SequentialScan[]): SequentialScan {
  const sum = (of: (scan: SequentialScan) => number | undefined): number | undefined => {
    const figures = parts.map(of);
    return figures.every((figure) => figure !== undefined)
      ? figures.reduce((total, figure) => total + figure, 0)
      : undefined;
  };
  const [rows, pages, kept] = [sum((scan) => scan.rows), sum((scan) => scan.pages), sum((scan) => scan.kept)];
  return {
    table,
    ...(rows === undefined ? {} : { rows }),
    ...(pages === undefined ? {} : { pages }),
    ...(kept === undefined ? {} : { kept: Math.round(kept) }),
  };
}

/** A LIMIT or an EXISTS above ends the scan before its last page: the whole then costs less than the scan would. */
function isCutShort(node: PlanNode, plan: Plan): boolean {
  const whole = plan.root.estimated?.totalCost;
  return whole !== undefined && node.estimated !== undefined && whole < node.estimated.totalCost * 0.999;
}

/** An estimate below Gather is of one process; the leader's part shrinks with the number of workers (get_parallel_divisor). */
function processes(node: PlanNode, plan: Plan): number {
  if (!node.parallelAware) return 1;
  const workers =
    walkPlan(plan).find(({ node: one }) => one.workers?.planned !== undefined)?.node.workers?.planned ?? 0;
  return workers + Math.max(0, 1 - 0.3 * workers);
}

function ordered(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
