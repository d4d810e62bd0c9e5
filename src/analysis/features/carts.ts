import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const carts: Feature = {
  id: 'carts',
  title: 'shopping carts',
  words: ['cart', 'shopping cart', 'basket', 'shopping basket'],
  needsEntity: true,
  part: (on = 'product') => ({
    entities: {
      user,
      cart: {
        references: { user: 'user? cascade' },
        attributes: { token: 'token unique', status: 'state(open, ordered, abandoned) = open' },
        volume: { rows: 2_000_000, perYear: 2_000_000, keepDays: 90 },
      },
      cart_line: {
        key: ['cart', on],
        references: { cart: 'cart cascade', [on]: `${on} cascade` },
        attributes: { quantity: 'count > 0' },
        volume: { rows: 5_000_000, perYear: 5_000_000 },
      },
    },
    invariants: [
      { kind: 'only-one', entity: 'cart', per: ['user'], where: "status = 'open'", says: 'A user has one open cart.' },
    ],
    access: [
      { name: 'a cart by its token', entity: 'cart', by: ['token'], perSecond: 50 },
      { name: 'what is in a cart', entity: 'cart_line', by: ['cart'], perSecond: 50 },
    ],
  }),
};
