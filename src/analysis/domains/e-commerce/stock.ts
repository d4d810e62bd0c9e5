import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is there: movements add up to levels, which never go below zero. */
export const stock: ModelPart = {
  entities: {
    warehouse: {
      attributes: { code: 'code unique', name: 'name', country: 'country', is_active: 'boolean = true' },
      volume: { rows: 20 },
    },
    stock_level: {
      description: 'How many of a variant a warehouse has: kept by its movements.',
      key: ['warehouse', 'variant'],
      references: { warehouse: 'warehouse', variant: 'product_variant' },
      attributes: { on_hand: 'integer = 0' },
      volume: { rows: 2_000_000, perYear: 500_000 },
    },
    stock_movement: {
      description: 'Goods that came or went. Never changed: a wrong one is put right by another.',
      references: { warehouse: 'warehouse', variant: 'product_variant', order_line: 'order_line?' },
      attributes: { change: 'integer', reason: 'choice(receipt, sale, return, adjustment, transfer)' },
      checks: [
        { name: 'change_not_zero', sql: 'change <> 0' },
        { name: 'sale_takes_away', sql: "reason <> 'sale' OR change < 0" },
        { name: 'receipt_adds', sql: "reason NOT IN ('receipt', 'return') OR change > 0" },
      ],
      timestamps: 'created',
      volume: { rows: 10_000_000, perYear: 12_000_000 },
    },
  },
  invariants: [
    {
      kind: 'running-total',
      entity: 'stock_movement',
      sum: 'change',
      into: 'stock_level',
      attribute: 'on_hand',
      match: { warehouse: 'warehouse', variant: 'variant' },
      min: 0,
      says: 'Stock cannot go below zero.',
    },
  ],
  access: [
    { name: 'stock of a variant in all warehouses', entity: 'stock_level', by: ['variant'], perSecond: 150 },
    {
      name: 'movements of a variant in a warehouse, newest first',
      entity: 'stock_movement',
      by: ['variant', 'warehouse'],
      order: ['-created_at'],
      limit: 100,
    },
  ],
  decisions: [
    {
      what: 'Stock is a ledger of movements with a level kept beside it.',
      why: 'The level answers at once, the movements say how it came about, and two buyers of the last piece cannot both have it.',
    },
  ],
};
