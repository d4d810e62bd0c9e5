import type { DomainOption } from '#analysis/domains/domain.ts';

const slip = (columns: string, values: string) =>
  `INSERT INTO payslips (payroll_run_id, number, ${columns}) VALUES (1, 'P-9', ${values})`;
const run = (from: string, to: string) =>
  `INSERT INTO payroll_runs (employer_id, currency, starts_on, ends_on, pays_on) VALUES (1, 'EUR', '${from}', '${to}', '${to}')`;
const clock = (from: string, to: string) =>
  `INSERT INTO time_entries (employee_id, starts_at, ends_at) VALUES (2, '2026-02-02 ${from}:00:00', '2026-02-02 ${to}:00:00')`;

/** Working time, and what comes of it at the end of the month. */
export const payroll: readonly DomainOption[] = [
  {
    id: 'payroll',
    title: 'payroll',
    words: ['payroll', 'payslip', 'pay slip', 'wage', 'salary payment', 'payroll run'],
    usual: true,
    part: {
      entities: {
        payroll_run: {
          description: 'The pay of an employer for a month.',
          references: { employer: 'employer agree(currency)', approved_by: 'employee?' },
          attributes: {
            currency: 'currency',
            starts_on: 'date',
            ends_on: 'date',
            pays_on: 'date',
            status: 'state(draft, approved, paid) = draft',
          },
          checks: [{ name: 'approved_by_someone', sql: "status = 'draft' OR approved_by_id IS NOT NULL" }],
          volume: { rows: 3_000, perYear: 500 },
        },
        payslip: {
          description: 'What one employee gets in one run.',
          references: {
            payroll_run: 'payroll_run agree(currency)',
            employee: 'employee',
            bank_account: 'bank_account? agree(employee)',
          },
          attributes: {
            number: 'code unique',
            currency: 'currency',
            gross: 'money >= 0 personal(financial)',
            deductions: 'money >= 0 personal(financial)',
            net: { domain: 'money', generated: 'gross - deductions', personal: 'financial' },
          },
          unique: [{ of: ['payroll_run', 'employee'] }],
          checks: [{ name: 'deductions_within_gross', sql: 'deductions <= gross' }],
          timestamps: 'created',
          volume: { rows: 5_000_000, perYear: 1_300_000 },
        },
        payslip_line: {
          key: ['payslip', 'position'],
          references: { payslip: 'payslip' },
          attributes: {
            position: 'count > 0',
            kind: 'choice(earning, deduction)',
            code: 'code',
            title: 'title',
            amount: 'money > 0 personal(financial)',
          },
          timestamps: 'created',
          volume: { rows: 40_000_000, perYear: 10_000_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'payroll_run',
          per: ['employer'],
          from: 'starts_on',
          to: 'ends_on',
          says: 'A day is paid in one run of an employer.',
        },
        {
          kind: 'transitions',
          entity: 'payroll_run',
          attribute: 'status',
          allowed: { draft: ['approved'], approved: ['paid', 'draft'], paid: [] },
          says: 'A run is approved before it is paid, and paid once.',
        },
        {
          kind: 'only-while',
          entity: 'payslip',
          reference: 'payroll_run',
          parent: "status = 'draft'",
          says: 'Payslips are added to drafts.',
        },
        { kind: 'immutable', entity: 'payslip', says: 'A payslip is not rewritten: put it right in the next run.' },
        {
          kind: 'sum-at-most',
          entity: 'payslip_line',
          sum: 'amount',
          per: 'payslip',
          limit: 'gross',
          where: "kind = 'earning'",
          says: 'Earnings do not exceed the gross pay.',
        },
        {
          kind: 'sum-at-most',
          entity: 'payslip_line',
          sum: 'amount',
          per: 'payslip',
          limit: 'deductions',
          where: "kind = 'deduction'",
          says: 'Lines do not deduct more than the payslip.',
        },
        { kind: 'immutable', entity: 'payslip_line', says: 'A line of a payslip stays.' },
      ],
      access: [
        {
          name: 'payslips of an employee, newest first',
          entity: 'payslip',
          by: ['employee'],
          order: ['-created_at'],
          limit: 24,
          perSecond: 10,
        },
        { name: 'payslips of a run', entity: 'payslip', by: ['payroll_run'], limit: 1000 },
        { name: 'lines of a payslip', entity: 'payslip_line', by: ['payslip'], order: ['position'], perSecond: 10 },
      ],
      decisions: [
        {
          what: 'A payslip keeps its amounts, whatever happens to the salary.',
          why: 'It was handed out, and taxes were paid on it.',
        },
      ],
      fixture: [
        "INSERT INTO payroll_runs (id, employer_id, currency, starts_on, ends_on, pays_on) VALUES (1, 1, 'EUR', '2026-01-01', '2026-02-01', '2026-01-31')",
        "INSERT INTO payslips (id, payroll_run_id, employee_id, number, currency, gross, deductions) VALUES (1, 1, 1, 'P-1', 'EUR', 5000, 1500)",
        "INSERT INTO payslip_lines (payslip_id, position, kind, code, title, amount) VALUES (1, 1, 'earning', 'base', 'Salary', 4000)",
      ],
      scenarios: [
        {
          says: 'someone paid twice in a run',
          refuse: slip('employee_id, currency, gross, deductions', "1, 'EUR', 5000, 1500"),
        },
        { says: 'a payslip', accept: slip('employee_id, currency, gross, deductions', "2, 'EUR', 5000, 1500") },
        {
          says: 'a payslip in another currency',
          refuse: slip('employee_id, currency, gross, deductions', "2, 'USD', 5000, 1500"),
        },
        {
          says: 'more deducted than earned',
          refuse: slip('employee_id, currency, gross, deductions', "2, 'EUR', 100, 101"),
        },
        {
          says: 'pay into the bank account of another',
          refuse: slip('employee_id, bank_account_id, currency, gross, deductions', "2, 1, 'EUR', 100, 0"),
        },
        {
          says: 'a payslip added while the run is approved',
          race: [
            "UPDATE payroll_runs SET status = 'approved', approved_by_id = 1 WHERE id = 1",
            slip('employee_id, currency, gross, deductions', "2, 'EUR', 5000, 1500"),
          ],
        },
        { says: 'a payslip rewritten', refuse: 'UPDATE payslips SET gross = 9000 WHERE id = 1' },
        { says: 'runs that overlap', refuse: run('2026-01-15', '2026-02-15') },
        { says: 'two next runs at once', race: [run('2026-02-01', '2026-03-01'), run('2026-02-15', '2026-03-15')] },
        {
          says: 'a run approved by nobody',
          refuse: "UPDATE payroll_runs SET status = 'approved' WHERE id = 1",
        },
        {
          says: 'earnings above the gross pay',
          refuse:
            "INSERT INTO payslip_lines (payslip_id, position, kind, code, title, amount) VALUES (1, 2, 'earning', 'bonus', 'Bonus', 1001)",
        },
        {
          says: 'all the deductions, twice at once',
          race: [
            "INSERT INTO payslip_lines (payslip_id, position, kind, code, title, amount) VALUES (1, 2, 'deduction', 'tax', 'Tax', 1500)",
            "INSERT INTO payslip_lines (payslip_id, position, kind, code, title, amount) VALUES (1, 3, 'deduction', 'tax', 'Tax', 1500)",
          ],
        },
        {
          says: 'the rest of the gross pay twice',
          race: [
            "INSERT INTO payslip_lines (payslip_id, position, kind, code, title, amount) VALUES (1, 2, 'earning', 'bonus', 'Bonus', 1000)",
            "INSERT INTO payslip_lines (payslip_id, position, kind, code, title, amount) VALUES (1, 3, 'earning', 'bonus', 'Bonus', 1000)",
          ],
        },
      ],
    },
  },
  {
    id: 'time-entries',
    title: 'working time',
    words: ['attendance', 'timesheet', 'time tracking', 'working time', 'clock in', 'time clock', 'shift'],
    usual: true,
    part: {
      entities: {
        time_entry: {
          description: 'A time in which someone worked; open while they still do.',
          references: { employee: 'employee', approved_by: 'employee?' },
          attributes: {
            starts_at: 'moment',
            ends_at: 'moment?',
            break_minutes: 'count = 0',
            approved_at: 'moment?',
          },
          checks: [
            { name: 'approved_by_another', sql: 'approved_by_id <> employee_id' },
            {
              name: 'approved_by_someone',
              sql: '(approved_at IS NULL AND approved_by_id IS NULL) OR (approved_at IS NOT NULL AND approved_by_id IS NOT NULL AND ends_at IS NOT NULL)',
            },
          ],
          volume: { rows: 30_000_000, perYear: 12_000_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'time_entry',
          per: ['employee'],
          from: 'starts_at',
          to: 'ends_at',
          says: 'Nobody works twice at a time.',
        },
        {
          kind: 'immutable',
          entity: 'time_entry',
          when: 'approved_at IS NOT NULL',
          says: 'Approved time is not rewritten.',
        },
      ],
      access: [
        {
          name: 'working time of an employee in a month',
          entity: 'time_entry',
          by: ['employee'],
          range: 'starts_at',
          perSecond: 10,
        },
        {
          name: 'time to be approved',
          entity: 'time_entry',
          where: 'approved_at IS NULL AND ends_at IS NOT NULL',
          order: ['starts_at'],
          limit: 200,
        },
      ],
      fixture: [
        "INSERT INTO time_entries (id, employee_id, starts_at, ends_at) VALUES (1, 2, '2026-02-02 08:00:00', '2026-02-02 12:00:00')",
      ],
      scenarios: [
        { says: 'someone who works twice at a time', refuse: clock('11', '13') },
        { says: 'the afternoon', accept: clock('13', '17') },
        { says: 'the afternoon, twice at once', race: [clock('13', '17'), clock('14', '18')] },
        {
          says: 'time approved by oneself',
          refuse: "UPDATE time_entries SET approved_at = '2026-02-03 00:00:00', approved_by_id = 2 WHERE id = 1",
        },
        {
          says: 'approved time rewritten',
          given: ["UPDATE time_entries SET approved_at = '2026-02-03 00:00:00', approved_by_id = 1 WHERE id = 1"],
          refuse: 'UPDATE time_entries SET break_minutes = 30 WHERE id = 1',
        },
      ],
    },
  },
];
