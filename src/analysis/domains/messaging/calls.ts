import type { DomainOption } from '#analysis/domains/domain.ts';

const start = (id: number, conversation = 3) =>
  `INSERT INTO calls (id, conversation_id, started_by_id, kind, started_at) VALUES (${id}, ${conversation}, 1, 'audio', '2026-01-05 10:00:00')`;
const enter = (user: number, at: string, call = 1) =>
  `INSERT INTO call_attendances (call_id, conversation_id, user_id, joined_at) VALUES (${call}, 2, ${user}, '2026-01-05 ${at}')`;
const end = "UPDATE calls SET status = 'ended', ended_at = '2026-01-05 11:00:00' WHERE id = 1";

/** Voice and video in a conversation. */
export const calls: DomainOption = {
  id: 'calls',
  title: 'calls',
  words: ['call', 'video call', 'voice call', 'audio call', 'huddle', 'video meeting'],
  usual: false,
  part: {
    entities: {
      call: {
        description: 'People in a conversation talk or see each other.',
        references: { conversation: 'conversation', started_by: 'user' },
        attributes: {
          kind: 'choice(audio, video)',
          status: 'state(ringing, running, missed, ended) = ringing',
          started_at: 'moment',
          ended_at: 'moment?',
        },
        checks: [
          { name: 'ends_after_start', sql: 'ended_at >= started_at' },
          {
            name: 'over_has_end',
            sql: "(status IN ('missed', 'ended') AND ended_at IS NOT NULL) OR (status NOT IN ('missed', 'ended') AND ended_at IS NULL)",
          },
        ],
        volume: { rows: 20_000_000, perYear: 12_000_000 },
      },
      call_attendance: {
        description: 'A time in which someone was in a call.',
        key: ['call', 'user', 'joined_at'],
        references: {
          call: 'call agree(conversation)',
          conversation: 'conversation',
          user: 'user',
          participant: { to: 'participant', columns: ['conversation_id', 'user_id'] },
        },
        attributes: { joined_at: 'moment', left_at: 'moment?' },
        timestamps: 'none',
        volume: { rows: 50_000_000, perYear: 30_000_000 },
      },
    },
    invariants: [
      {
        kind: 'transitions',
        entity: 'call',
        attribute: 'status',
        start: ['ringing'],
        allowed: { ringing: ['running', 'missed', 'ended'], running: ['ended'], missed: [], ended: [] },
        says: 'A call that is over is over.',
      },
      {
        kind: 'only-one',
        entity: 'call',
        per: ['conversation'],
        where: "status IN ('ringing', 'running')",
        says: 'A conversation has one call at a time.',
      },
      {
        kind: 'only-while',
        entity: 'call_attendance',
        reference: 'call',
        parent: "status IN ('ringing', 'running')",
        says: 'Nobody joins a call that is over.',
      },
      {
        kind: 'no-overlap',
        entity: 'call_attendance',
        per: ['user'],
        from: 'joined_at',
        to: 'left_at',
        says: 'Someone is in one call at a time.',
      },
    ],
    access: [
      {
        name: 'calls of a conversation, newest first',
        entity: 'call',
        by: ['conversation'],
        order: ['-started_at'],
        limit: 20,
        perSecond: 20,
      },
      { name: 'who was in a call', entity: 'call_attendance', by: ['call'], perSecond: 20 },
    ],
    fixture: [start(1, 2), "UPDATE calls SET status = 'running' WHERE id = 1", enter(1, '10:00:00')],
    scenarios: [
      { says: 'a second call in a conversation', refuse: start(2, 2) },
      { says: 'a call in another conversation', accept: start(2) },
      { says: 'two calls begun at once', race: [start(2), start(3)] },
      { says: 'someone who joins a call', accept: enter(2, '10:01:00') },
      { says: 'a stranger in a call', refuse: enter(4, '10:01:00').replace('(1, 2, 4', '(1, 3, 4') },
      { says: 'someone in a call twice at a time', refuse: enter(1, '10:30:00') },
      { says: 'someone who joins from two devices at once', race: [enter(2, '10:01:00'), enter(2, '10:01:01')] },
      { says: 'someone who joins while the call ends', race: [end, enter(2, '10:01:00')] },
      {
        says: 'a call that ended and goes on',
        given: [end],
        refuse: "UPDATE calls SET status = 'running', ended_at = NULL WHERE id = 1",
      },
      { says: 'a call that ended at no time', refuse: "UPDATE calls SET status = 'ended' WHERE id = 1" },
    ],
  },
};
