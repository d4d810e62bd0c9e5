import type { ModelPart } from '#analysis/domains/domain.ts';

const conversation = (id: number, kind: string, limit = 2) =>
  `INSERT INTO conversations (id, kind, created_by_id, participant_limit) VALUES (${id}, '${kind}', 1, ${limit})`;
const participant = (conversation: number, user: number, kind = 'group') =>
  `INSERT INTO participants (conversation_id, user_id, kind) VALUES (${conversation}, ${user}, '${kind}')`;
const joins = (conversation: number, user: number, at = '08:00:00', role = 'member') =>
  `INSERT INTO participations (conversation_id, user_id, joined_at, role) VALUES (${conversation}, ${user}, '2026-01-01 ${at}', '${role}')`;
const leaves = (conversation: number, user: number, at = '20:00:00') =>
  `UPDATE participations SET left_at = '2026-01-01 ${at}', is_open = FALSE WHERE conversation_id = ${conversation} AND user_id = ${user} AND left_at IS NULL`;
const owns = (conversation: number, user: number) =>
  `INSERT INTO conversation_owners (conversation_id, user_id, joined_at) VALUES (${conversation}, ${user}, '2026-01-01 08:00:00')`;
const disowns = (conversation: number, user: number) =>
  `DELETE FROM conversation_owners WHERE conversation_id = ${conversation} AND user_id = ${user}`;
const direct = (conversation: number, low: number, high: number) =>
  `INSERT INTO direct_conversations (conversation_id, low_id, high_id) VALUES (${conversation}, ${low}, ${high})`;
/** All of a direct conversation. */
const between = (id: number, low: number, high: number) => [
  conversation(id, 'direct'),
  participant(id, low, 'direct'),
  participant(id, high, 'direct'),
  joins(id, low),
  joins(id, high),
  direct(id, low, high),
];
const close = (id: number) => `UPDATE conversations SET closed_at = '2026-01-02 00:00:00' WHERE id = ${id}`;
const invite = (user: number, { conversation = 2, by = 2, at = '08:00:00' } = {}) =>
  `INSERT INTO conversation_invitations (conversation_id, invited_id, inviter_id, inviter_joined_at, expires_at) VALUES (${conversation}, ${user}, ${by}, '2026-01-01 ${at}', '2040-01-01 00:00:00')`;
const device = (number: number, columns = '', values = '') =>
  `INSERT INTO devices (user_id, number, name, platform${columns}) VALUES (1, ${number}, 'Telephone', 'ios'${values})`;

/**
 * Conversation 1 is that of Ann and Bob. Group 2 has Ann, who owns it, Bob and Cat, and room for four. Ann and Bob own
 * channel 3; Dan was in it and left.
 */
export const conversationScenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cat@example.com', 'Cat'), (4, 'dan@example.com', 'Dan'), (5, 'eve@example.com', 'Eve')",
    "INSERT INTO profiles (user_id, handle) VALUES (1, 'ann'), (2, 'bob')",
    'INSERT INTO saved_contacts (owner_id, contact_id) VALUES (1, 2)',
    device(1, ', push_token', ", 'push-1'"),
    device(2),
    device(3, ', removed_at', ", '2026-01-01 00:00:00'"),
    "INSERT INTO devices (user_id, number, name, platform) VALUES (2, 1, 'Browser', 'web')",
    ...between(1, 1, 2),
    conversation(2, 'group', 4),
    participant(2, 1),
    participant(2, 2),
    participant(2, 3),
    participant(2, 4),
    participant(2, 5),
    joins(2, 1, '08:00:00', 'admin'),
    joins(2, 2),
    joins(2, 3),
    owns(2, 1),
    conversation(3, 'channel', 100),
    participant(3, 1, 'channel'),
    participant(3, 2, 'channel'),
    participant(3, 4, 'channel'),
    joins(3, 1, '08:00:00', 'admin'),
    joins(3, 2, '08:00:00', 'admin'),
    joins(3, 4),
    leaves(3, 4, '09:00:00'),
    owns(3, 1),
    owns(3, 2),
    "INSERT INTO channels (conversation_id, slug) VALUES (3, 'general')",
    invite(4),
  ],
  scenarios: [
    { says: 'a conversation of two', accept: between(9, 3, 4) },
    { says: 'a second conversation of the same two', refuse: between(9, 1, 2) },
    { says: 'two who write each other first at once', race: [between(8, 3, 4), between(9, 3, 4)] },
    { says: 'the same two the other way round', refuse: [conversation(9, 'direct'), direct(9, 2, 1)] },
    {
      says: 'a direct conversation that does not say whose it is',
      refuse: [conversation(9, 'direct'), participant(9, 1, 'direct'), joins(9, 1)],
    },
    {
      says: 'a direct conversation of someone who is not in it',
      refuse: [conversation(9, 'direct'), participant(9, 3, 'direct'), direct(9, 3, 4)],
    },
    { says: 'a group that calls itself direct', refuse: direct(2, 2, 3) },
    { says: 'a third one in a direct conversation', refuse: participant(1, 3, 'direct') },
    { says: 'a third one who calls it a group', refuse: participant(1, 3) },
    { says: 'a direct conversation for three', refuse: 'UPDATE conversations SET participant_limit = 3 WHERE id = 1' },
    {
      says: 'a direct conversation that becomes a group',
      refuse: "UPDATE conversations SET kind = 'group' WHERE id = 1",
    },
    {
      says: 'a direct conversation given to others',
      refuse: 'UPDATE direct_conversations SET high_id = 3 WHERE conversation_id = 1',
    },
    { says: 'a block in a group', refuse: 'UPDATE conversations SET low_blocks = TRUE WHERE id = 2' },
    {
      says: 'a group',
      accept: [conversation(9, 'group', 9), participant(9, 1), joins(9, 1, '08:00:00', 'admin'), owns(9, 1)],
    },
    {
      says: 'a group without an owner',
      refuse: [conversation(9, 'group', 9), participant(9, 1), joins(9, 1)],
    },
    { says: 'an owner who is no admin', refuse: owns(2, 2) },
    { says: 'the last owner taken away', refuse: disowns(2, 1) },
    { says: 'an owner who leaves and stays the owner', refuse: leaves(2, 1) },
    { says: 'one of two owners who leaves', accept: [disowns(3, 1), leaves(3, 1)] },
    {
      says: 'the last two owners who leave at once',
      race: [
        [disowns(3, 1), leaves(3, 1)],
        [disowns(3, 2), leaves(3, 2)],
      ],
    },
    { says: 'a group that is closed and left by all', accept: [close(2), disowns(2, 1), leaves(2, 1)] },
    {
      says: 'a channel without a name',
      refuse: [
        conversation(9, 'channel', 9),
        participant(9, 1, 'channel'),
        joins(9, 1, '08:00:00', 'admin'),
        owns(9, 1),
      ],
    },
    {
      says: 'a group with the name of a channel',
      refuse: "INSERT INTO channels (conversation_id, slug) VALUES (2, 'team')",
    },
    {
      says: 'a name that another channel has',
      refuse: [conversation(9, 'channel', 9), "INSERT INTO channels (conversation_id, slug) VALUES (9, 'general')"],
    },
    {
      says: 'a channel with blanks in its name',
      refuse: "UPDATE channels SET slug = 'all of us' WHERE conversation_id = 3",
      only: ['postgres', 'mariadb', 'mysql'],
    },
    { says: 'someone who joins', accept: joins(2, 4, '12:00:00') },
    { says: 'someone who joins twice', refuse: joins(2, 2, '12:00:00') },
    { says: 'someone who is added twice at once', race: [joins(2, 4, '12:00:00'), joins(2, 4, '12:00:01')] },
    { says: 'someone who comes back', accept: joins(3, 4, '12:00:00') },
    { says: 'someone who comes back before they left', refuse: joins(3, 4, '08:30:00') },
    { says: 'one more than a group may have', given: [joins(2, 4)], refuse: joins(2, 5) },
    { says: 'the last place given twice at once', race: [joins(2, 4), joins(2, 5)] },
    {
      says: 'a limit below those who take part',
      refuse: 'UPDATE conversations SET participant_limit = 2 WHERE id = 2',
    },
    { says: 'another role as another time', accept: [leaves(2, 2, '12:00:00'), joins(2, 2, '12:00:00', 'admin')] },
    {
      says: 'a role changed without a trace',
      refuse: "UPDATE participations SET role = 'admin' WHERE conversation_id = 2 AND user_id = 2",
    },
    {
      says: 'an end that is taken back',
      refuse: 'UPDATE participations SET left_at = NULL, is_open = TRUE WHERE conversation_id = 3 AND user_id = 4',
    },
    {
      says: 'an end without a moment',
      refuse: 'UPDATE participations SET is_open = FALSE WHERE conversation_id = 2 AND user_id = 2',
    },
    { says: 'someone who joins a group that was closed', given: [close(2)], refuse: joins(2, 4) },
    { says: 'someone who joins while the group is closed', race: [close(2), joins(2, 4)] },
    { says: 'an invitation', accept: invite(5) },
    { says: 'a second open invitation', refuse: invite(4, { by: 1 }) },
    { says: 'two invitations of one at once', race: [invite(5, { by: 1 }), invite(5)] },
    { says: 'an invitation of oneself', refuse: invite(2) },
    { says: 'an invitation by a stranger', refuse: invite(5, { by: 4 }) },
    { says: 'an invitation by someone who left', refuse: invite(5, { conversation: 3, by: 4 }) },
    { says: 'an invitation by someone who leaves meanwhile', race: [leaves(2, 2), invite(5)] },
    { says: 'an invitation into a conversation of two', refuse: invite(5, { conversation: 1 }) },
    {
      says: 'an invitation answered twice',
      given: ["UPDATE conversation_invitations SET status = 'declined', answered_at = '2026-01-02 00:00:00'"],
      refuse: "UPDATE conversation_invitations SET status = 'accepted'",
    },
    { says: 'an invitation accepted at no time', refuse: "UPDATE conversation_invitations SET status = 'accepted'" },
    {
      says: 'a handle in capitals',
      refuse: "INSERT INTO profiles (user_id, handle) VALUES (3, 'Cat')",
      only: ['postgres', 'sqlite'],
    },
    { says: 'a handle of two', refuse: "INSERT INTO profiles (user_id, handle) VALUES (3, 'ann')" },
    { says: 'oneself in the address book', refuse: 'INSERT INTO saved_contacts (owner_id, contact_id) VALUES (3, 3)' },
    { says: 'ten devices', accept: [4, 5, 6, 7, 8, 9, 10, 11].map((number) => device(number)) },
    {
      says: 'an eleventh device',
      given: [4, 5, 6, 7, 8, 9, 10, 11].map((number) => device(number)),
      refuse: device(12),
    },
    {
      says: 'the tenth device registered twice at once',
      given: [4, 5, 6, 7, 8, 9, 10].map((number) => device(number)),
      race: [device(11), device(12)],
    },
    { says: 'two devices of one push token', refuse: device(12, ', push_token', ", 'push-1'") },
    { says: 'a user who takes part deleted', refuse: 'DELETE FROM users WHERE id = 1' },
  ],
};
