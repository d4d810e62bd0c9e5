import type { ModelPart } from '#analysis/domains/domain.ts';

/** What makes an invoice smaller: credit notes, credit that a customer has, and how an invoice came to be settled. */
export const credits: ModelPart = {
  entities: {
    credit_note: {
      description: 'A document that takes back a part of an invoice.',
      references: { invoice: 'invoice agree(currency)' },
      attributes: {
        number: 'code unique',
        amount: 'money > 0',
        currency: 'currency',
        reason: 'choice(error, goodwill, cancellation, tax)',
        issued_at: 'moment = now',
      },
      timestamps: 'created',
      volume: { rows: 200_000, perYear: 150_000 },
    },
    customer_credit: {
      description: 'What a customer has paid or been given in advance: kept by its movements.',
      key: ['customer'],
      references: { customer: 'customer' },
      attributes: { balance: 'money = 0' },
      volume: { rows: 100_000, perYear: 60_000 },
    },
    credit_movement: {
      description: 'Credit that came or was used. Never changed: a wrong one is put right by another.',
      references: { customer: 'customer', granted_by: 'user?' },
      attributes: {
        change: 'money',
        reason: 'choice(top_up, goodwill, used, expired, correction)',
        idempotency_key: 'token unique',
      },
      checks: [
        {
          name: 'sign_of_reason',
          sql: "change <> 0 AND (reason NOT IN ('top_up', 'goodwill') OR change > 0) AND (reason NOT IN ('used', 'expired') OR change < 0)",
        },
      ],
      timestamps: 'created',
      volume: { rows: 900_000, perYear: 600_000 },
    },
    settlement: {
      description: 'A part of an invoice that is settled: by a payment, a credit note or credit of the customer.',
      references: {
        invoice: 'invoice',
        payment: 'payment? unique agree(invoice, amount)',
        credit_note: 'credit_note? unique agree(invoice, amount)',
        credit_movement: 'credit_movement? unique',
      },
      attributes: { amount: 'money > 0' },
      timestamps: 'created',
      volume: { rows: 9_000_000, perYear: 7_000_000 },
    },
  },
  invariants: [
    {
      kind: 'only-while',
      entity: 'credit_note',
      reference: 'invoice',
      parent: "status IN ('open', 'paid', 'uncollectible')",
      says: 'Only an invoice that was issued is credited.',
    },
    {
      kind: 'sum-at-most',
      entity: 'credit_note',
      sum: 'amount',
      per: 'invoice',
      limit: 'total',
      says: 'No more is credited than was billed.',
    },
    { kind: 'immutable', entity: 'credit_note', says: 'A credit note that was issued stays.' },
    {
      kind: 'running-total',
      entity: 'credit_movement',
      sum: 'change',
      into: 'customer_credit',
      attribute: 'balance',
      match: { customer: 'customer' },
      min: 0,
      says: 'Credit cannot go below zero.',
    },
    {
      kind: 'exactly-one',
      entity: 'settlement',
      of: ['payment', 'credit_note', 'credit_movement'],
      says: 'A part of an invoice is settled by one thing.',
    },
    {
      kind: 'only-while',
      entity: 'settlement',
      reference: 'payment',
      parent: "status = 'captured'",
      says: 'Only money that came in settles an invoice.',
    },
    {
      kind: 'running-total',
      entity: 'settlement',
      sum: 'amount',
      into: 'invoice',
      attribute: 'settled',
      match: { id: 'invoice' },
      min: 0,
      says: 'What is settled of an invoice is what its settlements add up to.',
    },
  ],
  access: [
    { name: 'credit of a customer', entity: 'customer_credit', by: ['customer'], perSecond: 20 },
    {
      name: 'how the credit of a customer came about',
      entity: 'credit_movement',
      by: ['customer'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 5,
    },
    { name: 'how an invoice was settled', entity: 'settlement', by: ['invoice'], order: ['created_at'], perSecond: 20 },
    { name: 'credit notes of an invoice', entity: 'credit_note', by: ['invoice'], perSecond: 5 },
  ],
  decisions: [
    {
      what: 'An invoice is settled by rows of its own, and cannot be called paid before they add up.',
      why: 'Payments in parts, credit and credit notes then all count, and the state cannot disagree with the money.',
    },
    {
      what: 'Credit is a ledger of movements with a balance kept beside it.',
      why: 'Two invoices at once cannot use the same credit.',
    },
  ],
};
