import { z } from 'zod';
import type { LoggedStatement } from './logged-statement.ts';

/** What a statement is without its values, and what it is for. */
export const StatementShape = z
  .object({
    /** The same for statements that differ in values, spelling and the lengths of lists alone. */
    fingerprint: z.string(),
    /** Values as $1, $2 … */
    normalized: z.string(),
    /** session: transactions, settings, pings; catalog: reading the system catalogs; other: DDL, several statements. */
    role: z.enum(['read', 'write', 'session', 'catalog', 'other']),
  })
  .readonly();
export type StatementShape = z.infer<typeof StatementShape>;

/** A statement that ran, and its shape; without one where it does not parse. */
export interface TracedStatement {
  readonly logged: LoggedStatement;
  readonly shape: StatementShape | undefined;
}

/** One execution: the text, and the values of its $1, $2 … by number. */
export const Execution = z
  .object({ text: z.string(), parameters: z.record(z.string(), z.string().nullable()).default({}) })
  .readonly();
export type Execution = z.infer<typeof Execution>;
