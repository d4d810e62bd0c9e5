import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import type { TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

export async function planOf(connection: TwinConnection, text: string): Promise<PlanNode> {
  const [row] = await connection.query(`EXPLAIN (FORMAT JSON, VERBOSE) ${text}`);
  return planFromJson(row?.['QUERY PLAN']).root;
}

export function comparePlans(source: PlanNode, twin: PlanNode) {
  const [a, b] = [source.estimated?.totalCost ?? 0, twin.estimated?.totalCost ?? 0];
  const [from, to] = [shapeOf(source), shapeOf(twin)];
  return {
    sameShape: from === to,
    source: a,
    twin: b,
    error: Math.abs(b - a) / Math.max(a, 0.01),
    shapes: from === to ? '' : `${from} <> ${to}`,
  };
}

export function shapeOf(node: PlanNode): string {
  const own = [node.type, node.index, node.relation, node.joinType, node.strategy].filter(Boolean).join(' ');
  return `${own}(${node.children.map(shapeOf).join(', ')})`;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
