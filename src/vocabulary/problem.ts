import { z } from 'zod';

/** The ten ways in which a command can fail. Each entry point maps a code once, to an exit status or an MCP error. */
export const ProblemCode = z.enum([
  'invalid',
  'not-found',
  'unreachable',
  'denied',
  'unsupported',
  'timeout',
  'conflict',
  'busy',
  'declined',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** What went wrong (`message`), and what to do next (`hint`). Holds no secret. */
export const Problem = z
  .object({
    code: ProblemCode,
    message: z.string(),
    hint: z.string().optional(),
    /** Offset in characters (from 0) in the user's own text, for syntax errors. */
    position: z.number().int().nonnegative().optional(),
  })
  .readonly();
export type Problem = z.infer<typeof Problem>;
