/** A value of a row as a text; '' for NULL. */
export function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** `{ key: value }`, or nothing. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}
