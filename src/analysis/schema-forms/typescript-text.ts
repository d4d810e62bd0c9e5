/** A string of TypeScript in single quotes. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** SQL in a template: sql`…`. */
export function template(sql: string): string {
  return `sql\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}

/** A doc comment of these lines; none of none. */
export function docComment(lines: readonly string[], indent = ''): readonly string[] {
  const safe = lines.flatMap((line) => line.replaceAll('*/', '* /').split(/\r\n|[\n\r\u2028\u2029]/));
  const [only] = safe;
  if (only === undefined) return [];
  if (safe.length === 1) return [`${indent}/** ${only} */`];
  return [`${indent}/**`, ...safe.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/** One line of comment, whatever is in it. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
}

/** Words that no variable, class or argument may be named. */
export const reservedWords: readonly string[] = (
  'break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
  'if import in instanceof new null return super switch this throw true try typeof var void while with as implements ' +
  'interface let package private protected public static yield any boolean constructor declare module require number ' +
  'string symbol type from of undefined never unknown object bigint Object Array Date String Number Boolean Symbol Buffer ' +
  'Promise Function Error Map Set Record Partial await async arguments eval get set constructor prototype'
).split(' ');
