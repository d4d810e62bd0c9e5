import { z } from 'zod';
import { AccessPattern } from './access-pattern.ts';
import { ImportedForm } from './imported-form.ts';
import { Attribute, Reference } from './logical-attribute.ts';
import { Invariant } from './model-invariant.ts';
import { Scenario } from './scenario.ts';

/** What the data means, before any engine: the single source from which schemas are made. */

export const UniqueRule = z
  .strictObject({
    /** Attributes and references. */
    of: z.array(z.string()).min(1),
    where: z.string().optional(),
    /** Two NULLs are the same. */
    nullsEqual: z.boolean().default(false),
    name: z.string().optional(),
  })
  .readonly();
export type UniqueRule = z.infer<typeof UniqueRule>;

export const CheckRule = z
  .strictObject({
    /** Without prefix: `ends_after_start` becomes `chk_bookings_ends_after_start`. */
    name: z.string(),
    /** SQL over the entity's columns, in the words that all dialects have. */
    sql: z.string(),
    says: z.string().optional(),
  })
  .readonly();
export type CheckRule = z.infer<typeof CheckRule>;

export const Volume = z
  .strictObject({
    rows: z.number().nonnegative(),
    /** Rows more each year. */
    perYear: z.number().nonnegative().optional(),
    /** Rows older than so many days are removed or moved away. */
    keepDays: z.number().positive().optional(),
  })
  .readonly();
export type Volume = z.infer<typeof Volume>;

/** Names stand in comments and in the bodies of functions; one that would end these cannot be an entity's. */
export const TableName = z.string().regex(/^(?!.*\$\$)[^\n\r]+$/, 'a name of a table holds no line break and no $$');

const entityFields = {
  /** One sentence: what one row is. */
  description: z.string().optional(),
  /** The table's name, where it is not the plural of the entity's. */
  table: TableName.optional(),
  /** Attributes and references that identify a row; a made-up `id` where it is not told. */
  key: z.array(z.string()).optional(),
  unique: z.array(UniqueRule).default([]),
  checks: z.array(CheckRule).default([]),
  /** It is one of these: shares its key, and is deleted with it. */
  subtypeOf: z.string().optional(),
  /** created_at, and updated_at kept by a trigger. */
  timestamps: z.enum(['both', 'created', 'none']).default('both'),
  /** Rows are marked by deleted_at; what is unique is so among the living. */
  softDelete: z.boolean().default(false),
  /** Rows are only added: neither changed nor deleted. */
  appendOnly: z.boolean().default(false),
  volume: Volume.optional(),
  /** The moment by which a giant is divided. */
  partitionBy: z.string().optional(),
} as const;

export const Entity = z
  .strictObject({
    ...entityFields,
    references: z.record(z.string(), Reference).default({}),
    attributes: z.record(z.string(), Attribute).default({}),
  })
  .readonly();
export type Entity = z.infer<typeof Entity>;

/** As people write it: `email: email unique`, `customer: user restrict`, `price: money >= 0`. */
export const EntitySource = z
  .strictObject({
    ...entityFields,
    references: z.record(z.string(), z.union([z.string(), Reference])).default({}),
    attributes: z.record(z.string(), z.union([z.string(), Attribute])).default({}),
  })
  .readonly();
export type EntitySource = z.input<typeof EntitySource>;

/** A read that is prepared: a materialized view where the dialect has one, else a table with its refresh. */
export const Summary = z
  .strictObject({
    name: z.string(),
    /** The query, PostgreSQL. */
    sql: z.string(),
    /** Columns that identify a row of it. */
    key: z.array(z.string()).min(1),
    /** The question that it answers. */
    serves: z.string(),
    /** "every 15 minutes", "nightly". */
    refresh: z.string(),
  })
  .readonly();
export type Summary = z.infer<typeof Summary>;

const modelFields = {
  /** Version of the model's form. */
  version: z.literal(1).default(1),
  name: z.string(),
  description: z.string().optional(),
  /** What the made-up keys are: numbers that the server counts, or UUIDs in the order of time. */
  keys: z.enum(['identity', 'uuid']).default('identity'),
  invariants: z.array(Invariant).default([]),
  access: z.array(AccessPattern).default([]),
  summaries: z.array(Summary).default([]),
  /** What was decided, and why. */
  decisions: z.array(z.strictObject({ what: z.string(), why: z.string() })).default([]),
  /** What nobody said, and what was taken for true. */
  questions: z.array(z.strictObject({ question: z.string(), assumed: z.string() })).default([]),
  /** Statements that fill the tables which scenarios speak of, in order. */
  fixture: z.array(z.string()).default([]),
  scenarios: z.array(Scenario).default([]),
  /** Statements that no entity can say, by dialect: extensions, functions, views of an imported schema. */
  native: z.record(z.string(), z.array(z.string())).default({}),
  /** Of a model that was read from a schema: what else the schema had. */
  imported: ImportedForm.optional(),
} as const;

export const LogicalModel = z.strictObject({ ...modelFields, entities: z.record(z.string(), Entity) }).readonly();
export type LogicalModel = z.infer<typeof LogicalModel>;

/** A model as a file or a domain holds it. */
export const ModelSource = z.strictObject({ ...modelFields, entities: z.record(z.string(), EntitySource) }).readonly();
export type ModelSource = z.input<typeof ModelSource>;
