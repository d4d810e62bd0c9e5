import type { DomainOption } from '#analysis/domains/domain.ts';
import { lending } from './lending.ts';

export const options: readonly DomainOption[] = [
  {
    id: 'exchange',
    title: 'several currencies',
    words: ['currency exchange', 'foreign exchange', 'fx', 'multi-currency', 'exchange rate', 'several currencies'],
    usual: true,
    part: {
      entities: {
        exchange_rate: {
          description: 'What one unit of a currency cost in another from a moment on.',
          key: ['base', 'quote', 'valid_from'],
          attributes: {
            base: 'currency',
            quote: 'currency',
            valid_from: 'moment',
            rate: 'decimal(18, 8) > 0',
          },
          checks: [{ name: 'two_currencies', sql: 'base <> quote' }],
          appendOnly: true,
          timestamps: 'created',
          volume: { rows: 4_000_000, perYear: 3_000_000 },
        },
        currency_exchange: {
          description: 'Money changed: the transaction that gave one currency and the one that took the other.',
          references: {
            sold: 'transaction unique',
            bought: 'transaction unique',
          },
          attributes: {
            rate: 'decimal(18, 8) > 0',
            idempotency_key: 'token unique',
          },
          checks: [{ name: 'two_transactions', sql: 'sold_id <> bought_id' }],
          appendOnly: true,
          timestamps: 'created',
          volume: { rows: 2_000_000, perYear: 1_500_000 },
        },
      },
      access: [
        {
          name: 'the last rate between two currencies',
          entity: 'exchange_rate',
          by: ['base', 'quote'],
          order: ['-valid_from'],
          limit: 1,
          perSecond: 50,
        },
      ],
      decisions: [
        {
          what: 'A change of money keeps the rate that was applied.',
          why: 'The rate of the day is another one a minute later.',
        },
      ],
      fixture: [
        "INSERT INTO exchange_rates (base, quote, valid_from, rate) VALUES ('EUR', 'USD', '2026-02-01 00:00:00', 1.10)",
      ],
      scenarios: [
        {
          says: 'money changed within one transaction',
          refuse: "INSERT INTO currency_exchanges (sold_id, bought_id, rate, idempotency_key) VALUES (1, 1, 1, 'x-9')",
        },
        {
          says: 'a rate of a currency to itself',
          refuse:
            "INSERT INTO exchange_rates (base, quote, valid_from, rate) VALUES ('EUR', 'EUR', '2026-02-02 00:00:00', 1)",
        },
        {
          says: 'a rate of zero',
          refuse:
            "INSERT INTO exchange_rates (base, quote, valid_from, rate) VALUES ('EUR', 'USD', '2026-02-02 00:00:00', 0)",
        },
        { says: 'a past rate rewritten', refuse: "UPDATE exchange_rates SET rate = 2 WHERE base = 'EUR'" },
        {
          says: 'the next rate of a currency',
          accept:
            "INSERT INTO exchange_rates (base, quote, valid_from, rate) VALUES ('EUR', 'USD', '2026-02-02 00:00:00', 1.2)",
        },
      ],
    },
  },
  {
    id: 'joint-accounts',
    title: 'joint accounts',
    words: ['joint account', 'authorised signatory', 'authorized signatory', 'co-owner', 'power of attorney'],
    usual: false,
    part: {
      entities: {
        account_holder: {
          description: 'Someone beside its owner who may use an account.',
          key: ['account', 'customer'],
          references: { account: 'account', customer: 'customer' },
          attributes: {
            role: 'choice(joint, signatory, viewer)',
            daily_limit: 'money(18, 2)? > 0',
            ends_on: 'date?',
          },
          volume: { rows: 80_000, perYear: 15_000 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'account_holder',
          reference: 'customer',
          parent: "verification = 'verified'",
          says: 'Only verified customers use an account.',
        },
      ],
      access: [{ name: 'accounts that someone may use', entity: 'account_holder', by: ['customer'], perSecond: 60 }],
      scenarios: [
        {
          says: 'a signatory who is unknown',
          refuse: "INSERT INTO account_holders (account_id, customer_id, role) VALUES (1, 3, 'signatory')",
        },
        {
          says: 'a signatory',
          accept: "INSERT INTO account_holders (account_id, customer_id, role) VALUES (1, 2, 'signatory')",
        },
        {
          says: 'a signatory who is rejected meanwhile',
          race: [
            "UPDATE customers SET verification = 'rejected' WHERE id = 2",
            "INSERT INTO account_holders (account_id, customer_id, role) VALUES (1, 2, 'signatory')",
          ],
        },
      ],
    },
  },
  {
    id: 'cards',
    title: 'cards',
    words: ['card', 'debit card', 'bank card', 'payment card', 'virtual card'],
    usual: false,
    part: {
      entities: {
        card: {
          description: 'A card on an account. The number itself is with the processor: here is its token.',
          references: { account: 'account agree(customer)', customer: 'customer' },
          attributes: {
            token: 'token unique',
            last_digits: 'code(4) personal(financial)',
            expires_on: 'date',
            status: 'state(ordered, active, blocked, expired) = ordered',
            daily_limit: 'money(18, 2) >= 0',
          },
          volume: { rows: 300_000, perYear: 100_000 },
        },
        hold: { references: { card: 'card? agree(account)' } },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'card',
          attribute: 'status',
          start: ['ordered'],
          allowed: {
            ordered: ['active', 'blocked'],
            active: ['blocked', 'expired'],
            blocked: ['expired'],
            expired: [],
          },
          says: 'A blocked card is replaced, not unblocked.',
        },
        {
          kind: 'only-while',
          entity: 'hold',
          reference: 'card',
          parent: "status = 'active'",
          says: 'Only an active card pays.',
        },
      ],
      access: [
        { name: 'a card by its token', entity: 'card', by: ['token'], perSecond: 200 },
        { name: 'cards of a customer', entity: 'card', by: ['customer'], perSecond: 20 },
      ],
      fixture: [
        "INSERT INTO cards (id, account_id, customer_id, token, last_digits, expires_on, daily_limit) VALUES (1, 1, 1, 'tok-1', '4242', '2030-01-01', 500), (2, 1, 1, 'tok-2', '4343', '2030-01-01', 500)",
        "UPDATE cards SET status = 'active' WHERE id = 1",
      ],
      scenarios: [
        {
          says: 'a card on the account of another customer',
          refuse:
            "INSERT INTO cards (account_id, customer_id, token, last_digits, expires_on, daily_limit) VALUES (2, 1, 'tok-9', '4444', '2030-01-01', 500)",
        },
        {
          says: 'a payment with a card that is not active',
          refuse:
            "INSERT INTO holds (account_id, card_id, currency, amount, idempotency_key, expires_at) VALUES (1, 2, 'EUR', 5, 'h-9', '2099-01-01 00:00:00')",
        },
        {
          says: 'a payment with a card',
          accept:
            "INSERT INTO holds (account_id, card_id, currency, amount, idempotency_key, expires_at) VALUES (1, 1, 'EUR', 5, 'h-9', '2099-01-01 00:00:00')",
        },
        {
          says: 'a payment with a card that is blocked meanwhile',
          race: [
            "UPDATE cards SET status = 'blocked' WHERE id = 1",
            "INSERT INTO holds (account_id, card_id, currency, amount, idempotency_key, expires_at) VALUES (1, 1, 'EUR', 5, 'h-9', '2099-01-01 00:00:00')",
          ],
        },
        {
          says: 'a blocked card unblocked',
          given: ["UPDATE cards SET status = 'blocked' WHERE id = 1"],
          refuse: "UPDATE cards SET status = 'active' WHERE id = 1",
        },
      ],
    },
  },
  ...lending,
];
