import { z } from 'zod';

/**
 * What an attribute means. Each dialect spells a domain as a type with the checks that belong to it:
 * `email` is compared without regard to case, `money` is exact, `moment` is a point in time in UTC.
 */
export const Domain = z.enum([
  // Words
  'code',
  'name',
  'title',
  'text',
  'slug',
  'email',
  'phone',
  'url',
  'password_hash',
  'token',
  'hash',
  'language',
  'country',
  'currency',
  'postal_code',
  'timezone',
  'color',
  'ip',
  // Numbers
  'count',
  'integer',
  'decimal',
  'quantity',
  'money',
  'percent',
  'rate',
  'rating',
  'latitude',
  'longitude',
  'bytes',
  // Time
  'moment',
  'date',
  'time',
  'duration',
  'year',
  // Choices
  'boolean',
  'state',
  'choice',
  // Others
  'uuid',
  'json',
  'binary',
  'vector',
  /** None of these: `type` says it all. */
  'native',
]);
export type Domain = z.infer<typeof Domain>;

export const PersonalData = z.enum(['identifying', 'contact', 'financial', 'sensitive']);
export type PersonalData = z.infer<typeof PersonalData>;

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'Names are snake_case: small letters, digits and _.');

export const Attribute = z
  .strictObject({
    domain: Domain,
    /** The exact SQL type, where the domain's own is not wanted; imports write it, so that nothing is lost. */
    type: z.string().optional(),
    /** Of `state` and `choice`. */
    values: z.array(z.string()).optional(),
    /** Characters at most; dimensions of a vector. */
    length: z.int().positive().optional(),
    precision: z.int().positive().optional(),
    scale: z.int().nonnegative().optional(),
    optional: z.boolean().default(false),
    unique: z.boolean().default(false),
    /** The server counts it. The made-up key `id` needs no word of it. */
    identity: z.literal(true).optional(),
    /** Bounds of a number. */
    min: z.number().optional(),
    max: z.number().optional(),
    /** The bounds themselves are out. */
    above: z.number().optional(),
    below: z.number().optional(),
    /** A literal; `now` for moments and dates; `{ sql }` for an expression of the dialect. */
    default: z.union([z.string(), z.number(), z.boolean(), z.strictObject({ sql: z.string() })]).optional(),
    /** SQL over the entity's columns, from which the server computes it. */
    generated: z.string().optional(),
    personal: PersonalData.optional(),
    description: z.string().optional(),
  })
  .readonly();
export type Attribute = z.infer<typeof Attribute>;

export const DeleteRule = z.enum(['restrict', 'cascade', 'set-null']);

/** Many-to-one; one-to-one where it is unique. Its column is the role's name with `_id`. */
export const Reference = z
  .strictObject({
    to: name,
    optional: z.boolean().default(false),
    unique: z.boolean().default(false),
    onDelete: DeleteRule.default('restrict'),
    /**
     * References and attributes of this entity that must agree with those of the same name of the entity referred to
     * (the line's tenant is its order's): they become part of the foreign key.
     */
    agree: z.array(name).default([]),
    /** Columns of the foreign key, where they are not `role_id`; imports write them. */
    columns: z.array(z.string()).optional(),
    description: z.string().optional(),
  })
  .readonly();
export type Reference = z.infer<typeof Reference>;
