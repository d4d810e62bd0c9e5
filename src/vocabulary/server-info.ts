import { z } from 'zod';

/** The server that was asked, and what the login may do there. */
export const ServerInfo = z
  .object({
    engine: z.string(),
    /** "PostgreSQL". */
    product: z.string(),
    /** "16.4". */
    version: z.string(),
    major: z.number(),
    database: z.string(),
    role: z.string(),
    superuser: z.boolean(),
    /** True on a standby. */
    recovering: z.boolean(),
    /** Tells two servers apart: system identifier, start time and database, as far as they could be read. */
    identity: z.string(),
    /** What the login could not be asked or is not allowed, one sentence each. */
    limits: z.array(z.string()).default([]),
  })
  .readonly();
export type ServerInfo = z.infer<typeof ServerInfo>;
