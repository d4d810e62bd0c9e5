import type { ModelPart } from '#analysis/domains/domain.ts';

/** Goods on their way from one warehouse to another. */
export const transfers: ModelPart = {
  entities: {
    transfer: {
      references: { from_warehouse: 'warehouse', to_warehouse: 'warehouse', requested_by: 'user?' },
      attributes: {
        number: 'code unique',
        status: 'state(draft, sent, received, cancelled) = draft',
        sent_at: 'moment?',
        received_at: 'moment?',
      },
      checks: [
        { name: 'to_another_warehouse', sql: 'from_warehouse_id <> to_warehouse_id' },
        { name: 'sent_has_time', sql: "status IN ('draft', 'cancelled') OR sent_at IS NOT NULL" },
        { name: 'received_has_time', sql: "status <> 'received' OR received_at IS NOT NULL" },
        { name: 'received_after_sent', sql: 'received_at >= sent_at' },
      ],
      volume: { rows: 400_000, perYear: 150_000 },
    },
    transfer_line: {
      references: { transfer: 'transfer', product: 'product', lot: 'lot agree(product)' },
      attributes: {
        quantity: 'quantity > 0',
        net_change: {
          domain: 'decimal',
          precision: 14,
          scale: 3,
          default: 0,
          description: 'What its movements add up to: below zero what is on its way. Kept by them.',
        },
      },
      unique: [{ of: ['transfer', 'lot'] }],
      checks: [
        { name: 'no_more_arrives_than_left', sql: 'net_change <= 0' },
        { name: 'no_more_leaves_than_asked', sql: 'net_change >= -quantity' },
      ],
      volume: { rows: 3_000_000, perYear: 1_200_000 },
    },
    stock_movement: {
      references: { transfer: 'transfer?', transfer_line: 'transfer_line? agree(transfer, lot)' },
      checks: [
        {
          name: 'transfer_is_named',
          sql: "(reason = 'transfer') = (transfer_id IS NOT NULL) AND (transfer_id IS NULL) = (transfer_line_id IS NULL)",
        },
      ],
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'transfer',
      attribute: 'status',
      start: ['draft'],
      allowed: { draft: ['sent', 'cancelled'], sent: ['received'], received: [], cancelled: [] },
      says: 'A transfer goes from draft to sent to received; it is cancelled before it is sent.',
    },
    {
      kind: 'immutable',
      entity: 'transfer',
      attributes: ['from_warehouse', 'to_warehouse'],
      when: "status <> 'draft'",
      says: 'A transfer that was sent keeps its way.',
    },
    {
      kind: 'at-least-one',
      entity: 'transfer_line',
      per: 'transfer',
      when: "status IN ('sent', 'received')",
      says: 'A transfer that is sent has lines.',
    },
    {
      kind: 'only-while',
      entity: 'transfer_line',
      reference: 'transfer',
      parent: "status = 'draft'",
      says: 'Lines are added until the transfer is sent.',
    },
    {
      kind: 'running-total',
      entity: 'stock_movement',
      sum: 'change',
      into: 'transfer_line',
      attribute: 'net_change',
      match: { id: 'transfer_line' },
      says: 'What is on its way is what left and has not arrived.',
    },
    {
      kind: 'only-while',
      entity: 'stock_movement',
      reference: 'transfer',
      parent: "status IN ('draft', 'sent')",
      says: 'Goods move while their transfer is open.',
    },
  ],
  access: [
    { name: 'a transfer by its number', entity: 'transfer', by: ['number'], perSecond: 10 },
    {
      name: 'transfers on their way to a warehouse',
      entity: 'transfer',
      by: ['to_warehouse'],
      where: "status = 'sent'",
      order: ['sent_at'],
      perSecond: 5,
    },
    { name: 'lines of a transfer', entity: 'transfer_line', by: ['transfer'], perSecond: 10 },
  ],
  decisions: [
    {
      what: 'A line of a transfer keeps what its movements add up to, which is never above zero.',
      why: 'No more can arrive than has left, and what was lost on the way stays visible.',
    },
  ],
};
