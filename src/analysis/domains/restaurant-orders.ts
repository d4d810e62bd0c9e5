import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';
import { bills } from './restaurant-orders/bills.ts';
import { menu } from './restaurant-orders/menu.ts';
import { options } from './restaurant-orders/options.ts';
import { orders } from './restaurant-orders/orders.ts';
import { places } from './restaurant-orders/places.ts';
import { fixture, scenarios } from './restaurant-orders/scenarios.ts';

export const restaurantOrders: Domain = {
  id: 'restaurant-orders',
  title: 'restaurant orders',
  words: [
    'restaurant',
    'restaurant order',
    'restaurant ordering',
    'restaurant pos',
    'restaurant point of sale',
    'restaurant management',
    'cafe',
    'coffee shop',
    'bistro',
    'pizzeria',
    'bar and grill',
    'dine-in order',
  ],
  hints: ['waiter', 'waitress', 'kitchen', 'chef', 'menu', 'dish', 'tip', 'bill', 'table', 'course', 'dine-in'],
  synonyms: {
    dining_table: ['table'],
    menu_item: ['dish', 'meal', 'drink'],
    employee: ['waiter', 'waitress', 'cook', 'chef', 'server', 'cashier'],
    modifier: ['extra', 'topping', 'side'],
    kitchen_station: ['kitchen', 'grill', 'bar'],
    bill: ['check', 'receipt', 'invoice'],
    user: ['guest', 'diner', 'customer'],
  },
  part: mergeParts('restaurant-orders', [
    { entities: { user: { ...user, volume: { rows: 400_000, perYear: 200_000 } } } },
    places,
    menu,
    orders,
    bills,
    { fixture, scenarios },
  ]),
  options,
};
