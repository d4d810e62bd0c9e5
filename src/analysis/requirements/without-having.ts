import type { NounPhrase } from './noun-phrase.ts';

/** What a pairing has is no attribute of either side. */
export function withoutHaving(phrase: NounPhrase): NounPhrase {
  return { ...phrase, having: [] };
}
