import type { Node } from '@pgsql/types';
import { loadModule, parseSync } from 'libpg-query';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import { characterOffsets } from '#engines/sql/parse/offsets.ts';
import { openScratch } from '#engines/sqlite/connect/scratch.ts';
import { codeTokens } from './tokens.ts';
import { translate } from './translate.ts';

await loadModule();

/**
 * The parse tree of one SQLite statement, read by PostgreSQL's parser from a translation, and the way from its byte
 * offsets back to the user's text.
 * Errors: invalid (nothing, several statements, no query, or what SQLite's own parser says), unsupported (only this
 * reader is at a loss).
 */
export async function parseStatement(
  text: string,
): Promise<{ readonly tree: Node; readonly at: (byte: number) => number }> {
  const [first] = codeTokens(text).filter(({ text: part }) => part !== ';');
  if (first === undefined) throw problem('invalid', 'There is no SQL here.', 'Give one statement.');
  const word = first.text.toUpperCase();
  if (word === 'PRAGMA' || word === 'EXPLAIN' || word === 'ATTACH' || word === 'VACUUM') {
    const remedy =
      word === 'EXPLAIN' ? 'Give the statement without EXPLAIN.' : 'Give a SELECT, INSERT, UPDATE or DELETE statement.';
    throw problem('invalid', `This is no query but a ${word} statement.`, remedy);
  }
  const translation = translate(text);
  let statements: readonly { stmt?: Node }[];
  try {
    statements = parseSync(translation.text).stmts ?? [];
  } catch (error) {
    throw await refusal(text, error);
  }
  const [only] = statements;
  if (only?.stmt === undefined) throw problem('invalid', 'There is no statement here.', 'Give one statement.');
  if (statements.length > 1) {
    throw problem('invalid', `There are ${statements.length} statements here.`, 'Give one statement at a time.');
  }
  const characters = characterOffsets(translation.text);
  return { tree: only.stmt, at: (byte) => translation.at(characters(byte)) };
}

/** The tree of a view's SELECT, from the whole CREATE VIEW statement or from the SELECT alone. */
export function parseView(definition: string): Node | undefined {
  const plain = definition.replace(/^(\s*create\s+(?:temp(?:orary)?\s+)?view\s+)if\s+not\s+exists\s+/i, '$1');
  const tree = parseSync(translate(plain).text).stmts?.[0]?.stmt;
  return tree && 'ViewStmt' in tree ? tree.ViewStmt.query : tree;
}

/** SQLite itself says what is wrong; it looks at the grammar before it looks for tables. */
async function refusal(text: string, cause: unknown): Promise<ProblemError> {
  const message = await complaint(text);
  if (message === undefined) {
    const hint = 'Write it with ordinary joins, subqueries and WITH, or report it as a fault of dbwright.';
    return problem('unsupported', 'SQLite reads this statement, but dbwright cannot look into it yet.', hint, cause);
  }
  const near = /near "(.*)": syntax error/s.exec(message)?.[1] ?? /unrecognized token: "(.*)"/s.exec(message)?.[1];
  const places =
    near === undefined ? [] : codeTokens(text).filter((token) => token.text === near || token.text.startsWith(near));
  // Where the word stands more than once, which of them SQLite meant is not known.
  const position = places.length === 1 ? places[0]?.start : undefined;
  return new ProblemError(
    {
      code: 'invalid',
      message: `SQLite does not understand this: ${message}.`,
      hint:
        near === undefined
          ? 'Look at the end of the statement: something is missing there.'
          : `Look at what stands before ${near}.`,
      ...(position === undefined ? {} : { position }),
    },
    cause,
  );
}

/** Undefined where SQLite's grammar has nothing against it. */
async function complaint(text: string): Promise<string | undefined> {
  const scratch = await openScratch(':memory:', { statementMs: 5_000, signal: new AbortController().signal });
  try {
    await scratch.all(`EXPLAIN ${text}`);
    return undefined;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    const message = `${cause} ${error instanceof Error ? error.message : String(error)}`;
    return /(near "[\s\S]*": syntax error|unrecognized token: "[\s\S]*"|incomplete input)/.exec(message)?.[1];
  } finally {
    await scratch.close();
  }
}
