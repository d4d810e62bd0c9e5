import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { decompositionBack } from './decomposition-back.ts';
import { blockedBy, decompositionNotes } from './decomposition-notes.ts';
import type { BlockedDecomposition, DecompositionPlan } from './decomposition-plan.ts';
import { decompositionShape } from './decomposition-shape.ts';
import { decompositionSteps, joinOf } from './decomposition-steps.ts';
import type { Relation } from './synthesize-3nf.ts';

export interface DecompositionOptions {
  /** The schema that the table is in: taken names, foreign keys that point at the table, views, triggers. */
  readonly schema?: Pick<DatabaseSchema, 'tables' | 'views' | 'objects'>;
}

/**
 * A table cut into the relations of `synthesize3nf` or `decomposeBcnf`, as a migration and its way back. One relation
 * stays the table, with its name, its rows and all that points at it; the others become new tables. Columns that no
 * relation names stay where they are. The first steps check that the rows really allow it, and fail loudly.
 */
export function describeDecomposition(
  table: Table,
  relations: readonly Pick<Relation, 'attributes' | 'key' | 'otherKeys'>[],
  options: DecompositionOptions = {},
): DecompositionPlan | BlockedDecomposition {
  const { schema = { tables: [table], views: [], objects: [] } } = options;
  const shape = decompositionShape(table, relations, schema.tables);
  const reasons =
    shape === undefined ? ['no relation holds a key that the others can be reached from'] : blockedBy(shape, schema);
  if (shape === undefined || reasons.length > 0) return { kind: 'blocked', reasons };
  return {
    kind: 'plan',
    kept: shape.kept,
    created: shape.created,
    steps: decompositionSteps(shape),
    back: decompositionBack(shape),
    join: joinOf(shape),
    notes: decompositionNotes(shape, schema),
  };
}
