import type { ModelPart } from '#analysis/domains/domain.ts';

/** With what and by whom goods are moved, between which places. */
export const fleet: ModelPart = {
  entities: {
    location: {
      description: 'A place where goods are fetched, handled or brought to.',
      attributes: {
        name: 'name',
        kind: 'choice(depot, hub, customer)',
        line_1: 'title personal(contact)',
        city: 'name',
        postal_code: 'postal_code?',
        country: 'country',
        latitude: 'latitude?',
        longitude: 'longitude?',
        timezone: 'timezone',
      },
      checks: [{ name: 'place_is_whole', sql: '(latitude IS NULL) = (longitude IS NULL)' }],
      volume: { rows: 3_000_000, perYear: 800_000 },
    },
    vehicle: {
      references: { home: 'location' },
      attributes: {
        plate: 'code unique',
        kind: 'choice(bike, van, truck, trailer)',
        capacity_kg: 'decimal(10, 3) > 0',
        status: 'state(active, repair, sold) = active',
      },
      volume: { rows: 8_000, perYear: 1_000 },
    },
    driver: {
      references: { user: 'user unique', home: 'location' },
      attributes: {
        license_number: 'code unique personal(identifying)',
        license_expires_on: 'date',
        is_active: 'boolean = true',
      },
      volume: { rows: 12_000, perYear: 2_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'vehicle',
      attribute: 'status',
      allowed: { active: ['repair', 'sold'], repair: ['active', 'sold'], sold: [] },
      says: 'A vehicle that was sold does not drive for us again.',
    },
  ],
  access: [
    { name: 'a vehicle by its plate', entity: 'vehicle', by: ['plate'], perSecond: 5 },
    { name: 'places of a postal code', entity: 'location', by: ['country', 'postal_code'], limit: 50, perSecond: 10 },
  ],
};
