import { z } from 'zod';

/** A table, index, view or type by its unquoted name. */
export const RelationName = z.object({ schema: z.string(), name: z.string() }).readonly();
export type RelationName = z.infer<typeof RelationName>;

const onTable = { table: RelationName };
const constraintKind = z.enum(['primary-key', 'unique', 'foreign-key', 'check', 'exclusion', 'not-null']);

/** How much work a default makes of adding a column: one that differs by row has to be written into every row. */
export const Volatility = z.enum(['constant', 'stable', 'volatile', 'unknown']);
export type Volatility = z.infer<typeof Volatility>;

/**
 * What one clause of a migration's statement does, in neutral words; a statement may hold several. Names are complete:
 * where the statement says no schema, that of the search path stands here.
 */
export const MigrationAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create-table'),
    ...onTable,
    /** Other tables that its foreign keys refer to. */
    references: z.array(RelationName),
    partitionOf: RelationName.optional(),
    ifNotExists: z.boolean(),
    temporary: z.boolean(),
  }),
  z.object({ kind: z.literal('drop-table'), ...onTable, cascade: z.boolean() }),
  z.object({ kind: z.literal('rename-table'), ...onTable, to: RelationName }),
  z.object({
    kind: z.literal('add-column'),
    ...onTable,
    column: z.string(),
    type: z.string(),
    notNull: z.boolean(),
    default: z.object({ sql: z.string(), volatility: Volatility }).optional(),
    generated: z.enum(['stored', 'virtual']).optional(),
    identity: z.boolean(),
    /** serial, bigserial: nextval in every row. */
    serial: z.boolean(),
    /** Its type is a domain with a constraint. */
    constrainedDomain: z.boolean(),
    /** Constraints that are written behind the column. */
    constraints: z.array(z.enum(['primary-key', 'unique', 'check', 'foreign-key'])),
    references: RelationName.optional(),
    ifNotExists: z.boolean(),
  }),
  z.object({ kind: z.literal('drop-column'), ...onTable, column: z.string(), cascade: z.boolean() }),
  z.object({ kind: z.literal('rename-column'), ...onTable, column: z.string(), to: z.string() }),
  z.object({
    kind: z.literal('alter-column-type'),
    ...onTable,
    column: z.string(),
    /** Absent where the table is not known. */
    from: z.string().optional(),
    to: z.string(),
    using: z.string().optional(),
  }),
  z.object({ kind: z.literal('set-not-null'), ...onTable, column: z.string() }),
  z.object({ kind: z.literal('drop-not-null'), ...onTable, column: z.string() }),
  z.object({ kind: z.literal('set-default'), ...onTable, column: z.string() }),
  z.object({ kind: z.literal('drop-default'), ...onTable, column: z.string() }),
  z.object({
    kind: z.literal('add-constraint'),
    ...onTable,
    name: z.string().optional(),
    constraint: constraintKind,
    columns: z.array(z.string()),
    notValid: z.boolean(),
    usingIndex: z.string().optional(),
    references: RelationName.optional(),
    /** SQL behind the name: `CHECK (total >= 0)`. */
    definition: z.string(),
  }),
  z.object({ kind: z.literal('validate-constraint'), ...onTable, name: z.string() }),
  z.object({
    kind: z.literal('drop-constraint'),
    ...onTable,
    name: z.string(),
    /** Absent where the table is not known. */
    constraint: constraintKind.optional(),
    references: RelationName.optional(),
  }),
  z.object({
    kind: z.literal('create-index'),
    ...onTable,
    name: z.string().optional(),
    method: z.string(),
    unique: z.boolean(),
    concurrently: z.boolean(),
    ifNotExists: z.boolean(),
    /** Columns and expressions, in order. */
    keys: z.array(z.string()),
    /** ON ONLY: the parts of the table are left out. */
    only: z.boolean(),
  }),
  z.object({
    kind: z.literal('drop-index'),
    index: RelationName,
    /** Absent where the index is not known. */
    table: RelationName.optional(),
    concurrently: z.boolean(),
  }),
  z.object({
    kind: z.literal('reindex'),
    of: z.enum(['index', 'table', 'schema', 'database', 'system']),
    target: RelationName.optional(),
    concurrently: z.boolean(),
  }),
  z.object({ kind: z.literal('attach-partition'), ...onTable, partition: RelationName }),
  z.object({ kind: z.literal('detach-partition'), ...onTable, partition: RelationName, concurrently: z.boolean() }),
  z.object({ kind: z.literal('create-trigger'), ...onTable, name: z.string() }),
  z.object({ kind: z.literal('drop-trigger'), ...onTable, name: z.string() }),
  z.object({ kind: z.literal('row-security'), ...onTable, enabled: z.boolean() }),
  z.object({ kind: z.literal('create-policy'), ...onTable, name: z.string() }),
  z.object({ kind: z.literal('drop-policy'), ...onTable, name: z.string() }),
  z.object({ kind: z.literal('create-rule'), ...onTable, name: z.string() }),
  /** `tables` have columns of the domain. */
  z.object({
    kind: z.literal('add-domain-constraint'),
    domain: RelationName,
    notValid: z.boolean(),
    tables: z.array(RelationName),
  }),
  z.object({ kind: z.literal('add-enum-value'), type: RelationName, value: z.string() }),
  z.object({ kind: z.literal('rename-enum-value'), type: RelationName, value: z.string(), to: z.string() }),
  z.object({ kind: z.literal('refresh-view'), view: RelationName, concurrently: z.boolean() }),
  z.object({ kind: z.literal('truncate'), tables: z.array(RelationName), cascade: z.boolean() }),
  z.object({
    kind: z.literal('rewrite-table'),
    /** Absent: all tables of the database. */
    table: RelationName.optional(),
    how: z.enum(['cluster', 'vacuum-full', 'logged', 'unlogged', 'access-method', 'tablespace']),
  }),
  /** Storage parameters, statistics targets, owner, replica identity: `what` says which. */
  z.object({ kind: z.literal('set-table-option'), ...onTable, what: z.string() }),
  z.object({
    kind: z.literal('change-rows'),
    ...onTable,
    how: z.enum(['insert', 'update', 'delete', 'merge', 'copy']),
    /** It says which rows: WHERE, or rows that it brings itself. */
    chosen: z.boolean(),
  }),
  z.object({ kind: z.literal('lock-table'), ...onTable, mode: z.string() }),
  /** `value` absent: back to the default. */
  z.object({ kind: z.literal('set'), name: z.string(), value: z.string().optional(), local: z.boolean() }),
  z.object({ kind: z.literal('transaction'), what: z.enum(['begin', 'commit', 'rollback', 'savepoint']) }),
  z.object({ kind: z.literal('create-view'), view: RelationName, replaces: z.boolean(), materialized: z.boolean() }),
  z.object({ kind: z.literal('drop-view'), view: RelationName, materialized: z.boolean(), cascade: z.boolean() }),
  /** Types, functions, sequences, schemas, extensions …: `what` is the SQL word in small letters. */
  z.object({ kind: z.literal('create-object'), what: z.string(), name: z.string(), replaces: z.boolean() }),
  z.object({ kind: z.literal('alter-object'), what: z.string(), name: z.string() }),
  z.object({ kind: z.literal('drop-object'), what: z.string(), name: z.string(), cascade: z.boolean() }),
  z.object({ kind: z.literal('rename-object'), what: z.string(), name: z.string(), to: z.string() }),
  /** What it does is known when it has run. */
  z.object({ kind: z.literal('run-code'), what: z.enum(['do', 'call', 'function']) }),
  /** Nothing that anybody waits for: COMMENT, GRANT, ANALYZE. */
  z.object({ kind: z.literal('other'), what: z.string() }),
]);
export type MigrationAction = Readonly<z.infer<typeof MigrationAction>>;
