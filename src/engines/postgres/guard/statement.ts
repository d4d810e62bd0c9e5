import { problem } from '#contracts/problem-error.ts';
import { parameterNumbers } from '#engines/postgres/parse/parameters.ts';
import { scan } from '#engines/postgres/parse/scan.ts';
import { checkSizes } from './constant-size.ts';
import { parseOne } from './parse.ts';
import { checkNodes, type Permitted } from './permitted-nodes.ts';
import { refused } from './refusal.ts';
import { onlyEntry, property } from './tree.ts';

/** A statement that by its text alone may be asked. */
export interface CheckedStatement extends Permitted {
  readonly text: string;
  /** The query, without EXPLAIN; nothing for SHOW. */
  readonly query: unknown;
  /** The query's text, where it is run: EXPLAIN ANALYZE has one too. */
  readonly queryText?: string;
}

/** Layers that need no server: the parser, the kinds of nodes, the size of constants. Errors: invalid, denied. */
export function checkStatement(text: string): CheckedStatement {
  const statement = parseOne(text);
  const permitted = checkNodes(statement);
  if (permitted.kind === 'show') return { ...permitted, text, query: {} };
  const query = permitted.kind === 'explain' ? property(onlyEntry(statement)[1], 'query') : statement;
  checkSizes(query);
  if (permitted.mode === 'plan') return { ...permitted, text, query };
  return { ...permitted, text, query, queryText: permitted.kind === 'explain' ? explainedText(text, query) : text };
}

/** Errors: invalid, where the statement has a parameter without a value. */
export function checkBound(text: string): void {
  const open = parameterNumbers(text);
  if (open.length === 0) return;
  const names = open.map((number) => `$${number}`).join(', ');
  throw problem('invalid', `The statement has parameters without values: ${names}.`, 'Give a value for each of them.');
}

/**
 * What older servers and other encodings read otherwise than the parser does. Before 16 `0x1F` was 0 with the name
 * x1F, and in encodings of one byte the server folds letters that the parser leaves alone. Errors: denied.
 */
export function checkDialect(text: string, major: number, encoding: string): void {
  for (const token of scan(text)) {
    if (token.kind === 'number' && major < 16 && !/^[0-9]*\.?[0-9]*(e[+-]?[0-9]+)?$/i.test(token.text)) {
      throw refused(`PostgreSQL ${major} reads the number ${token.text} in another way`, 'Write it in plain digits.');
    }
    if (token.kind === 'word' && encoding !== 'UTF8' && !/^[\x20-\x7e]*$/.test(token.text)) {
      throw refused(`the server folds the name ${token.text} in its own way`, 'Write the name in double quotes.');
    }
  }
}

/** The query behind EXPLAIN ANALYZE, cut out of the text; it must parse to the very same tree. */
function explainedText(text: string, query: unknown): string {
  const tokens = scan(text).filter((token) => token.kind !== 'comment');
  let at = 1;
  if (tokens[at]?.text === '(') {
    let depth = 0;
    do {
      if (tokens[at]?.text === '(') depth++;
      if (tokens[at]?.text === ')') depth--;
      at++;
    } while (depth > 0 && at < tokens.length);
  } else {
    while (/^(analy[sz]e|verbose)$/i.test(tokens[at]?.text ?? '')) at++;
  }
  const rest = text.slice(tokens[at]?.start ?? text.length);
  if (bare(parseOne(rest)) !== bare(query)) throw refused('the explained query could not be told from its EXPLAIN');
  return rest;
}

function bare(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => (/location$|^list_(start|end)$/.test(key) ? undefined : value));
}
