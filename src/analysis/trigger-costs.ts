import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { findTable } from './find-table.ts';
import { indexesOf } from './index-coverage.ts';
import { indexName } from './index-name.ts';
import { walkPlan } from './plan-walk.ts';
import { takenNames } from './taken-names.ts';

export type TriggerRun = Plan['triggers'][number];
export type Constraint = Table['constraints'][number];

/**
 * referenced: the foreign key's action or check when a referenced row goes, a search of the referencing table.
 * referencing: the check of a new row, a look-up of the key it refers to. user: a trigger that somebody wrote.
 * The server names its own RI_ConstraintTrigger_a_… and _c_…; the text format names the constraint only.
 */
export function triggerKind(run: TriggerRun, schema?: DatabaseSchema): 'referenced' | 'referencing' | 'user' | 'other' {
  const side = /^RI_ConstraintTrigger_([ac])_/.exec(run.name)?.[1];
  if (side !== undefined) return side === 'a' ? 'referenced' : 'referencing';
  if (/^PK_ConstraintTrigger_/.test(run.name)) return 'other';
  if (run.constraint === undefined || run.name !== run.constraint) return 'user';
  const key = schema === undefined ? undefined : foreignKey(run, schema);
  if (schema !== undefined && key === undefined) return 'user';
  if (key !== undefined && run.relation !== undefined)
    return run.relation === key.table.name ? 'referencing' : 'referenced';
  return 'referenced';
}

/** The foreign key whose trigger it is; undefined where two have the name. */
export function foreignKey(
  run: TriggerRun,
  schema: DatabaseSchema,
): { readonly table: Table; readonly constraint: Constraint } | undefined {
  const found = schema.tables.flatMap((table) =>
    table.constraints
      .filter(({ kind, name }) => kind === 'foreign-key' && name === run.constraint)
      .filter(({ references }) => [references?.table, table.name, undefined].includes(run.relation))
      .map((constraint) => ({ table, constraint })),
  );
  // The partitions of a table have each a copy of its keys.
  const own = found.filter(({ table }) => table.partitionOf === undefined);
  const certain = own.length > 0 ? own : found;
  return certain.length === 1 ? certain[0] : undefined;
}

/** The index on the referencing columns; undefined where one leads with them already. */
export function referencingIndex(
  table: Table,
  columns: readonly string[],
  schema: DatabaseSchema,
): IndexDefinition | undefined {
  const served = indexesOf(table).some(
    ({ method, keys, predicate }) =>
      predicate === undefined &&
      (method === 'btree' || (method === 'hash' && columns.length === 1)) &&
      columns.every((column) => keys.slice(0, columns.length).some((key) => key.column === column)),
  );
  if (served) return undefined;
  const wanted = {
    schema: table.schema,
    table: table.name,
    method: 'btree',
    unique: false,
    keys: columns.map((column) => ({ column, direction: 'asc' as const })),
    include: [],
    valid: true,
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  return { ...wanted, name: indexName(wanted, takenNames(schema, wanted)) };
}

/** Foreign keys that refer to a table and whose columns no index begins with. */
export function unindexedReferences(
  target: { readonly schema?: string | undefined; readonly name: string },
  schema: DatabaseSchema,
): readonly { readonly table: Table; readonly constraint: Constraint; readonly index: IndexDefinition }[] {
  const referenced = findTable(schema, target);
  return schema.tables
    .filter(({ partitionOf }) => partitionOf === undefined)
    .flatMap((table) =>
      table.constraints.flatMap((constraint) => {
        const { kind, references, columns } = constraint;
        const refers = references?.table === referenced?.name && references?.schema === referenced?.schema;
        const index =
          kind === 'foreign-key' && refers && referenced !== undefined
            ? referencingIndex(table, columns, schema)
            : undefined;
        return index === undefined ? [] : [{ table, constraint, index }];
      }),
    );
}

/** The node that wrote the rows a trigger was run for. */
export function writingNode(plan: Plan, relation: string | undefined): PlanNode {
  const writing = walkPlan(plan)
    .map(({ node }) => node)
    .filter(({ type }) => type === 'ModifyTable');
  return writing.find((node) => node.relation === relation) ?? writing[0] ?? plan.root;
}
