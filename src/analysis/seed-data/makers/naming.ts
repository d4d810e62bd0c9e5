import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { currencies } from '#analysis/seed-data/lexicon/money.ts';
import { cities, countries } from '#analysis/seed-data/lexicon/places.ts';
import { headlineEnds, headlineStarts, taskEnds, taskStarts } from '#analysis/seed-data/lexicon/prose.ts';
import * as things from '#analysis/seed-data/lexicon/things.ts';
import { singularOf, type Thing, thingOf } from '#analysis/seed-data/thing.ts';
import { slugged } from './letters.ts';
import { codes, combined, listed } from './listed.ts';

/** The name of a row, by what the rows of its table are. */
export function thingNames(facts: ColumnFacts): ValueSource {
  const { table, sibling, column } = facts;
  const thing = thingOf(table);
  const code = sibling('country-code', 'currency', 'language');
  if (
    (thing === 'currency' || thing === 'language' || thing === 'country') &&
    code !== undefined &&
    code !== column.name
  )
    return named(thing, code);
  const known = thing === undefined ? undefined : byThing[thing]?.();
  const city = sibling('city');
  if (thing === 'place' && city !== undefined) return placeNames(city);
  // Of a few things each has a name of its own.
  if (known !== undefined) return facts.rows <= fewThings ? { ...known, draw: ({ row }) => known.at(row) } : known;
  const word = singularOf(table.name).replace(/^./, (letter) => letter.toUpperCase());
  return combined([things.productLooks, things.companyRoots], ([look, root]) => `${look} ${root} ${word}`);
}

/** After the town in the row. */
function placeNames(city: string): ValueSource {
  const roots = listed(things.companyRoots);
  return {
    count: 2 ** 40,
    reads: [city],
    mayCut: true,
    at: (ordinal, value) => `${roots.at(ordinal)} ${value?.(city) ?? 'Central'}`,
    draw: ({ row, value }) => `${roots.at(row)} ${value(city) ?? 'Central'}`,
  };
}

const fewThings = 100;

export function companies(): ValueSource {
  return combined(
    [things.companyRoots, things.companyFields, things.companyForms],
    ([root, field, form]) => `${root} ${field} ${form}`,
  );
}

const byThing: Partial<Readonly<Record<Thing, () => ValueSource>>> = {
  product: () =>
    combined([things.productLooks, things.productStuffs, things.productThings], (chosen) => chosen.join(' ')),
  category: () => listed(things.categories),
  brand: () => listed(things.brands),
  tag: () => listed(things.tags),
  role: () => codes(things.roles),
  permission: () => combined([things.permissionThings, things.permissionVerbs], ([thing, verb]) => `${thing}:${verb}`),
  department: () => listed(things.departments),
  plan: () => listed(things.plans),
  'payment-method': () => codes(things.paymentMethods),
  carrier: () => listed(things.carriers),
  company: companies,
  place: () => combined([cities.map(({ name }) => name), things.companyRoots], ([city, root]) => `${root} ${city}`),
  project: () => combined([things.projectNames, things.companyRoots], ([project, root]) => `${project} ${root}`),
  task: () => combined([taskStarts, taskEnds], (chosen) => chosen.join(' ')),
  course: () => combined([things.courseLevels, things.courseTopics], (chosen) => chosen.join(' ')),
  dish: () => listed(things.dishes),
  team: () => combined([things.companyRoots, things.departments], ([root, field]) => `${field} ${root}`),
  event: () =>
    combined([things.companyRoots, ['Summit', 'Festival', 'Meetup', 'Workshop', 'Fair', 'Night']], (chosen) =>
      chosen.join(' '),
    ),
  colour: () => listed(things.colours),
  unit: () => listed(things.units),
  coupon: () =>
    combined(
      [['Spring', 'Summer', 'Autumn', 'Winter', 'Welcome', 'Loyalty', 'Weekend', 'Birthday'], things.productThings],
      ([season, thing]) => `${season} ${thing} Offer`,
    ),
  article: () => combined([headlineStarts, headlineEnds], (chosen) => chosen.join(' ')),
  city: () => listed(cities.map(({ name }) => name)),
  country: () => codes(countries.map(({ name }) => name)),
  currency: () => codes(currencies.map(({ name }) => name)),
};

const languages: Readonly<Record<string, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
  pl: 'Polish',
  ja: 'Japanese',
  zh: 'Chinese',
  ko: 'Korean',
  hi: 'Hindi',
  ar: 'Arabic',
  tr: 'Turkish',
  sv: 'Swedish',
  da: 'Danish',
  nb: 'Norwegian Bokmål',
  fi: 'Finnish',
  cs: 'Czech',
  hu: 'Hungarian',
  ro: 'Romanian',
  el: 'Greek',
  uk: 'Ukrainian',
  he: 'Hebrew',
  id: 'Indonesian',
  vi: 'Vietnamese',
  th: 'Thai',
};
export const languageCodes = Object.keys(languages);

/** The name that belongs to the code in the row. */
function named(thing: 'country' | 'currency' | 'language', code: string): ValueSource {
  const names = new Map<string, string>(
    thing === 'country'
      ? countries.flatMap(
          (one) =>
            [
              [one.code, one.name],
              [one.code3, one.name],
            ] as const,
        )
      : thing === 'currency'
        ? currencies.map((one) => [one.code, one.name] as const)
        : Object.entries(languages),
  );
  const all = [...new Set(names.values())];
  return {
    ...listed(all),
    reads: [code],
    mayRepeat: true,
    at: (ordinal, value) => names.get(value?.(code)?.trim() ?? '') ?? listed(all).at(ordinal),
    draw: ({ value }) => names.get(value(code)?.trim() ?? ''),
  };
}

export function titles(facts: ColumnFacts): ValueSource {
  switch (thingOf(facts.table)) {
    case 'product':
    case 'course':
    case 'task':
    case 'event':
    case 'dish':
    case 'project':
      return thingNames(facts);
    default:
      return combined([headlineStarts, headlineEnds], (chosen) => chosen.join(' '));
  }
}

/** The title or name of the row in small letters and dashes. */
export function slugs({ sibling, isUnique, rows }: ColumnFacts): ValueSource {
  const title = sibling('title', 'thing-name', 'company', 'full-name', 'tag', 'city', 'country-name', 'department');
  const fallback = combined([things.productLooks, things.companyRoots], (chosen) => chosen.join(' '));
  const isOwn = title !== undefined && (isUnique(title) || rows <= fewThings);
  const base = (value: ((column: string) => string | null | undefined) | undefined, ordinal: number) =>
    slugged((title && value?.(title)) || fallback.at(ordinal % 100));
  return {
    count: 2 ** 40,
    reads: title === undefined ? [] : [title],
    // Different names may have the same letters once dots and dashes are gone.
    ...(isOwn ? { mayRepeat: true } : {}),
    at: (ordinal, value) => (isOwn ? base(value, ordinal) : `${base(value, ordinal)}-${ordinal + 1}`),
    draw: ({ value, random }) => base(value, Math.floor(random() * 100)),
  };
}
