import { z } from 'zod';

/** What a login could do at worst. */
export const AccessGrade = z.enum(['reader', 'writer', 'owner', 'administrator']);
export type AccessGrade = z.infer<typeof AccessGrade>;

/** One thing that the login could do beyond reading. */
export const Power = z
  .object({
    /** "may write 12 tables", "may start programs on the server". */
    what: z.string(),
    grade: AccessGrade,
    /** Through which attribute, membership or grant. */
    why: z.string(),
    /** A few of the things concerned. */
    examples: z.array(z.string()).default([]),
  })
  .readonly();
export type Power = z.infer<typeof Power>;

/** The rights of the login that was given, and how to get a safer one. */
export const Access = z
  .object({
    role: z.string(),
    grade: AccessGrade,
    powers: z.array(Power),
    /** Statements that make a role which can only read, in the engine's own language. */
    reader: z.object({ name: z.string(), sql: z.string(), notes: z.array(z.string()).default([]) }),
    unread: z.array(z.string()).default([]),
  })
  .readonly();
export type Access = z.infer<typeof Access>;
