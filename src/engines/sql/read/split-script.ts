import { type Lexis, pieceAt } from './lexis.ts';

/** One statement of a script, as it is written there. */
export interface ScriptPart {
  readonly text: string;
  /** Where it begins in the script. */
  readonly start: number;
}

export interface ScriptRules {
  /** DELIMITER changes what ends a statement: the client of MySQL. */
  readonly delimiters: boolean;
  /** A line GO ends a batch, and statements need no semicolon: the clients of SQL Server. */
  readonly batches: boolean;
}

/** The statements of a script, one after the other: of a large dump no more than one is held. */
export function* splitScript(text: string, lexis: Lexis, rules: ScriptRules): Generator<ScriptPart> {
  let from = 0;
  let delimiter = ';';
  let state = beginning;
  const part = (end: number): ScriptPart[] =>
    state.words.length === 0 ? [] : [{ text: text.slice(from, end), start: from }];
  for (let at = 0; at < text.length; ) {
    if (
      text.startsWith(delimiter, at) &&
      (delimiter !== ';' || state.depth <= 0) &&
      !(rules.batches && state.isRoutine)
    ) {
      yield* part(at);
      at += delimiter.length;
      [from, state] = [at, beginning];
      continue;
    }
    const { kind, end } = pieceAt(text, at, lexis);
    if (kind === 'blank') {
      if (state.words.length === 0) from = end;
      at = end;
      continue;
    }
    const written = kind === 'word' ? text.slice(at, end).toUpperCase() : kind === 'sign' ? text.slice(at, end) : kind;
    if (rules.delimiters && state.words.length === 0 && written === 'DELIMITER') {
      const line = text.indexOf('\n', end);
      delimiter = text.slice(end, line < 0 ? text.length : line).trim() || ';';
      at = line < 0 ? text.length : line + 1;
      from = at;
      continue;
    }
    const isLineStart =
      rules.batches && kind === 'word' && /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at));
    if (isLineStart && written === 'GO' && /^[ \t]*\d*[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 40))) {
      yield* part(at);
      state = beginning;
      // GO 5 repeats the batch.
      at = end + (/^[ \t]*\d+/.exec(text.slice(end, end + 40))?.[0].length ?? 0);
      from = at;
      continue;
    }
    if (isLineStart && begins(written, text.slice(end, end + 60), state)) {
      yield* part(at);
      [from, state] = [at, beginning];
    }
    state = after(state, kind === 'word' || kind === 'sign' ? written : '…', text.slice(end, end + 20), rules);
    at = end;
  }
  yield* part(text.length);
}

interface State {
  /** The first words. */
  readonly words: readonly string[];
  /** Blocks that are open in the body of a routine. */
  readonly depth: number;
  readonly parentheses: number;
  /** It has a body of statements. */
  readonly isRoutine: boolean;
  readonly last: string;
}

const beginning: State = { words: [], depth: 0, parentheses: 0, isRoutine: false, last: '' };
const headWords = 14;

function after(state: State, written: string, rest: string, { batches }: ScriptRules): State {
  const isHead = state.words.length < headWords;
  if (!isHead && !state.isRoutine && !batches) return state;
  const words = isHead ? [...state.words, written] : state.words;
  const parentheses =
    written === '(' ? state.parentheses + 1 : written === ')' ? state.parentheses - 1 : state.parentheses;
  const isNamed = isHead && words[0] === 'CREATE' && parentheses === 0 && routines.test(written);
  const isRoutine = state.isRoutine || isNamed || (batches && isHead && isView(words));
  const depth = state.isRoutine ? state.depth + step(written, state.last, rest) : 0;
  return { words, parentheses, isRoutine, depth, last: written };
}

const routines = /^(?:TRIGGER|PROCEDURE|PROC|FUNCTION|EVENT)$/;

/** Blocks that a word opens or closes. IF and loops have no BEGIN, and END IF closes none. */
function step(written: string, last: string, rest: string): number {
  if (written === 'BEGIN') return /^\s*TRAN/i.test(rest) ? 0 : 1;
  if (written === 'CASE') return last === 'END' ? 0 : 1;
  return written === 'END' && !/^\s*(?:IF|LOOP|WHILE|REPEAT|FOR)\b/i.test(rest) ? -1 : 0;
}

/** In a batch a view goes to the end of it. */
function isView(words: readonly string[]): boolean {
  return words[0] === 'CREATE' && (words[1] === 'VIEW' || (words[1] === 'OR' && words[3] === 'VIEW'));
}

/** Without a semicolon a word at the beginning of a line begins the next statement. */
function begins(written: string, rest: string, { words, parentheses, isRoutine }: State): boolean {
  if (words.length === 0 || parentheses > 0 || isRoutine) return false;
  if (written === 'ALTER' || written === 'DROP') return /^\s+(?:TABLE|DATABASE|VIEW|INDEX|SCHEMA|PROC)/i.test(rest);
  if (written === 'SET') return /^\s+(?:ANSI_|QUOTED_|NOCOUNT|IDENTITY_INSERT|XACT_ABORT|NUMERIC_)/i.test(rest);
  return /^(?:CREATE|EXEC|EXECUTE|INSERT|USE|GRANT|PRINT|IF|DECLARE|COMMIT)$/.test(written);
}
