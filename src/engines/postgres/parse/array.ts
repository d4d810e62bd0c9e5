/**
 * The elements of an array as the server prints it, each as text, null where it is NULL.
 * Of an array of more than one dimension, the elements are the texts of the inner arrays.
 * `{1,"a \"b\"",NULL,"{2,3}"}` gives `['1', 'a "b"', null, '{2,3}']`. Undefined where the text is no array.
 * https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO
 */
export function parseArray(text: string, delimiter = ','): readonly (string | null)[] | undefined {
  // Arrays that do not begin at 1 carry their bounds in front: `[0:1]={a,b}`.
  const start = /^(?:\[[^=]*\]=)?\{/.exec(text)?.[0].length;
  if (start === undefined) return undefined;
  if (text.slice(start) === '}') return [];
  const elements: (string | null)[] = [];
  let at = start;
  for (;;) {
    const element = readElement(text, at, delimiter);
    if (element === undefined) return undefined;
    elements.push(element.value);
    at = element.end + 1;
    if (text[element.end] === '}') return at === text.length ? elements : undefined;
    if (text[element.end] !== delimiter) return undefined;
  }
}

/** An element and the place of the delimiter or brace behind it. */
interface Element {
  readonly value: string | null;
  readonly end: number;
}

function readElement(text: string, start: number, delimiter: string): Element | undefined {
  if (text[start] === '"') return readQuoted(text, start);
  if (text[start] === '{') return readInner(text, start);
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '}') end += text[end] === '\\' ? 2 : 1;
  const written = text.slice(start, end);
  return end === start ? undefined : { value: /^null$/i.test(written) ? null : unescaped(written), end };
}

function readQuoted(text: string, start: number): Element | undefined {
  const end = closingQuote(text, start);
  return end === undefined ? undefined : { value: unescaped(text.slice(start + 1, end)), end: end + 1 };
}

function readInner(text: string, start: number): Element | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = closingQuote(text, at) ?? text.length;
    else if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return { value: text.slice(start, at + 1), end: at + 1 };
  }
  return undefined;
}

function closingQuote(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return undefined;
}

function unescaped(written: string): string {
  return written.replace(/\\(.)/gs, '$1');
}
