import type { ModelPart } from '#analysis/domains/domain.ts';

/** What customers pay, and what restaurants and couriers get. */
export const money: ModelPart = {
  entities: {
    payment: {
      references: { order: 'order agree(currency)' },
      attributes: {
        provider: 'code',
        provider_reference: 'token?',
        idempotency_key: 'token unique',
        amount: 'money > 0',
        currency: 'currency',
        status: 'state(pending, captured, failed, voided) = pending',
      },
      unique: [{ of: ['provider', 'provider_reference'] }],
      volume: { rows: 6_500_000, perYear: 6_500_000 },
    },
    refund: {
      references: { payment: 'payment' },
      attributes: { amount: 'money > 0', reason: 'text?', idempotency_key: 'token unique' },
      timestamps: 'created',
      volume: { rows: 300_000, perYear: 300_000 },
    },
    wallet: {
      description: 'What the service owes a restaurant or a courier; kept by its movements.',
      references: { restaurant: 'restaurant?', courier: 'courier?' },
      attributes: {
        currency: 'currency',
        balance: 'money = 0',
        overdraft: { domain: 'money', min: 0, default: 0, description: 'How far refunds may take it below zero.' },
      },
      unique: [
        { of: ['restaurant', 'currency'], where: 'restaurant_id IS NOT NULL' },
        { of: ['courier', 'currency'], where: 'courier_id IS NOT NULL' },
      ],
      checks: [{ name: 'balance_covered', sql: 'balance >= -overdraft' }],
      volume: { rows: 100_000, perYear: 50_000 },
    },
    payout: {
      references: { wallet: 'wallet agree(currency)' },
      attributes: {
        amount: 'money > 0',
        currency: 'currency',
        idempotency_key: 'token unique',
        provider_reference: 'token? unique',
        status: 'state(requested, sent, failed) = requested',
      },
      volume: { rows: 3_000_000, perYear: 3_000_000 },
    },
    wallet_movement: {
      description: 'Money that an order, a payout or a correction brought or took.',
      references: { wallet: 'wallet', order: 'order?', payout: 'payout? agree(wallet)' },
      attributes: {
        kind: 'choice(sale, commission, delivery, tip, refund, payout, payout_return, correction)',
        amount: 'money',
        note: 'text?',
      },
      unique: [
        { of: ['wallet', 'order', 'kind'], where: 'order_id IS NOT NULL' },
        { of: ['payout', 'kind'], where: 'payout_id IS NOT NULL' },
      ],
      checks: [
        { name: 'amount_not_zero', sql: 'amount <> 0' },
        { name: 'earning_adds', sql: "kind NOT IN ('sale', 'delivery', 'tip', 'payout_return') OR amount > 0" },
        { name: 'charge_takes_away', sql: "kind NOT IN ('commission', 'refund', 'payout') OR amount < 0" },
        { name: 'payout_named', sql: "(kind IN ('payout', 'payout_return')) = (payout_id IS NOT NULL)" },
        { name: 'correction_explained', sql: "kind <> 'correction' OR note IS NOT NULL" },
      ],
      timestamps: 'created',
      volume: { rows: 18_000_000, perYear: 16_000_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'payment',
      attribute: 'status',
      allowed: { pending: ['captured', 'failed', 'voided'], captured: [], failed: [], voided: [] },
      says: 'A payment is settled once.',
    },
    {
      kind: 'immutable',
      entity: 'payment',
      attributes: ['amount', 'currency', 'order'],
      says: 'The amount of a payment never changes.',
    },
    {
      kind: 'sum-at-most',
      entity: 'payment',
      sum: 'amount',
      per: 'order',
      limit: 'total',
      where: "status IN ('pending', 'captured')",
      says: 'Payments cannot exceed the order.',
    },
    {
      kind: 'sum-at-most',
      entity: 'refund',
      sum: 'amount',
      per: 'payment',
      limit: 'amount',
      says: 'Refunds cannot exceed the payment.',
    },
    {
      kind: 'only-while',
      entity: 'refund',
      reference: 'payment',
      parent: "status = 'captured'",
      says: 'Only money that came in is refunded.',
    },
    { kind: 'immutable', entity: 'refund', says: 'A refund that was made stays.' },
    {
      kind: 'exactly-one',
      entity: 'wallet',
      of: ['restaurant', 'courier'],
      says: 'A wallet is of a restaurant or of a courier.',
    },
    {
      kind: 'running-total',
      entity: 'wallet_movement',
      sum: 'amount',
      into: 'wallet',
      attribute: 'balance',
      match: { id: 'wallet' },
      says: 'A balance is what its movements add up to.',
    },
    {
      kind: 'transitions',
      entity: 'payout',
      attribute: 'status',
      allowed: { requested: ['sent', 'failed'], sent: [], failed: [] },
      says: 'A payout is sent once.',
    },
    {
      kind: 'immutable',
      entity: 'payout',
      attributes: ['amount', 'currency', 'wallet'],
      says: 'The amount of a payout never changes.',
    },
  ],
  access: [
    { name: 'payments of an order', entity: 'payment', by: ['order'], perSecond: 60 },
    { name: 'a payment by the request that made it', entity: 'payment', by: ['idempotency_key'], perSecond: 40 },
    { name: 'refunds of a payment', entity: 'refund', by: ['payment'], perSecond: 5 },
    { name: 'the wallet of a courier', entity: 'wallet', by: ['courier'], perSecond: 10 },
    {
      name: 'movements of a wallet, newest first',
      entity: 'wallet_movement',
      by: ['wallet'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 10,
    },
    { name: 'what an order brought to whom', entity: 'wallet_movement', by: ['order'], perSecond: 10 },
    {
      name: 'payouts that are to be sent, oldest first',
      entity: 'payout',
      where: "status = 'requested'",
      order: ['created_at'],
      limit: 500,
      perSecond: 1,
    },
  ],
  decisions: [
    {
      what: 'Restaurants and couriers have wallets, which movements alone change.',
      why: 'Every cent can be explained, and nobody is paid out more than they have earned.',
    },
    {
      what: 'A movement is unique for its wallet, its order and its kind.',
      why: 'A job that runs twice credits an order once.',
    },
  ],
  questions: [
    {
      question: 'Who bears a refund after the restaurant was paid out?',
      assumed: 'The restaurant, as far as its overdraft goes; beyond that the service writes a correction.',
    },
  ],
};
