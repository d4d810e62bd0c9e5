import { zipfRank } from '#analysis/fabricate/distribution.ts';
import { type Random, scattered } from '#analysis/row-generator/random.ts';
import type { ValueSource } from '#analysis/row-generator/value-source.ts';

/** One of a list; those that stand first come more often. */
export function oneOf<Item>(items: readonly [Item, ...Item[]] | readonly Item[], random: Random, skew = 0.6): Item {
  const rank = Math.floor(Math.max(0, zipfRank(items.length, skew, 0, random())));
  const item = items[Math.min(rank, items.length - 1)];
  if (item === undefined) throw new RangeError('An empty list has no item to choose.');
  return item;
}

/** Words of a list; where all of them must differ and there are not enough, they are numbered. */
export function listed(words: readonly string[], skew = 0.6): ValueSource {
  const place = scattered(words.length);
  return {
    count: 2 ** 40,
    at: (ordinal) => numbered(words[place(ordinal % words.length)] ?? '', Math.floor(ordinal / words.length)),
    draw: ({ random }) => oneOf(words, random, skew),
    mayCut: true,
  };
}

/** Words that mean something to others as they are, and are not numbered. */
export function codes(words: readonly string[], skew = 0.8): ValueSource {
  return {
    count: words.length,
    at: (ordinal) => words[ordinal % words.length] ?? '',
    draw: ({ random }) => oneOf(words, random, skew),
  };
}

/** One word of each list, `join`ed. */
export function combined(
  parts: readonly (readonly string[])[],
  join: (chosen: readonly string[]) => string,
): ValueSource {
  const all = parts.reduce((product, { length }) => product * length, 1);
  const place = scattered(all);
  const nth = (ordinal: number) => {
    let rest = place(ordinal % all);
    const chosen = parts.map((part) => {
      const word = part[rest % part.length] ?? '';
      rest = Math.floor(rest / part.length);
      return word;
    });
    return join(chosen);
  };
  return {
    count: 2 ** 40,
    at: (ordinal) => numbered(nth(ordinal), Math.floor(ordinal / all)),
    draw: ({ random }) => join(parts.map((part) => oneOf(part, random, 0.3))),
    mayCut: true,
  };
}

function numbered(word: string, round: number): string {
  return round === 0 ? word : `${word} ${round + 1}`;
}
