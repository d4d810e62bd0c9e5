import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who owns devices, and where they stand. */
export const places: ModelPart = {
  entities: {
    organization: {
      description: 'Whose devices they are: the wall around all that belongs to it.',
      attributes: {
        name: 'name',
        slug: 'slug unique',
        device_limit: {
          domain: 'count',
          optional: true,
          description: 'Devices at most that are not retired; empty: as many as come.',
        },
        status: 'state(active, suspended, closed) = active',
      },
      volume: { rows: 800, perYear: 200 },
    },
    organization_member: {
      key: ['organization', 'user'],
      references: { organization: 'organization', user: 'user' },
      attributes: { role: 'choice(owner, operator, viewer) = viewer' },
      volume: { rows: 6_000, perYear: 1_500 },
    },
    site: {
      description: 'A building, a field, a ship: where devices stand.',
      references: { organization: 'organization' },
      attributes: {
        name: 'name',
        timezone: "timezone = 'UTC'",
        country: 'country?',
        latitude: 'latitude?',
        longitude: 'longitude?',
      },
      unique: [{ of: ['organization', 'name'] }],
      checks: [{ name: 'latitude_with_longitude', sql: '(latitude IS NULL) = (longitude IS NULL)' }],
      softDelete: true,
      volume: { rows: 6_000, perYear: 1_500 },
    },
    maintenance_window: {
      description: 'A time in which nobody is woken: of a site, or of one device.',
      references: {
        organization: 'organization',
        site: 'site? agree(organization)',
        device: 'device? agree(organization)',
        planned_by: 'user?',
      },
      attributes: { starts_at: 'moment', ends_at: 'moment', reason: 'title' },
      volume: { rows: 60_000, perYear: 20_000 },
    },
  },
  invariants: [
    {
      kind: 'exactly-one',
      entity: 'maintenance_window',
      of: ['site', 'device'],
      says: 'Maintenance is of a site or of a device.',
    },
    {
      kind: 'no-overlap',
      entity: 'maintenance_window',
      per: ['site'],
      from: 'starts_at',
      to: 'ends_at',
      where: 'site_id IS NOT NULL',
      says: 'Windows of one site do not overlap.',
    },
    {
      kind: 'no-overlap',
      entity: 'maintenance_window',
      per: ['device'],
      from: 'starts_at',
      to: 'ends_at',
      where: 'device_id IS NOT NULL',
      says: 'Windows of one device do not overlap.',
    },
  ],
  access: [
    { name: 'an organisation by its address', entity: 'organization', by: ['slug'], perSecond: 10 },
    { name: 'organisations of a user', entity: 'organization_member', by: ['user'], perSecond: 20 },
    { name: 'sites of an organisation', entity: 'site', by: ['organization'], order: ['name'], perSecond: 10 },
    { name: 'maintenance of a site', entity: 'maintenance_window', by: ['site'], range: 'starts_at', perSecond: 20 },
    {
      name: 'maintenance of a device',
      entity: 'maintenance_window',
      by: ['device'],
      range: 'starts_at',
      perSecond: 20,
    },
  ],
};
