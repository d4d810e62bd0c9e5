import type { ModelPart } from '#analysis/domains/domain.ts';

const assign = (from: string, to = 'NULL', department = 1, employee = 1) =>
  `INSERT INTO assignments (employee_id, department_id, job_id, location_id, starts_on, ends_on) VALUES (${employee}, ${department}, 1, 1, '${from}', ${to})`;
const contract = (id: number, from: string, kind = 'permanent') =>
  `INSERT INTO contracts (id, employee_id, employer_id, number, kind, starts_on, weekly_hours) VALUES (${id}, 2, 1, 'K-${id}', '${kind}', '${from}', 40)`;
const sign = (id: number) => `UPDATE contracts SET status = 'signed', signed_on = '2026-01-01' WHERE id = ${id}`;
const salary = (from: string, { contract = 1, amount = 5500 } = {}) =>
  `INSERT INTO salaries (employee_id, contract_id, amount, currency, valid_from, reason) VALUES (1, ${contract}, ${amount}, 'EUR', '${from}', 'raise')`;
const ask = (from: string, to: string, days = 5) =>
  `INSERT INTO leave_requests (employee_id, leave_type_id, starts_on, ends_on, days) VALUES (2, 1, '${from}', '${to}', ${days})`;
const decide = (status: string, by: number) =>
  `UPDATE leave_requests SET status = '${status}', decided_by_id = ${by}, decided_at = '2026-02-01 00:00:00' WHERE id = 1`;
const take = (change: number, request = '1', employee = 2) =>
  `INSERT INTO leave_movements (employee_id, leave_type_id, year, change, reason, leave_request_id) VALUES (${employee}, 1, 2026, ${change}, 'taken', ${request})`;
const bank = (employee: number, number: string, isMain = 'TRUE') =>
  `INSERT INTO bank_accounts (employee_id, account_number, holder, is_main) VALUES (${employee}, '${number}', 'x', ${isMain})`;

/** Ann leads the engineers; Bob, who reports to her, has 20 days of holiday and asks for five of them. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
    "INSERT INTO employers (id, name, registration_number, country, currency) VALUES (1, 'Acme SA', 'R-1', 'FR', 'EUR')",
    "INSERT INTO locations (id, code, name, country, timezone) VALUES (1, 'LYS', 'Lyon', 'FR', 'Europe/Paris')",
    "INSERT INTO employees (id, user_id, number, legal_name, work_email, birth_date, status, hired_on) VALUES (1, 1, 'E-1', 'Ann', 'ann@acme.example', '1980-01-01', 'active', '2020-01-01')",
    "INSERT INTO employees (id, user_id, manager_id, number, legal_name, work_email, birth_date, status, hired_on) VALUES (2, 2, 1, 'E-2', 'Bob', 'bob@acme.example', '1990-01-01', 'active', '2024-01-01')",
    "INSERT INTO employees (id, number, legal_name, birth_date, status, hired_on, left_on) VALUES (3, 'E-3', 'Cid', '1970-01-01', 'left', '2010-01-01', '2025-01-01')",
    "INSERT INTO departments (id, code, name, head_id, is_active) VALUES (1, 'ENG', 'Engineering', 1, TRUE), (2, 'OPS', 'Operations', NULL, TRUE), (3, 'OLD', 'Old', NULL, FALSE)",
    "INSERT INTO jobs (id, code, title, grade) VALUES (1, 'ENG-1', 'Engineer', 5)",
    "INSERT INTO assignments (id, employee_id, department_id, job_id, location_id, starts_on) VALUES (1, 1, 1, 1, 1, '2020-01-01')",
    "INSERT INTO contracts (id, employee_id, employer_id, number, kind, starts_on, weekly_hours, status, signed_on) VALUES (1, 1, 1, 'K-1', 'permanent', '2020-01-01', 40, 'signed', '2019-12-01')",
    contract(2, '2024-01-01'),
    "INSERT INTO salaries (id, employee_id, contract_id, amount, currency, valid_from, reason) VALUES (1, 1, 1, 5000, 'EUR', '2020-01-01', 'hired')",
    bank(1, 'FR-1'),
    "INSERT INTO employee_document_numbers (employee_id, kind, country, number) VALUES (1, 'tax', 'FR', 'T-1')",
    "INSERT INTO leave_types (id, code, name) VALUES (1, 'holiday', 'Holiday'), (2, 'illness', 'Illness')",
    "INSERT INTO leave_movements (employee_id, leave_type_id, year, change, reason) VALUES (2, 1, 2026, 20, 'granted')",
    "INSERT INTO leave_requests (id, employee_id, leave_type_id, starts_on, ends_on, days) VALUES (1, 2, 1, '2026-07-06', '2026-07-13', 5)",
  ],
  scenarios: [
    {
      says: 'a number given twice',
      refuse:
        "INSERT INTO employees (number, legal_name, birth_date, hired_on) VALUES ('E-1', 'Dee', '1990-01-01', '2026-01-01')",
    },
    {
      says: 'someone hired',
      accept:
        "INSERT INTO employees (number, legal_name, birth_date, hired_on, manager_id) VALUES ('E-9', 'Dee', '1990-01-01', '2026-01-01', 1)",
    },
    {
      says: 'someone born after being hired',
      refuse:
        "INSERT INTO employees (number, legal_name, birth_date, hired_on) VALUES ('E-9', 'Dee', '2027-01-01', '2026-01-01')",
    },
    { says: 'the manager of the manager', refuse: 'UPDATE employees SET manager_id = 2 WHERE id = 1' },
    {
      says: 'two who manage each other',
      given: ['UPDATE employees SET manager_id = NULL WHERE id = 2'],
      race: ['UPDATE employees SET manager_id = 2 WHERE id = 1', 'UPDATE employees SET manager_id = 1 WHERE id = 2'],
    },
    { says: 'someone who left on no day', refuse: "UPDATE employees SET status = 'left' WHERE id = 2" },
    {
      says: 'someone who left before coming',
      refuse: "UPDATE employees SET status = 'left', left_on = '2023-01-01' WHERE id = 2",
    },
    { says: 'someone who leaves', accept: "UPDATE employees SET status = 'left', left_on = '2026-06-30' WHERE id = 2" },
    { says: 'someone who left and is active at once', refuse: "UPDATE employees SET status = 'active' WHERE id = 3" },
    { says: 'another number', refuse: "UPDATE employees SET number = 'E-99' WHERE id = 1" },
    { says: 'an employee with contracts deleted', refuse: 'DELETE FROM employees WHERE id = 1' },
    {
      says: 'the tax number of another',
      refuse:
        "INSERT INTO employee_document_numbers (employee_id, kind, country, number) VALUES (2, 'tax', 'FR', 'T-1')",
    },
    { says: 'a department within itself', refuse: 'UPDATE departments SET parent_id = 1 WHERE id = 1' },
    { says: 'a department within another', accept: 'UPDATE departments SET parent_id = 2 WHERE id = 1' },
    {
      says: 'two departments within each other',
      race: ['UPDATE departments SET parent_id = 2 WHERE id = 1', 'UPDATE departments SET parent_id = 1 WHERE id = 2'],
    },
    { says: 'two assignments at a time', refuse: assign('2026-03-01') },
    {
      says: 'the next assignment',
      given: ["UPDATE assignments SET ends_on = '2026-03-01' WHERE id = 1"],
      accept: assign('2026-03-01'),
    },
    {
      says: 'two first assignments at once',
      race: [assign('2026-03-01', 'NULL', 1, 2), assign('2026-04-01', 'NULL', 2, 2)],
    },
    { says: 'an assignment to a department that was closed', refuse: assign('2026-03-01', 'NULL', 3, 2) },
    {
      says: 'an assignment while the department is closed',
      race: ['UPDATE departments SET is_active = FALSE WHERE id = 2', assign('2026-03-01', 'NULL', 2, 2)],
    },
    { says: 'an assignment of someone who left', refuse: assign('2026-03-01', 'NULL', 1, 3) },
    {
      says: 'an assignment of someone who leaves meanwhile',
      race: [
        "UPDATE employees SET status = 'left', left_on = '2026-06-30' WHERE id = 2",
        assign('2026-03-01', 'NULL', 2, 2),
      ],
    },
    { says: 'two main bank accounts', refuse: bank(1, 'FR-9') },
    { says: 'another bank account', accept: bank(1, 'FR-9', 'FALSE') },
    { says: 'two first bank accounts at once', race: [bank(2, 'FR-8'), bank(2, 'FR-9')] },
    { says: 'a fixed term without an end', refuse: contract(9, '2026-01-01', 'fixed_term') },
    { says: 'a contract signed on no day', refuse: "UPDATE contracts SET status = 'signed' WHERE id = 2" },
    { says: 'a contract signed', accept: sign(2) },
    { says: 'two signed contracts at a time', given: [contract(9, '2025-01-01'), sign(2)], refuse: sign(9) },
    { says: 'two contracts signed at once', given: [contract(9, '2025-01-01')], race: [sign(2), sign(9)] },
    { says: 'a signed contract rewritten', refuse: 'UPDATE contracts SET weekly_hours = 35 WHERE id = 1' },
    { says: 'a draft rewritten', accept: 'UPDATE contracts SET weekly_hours = 35 WHERE id = 2' },
    { says: 'two salaries at a time', refuse: salary('2026-01-01') },
    {
      says: 'a raise',
      given: ["UPDATE salaries SET valid_to = '2026-01-01' WHERE id = 1"],
      accept: salary('2026-01-01'),
    },
    {
      says: 'two raises at once',
      given: ["UPDATE salaries SET valid_to = '2026-01-01' WHERE id = 1"],
      race: [salary('2026-01-01'), salary('2026-02-01')],
    },
    {
      says: 'a salary under the contract of another',
      given: ["UPDATE salaries SET valid_to = '2026-01-01' WHERE id = 1", sign(2)],
      refuse: salary('2026-01-01', { contract: 2 }),
    },
    {
      says: 'a salary without a signed contract',
      refuse:
        "INSERT INTO salaries (employee_id, contract_id, amount, currency, valid_from, reason) VALUES (2, 2, 4000, 'EUR', '2026-01-01', 'hired')",
    },
    { says: 'a salary rewritten', refuse: 'UPDATE salaries SET amount = 9000 WHERE id = 1' },
    {
      says: 'a salary of nothing',
      given: ["UPDATE salaries SET valid_to = '2026-01-01' WHERE id = 1"],
      refuse: salary('2026-01-01', { amount: 0 }),
    },
    { says: 'leave twice on a day', refuse: ask('2026-07-10', '2026-07-20') },
    { says: 'more leave', accept: ask('2026-07-13', '2026-07-20') },
    { says: 'leave asked for twice at once', race: [ask('2026-08-03', '2026-08-10'), ask('2026-08-05', '2026-08-12')] },
    { says: 'leave that ends before it begins', refuse: ask('2026-08-10', '2026-08-03') },
    { says: 'leave approved by oneself', refuse: decide('approved', 2) },
    { says: 'leave approved by nobody', refuse: "UPDATE leave_requests SET status = 'approved' WHERE id = 1" },
    { says: 'leave approved', accept: [decide('approved', 1), take(-5)] },
    {
      says: 'leave approved while it is cancelled',
      race: ["UPDATE leave_requests SET status = 'cancelled' WHERE id = 1", decide('approved', 1)],
    },
    {
      says: 'approved leave made longer',
      given: [decide('approved', 1)],
      refuse: "UPDATE leave_requests SET ends_on = '2026-07-20' WHERE id = 1",
    },
    {
      says: 'leave that is approved from the start',
      refuse:
        "INSERT INTO leave_requests (employee_id, leave_type_id, starts_on, ends_on, days, status, decided_by_id, decided_at) VALUES (2, 1, '2026-09-01', '2026-09-02', 1, 'approved', 1, '2026-02-01 00:00:00')",
    },
    { says: 'more days taken than there are', refuse: take(-21) },
    { says: 'all days taken', accept: take(-20) },
    { says: 'the same days taken twice', race: [take(-15), take(-15)] },
    { says: 'days taken for the leave of another', refuse: take(-1, '1', 1) },
    { says: 'days taken without a request', refuse: take(-1, 'NULL') },
    { says: 'days written by hand', refuse: 'UPDATE leave_balances SET days = 99 WHERE employee_id = 2' },
    { says: 'a movement of days rewritten', refuse: 'UPDATE leave_movements SET change = 99 WHERE employee_id = 2' },
  ],
};
