/** Where the parenthesis that opens the text is closed; -1 where it is not. Quoted parts are passed over. */
export function closingParenthesis(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "'") at = endOfQuote(text, at);
    else if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at;
  }
  return -1;
}

/** `a, 'b, c', d` as its parts, without quotes. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  for (const match of text.matchAll(/\s*(?:'((?:[^']|'')*)'|([^,]+))\s*(?:,|$)/g)) {
    const part = match[1]?.replaceAll("''", "'") ?? match[2]?.trim() ?? '';
    if (part !== '' || match[1] !== undefined) parts.push(part);
  }
  return parts;
}

/** The value as a word of a short form: quoted where it is no plain word. */
export function quoted(value: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(value) && value !== 'true' && value !== 'false'
    ? value
    : `'${value.replaceAll("'", "''")}'`;
}

function endOfQuote(text: string, start: number): number {
  const end = text.indexOf("'", start + 1);
  return end < 0 ? text.length : end;
}
