import type { DomainOption } from '#analysis/domains/domain.ts';

const review = (of: number, seller: number, stars: number) =>
  `INSERT INTO seller_reviews (seller_order_id, seller_id, user_id, rating) VALUES (${of}, ${seller}, 1, ${stars})`;
const cart = (token: string, user = 2) =>
  `INSERT INTO carts (user_id, token, currency) VALUES (${user}, '${token}', 'EUR')`;
const write = (sender: string) =>
  `INSERT INTO messages (conversation_id, sender_side, sender_id, body) VALUES (1, '${sender}', 1, 'Hello')`;

export const options: readonly DomainOption[] = [
  {
    id: 'reviews',
    title: 'reviews of sellers',
    words: ['review', 'rating', 'seller rating', 'seller review', 'feedback'],
    usual: true,
    part: {
      entities: {
        seller_review: {
          description: 'What a buyer thought of one seller and one order.',
          key: ['seller_order'],
          references: { seller_order: 'seller_order agree(seller)', seller: 'seller', user: 'user' },
          attributes: {
            rating: 'rating',
            body: 'text?',
            reply: 'text?',
            status: 'state(published, hidden) = published',
          },
          volume: { rows: 2_000_000, perYear: 1_400_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'seller_review',
          reference: 'seller_order',
          parent: "status IN ('delivered', 'disputed', 'completed')",
          says: 'Only what was delivered is reviewed.',
        },
      ],
      access: [
        {
          name: 'reviews of a seller, newest first',
          entity: 'seller_review',
          by: ['seller'],
          where: "status = 'published'",
          order: ['-created_at'],
          limit: 20,
          perSecond: 80,
        },
      ],
      summaries: [
        {
          name: 'seller_ratings',
          sql: `SELECT seller_id, count(*) AS reviews, round(avg(rating), 2) AS rating
FROM seller_reviews
WHERE status = 'published'
GROUP BY 1`,
          key: ['seller_id'],
          serves: 'How buyers like each seller.',
          refresh: 'every hour',
        },
      ],
      scenarios: [
        { says: 'a review', accept: review(4, 1, 5) },
        { says: 'six stars', refuse: review(4, 1, 6) },
        { says: 'a review of what has not come', refuse: review(3, 1, 5) },
        { says: 'a review of another seller', refuse: review(4, 2, 5) },
        { says: 'two reviews of one order', race: [review(4, 1, 5), review(4, 1, 1)] },
      ],
    },
  },
  {
    id: 'carts',
    title: 'carts',
    words: ['cart', 'shopping cart', 'basket'],
    usual: true,
    part: {
      entities: {
        cart: {
          description: 'What someone means to buy, from any number of sellers; a guest has one by its token.',
          references: { user: 'user? cascade' },
          attributes: { token: 'token unique', currency: 'currency', status: 'state(open, ordered, abandoned) = open' },
          volume: { rows: 5_000_000, perYear: 3_000_000, keepDays: 90 },
        },
        cart_line: {
          key: ['cart', 'offer'],
          references: { cart: 'cart cascade agree(currency)', offer: 'offer agree(currency)' },
          attributes: { currency: 'currency', quantity: 'count > 0' },
          volume: { rows: 10_000_000, perYear: 6_000_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'cart',
          per: ['user'],
          where: "status = 'open'",
          says: 'A user has one open cart.',
        },
      ],
      access: [
        { name: 'the open cart of a buyer', entity: 'cart', by: ['user'], where: "status = 'open'", perSecond: 100 },
        { name: 'a cart by its token', entity: 'cart', by: ['token'], perSecond: 100 },
        { name: 'lines of a cart', entity: 'cart_line', by: ['cart'], perSecond: 100 },
      ],
      fixture: [
        "INSERT INTO carts (id, user_id, token, currency) VALUES (1, 1, 'c-1', 'EUR'), (2, NULL, 'c-2', 'USD')",
      ],
      scenarios: [
        { says: 'a second open cart', refuse: cart('c-9', 1) },
        { says: 'a cart', accept: cart('c-9') },
        { says: 'two first carts at once', race: [cart('c-8'), cart('c-9')] },
        {
          says: 'an offer in another currency in the cart',
          refuse: "INSERT INTO cart_lines (cart_id, offer_id, currency, quantity) VALUES (2, 1, 'USD', 1)",
        },
      ],
    },
  },
  {
    id: 'messages',
    title: 'messages between buyers and sellers',
    words: ['message', 'conversation', 'chat with the seller', 'question to the seller', 'contact seller'],
    usual: false,
    part: {
      entities: {
        conversation: {
          references: { buyer: 'user', seller: 'seller', offer: 'offer? agree(seller)' },
          attributes: { last_message_at: 'moment = now' },
          unique: [
            { of: ['buyer', 'seller', 'offer'], where: 'offer_id IS NOT NULL' },
            { of: ['buyer', 'seller'], where: 'offer_id IS NULL' },
          ],
          volume: { rows: 2_000_000, perYear: 1_500_000 },
        },
        message: {
          references: { conversation: 'conversation cascade', sender: 'user' },
          attributes: { sender_side: 'choice(buyer, seller)', body: 'text(4000)', read_at: 'moment?' },
          timestamps: 'created',
          volume: { rows: 12_000_000, perYear: 9_000_000 },
        },
      },
      access: [
        {
          name: 'conversations of a buyer',
          entity: 'conversation',
          by: ['buyer'],
          order: ['-last_message_at'],
          limit: 50,
          perSecond: 20,
        },
        {
          name: 'conversations of a seller',
          entity: 'conversation',
          by: ['seller'],
          order: ['-last_message_at'],
          limit: 50,
          perSecond: 20,
        },
        {
          name: 'messages, newest first',
          entity: 'message',
          by: ['conversation'],
          order: ['-created_at'],
          limit: 50,
          perSecond: 40,
        },
      ],
      fixture: ['INSERT INTO conversations (id, buyer_id, seller_id) VALUES (1, 1, 1)'],
      scenarios: [
        {
          says: 'the same conversation twice',
          refuse: 'INSERT INTO conversations (buyer_id, seller_id) VALUES (1, 1)',
        },
        {
          says: 'a conversation about the offer of another',
          refuse: 'INSERT INTO conversations (buyer_id, seller_id, offer_id) VALUES (1, 1, 2)',
        },
        { says: 'a message', accept: write('buyer') },
        { says: 'a message of neither', refuse: write('nobody') },
      ],
    },
  },
];
