import { z } from 'zod';

const says = {
  /** The rule in a sentence, as the server's error will say it: "A refund cannot exceed its payment." */
  says: z.string(),
};
/** SQL over the columns of the entity, in the words that all dialects have: `status = 'open'`. */
const where = { where: z.string().optional() };

/**
 * What must be true of more than one column. Names are those of attributes and references. Each dialect enforces it
 * in the strongest way it has, and says where it cannot.
 */
export const Invariant = z.discriminatedUnion('kind', [
  /** A state changes along these ways only; `start` are the states that a new row may have, where only some are. */
  z.strictObject({
    kind: z.literal('transitions'),
    entity: z.string(),
    attribute: z.string(),
    allowed: z.record(z.string(), z.array(z.string())),
    start: z.array(z.string()).optional(),
    ...says,
  }),
  /** No two rows of the same `per` hold at the same time: [from, to), open-ended where `to` is NULL. */
  z.strictObject({
    kind: z.literal('no-overlap'),
    entity: z.string(),
    per: z.array(z.string()),
    from: z.string(),
    to: z.string(),
    ...where,
    ...says,
  }),
  /** At most one row of the same `per` for which the condition holds; `per` empty: one in the table. */
  z.strictObject({
    kind: z.literal('only-one'),
    entity: z.string(),
    per: z.array(z.string()),
    where: z.string(),
    ...says,
  }),
  /** The rows of one parent add up to no more than an attribute of the parent. */
  z.strictObject({
    kind: z.literal('sum-at-most'),
    entity: z.string(),
    sum: z.string(),
    /** The reference to the parent. */
    per: z.string(),
    /** Attribute of the parent. */
    limit: z.string(),
    ...where,
    ...says,
  }),
  /** No more rows of one parent than its attribute, or a number, says. */
  z.strictObject({
    kind: z.literal('count-at-most'),
    entity: z.string(),
    per: z.string(),
    limit: z.union([z.string(), z.int()]),
    ...where,
    ...says,
  }),
  /**
   * Rows of `entity` are movements, which never change; their sum is kept in an attribute of one row of `into`, found
   * by `match` (its names -> the movement's), made where it is not there, and never below `min`.
   */
  z.strictObject({
    kind: z.literal('running-total'),
    entity: z.string(),
    sum: z.string(),
    into: z.string(),
    attribute: z.string(),
    match: z.record(z.string(), z.string()),
    min: z.number().optional(),
    ...says,
  }),
  /** When the transaction ends, the rows of one parent add up to zero (debits and credits). */
  z.strictObject({
    kind: z.literal('balanced'),
    entity: z.string(),
    sum: z.string(),
    per: z.string(),
    ...says,
  }),
  /** When the transaction ends, each parent has at least one row. `when`: SQL over the parent's columns. */
  z.strictObject({
    kind: z.literal('at-least-one'),
    entity: z.string(),
    per: z.string(),
    when: z.string().optional(),
    ...says,
  }),
  /** Rows, or these attributes of them, never change and are never deleted; `when`: SQL over the old row's columns. */
  z.strictObject({
    kind: z.literal('immutable'),
    entity: z.string(),
    attributes: z.array(z.string()).optional(),
    when: z.string().optional(),
    ...says,
  }),
  /** A number or a moment never gets smaller, nor is it taken away once it is there. */
  z.strictObject({ kind: z.literal('only-grows'), entity: z.string(), attribute: z.string(), ...says }),
  /** A tree: no row is below itself. */
  z.strictObject({ kind: z.literal('acyclic'), entity: z.string(), parent: z.string(), ...says }),
  /** Exactly one of these references or attributes is there. */
  z.strictObject({
    kind: z.literal('exactly-one'),
    entity: z.string(),
    of: z.array(z.string()).min(2),
    ...says,
  }),
  /**
   * A row may be added, and have what it refers to changed, only while the condition holds of the row referred to: SQL
   * over the columns of that one.
   */
  z.strictObject({
    kind: z.literal('only-while'),
    entity: z.string(),
    reference: z.string(),
    parent: z.string(),
    ...where,
    ...says,
  }),
  /** Its own statements, by dialect; `objects` make it, in order. */
  z.strictObject({
    kind: z.literal('native'),
    entity: z.string(),
    dialects: z.record(z.string(), z.array(z.string())),
    ...says,
  }),
]);
export type Invariant = Readonly<z.infer<typeof Invariant>>;
export type InvariantKind = Invariant['kind'];
