/** Values of a history table by column; what is not there is null. */
export type HistoryRow = Readonly<Record<string, unknown>>;

/** Those that are there, as texts. */
export function optionalTexts<Key extends string>(
  values: Readonly<Record<Key, unknown>>,
): { readonly [K in Key]?: string } {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [[key, String(value)]],
    ),
  ) as { readonly [K in Key]?: string };
}

export function flag(value: unknown): boolean {
  return value === true || value === 't' || value === 'true' || value === 1;
}
