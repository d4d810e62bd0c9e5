import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { indexesOf } from './index-coverage.ts';

/** The index that a scan uses, where the schema knows exactly one of that name (a Bitmap Index Scan names no table). */
export function indexOfNode(node: PlanNode, schema: DatabaseSchema | undefined): IndexDefinition | undefined {
  if (node.index === undefined || schema === undefined) return undefined;
  const found = schema.tables
    .filter((table) => node.relation === undefined || table.name === node.relation)
    .filter((table) => node.schema === undefined || table.schema === node.schema)
    .flatMap(indexesOf)
    .filter(({ name }) => name === node.index);
  return found.length === 1 ? found[0] : undefined;
}
