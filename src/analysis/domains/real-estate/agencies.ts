import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who sells and lets, and whom they know. */
export const agencies: ModelPart = {
  entities: {
    agency: {
      attributes: {
        name: 'name',
        slug: 'slug unique',
        license_number: 'code unique',
        country: 'country',
        timezone: 'timezone',
        phone: 'phone?',
      },
      volume: { rows: 8_000, perYear: 1_500 },
    },
    agent: {
      description: 'Someone who works for an agency, from a day on and until another.',
      references: { agency: 'agency', user: 'user' },
      attributes: {
        role: 'choice(agent, manager, assistant)',
        license_number: 'code?',
        joined_on: 'date',
        left_on: 'date?',
      },
      volume: { rows: 60_000, perYear: 15_000 },
    },
    contact: {
      description: 'Someone whom an agency knows: who buys, sells, rents or lets. Each agency has its own.',
      references: { agency: 'agency', user: 'user?', agent: 'agent? agree(agency)' },
      attributes: {
        kind: 'choice(person, company)',
        name: 'name personal',
        email: 'email? personal(contact)',
        phone: 'phone? personal(contact)',
        note: 'text?',
      },
      unique: [{ of: ['agency', 'email'] }],
      checks: [{ name: 'can_be_reached', sql: 'email IS NOT NULL OR phone IS NOT NULL' }],
      softDelete: true,
      volume: { rows: 12_000_000, perYear: 4_000_000 },
    },
  },
  invariants: [
    {
      kind: 'no-overlap',
      entity: 'agent',
      per: ['user'],
      from: 'joined_on',
      to: 'left_on',
      says: 'An agent works for one agency at a time.',
    },
  ],
  access: [
    { name: 'an agency by its address', entity: 'agency', by: ['slug'], perSecond: 20 },
    { name: 'agents of an agency', entity: 'agent', by: ['agency'], where: 'left_on IS NULL', perSecond: 20 },
    { name: 'where someone works', entity: 'agent', by: ['user'], perSecond: 20 },
    { name: 'a contact by e-mail', entity: 'contact', by: ['agency', 'email'], perSecond: 10 },
    { name: 'contacts by words', entity: 'contact', search: 'name', limit: 20, perSecond: 5 },
    { name: 'contacts of an agent, newest first', entity: 'contact', by: ['agent'], order: ['-created_at'], limit: 50 },
  ],
};
