import type { DomainOption } from '#analysis/domains/domain.ts';
import { carts } from './carts.ts';
import { promoCodes } from './promo-codes.ts';

const reviewed = (id: number, stars: number) =>
  `INSERT INTO reviews (order_id, restaurant_id, food_rating) VALUES (${id}, 1, ${stars})`;
const delivered = ['preparing', 'ready', 'picked_up', 'delivered'].map(
  (status) => `UPDATE orders SET status = '${status}' WHERE id = 2`,
);
const shift = (from: string, to: string) =>
  `INSERT INTO courier_shifts (courier_id, starts_at, ends_at) VALUES (1, '2026-03-02 ${from}', '2026-03-02 ${to}')`;

export const options: readonly DomainOption[] = [
  {
    id: 'reviews',
    title: 'reviews',
    words: ['review', 'rating', 'star rating', 'feedback'],
    usual: true,
    part: {
      entities: {
        review: {
          description: 'What a customer thought of the food and of the way it came.',
          key: ['order'],
          references: { order: 'order agree(restaurant)', restaurant: 'restaurant' },
          attributes: {
            food_rating: 'rating',
            delivery_rating: 'rating?',
            body: 'text?',
            is_published: 'boolean = true',
          },
          volume: { rows: 1_500_000, perYear: 1_500_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'review',
          reference: 'order',
          parent: "status = 'delivered'",
          says: 'Only what was delivered is reviewed.',
        },
      ],
      access: [
        {
          name: 'reviews of a restaurant, newest first',
          entity: 'review',
          by: ['restaurant'],
          where: 'is_published',
          order: ['-created_at'],
          limit: 20,
          perSecond: 60,
        },
      ],
      scenarios: [
        { says: 'a review of what has not come', refuse: reviewed(2, 5) },
        { says: 'six stars', given: delivered, refuse: reviewed(2, 6) },
        { says: 'a review', given: delivered, accept: reviewed(2, 5) },
        { says: 'two reviews of one order', given: delivered, race: [reviewed(2, 5), reviewed(2, 1)] },
      ],
    },
  },
  {
    id: 'shifts',
    title: 'shifts of couriers',
    words: ['shift', 'courier shift', 'driver shift', 'courier schedule', 'slot for couriers'],
    usual: false,
    part: {
      entities: {
        courier_shift: {
          references: { courier: 'courier' },
          attributes: {
            starts_at: 'moment',
            ends_at: 'moment',
            status: 'state(planned, worked, missed, cancelled) = planned',
          },
          volume: { rows: 2_000_000, perYear: 2_000_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'courier_shift',
          per: ['courier'],
          from: 'starts_at',
          to: 'ends_at',
          where: "status <> 'cancelled'",
          says: 'A courier works one shift at a time.',
        },
      ],
      access: [
        {
          name: 'shifts of a courier',
          entity: 'courier_shift',
          by: ['courier'],
          range: 'starts_at',
          order: ['starts_at'],
        },
        { name: 'who works between two moments', entity: 'courier_shift', range: 'starts_at', order: ['starts_at'] },
      ],
      fixture: [shift('10:00:00', '14:00:00')],
      scenarios: [
        { says: 'two shifts at the same time', refuse: shift('13:00:00', '18:00:00') },
        { says: 'the next shift', accept: shift('14:00:00', '18:00:00') },
        { says: 'two shifts taken at once', race: [shift('18:00:00', '20:00:00'), shift('19:00:00', '21:00:00')] },
        { says: 'a shift that ends before it begins', refuse: shift('20:00:00', '19:00:00') },
      ],
    },
  },
  promoCodes,
  carts,
  {
    id: 'favourites',
    title: 'favourite restaurants',
    words: ['favourite', 'favorite', 'favourite restaurant', 'favorite restaurant', 'saved restaurant'],
    usual: false,
    part: {
      entities: {
        favourite: {
          key: ['user', 'restaurant'],
          references: { user: 'user cascade', restaurant: 'restaurant cascade' },
          timestamps: 'created',
          volume: { rows: 4_000_000, perYear: 2_000_000 },
        },
      },
      access: [{ name: 'favourites of a customer', entity: 'favourite', by: ['user'], perSecond: 40 }],
    },
  },
];
