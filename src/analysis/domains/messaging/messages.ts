import type { ModelPart } from '#analysis/domains/domain.ts';

/** A message is known by its conversation and its moment; all that hangs on it carries both. */
const ofMessage = { to: 'message', columns: ['conversation_id', 'sent_at'] };
const sentAt = { domain: 'moment', description: 'That of the message.' } as const;

/** What is said. */
export const messages: ModelPart = {
  entities: {
    message: {
      description:
        'What someone said in a conversation. One that was deleted stays as a mark, so that answers have a place.',
      key: ['conversation', 'sent_at'],
      references: {
        conversation: 'conversation',
        sender: {
          to: 'participation',
          columns: ['conversation_id', 'sender_id', 'sender_joined_at'],
          description: 'In which time of taking part it was said.',
        },
        thread: {
          to: 'message',
          optional: true,
          columns: ['conversation_id', 'thread_sent_at'],
          description: 'The message that its thread began with.',
        },
        quoted: { to: 'message', optional: true, columns: ['conversation_id', 'quoted_sent_at'] },
      },
      attributes: {
        sent_at: { domain: 'moment', description: 'Given by the server; one message at a time in a conversation.' },
        body: {
          domain: 'text',
          length: 8_000,
          optional: true,
          personal: 'sensitive',
          description: 'As it was first sent.',
        },
        deleted_at: 'moment?',
        deleted_by: 'choice(sender, moderator)?',
      },
      checks: [
        { name: 'sent_while_there', sql: 'sent_at >= sender_joined_at' },
        { name: 'thread_began_before', sql: 'thread_sent_at < sent_at' },
        { name: 'quoted_was_before', sql: 'quoted_sent_at < sent_at' },
        { name: 'says_something', sql: 'body IS NOT NULL OR deleted_at IS NOT NULL' },
        { name: 'deleted_by_someone', sql: '(deleted_at IS NULL) = (deleted_by IS NULL)' },
        { name: 'deleted_after_sent', sql: 'deleted_at >= sent_at' },
      ],
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 800_000_000, perYear: 600_000_000 },
    },
    message_edit: {
      description: 'What a message says since it was edited. The newest one counts, the others are kept.',
      key: ['message', 'edited_at'],
      references: { conversation: 'conversation', message: ofMessage },
      attributes: { sent_at: sentAt, edited_at: 'moment', body: 'text(8000) personal(sensitive)' },
      checks: [{ name: 'edited_after_sent', sql: 'edited_at > sent_at' }],
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 25_000_000, perYear: 18_000_000 },
    },
  },
  invariants: [
    {
      kind: 'only-while',
      entity: 'message',
      reference: 'sender',
      parent: 'left_at IS NULL',
      says: 'Only who takes part in a conversation writes there.',
    },
    {
      kind: 'only-while',
      entity: 'message',
      reference: 'conversation',
      parent: 'closed_at IS NULL AND NOT low_blocks AND NOT high_blocks',
      says: 'Nobody writes where the conversation was closed or one blocks the other.',
    },
    {
      kind: 'only-while',
      entity: 'message',
      reference: 'thread',
      parent: 'thread_sent_at IS NULL',
      says: 'A thread begins with a message that is in none.',
    },
    {
      kind: 'only-while',
      entity: 'message',
      reference: 'quoted',
      parent: 'deleted_at IS NULL',
      says: 'A message that was deleted is not quoted.',
    },
    {
      kind: 'immutable',
      entity: 'message',
      attributes: ['conversation', 'sent_at', 'sender', 'thread', 'quoted'],
      says: 'A message stays with its sender, its moment and what it answers.',
    },
    {
      kind: 'immutable',
      entity: 'message',
      attributes: ['body'],
      when: 'deleted_at IS NULL',
      says: 'What was said is not rewritten: an edit is a row of its own.',
    },
    {
      kind: 'immutable',
      entity: 'message',
      attributes: ['deleted_at', 'deleted_by'],
      when: 'deleted_at IS NOT NULL',
      says: 'A deleted message does not come back.',
    },
    {
      kind: 'only-while',
      entity: 'message_edit',
      reference: 'message',
      parent: 'deleted_at IS NULL',
      says: 'A message that was deleted is not edited.',
    },
    {
      kind: 'immutable',
      entity: 'message_edit',
      attributes: ['message', 'edited_at', 'body'],
      says: 'An edit is not rewritten: edit again.',
    },
  ],
  access: [
    {
      name: 'conversations of someone, the newest message first',
      entity: 'participation',
      sql: `SELECT p.conversation_id, (SELECT max(m.sent_at) FROM messages AS m WHERE m.conversation_id = p.conversation_id) AS newest_at
FROM participations AS p
WHERE p.user_id = $1 AND p.left_at IS NULL
ORDER BY newest_at DESC
LIMIT 50`,
      perSecond: 300,
    },
    {
      name: 'messages of a conversation, newest first',
      entity: 'message',
      by: ['conversation'],
      where: 'thread_sent_at IS NULL',
      order: ['-sent_at'],
      limit: 50,
      perSecond: 1_200,
    },
    {
      name: 'messages of a conversation since a moment: how many are unread, and which',
      entity: 'message',
      by: ['conversation'],
      range: 'sent_at',
      limit: 200,
      perSecond: 3_000,
    },
    { name: 'a message', entity: 'message', by: ['conversation', 'sent_at'], perSecond: 500 },
    {
      name: 'answers of a thread, oldest first',
      entity: 'message',
      by: ['thread'],
      order: ['sent_at'],
      limit: 100,
      perSecond: 300,
    },
    {
      name: 'edits of messages that are shown',
      entity: 'message_edit',
      by: ['conversation'],
      range: 'sent_at',
      perSecond: 1_200,
    },
  ],
  decisions: [
    {
      what: 'A message is known by its conversation and its moment, to the microsecond; two at one moment: the second takes the next microsecond.',
      why: 'One key finds, orders and divides by time what is by far the largest table, and makes sure that answers, reactions and attachments stay in their conversation. A counted key could not be unique across the months.',
    },
    {
      what: 'Messages and all that hangs on them are divided by the moment of the message.',
      why: 'Reads touch the last months, and what is older than the law or the customer wants goes month by month without a DELETE: first what hangs on the messages, then they. A thread that goes on holds the month in which it began.',
    },
    {
      what: 'An edit is a row beside the message, the first text stays where it is.',
      why: 'What was said can be shown to who answered it; few messages are edited, and the edits of a page are one short read.',
    },
    {
      what: 'No conversation carries the moment of its newest message.',
      why: 'It would be written with each message, and all who write in a busy channel would wait for one row. The key tells it: one look for each conversation of someone.',
    },
    {
      what: 'Deleting a message marks it; its text is emptied and its edits are removed in the same transaction, or later where complaints are judged first.',
      why: 'Threads keep their place, and what was written is really gone.',
    },
  ],
  questions: [
    {
      question: 'May messages be edited for ever?',
      assumed: 'Yes, until they are deleted; what they said before is kept.',
    },
    {
      question: 'Is it kept who deleted a message?',
      assumed: 'Whether the sender did it or a moderator; which moderator stands in the complaint.',
    },
    { question: 'How long may a message be?', assumed: '8,000 characters and ten files of 2 GB.' },
  ],
};
