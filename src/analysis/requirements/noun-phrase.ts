import { limitAt } from './limits.ts';
import { isVerbHere, nounsAt } from './nouns-at.ts';
import { frontOf } from './phrase-front.ts';
import { afterSeparator } from './separators.ts';
import type { Sentence, Token } from './tokenise.ts';
import { adverbs, optionalWords, relatives, uniqueWords } from './word-classes.ts';
import { isPlural, nameOf } from './word-forms.ts';

/** "several vehicles with a plate": something that a sentence speaks of, and what is said of it on the spot. */
export interface NounPhrase {
  /** Its tokens, by their places in the sentence: from, and the first one after it. */
  readonly from: number;
  readonly to: number;
  /** snake_case, singular. */
  readonly name: string;
  readonly words: readonly string[];
  readonly plural: boolean;
  readonly determiner: 'each' | 'a' | 'the' | 'their' | 'none';
  /** How many of them; `one` where the word itself was said. */
  readonly many: boolean;
  readonly one: boolean;
  /** "several", "many", "3": a word for how many was said. */
  readonly counted: boolean;
  readonly least?: number;
  readonly most?: number;
  /** "between 1 and 5" behind it. */
  readonly bounds?: { readonly min: number; readonly max: number };
  readonly optional: boolean;
  readonly unique: boolean;
  /** "open", "active": what it is at a time. */
  readonly states: readonly string[];
  /** What stands in brackets behind it. */
  readonly brackets: readonly string[];
  /** "of each patient". */
  readonly of?: NounPhrase;
  /** "with a plate and a capacity". */
  readonly having: readonly NounPhrase[];
}

/** The noun phrase that begins at this place of the sentence, if one does. */
export function nounPhrase(sentence: Sentence, start: number): NounPhrase | undefined {
  const front = frontOf(sentence, start);
  const words = nounsAt(sentence, front.to);
  if (words.length === 0) return undefined;
  let to = front.to + words.length;
  let stem: readonly string[] = words.map(({ word }) => word);
  const flags = { optional: front.optional, unique: front.unique };
  // "ISBN unique" of a list.
  while (stem.length > 1 && (uniqueWords.has(stem.at(-1) ?? '') || optionalWords.has(stem.at(-1) ?? ''))) {
    if (uniqueWords.has(stem.at(-1) ?? '')) flags.unique = true;
    else flags.optional = true;
    stem = stem.slice(0, -1);
  }
  let plural = isPlural(stem.at(-1) ?? '');
  let of: NounPhrase | undefined;
  if (sentence[to]?.word === 'of') {
    const inner = nounPhrase(sentence, to + 1);
    if (inner !== undefined) {
      to = inner.to;
      if (counting.has(stem.at(-1) ?? '') && inner.plural) {
        stem = [...nameWords(inner), 'count'];
        plural = false;
      } else if (inner.determiner === 'none' && !inner.plural && !plural) stem = [...stem, 'of', ...inner.words];
      else if (listing.has(stem.at(-1) ?? '')) return { ...inner, from: start, many: true };
      else of = inner;
    }
  }
  const owned = words.findLastIndex(({ text }, at) => /['’]s$/.test(text) && at + 1 < words.length);
  if (owned >= 0) {
    of = { ...plainPhrase(sentence, front.to, front.to + owned + 1), determiner: front.determiner };
    stem = stem.slice(owned + 1);
  }
  const name = nameOf(stem);
  if (name === undefined) return undefined;
  let brackets: readonly string[] = [];
  let having: readonly NounPhrase[] = [];
  if (sentence[to]?.text === '(' || sentence[to]?.text === '[') {
    const end = sentence.findIndex(({ text }, at) => at > to && (text === ')' || text === ']'));
    if (end > 0) {
      brackets = itemsOf(sentence.slice(to + 1, end));
      if (plural || front.determiner === 'each') having = nounList(sentence.slice(0, end), to + 1).items;
      to = end + 1;
    }
  }
  for (const one of brackets) {
    if (optionalWords.has(one)) flags.optional = true;
    if (uniqueWords.has(one)) flags.unique = true;
  }
  const limit = limitAt(sentence, to);
  let bounds: NounPhrase['bounds'];
  if (limit?.min !== undefined && limit.max !== undefined) {
    bounds = { min: limit.min, max: limit.max };
    to = limit.to;
  }
  if (having.length === 0) {
    const at = withAt(sentence, to);
    const list = at === undefined ? undefined : nounList(sentence, at);
    if (list !== undefined && list.items.length > 0) {
      having = list.items;
      to = list.to;
    }
  }
  return {
    from: start,
    to,
    name,
    words: stem,
    plural,
    determiner: front.determiner,
    many: front.many || (plural && !front.one),
    one: front.one,
    counted: front.many,
    ...(bounds === undefined ? {} : { bounds }),
    ...(front.least === undefined ? {} : { least: front.least }),
    ...(front.most === undefined ? {} : { most: front.most }),
    ...flags,
    states: front.states,
    brackets: brackets.filter((one) => !optionalWords.has(one) && !uniqueWords.has(one)),
    ...(of === undefined ? {} : { of }),
    having,
  };
}

/** These words as a phrase, and nothing else said of it. */
function plainPhrase(sentence: Sentence, from: number, to: number): NounPhrase {
  const words = sentence.slice(from, to).map(({ word }) => word);
  return {
    from,
    to,
    name: nameOf(words) ?? 'thing',
    words,
    plural: isPlural(words.at(-1) ?? ''),
    determiner: 'none',
    many: false,
    one: false,
    counted: false,
    optional: false,
    unique: false,
    states: [],
    brackets: [],
    having: [],
  };
}

/** "a plate, a capacity and notes": ends where a new clause begins. */
export function nounList(
  sentence: Sentence,
  start: number,
): { readonly items: readonly NounPhrase[]; readonly to: number } {
  const items: NounPhrase[] = [];
  let at = start;
  let to = start;
  for (;;) {
    const item = nounPhrase(sentence, at);
    // "... and every sample has notes": what follows is a clause of its own.
    if (item === undefined || (items.length > 0 && startsPredicate(sentence, item))) break;
    items.push(item);
    to = item.to;
    const next = afterSeparator(sentence, to);
    if (next === undefined) break;
    at = next;
  }
  return { items, to };
}

/** Is there a verb behind it of which it is the subject? */
function startsPredicate(sentence: Sentence, item: NounPhrase): boolean {
  let at = item.to;
  while (adverbs.has(sentence[at]?.word ?? '')) at++;
  const word = sentence[at]?.word ?? '';
  if (sentence[at]?.kind !== 'word') return false;
  if (/^(?:has|have|is|are|can|may|must|should|cannot|belongs?|consists?|will)$/.test(word)) return true;
  return isVerbHere(sentence, at, item.plural, item.determiner !== 'none');
}

function withAt(sentence: Sentence, at: number): number | undefined {
  const word = (offset: number) => sentence[at + offset]?.word ?? '';
  if (word(0) === 'with' || word(0) === 'having')
    return /^(?:no|which|whom|the|its|each)$/.test(word(1)) ? undefined : at + 1;
  const comma = word(0) === ',' ? 1 : 0;
  if (word(comma) === 'each' && (word(comma + 1) === 'with' || word(comma + 1) === 'having')) return at + comma + 2;
  if (relatives.has(word(comma)) && word(comma) !== 'whose' && /^(?:has|have)$/.test(word(comma + 1)))
    return at + comma + 2;
  return undefined;
}

function itemsOf(tokens: readonly Token[]): readonly string[] {
  const items: string[][] = [[]];
  for (const { word, kind } of tokens) {
    if (/^[,/|&]$/.test(word) || word === 'or' || word === 'and') items.push([]);
    else if (kind !== 'sign' || word === '-') items.at(-1)?.push(word);
  }
  return items.map((item) => item.join(' ')).filter((item) => item !== '');
}

function nameWords(phrase: NounPhrase): readonly string[] {
  return phrase.name.split('_');
}

const counting: ReadonlySet<string> = new Set(['number', 'count', 'amount']);
const listing: ReadonlySet<string> = new Set(['list', 'set', 'collection', 'group', 'kinds', 'series']);
