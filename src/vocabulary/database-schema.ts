import { z } from 'zod';
import { IndexDefinition } from './index-definition.ts';

/** The relational model as a server has it. Names are unquoted, exactly as the catalog holds them. */

export const Column = z
  .object({
    name: z.string(),
    /** The type as the server prints it: `numeric(12,2)`, `character varying(255)`, `app.status[]`. */
    type: z.string(),
    nullable: z.boolean(),
    default: z.string().optional(),
    /** The server sets it anew when the row changes (MySQL): to what; null: not, though its name says so. */
    onUpdate: z.string().nullable().optional(),
    identity: z.enum(['always', 'by-default']).optional(),
    /** Expression of a generated column. */
    generated: z.string().optional(),
    /** Virtual columns (PostgreSQL 18) are computed on reading. Absent: stored. */
    generatedKind: z.enum(['stored', 'virtual']).optional(),
    /** Only where it differs from the type's default; quoted and qualified as SQL needs it. */
    collation: z.string().optional(),
    comment: z.string().optional(),
  })
  .readonly();
export type Column = z.infer<typeof Column>;

export const Constraint = z
  .object({
    name: z.string(),
    kind: z.enum(['primary-key', 'unique', 'foreign-key', 'check', 'exclusion', 'not-null']),
    columns: z.array(z.string()),
    references: z
      .object({
        schema: z.string(),
        table: z.string(),
        columns: z.array(z.string()),
        onDelete: z.string(),
        onUpdate: z.string(),
      })
      .optional(),
    /** The server's own text (pg_get_constraintdef). */
    definition: z.string(),
    validated: z.boolean().default(true),
    comment: z.string().optional(),
  })
  .readonly();
export type Constraint = z.infer<typeof Constraint>;

export const Table = z
  .object({
    schema: z.string(),
    name: z.string(),
    kind: z.enum(['table', 'partitioned', 'foreign', 'materialized-view']).default('table'),
    columns: z.array(Column),
    constraints: z.array(Constraint).default([]),
    indexes: z.array(IndexDefinition).default([]),
    /** PARTITION BY clause without the words: `RANGE (created_at)`. */
    partitionKey: z.string().optional(),
    partitionOf: z.object({ schema: z.string(), table: z.string(), bound: z.string() }).optional(),
    inherits: z.array(z.object({ schema: z.string(), table: z.string() })).default([]),
    /** Query of a materialized view. */
    definition: z.string().optional(),
    persistence: z.enum(['permanent', 'unlogged', 'temporary']).default('permanent'),
    rowSecurity: z.boolean().default(false),
    /** Storage parameters: `fillfactor=70`. */
    options: z.array(z.string()).default([]),
    /** The planner's row estimate (reltuples); absent where never analyzed. */
    rows: z.number().optional(),
    bytes: z.object({ heap: z.number(), indexes: z.number(), toast: z.number(), total: z.number() }).optional(),
    comment: z.string().optional(),
  })
  .readonly();
export type Table = z.infer<typeof Table>;

export const View = z
  .object({
    schema: z.string(),
    name: z.string(),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    definition: z.string(),
    comment: z.string().optional(),
  })
  .readonly();
export type View = z.infer<typeof View>;

/** Any other catalog object: the engine owns its text; others only list it and replay it. */
export const CatalogObject = z
  .object({
    kind: z.enum([
      'enum',
      'domain',
      'composite',
      'range',
      'function',
      'procedure',
      'trigger',
      'sequence',
      'extension',
      'policy',
      'collation',
      'statistics',
    ]),
    schema: z.string(),
    name: z.string(),
    /** The table that it belongs to (triggers, policies, extended statistics, owned sequences). */
    table: z.string().optional(),
    /** The table's schema, where it is not the object's own. */
    tableSchema: z.string().optional(),
    /** Statement that makes it. */
    definition: z.string(),
    comment: z.string().optional(),
  })
  .readonly();
export type CatalogObject = z.infer<typeof CatalogObject>;

/** What indexes the engine knows. Where a schema does not say, all that PostgreSQL does. */
export const Indexing = z
  .object({
    /** "btree", "gin" … */
    methods: z.array(z.string()),
    /** INCLUDE. Without it the columns that only cover a query are further keys. */
    include: z.boolean(),
    /** Every index holds the columns of the primary key (the row's own address) too. */
    holdsPrimaryKey: z.boolean().default(false),
    /** What an index needs to find what LIKE 'abc%' begins with: an operator class, or a collation that ignores case. */
    prefix: z.enum(['operator-class', 'nocase']),
    /** What `LIKE '%abc%'` needs: the end of a sentence that begins with the condition. */
    patterns: z.string(),
    /** What building one locks, in words. */
    building: z.string(),
  })
  .readonly();
export type Indexing = z.infer<typeof Indexing>;

export const DatabaseSchema = z
  .object({
    engine: z.string(),
    indexing: Indexing.optional(),
    database: z.string().optional(),
    /** Schemas in which an unqualified name is looked up, in order. */
    searchPath: z.array(z.string()),
    /** The database's default collation, so that a twin can have one of the same kind. */
    collation: z.object({ provider: z.string(), name: z.string() }).optional(),
    tables: z.array(Table),
    views: z.array(View).default([]),
    objects: z.array(CatalogObject).default([]),
    /** What could not be read or understood, one sentence each. */
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type DatabaseSchema = z.infer<typeof DatabaseSchema>;
