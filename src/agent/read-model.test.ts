import { expect, test } from 'vitest';
import { parseModel } from './read-model.ts';

test('a short model is written out', () => {
  const model = parseModel(
    'name: shop\nentities:\n  customer:\n    attributes: { email: email unique }\n',
    'shop.yaml',
  );
  expect(model.entities['customer']?.attributes['email']).toMatchObject({ domain: 'email', unique: true });
});

test.each([
  [
    'a dangling reference',
    'name: s\nentities:\n  order:\n    references:\n      by: custmer\n  customer: {}\n',
    /^s\.yaml, line 5, column 7: .*no entity "custmer".*Did you mean customer/,
  ],
  [
    'an unknown domain',
    'name: s\nentities:\n  order:\n    attributes:\n      total: mony\n',
    /line 5, column 7: .*"mony" is not a domain/,
  ],
  [
    'a mandatory pair',
    'name: s\nentities:\n  a: { references: { b: b } }\n  b: { references: { a: a } }\n',
    /line 3, column 22: .*need each other/,
  ],
  ['an unknown field', 'name: s\nentities:\n  order:\n    color: red\n', /line 3, column 3: .*color/],
  [
    'a rule about what cannot grow',
    'name: s\nentities:\n  a: { attributes: { b: boolean } }\ninvariants:\n  - { kind: only-grows, entity: a, attribute: b, says: It grows. }\n',
    /line 5, .*a\.b is neither a number nor a moment/,
  ],
  [
    'a name of a table that ends a body',
    'name: s\nentities:\n  a: { table: "x$$; DROP", attributes: { b: boolean } }\n',
    /line 3, .*no line break and no \$\$/,
  ],
  ['broken YAML', 'name: [', /line 1, column/],
  [
    'two faults at once',
    'name: s\nentities:\n  a: { attributes: { x: mony, y: mony } }\n',
    /a\.attributes\.x.*\n.*a\.attributes\.y/,
  ],
])('%s is told with its place', (_, text, words) => {
  expect(() => parseModel(text, 's.yaml')).toThrow(words);
});
