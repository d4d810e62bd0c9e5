import { z } from 'zod';

/** The limits under which every statement to a user's database runs. */
export const Bounds = z
  .object({
    statementMs: z.number().int().positive().default(15_000),
    lockMs: z.number().int().positive().default(1_000),
    rows: z.number().int().positive().default(100_000),
    bytes: z
      .number()
      .int()
      .positive()
      .default(64 * 1024 * 1024),
    /** The planner's estimate for a statement that a person or a model wrote; a sequential scan of 1 GB costs 131,072. */
    cost: z.number().positive().default(2_000_000),
    /** Bytes on disk for sorts and hash tables of such a statement. */
    temporaryBytes: z
      .number()
      .int()
      .positive()
      .default(512 * 1024 * 1024),
  })
  .readonly();
export type Bounds = z.infer<typeof Bounds>;
