import type { DomainOption } from '#analysis/domains/domain.ts';
import { usage } from './usage.ts';

export const options: readonly DomainOption[] = [
  usage,
  {
    id: 'dunning',
    title: 'payments tried again',
    words: ['dunning', 'payment retry', 'failed payment', 'reminder'],
    usual: true,
    part: {
      entities: {
        payment_retry: {
          description: 'When an unpaid invoice is tried again.',
          key: ['invoice', 'attempt'],
          references: { invoice: 'invoice', payment: 'payment? unique agree(invoice)' },
          attributes: {
            attempt: 'count > 0 <= 5',
            scheduled_at: 'moment',
            status: 'state(scheduled, done, skipped) = scheduled',
          },
          checks: [{ name: 'done_has_payment', sql: "status <> 'done' OR payment_id IS NOT NULL" }],
          volume: { rows: 1_000_000, perYear: 800_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'payment_retry',
          attribute: 'status',
          allowed: { scheduled: ['done', 'skipped'], done: [], skipped: [] },
          says: 'A retry is made once.',
        },
        {
          kind: 'only-one',
          entity: 'payment_retry',
          per: ['invoice'],
          where: "status = 'scheduled'",
          says: 'One retry of an invoice waits at a time.',
        },
      ],
      access: [
        {
          name: 'retries that are due',
          entity: 'payment_retry',
          range: 'scheduled_at',
          where: "status = 'scheduled'",
          order: ['scheduled_at'],
          limit: 500,
          perSecond: 1,
        },
      ],
      questions: [{ question: 'How often is an unpaid invoice tried again?', assumed: 'Five times at most.' }],
      fixture: ["INSERT INTO payment_retries (invoice_id, attempt, scheduled_at) VALUES (1, 1, '2026-01-20 00:00:00')"],
      scenarios: [
        {
          says: 'two retries that wait',
          refuse:
            "INSERT INTO payment_retries (invoice_id, attempt, scheduled_at) VALUES (1, 2, '2026-01-25 00:00:00')",
        },
        {
          says: 'a sixth retry',
          given: ["UPDATE payment_retries SET status = 'skipped' WHERE invoice_id = 1"],
          refuse:
            "INSERT INTO payment_retries (invoice_id, attempt, scheduled_at) VALUES (1, 6, '2026-01-25 00:00:00')",
        },
        {
          says: 'the next retry',
          given: ["UPDATE payment_retries SET status = 'skipped' WHERE invoice_id = 1"],
          accept:
            "INSERT INTO payment_retries (invoice_id, attempt, scheduled_at) VALUES (1, 2, '2026-01-25 00:00:00')",
        },
        {
          says: 'two next retries at once',
          given: ["UPDATE payment_retries SET status = 'skipped' WHERE invoice_id = 1"],
          race: [
            "INSERT INTO payment_retries (invoice_id, attempt, scheduled_at) VALUES (1, 2, '2026-01-25 00:00:00')",
            "INSERT INTO payment_retries (invoice_id, attempt, scheduled_at) VALUES (1, 3, '2026-01-25 00:00:00')",
          ],
        },
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
          volume: { rows: 20_000, perYear: 10_000 },
        },
        subscription_discount: {
          description: 'A coupon that makes a subscription cheaper for a time.',
          references: { subscription: 'subscription', coupon: 'coupon' },
          attributes: { starts_at: 'moment = now', ends_at: 'moment?' },
          unique: [{ of: ['subscription', 'coupon'] }],
          timestamps: 'created',
          volume: { rows: 150_000, perYear: 80_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'subscription_discount',
          per: ['subscription'],
          from: 'starts_at',
          to: 'ends_at',
          says: 'One coupon holds at a time.',
        },
        {
          kind: 'count-at-most',
          entity: 'subscription_discount',
          per: 'coupon',
          limit: 'max_redemptions',
          says: 'A coupon is used no more often than it may be.',
        },
        {
          kind: 'only-while',
          entity: 'subscription_discount',
          reference: 'coupon',
          parent: 'is_active',
          says: 'Only an active coupon is used.',
        },
      ],
      access: [
        { name: 'a coupon by its code', entity: 'coupon', by: ['code'], perSecond: 5 },
        { name: 'discounts of a subscription', entity: 'subscription_discount', by: ['subscription'], perSecond: 20 },
      ],
      fixture: [
        "INSERT INTO coupons (id, code, kind, percent, max_redemptions) VALUES (1, 'SPRING', 'percent', 10, 1), (2, 'SUMMER', 'percent', 10, NULL)",
        "INSERT INTO subscriptions (id, customer_id, number, currency, status, ends_at, starts_at, period_starts_at, period_ends_at) VALUES (5, 2, 'S-5', 'EUR', 'cancelled', '2025-02-01 00:00:00', '2025-01-01 00:00:00', '2025-01-01 00:00:00', '2025-02-01 00:00:00')",
      ],
      scenarios: [
        {
          says: 'a coupon worth nothing said',
          refuse: "INSERT INTO coupons (code, kind) VALUES ('NIL', 'percent')",
        },
        {
          says: 'a coupon used up',
          given: ['INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (5, 1)'],
          refuse: 'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (1, 1)',
        },
        {
          says: 'a coupon used',
          accept: 'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (1, 1)',
        },
        {
          says: 'the last use of a coupon, twice',
          race: [
            'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (5, 1)',
            'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (1, 1)',
          ],
        },
        {
          says: 'two coupons at a time',
          race: [
            'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (1, 1)',
            'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (1, 2)',
          ],
        },
        {
          says: 'a coupon used while it is switched off',
          race: [
            'UPDATE coupons SET is_active = FALSE WHERE id = 1',
            'INSERT INTO subscription_discounts (subscription_id, coupon_id) VALUES (1, 1)',
          ],
        },
      ],
    },
  },
  {
    id: 'entitlements',
    title: 'features of plans',
    words: ['entitlement', 'plan feature', 'feature', 'quota'],
    usual: false,
    part: {
      entities: {
        feature: {
          description: 'Something that a plan lets its customers do.',
          attributes: { code: 'code unique', name: 'name' },
          volume: { rows: 200, perYear: 40 },
        },
        plan_feature: {
          key: ['plan', 'feature'],
          references: { plan: 'plan cascade', feature: 'feature' },
          attributes: {
            quota: { domain: 'count', optional: true, description: 'How much of it; empty: as much as wanted.' },
          },
          timestamps: 'created',
          volume: { rows: 4_000, perYear: 1_000 },
        },
      },
      access: [{ name: 'features of a plan', entity: 'plan_feature', by: ['plan'], perSecond: 200 }],
      fixture: ["INSERT INTO features (id, code, name) VALUES (1, 'export', 'Export')"],
      scenarios: [
        {
          says: 'a feature of a plan',
          accept: 'INSERT INTO plan_features (plan_id, feature_id, quota) VALUES (1, 1, 10)',
        },
        {
          says: 'a quota below zero',
          refuse: 'INSERT INTO plan_features (plan_id, feature_id, quota) VALUES (1, 1, -1)',
        },
      ],
    },
  },
  {
    id: 'provider-events',
    title: 'messages of the payment provider',
    words: ['webhook', 'stripe', 'payment provider', 'payment gateway', 'provider event'],
    usual: false,
    part: {
      entities: {
        provider_event: {
          description: 'A message of the payment provider, taken once however often it is sent.',
          references: { payment: 'payment?' },
          attributes: {
            provider: 'code',
            event_key: 'token',
            kind: 'code(80)',
            payload: 'json',
            status: 'state(received, done, failed) = received',
            received_at: 'moment = now',
          },
          unique: [{ of: ['provider', 'event_key'] }],
          volume: { rows: 10_000_000, perYear: 14_000_000, keepDays: 365 },
        },
      },
      access: [
        {
          name: 'messages to be worked on',
          entity: 'provider_event',
          where: "status = 'received'",
          order: ['received_at'],
          limit: 100,
          perSecond: 5,
        },
      ],
      scenarios: [
        {
          says: 'a message taken twice',
          given: [
            "INSERT INTO provider_events (provider, event_key, kind, payload) VALUES ('stripe', 'evt-1', 'charge', '{}')",
          ],
          refuse:
            "INSERT INTO provider_events (provider, event_key, kind, payload) VALUES ('stripe', 'evt-1', 'charge', '{}')",
        },
        {
          says: 'a message',
          accept:
            "INSERT INTO provider_events (provider, event_key, kind, payload) VALUES ('stripe', 'evt-1', 'charge', '{}')",
        },
      ],
    },
  },
];
