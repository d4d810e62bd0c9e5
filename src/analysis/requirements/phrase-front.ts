import type { NounPhrase } from './noun-phrase.ts';
import { nounsAt } from './nouns-at.ts';
import { numberOf, type Sentence } from './tokenise.ts';
import {
  determiners,
  everyWords,
  looseAdjectives,
  manyWords,
  optionalWords,
  stateWords,
  uniqueWords,
} from './word-classes.ts';

/** What stands before a noun. */
export interface Front {
  to: number;
  determiner: NounPhrase['determiner'];
  many: boolean;
  one: boolean;
  least?: number;
  most?: number;
  optional: boolean;
  unique: boolean;
  states: string[];
}

/** Everything before the noun: articles, numbers, "at most", "optional". */
export function frontOf(sentence: Sentence, start: number): Front {
  const front: Front = {
    to: start,
    determiner: 'none',
    many: false,
    one: false,
    optional: false,
    unique: false,
    states: [],
  };
  for (;;) {
    const word = sentence[front.to]?.word ?? '';
    const rest = sentence.slice(front.to, front.to + 4).map((token) => token.word);
    const phrase = amounts.find(({ words }) => words.every((one, at) => rest[at] === one));
    const number = numberOf(sentence[front.to]);
    if (phrase !== undefined) {
      const value = phrase.limit === undefined ? undefined : numberOf(sentence[front.to + phrase.words.length]);
      if (phrase.limit === undefined || value !== undefined) {
        if (phrase.limit === 'most') front.most = value;
        else if (phrase.limit !== undefined) front.least = value;
        else if (phrase.one) front.one = true;
        else front.many = true;
        if (phrase.least !== undefined) front.least = phrase.least;
        if (phrase.limit !== undefined) front.many = true;
        front.to += phrase.words.length + (value === undefined ? 0 : 1);
        continue;
      }
      if (phrase.limit !== undefined && rest[phrase.words.length] === 'one') {
        if (phrase.limit === 'most') front.one = true;
        else {
          front.least = 1;
          front.many = true;
        }
        front.to += phrase.words.length + 1;
        continue;
      }
    }
    if (word === 'between' && numberOf(sentence[front.to + 1]) !== undefined && rest[2] === 'and') {
      front.least = numberOf(sentence[front.to + 1]);
      front.most = numberOf(sentence[front.to + 3]);
      front.many = true;
      front.to += 4;
      continue;
    }
    if (everyWords.has(word)) front.determiner = 'each';
    else if (word === 'a' || word === 'an') front.determiner = 'a';
    else if (/^(?:its|their|his|her)$/.test(word)) front.determiner = 'their';
    else if (determiners.has(word)) front.determiner = 'the';
    else if (manyWords.has(word)) front.many = true;
    else if (word === 'one' || word === 'single') front.one = true;
    else if (optionalWords.has(word)) front.optional = true;
    else if (uniqueWords.has(word)) front.unique = true;
    else if (number !== undefined && number > 1 && sentence[front.to + 1]?.kind === 'word') front.many = true;
    else if (isBefore(sentence, front.to, stateWords)) front.states.push(word);
    else if (!isBefore(sentence, front.to, looseAdjectives)) return front;
    front.to++;
  }
}

function isBefore(sentence: Sentence, at: number, adjectives: ReadonlySet<string>): boolean {
  return adjectives.has(sentence[at]?.word ?? '') && nounsAt(sentence, at + 1).length > 0;
}

const amounts: readonly {
  readonly words: readonly string[];
  readonly limit?: 'most' | 'least';
  readonly least?: number;
  readonly one?: boolean;
}[] = [
  { words: ['one', 'or', 'more'], least: 1 },
  { words: ['one', 'or', 'several'], least: 1 },
  { words: ['zero', 'or', 'more'] },
  { words: ['more', 'than', 'one'] },
  { words: ['any', 'number', 'of'] },
  { words: ['a', 'lot', 'of'] },
  { words: ['lots', 'of'] },
  { words: ['a', 'number', 'of', 'different'] },
  { words: ['exactly', 'one'], one: true },
  { words: ['only', 'one'], one: true },
  { words: ['at', 'most'], limit: 'most' },
  { words: ['up', 'to'], limit: 'most' },
  { words: ['no', 'more', 'than'], limit: 'most' },
  { words: ['a', 'maximum', 'of'], limit: 'most' },
  { words: ['at', 'least'], limit: 'least' },
  { words: ['a', 'minimum', 'of'], limit: 'least' },
];
