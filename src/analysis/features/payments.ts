import type { Feature } from '#analysis/domains/domain.ts';
export const payments: Feature = {
  id: 'payments',
  title: 'payments and refunds',
  words: ['payment', 'pay', 'refund', 'checkout', 'card payment', 'stripe', 'paypal'],
  needsEntity: true,
  part: (on = 'order') => ({
    entities: {
      payment: {
        references: { [on]: on },
        attributes: {
          provider: 'code',
          provider_reference: 'token?',
          idempotency_key: 'token unique',
          amount: 'money > 0',
          currency: 'currency',
          status: 'state(pending, captured, failed, voided) = pending',
        },
        unique: [{ of: ['provider', 'provider_reference'] }],
        volume: { rows: 2_000_000, perYear: 1_500_000 },
      },
      refund: {
        references: { payment: 'payment' },
        attributes: { amount: 'money > 0', reason: 'text?', idempotency_key: 'token unique' },
        timestamps: 'created',
        volume: { rows: 100_000, perYear: 80_000 },
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
        attributes: ['amount', 'currency'],
        says: 'The amount of a payment never changes.',
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
    ],
    access: [
      { name: `payments of one ${on}`, entity: 'payment', by: [on], perSecond: 20 },
      { name: 'a payment by the request that made it', entity: 'payment', by: ['idempotency_key'], perSecond: 20 },
    ],
    decisions: [
      {
        what: 'A payment carries an idempotency key.',
        why: 'A request that is sent twice must not take the money twice.',
      },
    ],
  }),
};
