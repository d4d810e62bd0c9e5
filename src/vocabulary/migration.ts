import { z } from 'zod';
import { DatabaseSchema } from './database-schema.ts';
import { MigrationAction } from './migration-action.ts';
import { RehearsedStep, StatementEffects } from './rehearsal.ts';

/** One file of migrations, as the tool that wrote it lays it out. */
export const MigrationText = z
  .object({
    /** As the user would name it. */
    path: z.string(),
    /** `20260101120000`, `3`; absent where the tool has none. */
    version: z.string().optional(),
    name: z.string(),
    /** What leads up, and the line of the file at which it begins, from 1. */
    up: z.string(),
    line: z.number().int(),
    /** What leads back, where there is something; it may stand in a file of its own. */
    down: z.object({ path: z.string(), text: z.string(), line: z.number().int() }).optional(),
    /** How its tool runs it: all in one transaction, or each statement for itself. */
    transaction: z.enum(['file', 'statement']),
    /** It runs in the transaction of the file before it: some tools run all that is pending in one. */
    joined: z.boolean().optional(),
  })
  .readonly();
export type MigrationText = z.infer<typeof MigrationText>;

/** One statement of a migration, at the state of the catalog that it meets. */
export const MigrationStep = z
  .object({
    file: z.string(),
    /** From 1. */
    line: z.number().int(),
    statement: z.string(),
    /** In which transaction of its file it runs, from 0. */
    transaction: z.number().int(),
    actions: z.array(MigrationAction),
    /** The schema before it. */
    before: DatabaseSchema,
    /** Relations that its file made before it ("app.orders"): nobody else uses them yet. */
    fresh: z.array(z.string()),
    /** Limits in force, ms; 0 is none, absent: nothing was said. */
    limits: z.object({ lock: z.number().optional(), statement: z.number().optional() }),
    /** By the manual, and by the schema before it. */
    foreseen: StatementEffects,
    /** What a twin was seen to do; absent where it was not run there. */
    observed: RehearsedStep.optional(),
    /** The parser's words, where it does not parse. */
    fault: z.string().optional(),
  })
  .readonly();
export type MigrationStep = z.infer<typeof MigrationStep>;

export const MigrationFile = z
  .object({
    ...MigrationText.unwrap().shape,
    steps: z.array(MigrationStep),
    /** The schema behind it. */
    after: DatabaseSchema,
  })
  .readonly();
export type MigrationFile = z.infer<typeof MigrationFile>;

/** Files in the order in which they run, each statement with what it does. */
export const Migration = z
  .object({
    /** "flyway", "plain SQL". */
    layout: z.string(),
    files: z.array(MigrationFile),
    /** Files that were passed over and what could not be understood, one sentence each. */
    unread: z.array(z.string()),
  })
  .readonly();
export type Migration = z.infer<typeof Migration>;
