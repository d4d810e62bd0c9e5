import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

it('finds the name that was meant, and none where nothing is near', () => {
  expect(nearestName('ordrs', ['users', 'orders', 'order_items'])).toBe('orders');
  expect(nearestName('Users', ['users', 'orders'])).toBe('users');
  expect(nearestName('invoices', ['users', 'orders'])).toBeUndefined();
  expect(nearestName('orders', [])).toBeUndefined();
});
