import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { composeModel } from './compose-model.ts';
import { readRequirements } from './read-requirements.ts';
import { registryFixture } from './registry.fixture.ts';

const read = (text: string) => {
  const requirements = readRequirements(text, registryFixture);
  return { requirements, ...composeModel(requirements, registryFixture) };
};
const faults = (model: unknown) => {
  const expanded = expandModel(model);
  return expanded.model === undefined ? expanded.faults : checkModel(expanded.model);
};

const nouns =
  'driver vehicle student course order product customer invoice line category user room booking employee manager team player order item review address event ticket account note'.split(
    ' ',
  );
const attributes =
  'a plate|a price|an e-mail|a unique code|an optional deadline|notes|a status (open, closed)|a score between 1 and 5|a birthday|a number of seats|an id|is_active|a due date|a total|a name|an owner|a start date|an end date|a currency|a created_at|an order id'.split(
    '|',
  );
const noun = fc.constantFrom(...nouns);
const many = noun.map((one) => `${one}s`.replace('categorys', 'categories').replace('addresss', 'addresses'));
const attribute = fc.constantFrom(...attributes);
const with2 = fc.tuple(attribute, attribute).map(([one, other]) => `${one} and ${other}`);

const sentence = fc.oneof(
  fc.tuple(noun, with2).map(([of, list]) => `Each ${of} has ${list}.`),
  fc.tuple(noun, many, with2).map(([of, item, list]) => `Each ${of} has ${item} with ${list}.`),
  fc.tuple(noun, noun).map(([one, other]) => `Each ${one} belongs to a ${other}.`),
  fc.tuple(noun, noun).map(([one, other]) => `A ${one} may optionally be assigned to one ${other}.`),
  fc.tuple(noun, many).map(([one, other]) => `A ${one} can be in several ${other}.`),
  fc.tuple(noun, many).map(([one, other]) => `A ${one} can enrol in many ${other}.`),
  fc.tuple(noun, noun).map(([one, other]) => `Each ${one} has exactly one ${other}.`),
  fc.tuple(many, many).map(([one, other]) => `${one} place ${other}.`),
  fc.tuple(many, noun).map(([one, other]) => `${one} of a ${other} cannot overlap.`),
  fc.tuple(noun, noun).map(([one, other]) => `Only one ${one} of a ${other} can be active.`),
  fc.tuple(noun, many).map(([one, other]) => `A ${one} has at most 3 ${other}.`),
  fc.tuple(noun, noun).map(([one, other]) => `Every ${one} must have at least one ${other}.`),
  fc.tuple(many, many).map(([one, other]) => `We track ${one} and their ${other}.`),
  fc.tuple(noun, noun).map(([one, other]) => `A ${one} cannot have two ${other}s at the same time.`),
  fc.tuple(noun, noun).map(([one, other]) => `Every ${one} votes only once per ${other}.`),
  fc.tuple(many, many).map(([one, other]) => `${one} can be kept in many ${other} with a price and a date.`),
  fc.tuple(noun, noun).map(([one, other]) => `A ${one}'s ${other} is optional.`),
  noun.map((one) => `A ${one} goes through the stages new, open and done.`),
  fc.tuple(many, many, many).map(([one, other, third]) => `A club: ${one}, ${other} and ${third} of ${one}.`),
  noun.map((one) => `A ${one} can have a parent ${one}.`),
  noun.map((one) => `Each ${one} reports to a manager.`),
  many.map((one) => `${one} have a status: draft, sent or paid.`),
  many.map((one) => `${one} can be new, in progress or done.`),
  noun.map((one) => `We keep a history of the price of each ${one}.`),
  fc.tuple(noun, noun).map(([one, other]) => `The ${one} of a ${other} must be unique.`),
  fc.tuple(noun, noun).map(([one, other]) => `The ${one} of a ${other} must not be negative.`),
  fc.tuple(many, many).map(([one, other]) => `${one} with tags and comments on ${other}.`),
  fc
    .tuple(many, noun, attribute)
    .map(([one, other]) => `List ${one} of a ${other}, newest first. Search ${one} by name.`),
  many.map((one) => `5M ${one}, 200 ${one} a second, kept for 90 days.`),
  many.map((one) => `No ${one}, without reviews.`),
  fc.constantFrom(
    'An online shop with coupons.',
    'A CRM and a help desk.',
    'Hotel bookings.',
    'A restaurant.',
    'A blog.',
    'Real estate with photos.',
    'Multi-tenant SaaS with roles.',
    'Soft delete everywhere, uuid keys.',
  ),
);

/** A request of one to eight sentences that speak of the same few nouns, so that they meet and contradict each other. */
const randomRequest = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));

test('any mixture of sentences gives a sound model, the same each time', () => {
  fc.assert(
    fc.property(randomRequest, (text) => {
      const one = read(text);
      expect(faults(one.model)).toEqual([]);
      expect(one.questions.filter(({ question }) => question.includes('could not be joined'))).toEqual([]);
      expect(readRequirements(text, registryFixture)).toEqual(one.requirements);
    }),
    { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 2) },
  );
});

test('any words in any order give a sound model', () => {
  const word = fc.constantFrom(
    ...'a each of has have with and or , : ( ) is can be many one belongs to driver vehicle plate price status order user product review no without between 1 5 at most only unique optional cannot overlap history active by list newest first parent category itself negative must not . ; - "x y" 5M per second'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      expect(faults(read(words.join(' ')).model)).toEqual([]);
    }),
  );
});
