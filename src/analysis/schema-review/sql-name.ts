import { needsQuotes } from './needs-quotes.ts';
import { reservedWords } from './reserved-words.ts';

/** A name as SQL needs it: `orders`, `"Order Items"`. */
export function sqlName(name: string): string {
  return needsQuotes(name) || reservedWords.has(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** `app."Order Items"`; the schema in which everybody looks goes without saying. */
export function sqlTable({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'public' || schema === 'main' ? sqlName(name) : `${sqlName(schema)}.${sqlName(name)}`;
}

/** A list for a sentence: "a, b and c"; after the twelfth the rest is counted. */
export function listed(names: readonly string[], most = 12): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
