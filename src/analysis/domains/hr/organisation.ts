import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who works here, where they stand, and for whom. */
export const organisation: ModelPart = {
  entities: {
    employer: {
      description: 'The company, of several perhaps, that signs contracts and pays.',
      attributes: {
        name: 'name unique',
        registration_number: 'code',
        country: 'country',
        currency: 'currency',
      },
      unique: [{ of: ['country', 'registration_number'] }],
      volume: { rows: 40, perYear: 4 },
    },
    location: {
      attributes: { code: 'code unique', name: 'name', country: 'country', timezone: 'timezone' },
      volume: { rows: 300, perYear: 30 },
    },
    department: {
      description: 'A part of the organisation; departments stand within departments.',
      references: { parent: 'department?', head: 'employee?' },
      attributes: { code: 'code unique', name: 'name', is_active: 'boolean = true' },
      volume: { rows: 3_000, perYear: 300 },
    },
    job: {
      description: 'What people do, and the pay that goes with it.',
      attributes: {
        code: 'code unique',
        title: 'title',
        grade: 'count > 0',
        is_active: 'boolean = true',
      },
      volume: { rows: 1_500, perYear: 100 },
    },
    employee: {
      description: 'Someone who works here, worked here, or is about to. Stays known after leaving.',
      references: { user: 'user? unique', manager: 'employee?' },
      attributes: {
        number: 'code unique',
        legal_name: 'name personal',
        preferred_name: 'name? personal',
        work_email: 'email? unique personal(contact)',
        phone: 'phone? personal(contact)',
        birth_date: 'date personal(sensitive)',
        nationality: 'country? personal(sensitive)',
        status: 'state(hired, active, on_leave, left) = hired',
        hired_on: 'date',
        left_on: 'date?',
      },
      checks: [
        { name: 'left_after_hired', sql: 'left_on >= hired_on' },
        {
          name: 'left_has_day',
          sql: "(status = 'left' AND left_on IS NOT NULL) OR status <> 'left'",
        },
        { name: 'born_before_hired', sql: 'birth_date < hired_on' },
      ],
      volume: { rows: 120_000, perYear: 15_000 },
    },
    employee_document_number: {
      description: 'A passport, a tax or an insurance number of an employee. Kept apart, so that few may read it.',
      key: ['employee', 'kind', 'country'],
      references: { employee: 'employee' },
      attributes: {
        kind: 'choice(passport, identity_card, tax, social_security, work_permit)',
        country: 'country',
        number: 'code personal(sensitive)',
        expires_on: 'date?',
      },
      unique: [{ of: ['kind', 'country', 'number'] }],
      volume: { rows: 300_000, perYear: 40_000 },
    },
    emergency_contact: {
      references: { employee: 'employee cascade' },
      attributes: {
        full_name: 'name personal',
        relationship: 'name',
        phone: 'phone personal(contact)',
        position: 'count > 0 = 1',
      },
      unique: [{ of: ['employee', 'position'] }],
      volume: { rows: 150_000, perYear: 20_000 },
    },
    bank_account: {
      description: 'Where the pay goes.',
      references: { employee: 'employee' },
      attributes: {
        account_number: 'code(34) personal(financial)',
        bank_code: 'code(11)?',
        holder: 'name personal',
        is_main: 'boolean = false',
      },
      unique: [{ of: ['employee', 'account_number'] }],
      softDelete: true,
      volume: { rows: 160_000, perYear: 25_000 },
    },
    assignment: {
      description: 'In which department, on which job and where an employee works for a time.',
      references: { employee: 'employee', department: 'department', job: 'job', location: 'location' },
      attributes: { starts_on: 'date', ends_on: 'date?', full_time_percent: 'percent > 0 <= 100 = 100' },
      volume: { rows: 300_000, perYear: 50_000 },
    },
  },
  invariants: [
    { kind: 'acyclic', entity: 'department', parent: 'parent', says: 'A department is not within itself.' },
    { kind: 'acyclic', entity: 'employee', parent: 'manager', says: 'Nobody is their own manager, on whatever way.' },
    {
      kind: 'transitions',
      entity: 'employee',
      attribute: 'status',
      allowed: {
        hired: ['active', 'left'],
        active: ['on_leave', 'left'],
        on_leave: ['active', 'left'],
        left: ['hired'],
      },
      says: 'Someone who left is hired anew before being active again.',
    },
    {
      kind: 'immutable',
      entity: 'employee',
      attributes: ['number', 'birth_date'],
      when: "status <> 'hired'",
      says: 'An employee keeps number and date of birth.',
    },
    {
      kind: 'only-one',
      entity: 'bank_account',
      per: ['employee'],
      where: 'is_main',
      says: 'Pay goes to one main bank account.',
    },
    {
      kind: 'no-overlap',
      entity: 'assignment',
      per: ['employee'],
      from: 'starts_on',
      to: 'ends_on',
      says: 'An employee has one assignment at a time.',
    },
    {
      kind: 'only-while',
      entity: 'assignment',
      reference: 'department',
      parent: 'is_active',
      says: 'Nobody is assigned to a department that was closed.',
    },
    {
      kind: 'only-while',
      entity: 'assignment',
      reference: 'employee',
      parent: "status <> 'left'",
      says: 'Nobody is assigned who left.',
    },
  ],
  access: [
    { name: 'an employee by number', entity: 'employee', by: ['number'], perSecond: 20 },
    { name: 'the employee who signed in', entity: 'employee', by: ['user'], perSecond: 40 },
    { name: 'employees by name', entity: 'employee', search: 'legal_name', limit: 20, perSecond: 10 },
    { name: 'who reports to a manager', entity: 'employee', by: ['manager'], where: "status <> 'left'", perSecond: 20 },
    { name: 'departments within a department', entity: 'department', by: ['parent'], perSecond: 10 },
    {
      name: 'who works in a department',
      entity: 'assignment',
      by: ['department'],
      where: 'ends_on IS NULL',
      perSecond: 20,
    },
    {
      name: 'who works at a location',
      entity: 'assignment',
      by: ['location'],
      where: 'ends_on IS NULL',
      limit: 200,
      perSecond: 5,
    },
    {
      name: 'assignments of an employee, newest first',
      entity: 'assignment',
      by: ['employee'],
      order: ['-starts_on'],
      perSecond: 20,
    },
    {
      name: 'documents that run out',
      entity: 'employee_document_number',
      range: 'expires_on',
      order: ['expires_on'],
      limit: 200,
      reads: ['employee', 'kind', 'country', 'expires_on'],
    },
    { name: 'bank accounts of an employee', entity: 'bank_account', by: ['employee'], perSecond: 2 },
  ],
  summaries: [
    {
      name: 'department_headcount',
      sql: `SELECT department_id, count(*) AS employees, sum(full_time_percent) / 100 AS full_time_equivalents
FROM assignments
WHERE ends_on IS NULL
GROUP BY department_id`,
      key: ['department_id'],
      serves: 'How many people work in each department.',
      refresh: 'nightly',
    },
  ],
  decisions: [
    {
      what: 'Where someone works, what they earn and which contract they have are rows with times.',
      why: 'Reports and pay of last March need what held last March.',
    },
    {
      what: 'Numbers of documents and bank accounts stand in tables of their own.',
      why: 'Few may read them, and they are deleted at another time than the employee.',
    },
  ],
  questions: [
    {
      question: 'May someone have two posts at once?',
      assumed: 'No: one assignment at a time, full time or a part of it.',
    },
    { question: 'Does someone who comes back get a new number?', assumed: 'No: the same employee is hired again.' },
  ],
};
