import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { parseArray } from '#engines/postgres/parse/array.ts';

/** A result as the server's own texts, whatever a driver would make of them. */
export interface PlainResult {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Runs a statement without any guard. */
export async function plainResult(
  client: pg.Client,
  text: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<PlainResult> {
  const values = Object.keys(parameters)
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => parameters[key]);
  const asText = { getTypeParser: () => (value: string) => value };
  const result = await client.query<(string | null)[]>({ text, values, rowMode: 'array', types: asText });
  return { names: result.fields.map((field) => field.name), rows: result.rows };
}

/** Is the answer's value what the server printed? Numbers, booleans, JSON and arrays may have been decoded. */
export function sameValue(answered: unknown, printed: string | null): boolean {
  if (answered === null || printed === null) return answered === printed;
  // A string that is JSON was printed with its quotes.
  if (typeof answered === 'string') return answered === printed || JSON.stringify(answered) === printed;
  if (typeof answered === 'boolean') return printed === (answered ? 't' : 'f');
  if (typeof answered === 'number') return Number(printed) === answered;
  if (Array.isArray(answered) && printed.startsWith('{')) return sameArray(answered, printed);
  return isDeepStrictEqual(answered, JSON.parse(printed));
}

function sameArray(answered: readonly unknown[], printed: string): boolean {
  const elements = parseArray(printed);
  const told = (list: unknown) =>
    JSON.stringify(list, (_, value: unknown) => (typeof value === 'number' ? String(value) : value));
  return told(answered) === told(elements);
}
