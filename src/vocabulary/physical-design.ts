import { z } from 'zod';
import { DatabaseSchema } from './database-schema.ts';

/** A logical model as one dialect holds it. */
export const PhysicalDesign = z
  .object({
    dialect: z.string(),
    schema: DatabaseSchema,
    /** Statements that make it, in order, each with what takes it back. */
    statements: z.array(z.object({ of: z.string(), text: z.string(), undo: z.string().optional() })),
    /** Why each index is there: an access pattern, a foreign key, a rule. */
    indexes: z.array(z.object({ table: z.string(), name: z.string(), serves: z.array(z.string()) })),
    /** The statement of each access pattern, with $1, $2 … or ?. */
    access: z.array(z.object({ name: z.string(), entity: z.string(), sql: z.string() })),
    /** Functions and procedures to be called, each with a call that the proof tries. */
    routines: z.array(z.object({ name: z.string(), call: z.string(), says: z.string() })).optional(),
    decisions: z.array(z.object({ what: z.string(), why: z.string() })),
    /** What this dialect cannot enforce, and what to do instead. */
    unenforced: z.array(z.object({ what: z.string(), instead: z.string() })),
  })
  .readonly();
export type PhysicalDesign = z.infer<typeof PhysicalDesign>;
