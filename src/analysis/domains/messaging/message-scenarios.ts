import type { ModelPart } from '#analysis/domains/domain.ts';

interface Said {
  readonly in?: number;
  readonly by?: number;
  readonly joined?: string;
  readonly thread?: string;
  readonly quoted?: string;
}
const moment = (at: string | undefined) => (at === undefined ? 'NULL' : `'2026-01-01 ${at}'`);
const say = (at: string, said: Said = {}) =>
  `INSERT INTO messages (conversation_id, sent_at, sender_id, sender_joined_at, thread_sent_at, quoted_sent_at, body) VALUES (${said.in ?? 2}, ${moment(at)}, ${said.by ?? 2}, ${moment(said.joined ?? '08:00:00')}, ${moment(said.thread)}, ${moment(said.quoted)}, 'Hello')`;
const remove = (at: string, conversation = 2) =>
  `UPDATE messages SET deleted_at = '2026-01-03 00:00:00', deleted_by = 'sender' WHERE conversation_id = ${conversation} AND sent_at = ${moment(at)}`;
const change = (at: string, to: string) =>
  `UPDATE messages SET ${to} WHERE conversation_id = 2 AND sent_at = ${moment(at)}`;
const leaves = (conversation: number, user: number) =>
  `UPDATE participations SET left_at = '2026-01-01 20:00:00', is_open = FALSE WHERE conversation_id = ${conversation} AND user_id = ${user} AND left_at IS NULL`;
const edit = (at: string, edited: string) =>
  `INSERT INTO message_edits (conversation_id, sent_at, edited_at, body) VALUES (2, ${moment(at)}, ${moment(edited)}, 'Hallo')`;
const react = (user: number, at = '10:00:00', emoji = 'thumbs_up') =>
  `INSERT INTO reactions (conversation_id, sent_at, user_id, joined_at, emoji) VALUES (2, ${moment(at)}, ${user}, '2026-01-01 08:00:00', '${emoji}')`;
const file = (id: number) =>
  `INSERT INTO files (id, uploader_id, name, content_type, size, storage_key, checksum) VALUES (${id}, 1, 'a.png', 'image/png', 10, 'key-${id}', 'x')`;
const attach = (position: number, file = position) =>
  `INSERT INTO attachments (conversation_id, sent_at, position, file_id) VALUES (2, '2026-01-01 10:00:00', ${position}, ${file})`;
const pin = (at: string, conversation = 2, by = 1) =>
  `INSERT INTO pinned_messages (conversation_id, sent_at, pinned_by_id, pinned_by_joined_at) VALUES (${conversation}, ${moment(at)}, ${by}, '2026-01-01 08:00:00')`;
const minutes = Array.from({ length: 50 }, (_, at) => `11:${String(at).padStart(2, '0')}:00`);
const deliver = (number: number, at = '10:00:00', user = 1) =>
  `INSERT INTO deliveries (conversation_id, sent_at, user_id, device_number) VALUES (2, ${moment(at)}, ${user}, ${number})`;
const sentAs = (key: string, at = '10:00:00', user = 2) =>
  `INSERT INTO sent_keys (user_id, client_key, conversation_id, sent_at) VALUES (${user}, '${key}', 2, ${moment(at)})`;
const ownBlock = 'UPDATE conversations SET low_blocks = TRUE WHERE id = 1';
const read = (at: string) =>
  `UPDATE read_positions SET read_until = ${moment(at)} WHERE conversation_id = 2 AND user_id = 2`;

/** In group 2 Ann said something at 10:00, Bob answered in its thread at 10:01, Cat said something else at 10:02. */
export const messageScenarios: ModelPart = {
  fixture: [
    say('10:00:00', { in: 1, by: 1 }),
    say('10:00:00', { by: 1 }),
    say('10:01:00', { thread: '10:00:00' }),
    say('10:02:00', { by: 3 }),
    say('10:00:00', { in: 3, by: 1 }),
    say('10:09:00', { in: 3, by: 1 }),
    edit('10:00:00', '10:05:00'),
    ...Array.from({ length: 12 }, (_, at) => file(at + 1)),
    "UPDATE files SET status = 'ready' WHERE id <= 11",
    ...Array.from({ length: 9 }, (_, at) => attach(at + 1)),
    react(2),
    "INSERT INTO mentions (conversation_id, sent_at, user_id) VALUES (2, '2026-01-01 10:01:00', 1)",
    pin('10:00:00'),
    "INSERT INTO read_positions (conversation_id, user_id, read_until) VALUES (2, 2, '2026-01-01 10:01:00')",
    deliver(1),
    sentAs('a1'),
  ],
  scenarios: [
    { says: 'a message', accept: say('12:00:00') },
    { says: 'a message of a stranger', refuse: say('12:00:00', { by: 5 }) },
    { says: 'a message of someone who left', refuse: say('12:00:00', { in: 3, by: 4 }) },
    { says: 'a message of someone who leaves meanwhile', race: [leaves(2, 2), say('12:00:00')] },
    { says: 'a message from before one joined', refuse: say('07:00:00') },
    { says: 'a message in a time that never was', refuse: say('12:00:00', { joined: '09:00:00' }) },
    { says: 'two messages at one moment', refuse: say('10:02:00') },
    { says: 'two messages of one moment at once', race: [say('12:00:00'), say('12:00:00', { by: 3 })] },
    { says: 'a message that says nothing', refuse: say('12:00:00').replace("'Hello'", 'NULL') },
    { says: 'a message of 9,000 characters', refuse: say('12:00:00').replace('Hello', 'x'.repeat(9_000)) },
    {
      says: 'a message in a group that was closed',
      given: ["UPDATE conversations SET closed_at = '2026-01-02 00:00:00' WHERE id = 2"],
      refuse: say('12:00:00'),
    },
    {
      says: 'a message while the group is closed',
      race: ["UPDATE conversations SET closed_at = '2026-01-02 00:00:00' WHERE id = 2", say('12:00:00')],
    },
    { says: 'a message to someone who blocks', given: [ownBlock], refuse: say('12:00:00', { in: 1 }) },
    { says: 'a message while one is blocked', race: [ownBlock, say('12:00:00', { in: 1 })] },
    {
      says: 'a block that ends',
      given: [ownBlock, 'UPDATE conversations SET low_blocks = FALSE WHERE id = 1'],
      accept: say('12:00:00', { in: 1 }),
    },
    { says: 'an answer in a thread', accept: say('12:00:00', { thread: '10:00:00' }) },
    { says: 'an answer to a message of another conversation', refuse: say('12:00:00', { thread: '10:09:00' }) },
    { says: 'a thread in a thread', refuse: say('12:00:00', { thread: '10:01:00' }) },
    { says: 'an answer before the question', refuse: say('09:30:00', { thread: '10:00:00' }) },
    { says: 'a message quoted', accept: say('12:00:00', { quoted: '10:02:00' }) },
    { says: 'a deleted message quoted', given: [remove('10:02:00')], refuse: say('12:00:00', { quoted: '10:02:00' }) },
    {
      says: 'a message quoted while it is deleted',
      race: [remove('10:02:00'), say('12:00:00', { quoted: '10:02:00' })],
    },
    {
      says: 'an answer in a thread whose first message was deleted',
      given: [remove('10:00:00')],
      accept: say('12:00:00', { thread: '10:00:00' }),
    },
    { says: 'a message given to another sender', refuse: change('10:02:00', 'sender_id = 2') },
    { says: 'a message moved to another conversation', refuse: change('10:02:00', 'conversation_id = 3') },
    { says: 'a message rewritten', refuse: change('10:02:00', "body = 'x'") },
    { says: 'a message emptied and still there', refuse: change('10:02:00', 'body = NULL') },
    { says: 'a message deleted', accept: remove('10:02:00') },
    { says: 'a message deleted and emptied', given: [remove('10:02:00')], accept: change('10:02:00', 'body = NULL') },
    {
      says: 'a deleted message that comes back',
      given: [remove('10:02:00')],
      refuse: change('10:02:00', 'deleted_at = NULL, deleted_by = NULL'),
    },
    { says: 'a message deleted by nobody', refuse: change('10:02:00', "deleted_at = '2026-01-03 00:00:00'") },
    {
      says: 'an answered message that vanishes',
      refuse: "DELETE FROM messages WHERE conversation_id = 2 AND sent_at = '2026-01-01 10:00:00'",
    },
    { says: 'an edit', accept: edit('10:02:00', '10:03:00') },
    { says: 'a second edit', accept: edit('10:00:00', '10:06:00') },
    { says: 'an edit before the message', refuse: edit('10:02:00', '10:01:00') },
    { says: 'an edit rewritten', refuse: "UPDATE message_edits SET body = 'x' WHERE conversation_id = 2" },
    {
      says: 'a message deleted with its edits',
      accept: [remove('10:00:00'), 'DELETE FROM message_edits WHERE conversation_id = 2'],
    },
    { says: 'an edit of a deleted message', given: [remove('10:02:00')], refuse: edit('10:02:00', '10:03:00') },
    { says: 'an edit while the message is deleted', race: [remove('10:02:00'), edit('10:02:00', '10:03:00')] },
    { says: 'a reaction', accept: react(3) },
    { says: 'another reaction of the same', accept: react(2, '10:00:00', 'heart') },
    { says: 'one reaction twice', refuse: react(2) },
    { says: 'a reaction of someone who never took part', refuse: react(5) },
    { says: 'a reaction of someone who left', given: [leaves(2, 3)], refuse: react(3) },
    { says: 'a reaction of someone who leaves meanwhile', race: [leaves(2, 3), react(3)] },
    { says: 'a reaction to a message of another conversation', refuse: react(2, '10:09:00') },
    { says: 'a reaction while the message is deleted', race: [remove('10:02:00'), react(2, '10:02:00')] },
    { says: 'a reaction taken back', accept: 'DELETE FROM reactions WHERE user_id = 2' },
    { says: 'a tenth attachment', accept: attach(10) },
    { says: 'an eleventh attachment', given: [attach(10)], refuse: attach(11) },
    { says: 'a tenth attachment added twice at once', race: [attach(10), attach(11)] },
    { says: 'a file twice on a message', refuse: attach(10, 1) },
    { says: 'a file that is not whole', refuse: attach(10, 12) },
    {
      says: 'a file that is refused meanwhile',
      race: ["UPDATE files SET status = 'refused' WHERE id = 10", attach(10)],
    },
    {
      says: 'a refused file let through',
      given: ["UPDATE files SET status = 'refused' WHERE id = 10"],
      refuse: "UPDATE files SET status = 'ready' WHERE id = 10",
    },
    { says: 'a file of 4 GB', refuse: file(13).replace(' 10,', ' 4294967296,') },
    {
      says: 'a stranger named',
      refuse: "INSERT INTO mentions (conversation_id, sent_at, user_id) VALUES (1, '2026-01-01 10:00:00', 5)",
    },
    { says: 'a message pinned', accept: pin('10:02:00') },
    { says: 'a message pinned twice', refuse: pin('10:00:00') },
    { says: 'a message pinned by a stranger', refuse: pin('10:02:00', 2, 5) },
    { says: 'a message pinned by someone who left', given: [leaves(2, 3)], refuse: pin('10:02:00', 2, 3) },
    { says: 'a message pinned while it is deleted', race: [remove('10:02:00'), pin('10:02:00')] },
    {
      says: 'a fifty-first pinned message',
      given: minutes.flatMap((at) => [say(at), ...(at === '11:00:00' ? [] : [pin(at)])]),
      refuse: pin('11:00:00'),
    },
    {
      says: 'the fiftieth pinned message, twice at once',
      given: minutes.flatMap((at) => [say(at), ...(at < '11:02:00' ? [] : [pin(at)])]),
      race: [pin('11:00:00'), pin('11:01:00')],
    },
    { says: 'a read position that goes on', accept: read('10:02:00') },
    { says: 'a read position that goes back', refuse: read('10:00:00') },
    {
      says: 'a read position of a stranger',
      refuse: "INSERT INTO read_positions (conversation_id, user_id, read_until) VALUES (1, 5, '2026-01-01 10:00:00')",
    },
    {
      says: 'a second read position',
      refuse: "INSERT INTO read_positions (conversation_id, user_id, read_until) VALUES (2, 2, '2026-01-01 10:00:00')",
    },
    {
      says: 'a thread followed',
      accept: "INSERT INTO thread_follows (conversation_id, sent_at, user_id) VALUES (2, '2026-01-01 10:00:00', 3)",
    },
    {
      says: 'an answer followed as a thread',
      refuse: "INSERT INTO thread_follows (conversation_id, sent_at, user_id) VALUES (2, '2026-01-01 10:01:00', 3)",
    },
    { says: 'a message on its way to a second device', accept: deliver(2) },
    { says: 'a message on its way to a device twice', refuse: deliver(1) },
    { says: 'a message on its way to a device that was removed', refuse: deliver(3) },
    {
      says: 'a message on its way to a device that is removed meanwhile',
      race: ["UPDATE devices SET removed_at = '2026-01-02 00:00:00' WHERE user_id = 1 AND number = 2", deliver(2)],
    },
    {
      says: 'a message delivered',
      accept: "UPDATE deliveries SET status = 'delivered', delivered_at = '2026-01-01 10:00:01'",
    },
    { says: 'a message delivered at no time', refuse: "UPDATE deliveries SET status = 'delivered'" },
    {
      says: 'a message saved',
      accept: "INSERT INTO saved_messages (user_id, conversation_id, sent_at) VALUES (3, 2, '2026-01-01 10:00:00')",
    },
    {
      says: 'a message of others saved',
      refuse: "INSERT INTO saved_messages (user_id, conversation_id, sent_at) VALUES (3, 1, '2026-01-01 10:00:00')",
    },
    {
      says: 'a message saved while it is deleted',
      race: [
        remove('10:02:00'),
        "INSERT INTO saved_messages (user_id, conversation_id, sent_at) VALUES (3, 2, '2026-01-01 10:02:00')",
      ],
    },
    { says: 'a message sent twice', refuse: [say('12:00:00'), sentAs('a1', '12:00:00')] },
    {
      says: 'a message sent twice at once',
      race: [
        [say('12:00:00'), sentAs('b1', '12:00:00')],
        [say('12:00:01'), sentAs('b1', '12:00:01')],
      ],
    },
    { says: 'a number given to another message', refuse: "UPDATE sent_keys SET sent_at = '2026-01-01 10:02:00'" },
  ],
};
