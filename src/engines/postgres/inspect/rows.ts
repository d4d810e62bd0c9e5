import type { Row } from '#contracts/session.ts';

/** The objects of a JSON array in a row; [] for NULL. */
export function list(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter((item): item is Row => typeof item === 'object' && item !== null) : [];
}

/** The texts of an array in a row; [] for NULL. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** `{ key: value }`, or nothing where the row holds NULL. */
export function text<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  return optional(key, value === null || value === undefined ? undefined : String(value));
}

/** `{ key: value }`, or nothing where it is NULL or no number. */
export function number<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: number } {
  const read = typeof value === 'string' && value !== '' ? Number(value) : value;
  return optional(key, typeof read === 'number' && Number.isFinite(read) ? read : undefined);
}

/** `{ key: value }`, or nothing. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}

/** A query's text without the semicolon that the server prints behind it. */
export function queryText(value: unknown): string {
  return String(value ?? '')
    .trim()
    .replace(/;$/, '');
}
