import { hasSqlDetails, parseSync } from 'libpg-query';
import { ProblemError } from '#contracts/problem-error.ts';
import { unitOffset } from '#engines/sql/parse/offsets.ts';
import { dialectRepairs, unmeant } from './suggest-dialects.ts';
import { localRepairs, type Repair } from './suggest-repairs.ts';

/**
 * The problem for a text that does not parse. The suggestion, where there is one, parses: it is the cheapest chain of
 * small repairs (a keyword's letters, a comma, a quote, another dialect's spelling) after which the parser agrees.
 */
export function syntaxProblem(text: string, error: unknown): ProblemError {
  const fault = faultOf(text, error);
  const found = suggest(text, fault);
  const message = found
    ? `SQL syntax issue detected. Did you mean: ${found.text}`
    : `SQL syntax issue detected: ${fault.message}.`;
  const hint = [pointAt(text, fault), ...(found ? found.why : [expectation(fault)])].join('\n');
  return new ProblemError({ code: 'invalid', message, hint, position: fault.position }, error);
}

/** The problem for a text that parses, but only as something that nobody means (`a == 1`); undefined for the others. */
export function habitProblem(text: string): ProblemError | undefined {
  const habit = unmeant(text);
  return habit ? syntaxProblem(text, new Error(`there is no ${habit.word} in PostgreSQL`)) : undefined;
}

export interface Suggestion {
  readonly text: string;
  /** What was taken for another dialect's habit, one sentence each. */
  readonly why: readonly string[];
}

/** A text near the broken one that parses. */
export function suggestStatement(text: string): Suggestion | undefined {
  const fault = faultIn(text);
  return fault ? suggest(text, fault) : { text, why: [] };
}

interface Fault {
  readonly message: string;
  /** Offset in characters. */
  readonly position: number;
}

interface Attempt extends Suggestion {
  readonly cost: number;
  readonly fault: Fault;
}

/** A parse takes well under a millisecond for what people type, and longer texts get fewer: some tenths of a second. */
const mostParses = (text: string) => Math.min(600, Math.floor(600_000 / (text.length + 1)));
const maxCost = 4.5;

/** Cheapest first; a repair counts only if the parser gets further with it than without. */
function suggest(text: string, fault: Fault): Suggestion | undefined {
  const maxParses = mostParses(text);
  const waiting: Attempt[] = [{ text, why: [], cost: 0, fault }];
  const done: Attempt[] = [];
  const seen = new Set([text]);
  for (let parses = 0; waiting.length > 0 && parses < maxParses; ) {
    waiting.sort((a, b) => a.cost - b.cost);
    const attempt = waiting.shift();
    if (!attempt || done.some((one) => one.cost <= attempt.cost)) break;
    for (const repair of repairsOf(attempt)) {
      const cost = attempt.cost + repair.cost;
      if (cost > maxCost || seen.has(repair.text) || parses >= maxParses) continue;
      seen.add(repair.text);
      parses++;
      const left = faultIn(repair.text);
      const why = repair.why ? [...attempt.why, repair.why] : attempt.why;
      if (!left) done.push({ text: repair.text, why, cost, fault: attempt.fault });
      else if (repair.global || getsFurther(attempt, repair.text, left)) {
        waiting.push({ text: repair.text, why, cost, fault: left });
      }
    }
  }
  return done.sort((a, b) => a.cost - b.cost)[0];
}

function repairsOf(attempt: Attempt): readonly Repair[] {
  return [...dialectRepairs(attempt.text), ...localRepairs(attempt.text, attempt.fault.position)];
}

function getsFurther(attempt: Attempt, text: string, left: Fault): boolean {
  return text.length - left.position < attempt.text.length - attempt.fault.position;
}

function faultIn(text: string): Fault | undefined {
  try {
    const { stmts } = parseSync(text);
    const habit = unmeant(text);
    if (habit) return { message: `there is no ${habit.word} in PostgreSQL`, position: habit.position };
    return (stmts ?? []).length > 0 ? undefined : { message: 'no statement', position: text.length };
  } catch (error) {
    return faultOf(text, error);
  }
}

function faultOf(text: string, error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  if (!hasSqlDetails(error)) return { message, position: unmeant(text)?.position ?? 0 };
  const at = error.sqlDetails?.cursorPosition ?? 0;
  return { message, position: message.includes('end of input') ? text.trimEnd().length : unitOffset(text, at) };
}

/** The line with a caret below the place. */
function pointAt(text: string, fault: Fault): string {
  const before = text.slice(0, fault.position);
  const line = before.split('\n').length;
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', fault.position);
  const shown = text.slice(start, end < 0 ? undefined : end).replaceAll('\t', ' ');
  const column = fault.position - start + 1;
  const caret = `${' '.repeat(column - 1)}^`;
  return `Line ${line}, column ${column}: ${fault.message}.\n${shown}\n${caret}`;
}

function expectation(fault: Fault): string {
  if (/end of input/.test(fault.message)) return 'The statement ends before it is complete.';
  if (/unterminated/.test(fault.message)) return 'What is opened here is never closed.';
  return 'Something before this place is missing, misspelt or too much.';
}
