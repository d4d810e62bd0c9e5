import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from './column-facts.ts';
import { currencies } from './lexicon/money.ts';
import * as things from './lexicon/things.ts';
import * as choice from './makers/choice.ts';
import * as identifier from './makers/identifier.ts';
import { codes, listed } from './makers/listed.ts';
import * as naming from './makers/naming.ts';
import * as number from './makers/number.ts';
import * as person from './makers/person.ts';
import * as place from './makers/place.ts';
import * as prose from './makers/prose.ts';
import * as structured from './makers/structured.ts';
import * as time from './makers/time.ts';
import type { Meaning } from './meaning.ts';

/** The values of a column that means something; undefined where none of them would fit its type. */
export function valueMaker(facts: ColumnFacts): ValueSource | undefined {
  return makers[facts.meaning](facts);
}

const makers: Readonly<Record<Meaning, (facts: ColumnFacts) => ValueSource | undefined>> = {
  'given-name': person.givenNames,
  'middle-name': person.middleNames,
  'family-name': person.familyNames,
  'full-name': person.fullNames,
  honorific: person.honorifics,
  gender: person.genders,
  username: person.usernames,
  email: person.emails,
  phone: person.phones,
  street: place.streetLines,
  address: place.addresses,
  'unit-line': place.unitLines,
  city: (facts) => place.ofCity(facts, ({ name }) => name),
  region: (facts) => place.ofCity(facts, ({ region }) => region),
  'postal-code': place.postalCodes,
  'country-code': (facts) => place.ofCountry(facts, ({ code }) => code),
  'country-code-3': (facts) => place.ofCountry(facts, ({ code3 }) => code3),
  'country-name': (facts) => place.ofCountry(facts, ({ name }) => name),
  latitude: (facts) => place.coordinate(facts, 'latitude'),
  longitude: (facts) => place.coordinate(facts, 'longitude'),
  timezone: (facts) => place.ofCity(facts, ({ timezone }) => timezone),
  language: () => codes(naming.languageCodes, 1.1),
  locale: (facts) => place.ofCountry(facts, ({ language, code }) => `${language}-${code}`),
  currency: (facts) =>
    facts.isUnique(facts.column.name) || facts.sibling('country-code', 'country-name') === undefined
      ? codes(
          currencies.map(({ code }) => code),
          1.8,
        )
      : place.ofCountry(facts, ({ currency }) => currency),
  symbol: () => listed(currencies.map(({ symbol }) => symbol)),
  company: naming.companies,
  'job-title': () => listed(things.jobTitles),
  department: () => listed(things.departments),
  brand: () => listed(things.brands),
  'thing-name': naming.thingNames,
  title: naming.titles,
  subject: prose.subjectLines,
  slug: naming.slugs,
  sku: identifier.skus,
  barcode: identifier.barcodes,
  code: identifier.shortCodes,
  'number-code': identifier.numberCodes,
  url: identifier.urls,
  'image-url': identifier.imageUrls,
  host: identifier.hosts,
  ip: identifier.ipAddresses,
  'user-agent': identifier.userAgents,
  path: identifier.paths,
  'file-name': identifier.fileNames,
  'mime-type': identifier.mimeTypes,
  hash: identifier.hashes,
  'password-hash': identifier.passwordHashes,
  token: identifier.tokens,
  uuid: identifier.uuids,
  'colour-hex': ({ salt }) => ({
    count: 2 ** 24,
    at: (ordinal) => `#${((ordinal * 7_368_787 + salt) % 2 ** 24).toString(16).padStart(6, '0')}`,
    draw: ({ random }) =>
      `#${Math.floor(random() * 2 ** 24)
        .toString(16)
        .padStart(6, '0')}`,
  }),
  colour: () => listed(things.colours),
  size: () => listed(things.sizes),
  unit: () => listed(things.units),
  tag: () => listed(things.tags),
  status: choice.statuses,
  type: choice.types,
  'payment-method': () => chosenAmong(things.paymentMethods),
  carrier: () => chosenAmong(things.carriers),
  channel: () => chosenAmong(things.channels),
  'event-name': () => chosenAmong(things.eventNames),
  plan: () => chosenAmong(things.plans),
  'last-four': identifier.lastFour,
  'card-brand': () => chosenAmong(['visa', 'mastercard', 'amex', 'maestro', 'discover']),
  version: identifier.versions,
  plate: identifier.plates,
  paragraph: prose.paragraphs,
  sentence: prose.sentences,
  note: prose.noteTexts,
  review: prose.reviews,
  price: number.prices,
  cents: number.cents,
  amount: number.amounts,
  balance: number.balances,
  percent: number.percents,
  rate: number.rates,
  rating: number.ratings,
  quantity: number.quantities,
  stock: number.stocks,
  count: number.counts,
  bytes: number.byteSizes,
  duration: number.durations,
  weight: number.weights,
  dimension: number.dimensions,
  age: number.ages,
  year: number.years,
  position: number.positions,
  temperature: number.temperatures,
  measurement: number.measurements,
  flag: choice.flags,
  created: time.created,
  later: time.later,
  expiry: time.expiries,
  birth: time.birthdays,
  start: time.starts,
  end: time.ends,
  moment: time.someMoments,
  document: structured.documents,
  list: structured.wordLists,
};

/** Those of the list, or where a condition lists others, one of these. */
function chosenAmong(words: readonly string[]): ValueSource {
  const source = listed(words, 0.8);
  return {
    ...source,
    draw: (site) =>
      site.domain.only === undefined ? source.draw?.(site) : choice.choose(site.domain.only, site.random),
  };
}
