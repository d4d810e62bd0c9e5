import type { ModelPart } from '#analysis/domains/domain.ts';

/** How fast help was promised, and whether it came. */
export const service: ModelPart = {
  entities: {
    sla_policy: {
      description: 'How fast help is promised.',
      attributes: { name: 'name unique', is_default: 'boolean = false' },
      volume: { rows: 100, perYear: 20 },
    },
    sla_target: {
      description: 'The promise for one priority.',
      key: ['sla_policy', 'priority'],
      references: { sla_policy: 'sla_policy cascade' },
      attributes: {
        priority: 'choice(low, normal, high, urgent)',
        answer_minutes: 'count > 0',
        solve_minutes: 'count > 0',
      },
      checks: [{ name: 'answer_before_solution', sql: 'answer_minutes <= solve_minutes' }],
      volume: { rows: 400, perYear: 80 },
    },
    ticket_deadline: {
      description: 'Until when a ticket must be answered or solved, as it was promised when it came.',
      key: ['ticket', 'kind'],
      references: { ticket: 'ticket cascade', sla_policy: 'sla_policy' },
      attributes: { kind: 'choice(answer, solve)', due_at: 'moment', met_at: 'moment?' },
      volume: { rows: 16_000_000, perYear: 8_000_000 },
    },
    agent_absence: {
      description: 'When an agent is away and gets no tickets.',
      references: { agent: 'agent cascade' },
      attributes: { starts_at: 'moment', ends_at: 'moment', reason: "title = ''" },
      volume: { rows: 60_000, perYear: 25_000 },
    },
    satisfaction_rating: {
      description: 'What a requester thinks of the help.',
      references: { ticket: 'ticket unique' },
      attributes: { rating: 'rating', comment: 'text?' },
      volume: { rows: 1_500_000, perYear: 800_000 },
    },
  },
  invariants: [
    {
      kind: 'only-one',
      entity: 'sla_policy',
      per: [],
      where: 'is_default',
      says: 'There is one default service level.',
    },
    { kind: 'at-least-one', entity: 'sla_target', per: 'sla_policy', says: 'A service level promises something.' },
    {
      kind: 'immutable',
      entity: 'ticket_deadline',
      when: 'met_at IS NOT NULL',
      says: 'What was met was met.',
    },
    {
      kind: 'no-overlap',
      entity: 'agent_absence',
      per: ['agent'],
      from: 'starts_at',
      to: 'ends_at',
      says: 'An agent is away once at a time.',
    },
    {
      kind: 'only-while',
      entity: 'satisfaction_rating',
      reference: 'ticket',
      parent: "status IN ('solved', 'closed')",
      says: 'Help is judged when it was given.',
    },
  ],
  access: [
    {
      name: 'deadlines that come next',
      entity: 'ticket_deadline',
      range: 'due_at',
      where: 'met_at IS NULL',
      order: ['due_at'],
      limit: 200,
      perSecond: 5,
    },
    { name: 'deadlines of a ticket', entity: 'ticket_deadline', by: ['ticket'], perSecond: 40 },
    { name: 'absences of an agent', entity: 'agent_absence', by: ['agent'], range: 'starts_at', perSecond: 5 },
    {
      name: 'bad ratings, newest first',
      entity: 'satisfaction_rating',
      where: 'rating <= 2',
      order: ['-created_at'],
      limit: 50,
      perSecond: 1,
    },
  ],
  decisions: [
    {
      what: 'A ticket keeps the deadlines that it was given.',
      why: 'A promise that becomes stricter does not make last week late.',
    },
  ],
  questions: [
    {
      question: 'Do deadlines run at night?',
      assumed: 'The program works them out from business hours; the row holds the moment.',
    },
  ],
};
