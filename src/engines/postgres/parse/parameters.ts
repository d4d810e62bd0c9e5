import { quoteLiteral } from '#engines/postgres/quote.ts';
import { scan } from './scan.ts';

/**
 * The statement with `$1`, `$2` … replaced by quoted literals; those without a value stay. Strings, comments, quoted
 * names and dollar quotes are left alone, because PostgreSQL's own scanner says what is a parameter.
 * `bindParameters('SELECT $1', { '1': "it's" })` is `SELECT 'it''s'`.
 * Errors: invalid, where a quote or a comment is never closed.
 */
export function bindParameters(text: string, parameters: Readonly<Record<string, string>>): string {
  let bound = '';
  let from = 0;
  for (const token of scan(text)) {
    const value = token.kind === 'parameter' ? own(parameters, numberOf(token.text)) : undefined;
    if (value === undefined) continue;
    bound += text.slice(from, token.start) + quoteLiteral(value);
    from = token.end;
  }
  return bound + text.slice(from);
}

/** The numbers of the parameters in the text, each once, ascending: `[1, 2]`. */
export function parameterNumbers(text: string): readonly number[] {
  const numbers = scan(text)
    .filter((token) => token.kind === 'parameter')
    .map((token) => numberOf(token.text));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function numberOf(parameter: string): number {
  return Number(parameter.slice(1));
}

function own(parameters: Readonly<Record<string, string>>, number: number): string | undefined {
  return Object.hasOwn(parameters, String(number)) ? parameters[String(number)] : undefined;
}
