import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { ResolvedQuery } from '#vocabulary/resolved-query.ts';

/** A pasted plan that reads none of the query's tables is the plan of another query. Error: invalid. */
export function checkPlan(plan: Plan, query: ResolvedQuery | undefined, schema: DatabaseSchema | undefined): void {
  const asked = new Set(query?.relations.filter(({ kind }) => kind === 'table').map(({ name }) => name));
  const planned = new Set(relationsOf(plan.root));
  if (asked.size === 0 || planned.size === 0) return;
  // Partitions and inheriting tables stand in plans under names of their own.
  for (const table of schema?.tables ?? []) {
    const parents = [...(table.partitionOf === undefined ? [] : [table.partitionOf]), ...table.inherits];
    if (parents.some((parent) => asked.has(parent.table))) asked.add(table.name);
  }
  if ([...planned].some((name) => asked.has(name))) return;
  throw problem(
    'invalid',
    `The plan reads ${[...planned].join(', ')}, and the query ${[...asked].join(', ')}: they do not belong together.`,
    'Give the plan of this very query: EXPLAIN (FORMAT JSON) <your query>.',
  );
}

function relationsOf(node: PlanNode): readonly string[] {
  return [...(node.relation === undefined ? [] : [node.relation]), ...node.children.flatMap(relationsOf)];
}
