import type { ModelPart } from '#analysis/domains/domain.ts';

/** Where goods are: warehouses, their zones, the bins in them. */
export const places: ModelPart = {
  entities: {
    warehouse: {
      attributes: {
        code: 'code unique',
        name: 'name',
        line_1: 'title?',
        city: 'name?',
        postal_code: 'postal_code?',
        country: 'country',
        timezone: 'timezone',
        is_active: 'boolean = true',
      },
      volume: { rows: 60, perYear: 5 },
    },
    zone: {
      description: 'A part of a warehouse with one use.',
      references: { warehouse: 'warehouse' },
      attributes: { code: 'code', purpose: 'choice(receiving, storage, picking, packing, shipping, quarantine)' },
      unique: [{ of: ['warehouse', 'code'] }],
      volume: { rows: 800, perYear: 50 },
    },
    bin: {
      description: 'The smallest place that has a label: a shelf, a pallet place.',
      references: { warehouse: 'warehouse', zone: 'zone agree(warehouse)' },
      attributes: {
        code: 'code',
        pick_order: { domain: 'count', default: 0, description: 'In which turn the picker passes it.' },
        is_active: 'boolean = true',
      },
      unique: [{ of: ['warehouse', 'code'] }],
      volume: { rows: 300_000, perYear: 20_000 },
    },
  },
  access: [
    { name: 'a bin by its label', entity: 'bin', by: ['warehouse', 'code'], perSecond: 80 },
    { name: 'bins of a zone in the turn of picking', entity: 'bin', by: ['zone'], order: ['pick_order'], perSecond: 5 },
  ],
};
