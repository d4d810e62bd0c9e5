import type { Feature } from '#analysis/domains/domain.ts';
export const coupons: Feature = {
  id: 'coupons',
  title: 'coupons',
  words: ['coupon', 'voucher', 'promo code', 'discount code', 'promotion'],
  needsEntity: true,
  part: (on = 'order') => ({
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
          {
            name: 'percent_or_amount',
            sql: "(kind = 'percent' AND percent IS NOT NULL AND amount IS NULL) OR (kind = 'amount' AND amount IS NOT NULL AND currency IS NOT NULL AND percent IS NULL)",
          },
          { name: 'ends_after_start', sql: 'ends_at > starts_at' },
        ],
        volume: { rows: 50_000, perYear: 20_000 },
      },
      coupon_redemption: {
        key: ['coupon', on],
        references: { coupon: 'coupon', [on]: on },
        attributes: { amount: 'money >= 0' },
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
      { name: `coupons used on one ${on}`, entity: 'coupon_redemption', by: [on] },
    ],
  }),
};
