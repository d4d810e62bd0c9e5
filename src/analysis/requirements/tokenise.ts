/** A word, number or sign of a request. */
export interface Token {
  /** Which one of the request, from 0. */
  readonly at: number;
  /** As written. */
  readonly text: string;
  /** In small letters, without a possessive ending: "Driver's" is `driver`. */
  readonly word: string;
  readonly kind: 'word' | 'number' | 'sign' | 'quoted';
}

/** Words of one sentence, or of one line of a list. */
export type Sentence = readonly Token[];

const shape =
  /["“]([^"”\n]{1,60})["”]|\p{L}[\p{L}\p{M}\d_]*(?:[-'’][\p{L}\d]+)*|\d+(?:[.,]\d+)*(?:(?:%|[kKmMbB])(?![\p{L}\d]))?|[^\s\p{L}]|\n/gu;

/** A long line that goes on in small letters was wrapped; a short one is an item of a list. */
const wrapped = /(?<=[^\n]{60})\n(?=[\p{Ll}\d])/gu;

/** A request as sentences; nothing is left out but blanks. */
export function tokenise(text: string): readonly Sentence[] {
  const sentences: Token[][] = [[]];
  let at = 0;
  let depth = 0;
  for (const [whole, quote] of text.replace(wrapped, ' ').matchAll(shape)) {
    const token: Token = { at: at++, text: whole, word: plain(quote ?? whole), kind: kindOf(whole) };
    if (whole === '(') depth++;
    if (whole === ')') depth = Math.max(0, depth - 1);
    if (whole === '\n') depth = 0;
    if (depth === 0 && /^[.!?;\n•*]$/.test(whole)) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}

function kindOf(text: string): Token['kind'] {
  if (/^["“]./u.test(text)) return 'quoted';
  if (/^\p{L}/u.test(text)) return 'word';
  return /^\d/.test(text) ? 'number' : 'sign';
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'").replace(/'s$/, '');
}

/** 5000 of "5,000", 5000000 of "5M"; undefined where it is no number. */
export function numberOf(token: Token | undefined): number | undefined {
  if (token === undefined) return undefined;
  if (token.kind === 'word') return numberWords.get(token.word);
  const match = /^(\d[\d.,]*?)([kmb%])?$/i.exec(token.text);
  if (token.kind !== 'number' || match === null) return undefined;
  const digits = (match[1] ?? '').replace(/,(?=\d{3}(?!\d))/g, '').replace(',', '.');
  const amount = Number(digits) * (scales[match[2]?.toLowerCase() ?? ''] ?? 1);
  return Number.isFinite(amount) ? amount : undefined;
}

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };
/** One is a word of its own: "only one", "one of". */
const numberWords: ReadonlyMap<string, number> = new Map([
  ['zero', 0],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['eight', 8],
  ['nine', 9],
  ['ten', 10],
  ['eleven', 11],
  ['twelve', 12],
  ['twenty', 20],
  ['hundred', 100],
]);
