import { expect, test } from 'vitest';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { readInsert, writeInsert } from './insert-statement.ts';
import { entitiesByTable, madeKeys, moveConditions, moveRows } from './key-literals.ts';

const { model } = expandModel({
  name: 'shop',
  entities: {
    country: { key: ['number'], attributes: { number: 'integer' } },
    customer: { references: { country: 'country' }, attributes: { client_id: 'integer', paid: 'integer' } },
    profile: { key: ['customer'], references: { customer: 'customer' } },
    order: { references: { customer: 'customer', buyer: 'profile' }, attributes: { external_id: 'integer' } },
  },
});
if (model === undefined) throw new Error('The model is unsound.');
const key = (number: string) => `<${number}>`;
const names = madeKeys(model);

test('the columns that hold made-up keys', () => {
  expect([...names].sort()).toEqual(['buyer_id', 'customer_id', 'id']);
});

test.each([
  ['id = 1 AND customer_id<>2', 'id = <1> AND customer_id<><2>'],
  ['o.id != 1 OR o.buyer_id >= 12', 'o.id != <1> OR o.buyer_id >= <12>'],
  ['id IN (1, 2) AND customer_id NOT IN (3)', 'id IN (<1>, <2>) AND customer_id NOT IN (<3>)'],
  ['id BETWEEN 1 AND 3 AND paid = 1', 'id BETWEEN <1> AND <3> AND paid = 1'],
])('%s', (sql, moved) => expect(moveConditions(sql, names, key)).toBe(moved));

test.each([
  'paid = 1 AND valid = 2 AND is_paid = 3',
  'external_id = 5 AND client_id IN (1, 2) AND country_id = 49',
  'id = -1 OR id = 1.5 OR id > 10.25',
  "note = 'id = 1' AND other = 'it''s id = 2'",
  'id IN (SELECT 1) AND id = customer_id',
  'identity = 1 AND grid = 2 AND id_count = 3',
])('left alone: %s', (sql) => expect(moveConditions(sql, names, key)).toBe(sql));

test('rows by the columns of their table', () => {
  const insert = readInsert(
    'INSERT INTO orders (id, customer_id, external_id, buyer_id) VALUES (1, 2, 3, (SELECT customer_id FROM profiles WHERE customer_id = 4)), (5, NULL, -6, 7)',
  );
  if (insert === undefined) throw new Error('It was not read.');
  expect(writeInsert(moveRows(insert, model, entitiesByTable(model), key))).toBe(
    'INSERT INTO orders (id, customer_id, external_id, buyer_id) VALUES (<1>, <2>, 3, (SELECT customer_id FROM profiles WHERE customer_id = <4>)), (<5>, NULL, -6, <7>)',
  );
});
