import { expect, test } from 'vitest';
import { baseForm, nameOf, stem } from './word-forms.ts';

test.each([
  ['Organisations', 'organization'],
  ['e-commerce', 'ecommerce'],
  ['theatres', 'theater'],
  ['colours', 'color'],
  ['exercises', 'exercise'],
  ['addresses', 'address'],
])('%s is spelt %s', (word, base) => expect(baseForm(word.toLowerCase())).toBe(base));

test.each([
  ['bookings', 'booked'],
  ['tagged', 'tags'],
  ['messages', 'messaging'],
  ['invoices', 'invoicing'],
])('%s and %s have one stem', (one, other) => expect(stem(one)).toBe(stem(other)));

test.each([
  [['e-mails'], 'email'],
  [['Purchase', 'orders'].map((one) => one.toLowerCase()), 'purchase_order'],
  [['2nd', 'name'], 'nd_name'],
  [['数据'], undefined],
])('%j is named %s', (words, name) => expect(nameOf(words)).toBe(name));
