import { expect, test } from 'vitest';
import { decompositionName } from './decomposition-names.ts';

test.each([
  [['customer_email'], ['customer_name'], 'orders', 'customers'],
  [['customer_email'], ['customer_name'], 'order', 'customer'],
  [['customerEmail'], ['customerName'], 'Orders', 'Customers'],
  [['customer_email'], ['customer_name'], 'salesOrder', 'customer'],
  [['order_id', 'product_id'], ['quantity'], 'exports', 'order_products'],
  [['isbn'], ['title', 'author'], 'loans', 'books'],
  [['city'], ['country'], 'people', 'cities'],
  [['zip'], ['city'], 'addresses', 'postal_codes'],
  [['email'], ['contact_name', 'contact_phone'], 'visits', 'contacts'],
  [['category_name'], ['category_position'], 'products', 'categories'],
  [['person_id'], ['person_born'], 'visits', 'people'],
])('%j (%j) of %s is named %s', (key, dependents, from, name) => {
  expect(decompositionName(key, dependents, from, new Set())).toBe(name);
});

test('a taken name gives way, and the name stays short', () => {
  const name = (...taken: string[]) => decompositionName(['customer_email'], [], 'orders', new Set(taken));
  expect(name('customers')).toBe('customer_emails');
  expect(name('customers', 'customer_emails')).toBe('order_customers');
  expect(name('customers', 'customer_emails', 'order_customers')).toBe('customers_2');
  expect(decompositionName(['x'.repeat(80)], [], 'orders', new Set()).length).toBe(63);
});
