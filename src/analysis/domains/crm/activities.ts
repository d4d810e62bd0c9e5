import type { ModelPart } from '#analysis/domains/domain.ts';

/** What was done and what is to be done. */
export const activities: ModelPart = {
  entities: {
    activity: {
      description: 'A call, a meeting, a task, a note: with a company, about a deal or a lead.',
      references: { owner: 'user', company: 'company?', deal: 'deal?', lead: 'lead?' },
      attributes: {
        kind: 'choice(call, meeting, email, task, note)',
        subject: 'title',
        body: 'text?',
        status: 'state(planned, done, cancelled) = planned',
        due_at: 'moment?',
        starts_at: 'moment?',
        ends_at: 'moment?',
        done_at: 'moment?',
      },
      checks: [
        {
          name: 'about_something',
          sql: 'company_id IS NOT NULL OR deal_id IS NOT NULL OR lead_id IS NOT NULL',
          says: 'An activity is about a company, a deal or a lead.',
        },
        { name: 'ends_after_start', sql: 'ends_at > starts_at' },
        { name: 'meeting_has_time', sql: "kind <> 'meeting' OR (starts_at IS NOT NULL AND ends_at IS NOT NULL)" },
        {
          name: 'done_has_time',
          sql: "(status = 'done' AND done_at IS NOT NULL) OR (status <> 'done' AND done_at IS NULL)",
        },
      ],
      volume: { rows: 12_000_000, perYear: 6_000_000 },
    },
    activity_contact: {
      description: 'A contact took part.',
      key: ['activity', 'contact'],
      references: { activity: 'activity cascade', contact: 'contact' },
      timestamps: 'created',
      volume: { rows: 14_000_000, perYear: 7_000_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'activity',
      attribute: 'status',
      allowed: { planned: ['done', 'cancelled'], done: [], cancelled: ['planned'] },
      says: 'What was done is done.',
    },
  ],
  access: [
    {
      name: 'what an owner has to do, soonest first',
      entity: 'activity',
      by: ['owner'],
      where: "status = 'planned'",
      order: ['due_at'],
      limit: 50,
      perSecond: 30,
    },
    {
      name: 'what was done with a company, newest first',
      entity: 'activity',
      by: ['company'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 25,
    },
    {
      name: 'what was done about a deal, newest first',
      entity: 'activity',
      by: ['deal'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 25,
    },
    {
      name: 'what was done about a lead, newest first',
      entity: 'activity',
      by: ['lead'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 10,
    },
    { name: 'activities with a contact', entity: 'activity_contact', by: ['contact'], limit: 50, perSecond: 20 },
    {
      name: 'meetings of an owner in a week',
      entity: 'activity',
      by: ['owner'],
      range: 'starts_at',
      where: "kind = 'meeting'",
      perSecond: 10,
    },
  ],
  decisions: [
    {
      what: 'An activity names company, deal and lead in columns of their own.',
      why: 'Each is a real foreign key; a pair of type and number could point at nothing.',
    },
  ],
};
