/** A value of YAML with the line at which it stands, from 1; a text that stands in a block begins a line later. */
export type YamlNode =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly YamlNode[] }
  | { readonly kind: 'map'; readonly line: number; readonly entries: ReadonlyMap<string, YamlNode> };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

/** Further to the right nobody writes a changelog. */
const deepest = 1000;

interface Reader {
  /** Not yet read; the first is next. */
  readonly lines: Line[];
  readonly raw: readonly string[];
}

/**
 * The part of YAML in which changelogs are written: maps, lists and texts (plain, quoted, blocks behind | and >).
 * Undefined where something else stands: anchors, flows over lines, tabs.
 */
export function yamlOutline(source: string): YamlNode | undefined {
  const raw = source.split(/\r?\n/);
  const lines = raw.flatMap((text, at): Line[] => {
    const bare = text.trim();
    if (bare === '' || bare.startsWith('#') || bare === '---') return [];
    return [{ indent: text.length - text.trimStart().length, text: text.trimEnd().trimStart(), number: at + 1 }];
  });
  const reader: Reader = { lines: [...lines].reverse(), raw };
  const node = readNode(reader, 0);
  return reader.lines.length === 0 ? node : undefined;
}

function readNode(reader: Reader, indent: number): YamlNode | undefined {
  const next = reader.lines.at(-1);
  if (next === undefined || next.indent < indent || next.indent > deepest || /^[&*{[%@`!]/.test(next.text))
    return undefined;
  return /^-(?:\s|$)/.test(next.text) ? readList(reader, next) : readMap(reader, next);
}

function readList(reader: Reader, first: Line): YamlNode | undefined {
  const items: YamlNode[] = [];
  for (let next = reader.lines.at(-1); isItem(next, first.indent); next = reader.lines.at(-1)) {
    reader.lines.pop();
    const rest = next.text.slice(1).trimStart();
    const inner = next.indent + next.text.length - rest.length;
    if (rest !== '') reader.lines.push({ indent: inner, text: rest, number: next.number });
    const isText = rest !== '' && keyOf(rest) === undefined && !/^-\s/.test(rest);
    const item = isText ? readText(reader, rest, next, true) : readNode(reader, next.indent + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'list', line: first.number, items };
}

function isItem(line: Line | undefined, indent: number): line is Line {
  return line !== undefined && line.indent === indent && /^-(?:\s|$)/.test(line.text);
}

function readMap(reader: Reader, first: Line): YamlNode | undefined {
  const entries = new Map<string, YamlNode>();
  for (let next = reader.lines.at(-1); next !== undefined && next.indent === first.indent; next = reader.lines.at(-1)) {
    const found = keyOf(next.text);
    if (found === undefined) return undefined;
    reader.lines.pop();
    const value = found.rest === '' ? readBelow(reader, next) : readText(reader, found.rest, next, false);
    if (value === undefined) return undefined;
    entries.set(found.key, value);
  }
  return entries.size === 0 ? undefined : { kind: 'map', line: first.number, entries };
}

/** What a key without a value holds; a list may stand under its key without a step to the right. */
function readBelow(reader: Reader, key: Line): YamlNode | undefined {
  const below = reader.lines.at(-1);
  const isInside = below !== undefined && (below.indent > key.indent || isItem(below, key.indent));
  return isInside ? readNode(reader, below.indent) : { kind: 'text', line: key.number, text: '' };
}

function keyOf(text: string): { readonly key: string; readonly rest: string } | undefined {
  const { key, rest } = /^(?<key>[\w.$-]+|"[^"]*"|'[^']*')\s*:(?:\s+(?<rest>.*))?$/.exec(text)?.groups ?? {};
  if (key === undefined) return undefined;
  const value = (rest ?? '').startsWith('#') ? '' : (rest ?? '');
  return { key: key.replace(/^["']|["']$/g, ''), rest: value };
}

function readText(reader: Reader, written: string, at: Line, isPushed: boolean): YamlNode | undefined {
  if (isPushed) reader.lines.pop();
  if (/^[|>][+-]?\d*[+-]?\s*(?:#.*)?$/.test(written)) return readBlock(reader, at);
  if (/^[&*!{[%@`]/.test(written)) return undefined;
  const double = /^"(?<text>(?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(written)?.groups?.['text'];
  if (double !== undefined) {
    const text = double.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : sign));
    return { kind: 'text', line: at.number, text };
  }
  const single = /^'(?<text>(?:[^']|'')*)'\s*(?:#.*)?$/.exec(written)?.groups?.['text'];
  if (single !== undefined) return { kind: 'text', line: at.number, text: single.replaceAll("''", "'") };
  if (/^["']/.test(written)) return undefined;
  return readPlain(reader, written, at);
}

/** A plain text goes on in lines that stand further to the right. */
function readPlain(reader: Reader, written: string, at: Line): YamlNode {
  const base = indentOf(reader.raw[at.number - 1] ?? '');
  let text = written.replace(/\s#.*$/, '');
  for (let next = reader.lines.at(-1); next !== undefined && next.indent > base; next = reader.lines.at(-1)) {
    if (next.indent <= at.indent) break;
    reader.lines.pop();
    text += `\n${next.text}`;
  }
  return { kind: 'text', line: at.number, text };
}

/** The lines of a block as they stand, without their common indent: a folded one keeps its lines, SQL does not care. */
function readBlock(reader: Reader, at: Line): YamlNode {
  const own = indentOf(reader.raw[at.number - 1] ?? '');
  const body: string[] = [];
  for (let number = at.number; number < reader.raw.length; number++) {
    const line = reader.raw[number] ?? '';
    if (line.trim() !== '' && indentOf(line) <= Math.max(own, at.indent - 1)) break;
    body.push(line);
  }
  const last = at.number + body.length;
  for (let next = reader.lines.at(-1); next !== undefined && next.number <= last; next = reader.lines.at(-1)) {
    reader.lines.pop();
  }
  const indent = body.reduce((least, line) => (line.trim() === '' ? least : Math.min(least, indentOf(line))), deepest);
  const text = body.map((line) => line.slice(indent)).join('\n');
  return { kind: 'text', line: at.number + 1, text };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
