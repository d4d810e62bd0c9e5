import type { ModelPart } from '#analysis/domains/domain.ts';

/** What can be booked, where, and when it is open. */
export const places: ModelPart = {
  entities: {
    location: {
      description: 'A place of business. Its time zone says what "open at nine" means.',
      attributes: {
        name: 'name',
        slug: 'slug unique',
        timezone: 'timezone',
        currency: 'currency',
        line_1: 'title',
        city: 'name',
        postal_code: 'postal_code?',
        country: 'country',
        is_active: 'boolean = true',
      },
      volume: { rows: 5_000, perYear: 2_000 },
    },
    opening_hour: {
      description: 'Open on this weekday (1 Monday … 7 Sunday), local time; several rows where there is a break.',
      key: ['location', 'weekday', 'opens_at'],
      references: { location: 'location cascade' },
      attributes: { weekday: 'integer >= 1 <= 7', opens_at: 'time', closes_at: 'time' },
      checks: [{ name: 'closes_after_opening', sql: 'closes_at > opens_at' }],
      timestamps: 'none',
      volume: { rows: 40_000, perYear: 15_000 },
    },
    closure: {
      description: 'Days on which a location is closed whatever the week says: [first day, day of reopening).',
      references: { location: 'location cascade' },
      attributes: { closed_from: 'date', reopens_on: 'date', reason: 'title?' },
      volume: { rows: 30_000, perYear: 20_000 },
    },
    resource: {
      description: 'What can be taken once at a time: a room, a person, a machine.',
      references: { location: 'location', user: 'user?' },
      attributes: {
        name: 'name',
        kind: 'choice(room, staff, equipment)',
        capacity: 'count > 0 = 1',
        is_active: 'boolean = true',
      },
      unique: [{ of: ['location', 'name'] }, { of: ['location', 'user'], where: 'user_id IS NOT NULL' }],
      checks: [{ name: 'staff_is_someone', sql: "kind = 'staff' OR user_id IS NULL" }],
      volume: { rows: 40_000, perYear: 15_000 },
    },
    resource_hour: {
      description: 'When a resource works, where that is less than the location is open.',
      key: ['resource', 'weekday', 'starts_at'],
      references: { resource: 'resource cascade' },
      attributes: { weekday: 'integer >= 1 <= 7', starts_at: 'time', ends_at: 'time' },
      checks: [{ name: 'ends_after_start', sql: 'ends_at > starts_at' }],
      timestamps: 'none',
      volume: { rows: 200_000, perYear: 75_000 },
    },
    service: {
      description: 'What is offered, how long it takes and what it costs now.',
      references: { location: 'location agree(currency)' },
      attributes: {
        name: 'name',
        description: "text = ''",
        duration_minutes: 'count > 0',
        buffer_minutes: 'count = 0',
        price: 'money >= 0',
        deposit: 'money >= 0 = 0',
        currency: 'currency',
        cancellation_notice_hours: 'count = 24',
        is_active: 'boolean = true',
      },
      unique: [{ of: ['location', 'name'] }],
      checks: [{ name: 'deposit_within_price', sql: 'deposit <= price' }],
      volume: { rows: 60_000, perYear: 25_000 },
    },
    service_resource: {
      description: 'A resource that can do a service; both belong to the same location.',
      key: ['service', 'resource'],
      references: {
        service: 'service cascade agree(location)',
        resource: 'resource cascade agree(location)',
        location: 'location',
      },
      timestamps: 'none',
      volume: { rows: 250_000, perYear: 100_000 },
    },
  },
  invariants: [
    {
      kind: 'no-overlap',
      entity: 'closure',
      per: ['location'],
      from: 'closed_from',
      to: 'reopens_on',
      says: 'A day is closed once.',
    },
  ],
  access: [
    { name: 'a location by its address', entity: 'location', by: ['slug'], perSecond: 60 },
    { name: 'opening hours of a location', entity: 'opening_hour', by: ['location'], perSecond: 100 },
    {
      name: 'closures of a location from a day on',
      entity: 'closure',
      by: ['location'],
      range: 'reopens_on',
      perSecond: 100,
    },
    { name: 'resources of a location', entity: 'resource', by: ['location'], where: 'is_active', perSecond: 100 },
    { name: 'where someone works', entity: 'resource', by: ['user'], perSecond: 10 },
    { name: 'hours of a resource', entity: 'resource_hour', by: ['resource'], perSecond: 100 },
    { name: 'services of a location', entity: 'service', by: ['location'], where: 'is_active', perSecond: 80 },
    { name: 'services that a resource can do', entity: 'service_resource', by: ['resource'], perSecond: 20 },
  ],
  decisions: [
    {
      what: 'Opening hours are local times with the time zone of the location; bookings are moments in UTC.',
      why: '"Nine o\'clock" stays nine when the clocks change, and a booking happens once.',
    },
    {
      what: 'Opening hours offer times; they do not forbid a booking.',
      why: 'Staff book outside the hours when they choose to, and hours that change must not make old bookings wrong.',
    },
  ],
};
