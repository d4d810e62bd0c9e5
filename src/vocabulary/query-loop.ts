import { z } from 'zod';

/** The libraries whose queries are recognised; sql: a statement's text, handed to something unknown. */
export const QueryLibrary = z.enum([
  'pg',
  'mysql2',
  'postgres',
  'better-sqlite3',
  'prisma',
  'drizzle',
  'typeorm',
  'knex',
  'kysely',
  'sequelize',
  'mongoose',
  'mongodb',
  'sql',
]);
export type QueryLibrary = z.infer<typeof QueryLibrary>;

const Place = z.object({ file: z.string(), line: z.number() });

/** A query in an application's source that is run once per element of a loop. */
export const QueryLoop = z
  .object({
    /** read: N+1 queries where one does; write: one row at a time where one statement writes them all. */
    kind: z.enum(['read', 'write']),
    /** certain: over the rows of an earlier query; likely: over something whose length nobody can tell; small: over a few constants. */
    weight: z.enum(['certain', 'likely', 'small']),
    file: z.string(),
    /** Of the call, from 1. */
    line: z.number(),
    column: z.number(),
    /** How the repetition is written: "for … of", "map", "forEach", "while", "recursion". */
    loop: Place.extend({ form: z.string() }),
    /** The call as it is written, on one line, shortened. */
    call: z.string(),
    library: QueryLibrary,
    /** Model or table, where it is named. */
    model: z.string().optional(),
    /** The statement, where it is a literal; `${…}` stands for what is put in. */
    sql: z.string().optional(),
    /** The call queries through a function of the project: where that does it. */
    through: Place.extend({ name: z.string() }).optional(),
    /** The query whose rows the loop is over. */
    outer: Place.optional(),
    /** What to write instead, in the library's own words. */
    suggestion: z.string(),
  })
  .readonly();
export type QueryLoop = z.infer<typeof QueryLoop>;

/** What was found in an application's sources, and how much of them was read. */
export const QueryLoops = z
  .object({
    files: z.number(),
    /** Calls that are queries. */
    queries: z.number(),
    loops: z.array(QueryLoop),
    /** Files that were not read, and why, one sentence each. */
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type QueryLoops = z.infer<typeof QueryLoops>;
