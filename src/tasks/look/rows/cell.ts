const longest = 200;

/** A value as it stands in a table: on one line, cut where it is long; NULL is told from the text "null". */
export function cell(value: unknown): string {
  const text = textOf(value).replaceAll('\n', '↵');
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '∅';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
