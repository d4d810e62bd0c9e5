import { z } from 'zod';

/**
 * How a log names what ran. statement: a simple query; parse, bind, execute: the steps of a prepared one, of which only
 * execute runs it; plan: auto_explain's, and the same execution can stand in the log as statement or execute too.
 */
export const LoggedStatementKind = z.enum(['statement', 'execute', 'parse', 'bind', 'plan']);
export type LoggedStatementKind = z.infer<typeof LoggedStatementKind>;

/** A statement that a server wrote into its log. All texts are untrusted. */
export const LoggedStatement = z
  .object({
    kind: LoggedStatementKind,
    /** As the client sent it; empty where a plan was logged without it. */
    text: z.string(),
    /** Values of $1, $2 … by number, as the server prints them; null is NULL. */
    parameters: z.record(z.string(), z.string().nullable()).optional(),
    /** When it was logged, ISO 8601; without an offset where the log's time zone says none. */
    at: z.string().optional(),
    /** One connection: the log's session id (%c), else its process id. Absent where the log has neither. */
    session: z.string().optional(),
    pid: z.number().optional(),
    database: z.string().optional(),
    user: z.string().optional(),
    application: z.string().optional(),
    milliseconds: z.number().optional(),
    /** auto_explain's plan as it was logged, in whichever format. */
    plan: z.string().optional(),
    /** SQL-level EXECUTE: the PREPARE that it runs. */
    prepared: z.string().optional(),
    /** More rows fetched from a portal that was executed before: not another execution. */
    fetch: z.literal(true).optional(),
    /** The text was longer than the reader's limit and is cut. */
    cut: z.literal(true).optional(),
    /** How often it is run, where a file of SQL says so. */
    calls: z.number().positive().optional(),
    /** Line of the log on which the entry starts, from 1. */
    line: z.number(),
  })
  .readonly();
export type LoggedStatement = z.infer<typeof LoggedStatement>;

/** What was read of a log, and what was not. */
export const LogSummary = z
  .object({
    format: z.enum(['stderr', 'csv', 'json']),
    /** What wraps each line: "syslog", "docker", "kubernetes", "cloudwatch" … */
    frame: z.string().optional(),
    /** log_line_prefix as given, or as it was inferred from the lines. */
    prefixes: z.array(z.string()),
    compressed: z.boolean(),
    lines: z.number(),
    /** Messages of the server, of any kind. */
    entries: z.number(),
    statements: z.number(),
    /** Statements that ended in an error: logged before they ran, not counted as executions. */
    failed: z.number(),
    /** Lines or records longer than the limit: read up to there. */
    cut: z.number(),
    unread: z.object({
      /** Lines (records in CSV) that are no message of a server. */
      count: z.number(),
      /** The first of them, shortened. */
      examples: z.array(z.object({ line: z.number(), text: z.string(), why: z.string() })),
    }),
    /** What weakens the reading, one sentence each, with what to do. */
    notes: z.array(z.string()),
  })
  .readonly();
export type LogSummary = z.infer<typeof LogSummary>;
