import type { ModelPart } from '#analysis/domains/domain.ts';

/** What is kept: products, their units, bar codes and lots. */
export const products: ModelPart = {
  entities: {
    category: {
      references: { parent: 'category?' },
      attributes: { name: 'name', slug: 'slug unique' },
      volume: { rows: 1_500, perYear: 100 },
    },
    unit: {
      description: 'In what a product is counted: pieces, kilograms, metres.',
      attributes: { code: 'code unique', name: 'name', decimals: 'count <= 3 = 0' },
      volume: { rows: 30 },
    },
    product: {
      references: { category: 'category?', unit: 'unit' },
      attributes: {
        sku: 'code unique',
        title: 'title',
        description: "text = ''",
        weight_grams: 'count?',
        is_lot_tracked: 'boolean = false',
        shelf_life_days: 'count? > 0',
        status: 'state(active, retired) = active',
      },
      softDelete: true,
      volume: { rows: 250_000, perYear: 40_000 },
    },
    product_barcode: {
      description: 'What a scanner reads, and how many pieces it stands for: a carton has a code of its own.',
      references: { product: 'product cascade' },
      attributes: { barcode: 'code unique', quantity: 'quantity > 0 = 1' },
      volume: { rows: 400_000, perYear: 60_000 },
    },
    lot: {
      description: 'Goods of one origin. A product that is not tracked by lots has one.',
      references: { product: 'product' },
      attributes: {
        code: 'code',
        made_on: 'date?',
        expires_on: 'date?',
        status: 'state(released, quarantined, recalled) = released',
      },
      unique: [{ of: ['product', 'code'] }],
      checks: [{ name: 'expires_after_made', sql: 'expires_on > made_on' }],
      volume: { rows: 1_500_000, perYear: 600_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'category', parent: 'parent', says: 'A category cannot stand below itself.' },
    {
      kind: 'transitions',
      entity: 'lot',
      attribute: 'status',
      start: ['released', 'quarantined'],
      allowed: { released: ['quarantined', 'recalled'], quarantined: ['released', 'recalled'], recalled: [] },
      says: 'A lot that was recalled stays so.',
    },
    {
      kind: 'immutable',
      entity: 'lot',
      attributes: ['product', 'code'],
      says: 'A lot keeps its product and its code.',
    },
    { kind: 'immutable', entity: 'product', attributes: ['unit'], says: 'The unit of a product never changes.' },
  ],
  access: [
    { name: 'a product by its article number', entity: 'product', by: ['sku'], perSecond: 80 },
    { name: 'a product by its bar code', entity: 'product_barcode', by: ['barcode'], perSecond: 150 },
    { name: 'products by words', entity: 'product', search: 'title', limit: 50, perSecond: 5 },
    { name: 'products of a category', entity: 'product', by: ['category'], order: ['sku'], limit: 100, perSecond: 5 },
    {
      name: 'lots that expire between two days',
      entity: 'lot',
      where: "status = 'released'",
      range: 'expires_on',
      order: ['expires_on'],
      limit: 200,
      perSecond: 1,
    },
    {
      name: 'lots of a product, first to expire first',
      entity: 'lot',
      by: ['product'],
      order: ['expires_on'],
      perSecond: 40,
    },
  ],
  decisions: [
    {
      what: 'Each piece of stock belongs to a lot; a product that is not tracked has one.',
      why: 'Lot and bin are then never missing in a key, and tracking can begin later without another table.',
    },
  ],
};
