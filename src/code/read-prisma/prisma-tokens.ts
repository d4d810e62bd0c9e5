import type { PrismaFaults, PrismaFile } from './prisma-faults.ts';

export interface PrismaToken {
  readonly kind: 'word' | 'number' | 'text' | 'sign' | 'doc' | 'line' | 'end';
  /** Of a text its content, of documentation its words. */
  readonly text: string;
  readonly offset: number;
}

/**
 * Words, numbers, texts, signs, `///` documentation and ends of lines, for these end a declaration. Other comments are
 * dropped. The grammar is Prisma's own, in which a name may begin with a digit (what it names then refuses it).
 */
export function prismaTokens(file: PrismaFile, faults: PrismaFaults): readonly PrismaToken[] {
  const { text } = file;
  const tokens: PrismaToken[] = [];
  let offset = 0;
  while (offset < text.length) {
    pattern.lastIndex = offset;
    const found = pattern.exec(text);
    const groups = found?.groups ?? {};
    const whole = found?.[0] ?? '';
    const add = (kind: PrismaToken['kind'], words: string) => tokens.push({ kind, text: words, offset });
    if (groups['line'] !== undefined) add('line', '\n');
    else if (groups['doc'] !== undefined) add('doc', groups['doc'].trim());
    else if (groups['number'] !== undefined) add('number', whole);
    else if (groups['word'] !== undefined) add('word', whole);
    else if (groups['sign'] !== undefined) add('sign', whole);
    else if (groups['quoted'] !== undefined) add('text', unescaped(whole, { file, offset }, faults));
    else if (found === null) {
      const rest = /[^\r\n]*/y;
      rest.lastIndex = offset;
      const line = rest.exec(text)?.[0] ?? '';
      const sign = String.fromCodePoint(text.codePointAt(offset) ?? 0);
      if (sign === '"') faults.add({ file, offset }, 'this text is not closed on its line.');
      else if (sign === "'") faults.add({ file, offset }, 'texts stand in double quotes.');
      else faults.add({ file, offset }, `${JSON.stringify(sign)} means nothing here.`);
      // What follows on the line would only be told as further faults.
      offset += Math.max(line.length, 1);
      add('sign', '');
      continue;
    }
    offset += whole.length;
  }
  tokens.push({ kind: 'line', text: '\n', offset }, { kind: 'end', text: '', offset });
  return tokens;
}

const pattern =
  /(?<space>[^\S\r\n]+|\/\*[\s\S]*?\*\/|\/\/(?!\/)[^\r\n]*)|(?<line>\r\n?|\n)|\/\/\/(?<doc>[^\r\n]*)|(?<number>-?\d+(?:\.\d+)?(?![\w-]))|(?<word>[A-Za-z0-9_][\w-]*)|(?<quoted>"(?:\\.|[^"\\\r\n])*")|(?<sign>@@|[@{}()[\]?!:,.=])/y;

/** Texts are those of JSON. */
function unescaped(quoted: string, at: { file: PrismaFile; offset: number }, faults: PrismaFaults): string {
  try {
    return String(JSON.parse(quoted.replaceAll('\t', '\\t')));
  } catch {
    faults.add(at, `${quoted} holds an escape that is none: \\" \\\\ \\n \\r \\t and \\u0041 are.`);
    return quoted.slice(1, -1);
  }
}
