import type { DomainOption } from '#analysis/domains/domain.ts';

export const options: readonly DomainOption[] = [
  {
    id: 'reviews',
    title: 'reviews',
    words: ['review', 'rating', 'star rating', 'product review', 'testimonial'],
    usual: true,
    part: {
      entities: {
        review: {
          references: { product: 'product cascade', user: 'user cascade' },
          attributes: {
            rating: 'rating',
            title: 'title?',
            body: 'text?',
            status: 'state(pending, published, rejected) = pending',
          },
          unique: [{ of: ['product', 'user'] }],
          volume: { rows: 1_000_000, perYear: 600_000 },
        },
      },
      access: [
        {
          name: 'published reviews of a product, newest first',
          entity: 'review',
          by: ['product'],
          where: "status = 'published'",
          order: ['-created_at'],
          limit: 20,
          perSecond: 100,
        },
      ],
      scenarios: [
        {
          says: 'six stars',
          refuse: 'INSERT INTO reviews (product_id, user_id, rating) VALUES (1, 1, 6)',
        },
        {
          says: 'a second review by the same customer',
          given: ['INSERT INTO reviews (product_id, user_id, rating) VALUES (1, 1, 5)'],
          refuse: 'INSERT INTO reviews (product_id, user_id, rating) VALUES (1, 1, 1)',
        },
        { says: 'a review', accept: 'INSERT INTO reviews (product_id, user_id, rating) VALUES (1, 1, 4)' },
      ],
    },
  },
  {
    id: 'coupons',
    title: 'coupons',
    words: ['coupon', 'voucher', 'promo code', 'discount code', 'promotion'],
    usual: true,
    part: {
      entities: {
        coupon: {
          attributes: {
            code: 'code unique',
            kind: 'choice(percent, amount)',
            percent: 'percent?',
            amount: 'money? > 0',
            currency: 'currency?',
            starts_at: 'moment = now',
            ends_at: 'moment?',
            max_redemptions: 'count? > 0',
            is_active: 'boolean = true',
          },
          checks: [
            { name: 'code_is_upper', sql: 'code = upper(code)' },
            {
              name: 'percent_or_amount',
              sql: "(kind = 'percent' AND percent IS NOT NULL AND amount IS NULL) OR (kind = 'amount' AND amount IS NOT NULL AND currency IS NOT NULL AND percent IS NULL)",
            },
            { name: 'ends_after_start', sql: 'ends_at > starts_at' },
          ],
          volume: { rows: 50_000, perYear: 20_000 },
        },
        coupon_redemption: {
          key: ['coupon', 'order'],
          references: { coupon: 'coupon', order: 'order', user: 'user?' },
          attributes: { amount: 'money >= 0' },
          unique: [{ of: ['coupon', 'user'], where: 'user_id IS NOT NULL' }],
          timestamps: 'created',
          volume: { rows: 500_000, perYear: 400_000 },
        },
      },
      invariants: [
        {
          kind: 'count-at-most',
          entity: 'coupon_redemption',
          per: 'coupon',
          limit: 'max_redemptions',
          says: 'A coupon is used no more often than it may be.',
        },
        {
          kind: 'only-while',
          entity: 'coupon_redemption',
          reference: 'coupon',
          parent: 'is_active',
          says: 'Only an active coupon is used.',
        },
      ],
      access: [
        { name: 'a coupon by its code', entity: 'coupon', by: ['code'], perSecond: 20 },
        { name: 'coupons used on an order', entity: 'coupon_redemption', by: ['order'] },
      ],
      questions: [{ question: 'How often may a customer use one coupon?', assumed: 'Once.' }],
      fixture: [
        "INSERT INTO coupons (id, code, kind, percent, max_redemptions) VALUES (1, 'SPRING', 'percent', 10, 1)",
        "INSERT INTO coupons (id, code, kind, percent, is_active) VALUES (2, 'OLD', 'percent', 10, FALSE)",
      ],
      scenarios: [
        {
          says: 'a coupon of 120 percent',
          refuse: "INSERT INTO coupons (code, kind, percent) VALUES ('MAD', 'percent', 120)",
        },
        { says: 'a coupon worth nothing said', refuse: "INSERT INTO coupons (code, kind) VALUES ('NIL', 'percent')" },
        {
          says: 'the same code again',
          refuse: "INSERT INTO coupons (code, kind, percent) VALUES ('SPRING', 'percent', 5)",
        },
        {
          says: 'a coupon used up',
          given: ['INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (1, 1, 5)'],
          refuse: 'INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (1, 2, 5)',
        },
        {
          says: 'a coupon that is over',
          refuse: 'INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (2, 1, 5)',
        },
        {
          says: 'a coupon used',
          accept: 'INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (1, 1, 5)',
        },
        {
          says: 'the last use of a coupon, twice',
          race: [
            'INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (1, 1, 5)',
            'INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (1, 2, 5)',
          ],
        },
        {
          says: 'a coupon used while it is switched off',
          race: [
            'UPDATE coupons SET is_active = FALSE WHERE id = 1',
            'INSERT INTO coupon_redemptions (coupon_id, order_id, amount) VALUES (1, 1, 5)',
          ],
        },
      ],
    },
  },
  {
    id: 'wishlists',
    title: 'wish lists',
    words: ['wishlist', 'wish list', 'favourite', 'favorite', 'saved item'],
    usual: false,
    part: {
      entities: {
        wishlist: {
          references: { user: 'user cascade' },
          attributes: { name: 'name', is_public: 'boolean = false' },
          unique: [{ of: ['user', 'name'] }],
          volume: { rows: 500_000, perYear: 200_000 },
        },
        wishlist_item: {
          key: ['wishlist', 'variant'],
          references: { wishlist: 'wishlist cascade', variant: 'product_variant cascade' },
          timestamps: 'created',
          volume: { rows: 3_000_000, perYear: 1_000_000 },
        },
      },
      access: [{ name: 'wish lists of a customer', entity: 'wishlist', by: ['user'] }],
    },
  },
];
