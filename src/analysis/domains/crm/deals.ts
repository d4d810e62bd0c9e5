import type { ModelPart } from '#analysis/domains/domain.ts';

/** What may be sold, to whom, how far it is. */
export const deals: ModelPart = {
  entities: {
    pipeline: {
      description: 'A way of selling: new business, renewals.',
      attributes: { name: 'name unique', is_default: 'boolean = false' },
      volume: { rows: 30, perYear: 5 },
    },
    pipeline_stage: {
      description: 'A step of a pipeline. Deals in it are open, won or lost, as the stage says.',
      references: { pipeline: 'pipeline' },
      attributes: {
        name: 'name',
        position: 'count > 0',
        outcome: 'choice(open, won, lost) = open',
        probability: 'percent',
      },
      unique: [{ of: ['pipeline', 'name'] }, { of: ['pipeline', 'position'] }],
      checks: [
        {
          name: 'probability_of_outcome',
          sql: "(outcome <> 'won' OR probability = 100) AND (outcome <> 'lost' OR probability = 0)",
        },
      ],
      volume: { rows: 300, perYear: 40 },
    },
    deal: {
      description: 'Something that a company may buy.',
      references: {
        company: 'company',
        owner: 'user',
        pipeline: 'pipeline',
        stage: 'pipeline_stage agree(pipeline, outcome)',
      },
      attributes: {
        title: 'title',
        amount: 'money >= 0',
        currency: 'currency',
        outcome: {
          domain: 'choice',
          values: ['open', 'won', 'lost'],
          default: 'open',
          description: 'That of its stage: the foreign key holds it.',
        },
        expected_close_on: 'date',
        closed_at: 'moment?',
        lost_reason: 'text?',
      },
      checks: [
        {
          name: 'closed_has_time',
          sql: "(outcome = 'open' AND closed_at IS NULL) OR (outcome <> 'open' AND closed_at IS NOT NULL)",
        },
        { name: 'lost_has_reason', sql: "outcome <> 'lost' OR lost_reason IS NOT NULL" },
      ],
      softDelete: true,
      volume: { rows: 800_000, perYear: 300_000 },
    },
    deal_contact: {
      description: 'The part that a person plays in a deal.',
      key: ['deal', 'contact'],
      references: { deal: 'deal cascade', contact: 'contact' },
      attributes: { role: 'choice(decision_maker, buyer, user, adviser)', is_main: 'boolean = false' },
      timestamps: 'created',
      volume: { rows: 1_500_000, perYear: 600_000 },
    },
    deal_stage_change: {
      description: 'A deal entered a stage.',
      references: {
        pipeline: 'pipeline',
        deal: 'deal',
        stage: 'pipeline_stage agree(pipeline)',
        changed_by: 'user',
      },
      attributes: { amount: 'money >= 0' },
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 4_000_000, perYear: 1_500_000 },
    },
    sales_target: {
      description: 'What a sales person should sell in a time.',
      references: { user: 'user cascade' },
      attributes: { currency: 'currency', amount: 'money > 0', starts_on: 'date', ends_on: 'date' },
      volume: { rows: 20_000, perYear: 8_000 },
    },
  },
  invariants: [
    { kind: 'only-one', entity: 'pipeline', per: [], where: 'is_default', says: 'There is one default pipeline.' },
    { kind: 'at-least-one', entity: 'pipeline_stage', per: 'pipeline', says: 'A pipeline has stages.' },
    {
      kind: 'transitions',
      entity: 'deal',
      attribute: 'outcome',
      allowed: { open: ['won', 'lost'], lost: ['open'], won: [] },
      says: 'A deal that was won stays won; a lost one may be opened again.',
    },
    {
      kind: 'immutable',
      entity: 'deal',
      attributes: ['amount', 'currency', 'company'],
      when: "outcome = 'won'",
      says: 'What was won is not rewritten.',
    },
    {
      kind: 'only-one',
      entity: 'deal_contact',
      per: ['deal'],
      where: 'is_main',
      says: 'A deal has one main contact.',
    },
    {
      kind: 'no-overlap',
      entity: 'sales_target',
      per: ['user', 'currency'],
      from: 'starts_on',
      to: 'ends_on',
      says: 'A sales person has one target at a time.',
    },
  ],
  access: [
    {
      name: 'open deals of an owner, by expected day',
      entity: 'deal',
      by: ['owner'],
      where: "outcome = 'open'",
      order: ['expected_close_on'],
      limit: 100,
      perSecond: 20,
    },
    {
      name: 'open deals in a stage',
      entity: 'deal',
      by: ['stage'],
      where: "outcome = 'open'",
      order: ['expected_close_on'],
      limit: 200,
      perSecond: 20,
    },
    { name: 'deals of a company', entity: 'deal', by: ['company'], order: ['-created_at'], perSecond: 30 },
    {
      name: 'open deals that should close in a time',
      entity: 'deal',
      range: 'expected_close_on',
      where: "outcome = 'open'",
      limit: 500,
      perSecond: 2,
    },
    { name: 'people of a deal', entity: 'deal_contact', by: ['deal'], perSecond: 30 },
    { name: 'deals of a contact', entity: 'deal_contact', by: ['contact'], perSecond: 20 },
    {
      name: 'what happened to a deal',
      entity: 'deal_stage_change',
      by: ['deal'],
      order: ['created_at'],
      perSecond: 15,
    },
    { name: 'stages of a pipeline', entity: 'pipeline_stage', by: ['pipeline'], order: ['position'], perSecond: 30 },
  ],
  summaries: [
    {
      name: 'pipeline_forecast',
      sql: `SELECT d.stage_id, d.currency, date_trunc('month', d.expected_close_on) AS month, count(*) AS deals, sum(d.amount) AS amount, sum(d.amount * s.probability / 100) AS weighted
FROM deals AS d
JOIN pipeline_stages AS s ON s.id = d.stage_id
WHERE d.outcome = 'open' AND d.deleted_at IS NULL
GROUP BY 1, 2, 3`,
      key: ['stage_id', 'currency', 'month'],
      serves: 'What each stage may bring in each month.',
      refresh: 'every 15 minutes',
    },
  ],
  decisions: [
    {
      what: 'Whether a deal is open, won or lost is said by its stage, and kept equal by the foreign key.',
      why: 'A board that shows a deal under "won" and a report that counts it as open cannot happen.',
    },
    {
      what: 'Stages are rows, not values of a column.',
      why: 'Each pipeline has its own, and sales people change them without a new version of the program.',
    },
  ],
  questions: [
    { question: 'Are deals in several currencies added up?', assumed: 'No: reports are made for each currency.' },
  ],
};
