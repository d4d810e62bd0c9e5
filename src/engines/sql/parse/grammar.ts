import { Dialect, getVersion, parse } from '@polyglot-sql/sdk';

/** Names of the grammar's dialects. */
const dialects = {
  tsql: Dialect.TSQL,
  snowflake: Dialect.Snowflake,
  bigquery: Dialect.BigQuery,
  redshift: Dialect.Redshift,
} as const;
export type GrammarDialect = keyof typeof dialects;

interface Reading {
  /** Undefined: it was read. */
  readonly fault?: string;
  /** What was left out, since the grammar does not know it. */
  readonly without: readonly ('trigger' | 'options' | 'throw')[];
}

/** "polyglot-sql 0.12.1". */
export function grammarName(): string {
  return `polyglot-sql ${getVersion()}`;
}

/** Reads one statement by the dialect's grammar. What the grammar does not know is taken out, and told. */
export function readStatement(text: string, dialect: GrammarDialect): Reading {
  if (dialect === 'tsql' && /^CREATE TRIGGER\b/.test(text)) return readTrigger(text);
  const plain = dialect === 'bigquery' ? text.replace(options, '') : text;
  const fault = faultOf(plain, dialect);
  return { ...(fault === undefined ? {} : { fault }), without: plain === text ? [] : ['options'] };
}

/** ` OPTIONS (description = '…')`: known to the grammar behind the last parenthesis of a table only. */
const options = /\s+OPTIONS \((?:[^')]|'(?:[^'\\]|\\.)*')*\)/g;

/** Of a trigger the grammar knows the statements, not its head and THROW: each one is read alone. */
function readTrigger(text: string): Reading {
  const body =
    /^CREATE TRIGGER \[[^\]]+\] ON \[[^\]]+\]\nAFTER (?:INSERT|UPDATE|DELETE)(?:, (?:UPDATE|DELETE))* AS\nBEGIN\n([\s\S]*)\nEND$/.exec(
      text,
    )?.[1];
  if (body === undefined) return { fault: 'The head of the trigger is not as it should be.', without: ['trigger'] };
  // A sentence may hold a semicolon, never the end of a line.
  const statements = body.split(/;\s*$/m).map((one) => one.trim());
  const faults = statements
    .filter((one) => one !== '' && !/^SET NOCOUNT ON$|^RETURN$|^IF TRIGGER_NESTLEVEL\([^)]*\) > 1 RETURN$/.test(one))
    .flatMap((one) => {
      const condition = /^IF ([\s\S]*?)\s+THROW \d{5}, N?'(?:[^']|'')*', 1$/.exec(one)?.[1];
      return faultOf(condition === undefined ? one : `SELECT 1 WHERE ${condition}`, 'tsql') ?? [];
    });
  const [fault] = faults;
  return { ...(fault === undefined ? {} : { fault }), without: ['trigger', 'throw'] };
}

function faultOf(text: string, dialect: GrammarDialect): string | undefined {
  const { success, error, ast } = parse(text, dialects[dialect]);
  if (!success) return error ?? 'The grammar does not know it.';
  // What it does not know the grammar keeps as one raw text.
  const [first]: readonly unknown[] = Array.isArray(ast) ? ast : [];
  const isRaw = typeof first === 'object' && first !== null && ('command' in first || 'raw' in first);
  return isRaw ? 'The grammar kept it as a text that it does not know.' : undefined;
}
