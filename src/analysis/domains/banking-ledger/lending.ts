import type { DomainOption } from '#analysis/domains/domain.ts';

/** What comes back in parts, and what goes out again and again. */
export const lending: readonly DomainOption[] = [
  {
    id: 'standing-orders',
    title: 'standing orders',
    words: ['standing order', 'recurring transfer', 'scheduled transfer', 'recurring payment'],
    usual: false,
    part: {
      entities: {
        standing_order: {
          description: 'A transfer that is made again and again.',
          references: {
            customer: 'customer',
            from_account: 'account agree(currency, customer)',
            beneficiary: 'beneficiary agree(customer)',
          },
          attributes: {
            amount: 'money(18, 2) > 0',
            currency: 'currency',
            every: 'choice(week, month, quarter, year)',
            next_on: 'date',
            ends_on: 'date?',
            status: 'state(active, paused, ended) = active',
          },
          checks: [{ name: 'next_before_end', sql: "status = 'ended' OR next_on <= ends_on" }],
          volume: { rows: 400_000, perYear: 80_000 },
        },
      },
      access: [
        {
          name: 'standing orders that are due',
          entity: 'standing_order',
          range: 'next_on',
          where: "status = 'active'",
          order: ['next_on'],
          limit: 1000,
        },
        { name: 'standing orders of a customer', entity: 'standing_order', by: ['customer'], perSecond: 5 },
      ],
      scenarios: [
        {
          says: 'a standing order that would begin after its end',
          refuse:
            "INSERT INTO standing_orders (customer_id, from_account_id, beneficiary_id, amount, currency, every, next_on, ends_on) VALUES (1, 1, 1, 500, 'EUR', 'month', '2026-05-01', '2026-04-01')",
        },
        {
          says: 'a standing order',
          accept:
            "INSERT INTO standing_orders (customer_id, from_account_id, beneficiary_id, amount, currency, every, next_on) VALUES (1, 1, 1, 500, 'EUR', 'month', '2026-05-01')",
        },
      ],
    },
  },
  {
    id: 'loans',
    title: 'loans',
    words: ['loan', 'credit line', 'mortgage', 'lending', 'installment', 'instalment'],
    usual: false,
    part: {
      entities: {
        loan: {
          description: 'Money lent at a rate that was agreed.',
          references: { customer: 'customer', account: 'account agree(currency, customer)' },
          attributes: {
            number: 'code unique',
            principal: 'money(18, 2) > 0',
            currency: 'currency',
            annual_rate: 'rate(9, 6) >= 0 <= 1',
            starts_on: 'date',
            ends_on: 'date',
            status: 'state(offered, active, repaid, defaulted) = offered',
          },
          checks: [{ name: 'ends_after_start', sql: 'ends_on > starts_on' }],
          volume: { rows: 60_000, perYear: 15_000 },
        },
        installment: {
          description: 'A part of a loan that is due on a day.',
          key: ['loan', 'number'],
          references: { loan: 'loan', transaction: 'transaction? unique' },
          attributes: {
            number: 'count > 0',
            due_on: 'date',
            principal: 'money(18, 2) >= 0',
            interest: 'money(18, 2) >= 0',
          },
          unique: [{ of: ['loan', 'due_on'] }],
          volume: { rows: 2_500_000, perYear: 700_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'loan',
          attribute: 'status',
          allowed: { offered: ['active'], active: ['repaid', 'defaulted'], defaulted: ['repaid'], repaid: [] },
          says: 'A loan that was repaid is over.',
        },
        {
          kind: 'immutable',
          entity: 'loan',
          attributes: ['principal', 'currency', 'annual_rate'],
          when: "status <> 'offered'",
          says: 'A loan keeps what was agreed.',
        },
        {
          kind: 'sum-at-most',
          entity: 'installment',
          sum: 'principal',
          per: 'loan',
          limit: 'principal',
          says: 'No more is paid back than was lent.',
        },
      ],
      access: [
        { name: 'loans of a customer', entity: 'loan', by: ['customer'], perSecond: 5 },
        {
          name: 'parts of loans that are due',
          entity: 'installment',
          range: 'due_on',
          where: 'transaction_id IS NULL',
          order: ['due_on'],
          limit: 1000,
        },
      ],
      fixture: [
        "INSERT INTO loans (id, customer_id, account_id, number, principal, currency, annual_rate, starts_on, ends_on, status) VALUES (1, 1, 1, 'L-1', 1000, 'EUR', 0.05, '2026-02-01', '2027-02-01', 'active')",
        "INSERT INTO installments (loan_id, number, due_on, principal, interest) VALUES (1, 1, '2026-03-01', 600, 5)",
      ],
      scenarios: [
        {
          says: 'more paid back than was lent',
          refuse:
            "INSERT INTO installments (loan_id, number, due_on, principal, interest) VALUES (1, 2, '2026-04-01', 401, 5)",
        },
        {
          says: 'the rest of a loan',
          accept:
            "INSERT INTO installments (loan_id, number, due_on, principal, interest) VALUES (1, 2, '2026-04-01', 400, 5)",
        },
        {
          says: 'the rest of a loan twice',
          race: [
            "INSERT INTO installments (loan_id, number, due_on, principal, interest) VALUES (1, 2, '2026-04-01', 400, 5)",
            "INSERT INTO installments (loan_id, number, due_on, principal, interest) VALUES (1, 3, '2026-05-01', 400, 5)",
          ],
        },
        { says: 'the rate of a loan rewritten', refuse: 'UPDATE loans SET annual_rate = 0 WHERE id = 1' },
      ],
    },
  },
];
