import type { Domain } from './domain.ts';
import { couriers } from './food-delivery/couriers.ts';
import { money } from './food-delivery/money.ts';
import { options } from './food-delivery/options.ts';
import { orders } from './food-delivery/orders.ts';
import { restaurants } from './food-delivery/restaurants.ts';
import { fixture, scenarios } from './food-delivery/scenarios.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const foodDelivery: Domain = {
  id: 'food-delivery',
  title: 'food delivery',
  words: [
    'food delivery',
    'food delivery app',
    'food delivery platform',
    'meal delivery',
    'restaurant delivery',
    'takeaway delivery',
    'takeout delivery',
    'food ordering app',
    'grocery delivery',
    'pizza delivery',
    'delivery app for restaurants',
    'uber eats',
    'doordash',
    'deliveroo',
    'just eat',
  ],
  hints: ['courier', 'rider', 'dispatch', 'delivery fee', 'restaurant', 'menu', 'hungry', 'delivery zone', 'dasher'],
  synonyms: {
    user: ['customer', 'eater', 'diner'],
    courier: ['rider', 'driver', 'delivery driver', 'delivery person', 'dasher'],
    restaurant: ['kitchen', 'store', 'merchant', 'vendor'],
    menu_item: ['dish', 'meal', 'food item'],
    option_group: ['modifier group'],
    option_choice: ['topping', 'extra', 'modifier'],
    delivery: ['trip'],
    wallet: ['earnings account', 'balance'],
  },
  part: mergeParts('food-delivery', [
    { entities: { user: { ...user, volume: { rows: 2_000_000, perYear: 1_000_000 } } } },
    restaurants,
    orders,
    couriers,
    money,
    { fixture, scenarios },
  ]),
  options,
};
