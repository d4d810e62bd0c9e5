import { loadModule, parseSync } from 'libpg-query';
import { problem } from '#contracts/problem-error.ts';
import { refused } from './refusal.ts';

// The parser is WebAssembly that loads once.
await loadModule();

/** Longer than any statement that a person or a tool of ours writes; the parser's memory grows with it. */
const longestStatement = 1_000_000;

/** A parenthesis inside a parenthesis … deeper than this is no query but a try at the server's stack. */
const deepestNesting = 500;

/** The scanner's time grows with the square of this. */
const deepestComment = 100;

/** What must hold before the text is so much as scanned. Errors: invalid, denied. */
export function checkText(text: string): void {
  if (text.length > longestStatement) throw refused(`it is longer than ${longestStatement} characters`);
  if (text.includes('\0')) throw problem('invalid', 'The statement holds a zero character.', 'Take it out.');
  let depth = 0;
  for (const [mark] of text.matchAll(/\/\*|\*\//g)) {
    depth = mark === '/*' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepestComment) throw refused('its comments are nested too deeply');
  }
}

/** The parser has seen one statement; a semicolon behind it would end up inside ours. */
export function withoutSemicolon(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s;]/.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/**
 * The statements in the text, each `{ SelectStmt: {…} }`, as PostgreSQL's own parser reads them.
 * Errors: invalid (does not parse), denied (too long or too deep).
 */
export function parseStatements(text: string): readonly unknown[] {
  checkText(text);
  let statements: readonly unknown[];
  try {
    statements = (parseSync(text).stmts ?? []).map((entry) => entry.stmt);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw problem('invalid', `The statement does not parse: ${message}.`, 'Check the SQL near that place.', cause);
  }
  if (isDeeperThan(statements, deepestNesting * 3)) throw refused('it is nested too deeply');
  return statements;
}

/** The one statement in the text. Errors: invalid, denied (none or several). */
export function parseOne(text: string): unknown {
  const statements = parseStatements(text);
  const [statement] = statements;
  if (statement === undefined || statements.length > 1) {
    throw refused(`there are ${statements.length} statements where one is expected`);
  }
  return statement;
}

/** Without recursion: a deep tree must not end this process either. */
function isDeeperThan(tree: unknown, limit: number): boolean {
  let level: readonly unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []));
  }
  return false;
}
