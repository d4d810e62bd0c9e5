import { z } from 'zod';

/** One entry of a tool's history: a migration that ran, or was to run. */
export const AppliedMigration = z
  .object({
    version: z.string().optional(),
    /** As the tool notes it: a description, a file's name, `author:id`. */
    name: z.string().optional(),
    /** The file, where the tool notes that too. */
    file: z.string().optional(),
    /** `failed`: begun and not finished, the database may hold a part of it. `undone`: taken back since. */
    state: z.enum(['applied', 'failed', 'undone']),
    /** Of the file as it was then, in the tool's own way. */
    checksum: z.string().optional(),
    /** It stands for all up to its version: the database was there before the tool. */
    baseline: z.boolean().optional(),
    /** When, as the server prints it. */
    at: z.string().optional(),
  })
  .readonly();
export type AppliedMigration = z.infer<typeof AppliedMigration>;

/** Which migrations a database has, as the history table of one tool tells. */
export const AppliedMigrations = z
  .object({
    /** The layout's name: "flyway". */
    tool: z.string(),
    /** "public.flyway_schema_history" */
    table: z.string(),
    /** The table knows the newest only; all before it ran too. */
    latestOnly: z.boolean(),
    /** In the order in which they ran. */
    migrations: z.array(AppliedMigration),
    /** What of the table could not be read, one sentence each. */
    unread: z.array(z.string()),
  })
  .readonly();
export type AppliedMigrations = z.infer<typeof AppliedMigrations>;
