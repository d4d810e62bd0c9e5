import { z } from 'zod';
import { Column, Constraint } from './database-schema.ts';
import { IndexDefinition } from './index-definition.ts';

/** Where a table that was read differs from what the model alone would give. Names on the left are the design's own. */
export const ImportedTable = z
  .strictObject({
    /** All columns, where they stand in another order. */
    order: z.array(z.string()).optional(),
    columns: z.record(z.string(), Column).default({}),
    /** As they are there; null where the table has none such. */
    constraints: z.record(z.string(), Constraint.nullable()).default({}),
    indexes: z.record(z.string(), IndexDefinition.nullable()).default({}),
    /** Clauses of storage, as the dialect writes them, where the design would choose others. */
    options: z.array(z.string()).optional(),
    /** Those that no rule of the model says. */
    furtherConstraints: z.array(Constraint).default([]),
    furtherIndexes: z.array(IndexDefinition).default([]),
  })
  .readonly();
export type ImportedTable = z.infer<typeof ImportedTable>;

/** The exact form of the schema that a model was read from: kept in its own dialect, of no account in others. */
export const ImportedForm = z
  .strictObject({
    dialect: z.string(),
    tables: z.record(z.string(), ImportedTable).default({}),
    /** Statements that stand after all others: views, functions, triggers. Those before them are `native`. */
    after: z.array(z.string()).default([]),
  })
  .readonly();
export type ImportedForm = z.infer<typeof ImportedForm>;
