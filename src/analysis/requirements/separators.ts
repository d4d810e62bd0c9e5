import type { Sentence } from './tokenise.ts';

/** The place after "," or "and" or both; undefined where neither stands there. */
export function afterSeparator(sentence: Sentence, at: number): number | undefined {
  let next = at;
  while (/^(?:,|and|or|&|plus|\/)$/.test(sentence[next]?.word ?? '')) next++;
  if (sentence[next]?.word === 'as' && sentence[next + 1]?.word === 'well') next += 3;
  return next === at ? undefined : next;
}
