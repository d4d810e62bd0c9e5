import type { DomainOption } from '#analysis/domains/domain.ts';

const log = (from: string, to: string, agent = 1) =>
  `INSERT INTO work_logs (ticket_id, agent_id, starts_at, ends_at) VALUES (1, ${agent}, '2026-03-02 ${from}:00:00', '2026-03-02 ${to}:00:00')`;
const hour = (from: string, to: string, day = 1) =>
  `INSERT INTO business_hours (calendar_id, weekday, opens_at, closes_at) VALUES (1, ${day}, '${from}:00:00', '${to}:00:00')`;

export const options: readonly DomainOption[] = [
  {
    id: 'canned-responses',
    title: 'saved replies',
    words: ['canned response', 'macro', 'saved reply', 'reply template', 'template'],
    usual: true,
    part: {
      entities: {
        canned_response: {
          description: 'A reply that is used again and again; of a team, or of all.',
          references: { team: 'team? cascade', created_by: 'agent?' },
          attributes: { title: 'title', body: 'text', language: "language = 'en'" },
          unique: [{ of: ['team', 'title', 'language'] }, { of: ['title', 'language'], where: 'team_id IS NULL' }],
          volume: { rows: 20_000, perYear: 4_000 },
        },
      },
      access: [
        { name: 'saved replies of a team', entity: 'canned_response', by: ['team'], order: ['title'], perSecond: 10 },
      ],
      fixture: ["INSERT INTO canned_responses (id, title, body) VALUES (1, 'Hello', 'Hello!')"],
      scenarios: [
        {
          says: 'two saved replies of one title for all',
          refuse: "INSERT INTO canned_responses (title, body) VALUES ('Hello', 'Hi!')",
        },
        {
          says: 'the same title for a team',
          accept: "INSERT INTO canned_responses (team_id, title, body) VALUES (1, 'Hello', 'Hi!')",
        },
      ],
    },
  },
  {
    id: 'work-logs',
    title: 'time spent',
    words: ['work log', 'worklog', 'time spent', 'time tracking', 'billable time'],
    usual: false,
    part: {
      entities: {
        work_log: {
          description: 'A time in which an agent worked on a ticket.',
          references: { ticket: 'ticket', agent: 'agent' },
          attributes: { starts_at: 'moment', ends_at: 'moment', is_billable: 'boolean = false', note: "title = ''" },
          volume: { rows: 10_000_000, perYear: 6_000_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'work_log',
          per: ['agent'],
          from: 'starts_at',
          to: 'ends_at',
          says: 'An agent works on one ticket at a time.',
        },
      ],
      access: [
        { name: 'time spent on a ticket', entity: 'work_log', by: ['ticket'], order: ['starts_at'], perSecond: 10 },
        { name: 'what an agent did in a week', entity: 'work_log', by: ['agent'], range: 'starts_at', perSecond: 2 },
      ],
      fixture: [log('10', '11')],
      scenarios: [
        { says: 'an agent who works on two tickets', refuse: log('10', '12') },
        { says: 'work by another agent', accept: log('10', '12', 2) },
        { says: 'two works of an agent at once', race: [log('10', '12', 2), log('11', '13', 2)] },
      ],
    },
  },
  {
    id: 'business-hours',
    title: 'business hours',
    words: ['business hour', 'opening hour', 'working hour', 'holiday calendar'],
    usual: false,
    part: {
      entities: {
        calendar: {
          description: 'When a team is there.',
          attributes: { name: 'name unique', timezone: 'timezone' },
          volume: { rows: 60, perYear: 5 },
        },
        business_hour: {
          description: 'A time of a weekday at which someone is there; 1 is Monday.',
          key: ['calendar', 'weekday', 'opens_at'],
          references: { calendar: 'calendar cascade' },
          attributes: { weekday: 'count >= 1 <= 7', opens_at: 'time', closes_at: 'time' },
          checks: [{ name: 'closes_after_opening', sql: 'closes_at > opens_at' }],
          timestamps: 'none',
          volume: { rows: 600 },
        },
        calendar_holiday: {
          key: ['calendar', 'day'],
          references: { calendar: 'calendar cascade' },
          attributes: { day: 'date', name: 'name' },
          timestamps: 'none',
          volume: { rows: 2_000, perYear: 600 },
        },
        team: { references: { calendar: 'calendar?' } },
      },
      fixture: ["INSERT INTO calendars (id, name, timezone) VALUES (1, 'Europe', 'Europe/Paris')", hour('09', '12')],
      scenarios: [
        { says: 'a day that closes before it opens', refuse: hour('18', '14') },
        { says: 'an eighth day of the week', refuse: hour('09', '12', 8) },
        { says: 'two beginnings at one time', refuse: hour('09', '17') },
        { says: 'the afternoon', accept: hour('14', '18') },
      ],
    },
  },
];
