import type { ModelPart } from '#analysis/domains/domain.ts';
import { invitations } from './invitations.ts';

/** Who talks with whom, as what, and from when to when. */
export const conversations: ModelPart = {
  entities: {
    conversation: {
      description: 'Where messages stand: between two people, in a group, or in a channel that has a name.',
      references: { created_by: 'user' },
      attributes: {
        kind: 'choice(direct, group, channel)',
        title: 'title?',
        participant_limit: { domain: 'count', min: 2, max: 100_000, default: 1_000 },
        low_blocks: {
          domain: 'boolean',
          default: false,
          description: 'Of a direct one: its lower user blocks the other.',
        },
        high_blocks: {
          domain: 'boolean',
          default: false,
          description: 'Of a direct one: its higher user blocks the other.',
        },
        closed_at: 'moment?',
      },
      checks: [
        {
          name: 'kind_fits',
          sql: "(kind = 'direct' AND participant_limit = 2 AND title IS NULL AND closed_at IS NULL) OR (kind <> 'direct' AND low_blocks = FALSE AND high_blocks = FALSE)",
          says: 'A direct conversation is of two, has no title and is not closed; nobody blocks anybody in others.',
        },
      ],
      volume: { rows: 12_000_000, perYear: 6_000_000 },
    },
    participant: {
      description:
        'How someone wants to hear of a conversation: also of one that they left, or were asked into and did not join yet.',
      key: ['conversation', 'user'],
      references: { conversation: 'conversation agree(kind)', user: 'user' },
      attributes: {
        kind: { domain: 'choice', values: ['direct', 'group', 'channel'], description: 'That of the conversation.' },
        notify: 'choice(all, mentions, nothing) = all',
        muted_until: 'moment?',
        is_favorite: 'boolean = false',
        archived_at: 'moment?',
      },
      volume: { rows: 60_000_000, perYear: 30_000_000 },
    },
    participation: {
      description: 'A time in which someone took part in a conversation, in one role. Another role begins another one.',
      key: ['participant', 'joined_at'],
      references: {
        conversation: 'conversation',
        user: 'user',
        participant: { to: 'participant', columns: ['conversation_id', 'user_id'] },
        ended_by: 'user?',
      },
      attributes: {
        joined_at: 'moment',
        left_at: 'moment?',
        is_open: { domain: 'boolean', default: true, description: 'It has not ended.' },
        role: 'choice(admin, member) = member',
      },
      checks: [{ name: 'open_has_no_end', sql: 'is_open = (left_at IS NULL)' }],
      timestamps: 'none',
      volume: { rows: 70_000_000, perYear: 35_000_000 },
    },
    conversation_owner: {
      description: 'A participant who may do everything in a group or channel, and may close it.',
      key: ['participant'],
      references: {
        conversation: 'conversation',
        participant: { to: 'participant', columns: ['conversation_id', 'user_id'] },
        participation: {
          to: 'participation',
          columns: ['conversation_id', 'user_id', 'joined_at'],
          agree: ['is_open', 'role'],
        },
      },
      attributes: {
        is_open: { domain: 'boolean', default: true, description: 'Owners cannot leave before they hand over.' },
        role: { domain: 'choice', values: ['admin'], default: 'admin', description: 'That of the participation.' },
      },
      checks: [{ name: 'takes_part', sql: 'is_open' }],
      timestamps: 'created',
      volume: { rows: 7_000_000, perYear: 3_500_000 },
    },
    direct_conversation: {
      description: 'The one conversation of two people, the one with the lower key first.',
      key: ['conversation'],
      references: {
        conversation: 'conversation agree(kind)',
        low: 'user',
        high: 'user',
        low_participant: { to: 'participant', columns: ['conversation_id', 'low_id'] },
        high_participant: { to: 'participant', columns: ['conversation_id', 'high_id'] },
      },
      attributes: { kind: 'choice(direct) = direct' },
      unique: [{ of: ['low', 'high'] }],
      checks: [{ name: 'low_is_lower', sql: 'low_id < high_id' }],
      timestamps: 'created',
      volume: { rows: 8_000_000, perYear: 4_000_000 },
    },
    channel: {
      description: 'A conversation that is found by its name.',
      key: ['conversation'],
      references: { conversation: 'conversation agree(kind)' },
      attributes: {
        kind: 'choice(channel) = channel',
        slug: 'slug(80) unique',
        topic: "text(250) = ''",
        is_private: 'boolean = false',
      },
      volume: { rows: 400_000, perYear: 150_000 },
    },
    ...invitations.entities,
  },
  invariants: [
    {
      kind: 'immutable',
      entity: 'conversation',
      attributes: ['kind', 'created_by'],
      says: 'A conversation of two does not become a group: begin another.',
    },
    {
      kind: 'at-least-one',
      entity: 'direct_conversation',
      per: 'conversation',
      when: "kind = 'direct'",
      says: 'A direct conversation says whose it is.',
    },
    {
      kind: 'at-least-one',
      entity: 'channel',
      per: 'conversation',
      when: "kind = 'channel'",
      says: 'A channel has a name.',
    },
    {
      kind: 'at-least-one',
      entity: 'conversation_owner',
      per: 'conversation',
      when: "kind <> 'direct' AND closed_at IS NULL",
      says: 'A group keeps an owner until it is closed.',
    },
    {
      kind: 'immutable',
      entity: 'direct_conversation',
      says: 'A direct conversation stays that of the same two.',
    },
    {
      kind: 'count-at-most',
      entity: 'participant',
      per: 'conversation',
      limit: 2,
      where: "kind = 'direct'",
      says: 'A direct conversation is of two.',
    },
    {
      kind: 'count-at-most',
      entity: 'participation',
      per: 'conversation',
      limit: 'participant_limit',
      where: 'left_at IS NULL',
      says: 'A conversation has no more participants than it may have.',
    },
    {
      kind: 'no-overlap',
      entity: 'participation',
      per: ['participant'],
      from: 'joined_at',
      to: 'left_at',
      says: 'Someone takes part in a conversation once at a time.',
    },
    {
      kind: 'only-while',
      entity: 'participation',
      reference: 'conversation',
      parent: 'closed_at IS NULL',
      says: 'Nobody joins a conversation that was closed.',
    },
    {
      kind: 'immutable',
      entity: 'participation',
      when: 'left_at IS NOT NULL',
      says: 'Who took part when is not rewritten: someone who comes back joins again.',
    },
    {
      kind: 'immutable',
      entity: 'participation',
      attributes: ['participant', 'joined_at', 'role'],
      says: 'Another role is another participation: end this one and begin it.',
    },
    ...(invitations.invariants ?? []),
  ],
  access: [
    {
      name: 'the conversations in which someone takes part',
      entity: 'participation',
      by: ['user'],
      where: 'left_at IS NULL',
      limit: 500,
      perSecond: 600,
    },
    {
      name: 'who takes part in a conversation',
      entity: 'participation',
      by: ['conversation'],
      where: 'left_at IS NULL',
      limit: 1_000,
      perSecond: 1_500,
    },
    {
      name: 'what someone keeps of a conversation',
      entity: 'participant',
      by: ['conversation', 'user'],
      perSecond: 1_500,
    },
    { name: 'the conversation of two', entity: 'direct_conversation', by: ['low', 'high'], perSecond: 100 },
    { name: 'a channel by its name', entity: 'channel', by: ['slug'], perSecond: 50 },
    {
      name: 'open channels by words',
      entity: 'channel',
      search: 'slug',
      where: 'NOT is_private',
      limit: 30,
      perSecond: 20,
    },
    ...(invitations.access ?? []),
  ],
  decisions: [
    {
      what: 'What two people write each other is one conversation, found by the pair, whoever wrote first.',
      why: 'Two who write first at the same moment would else have two conversations, and each would miss half of it.',
    },
    {
      what: 'Taking part has a beginning and an end, and each message names the time in which its sender took part.',
      why: 'Nobody writes before joining or after leaving, and what someone may read of the past can be told years later.',
    },
    {
      what: 'Owners are rows of their own, bound to a participation that is open.',
      why: 'The last owner cannot leave a group, not even when two leave at once, until it was handed over or closed.',
    },
    {
      what: 'Who blocks whom is kept in their direct conversation, which is made for it where there is none.',
      why: 'A message locks that row anyway, so none slips through while a block is set; in groups both go on writing.',
    },
  ],
  questions: [
    {
      question: 'How many may take part in a group?',
      assumed: '1,000, a number that each conversation can change up to 100,000.',
    },
    {
      question: 'May people write to themselves?',
      assumed: 'No: a direct conversation is of two; what is to be kept is saved.',
    },
  ],
};
