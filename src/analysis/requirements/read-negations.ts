import { nounList } from './noun-phrase.ts';
import { settingLength } from './read-settings.ts';
import type { Sentence } from './tokenise.ts';

/** Words of the request that it says it does not want, and the words that say so. */
export interface NegatedWords {
  readonly words: ReadonlySet<number>;
  readonly text: string;
}

/** "no accounts", "without reviews or coupons", "we don't need payments". */
export function readNegations(sentence: Sentence): readonly NegatedWords[] {
  const found: NegatedWords[] = [];
  const word = (at: number) => sentence[at]?.word ?? '';
  for (let at = 0; at < sentence.length; at++) {
    const length = negatorLength(sentence, at);
    if (length === 0) continue;
    const { to } = nounList(sentence, at + length);
    const list = Math.max(to, at + length + settingLength(sentence, at + length));
    const end = Math.min(list, positiveAgain(sentence, at + length, list));
    if (end <= at + length || /^(?:can|may|must|should|is|are|overlap\w*|twice)$/.test(word(end))) continue;
    const scope = sentence.slice(at, end);
    if (scope.some((token) => /^overlap/.test(token.word))) continue;
    found.push({ words: new Set(scope.map((token) => token.at)), text: scope.map(({ text }) => text).join(' ') });
    at = end - 1;
  }
  return found;
}

function negatorLength(sentence: Sentence, at: number): number {
  const [first = '', second = '', third = '', fourth = ''] = sentence.slice(at, at + 4).map(({ word }) => word);
  if (first === 'without' || first === 'except' || first === 'excluding' || first === 'minus') return 1;
  if (first === 'no') {
    if (/^(?:two|more|one|less|later|longer)$/.test(second)) return 0;
    if (second === 'need' && /^(?:for|of)$/.test(third)) return 3;
    return 1;
  }
  if (/^(?:don't|doesn't|won't|needn't|do|does|will)$/.test(first)) {
    const not = /n't$/.test(first) ? 0 : second === 'not' ? 1 : -1;
    if (not < 0) return 0;
    const verb = not === 0 ? second : third;
    if (!/^(?:need|want|have|require|support|use|offer|allow)$/.test(verb)) return 0;
    return 2 + not + ((not === 0 ? third : fourth) === 'any' ? 1 : 0);
  }
  if (first === 'but' && second === 'not') return 2;
  if (first === 'not' && settingLength(sentence, at + 1) > 0) return 1;
  return first === 'not' && /^(?:including|with|needed)$/.test(second) ? 2 : 0;
}

/**
 * "no accounts, with coupons", "without reviews, 40k products", "no coupons, multi-tenant": where the request says again
 * what it wants.
 */
function positiveAgain(sentence: Sentence, from: number, to: number): number {
  const isOneList = sentence.slice(from, to).some(({ word }) => word === 'or' || word === 'nor');
  const at = sentence.findIndex(
    (token, index) =>
      index > from &&
      index < to &&
      ((token.text === ',' &&
        (sentence[index + 1]?.kind === 'number' || (!isOneList && settingLength(sentence, index + 1) > 0))) ||
        (/^(?:with|but|and)$/.test(token.word) &&
          /^(?:with|but|yes|also|only)$/.test(sentence[index + 1]?.word ?? ''))),
  );
  return at < 0 ? to : at;
}
