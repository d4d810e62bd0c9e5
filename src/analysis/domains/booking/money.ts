import type { ModelPart } from '#analysis/domains/domain.ts';

/** Deposits, balances, and what goes back. */
export const money: ModelPart = {
  entities: {
    payment: {
      description: 'An attempt to take money for a booking.',
      references: { booking: 'booking agree(currency)' },
      attributes: {
        purpose: 'choice(deposit, balance)',
        provider: 'code',
        provider_reference: 'token?',
        idempotency_key: 'token unique',
        amount: 'money > 0',
        currency: 'currency',
        status: 'state(pending, captured, failed, voided) = pending',
      },
      unique: [{ of: ['provider', 'provider_reference'] }],
      volume: { rows: 4_000_000, perYear: 3_000_000 },
    },
    payment_capture: {
      description: 'Money of a payment that came in: it counts as paid for the booking.',
      key: ['payment'],
      references: { payment: 'payment agree(booking, amount)', booking: 'booking' },
      attributes: { amount: 'money > 0', captured_at: 'moment = now' },
      timestamps: 'none',
      volume: { rows: 3_600_000, perYear: 2_700_000 },
    },
    refund: {
      references: { capture: 'payment_capture' },
      attributes: { amount: 'money > 0', reason: 'text?', idempotency_key: 'token unique' },
      timestamps: 'created',
      volume: { rows: 200_000, perYear: 150_000 },
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
      attributes: ['amount', 'currency', 'booking'],
      says: 'The amount of a payment never changes.',
    },
    {
      kind: 'sum-at-most',
      entity: 'payment',
      sum: 'amount',
      per: 'booking',
      limit: 'total',
      where: "status IN ('pending', 'captured')",
      says: 'Payments cannot exceed the booking.',
    },
    {
      kind: 'only-while',
      entity: 'payment_capture',
      reference: 'payment',
      parent: "status = 'captured'",
      says: 'Only a captured payment counts.',
    },
    {
      kind: 'running-total',
      entity: 'payment_capture',
      sum: 'amount',
      into: 'booking',
      attribute: 'paid',
      match: { id: 'booking' },
      min: 0,
      says: 'What is paid is what came in.',
    },
    {
      kind: 'sum-at-most',
      entity: 'refund',
      sum: 'amount',
      per: 'capture',
      limit: 'amount',
      says: 'Refunds cannot exceed the payment.',
    },
    { kind: 'immutable', entity: 'refund', says: 'A refund that was made stays.' },
  ],
  access: [
    { name: 'payments of a booking', entity: 'payment', by: ['booking'], perSecond: 30 },
    { name: 'a payment by the request that made it', entity: 'payment', by: ['idempotency_key'], perSecond: 20 },
    {
      name: 'payments that wait for the provider, oldest first',
      entity: 'payment',
      where: "status = 'pending'",
      order: ['created_at'],
      limit: 100,
      perSecond: 1,
    },
    { name: 'refunds of a payment', entity: 'refund', by: ['capture'], perSecond: 5 },
  ],
  decisions: [
    {
      what: 'What is paid is kept beside the booking by the captures, and confirming asks for the deposit.',
      why: 'No code path can confirm a booking whose deposit has not come in.',
    },
    {
      what: 'A payment carries an idempotency key.',
      why: 'A request that is sent twice must not take the money twice.',
    },
  ],
  questions: [
    {
      question: 'What does a late cancellation cost?',
      assumed: 'A fee that is written with the cancellation, never above the price; the rest is refunded.',
    },
  ],
};
