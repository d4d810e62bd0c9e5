import { problem } from '#contracts/problem-error.ts';
import { codeTokens, type SqliteToken, unquoted } from '#engines/sqlite/parse/tokens.ts';
import { callablePragmas, pragmaRefusal } from './pragmas.ts';

/** A statement that may be handed to SQLite for preparing. */
export interface CheckedStatement {
  /** One statement, without what follows it. */
  readonly sql: string;
  readonly tokens: readonly SqliteToken[];
  readonly kind: 'select' | 'explain' | 'pragma';
  /** For `explain`: the statement itself. */
  readonly explained?: string;
}

const LONGEST = 1_000_000;

/**
 * Before SQLite sees it: one statement, of a kind that reads. Preparing a PRAGMA may already carry it out, so those are
 * judged by their names alone; what the others would do is judged by their programs (program.ts).
 * Errors: invalid (no statement, several), denied.
 */
export function checkStatement(text: string): CheckedStatement {
  if (text.length > LONGEST) throw problem('invalid', `The statement has more than ${LONGEST} characters.`);
  if (text.includes('\0'))
    throw problem('invalid', 'The statement holds a NUL character, behind which SQLite is blind.');
  const all = codeTokens(text);
  for (const token of all) refuseUnknown(token);
  const end = all.findIndex((token) => token.text === ';');
  const own = end === -1 ? all : all.slice(0, end);
  if (end !== -1 && all.slice(end).some((token) => token.text !== ';')) {
    throw problem('denied', 'There is more than one statement.', 'Ask one after the other.');
  }
  const [first] = own;
  if (first === undefined) throw problem('invalid', 'There is no statement.', 'Write a SELECT.');
  const sql = text.slice(first.start, end === -1 ? text.length : all[end]?.start);
  refusePragmaTables(own);
  switch (word(first)) {
    case 'SELECT':
    case 'WITH':
    case 'VALUES':
      return { sql, tokens: own, kind: 'select' };
    case 'PRAGMA': {
      const refusal = pragmaRefusal(own);
      if (refusal !== undefined) throw problem('denied', refusal, 'Ask for `optimize` or `settings` reports instead.');
      return { sql, tokens: own, kind: 'pragma' };
    }
    case 'EXPLAIN':
      return { sql, tokens: own, kind: 'explain', explained: explained(sql, own) };
    default:
      throw problem('denied', `${word(first) || first.text} is not a statement that only reads.`, readingHint);
  }
}

/** `$a::b(c)`, a parameter of Tcl, may hold all but blanks: nobody else writes such. */
function refuseUnknown({ kind, text, start }: SqliteToken): void {
  if (kind !== 'broken' && (kind !== 'parameter' || /^(?:\?\d*|[$@:#][^:(]+)$/.test(text))) return;
  throw problem(
    'invalid',
    `SQLite cannot read the statement at character ${start + 1}: ${JSON.stringify(text.slice(0, 10))}.`,
    'Look for a quote that is not closed, or a sign that SQL does not know.',
  );
}

const readingHint = 'Reading statements begin with SELECT, WITH, VALUES or EXPLAIN.';
const explainable: readonly string[] = ['SELECT', 'WITH', 'VALUES', 'INSERT', 'REPLACE', 'UPDATE', 'DELETE'];

/** EXPLAIN prepares without running, so that a statement that writes may be explained; a PRAGMA may not. */
function explained(sql: string, own: readonly SqliteToken[]): string {
  const isQueryPlan = word(own[1]) === 'QUERY' && word(own[2]) === 'PLAN';
  const inner = own[isQueryPlan ? 3 : 1];
  if (inner === undefined || !explainable.includes(word(inner))) {
    throw problem('denied', `EXPLAIN ${inner?.text ?? ''} is not explained here.`, readingHint);
  }
  return sql.slice(inner.start - (own[0]?.start ?? 0));
}

/** `SELECT * FROM pragma_optimize` runs a PRAGMA. A table may stand in any kind of quotes, even in those of a text. */
function refusePragmaTables(own: readonly SqliteToken[]): void {
  for (const token of own) {
    const [, name] = ['word', 'name', 'string'].includes(token.kind)
      ? (/^pragma_(\w+)$/i.exec(unquoted(token)) ?? [])
      : [];
    if (name === undefined || callablePragmas.includes(name.toLowerCase())) continue;
    throw problem('denied', `pragma_${name} is not among the pragmas that only read.`, readingHint);
  }
}

function word(token: SqliteToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}
