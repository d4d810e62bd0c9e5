import type { Random } from '#analysis/row-generator/random.ts';
import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { cities, streets } from '#analysis/seed-data/lexicon/places.ts';
import { channels, colours, sizes, tags } from '#analysis/seed-data/lexicon/things.ts';
import { oneOf } from './listed.ts';

/** An object whose fields go with the column's name; another kind of JSON where a condition asks for that. */
export function documents({ column }: ColumnFacts): ValueSource {
  const make = makers.find(([name]) => name.test(column.name))?.[1] ?? plain;
  return {
    count: 2 ** 40,
    at: (ordinal) => JSON.stringify({ number: ordinal + 1 }),
    draw: ({ random, domain }) => {
      switch (domain.jsonType) {
        case undefined:
          return JSON.stringify(make(random));
        case 'object': {
          const made = make(random);
          return JSON.stringify(Array.isArray(made) ? plain(random) : made);
        }
        case 'array':
          return JSON.stringify(some(tags, random));
        default:
          return undefined;
      }
    },
  };
}

type Document = Readonly<Record<string, unknown>> | readonly unknown[];

const makers: readonly (readonly [RegExp, (random: Random) => Document])[] = [
  [
    /address/i,
    (random) => {
      const city = oneOf(cities, random, 0.5);
      const street = `${1 + Math.floor(random() * 200)} ${oneOf(streets, random, 0.2)}`;
      return { street, city: city.name, country: city.country };
    },
  ],
  [/tags|labels|categories|roles|items|list|options$/i, (random) => some(tags, random)],
  [
    /settings|preferences|prefs|config|options/i,
    (random) => ({
      theme: oneOf(['light', 'dark', 'system'], random),
      language: oneOf(['en', 'de', 'fr', 'es'], random, 0.9),
      notifications: { email: random() < 0.7, push: random() < 0.4 },
    }),
  ],
  [
    /attributes|properties|specs|variant/i,
    (random) => ({
      colour: oneOf(colours, random),
      size: oneOf(sizes, random),
      weight_g: 50 + Math.floor(random() * 3000),
    }),
  ],
  [
    /event|payload|data|context|request|response|changes|diff|before|after/i,
    (random) => ({
      id: Math.floor(random() * 1e6),
      source: oneOf(channels, random, 0.9),
      attempt: 1 + Math.floor(random() ** 4 * 3),
      ok: random() < 0.96,
    }),
  ],
];

function plain(random: Random): Document {
  return { source: oneOf(channels, random, 0.9), version: 1 + Math.floor(random() * 4), reviewed: random() < 0.6 };
}

/** None to four of a list, each once. */
function some(words: readonly string[], random: Random, least = 0, most = 4): readonly string[] {
  const wanted = Math.max(least, Math.min(most, Math.floor(random() * 5)));
  const chosen = new Set<string>();
  for (let tries = 0; chosen.size < wanted && tries < wanted * 6; tries++) chosen.add(oneOf(words, random, 0.4));
  return [...chosen];
}

/** An array of a few words, as `{"a","b"}`; of texts alone. */
export function wordLists({ type }: ColumnFacts): ValueSource | undefined {
  if (type.element?.family !== 'text' || (type.element.length ?? 99) < 14) return undefined;
  const written = (words: readonly string[]) => `{${words.map((word) => `"${word}"`).join(',')}}`;
  return {
    count: tags.length,
    at: (ordinal) => written([tags[ordinal % tags.length] ?? '']),
    draw: ({ random, domain }) => {
      const [least, most] = domain.elements;
      const words = some(tags, random, least, Math.min(most, 8));
      return words.length < least ? undefined : written(words);
    },
  };
}
