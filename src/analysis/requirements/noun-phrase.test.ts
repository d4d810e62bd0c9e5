import { expect, test } from 'vitest';
import { nounPhrase } from './noun-phrase.ts';
import { tokenise } from './tokenise.ts';

test.each([
  ['several vehicles', { name: 'vehicle', many: true, plural: true, counted: true }],
  ['each purchase order', { name: 'purchase_order', determiner: 'each', many: false }],
  ['purchase orders have a supplier', { name: 'purchase_order', plural: true }],
  ['customers place orders', { name: 'customer', plural: true }],
  ['a number of seats', { name: 'seat_count', plural: false }],
  ['a date of birth', { name: 'date_of_birth' }],
  ['the price of each product', { name: 'price', of: { name: 'product', determiner: 'each' } }],
  ["a guest's e-mail", { name: 'email', of: { name: 'guest' } }],
  ['an optional unique code', { name: 'code', optional: true, unique: true }],
  ['ISBN unique', { name: 'isbn', unique: true }],
  ['at most 11 players', { name: 'player', most: 11 }],
  ['one or more grapes', { name: 'grape', least: 1, many: true }],
  ['a score between 1 and 5', { name: 'score', bounds: { min: 1, max: 5 } }],
  ['a priority (low, normal, high)', { name: 'priority', brackets: ['low', 'normal', 'high'] }],
  ['birth date (optional)', { name: 'birth_date', optional: true, brackets: [] }],
  ['vehicles with a plate and notes', { name: 'vehicle', having: [{ name: 'plate' }, { name: 'note' }] }],
])('%s', (text, expected) => {
  const [sentence = []] = tokenise(text);
  expect(nounPhrase(sentence, 0)).toMatchObject(expected);
});

test('nothing where no noun is', () => {
  expect(nounPhrase(tokenise('of the')[0] ?? [], 0)).toBeUndefined();
});
