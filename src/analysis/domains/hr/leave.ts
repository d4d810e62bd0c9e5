import type { ModelPart } from '#analysis/domains/domain.ts';

/** Holidays, illness, parental leave: what there is, what was asked for, what was taken. */
export const leave: ModelPart = {
  entities: {
    leave_type: {
      description: 'Holiday, illness, parental leave.',
      attributes: { code: 'code unique', name: 'name', is_paid: 'boolean = true', is_counted: 'boolean = true' },
      volume: { rows: 60, perYear: 5 },
    },
    leave_balance: {
      description: 'Days that an employee has left of a kind of leave in a year: kept by its movements.',
      key: ['employee', 'leave_type', 'year'],
      references: { employee: 'employee', leave_type: 'leave_type' },
      attributes: { year: 'year', days: 'decimal(6, 2) = 0' },
      volume: { rows: 600_000, perYear: 250_000 },
    },
    leave_movement: {
      description: 'Days that came or were taken. Never changed: a wrong one is put right by another.',
      references: {
        employee: 'employee',
        leave_type: 'leave_type',
        leave_request: 'leave_request? agree(employee, leave_type)',
      },
      attributes: {
        year: 'year',
        change: 'decimal(6, 2)',
        reason: 'choice(granted, carried_over, taken, given_back, expired, correction)',
      },
      checks: [
        {
          name: 'sign_of_reason',
          sql: "change <> 0 AND (reason NOT IN ('granted', 'given_back') OR change > 0) AND (reason NOT IN ('taken', 'expired') OR change < 0)",
        },
        { name: 'taken_by_request', sql: "reason NOT IN ('taken', 'given_back') OR leave_request_id IS NOT NULL" },
      ],
      timestamps: 'created',
      volume: { rows: 3_000_000, perYear: 1_500_000 },
    },
    leave_request: {
      description: 'A wish to be away, from the first day up to, but not with, the last.',
      references: { employee: 'employee', leave_type: 'leave_type', decided_by: 'employee?' },
      attributes: {
        starts_on: 'date',
        ends_on: { domain: 'date', description: 'The day of coming back.' },
        days: { domain: 'decimal', precision: 5, scale: 2, above: 0, description: 'Working days that it takes.' },
        status: 'state(requested, approved, rejected, cancelled) = requested',
        decided_at: 'moment?',
        note: 'text?',
      },
      checks: [
        { name: 'decided_by_another', sql: 'decided_by_id <> employee_id', says: 'Nobody approves their own leave.' },
        {
          name: 'decided_by_someone',
          sql: "status NOT IN ('approved', 'rejected') OR (decided_by_id IS NOT NULL AND decided_at IS NOT NULL)",
        },
      ],
      volume: { rows: 1_200_000, perYear: 700_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'leave_request',
      attribute: 'status',
      start: ['requested'],
      allowed: {
        requested: ['approved', 'rejected', 'cancelled'],
        approved: ['cancelled'],
        rejected: [],
        cancelled: [],
      },
      says: 'Leave is decided once; approved leave may be cancelled.',
    },
    {
      kind: 'no-overlap',
      entity: 'leave_request',
      per: ['employee'],
      from: 'starts_on',
      to: 'ends_on',
      where: "status IN ('requested', 'approved')",
      says: 'Nobody is away twice on a day.',
    },
    {
      kind: 'immutable',
      entity: 'leave_request',
      attributes: ['employee', 'leave_type', 'starts_on', 'ends_on', 'days'],
      when: "status <> 'requested'",
      says: 'Leave that was decided is not rewritten: cancel it and ask again.',
    },
    {
      kind: 'running-total',
      entity: 'leave_movement',
      sum: 'change',
      into: 'leave_balance',
      attribute: 'days',
      match: { employee: 'employee', leave_type: 'leave_type', year: 'year' },
      min: 0,
      says: 'Nobody takes more days than there are.',
    },
  ],
  access: [
    { name: 'days that an employee has left', entity: 'leave_balance', by: ['employee', 'year'], perSecond: 20 },
    {
      name: 'leave of an employee, newest first',
      entity: 'leave_request',
      by: ['employee'],
      order: ['-starts_on'],
      limit: 50,
      perSecond: 20,
    },
    {
      name: 'leave that begins in a time',
      entity: 'leave_request',
      range: 'starts_on',
      where: "status = 'approved'",
      reads: ['employee', 'starts_on', 'ends_on'],
      perSecond: 10,
    },
    {
      name: 'leave to be decided, oldest first',
      entity: 'leave_request',
      where: "status = 'requested'",
      order: ['created_at'],
      limit: 100,
      perSecond: 5,
    },
    {
      name: 'how the days of an employee came about',
      entity: 'leave_movement',
      by: ['employee', 'leave_type', 'year'],
      order: ['created_at'],
      perSecond: 5,
    },
  ],
  decisions: [
    {
      what: 'Days of leave are a ledger of movements with a balance kept beside it.',
      why: 'Two requests at once cannot take the same days, and every day can be explained.',
    },
    {
      what: 'Requests that wait already hold their days in the calendar.',
      why: 'Otherwise two of them for one week could both be approved.',
    },
  ],
  questions: [
    {
      question: 'May leave be taken in advance of what was granted?',
      assumed: 'No: a balance does not go below zero.',
    },
    {
      question: 'Who works out the working days of a request?',
      assumed: 'The program, from the calendar of the location.',
    },
  ],
};
