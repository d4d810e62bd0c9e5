const longest = 200;

/** What stands for NULL, so that it is told from the text "null" and from an empty one. */
export const nullMark = '∅';

/** A value as it stands in a table: on one line, cut where it is long. */
export function cell(value: unknown): string {
  const text = textOf(value);
  const short = text.length > longest ? `${withoutHalf(text.slice(0, longest))}… (${text.length} characters)` : text;
  return short.replace(/\r\n|[\n\t]/g, (space) => (space === '\t' ? '⇥' : '↵'));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return nullMark;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A character beyond U+FFFF is two; the first alone is none. */
function withoutHalf(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
