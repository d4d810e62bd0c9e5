import type { DomainOption } from '#analysis/domains/domain.ts';

const use = (order: number, user = 1, code = 1) =>
  `INSERT INTO promo_code_uses (order_id, promo_code_id, user_id, amount) VALUES (${order}, ${code}, ${user}, 2)`;

export const promoCodes: DomainOption = {
  id: 'promo-codes',
  title: 'promo codes',
  words: ['promo code', 'coupon', 'voucher', 'discount code', 'promotion'],
  usual: true,
  part: {
    entities: {
      promo_code: {
        references: { restaurant: 'restaurant?' },
        attributes: {
          code: 'code unique',
          percent: 'percent?',
          amount: 'money? > 0',
          currency: 'currency?',
          minimum_order: 'money >= 0 = 0',
          max_uses: 'count? > 0',
          starts_at: 'moment = now',
          ends_at: 'moment?',
          is_active: 'boolean = true',
        },
        checks: [
          { name: 'code_is_upper', sql: 'code = upper(code)' },
          { name: 'amount_has_currency', sql: '(amount IS NULL) = (currency IS NULL)' },
          { name: 'ends_after_start', sql: 'ends_at > starts_at' },
        ],
        volume: { rows: 60_000, perYear: 30_000 },
      },
      promo_code_use: {
        key: ['order'],
        references: { order: 'order agree(user)', promo_code: 'promo_code', user: 'user' },
        attributes: { amount: 'money >= 0' },
        unique: [{ of: ['promo_code', 'user'] }],
        timestamps: 'created',
        volume: { rows: 1_000_000, perYear: 1_000_000 },
      },
    },
    invariants: [
      {
        kind: 'exactly-one',
        entity: 'promo_code',
        of: ['percent', 'amount'],
        says: 'A code takes off a share or an amount.',
      },
      {
        kind: 'count-at-most',
        entity: 'promo_code_use',
        per: 'promo_code',
        limit: 'max_uses',
        says: 'A code is used no more often than it may be.',
      },
      {
        kind: 'only-while',
        entity: 'promo_code_use',
        reference: 'promo_code',
        parent: 'is_active',
        says: 'Only an active code is used.',
      },
    ],
    access: [
      { name: 'a code by what was typed', entity: 'promo_code', by: ['code'], perSecond: 20 },
      { name: 'codes that a customer used', entity: 'promo_code_use', by: ['user'], perSecond: 10 },
    ],
    questions: [{ question: 'How often may a customer use one code?', assumed: 'Once.' }],
    fixture: [
      "INSERT INTO promo_codes (id, code, percent, max_uses) VALUES (1, 'SPRING', 10, 1), (2, 'SUMMER', 10, NULL)",
      "INSERT INTO orders (id, user_id, restaurant_id, number, idempotency_key, kind, currency, subtotal, total) VALUES (6, 2, 1, 'N-6', 'r-6', 'pickup', 'EUR', 10, 10)",
      "INSERT INTO order_lines (id, order_id, item_id, restaurant_id, position, title, unit_price) VALUES (60, 6, 1, 1, 1, 'Pizza', 10)",
    ],
    scenarios: [
      { says: 'a code worth nothing', refuse: "INSERT INTO promo_codes (code) VALUES ('NIL')" },
      { says: 'a code used', accept: use(1) },
      { says: 'a code used by another than who ordered', refuse: use(1, 2) },
      { says: 'a code used up', given: [use(1)], refuse: use(6, 2) },
      { says: 'the last use of a code, twice', race: [use(1), use(6, 2)] },
      { says: 'a code used twice by one customer', given: [use(1, 1, 2)], refuse: use(2, 1, 2) },
      {
        says: 'a code used while it is switched off',
        race: ['UPDATE promo_codes SET is_active = FALSE WHERE id = 1', use(1)],
      },
      {
        says: 'fewer uses allowed than there were',
        given: [use(1, 1, 2), use(6, 2, 2)],
        refuse: 'UPDATE promo_codes SET max_uses = 1 WHERE id = 2',
      },
    ],
  },
};
