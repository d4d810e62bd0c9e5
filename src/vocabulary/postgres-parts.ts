import { z } from 'zod';
import type { CatalogGrant } from './catalog.ts';

const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? undefined);
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .nullish()
    .transform((value) => value ?? []);
const named = { schema: z.string(), name: z.string() };
const onTable = { schema: z.string(), table: z.string(), name: z.string() };
const RelationRef = z.object(named);

export const SequenceOptions = z.object({
  type: z.string(),
  increment: z.string(),
  min: z.string(),
  max: z.string(),
  start: z.string(),
  cache: z.string(),
  cycle: z.boolean(),
});
export type SequenceOptions = z.infer<typeof SequenceOptions>;

/** As the queries give it: who is NULL is everybody. */
export const GrantRow = z
  .object({ grantee: z.string().nullish(), privilege: z.string(), grantable: z.boolean() })
  .transform(({ grantee, ...rest }): CatalogGrant => ({ ...rest, ...(grantee ? { grantee } : {}) }));

/** What each kind of thing in PostgreSQL's catalog is made of: absent and NULL are the same here. */
export const postgresParts = {
  schema: z.object({ name: z.string() }),
  extension: z.object({ name: z.string(), schema: z.string(), version: z.string() }),
  collation: z.object({ ...named, definition: z.string() }),
  enum: z.object({ ...named, labels: list(z.string()) }),
  composite: z.object({
    ...named,
    attributes: list(
      z.object({
        name: z.string(),
        type: z.string(),
        collation: optional(z.string()),
        comment: optional(z.string()),
      }),
    ),
  }),
  range: z.object({ ...named, definition: z.string() }),
  domain: z.object({
    ...named,
    type: z.string(),
    collation: optional(z.string()),
    default: optional(z.string()),
    notNull: z.boolean(),
  }),
  'domain-constraint': z.object({
    schema: z.string(),
    domain: z.string(),
    name: z.string(),
    definition: z.string(),
    validated: z.boolean(),
  }),
  sequence: z.object({ ...named, persistence: z.string(), options: SequenceOptions }),
  /** `column` owns the sequence of the same identity: it goes when the column goes. */
  'sequence-owner': z.object({ ...named, column: z.object(onTable) }),
  /** The sequence of the identity column of the same identity, of which comment and rights count. */
  'identity-sequence': z.object({ ...onTable, sequence: RelationRef }),
  table: z.object({
    ...named,
    persistence: z.string(),
    partitionKey: optional(z.string()),
    isPartition: z.boolean(),
    /** Those that it inherits from; of a partition none. */
    parents: list(RelationRef),
    options: list(z.string()),
    toastOptions: list(z.string()),
    rowSecurity: z.boolean(),
    forced: z.boolean(),
    accessMethod: optional(z.string()),
    ofType: optional(z.string()),
  }),
  /** The tie of a table to the table that it is a part of. */
  partition: z.object({ ...named, parent: RelationRef, bound: z.string() }),
  'replica-identity': z.object({ ...named, mode: z.string(), index: optional(z.string()) }),
  column: z.object({
    ...onTable,
    /** r, p: of a table; v, m: of a view, where only comment and rights count. */
    relation: z.string(),
    position: z.number(),
    type: z.string(),
    collation: optional(z.string()),
    notNull: z.boolean(),
    notNullConstraint: optional(
      z.object({
        name: z.string(),
        validated: z.boolean(),
        noInherit: z.boolean(),
        local: z.boolean(),
        comment: optional(z.string()),
      }),
    ),
    /** a: always, d: by default. */
    identity: z.string(),
    sequence: optional(z.object({ ...named, options: SequenceOptions })),
    /** s: stored, v: virtual. */
    generated: z.string(),
    expression: optional(z.string()),
    /** Where it is another one than its type's. */
    storage: optional(z.string()),
    usualStorage: z.string(),
    compression: optional(z.string()),
    statistics: optional(z.string()),
    options: list(z.string()),
    local: z.boolean(),
    inherited: z.boolean(),
  }),
  default: z.object({ ...onTable, expression: z.string() }),
  constraint: z.object({
    ...onTable,
    /** p, u, f, c, x. */
    type: z.string(),
    definition: z.string(),
    validated: z.boolean(),
    columns: list(z.string()),
    inherited: z.boolean(),
    parent: optional(z.object(onTable)),
    clustered: z
      .boolean()
      .nullish()
      .transform((value) => value === true),
    indexOptions: list(z.string()),
  }),
  index: z.object({
    ...onTable,
    relation: z.string(),
    definition: z.string(),
    valid: z.boolean(),
    clustered: z.boolean(),
    partitioned: z.boolean(),
    parent: optional(RelationRef),
    statistics: list(z.object({ number: z.number(), target: z.string() })),
  }),
  statistics: z.object({ ...onTable, tableSchema: z.string(), definition: z.string(), target: optional(z.string()) }),
  view: z.object({
    ...named,
    definition: z.string(),
    options: list(z.string()),
    columns: list(z.object({ name: z.string(), type: z.string(), collation: optional(z.string()) })),
  }),
  'materialized-view': z.object({
    ...named,
    definition: z.string(),
    options: list(z.string()),
    columns: list(z.object({ name: z.string(), type: z.string() })),
  }),
  function: z.object({
    ...named,
    definition: z.string(),
    arguments: z.string(),
    defaults: z.number(),
    result: optional(z.string()),
    retset: z.boolean(),
  }),
  procedure: z.object({ ...named, definition: z.string(), arguments: z.string(), defaults: z.number() }),
  aggregate: z.object({ ...named, definition: z.string(), arguments: z.string() }),
  trigger: z.object({ ...onTable, definition: z.string(), enabled: z.string() }),
  'event-trigger': z.object({ name: z.string(), definition: z.string(), enabled: z.string() }),
  rule: z.object({ ...onTable, definition: z.string(), enabled: z.string() }),
  policy: z.object({
    ...onTable,
    permissive: z.boolean(),
    command: z.string(),
    roles: z.array(z.string().nullable()),
    using: optional(z.string()),
    check: optional(z.string()),
  }),
  'default-privileges': z.object({
    role: z.string(),
    schema: optional(z.string()),
    objects: z.string(),
    /** What the server gives by itself and these replace; absent: they add to it. */
    usual: list(GrantRow),
  }),
};
