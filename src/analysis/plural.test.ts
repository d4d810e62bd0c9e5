import { expect, test } from 'vitest';
import { plural, singular } from './plural.ts';

test.each([
  ['user', 'users'],
  ['order_line', 'order_lines'],
  ['category', 'categories'],
  ['address', 'addresses'],
  ['branch', 'branches'],
  ['box', 'boxes'],
  ['person', 'people'],
  ['child', 'children'],
  ['survey', 'surveys'],
  ['status', 'statuses'],
  ['diagnosis', 'diagnoses'],
  ['stock', 'stock'],
  ['quiz', 'quizzes'],
  ['warehouse', 'warehouses'],
  ['purchase', 'purchases'],
  ['license', 'licenses'],
  ['course', 'courses'],
  ['case', 'cases'],
  ['movie', 'movies'],
  ['process', 'processes'],
  ['bus', 'buses'],
  ['invoice', 'invoices'],
  ['vehicle_class', 'vehicle_classes'],
  ['size', 'sizes'],
  ['prize', 'prizes'],
])('%s: %s', (one, many) => {
  expect(plural(one)).toBe(many);
  expect(singular(many)).toBe(one);
});
