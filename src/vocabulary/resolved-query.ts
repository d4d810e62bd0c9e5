import { z } from 'zod';

/**
 * A statement with every name resolved, engine-neutral: what analysis and rules see instead of a parse tree.
 * Relations are addressed by `id` (one per appearance in the text: the same table joined twice has two).
 */

/** `relation` is a ResolvedRelation id. */
export const ColumnUse = z.object({ relation: z.number(), column: z.string() }).readonly();
export type ColumnUse = z.infer<typeof ColumnUse>;

export const ResolvedRelation = z
  .object({
    id: z.number(),
    kind: z.enum(['table', 'view', 'cte', 'derived', 'function', 'values', 'unknown']),
    schema: z.string().optional(),
    /** Table, view, CTE or function name. */
    name: z.string(),
    alias: z.string(),
    /** The query block that it stands in. */
    block: z.number(),
    /** Written by INSERT, UPDATE, DELETE or MERGE. */
    target: z.boolean().default(false),
    /** The relation came in through a view, a CTE or a derived table that was expanded: that one's id. */
    through: z.number().optional(),
  })
  .readonly();
export type ResolvedRelation = z.infer<typeof ResolvedRelation>;

/** One condition on ONE relation. */
export const Predicate = z
  .object({
    relation: z.number(),
    /** The column, where one stands bare on its side of the operator. */
    column: z.string().optional(),
    /** SQL of the expression with columns unqualified and quoted as needed, where the column is wrapped: `lower(email)`. */
    expression: z.string().optional(),
    /** All columns of this relation in it. */
    columns: z.array(z.string()),
    /** The columns of a row compared as one, in order: `(a, b) > (1, 2)` is a predicate on `a`. */
    row: z.array(z.string()).optional(),
    /** `=`, `<`, `IN`, `LIKE`, `IS NULL`, `@>`, `BETWEEN` … as written. */
    operator: z.string(),
    kind: z.enum([
      'equality',
      'in',
      'range',
      'prefix',
      'pattern',
      'is-null',
      'is-not-null',
      'inequality',
      'containment',
      'text-search',
      'boolean',
      'other',
    ]),
    /** The literal or parameter compared with, as written; absent for comparisons with other columns. */
    value: z.string().optional(),
    /** Parameter number, where it is compared with $n. */
    parameter: z.number().optional(),
    /** A literal constant: fit for a partial index's predicate. */
    constant: z.boolean(),
    /** True: a top-level AND term of its block. False: below an OR or a NOT. */
    conjunct: z.boolean(),
    /** Terms of the same OR share a number. */
    disjunction: z.number().optional(),
    clause: z.enum(['where', 'join', 'having', 'filter']),
    block: z.number(),
    /** SQL of the whole condition with columns of this relation unqualified. */
    text: z.string(),
    /** An implicit or explicit cast stands on the column's side. */
    cast: z.string().optional(),
  })
  .readonly();
export type Predicate = z.infer<typeof Predicate>;

/** A condition between two relations. */
export const JoinCondition = z
  .object({
    left: ColumnUse,
    right: ColumnUse,
    operator: z.string(),
    kind: z.enum(['inner', 'left', 'right', 'full', 'semi', 'anti', 'correlated']),
    block: z.number(),
    text: z.string(),
  })
  .readonly();
export type JoinCondition = z.infer<typeof JoinCondition>;

export const SortKey = z
  .object({
    use: ColumnUse.optional(),
    /** Unqualified SQL, and the one relation that it reads, where the key is an expression over one relation. */
    expression: z.string().optional(),
    relation: z.number().optional(),
    direction: z.enum(['asc', 'desc']),
    nulls: z.enum(['first', 'last']).optional(),
  })
  .readonly();
export type SortKey = z.infer<typeof SortKey>;

/** A SELECT (or the reading part of a DML statement) with its own FROM. */
export const QueryBlock = z
  .object({
    id: z.number(),
    parent: z.number().optional(),
    kind: z.enum(['main', 'cte', 'derived', 'sublink', 'lateral', 'set-operand']),
    grouping: z.array(SortKey).default([]),
    aggregates: z.boolean().default(false),
    /** What min() (`asc`) and max() (`desc`) are taken of. */
    extremes: z.array(SortKey).optional(),
    distinct: z.boolean().default(false),
    order: z.array(SortKey).default([]),
    /** The literal, the parameter or the expression as written. */
    limit: z.string().optional(),
    offset: z.string().optional(),
    window: z.boolean().default(false),
  })
  .readonly();
export type QueryBlock = z.infer<typeof QueryBlock>;

/** What the statement does to a table: an upsert inserts and updates, MERGE may do all three. */
export const TableWrite = z
  .object({
    /** Id of the relation. */
    relation: z.number(),
    kind: z.enum(['insert', 'update', 'delete']),
    /** The columns that SET names; of an insert those that are listed, none where it lists none. */
    columns: z.array(z.string()),
  })
  .readonly();
export type TableWrite = z.infer<typeof TableWrite>;

export const ResolvedQuery = z
  .object({
    text: z.string(),
    kind: z.enum(['select', 'insert', 'update', 'delete', 'merge', 'other']),
    relations: z.array(ResolvedRelation),
    blocks: z.array(QueryBlock),
    predicates: z.array(Predicate),
    joins: z.array(JoinCondition),
    /** Every column that is read of each relation, whatever for. */
    columns: z.array(ColumnUse),
    /** Relations read whole: `*`, a whole-row reference. */
    wholeRows: z.array(z.number()).default([]),
    /** In the order of the text; absent where nothing is written. */
    writes: z.array(TableWrite).optional(),
    parameters: z
      .array(
        z.object({
          number: z.number(),
          /** Where it is not written as $1: `:id`. */
          written: z.string().optional(),
          comparedWith: ColumnUse.optional(),
        }),
      )
      .default([]),
    /** Names of the functions that it and the views in it call, as written, without a schema; `current_user` and the like among them. */
    functions: z.array(z.string()).default([]),
    /** FOR UPDATE and the like. */
    locksRows: z.boolean().default(false),
    /** Names that could not be resolved, with why and where (offset in characters). */
    unresolved: z
      .array(z.object({ name: z.string(), reason: z.string(), position: z.number().optional() }))
      .default([]),
  })
  .readonly();
export type ResolvedQuery = z.infer<typeof ResolvedQuery>;
