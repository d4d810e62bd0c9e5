/**
 * The values that a DETAIL lists, by number: `Parameters: $1 = 'O''Brien', $2 = NULL` (`parameters:` before 16) is
 * `{ 1: "O'Brien", 2: null }`. What breaks off, or is something else, gives those before it.
 */
export function readLoggedParameters(detail: string): Readonly<Record<string, string | null>> | undefined {
  const values: Record<string, string | null> = {};
  const one = /\$(\d{1,5}) = (?:NULL|'((?:[^']|'')*)')(?:, |$)/y;
  one.lastIndex = /^(?:parameters: )?/i.exec(detail)?.[0].length ?? 0;
  let found = one.exec(detail);
  if (found === null) return undefined;
  for (; found !== null; found = one.exec(detail)) {
    values[found[1] ?? ''] = found[2]?.replaceAll("''", "'") ?? null;
  }
  return values;
}
