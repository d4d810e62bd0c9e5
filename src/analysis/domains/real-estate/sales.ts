import type { ModelPart } from '#analysis/domains/domain.ts';

/** From the offer to the contract and the agents' share of it. */
export const sales: ModelPart = {
  entities: {
    offer: {
      description: 'What someone would pay. Another amount is another offer.',
      references: {
        listing: 'listing agree(agency, currency)',
        buyer: 'contact agree(agency)',
        agency: 'agency',
        counter_to: 'offer? agree(listing)',
      },
      attributes: {
        amount: 'money > 0',
        currency: 'currency',
        conditions: 'text?',
        valid_until: 'moment?',
        status: 'state(submitted, accepted, rejected, withdrawn, expired) = submitted',
      },
      volume: { rows: 3_000_000, perYear: 900_000 },
    },
    sale: {
      description: 'The contract that an accepted offer became, at the price of the offer.',
      references: {
        offer: 'offer unique agree(listing, amount, currency)',
        listing: 'listing',
      },
      attributes: {
        amount: 'money > 0',
        currency: 'currency',
        deposit: 'money >= 0 = 0',
        commission: 'money >= 0 = 0',
        signed_on: 'date',
        completes_on: 'date',
        completed_on: 'date?',
        status: 'state(signed, completed, rescinded) = signed',
      },
      checks: [
        { name: 'deposit_within_price', sql: 'deposit <= amount' },
        { name: 'commission_within_price', sql: 'commission <= amount' },
        { name: 'completes_after_signing', sql: 'completes_on >= signed_on' },
        { name: 'completed_has_day', sql: "(status = 'completed') = (completed_on IS NOT NULL)" },
      ],
      volume: { rows: 900_000, perYear: 250_000 },
    },
    commission_share: {
      description: 'What an agent gets of the commission.',
      key: ['sale', 'agent'],
      references: { sale: 'sale', agent: 'agent' },
      attributes: { amount: 'money > 0', paid_on: 'date?' },
      timestamps: 'created',
      volume: { rows: 1_400_000, perYear: 400_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'offer',
      attribute: 'status',
      allowed: {
        submitted: ['accepted', 'rejected', 'withdrawn', 'expired'],
        accepted: ['withdrawn'],
        rejected: [],
        withdrawn: [],
        expired: [],
      },
      says: 'An offer is answered once.',
    },
    {
      kind: 'only-one',
      entity: 'offer',
      per: ['listing'],
      where: "status = 'accepted'",
      says: 'One offer for a home is accepted.',
    },
    {
      kind: 'only-while',
      entity: 'offer',
      reference: 'listing',
      parent: "kind = 'sale' AND status IN ('active', 'under_offer')",
      says: 'Offers are made for what is for sale.',
    },
    {
      kind: 'immutable',
      entity: 'offer',
      attributes: ['listing', 'buyer', 'amount', 'currency'],
      says: 'An offer is not rewritten: make another.',
    },
    {
      kind: 'only-one',
      entity: 'sale',
      per: ['listing'],
      where: "status <> 'rescinded'",
      says: 'A home is sold once.',
    },
    {
      kind: 'only-while',
      entity: 'sale',
      reference: 'offer',
      parent: "status = 'accepted'",
      says: 'A contract follows an accepted offer.',
    },
    {
      kind: 'transitions',
      entity: 'sale',
      attribute: 'status',
      allowed: { signed: ['completed', 'rescinded'], completed: [], rescinded: [] },
      says: 'A sale that is over stays so.',
    },
    {
      kind: 'immutable',
      entity: 'sale',
      attributes: ['offer', 'listing', 'amount', 'currency'],
      says: 'What was signed is not rewritten.',
    },
    {
      kind: 'sum-at-most',
      entity: 'commission_share',
      sum: 'amount',
      per: 'sale',
      limit: 'commission',
      says: 'Agents share no more than the commission.',
    },
  ],
  access: [
    {
      name: 'offers for a listing, newest first',
      entity: 'offer',
      by: ['listing'],
      order: ['-created_at'],
      perSecond: 10,
    },
    { name: 'offers of a buyer, newest first', entity: 'offer', by: ['buyer'], order: ['-created_at'], limit: 50 },
    {
      name: 'sales that are to be completed',
      entity: 'sale',
      where: "status = 'signed'",
      range: 'completes_on',
      order: ['completes_on'],
      limit: 200,
    },
    {
      name: 'commissions of an agent, newest first',
      entity: 'commission_share',
      by: ['agent'],
      order: ['-created_at'],
      limit: 50,
    },
  ],
  decisions: [
    {
      what: 'A sale takes listing, amount and currency from its offer, by the foreign key.',
      why: 'The contract cannot name another price than the one that was accepted.',
    },
  ],
};
