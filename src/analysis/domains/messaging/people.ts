import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who writes, whom they know, and where they read. */
export const people: ModelPart = {
  entities: {
    profile: {
      description: 'What others see of a user.',
      key: ['user'],
      references: { user: 'user' },
      attributes: {
        handle: 'code(30) unique',
        status_text: "text(140) = ''",
        status_ends_at: 'moment?',
        avatar_url: 'url?',
        timezone: "timezone = 'UTC'",
      },
      checks: [{ name: 'handle_is_lower', sql: 'handle = lower(handle)' }],
      volume: { rows: 2_000_000, perYear: 800_000 },
    },
    saved_contact: {
      description: 'Someone in the address book of someone, by the name that is used there.',
      key: ['owner', 'contact'],
      references: { owner: 'user cascade', contact: 'user' },
      attributes: { nickname: 'name? personal' },
      checks: [{ name: 'not_oneself', sql: 'owner_id <> contact_id' }],
      volume: { rows: 30_000_000, perYear: 10_000_000 },
    },
    device: {
      description: 'A telephone, a computer or a browser on which a user reads.',
      key: ['user', 'number'],
      references: { user: 'user' },
      attributes: {
        number: { domain: 'count', above: 0, description: 'Counted for each user.' },
        name: 'name',
        platform: 'choice(ios, android, web, desktop)',
        push_token: 'token? unique',
        last_seen_at: 'moment?',
        removed_at: 'moment?',
      },
      checks: [{ name: 'removed_is_silent', sql: 'removed_at IS NULL OR push_token IS NULL' }],
      volume: { rows: 5_000_000, perYear: 2_000_000 },
    },
  },
  invariants: [
    {
      kind: 'count-at-most',
      entity: 'device',
      per: 'user',
      limit: 10,
      where: 'removed_at IS NULL',
      says: 'A user has ten devices at most.',
    },
  ],
  access: [
    { name: 'a profile by its handle', entity: 'profile', by: ['handle'], perSecond: 200 },
    { name: 'profiles by words', entity: 'profile', search: 'handle', limit: 20, perSecond: 40 },
    { name: 'the address book of someone', entity: 'saved_contact', by: ['owner'], limit: 500, perSecond: 20 },
    { name: 'devices of someone', entity: 'device', by: ['user'], where: 'removed_at IS NULL', perSecond: 3_000 },
  ],
};
