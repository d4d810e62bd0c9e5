import type { DomainOption } from '#analysis/domains/domain.ts';

const schedule = (at: string, joined = '08:00:00', by = 2) =>
  `INSERT INTO scheduled_messages (conversation_id, sender_id, sender_joined_at, body, due_at) VALUES (2, ${by}, '2026-01-01 ${joined}', 'Later', '${at}')`;
const left =
  "UPDATE participations SET left_at = '2026-01-01 20:00:00', is_open = FALSE WHERE conversation_id = 2 AND user_id = 2";
const complain = (by: number, at = '10:02:00') =>
  `INSERT INTO message_reports (conversation_id, sent_at, reporter_id, reason) VALUES (2, '2026-01-01 ${at}', ${by}, 'spam')`;
const rule = (id: number, days: number, conversation = 'NULL') =>
  `INSERT INTO retention_rules (id, conversation_id, keep_days) VALUES (${id}, ${conversation}, ${days})`;
const ofMessage = { to: 'message', columns: ['conversation_id', 'sent_at'] };
const sentAt = { domain: 'moment', description: 'That of the message.' } as const;

export const options: readonly DomainOption[] = [
  {
    id: 'scheduled-messages',
    title: 'messages that are sent later',
    words: ['scheduled message', 'send later', 'message draft', 'draft message', 'reminder'],
    usual: false,
    part: {
      entities: {
        scheduled_message: {
          description: 'What is to be said later. When it is sent it becomes a message.',
          references: {
            conversation: 'conversation',
            sender: { to: 'participation', columns: ['conversation_id', 'sender_id', 'sender_joined_at'] },
            message: {
              to: 'message',
              optional: true,
              columns: ['conversation_id', 'sent_at'],
              description: 'What became of it.',
            },
          },
          attributes: {
            body: 'text(8000) personal(sensitive)',
            due_at: 'moment',
            status: 'state(waiting, sent, cancelled, failed) = waiting',
            sent_at: 'moment?',
          },
          unique: [{ of: ['message'], where: 'sent_at IS NOT NULL' }],
          checks: [
            {
              name: 'sent_is_a_message',
              sql: "(status = 'sent' AND sent_at IS NOT NULL) OR (status <> 'sent' AND sent_at IS NULL)",
            },
          ],
          volume: { rows: 2_000_000, perYear: 1_500_000, keepDays: 365 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'scheduled_message',
          attribute: 'status',
          start: ['waiting'],
          allowed: {
            waiting: ['sent', 'cancelled', 'failed'],
            failed: ['waiting', 'cancelled'],
            sent: [],
            cancelled: [],
          },
          says: 'What was sent is not called back.',
        },
        {
          kind: 'immutable',
          entity: 'scheduled_message',
          attributes: ['conversation', 'sender', 'body', 'due_at'],
          when: "status IN ('sent', 'cancelled')",
          says: 'What was sent or cancelled stays as it was.',
        },
        {
          kind: 'only-while',
          entity: 'scheduled_message',
          reference: 'sender',
          parent: 'left_at IS NULL',
          says: 'Who left plans no message.',
        },
      ],
      access: [
        {
          name: 'messages that are due',
          entity: 'scheduled_message',
          range: 'due_at',
          where: "status = 'waiting'",
          limit: 500,
          perSecond: 2,
        },
        {
          name: 'what someone planned in a conversation',
          entity: 'scheduled_message',
          by: ['sender'],
          where: "status = 'waiting'",
          perSecond: 20,
        },
      ],
      fixture: [schedule('2026-02-01 10:00:00')],
      scenarios: [
        { says: 'a message for later', accept: schedule('2026-03-01 10:00:00') },
        { says: 'a message for later by a stranger', refuse: schedule('2026-03-01 10:00:00', '08:00:00', 5) },
        { says: 'a message for later by someone who leaves meanwhile', race: [left, schedule('2026-03-01 10:00:00')] },
        { says: 'a message that was sent and is none', refuse: "UPDATE scheduled_messages SET status = 'sent'" },
        {
          says: 'a message that is sent',
          accept: "UPDATE scheduled_messages SET status = 'sent', sent_at = '2026-01-01 10:01:00'",
        },
        {
          says: 'a message that was cancelled and rewritten',
          given: ["UPDATE scheduled_messages SET status = 'cancelled'"],
          refuse: "UPDATE scheduled_messages SET body = 'x'",
        },
      ],
    },
  },
  {
    id: 'moderation',
    title: 'complaints about messages',
    words: ['moderation', 'message report', 'report a message', 'abuse report', 'moderator'],
    usual: true,
    part: {
      entities: {
        message_report: {
          description: 'Someone who takes part complains about a message.',
          references: {
            message: ofMessage,
            reporter: 'user',
            participant: { to: 'participant', columns: ['conversation_id', 'reporter_id'] },
            decided_by: 'user?',
          },
          attributes: {
            sent_at: sentAt,
            reason: 'choice(spam, abuse, violence, nudity, other)',
            note: 'text?',
            status: 'state(open, upheld, dismissed) = open',
            decided_at: 'moment?',
          },
          unique: [{ of: ['message', 'reporter'] }],
          checks: [
            {
              name: 'decided_by_someone',
              sql: "(status = 'open') = (decided_at IS NULL) AND (status = 'open' OR decided_by_id IS NOT NULL)",
            },
          ],
          volume: { rows: 600_000, perYear: 400_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'message_report',
          attribute: 'status',
          start: ['open'],
          allowed: { open: ['upheld', 'dismissed'], upheld: [], dismissed: [] },
          says: 'A complaint is decided once.',
        },
      ],
      access: [
        {
          name: 'complaints that wait, oldest first',
          entity: 'message_report',
          where: "status = 'open'",
          order: ['created_at'],
          limit: 100,
          perSecond: 1,
        },
      ],
      fixture: [complain(1)],
      scenarios: [
        { says: 'a complaint', accept: complain(2) },
        { says: 'a second complaint about a message', refuse: complain(1) },
        { says: 'a complaint sent twice at once', race: [complain(2), complain(2)] },
        { says: 'a complaint about a message that one never saw', refuse: complain(1, '10:09:00') },
        {
          says: 'a complaint decided by nobody',
          refuse: "UPDATE message_reports SET status = 'upheld', decided_at = '2026-01-05 00:00:00'",
        },
      ],
    },
  },
  {
    id: 'retention',
    title: 'how long messages are kept',
    words: [
      'retention',
      'retention policy',
      'message retention',
      'disappearing message',
      'legal hold',
      'self-destructing message',
    ],
    usual: false,
    part: {
      entities: {
        retention_rule: {
          description: 'How long messages are kept: of one conversation, or of all that have no rule of their own.',
          references: { conversation: 'conversation?', set_by: 'user?' },
          attributes: {
            keep_days: 'count > 0 <= 36500',
            starts_at: 'moment = now',
            ends_at: 'moment?',
          },
          volume: { rows: 300_000, perYear: 100_000 },
        },
        legal_hold: {
          description: 'While it is open nothing of a conversation is removed, whatever its rule says.',
          references: { conversation: 'conversation', ordered_by: 'user' },
          attributes: { reason: 'title', starts_at: 'moment = now', ended_at: 'moment?' },
          volume: { rows: 5_000, perYear: 2_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'retention_rule',
          per: ['conversation'],
          where: 'ends_at IS NULL AND conversation_id IS NOT NULL',
          says: 'A conversation has one rule at a time.',
        },
        {
          kind: 'immutable',
          entity: 'retention_rule',
          attributes: ['conversation', 'keep_days', 'starts_at'],
          says: 'Which rule was in force when is not rewritten: end it and make another.',
        },
        {
          kind: 'immutable',
          entity: 'legal_hold',
          when: 'ended_at IS NOT NULL',
          says: 'A hold that ended stays in the books.',
        },
      ],
      access: [
        {
          name: 'the rule of a conversation',
          entity: 'retention_rule',
          by: ['conversation'],
          where: 'ends_at IS NULL',
          perSecond: 5,
        },
        { name: 'holds of a conversation', entity: 'legal_hold', by: ['conversation'], where: 'ended_at IS NULL' },
      ],
      questions: [
        {
          question: 'Who removes what is too old?',
          assumed: 'A job, each night: a month that no rule and no hold keeps goes as a part, the rest row by row.',
        },
      ],
      fixture: [
        rule(1, 365, '2'),
        "INSERT INTO legal_holds (id, conversation_id, ordered_by_id, reason, ended_at) VALUES (1, 2, 1, 'A case', '2026-02-01 00:00:00')",
      ],
      scenarios: [
        { says: 'a rule for all', accept: rule(2, 730) },
        { says: 'a second rule of a conversation', refuse: rule(2, 30, '2') },
        { says: 'two rules of a conversation at once', race: [rule(2, 30, '1'), rule(3, 60, '1')] },
        { says: 'a rule rewritten', refuse: 'UPDATE retention_rules SET keep_days = 1 WHERE id = 1' },
        { says: 'messages kept for no day', refuse: rule(2, 0, '1') },
        { says: 'a hold that ended taken out of the books', refuse: 'DELETE FROM legal_holds WHERE id = 1' },
      ],
    },
  },
];
