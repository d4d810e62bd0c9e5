import { lineCounter } from './marked-sections.ts';

/** An element of XML, with its line from 1. */
export interface XmlElement {
  /** Without its namespace. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly children: readonly XmlElement[];
  /** Its own text, and the line at which that begins. A comment inside keeps its line ends. */
  readonly text: string;
  readonly textLine: number;
}

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly children: XmlElement[];
  text: string;
  textLine: number | undefined;
}

const pieces =
  /<!--(?<comment>[\s\S]*?)-->|<!\[CDATA\[(?<data>[\s\S]*?)\]\]>|<[?!][^>]*>|<\/(?<close>[^\s>]+)\s*>|<(?<open>[^\s/>]+)(?<attributes>(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?<empty>\/)?>|(?<text>[^<]+)|(?<stray><)/g;

/** The root element; undefined where tags do not close. Knows what a changelog has: no DTD, no entities of its own. */
export function xmlOutline(source: string): XmlElement | undefined {
  const lineAt = lineCounter(source);
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  const close = () => {
    const done = stack.pop();
    if (done === undefined) return;
    const element = { ...done, textLine: done.textLine ?? done.line };
    const parent = stack.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
  };
  for (const match of source.matchAll(pieces)) {
    const { comment, data, close: closed, open, attributes = '', empty, text, stray } = match.groups ?? {};
    if (stray !== undefined) return undefined;
    const inside = stack.at(-1);
    if (open !== undefined) {
      stack.push({
        name: localName(open),
        attributes: attributesOf(attributes),
        line: lineAt(match.index),
        children: [],
        text: '',
        textLine: undefined,
      });
      if (empty !== undefined) close();
    } else if (closed !== undefined) {
      if (inside?.name !== localName(closed)) return undefined;
      close();
    } else if (inside !== undefined) {
      const written = data ?? (text === undefined ? '\n'.repeat((comment ?? '').split('\n').length - 1) : plain(text));
      const offset = match.index + (data === undefined ? 0 : '<![CDATA['.length);
      inside.textLine ??= lineAt(offset);
      inside.text += written;
    }
  }
  return stack.length === 0 ? root : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributesOf(written: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...written.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = '', double, single]) => [
      localName(key),
      plain(double ?? single ?? ''),
    ]),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (whole: string, decimal, hex, name) => {
    const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
    if (code !== undefined) return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    return entities[String(name)] ?? whole;
  });
}
