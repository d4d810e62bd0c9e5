import type { ModelPart } from '#analysis/domains/domain.ts';

/** Restaurants, their tables and the people who work there. */
export const places: ModelPart = {
  entities: {
    restaurant: {
      attributes: {
        name: 'name',
        slug: 'slug unique',
        timezone: 'timezone',
        currency: 'currency',
        line_1: 'title',
        city: 'name',
        country: 'country',
        phone: 'phone?',
      },
      volume: { rows: 600, perYear: 200 },
    },
    opening_hour: {
      description: 'Open on this weekday (1 Monday … 7 Sunday), local time. Closing before opening is after midnight.',
      key: ['restaurant', 'weekday', 'opens_at'],
      references: { restaurant: 'restaurant cascade' },
      attributes: { weekday: 'integer >= 1 <= 7', opens_at: 'time', closes_at: 'time' },
      checks: [{ name: 'closes_at_another_time', sql: 'closes_at <> opens_at' }],
      timestamps: 'none',
      volume: { rows: 7_000, perYear: 2_500 },
    },
    employee: {
      references: { restaurant: 'restaurant', user: 'user' },
      attributes: { role: 'choice(manager, waiter, cook, cashier)', is_active: 'boolean = true' },
      unique: [{ of: ['restaurant', 'user'] }],
      volume: { rows: 12_000, perYear: 6_000 },
    },
    dining_area: {
      references: { restaurant: 'restaurant' },
      attributes: { name: 'name', is_outdoors: 'boolean = false' },
      unique: [{ of: ['restaurant', 'name'] }],
      volume: { rows: 1_500, perYear: 500 },
    },
    dining_table: {
      references: { area: 'dining_area agree(restaurant)', restaurant: 'restaurant' },
      attributes: { label: 'code', seats: 'count > 0', is_active: 'boolean = true' },
      unique: [{ of: ['restaurant', 'label'] }],
      volume: { rows: 15_000, perYear: 5_000 },
    },
    kitchen_station: {
      description: 'Where a dish is made: grill, cold kitchen, bar.',
      references: { restaurant: 'restaurant' },
      attributes: { name: 'name' },
      unique: [{ of: ['restaurant', 'name'] }],
      volume: { rows: 2_500, perYear: 800 },
    },
  },
  access: [
    { name: 'a restaurant by its address', entity: 'restaurant', by: ['slug'], perSecond: 20 },
    { name: 'tables of a restaurant', entity: 'dining_table', by: ['restaurant'], where: 'is_active', perSecond: 30 },
    { name: 'who works in a restaurant', entity: 'employee', by: ['restaurant'], where: 'is_active', perSecond: 10 },
    { name: 'where someone works', entity: 'employee', by: ['user'], perSecond: 10 },
  ],
};
