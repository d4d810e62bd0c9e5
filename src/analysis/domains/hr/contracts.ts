import type { ModelPart } from '#analysis/domains/domain.ts';

/** What was agreed with an employee, and what they earn. */
export const contracts: ModelPart = {
  entities: {
    contract: {
      description: 'What was signed with an employer. Another agreement is another contract.',
      references: { employee: 'employee', employer: 'employer' },
      attributes: {
        number: 'code unique',
        kind: 'choice(permanent, fixed_term, apprentice, intern)',
        status: 'state(draft, signed, cancelled) = draft',
        starts_on: 'date',
        ends_on: 'date?',
        weekly_hours: 'decimal(4, 1) > 0 <= 60',
        notice_days: 'count = 30',
        signed_on: 'date?',
      },
      checks: [
        { name: 'fixed_term_ends', sql: "kind <> 'fixed_term' OR ends_on IS NOT NULL" },
        { name: 'signed_has_day', sql: "status <> 'signed' OR signed_on IS NOT NULL" },
      ],
      volume: { rows: 200_000, perYear: 30_000 },
    },
    salary: {
      description: 'What an employee earns from a day on, under a contract.',
      references: { employee: 'employee', contract: 'contract agree(employee)' },
      attributes: {
        amount: 'money > 0 personal(financial)',
        currency: 'currency',
        per: 'choice(hour, month, year) = month',
        valid_from: 'date',
        valid_to: 'date?',
        reason: 'choice(hired, raise, promotion, correction)',
      },
      volume: { rows: 400_000, perYear: 100_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'contract',
      attribute: 'status',
      allowed: { draft: ['signed', 'cancelled'], signed: [], cancelled: [] },
      says: 'A contract is signed once; it ends by its day.',
    },
    {
      kind: 'no-overlap',
      entity: 'contract',
      per: ['employee'],
      from: 'starts_on',
      to: 'ends_on',
      where: "status = 'signed'",
      says: 'An employee has one signed contract at a time.',
    },
    {
      kind: 'immutable',
      entity: 'contract',
      attributes: ['employee', 'employer', 'number', 'kind', 'starts_on', 'weekly_hours', 'notice_days'],
      when: "status = 'signed'",
      says: 'What was signed is not rewritten: end it and sign another.',
    },
    {
      kind: 'no-overlap',
      entity: 'salary',
      per: ['employee'],
      from: 'valid_from',
      to: 'valid_to',
      says: 'An employee has one salary at a time.',
    },
    {
      kind: 'only-while',
      entity: 'salary',
      reference: 'contract',
      parent: "status = 'signed'",
      says: 'Pay rests on a signed contract.',
    },
    {
      kind: 'immutable',
      entity: 'salary',
      attributes: ['employee', 'contract', 'amount', 'currency', 'per', 'valid_from'],
      says: 'A salary is not rewritten: end it and add another.',
    },
  ],
  access: [
    {
      name: 'contracts of an employee, newest first',
      entity: 'contract',
      by: ['employee'],
      order: ['-starts_on'],
      perSecond: 5,
    },
    {
      name: 'contracts that end',
      entity: 'contract',
      range: 'ends_on',
      where: "status = 'signed'",
      order: ['ends_on'],
      limit: 200,
    },
    {
      name: 'what an employee earns',
      entity: 'salary',
      by: ['employee'],
      order: ['-valid_from'],
      limit: 1,
      perSecond: 5,
    },
  ],
  decisions: [
    {
      what: 'Salaries are rows with a time, and their amounts never change.',
      why: 'A raise that begins on the first must not change the pay of the month before.',
    },
  ],
};
