import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who shows what of themselves, who follows whom, who wants nothing to do with whom. */
export const relations: ModelPart = {
  entities: {
    profile: {
      description: 'What others see of a user.',
      key: ['user'],
      references: { user: 'user' },
      attributes: {
        handle: 'code(30) unique',
        bio: "text(500) = ''",
        avatar_url: 'url?',
        website: 'url?',
        is_private: { domain: 'boolean', default: false, description: 'Follows have to be accepted.' },
        is_verified: 'boolean = false',
      },
      checks: [{ name: 'handle_is_lower', sql: 'handle = lower(handle)' }],
      volume: { rows: 5_000_000, perYear: 2_000_000 },
    },
    user_pair: {
      description: 'Two users who have to do with each other, the one with the lower key first; and who blocks whom.',
      key: ['low', 'high'],
      references: { low: 'user', high: 'user' },
      attributes: {
        low_blocks: 'boolean = false',
        high_blocks: 'boolean = false',
        is_blocked: { domain: 'boolean', default: false, description: 'One of them blocks the other.' },
      },
      checks: [
        { name: 'low_is_lower', sql: 'low_id < high_id' },
        { name: 'blocked_by_someone', sql: 'is_blocked = (low_blocks OR high_blocks)' },
      ],
      volume: { rows: 150_000_000, perYear: 60_000_000 },
    },
    follow: {
      key: ['follower', 'followed'],
      references: {
        follower: 'user',
        followed: 'user',
        pair: { to: 'user_pair', columns: ['low_id', 'high_id'], agree: ['is_blocked'] },
      },
      attributes: {
        is_blocked: { domain: 'boolean', default: false, description: 'That of the pair: never true.' },
        status: 'state(requested, accepted) = accepted',
      },
      checks: [
        { name: 'not_oneself', sql: 'follower_id <> followed_id', says: 'Nobody follows themselves.' },
        {
          name: 'pair_is_theirs',
          sql: '(low_id = follower_id AND high_id = followed_id) OR (low_id = followed_id AND high_id = follower_id)',
        },
        { name: 'nobody_blocks', sql: 'NOT is_blocked', says: 'Who is blocked does not follow.' },
      ],
      volume: { rows: 200_000_000, perYear: 80_000_000 },
    },
    mute: {
      description: 'Someone does not want to read someone, who does not learn of it.',
      key: ['muter', 'muted'],
      references: { muter: 'user', muted: 'user' },
      checks: [{ name: 'not_oneself', sql: 'muter_id <> muted_id' }],
      timestamps: 'created',
      volume: { rows: 5_000_000, perYear: 2_000_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'follow',
      attribute: 'status',
      start: ['requested', 'accepted'],
      allowed: { requested: ['accepted'], accepted: [] },
      says: 'A follow that was accepted is not asked for again.',
    },
    {
      kind: 'immutable',
      entity: 'follow',
      attributes: ['follower', 'followed'],
      says: 'A follow stays between the two.',
    },
  ],
  access: [
    { name: 'a profile by its handle', entity: 'profile', by: ['handle'], perSecond: 400 },
    { name: 'profiles by words', entity: 'profile', search: 'handle', limit: 20, perSecond: 50 },
    {
      name: 'followers of someone, newest first',
      entity: 'follow',
      by: ['followed'],
      where: "status = 'accepted'",
      order: ['-created_at'],
      limit: 100,
      perSecond: 100,
    },
    {
      name: 'whom someone follows, newest first',
      entity: 'follow',
      by: ['follower'],
      where: "status = 'accepted'",
      order: ['-created_at'],
      limit: 100,
      perSecond: 150,
    },
    {
      name: 'requests that wait for an answer',
      entity: 'follow',
      by: ['followed'],
      where: "status = 'requested'",
      order: ['created_at'],
      limit: 50,
      perSecond: 10,
    },
    {
      name: 'whether two users block each other',
      entity: 'user_pair',
      by: ['low', 'high'],
      reads: ['is_blocked'],
      perSecond: 500,
    },
    { name: 'whom someone does not want to read', entity: 'mute', by: ['muter'], perSecond: 100 },
  ],
  decisions: [
    {
      what: 'Two users who have to do with each other are one row, which says who blocks whom; a follow carries its flag by the foreign key.',
      why: 'Blocking is refused while a follow is there and a follow while a block is there, even when both come at once.',
    },
  ],
  questions: [
    { question: 'Are friends mutual?', assumed: 'No: a follow has one direction; friends follow each other.' },
  ],
};
