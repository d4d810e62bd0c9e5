import { keywords, truths } from './parse/keywords.ts';

/** An identifier as SQLite needs it: `orders`, `"Order Items"`. */
export function quoteIdentifier(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name);
  const word = name.toLowerCase();
  return isPlain && !keywords.has(word) && !truths.has(word) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `orders` in the main database, `other.orders` in an attached one. */
export function quoteQualified(schema: string, name: string): string {
  return schema === 'main' ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** A string literal: SQLite knows no escapes but the doubled quote. */
export function quoteLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
