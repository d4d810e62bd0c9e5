import { afterSeparator } from './separators.ts';
import { numberOf, type Sentence } from './tokenise.ts';

interface Limit {
  readonly to: number;
  readonly value?: number;
  readonly side?: 'below' | 'above';
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
}

/** "between 1 and 5", "at least 3", "less than zero". */
export function limitAt(sentence: Sentence, at: number): Limit | undefined {
  const text = sentence.slice(at, at + 3).map((token) => token.word);
  const [first, second] = text;
  const number = (offset: number) => numberOf(sentence[at + offset]);
  if ((first === 'between' || first === 'from') && number(1) !== undefined && /^(?:and|to)$/.test(text[2] ?? '')) {
    const [min, max] = [number(1), number(3)];
    if (min !== undefined && max !== undefined) return { to: at + 4, min: Math.min(min, max), max: Math.max(min, max) };
  }
  const two = number(2);
  if (two === undefined) return undefined;
  const phrase = `${first} ${second}`;
  if (phrase === 'at least') return { to: at + 3, min: two, value: two };
  if (phrase === 'at most' || phrase === 'up to') return { to: at + 3, max: two, value: two };
  if (phrase === 'less than' || phrase === 'below') return { to: at + 3, side: 'below', value: two };
  if (/^(?:greater|more|higher|larger) than$/.test(phrase))
    return { to: at + 3, side: 'above', above: two, value: two };
  return undefined;
}

/** "draft, sent or paid", "either open or closed", "one of a, b, c". */
export function valuesAt(
  sentence: Sentence,
  start: number,
): { readonly values: readonly string[]; readonly to: number } | undefined {
  const word = (at: number) => sentence[at]?.word ?? '';
  let at = start;
  while (/^(?:either|one|of|:|the|following|values|states)$/.test(word(at))) at++;
  const values: string[] = [];
  for (;;) {
    const words: string[] = [];
    while (
      sentence[at] !== undefined &&
      sentence[at]?.kind !== 'sign' &&
      !/^(?:or|and|with|by|to|for|which|when|if|a|an|the)$/.test(word(at))
    ) {
      words.push(word(at++));
      if (word(at) === '-') at++;
    }
    if (words.length === 0 || words.length > 3) break;
    values.push(words.join('_').replaceAll(/[^a-z0-9_]+/g, '_'));
    const next = afterSeparator(sentence, at);
    if (next === undefined) break;
    at = next;
  }
  return values.length === 0 ? undefined : { values: [...new Set(values)], to: at };
}
