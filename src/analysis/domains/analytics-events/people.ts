import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who is counted: people, the names under which they came, and their visits. */
export const people: ModelPart = {
  entities: {
    person: {
      description: 'Someone who used the product. Two of them that turn out to be one are merged.',
      references: { project: 'project', merged_into: 'person? agree(project)' },
      attributes: {
        traits: {
          domain: 'json',
          optional: true,
          personal: 'sensitive',
          description: 'What the project says of them.',
        },
        first_seen_at: 'moment = now',
        last_seen_at: 'moment = now',
        merged_at: 'moment?',
      },
      checks: [
        { name: 'merged_has_time', sql: '(merged_into_id IS NULL) = (merged_at IS NULL)' },
        { name: 'last_after_first', sql: 'last_seen_at >= first_seen_at' },
      ],
      timestamps: 'none',
      volume: { rows: 15_000_000, perYear: 8_000_000 },
    },
    identity: {
      description: 'A name under which somebody came: the number of a browser, or of a user of the product.',
      references: { project: 'project', person: 'person agree(project)' },
      attributes: { kind: 'choice(anonymous, user)', value: 'token personal' },
      unique: [{ of: ['project', 'kind', 'value'] }],
      volume: { rows: 25_000_000, perYear: 12_000_000 },
    },
    session: {
      description: 'A visit: events that follow each other without a pause of half an hour.',
      references: {
        project: 'project',
        source: 'source agree(project)',
        identity: 'identity agree(project)',
      },
      attributes: {
        session_key: 'uuid',
        started_at: 'moment',
        ended_at: 'moment?',
        entry_url: 'url?',
        referrer: 'url?',
        campaign: 'name?',
        country: 'country?',
        device: 'choice(desktop, mobile, tablet, other)?',
      },
      unique: [{ of: ['project', 'session_key'] }],
      checks: [{ name: 'ends_after_start', sql: 'ended_at >= started_at' }],
      timestamps: 'none',
      volume: { rows: 18_000_000, perYear: 15_000_000, keepDays: 400 },
    },
    erasure_request: {
      description: 'A person who wants to be forgotten.',
      references: { project: 'project', person: 'person? agree(project)', requested_by: 'user?' },
      attributes: {
        status: 'state(requested, running, done, declined) = requested',
        finished_at: 'moment?',
        reason: 'title?',
      },
      checks: [
        { name: 'over_has_time', sql: "(status IN ('done', 'declined')) = (finished_at IS NOT NULL)" },
        { name: 'open_names_person', sql: "status = 'done' OR person_id IS NOT NULL" },
        { name: 'declined_has_reason', sql: "status <> 'declined' OR reason IS NOT NULL" },
      ],
      volume: { rows: 40_000, perYear: 20_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'person', parent: 'merged_into', says: 'Nobody is merged into themselves.' },
    {
      kind: 'immutable',
      entity: 'person',
      attributes: ['merged_into', 'merged_at'],
      when: 'merged_into_id IS NOT NULL',
      says: 'People who were merged stay one.',
    },
    {
      kind: 'only-while',
      entity: 'identity',
      reference: 'person',
      parent: 'merged_into_id IS NULL',
      says: 'A name is given to someone who was not merged into another.',
    },
    {
      kind: 'only-one',
      entity: 'identity',
      per: ['person'],
      where: "kind = 'user'",
      says: 'A person is one user of the product: two who have signed in are two.',
    },
    {
      kind: 'immutable',
      entity: 'identity',
      attributes: ['project', 'kind', 'value'],
      says: 'A name is not rewritten; it may go to another person.',
    },
    {
      kind: 'transitions',
      entity: 'erasure_request',
      attribute: 'status',
      allowed: { requested: ['running', 'declined'], running: ['done'], done: [], declined: [] },
      start: ['requested'],
      says: 'Who was forgotten stays so.',
    },
    {
      kind: 'only-one',
      entity: 'erasure_request',
      per: ['person'],
      where: "status IN ('requested', 'running')",
      says: 'A person has one request to be forgotten at a time.',
    },
  ],
  access: [
    { name: 'who came under a name', entity: 'identity', by: ['project', 'kind', 'value'], perSecond: 300 },
    { name: 'names of a person', entity: 'identity', by: ['person'], perSecond: 20 },
    {
      name: 'people of a project, last seen first',
      entity: 'person',
      by: ['project'],
      where: 'merged_into_id IS NULL',
      order: ['-last_seen_at'],
      limit: 50,
      perSecond: 3,
    },
    { name: 'who was merged into a person', entity: 'person', by: ['merged_into'], perSecond: 1 },
    { name: 'a session by its key', entity: 'session', by: ['project', 'session_key'], perSecond: 300 },
    {
      name: 'sessions under a name, newest first',
      entity: 'session',
      by: ['identity'],
      order: ['-started_at'],
      limit: 50,
      perSecond: 10,
    },
    {
      name: 'sessions of a project in a time',
      entity: 'session',
      by: ['project'],
      range: 'started_at',
      order: ['-started_at'],
      limit: 100,
      perSecond: 5,
    },
    {
      name: 'requests to be forgotten that wait, oldest first',
      entity: 'erasure_request',
      where: "status IN ('requested', 'running')",
      order: ['created_at'],
      limit: 50,
    },
  ],
  summaries: [
    {
      name: 'weekly_visits',
      sql: `SELECT project_id, date_trunc('week', started_at AT TIME ZONE 'UTC') AS week, count(*) AS sessions, count(DISTINCT identity_id) AS identities
FROM sessions
GROUP BY 1, 2`,
      key: ['project_id', 'week'],
      serves: 'Visits and visitors of each project in each week.',
      refresh: 'nightly',
    },
  ],
  decisions: [
    {
      what: 'Events name the identity that they came with, not the person.',
      why: 'When somebody signs in, one row of identities goes to another person; millions of events stay as they are.',
    },
    {
      what: 'Sessions are not divided by time.',
      why: 'Events refer to them; at 15 million a year and 400 days they stay small enough to be deleted row by row.',
    },
  ],
  questions: [
    {
      question: 'When does a session end?',
      assumed: 'After half an hour without an event; the application closes it.',
    },
    {
      question: 'What happens to two people who have both signed in?',
      assumed: 'They stay two: only somebody without a user id is merged into another.',
    },
  ],
};
