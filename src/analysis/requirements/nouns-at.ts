import type { Sentence, Token } from './tokenise.ts';
import { agrees, verbOf } from './verbs.ts';
import {
  adverbs,
  determiners,
  functionWords,
  haveVerbs,
  modals,
  prepositions,
  pronouns,
  relatives,
  trackVerbs,
} from './word-classes.ts';
import { isPlural } from './word-forms.ts';

/** Nouns, and what stands before them as part of their name, from this place on. */
export function nounsAt(sentence: Sentence, start: number): readonly Token[] {
  const nouns: Token[] = [];
  for (let at = start; nouns.length < 4; at++) {
    const token = sentence[at];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) break;
    if (token.kind === 'word' && notInName(token.word)) break;
    const before = nouns.at(-1);
    if (before !== undefined && isVerbHere(sentence, at, isPlural(before.word), true) && !endsName(sentence, at)) break;
    if (before === undefined && /^(?:belong|belongs|consists|consist)$/.test(token.word)) break;
    nouns.push(token);
  }
  return nouns;
}

/** "orders" of "customer orders and invoices": a noun, since no object follows. */
function endsName(sentence: Sentence, at: number): boolean {
  const next = sentence[at + 1];
  return next === undefined || next.kind === 'sign';
}

function notInName(word: string): boolean {
  return (
    (functionWords.has(word) && !/^(?:start|end|type|kind|time|use)$/.test(word)) ||
    modals.has(word) ||
    prepositions.has(word) ||
    pronouns.has(word) ||
    relatives.has(word) ||
    determiners.has(word) ||
    /^(?:has|have|contains?|includes?|consists?|belongs?|having|containing|including|overlap|overlaps)$/.test(word) ||
    (adverbs.has(word) && word !== 'just')
  );
}

/** A verb that agrees with its subject and has something behind it that it can be of. */
export function isVerbHere(sentence: Sentence, at: number, many: boolean, determined: boolean): boolean {
  const token = sentence[at];
  if (token === undefined || token.kind !== 'word') return false;
  const known =
    verbOf(token.word) !== undefined ||
    haveVerbs.has(token.word) ||
    trackVerbs.has(token.word) ||
    /^(?:belong|consist|contain|include|compris|reports?$|works?$|lives?$|refers?$|go(?:es)?$)/.test(token.word);
  if (!known || !agrees(token.word, many) || (!many && !determined)) return false;
  const next = sentence[at + 1];
  return (
    next !== undefined &&
    next.kind === 'word' &&
    !modals.has(next.word) &&
    !/^(?:is|are|has|have|and|or|with|of|belongs?|contains?|consists?|includes?)$/.test(next.word)
  );
}
