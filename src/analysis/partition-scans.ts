import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { findTable } from './find-table.ts';
import { partitionKey, partitionsOf } from './partition-bounds.ts';
import { inputs, walkPlan } from './plan-walk.ts';

/** The scans of one partitioned table below one Append. */
export interface PartitionScans {
  readonly append: PlanNode;
  /** What the query calls the table. */
  readonly alias: string;
  /** One for each partition, also those that were never run. */
  readonly scans: readonly PlanNode[];
  /** Partitions left out when the query began (Subplans Removed). */
  readonly removed: number;
  /** Nothing was left out: not by the planner, as far as the schema tells, and not while the query ran. */
  readonly whole: boolean;
  readonly table: Table | undefined;
  /** Columns of the partition key; undefined where the schema is not known or the key has an expression. */
  readonly key: readonly string[] | undefined;
}

/**
 * Where a plan reads several partitions of a table. Without the schema they are known by their aliases, which the planner
 * numbers (`e_1`, `e_2` …) while the tables have names of their own. A UNION ALL is none.
 * https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITION-PRUNING
 */
export function partitionScans(plan: Plan, schema?: DatabaseSchema): readonly PartitionScans[] {
  return walkPlan(plan)
    .filter(({ node }) => isAppend(node))
    .flatMap(({ node }) => groupsOf(node, schema));
}

/** True where the scan was run, or would be. */
export function isRun({ actual }: PlanNode): boolean {
  return actual === undefined || actual.loops > 0;
}

/** True where the scan was run and gave no row. */
export function isEmptyHanded({ actual }: PlanNode): boolean {
  return actual !== undefined && actual.loops > 0 && actual.rows === 0;
}

function groupsOf(append: PlanNode, schema: DatabaseSchema | undefined): readonly PartitionScans[] {
  const groups = new Map<string, PlanNode[]>();
  for (const scan of inputs(append).flatMap(scansBelow)) {
    const alias = calledBy(scan);
    if (alias === undefined) continue;
    const group = groups.get(alias);
    if (group === undefined) groups.set(alias, [scan]);
    else group.push(scan);
  }
  const removed = append.subplansRemoved ?? 0;
  return [...groups].flatMap(([alias, scans]) => {
    const tables = new Set(scans.map(({ relation }) => relation));
    if (scans.length + removed < 2 || tables.size < scans.length) return [];
    if (schema === undefined && !areNumbered(scans)) return [];
    const root = schema === undefined ? undefined : rootOf(schema, scans[0]);
    if (schema !== undefined && root === undefined) return [];
    const leaves = schema === undefined || root === undefined ? scans.length : leavesOf(schema, root);
    return [
      {
        append,
        alias,
        scans,
        removed,
        whole: removed === 0 && scans.length >= leaves && scans.every(isRun),
        table: root,
        key: root === undefined ? undefined : partitionKey(root)?.columns,
      },
    ];
  });
}

function scansBelow(node: PlanNode): readonly PlanNode[] {
  if (isAppend(node)) return [];
  return node.relation === undefined ? inputs(node).flatMap(scansBelow) : [node];
}

function isAppend({ type }: PlanNode): boolean {
  return type === 'Append' || type === 'Merge Append';
}

/** `e_12` on `events_2024_12` -> `e`. */
function calledBy({ alias }: PlanNode): string | undefined {
  return /^(.+)_[1-9]\d*$/.exec(alias ?? '')?.[1];
}

/** Aliases that are the tables' own names (a UNION ALL of `sales_2023` and `sales_2024`) are the planner's only if they count from 1. */
function areNumbered(scans: readonly PlanNode[]): boolean {
  if (scans.some(({ alias, relation }) => alias !== relation)) return true;
  const numbers = scans.map(({ alias }) => Number(/\d+$/.exec(alias ?? '')?.[0]));
  return Math.max(...numbers) <= scans.length + 1;
}

function rootOf(schema: DatabaseSchema, scan: PlanNode | undefined): Table | undefined {
  let table = scan?.relation && findTable(schema, { schema: scan.schema, name: scan.relation });
  let root: Table | undefined;
  for (let depth = 0; table && table.partitionOf !== undefined && depth < 16; depth += 1) {
    table = findTable(schema, { schema: table.partitionOf.schema, name: table.partitionOf.table });
    root = table ?? root;
  }
  return root;
}

function leavesOf(schema: DatabaseSchema, table: Table): number {
  return partitionsOf(schema, table).reduce(
    (sum, part) => sum + (part.kind === 'partitioned' ? leavesOf(schema, part) : 1),
    0,
  );
}
