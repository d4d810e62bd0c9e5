import type { Node } from '@pgsql/types';
import { loadModule, parseSync, SqlError } from 'libpg-query';
import { unitOffset } from '#engines/sql/parse/offsets.ts';
import { looseTokensFrom } from './tokens.ts';

await loadModule();

/** One statement of a script. */
export interface ScriptStatement {
  readonly text: string;
  /** Where it starts, from 1. */
  readonly line: number;
  /** Undefined where the parser refuses it. */
  readonly tree: Node | undefined;
  /** The parser's message, where it refuses, and its place in the script, both from 1. */
  readonly fault?: { readonly message: string; readonly line: number; readonly column: number };
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
    if (text !== '') {
      const { tree, fault } = parsed(text);
      const line = lineAt(start);
      const place = fault && { message: fault.message, ...placeAt(script, start + fault.at, lineAt) };
      statements.push({ text, tree, line, ...(place && { fault: place }) });
    }
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

interface Parsed {
  readonly tree: Node | undefined;
  /** `at`: an offset in the text. */
  readonly fault?: { readonly message: string; readonly at: number };
}

function parsed(text: string): Parsed {
  try {
    const [only, ...more] = parseSync(text).stmts ?? [];
    return more.length > 0
      ? { tree: undefined, fault: { message: 'it holds several statements', at: 0 } }
      : { tree: only?.stmt };
  } catch (error) {
    if (!(error instanceof SqlError)) {
      return { tree: undefined, fault: { message: error instanceof Error ? error.message : String(error), at: 0 } };
    }
    return {
      tree: undefined,
      fault: { message: error.message, at: unitOffset(text, error.sqlDetails?.cursorPosition ?? 0) },
    };
  }
}

function placeAt(
  script: string,
  offset: number,
  lineAt: (offset: number) => number,
): { readonly line: number; readonly column: number } {
  return { line: lineAt(offset), column: offset - script.lastIndexOf('\n', offset - 1) };
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
