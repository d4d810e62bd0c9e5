import { z } from 'zod';
import { IndexDefinition } from './index-definition.ts';
import { RowRecipe } from './row-recipe.ts';
import { Statement } from './statement.ts';

/** An intention in neutral words. Only an engine spells it into statements; the agent adds them to the report. */
const spelled = { statements: z.array(Statement).optional() };

const NewConstraint = z.object({
  name: z.string(),
  kind: z.enum(['primary-key', 'unique', 'foreign-key', 'check']),
  columns: z.array(z.string()),
  /** SQL behind the name: `FOREIGN KEY (user_id) REFERENCES app.users (id)`. */
  definition: z.string(),
});

export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('create-index'), index: IndexDefinition, ...spelled }),
  z.object({ kind: z.literal('drop-index'), index: IndexDefinition, ...spelled }),
  z.object({ kind: z.literal('analyze-table'), schema: z.string(), table: z.string(), ...spelled }),
  z.object({
    kind: z.literal('vacuum-table'),
    schema: z.string(),
    table: z.string(),
    ...spelled,
  }),
  z.object({
    kind: z.literal('create-statistics'),
    schema: z.string(),
    table: z.string(),
    name: z.string(),
    columns: z.array(z.string()),
    /** SQL over the table's unqualified columns: `lower(email)`. */
    expressions: z.array(z.string()).optional(),
    ...spelled,
  }),
  /** How many common values and histogram bounds ANALYZE keeps of a column: 1 … 10,000; 100 unless told. */
  z.object({
    kind: z.literal('set-statistics-target'),
    schema: z.string(),
    table: z.string(),
    column: z.string(),
    target: z.number().int(),
    ...spelled,
  }),
  /** A session or query-level setting: never server-wide. */
  z.object({ kind: z.literal('set-setting'), name: z.string(), value: z.string(), ...spelled }),
  /** A setting of the whole server. `effect` says what it takes to come into force. */
  z.object({
    kind: z.literal('alter-system'),
    name: z.string(),
    value: z.string(),
    effect: z.enum(['reload', 'restart']),
    ...spelled,
  }),
  /** With NOT VALID first where the engine can, so that writers do not wait while the rows are checked. */
  z.object({
    kind: z.literal('add-constraint'),
    schema: z.string(),
    table: z.string(),
    constraint: NewConstraint,
    ...spelled,
  }),
  z.object({
    kind: z.literal('drop-constraint'),
    schema: z.string(),
    table: z.string(),
    constraint: NewConstraint,
    ...spelled,
  }),
  /** Checks the rows that were there before the constraint. */
  z.object({
    kind: z.literal('validate-constraint'),
    schema: z.string(),
    table: z.string(),
    name: z.string(),
    ...spelled,
  }),
  /** NULLs must be gone, or it fails and nothing is changed. */
  z.object({ kind: z.literal('set-not-null'), schema: z.string(), table: z.string(), column: z.string(), ...spelled }),
  /** Writes the table anew where the bytes of the values change. */
  z.object({
    kind: z.literal('alter-column-type'),
    schema: z.string(),
    table: z.string(),
    column: z.string(),
    type: z.string(),
    /** SQL that makes the new value of the old one, where the engine does not know how. */
    using: z.string().optional(),
    ...spelled,
  }),
  /**
   * Made-up rows into tables that are empty, in one transaction. The same recipe makes the same rows of the same schema;
   * the digest tells them from any others.
   */
  z.object({
    kind: z.literal('load-rows'),
    recipe: RowRecipe,
    /** In loading order; those that get rows. */
    tables: z.array(
      z.object({
        schema: z.string(),
        table: z.string(),
        columns: z.array(z.string()),
        rows: z.number(),
        /** As text. */
        bytes: z.number(),
      }),
    ),
    /** Foreign keys in circles, which are filled in when all rows are there. */
    updates: z.array(z.object({ schema: z.string(), table: z.string(), columns: z.array(z.string()) })),
    /** `orders_guard on app.orders`: those that fire, or by the recipe sleep. */
    triggers: z.array(z.string()),
    /** Quoted names of those that go on behind the last number. */
    sequences: z.array(z.string()),
    digest: z.string(),
    ...spelled,
  }),
  /** What no other kind says: the engine's own words. `why` says why there is none. */
  z.object({ kind: z.literal('native'), why: z.string(), statements: z.array(Statement) }),
  z.object({ kind: z.literal('rewrite-query'), from: z.string(), to: z.string(), why: z.string(), ...spelled }),
]);
export type Change = Readonly<z.infer<typeof Change>>;
