/** A piece of a model's SQL. A `name` stands in double quotes, or in backticks. */
export interface SqlPart {
  readonly kind: 'blank' | 'string' | 'name' | 'word' | 'number' | 'sign';
  readonly text: string;
}

const pattern =
  /(?<blank>\s+)|(?<string>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*"|`[^`]*`)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\d+(?:\.\d+)?)|(?<sign><>|<=|>=|!=|\|\||[\s\S])/g;

/** All pieces in order, blanks too: put together they are the text again. */
export function sqlParts(sql: string): readonly SqlPart[] {
  return [...sql.matchAll(pattern)].map(({ 0: text, groups = {} }) => ({ kind: kindOf(groups), text }));
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): SqlPart['kind'] {
  if (groups['blank'] !== undefined) return 'blank';
  if (groups['string'] !== undefined) return 'string';
  if (groups['name'] !== undefined) return 'name';
  if (groups['word'] !== undefined) return 'word';
  return groups['number'] === undefined ? 'sign' : 'number';
}

/** The name that a part is, without its quotes; undefined for all else. */
export function nameOf({ kind, text }: SqlPart): string | undefined {
  if (kind === 'word') return text;
  return kind === 'name' ? text.slice(1, -1).replaceAll('""', '"') : undefined;
}
