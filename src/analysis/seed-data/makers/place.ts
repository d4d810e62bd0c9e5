import type { Random } from '#analysis/row-generator/random.ts';
import type { DrawSite, ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { type City, type Country, cities, countries, streets, towns } from '#analysis/seed-data/lexicon/places.ts';
import { filled } from './letters.ts';
import { codes, combined, listed, oneOf } from './listed.ts';

const countryByCode = new Map(
  countries.flatMap(
    (one) =>
      [
        [one.code, one],
        [one.code3, one],
      ] as const,
  ),
);
const countryByName = new Map(countries.map((one) => [one.name, one]));
const cityByName = new Map(cities.map((one) => [one.name, one]));
const citiesOf = new Map<string, City[]>();
for (const city of cities) citiesOf.set(city.country, [...(citiesOf.get(city.country) ?? []), city]);

/** The columns of a row that tell where it is. */
interface Whereabouts {
  readonly city: string | undefined;
  readonly code: string | undefined;
  readonly name: string | undefined;
}

function whereabouts({ sibling, column, meaning }: ColumnFacts): Whereabouts {
  const other = (found: string | undefined) => (found === column.name ? undefined : found);
  return {
    city: other(sibling('city')),
    code: other(sibling('country-code', 'country-code-3')),
    // The name follows the code, not the code the name.
    name: meaning.startsWith('country-code') ? undefined : other(sibling('country-name')),
  };
}

function readsOf({ city, code, name }: Whereabouts): readonly string[] {
  return [city, code, name].filter((one) => one !== undefined);
}

function countryIn({ value }: Pick<DrawSite, 'value'>, { city, code, name }: Whereabouts): Country | undefined {
  const text = (column: string | undefined) => (column === undefined ? '' : (value(column)?.trim() ?? ''));
  return (
    countryByCode.get(text(code)) ??
    countryByName.get(text(name)) ??
    countryByCode.get(cityByName.get(text(city))?.country ?? '')
  );
}

function cityIn(site: DrawSite, where: Whereabouts): City {
  const named = where.city === undefined ? undefined : cityByName.get(site.value(where.city) ?? '');
  if (named !== undefined) return named;
  const country = countryIn(site, where);
  if (country === undefined) return oneOf(cities, site.random, 0.5);
  const known = citiesOf.get(country.code);
  return known === undefined ? townOf(country, site.random) : oneOf(known, site.random, 0.5);
}

function townOf({ code, name }: Country, random: Random): City {
  const place = { latitude: (random() - 0.4) * 70, longitude: (random() - 0.3) * 150 };
  return { country: code, name: oneOf(towns, random, 0.2), region: name, ...place, timezone: 'UTC', postal: '99999' };
}

/** From the lexicon's country: its code, name, currency, language. */
export function ofCountry(facts: ColumnFacts, told: (country: Country) => string): ValueSource {
  const where = whereabouts(facts);
  const all = [...new Set(countries.map(told))];
  return {
    ...codes(all, 0.9),
    reads: readsOf(where),
    ...(where.code === undefined ? {} : { mayRepeat: true }),
    at: (ordinal, value) => {
      const known = value === undefined ? undefined : countryIn({ value }, where);
      return known === undefined ? (all[ordinal % all.length] ?? '') : told(known);
    },
    draw: (site) => told(countryIn(site, where) ?? oneOf(countries, site.random, 0.9)),
  };
}

/** From the city in the row, or one of the row's country. */
export function ofCity(facts: ColumnFacts, told: (city: City, random: Random) => string): ValueSource {
  const where = whereabouts(facts);
  const all = [...new Set(cities.map((city) => told(city, () => 0.5)))];
  return { ...listed(all, 0.5), reads: readsOf(where), draw: (site) => told(cityIn(site, where), site.random) };
}

export function postalCodes(facts: ColumnFacts): ValueSource {
  const where = whereabouts(facts);
  return {
    count: 90_000,
    at: (ordinal) => String(10_000 + (ordinal % 90_000)),
    reads: readsOf(where),
    draw: (site) => filled(cityIn(site, where).postal, site.random),
  };
}

/** Within some twenty kilometres of the city. */
export function coordinate(facts: ColumnFacts, which: 'latitude' | 'longitude'): ValueSource {
  const where = whereabouts(facts);
  const digits = Math.min(facts.type.scale ?? 6, 6);
  return {
    count: 1_700_000,
    at: (ordinal) => (((ordinal % 1_700_000) - 850_000) / 10_000).toFixed(digits),
    reads: readsOf(where),
    draw: (site) => (cityIn(site, where)[which] + (site.random() - 0.5) * 0.36).toFixed(digits),
  };
}

const houseNumbers = Array.from({ length: 240 }, (_, at) => String(at + 1));

export function streetLines(): ValueSource {
  return combined([houseNumbers, streets], ([number, street]) => `${number} ${street}`);
}

export function unitLines(): ValueSource {
  const floors = Array.from({ length: 40 }, (_, at) => String(at + 1));
  const units = combined([['Apt', 'Unit', 'Floor', 'Suite'], floors], ([word, number]) => `${word} ${number}`);
  return { ...units, draw: (site) => (site.random() < 0.6 ? null : units.draw?.(site)) };
}

export function addresses(facts: ColumnFacts): ValueSource {
  const where = whereabouts(facts);
  const lines = streetLines();
  return {
    ...lines,
    reads: readsOf(where),
    draw: (site) => {
      const city = cityIn(site, where);
      return `${lines.draw?.(site)}, ${filled(city.postal, site.random)} ${city.name}`;
    },
  };
}
