import { expect, test } from 'vitest';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { checkModel } from './check-model.ts';
import { expandModel } from './expand-model.ts';

const faultsOf = (source: Partial<ModelSource>) => {
  const { model, faults } = expandModel({ name: 'test', entities: {}, ...source });
  return model === undefined ? (faults ?? []) : checkModel(model);
};

test('a sound model has none', () => {
  expect(
    faultsOf({
      entities: {
        customer: { attributes: { email: 'email unique' } },
        order: { references: { customer: 'customer' }, attributes: { status: 'state(new, paid) = new' } },
        line: { key: ['order', 'number'], references: { order: 'order cascade' }, attributes: { number: 'count' } },
      },
      invariants: [
        { kind: 'transitions', entity: 'order', attribute: 'status', allowed: { new: ['paid'] }, says: 'Paid once.' },
      ],
      access: [{ name: 'orders of a customer', entity: 'order', by: ['customer'], order: ['-created_at'] }],
    }),
  ).toEqual([]);
});

test.each<[string, Partial<ModelSource>, (string | number)[], RegExp]>([
  [
    'a dangling reference',
    { entities: { order: { references: { by: 'custmer' } }, customer: {} } },
    ['entities', 'order', 'references', 'by'],
    /no entity "custmer".*Did you mean customer/,
  ],
  [
    'an unknown domain',
    { entities: { order: { attributes: { total: 'mony' } } } },
    ['entities', 'order', 'attributes', 'total'],
    /"mony" is not a domain.*Did you mean money/,
  ],
  [
    'a mandatory pair',
    { entities: { a: { references: { b: 'b' } }, b: { references: { a: 'a' } } } },
    ['entities', 'a', 'references', 'b'],
    /a, b need each other.*b\?/,
  ],
  [
    'a mandatory parent of its own kind',
    { entities: { node: { references: { parent: 'node' } } } },
    ['entities', 'node', 'references', 'parent'],
    /needs another node first/,
  ],
  [
    'keys made of each other',
    { entities: { a: { key: ['b'], references: { b: 'b' } }, b: { key: ['a'], references: { a: 'a' } } } },
    ['entities', 'a', 'key'],
    /made of each other/,
  ],
  [
    'two entities of one table',
    { entities: { person: {}, human: { table: 'people' } } },
    ['entities', 'human'],
    /both be the table people/,
  ],
  [
    'a column twice',
    { entities: { user: {}, order: { references: { user: 'user' }, attributes: { user_id: 'integer' } } } },
    ['entities', 'order', 'references', 'user'],
    /there twice/,
  ],
  [
    'a unique rule on nothing',
    { entities: { user: { attributes: { email: 'email' }, unique: [{ of: ['emial'] }] } } },
    ['entities', 'user', 'unique'],
    /Did you mean email/,
  ],
  [
    'a default that is no value',
    { entities: { user: { attributes: { role: 'choice(admin, guest) = owner' } } } },
    ['entities', 'user', 'attributes', 'role'],
    /none of its values/,
  ],
  [
    'a strange state',
    {
      entities: { order: { attributes: { status: 'state(a, b)' } } },
      invariants: [{ kind: 'transitions', entity: 'order', attribute: 'status', allowed: { a: ['c'] }, says: 'No.' }],
    },
    ['invariants', 0],
    /"c" is no state/,
  ],
  ['an unknown field', { entities: { order: { colour: 'red' } as object } }, ['entities', 'order'], /colour/],
])('%s', (_, source, path, words) => {
  const [first] = faultsOf(source);
  expect(first?.path).toEqual(path);
  expect(`${first?.message} ${first?.hint}`).toMatch(words);
});
