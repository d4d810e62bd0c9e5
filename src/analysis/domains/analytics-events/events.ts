import type { ModelPart } from '#analysis/domains/domain.ts';

/** What happened, each time, and added up by day. */
export const events: ModelPart = {
  entities: {
    event_definition: {
      description: 'A kind of event that a project knows: "Order completed".',
      references: { project: 'project' },
      attributes: {
        name: 'name',
        description: "text = ''",
        status: 'state(seen, approved, blocked) = seen',
        last_seen_at: 'moment?',
      },
      unique: [{ of: ['project', 'name'] }],
      volume: { rows: 40_000, perYear: 12_000 },
    },
    property_definition: {
      description: 'What events of a kind carry.',
      references: { definition: 'event_definition cascade' },
      attributes: {
        name: 'name',
        data_type: 'choice(text, number, boolean, moment, list)',
        is_required: 'boolean = false',
        is_personal: 'boolean = false',
      },
      unique: [{ of: ['definition', 'name'] }],
      volume: { rows: 300_000, perYear: 90_000 },
    },
    event: {
      description: 'Something that somebody did. The key that the sender gave makes sure that it is counted once.',
      key: ['project', 'event_key', 'occurred_at'],
      references: {
        project: 'project',
        definition: 'event_definition agree(project)',
        identity: 'identity agree(project)',
        session: 'session? agree(project)',
      },
      attributes: {
        event_key: 'uuid',
        occurred_at: 'moment',
        received_at: 'moment = now',
        page_url: 'url?',
        properties: { domain: 'json', optional: true, description: 'As the definition of the event lists them.' },
      },
      timestamps: 'none',
      partitionBy: 'occurred_at',
      volume: { rows: 800_000_000, perYear: 700_000_000, keepDays: 400 },
    },
    rejected_event: {
      description: 'What came and was not taken, for whoever builds the sender.',
      references: { project: 'project', write_key: 'write_key?' },
      attributes: {
        reason: 'choice(malformed, unknown_event, blocked_event, missing_property, too_old, over_limit)',
        payload: 'text(100000)',
      },
      timestamps: 'created',
      volume: { rows: 2_000_000, perYear: 15_000_000, keepDays: 14 },
    },
    daily_event_count: {
      description: 'How often something happened on a day of the project.',
      key: ['definition', 'day'],
      references: { definition: 'event_definition' },
      attributes: { day: 'date', events: 'bytes', people: 'count', refreshed_at: 'moment = now' },
      checks: [{ name: 'people_within_events', sql: 'people <= events' }],
      timestamps: 'none',
      volume: { rows: 14_000_000, perYear: 7_000_000 },
    },
    daily_project_total: {
      description: 'A day of a project at a glance.',
      key: ['project', 'day'],
      references: { project: 'project' },
      attributes: {
        day: 'date',
        events: 'bytes',
        sessions: 'count',
        active_people: 'count',
        new_people: 'count',
        refreshed_at: 'moment = now',
      },
      checks: [
        { name: 'new_within_active', sql: 'new_people <= active_people' },
        { name: 'people_within_events', sql: 'active_people <= events' },
      ],
      timestamps: 'none',
      volume: { rows: 400_000, perYear: 220_000 },
    },
  },
  invariants: [
    {
      kind: 'immutable',
      entity: 'event',
      attributes: ['project', 'event_key', 'occurred_at', 'definition', 'identity', 'session', 'properties'],
      says: 'What happened is not rewritten.',
    },
    {
      kind: 'transitions',
      entity: 'event_definition',
      attribute: 'status',
      allowed: { seen: ['approved', 'blocked'], approved: ['blocked'], blocked: ['approved'] },
      says: 'A kind of event that was looked at is approved or blocked.',
    },
    {
      kind: 'immutable',
      entity: 'event_definition',
      attributes: ['project', 'name'],
      says: 'Senders know an event by its name: another name is another event.',
    },
  ],
  access: [
    { name: 'an event by the key that its sender gave', entity: 'event', by: ['project', 'event_key'], perSecond: 5 },
    {
      name: 'what happened in a project in a time, newest first',
      entity: 'event',
      by: ['project'],
      range: 'occurred_at',
      order: ['-occurred_at'],
      limit: 100,
      perSecond: 5,
    },
    {
      name: 'events of a kind in a time',
      entity: 'event',
      by: ['definition'],
      range: 'occurred_at',
      reads: ['identity', 'occurred_at'],
      perSecond: 10,
    },
    {
      name: 'what came under a name, newest first',
      entity: 'event',
      by: ['identity'],
      range: 'occurred_at',
      order: ['-occurred_at'],
      limit: 100,
      perSecond: 10,
    },
    { name: 'events of a session', entity: 'event', by: ['session'], order: ['occurred_at'], limit: 200, perSecond: 5 },
    { name: 'an event by its name', entity: 'event_definition', by: ['project', 'name'], perSecond: 300 },
    { name: 'what events of a kind carry', entity: 'property_definition', by: ['definition'], perSecond: 100 },
    { name: 'days of a kind of event', entity: 'daily_event_count', by: ['definition'], range: 'day', perSecond: 30 },
    { name: 'days of a project', entity: 'daily_project_total', by: ['project'], range: 'day', perSecond: 30 },
    {
      name: 'what was not taken, newest first',
      entity: 'rejected_event',
      by: ['project'],
      order: ['-created_at'],
      limit: 100,
      perSecond: 1,
    },
  ],
  summaries: [
    {
      name: 'monthly_project_events',
      sql: `SELECT project_id, CAST(date_trunc('month', day) AS date) AS month, sum(events) AS events
FROM daily_project_totals
GROUP BY 1, 2`,
      key: ['project_id', 'month'],
      serves: 'Events of each project in each month, against its limit.',
      refresh: 'every hour',
    },
  ],
  decisions: [
    {
      what: 'An event is named by project, key and moment, all given by the sender.',
      why: 'A batch that is sent again is refused row by row, and months are dropped at once when their time is over.',
    },
    {
      what: 'Events name no source; their session does.',
      why: 'One more foreign key is one more index on a billion rows, read by nobody.',
    },
    {
      what: 'Events cannot be changed, but they can be deleted.',
      why: 'Who wants to be forgotten must be, before the month is dropped.',
    },
    {
      what: 'Days are added up into tables, not into materialized views.',
      why: 'They outlive the events, and only the days that late events touched are added up anew.',
    },
    {
      what: 'Whether a kind of event is blocked is checked where events come in, not by the database.',
      why: 'It would lock one row of the definitions for every single event.',
    },
  ],
  questions: [
    {
      question: 'How many events come?',
      assumed: '700 million a year in 600 projects, some 20 a second, 200 at peaks.',
    },
    {
      question: 'How long are events kept?',
      assumed: '400 days at most, less where a project says so; days for ever.',
    },
    {
      question: 'Does a sender that tries again send the same moment?',
      assumed: 'Yes: key and moment are made once, when the event happens.',
    },
  ],
};
