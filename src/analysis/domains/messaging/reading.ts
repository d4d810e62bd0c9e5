import type { ModelPart } from '#analysis/domains/domain.ts';

const ofMessage = { to: 'message', columns: ['conversation_id', 'sent_at'] };
const participant = { to: 'participant', columns: ['conversation_id', 'user_id'] };
const sentAt = { domain: 'moment', description: 'That of the message.' } as const;

/** What reached whom, what was read, and what someone keeps. */
export const reading: ModelPart = {
  entities: {
    read_position: {
      description: 'Up to which moment someone has read a conversation: all read receipts of theirs in one row.',
      key: ['participant'],
      references: { conversation: 'conversation', participant },
      attributes: { read_until: 'moment', shows_others: 'boolean = true' },
      timestamps: 'none',
      volume: { rows: 55_000_000, perYear: 28_000_000 },
    },
    thread_follow: {
      description: 'Someone wants to hear of answers in a thread.',
      key: ['thread', 'user'],
      references: { thread: ofMessage, user: 'user', participant },
      attributes: { sent_at: { domain: 'moment', description: 'That of the first message.' }, read_until: 'moment?' },
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 60_000_000, perYear: 40_000_000 },
    },
    delivery: {
      description: 'A message on its way to a device of someone who takes part.',
      key: ['message', 'device'],
      references: {
        message: ofMessage,
        device: { to: 'device', columns: ['user_id', 'device_number'] },
        participant,
      },
      attributes: {
        sent_at: sentAt,
        status: 'state(queued, delivered, failed) = queued',
        attempts: 'count = 0',
        delivered_at: 'moment?',
      },
      checks: [
        {
          name: 'delivered_has_time',
          sql: "(status = 'delivered' AND delivered_at IS NOT NULL) OR (status <> 'delivered' AND delivered_at IS NULL)",
        },
      ],
      timestamps: 'none',
      partitionBy: 'sent_at',
      volume: { rows: 250_000_000, perYear: 3_000_000_000, keepDays: 30 },
    },
    saved_message: {
      description: 'A message that someone wants to find again.',
      key: ['user', 'message'],
      references: { user: 'user', message: ofMessage, participant },
      attributes: { sent_at: sentAt, note: "text(500) = ''" },
      timestamps: 'created',
      volume: { rows: 12_000_000, perYear: 6_000_000 },
    },
    sent_key: {
      description: 'The number that an application gave a message before it sent it: sent twice, it is taken once.',
      key: ['user', 'client_key'],
      references: { user: 'user', message: ofMessage, participant },
      attributes: { client_key: 'token(64)', sent_at: sentAt },
      timestamps: 'none',
      volume: { rows: 12_000_000, perYear: 600_000_000, keepDays: 7 },
    },
  },
  invariants: [
    {
      kind: 'only-grows',
      entity: 'read_position',
      attribute: 'read_until',
      says: 'What was read stays read.',
    },
    {
      kind: 'only-grows',
      entity: 'thread_follow',
      attribute: 'read_until',
      says: 'What was read in a thread stays read.',
    },
    {
      kind: 'only-while',
      entity: 'thread_follow',
      reference: 'thread',
      parent: 'thread_sent_at IS NULL',
      says: 'A thread is followed by the message that it began with.',
    },
    {
      kind: 'only-while',
      entity: 'delivery',
      reference: 'device',
      parent: 'removed_at IS NULL',
      says: 'Nothing is sent to a device that was removed.',
    },
    {
      kind: 'transitions',
      entity: 'delivery',
      attribute: 'status',
      start: ['queued'],
      allowed: { queued: ['delivered', 'failed'], failed: ['queued'], delivered: [] },
      says: 'What was delivered is delivered.',
    },
    {
      kind: 'only-while',
      entity: 'saved_message',
      reference: 'message',
      parent: 'deleted_at IS NULL',
      says: 'A message that was deleted is not saved.',
    },
    {
      kind: 'immutable',
      entity: 'sent_key',
      attributes: ['user', 'client_key', 'message'],
      says: 'A number stands for one message.',
    },
  ],
  access: [
    { name: 'how far someone has read a conversation', entity: 'read_position', by: ['participant'], perSecond: 3_000 },
    {
      name: 'who has read a message',
      entity: 'read_position',
      by: ['conversation'],
      limit: 1_000,
      perSecond: 400,
    },
    {
      name: 'what waits for a device, oldest first',
      entity: 'delivery',
      by: ['device'],
      where: "status = 'queued'",
      order: ['sent_at'],
      limit: 200,
      perSecond: 800,
    },
    { name: 'whom a message has reached', entity: 'delivery', by: ['message'], perSecond: 200 },
    {
      name: 'what someone saved, newest first',
      entity: 'saved_message',
      by: ['user'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 10,
    },
    {
      name: 'threads that someone follows',
      entity: 'thread_follow',
      by: ['user'],
      order: ['-sent_at'],
      limit: 50,
      perSecond: 40,
    },
    { name: 'who follows a thread', entity: 'thread_follow', by: ['thread'], limit: 500, perSecond: 100 },
    { name: 'the message that was sent with a number', entity: 'sent_key', by: ['user', 'client_key'], perSecond: 300 },
    { name: 'numbers that are old enough to go', entity: 'sent_key', range: 'sent_at', limit: 10_000 },
  ],
  summaries: [
    {
      name: 'daily_messages',
      sql: `SELECT date_trunc('day', m.sent_at AT TIME ZONE 'UTC') AS day, c.kind, count(*) AS messages, count(DISTINCT m.sender_id) AS senders
FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id
WHERE m.sent_at >= CURRENT_TIMESTAMP - INTERVAL '90 days'
GROUP BY 1, 2`,
      key: ['day', 'kind'],
      serves: 'How much is written, and by how many, each day.',
      refresh: 'nightly',
    },
  ],
  decisions: [
    {
      what: 'A read position is a moment of one conversation, without a foreign key to a message.',
      why: 'It is the row that is written most. An index on it would be written each time, and a month could not go while someone stopped reading in it. Who has read a message: all whose position is not before it.',
    },
    {
      what: 'Deliveries to devices are kept for 30 days, read positions for ever.',
      why: 'There are several deliveries for each message; after some days only what was read matters.',
    },
    {
      what: 'The numbers by which a message that is sent twice is known stand in a table of their own, for a week.',
      why: 'In a divided table nothing is unique without the moment, and nobody sends again after a week.',
    },
  ],
  questions: [
    {
      question: 'Do people see who read what?',
      assumed: 'Yes, unless someone does not want to be seen; then nothing is shown of them.',
    },
  ],
};
