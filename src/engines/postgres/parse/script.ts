import type { Node } from '@pgsql/types';
import { loadModule, parseSync } from 'libpg-query';
import { looseTokensFrom } from './tokens.ts';

await loadModule();

/** One statement of a script. */
export interface ScriptStatement {
  readonly text: string;
  /** Where it starts, from 1. */
  readonly line: number;
  /** Undefined where the parser refuses it. */
  readonly tree: Node | undefined;
  /** The parser's message, where it refuses. */
  readonly fault?: string;
}

/**
 * The statements of a script as pg_dump or a person writes it: psql's own commands (`\connect`, `\restrict`) and the
 * data below COPY … FROM stdin are left out, quotes and function bodies stay whole.
 */
export function splitScript(script: string): readonly ScriptStatement[] {
  const statements: ScriptStatement[] = [];
  const lineAt = lineCounter(script);
  let at = skipMeta(script, 0);
  while (at < script.length) {
    const statement = nextStatement(script, at);
    if (!statement) break;
    const { text, start, end } = statement;
    if (text !== '') statements.push({ ...parsed(text), line: lineAt(start) });
    at = skipMeta(script, readsStdin(statements.at(-1)?.tree) ? skipData(script, end) : end);
  }
  return statements;
}

/** Up to the semicolon that ends it; one inside BEGIN ATOMIC … END or parentheses does not. */
function nextStatement(
  script: string,
  from: number,
): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  let start: number | undefined;
  let depth = 0;
  let atomic = false;
  let previous = '';
  for (const token of looseTokensFrom(script, from)) {
    if (token.kind === 'comment') continue;
    start ??= token.start;
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    if (previous === 'BEGIN' && token.text.toUpperCase() === 'ATOMIC') atomic = true;
    if (token.text === ';') {
      const text = script.slice(start, token.start).trim();
      const inside = depth > 0 || atomic;
      if (!inside || parses(text) || /^\s*(?:\n\s*\n|$)/.test(script.slice(token.end, token.end + 200))) {
        return { text, start, end: token.end };
      }
    }
    previous = token.text.toUpperCase();
  }
  return start === undefined ? undefined : { text: script.slice(start).trim(), start, end: script.length };
}

function parses(text: string): boolean {
  return parsed(text).tree !== undefined;
}

function parsed(text: string): { text: string; tree: Node | undefined; fault?: string } {
  try {
    const [only, ...more] = parseSync(text).stmts ?? [];
    return more.length > 0
      ? { text, tree: undefined, fault: 'it holds several statements' }
      : { text, tree: only?.stmt };
  } catch (error) {
    return { text, tree: undefined, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Lines that start with a backslash are commands of psql. */
function skipMeta(script: string, from: number): number {
  const meta = /(?:\s|--[^\n]*\n)*\\[^\n]*(?:\n|$)/y;
  for (let at = from; ; at = meta.lastIndex) {
    meta.lastIndex = at;
    if (!meta.test(script)) return at;
  }
}

function readsStdin(tree: Node | undefined): boolean {
  return tree !== undefined && 'CopyStmt' in tree && Boolean(tree.CopyStmt.is_from) && !tree.CopyStmt.filename;
}

/** Past the line `\.` that ends the data of COPY. */
function skipData(script: string, from: number): number {
  const end = /^\\\.[^\n]*$/m.exec(script.slice(from));
  return end ? from + end.index + end[0].length : script.length;
}

function lineCounter(script: string): (offset: number) => number {
  let line = 1;
  let seen = 0;
  return (offset) => {
    for (let next = script.indexOf('\n', seen); next >= 0 && next < offset; next = script.indexOf('\n', seen)) {
      line++;
      seen = next + 1;
    }
    return line;
  };
}
