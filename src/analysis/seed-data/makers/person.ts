import type { Random } from '#analysis/row-generator/random.ts';
import type { DrawSite, ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';
import { type Culture, cultures } from '#analysis/seed-data/lexicon/people.ts';
import { slugged } from './letters.ts';
import { listed, oneOf } from './listed.ts';

const byCountry = new Map(cultures.flatMap((culture) => culture.countries.map((code) => [code, culture] as const)));
const byGivenName = new Map(
  cultures.flatMap((culture) => [...culture.women, ...culture.men].map((name) => [name, culture] as const)),
);
const women = cultures.flatMap(({ women: names }) => names);
const men = cultures.flatMap(({ men: names }) => names);
const families = cultures.flatMap(({ families: names }) => names);

/** Of the country that stands in the row, else any. */
function cultureOf({ value, random }: DrawSite, country: string | undefined): Culture {
  const code = country === undefined ? undefined : value(country);
  return byCountry.get(code?.trim() ?? '') ?? oneOf(cultures, random, 0.4);
}

function givenName(culture: Culture, gender: string | null | undefined, random: Random): string {
  const isWoman = /^(f|w)/i.test(gender ?? '') || (!/^m/i.test(gender ?? '') && random() < 0.51);
  return oneOf(isWoman ? culture.women : culture.men, random, 0.3);
}

export function givenNames({ sibling }: ColumnFacts): ValueSource {
  const [country, gender] = [sibling('country-code'), sibling('gender')];
  return {
    ...listed([...women, ...men]),
    reads: [country, gender].filter((one) => one !== undefined),
    draw: (site) => givenName(cultureOf(site, country), gender && site.value(gender), site.random),
  };
}

export function middleNames(): ValueSource {
  return { ...listed([...women, ...men]), draw: ({ random }) => (random() < 0.6 ? null : oneOf(women, random, 0.2)) };
}

export function familyNames({ sibling }: ColumnFacts): ValueSource {
  const [country, given] = [sibling('country-code'), sibling('given-name')];
  return {
    ...listed(families),
    reads: [country, given].filter((one) => one !== undefined),
    draw: (site) => {
      const culture = byGivenName.get((given && site.value(given)) ?? '') ?? cultureOf(site, country);
      return oneOf(culture.families, site.random, 0.3);
    },
  };
}

export function fullNames({ sibling }: ColumnFacts): ValueSource {
  const [country, gender, given, family] = [
    sibling('country-code'),
    sibling('gender'),
    sibling('given-name'),
    sibling('family-name'),
  ];
  return {
    count: 2 ** 40,
    mayCut: true,
    reads: [country, gender, given, family].filter((one) => one !== undefined),
    at: (ordinal) => nthName(ordinal),
    draw: (site) => {
      const first = given && site.value(given);
      const last = family && site.value(family);
      if (first && last) return `${first} ${last}`;
      const culture = cultureOf(site, country);
      return `${givenName(culture, gender && site.value(gender), site.random)} ${oneOf(culture.families, site.random, 0.3)}`;
    },
  };
}

/** A different name for every number: given and family name of one culture, then with an initial, then numbered. */
function nthName(ordinal: number): string {
  const culture = cultures[ordinal % cultures.length];
  if (culture === undefined) return '';
  const given = [...culture.women, ...culture.men];
  let rest = Math.floor(ordinal / cultures.length);
  const pairs = given.length * culture.families.length;
  const within = rest % pairs;
  rest = Math.floor(rest / pairs);
  // Neighbours share neither of their names.
  const first = given[within % given.length] ?? '';
  const last = culture.families[(Math.floor(within / given.length) + within) % culture.families.length] ?? '';
  if (rest === 0) return `${first} ${last}`;
  const initial = String.fromCharCode(65 + ((rest - 1) % 26));
  const round = Math.floor((rest - 1) / 26);
  return `${first} ${initial}. ${last}${round === 0 ? '' : ` ${round + 1}`}`;
}

export function honorifics(): ValueSource {
  return listed(['Ms', 'Mr', 'Dr', 'Mx', 'Prof']);
}

export function genders({ column }: ColumnFacts): ValueSource {
  const isShort = /\((1)\)/.test(column.type);
  const known = isShort ? ['F', 'M', 'X'] : ['female', 'male', 'other'];
  return {
    ...listed(known),
    draw: ({ random, domain }) => {
      const all = domain.only ?? known;
      const share = random();
      return all[share < 0.5 ? 0 : share < 0.98 ? 1 % all.length : all.length - 1];
    },
  };
}

/** The name in the row, as an address takes it; some name where there is none. */
function localPart(site: Pick<DrawSite, 'value' | 'random'>, names: Names, separator: string): string {
  const read = (column: string | undefined) => (column === undefined ? '' : (site.value(column) ?? ''));
  const told = names.full === undefined ? `${read(names.given)} ${read(names.family)}` : read(names.full);
  const known = slugged(told, separator);
  if (known.length > 1) return known;
  const culture = oneOf(cultures, site.random, 0.3);
  return slugged(
    `${givenName(culture, undefined, site.random)} ${oneOf(culture.families, site.random, 0.3)}`,
    separator,
  );
}

interface Names {
  readonly given: string | undefined;
  readonly family: string | undefined;
  readonly full: string | undefined;
}

function namesOf({ sibling }: ColumnFacts): Names {
  return { given: sibling('given-name'), family: sibling('family-name'), full: sibling('full-name', 'company') };
}

/** RFC 2606: nobody has these, so that no mail ever arrives. */
const domains = ['example.com', 'example.org', 'example.net'];

/** Made of the row's name: `maria.rossi@example.com`; numbered where all of them must differ. */
export function emails(facts: ColumnFacts): ValueSource {
  const names = namesOf(facts);
  const nobody = { random: () => 0.37, value: () => undefined };
  return {
    count: 2 ** 40,
    reads: [names.given, names.family, names.full].filter((one) => one !== undefined),
    at: (ordinal, value) =>
      `${localPart({ ...nobody, ...(value && { value }), random: fixed(ordinal) }, names, '.')}${ordinal + 1}@${domains[ordinal % 3]}`,
    draw: (site) => {
      const local = localPart(site, names, '.');
      const suffix = site.random() < 0.45 ? String(1 + Math.floor(site.random() * 98)) : '';
      return `${local}${suffix}@${oneOf(domains, site.random, 1)}`;
    },
  };
}

export function usernames(facts: ColumnFacts): ValueSource {
  const names = namesOf(facts);
  return {
    count: 2 ** 40,
    reads: [names.given, names.family, names.full].filter((one) => one !== undefined),
    at: (ordinal, value = () => undefined) =>
      `${localPart({ value, random: fixed(ordinal) }, names, '_')
        .replace(/\d/g, '')
        .slice(0, 16)}${ordinal + 1}`,
    draw: (site) => `${localPart(site, names, '_').slice(0, 16)}${Math.floor(site.random() * 1000)}`,
  };
}

/** The same numbers for the same ordinal. */
function fixed(ordinal: number): Random {
  let state = (ordinal + 1) * 0.618_033_988_7;
  return () => {
    state = (state * 1.7 + 0.414_213_56) % 1;
    return state;
  };
}

/** Numbers that nobody has: North America's 555-0100 to 0199, Ofcom's for drama, and +999, which belongs to no country. */
export function phones({ sibling }: ColumnFacts): ValueSource {
  const country = sibling('country-code');
  const digits = (random: Random, count: number) => String(Math.floor(random() * 10 ** count)).padStart(count, '0');
  return {
    count: 1e9,
    reads: country === undefined ? [] : [country],
    at: (ordinal) => `+999${String(ordinal + 1).padStart(9, '0')}`,
    draw: ({ random, value }) => {
      const code = country === undefined ? undefined : value(country)?.trim();
      if (code === 'GB') return `+447700900${digits(random, 3)}`;
      if (code === undefined || code === 'US' || code === 'CA' || random() < 0.3)
        return `+1${200 + Math.floor(random() * 800)}55501${digits(random, 2)}`;
      return `+999${digits(random, 9)}`;
    },
  };
}
