import type { ModelPart } from '#analysis/domains/domain.ts';

/** Whose money it is: double entry, with an escrow account for each part of an order. */
export const ledger: ModelPart = {
  entities: {
    account: {
      description:
        'Money of one kind and one owner. What the marketplace owes is positive, what it has or is owed negative.',
      references: { seller: 'seller?', seller_order: 'seller_order? unique agree(currency)' },
      attributes: {
        kind: 'choice(cash, escrow, seller, receivable, commission)',
        currency: 'currency',
        balance: 'money = 0',
      },
      unique: [{ of: ['seller', 'kind', 'currency'], where: 'seller_id IS NOT NULL' }],
      checks: [
        { name: 'escrow_of_part', sql: "(kind = 'escrow') = (seller_order_id IS NOT NULL)" },
        { name: 'balance_of_seller', sql: "(kind IN ('seller', 'receivable')) = (seller_id IS NOT NULL)" },
        { name: 'not_overdrawn', sql: "kind IN ('cash', 'receivable') OR balance >= 0" },
      ],
      volume: { rows: 8_200_000, perYear: 5_600_000 },
    },
    journal: {
      description: 'Something that moved money, once; its postings add up to zero.',
      references: {
        payment: 'payment? unique agree(amount, currency)',
        seller_order: 'seller_order? agree(currency)',
        refund: 'refund? unique agree(amount, currency)',
        payout: 'payout? agree(amount, currency)',
      },
      attributes: {
        kind: 'choice(payment, release, refund, payout, payout_return, correction)',
        amount: 'money > 0',
        currency: 'currency',
        idempotency_key: 'token unique',
        note: 'text?',
      },
      unique: [{ of: ['payout', 'kind'], where: 'payout_id IS NOT NULL' }],
      checks: [
        { name: 'payment_named', sql: "(kind = 'payment') = (payment_id IS NOT NULL)" },
        { name: 'release_of_part', sql: "(kind = 'release') = (seller_order_id IS NOT NULL)" },
        { name: 'refund_named', sql: "(kind = 'refund') = (refund_id IS NOT NULL)" },
        { name: 'payout_named', sql: "(kind IN ('payout', 'payout_return')) = (payout_id IS NOT NULL)" },
        { name: 'correction_explained', sql: "kind <> 'correction' OR note IS NOT NULL" },
      ],
      appendOnly: true,
      volume: { rows: 16_000_000, perYear: 11_000_000 },
    },
    posting: {
      key: ['journal', 'account'],
      references: { journal: 'journal agree(currency)', account: 'account agree(currency)' },
      attributes: { amount: 'money', currency: 'currency' },
      checks: [{ name: 'amount_not_zero', sql: 'amount <> 0' }],
      timestamps: 'created',
      volume: { rows: 25_000_000, perYear: 14_000_000 },
    },
  },
  invariants: [
    {
      kind: 'only-one',
      entity: 'account',
      per: ['kind', 'currency'],
      where: 'seller_id IS NULL AND seller_order_id IS NULL',
      says: 'The marketplace has one account of each kind.',
    },
    {
      kind: 'only-one',
      entity: 'journal',
      per: ['seller_order'],
      where: "kind = 'release'",
      says: 'The money of a part is released once.',
    },
    {
      kind: 'only-while',
      entity: 'journal',
      reference: 'seller_order',
      parent: "status = 'completed'",
      where: "kind = 'release'",
      says: 'Money is released when the order is completed.',
    },
    {
      kind: 'only-while',
      entity: 'journal',
      reference: 'payment',
      parent: "status = 'captured'",
      says: 'Only money that came in is booked.',
    },
    { kind: 'balanced', entity: 'posting', sum: 'amount', per: 'journal', says: 'Postings add up to zero.' },
    {
      kind: 'at-least-one',
      entity: 'posting',
      per: 'journal',
      says: 'What moved money has postings.',
    },
    {
      kind: 'sum-at-most',
      entity: 'posting',
      sum: 'amount',
      per: 'journal',
      limit: 'amount',
      where: 'amount > 0',
      says: 'No more is booked than was moved.',
    },
    {
      kind: 'running-total',
      entity: 'posting',
      sum: 'amount',
      into: 'account',
      attribute: 'balance',
      match: { id: 'account' },
      says: 'A balance is what its postings add up to.',
    },
  ],
  access: [
    { name: 'accounts of a seller', entity: 'account', by: ['seller'], perSecond: 20 },
    { name: 'the escrow of a part', entity: 'account', by: ['seller_order'], perSecond: 30 },
    {
      name: 'postings of an account, newest first',
      entity: 'posting',
      by: ['account'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 10,
    },
    { name: 'what a journal moved', entity: 'posting', by: ['journal'], perSecond: 10 },
    { name: 'a journal by the request that made it', entity: 'journal', by: ['idempotency_key'], perSecond: 20 },
  ],
  decisions: [
    {
      what: 'Money is double entry: postings of a journal add up to zero, balances are kept by them.',
      why: 'It can be shown at any time whose money lies at the provider, to the cent.',
    },
    {
      what: 'Each part of an order has an escrow account of its own, which cannot go below zero.',
      why: 'A seller cannot be paid out of the money that was held for another.',
    },
    {
      what: 'A release needs a part that is completed, and happens once.',
      why: 'While a dispute is open the money stays where it is.',
    },
  ],
  questions: [
    {
      question: 'Who bears a refund after the seller was paid?',
      assumed: 'The seller: what the balance does not cover is booked as a receivable.',
    },
  ],
};
