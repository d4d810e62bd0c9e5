import type { ModelPart } from '#analysis/domains/domain.ts';

/** When buyer and seller do not agree. */
export const disputes: ModelPart = {
  entities: {
    dispute: {
      description: 'A buyer is not content; while it is open the money stays where it is.',
      references: { seller_order: 'seller_order', opened_by: 'user', decided_by: 'user?' },
      attributes: {
        reason: 'choice(not_received, not_as_described, damaged, other)',
        description: 'text',
        status: 'state(open, for_buyer, for_seller, withdrawn) = open',
        decided_at: 'moment?',
        resolution: 'text?',
      },
      checks: [{ name: 'decided_has_time', sql: "(status = 'open') = (decided_at IS NULL)" }],
      volume: { rows: 150_000, perYear: 100_000 },
    },
    dispute_event: {
      description: 'A dispute was opened (1) or is over (-1): their sum says how many are open.',
      key: ['dispute', 'count_change'],
      references: { dispute: 'dispute agree(seller_order)', seller_order: 'seller_order' },
      attributes: { count_change: 'integer', note: 'text?' },
      checks: [{ name: 'opens_or_ends', sql: 'count_change IN (1, -1)' }],
      timestamps: 'created',
      volume: { rows: 300_000, perYear: 200_000 },
    },
  },
  invariants: [
    {
      kind: 'running-total',
      entity: 'dispute_event',
      sum: 'count_change',
      into: 'seller_order',
      attribute: 'open_disputes',
      match: { id: 'seller_order' },
      min: 0,
      says: 'Open disputes are those that were opened and are not over.',
    },
    {
      kind: 'at-least-one',
      entity: 'dispute_event',
      per: 'dispute',
      says: 'A dispute says when it was opened.',
    },
    {
      kind: 'transitions',
      entity: 'dispute',
      attribute: 'status',
      allowed: { open: ['for_buyer', 'for_seller', 'withdrawn'], for_buyer: [], for_seller: [], withdrawn: [] },
      says: 'A dispute is decided once.',
    },
    {
      kind: 'only-one',
      entity: 'dispute',
      per: ['seller_order'],
      where: "status = 'open'",
      says: 'A part of an order has one open dispute.',
    },
    {
      kind: 'only-while',
      entity: 'dispute',
      reference: 'seller_order',
      parent: "status IN ('shipped', 'delivered', 'disputed')",
      says: 'What is completed is not disputed.',
    },
    {
      kind: 'at-least-one',
      entity: 'dispute',
      per: 'seller_order',
      when: "status = 'disputed'",
      says: 'What is disputed has a dispute.',
    },
  ],
  access: [
    {
      name: 'open disputes, oldest first',
      entity: 'dispute',
      where: "status = 'open'",
      order: ['created_at'],
      limit: 100,
      perSecond: 1,
    },
    { name: 'what happened in the disputes of a part', entity: 'dispute_event', by: ['seller_order'], perSecond: 5 },
    { name: 'disputes of a part', entity: 'dispute', by: ['seller_order'], perSecond: 10 },
  ],
  decisions: [
    {
      what: 'A part of an order counts its open disputes, and is not completed while there are any.',
      why: 'Completing releases the money; nobody may do so by changing a state while a buyer waits for an answer.',
    },
  ],
};
