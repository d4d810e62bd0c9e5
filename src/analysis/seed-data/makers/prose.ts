import type { Random } from '#analysis/row-generator/random.ts';
import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import {
  badWords,
  goodWords,
  middlingWords,
  notes,
  sentenceParts,
  subjects,
} from '#analysis/seed-data/lexicon/prose.ts';
import { combined, listed, oneOf } from './listed.ts';

function sentence(random: Random): string {
  return sentenceParts.map((part) => part[Math.floor(random() * part.length)] ?? '').join(' ');
}

export function sentences(): ValueSource {
  return { ...combined(sentenceParts, (parts) => parts.join(' ')), draw: ({ random }) => sentence(random) };
}

/** Mostly two or three sentences; a few are long. */
export function paragraphs({ type }: ColumnFacts): ValueSource {
  const most = type.length === undefined ? 9 : Math.max(1, Math.floor(type.length / 90));
  return {
    ...sentences(),
    draw: ({ random }) => {
      const count = Math.min(most, 1 + Math.floor(-1.6 * Math.log(1 - random())));
      return Array.from({ length: count }, () => sentence(random)).join(' ');
    },
  };
}

export function noteTexts(): ValueSource {
  return listed(notes, 0.4);
}

export function subjectLines(): ValueSource {
  return listed(subjects, 0.4);
}

/** In words that go with the stars in the row. */
export function reviews({ sibling }: ColumnFacts): ValueSource {
  const rating = sibling('rating');
  return {
    ...sentences(),
    reads: rating === undefined ? [] : [rating],
    draw: ({ random, value }) => {
      const stars = rating === undefined ? 5 : Number(value(rating) ?? 5);
      const words = stars >= 4 ? goodWords : stars <= 2 ? badWords : middlingWords;
      return `${oneOf(words, random, 0.2)}. ${sentence(random)}`;
    },
  };
}
