import type { DomainOption } from '#analysis/domains/domain.ts';

/** Baskets that outlive the app's screen. */
export const carts: DomainOption = {
  id: 'carts',
  title: 'carts kept on the server',
  words: ['cart', 'basket', 'shopping cart'],
  usual: false,
  part: {
    entities: {
      cart: {
        description: 'What someone means to order from one restaurant.',
        references: { user: 'user cascade', restaurant: 'restaurant cascade' },
        unique: [{ of: ['user', 'restaurant'] }],
        volume: { rows: 1_500_000, perYear: 500_000, keepDays: 30 },
      },
      cart_line: {
        references: {
          cart: 'cart cascade agree(restaurant)',
          item: 'menu_item cascade agree(restaurant)',
          restaurant: 'restaurant',
        },
        attributes: { quantity: 'count > 0 = 1', note: 'text?' },
        volume: { rows: 4_000_000, perYear: 1_000_000 },
      },
      cart_line_choice: {
        key: ['cart_line', 'choice'],
        references: {
          cart_line: 'cart_line cascade agree(item)',
          item: 'menu_item',
          group: 'option_group agree(item)',
          choice: 'option_choice cascade agree(group)',
        },
        timestamps: 'created',
        volume: { rows: 5_000_000, perYear: 1_500_000 },
      },
    },
    access: [
      { name: 'carts of a customer', entity: 'cart', by: ['user'], perSecond: 100 },
      { name: 'lines of a cart', entity: 'cart_line', by: ['cart'], perSecond: 100 },
    ],
    fixture: ['INSERT INTO carts (id, user_id, restaurant_id) VALUES (1, 1, 1)'],
    scenarios: [
      { says: 'two carts for one kitchen', refuse: 'INSERT INTO carts (user_id, restaurant_id) VALUES (1, 1)' },
      {
        says: 'a cart with a dish of another kitchen',
        refuse: 'INSERT INTO cart_lines (cart_id, item_id, restaurant_id) VALUES (1, 3, 1)',
      },
      {
        says: 'a dish in the cart',
        accept: 'INSERT INTO cart_lines (cart_id, item_id, restaurant_id) VALUES (1, 1, 1)',
      },
    ],
  },
};
