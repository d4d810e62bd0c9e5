import type { ModelPart } from '#analysis/domains/domain.ts';

interface Side {
  readonly account: number;
  readonly direction: 'debit' | 'credit';
  readonly amount: number;
  readonly currency?: string;
}

const entries = (transaction: number, sides: readonly Side[], count = Math.max(2, sides.length)) =>
  sides.map(
    ({ account, direction, amount, currency = 'EUR' }, at) =>
      `INSERT INTO entries (transaction_id, entry_count, position, account_id, direction, amount, currency) VALUES (${transaction}, ${count}, ${at + 1}, ${account}, '${direction}', ${amount}, '${currency}')`,
  );
const header = (id: number, key: string, { period = 2, count = 2 } = {}) =>
  `INSERT INTO transactions (id, period_id, reference, kind, currency, idempotency_key, value_date, entry_count) VALUES (${id}, ${period}, 'T-${id}', 'transfer', 'EUR', '${key}', '2026-02-10', ${count})`;
/** From one account to another, as one transaction of two entries. */
const pay = (id: number, from: number, to: number, amount: number) => [
  header(id, `key-${id}`),
  ...entries(id, [
    { account: from, direction: 'debit', amount },
    { account: to, direction: 'credit', amount },
  ]),
];
const hold = (id: number, amount: number) => [
  `INSERT INTO holds (id, account_id, currency, amount, idempotency_key, expires_at) VALUES (${id}, 1, 'EUR', ${amount}, 'h-${id}', '2099-01-01 00:00:00')`,
  `INSERT INTO hold_changes (hold_id, account_id, reason, change) VALUES (${id}, 1, 'placed', ${amount})`,
];
const transfer = (columns: string, values: string) =>
  `INSERT INTO transfers (customer_id, requested_by_id, amount, currency, idempotency_key, execute_on, ${columns}) VALUES (1, 1, 10, 'EUR', 'p-9', '2026-03-01', ${values})`;
const open = (customer: number) =>
  `INSERT INTO accounts (type_id, customer_id, number, currency) VALUES (1, ${customer}, 'FR-9', 'EUR')`;
const rate = (from: string, to: string) =>
  `INSERT INTO interest_rates (type_id, currency, annual_rate, valid_from, valid_to) VALUES (1, 'EUR', 0.03, ${from}, ${to})`;
const period = (name: string, from: string, to: string) =>
  `INSERT INTO accounting_periods (name, starts_on, ends_on) VALUES ('${name}', '${from}', '${to}')`;
const statement = (number: number, from: string, to: string, closing: number) =>
  `INSERT INTO statements (account_id, number, currency, starts_on, ends_on, opening_balance, credits, debits, closing_balance) VALUES (1, ${number}, 'EUR', '${from}', '${to}', 0, 100, 0, ${closing})`;

/** Ann has 100, of which 30 are held; Bob has 20 and an overdraft of 50; account 3 is the bank's cash. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
    "INSERT INTO customers (id, user_id, number, kind, legal_name, birth_date, country, verification) VALUES (1, 1, 'C-1', 'person', 'Ann', '1990-01-01', 'FR', 'verified'), (2, 2, 'C-2', 'person', 'Bob', '1991-01-01', 'FR', 'verified'), (3, NULL, 'C-3', 'person', 'Cid', '1992-01-01', 'FR', 'pending')",
    "INSERT INTO account_types (id, code, name, class) VALUES (1, '2100', 'Current accounts', 'liability'), (2, '1000', 'Cash', 'asset')",
    "INSERT INTO accounts (id, type_id, customer_id, number, currency, overdraft_limit) VALUES (1, 1, 1, 'FR-1', 'EUR', 0), (2, 1, 2, 'FR-2', 'EUR', 50), (3, 2, NULL, 'CASH-EUR', 'EUR', NULL), (4, 1, 1, 'FR-4', 'USD', 0), (5, 2, NULL, 'CASH-USD', 'USD', NULL)",
    "INSERT INTO accounts (id, type_id, customer_id, number, currency, status, closed_at) VALUES (6, 1, 2, 'FR-6', 'EUR', 'closed', '2026-01-05 00:00:00')",
    "INSERT INTO interest_rates (id, type_id, currency, annual_rate, valid_from) VALUES (1, 1, 'EUR', 0.02, '2026-01-01')",
    "INSERT INTO accounting_periods (id, name, starts_on, ends_on, status) VALUES (1, '2026-01', '2026-01-01', '2026-02-01', 'closed'), (2, '2026-02', '2026-02-01', '2026-03-01', 'open')",
    "INSERT INTO transactions (id, period_id, reference, kind, currency, idempotency_key, value_date, entry_count) VALUES (1, 2, 'T-1', 'deposit', 'EUR', 'key-1', '2026-02-01', 2), (2, 2, 'T-2', 'deposit', 'EUR', 'key-2', '2026-02-01', 2)",
    ...entries(1, [
      { account: 1, direction: 'credit', amount: 100 },
      { account: 3, direction: 'debit', amount: 100 },
    ]),
    ...entries(2, [
      { account: 2, direction: 'credit', amount: 20 },
      { account: 3, direction: 'debit', amount: 20 },
    ]),
    ...hold(1, 30),
    "INSERT INTO beneficiaries (id, customer_id, name, account_number, country) VALUES (1, 1, 'Landlord', 'DE-77', 'DE'), (2, 2, 'Garage', 'DE-78', 'DE')",
    "INSERT INTO transfers (id, customer_id, from_account_id, to_account_id, requested_by_id, amount, currency, idempotency_key, execute_on) VALUES (1, 1, 1, 2, 1, 10, 'EUR', 'p-1', '2026-02-10')",
    "INSERT INTO statements (id, account_id, number, currency, starts_on, ends_on, opening_balance, credits, debits, closing_balance) VALUES (1, 1, 1, 'EUR', '2026-01-01', '2026-02-01', 0, 0, 0, 0)",
    "INSERT INTO daily_balances (account_id, day, balance) VALUES (1, '2026-02-01', 100)",
  ],
  scenarios: [
    { says: 'what is free paid out', accept: pay(9, 1, 2, 70) },
    { says: 'more than is free', refuse: pay(9, 1, 2, 71).slice(0, 2) },
    { says: 'an overdraft used', accept: pay(9, 2, 1, 70) },
    { says: 'an overdraft passed', refuse: pay(9, 2, 1, 71).slice(0, 2) },
    { says: 'the same money paid out twice', race: [pay(8, 1, 2, 60), pay(9, 1, 3, 60)] },
    {
      says: 'an overdraft taken away that is in use',
      given: pay(9, 2, 1, 70),
      refuse: 'UPDATE accounts SET overdraft_limit = 0 WHERE id = 2',
    },
    {
      says: 'a transaction that does not add up',
      refuse: [
        header(9, 'key-9'),
        ...entries(9, [
          { account: 3, direction: 'debit', amount: 10 },
          { account: 1, direction: 'credit', amount: 11 },
        ]),
      ],
    },
    {
      says: 'a transaction of one side',
      refuse: [header(9, 'key-9'), ...entries(9, [{ account: 1, direction: 'credit', amount: 10 }])],
    },
    { says: 'a transaction without entries', refuse: header(9, 'key-9') },
    {
      says: 'a transaction of three sides',
      accept: [
        header(9, 'key-9', { count: 3 }),
        ...entries(9, [
          { account: 1, direction: 'debit', amount: 10 },
          { account: 2, direction: 'credit', amount: 9 },
          { account: 3, direction: 'credit', amount: 1 },
        ]),
      ],
    },
    { says: 'one request booked twice', refuse: header(9, 'key-1') },
    {
      says: 'an entry of nothing',
      refuse: [header(9, 'key-9'), ...entries(9, [{ account: 1, direction: 'credit', amount: 0 }])],
    },
    {
      says: 'an entry in another currency than its transaction',
      refuse: [header(9, 'key-9'), ...entries(9, [{ account: 4, direction: 'credit', amount: 10, currency: 'USD' }])],
    },
    {
      says: 'an entry in another currency than its account',
      refuse: [header(9, 'key-9'), ...entries(9, [{ account: 4, direction: 'credit', amount: 10 }])],
    },
    {
      says: 'an entry slipped into a booked transaction',
      refuse:
        "INSERT INTO entries (transaction_id, entry_count, position, account_id, direction, amount, currency) VALUES (1, 2, 3, 1, 'credit', 10, 'EUR')",
    },
    {
      says: 'an entry that counts otherwise than its transaction',
      refuse:
        "INSERT INTO entries (transaction_id, entry_count, position, account_id, direction, amount, currency) VALUES (1, 3, 3, 1, 'credit', 10, 'EUR')",
    },
    { says: 'a booked amount rewritten', refuse: 'UPDATE entries SET amount = 1000 WHERE transaction_id = 1' },
    { says: 'a booked entry deleted', refuse: 'DELETE FROM entries WHERE transaction_id = 1' },
    { says: 'a transaction rewritten', refuse: "UPDATE transactions SET description = 'other' WHERE id = 1" },
    { says: 'a balance written by hand', refuse: 'UPDATE accounts SET balance = 1000000 WHERE id = 1' },
    {
      says: 'an account opened with money in it',
      refuse:
        "INSERT INTO accounts (type_id, customer_id, number, currency, balance) VALUES (1, 1, 'FR-9', 'EUR', 100)",
    },
    {
      says: 'a reversal',
      accept: [
        "INSERT INTO transactions (id, period_id, reference, kind, currency, idempotency_key, value_date, entry_count, reverses_id) VALUES (9, 2, 'T-9', 'reversal', 'EUR', 'key-9', '2026-02-11', 2, 2)",
        ...entries(9, [
          { account: 2, direction: 'debit', amount: 20 },
          { account: 3, direction: 'credit', amount: 20 },
        ]),
      ],
    },
    {
      says: 'a second reversal of the same transaction',
      given: [
        "INSERT INTO transactions (id, period_id, reference, kind, currency, idempotency_key, value_date, entry_count, reverses_id) VALUES (9, 2, 'T-9', 'reversal', 'EUR', 'key-9', '2026-02-11', 2, 2)",
        ...entries(9, [
          { account: 2, direction: 'debit', amount: 20 },
          { account: 3, direction: 'credit', amount: 20 },
        ]),
      ],
      refuse:
        "INSERT INTO transactions (id, period_id, reference, kind, currency, idempotency_key, value_date, entry_count, reverses_id) VALUES (10, 2, 'T-10', 'reversal', 'EUR', 'key-10', '2026-02-11', 2, 2)",
    },
    { says: 'a booking into a closed period', refuse: header(9, 'key-9', { period: 1 }) },
    {
      says: 'a booking while the period is closed',
      race: ["UPDATE accounting_periods SET status = 'closed' WHERE id = 2", pay(9, 1, 2, 10)],
    },
    { says: 'a period opened again', refuse: "UPDATE accounting_periods SET status = 'open' WHERE id = 1" },
    { says: 'periods that overlap', refuse: period('x', '2026-02-15', '2026-03-15') },
    { says: 'the next period', accept: period('2026-03', '2026-03-01', '2026-04-01') },
    {
      says: 'two next periods at once',
      race: [period('2026-03', '2026-03-01', '2026-04-01'), period('2026-Q2', '2026-03-01', '2026-06-01')],
    },
    {
      says: 'money taken from a frozen account',
      given: ["UPDATE accounts SET status = 'frozen' WHERE id = 1"],
      refuse: pay(9, 1, 2, 10).slice(0, 2),
    },
    {
      says: 'money paid to a frozen account',
      given: ["UPDATE accounts SET status = 'frozen' WHERE id = 1"],
      accept: pay(9, 2, 1, 10),
    },
    {
      says: 'money taken while the account is frozen',
      race: ["UPDATE accounts SET status = 'frozen' WHERE id = 1", pay(9, 1, 2, 10)],
    },
    {
      says: 'money paid to a closed account',
      refuse: [header(9, 'key-9'), ...entries(9, [{ account: 6, direction: 'credit', amount: 10 }])],
    },
    {
      says: 'an account closed with money in it',
      refuse: "UPDATE accounts SET status = 'closed', closed_at = '2026-02-20 00:00:00' WHERE id = 2",
    },
    {
      says: 'an empty account closed',
      accept: "UPDATE accounts SET status = 'closed', closed_at = '2026-02-20 00:00:00' WHERE id = 4",
    },
    { says: 'an account that changes its currency', refuse: "UPDATE accounts SET currency = 'USD' WHERE id = 2" },
    { says: 'an account for someone unknown', refuse: open(3) },
    { says: 'another account', accept: open(1) },
    {
      says: 'an account opened for someone who is rejected meanwhile',
      race: ["UPDATE customers SET verification = 'rejected' WHERE id = 1", open(1)],
    },
    { says: 'a customer without a limit', refuse: 'UPDATE accounts SET overdraft_limit = NULL WHERE id = 1' },
    { says: 'the rest set aside', accept: hold(9, 70) },
    { says: 'more set aside than is free', refuse: hold(9, 71) },
    { says: 'the rest set aside twice', race: [hold(8, 60), hold(9, 60)] },
    {
      says: 'a hold taken',
      accept: [
        header(9, 'key-9'),
        "INSERT INTO hold_changes (hold_id, account_id, transaction_id, reason, change) VALUES (1, 1, 9, 'captured', -30)",
        ...entries(9, [
          { account: 1, direction: 'debit', amount: 30 },
          { account: 3, direction: 'credit', amount: 30 },
        ]),
      ],
    },
    {
      says: 'more taken from a hold than it has',
      given: hold(9, 40),
      refuse: "INSERT INTO hold_changes (hold_id, account_id, reason, change) VALUES (1, 1, 'released', -31)",
    },
    {
      says: 'a hold released and expired at once',
      given: hold(9, 40),
      race: [
        "INSERT INTO hold_changes (hold_id, account_id, reason, change) VALUES (1, 1, 'released', -30)",
        "INSERT INTO hold_changes (hold_id, account_id, reason, change) VALUES (1, 1, 'expired', -30)",
      ],
    },
    {
      says: 'a hold of one account on another',
      refuse: "INSERT INTO hold_changes (hold_id, account_id, reason, change) VALUES (1, 2, 'released', -1)",
    },
    { says: 'held money written by hand', refuse: 'UPDATE accounts SET held = 0 WHERE id = 1' },
    { says: 'a transfer to nowhere', refuse: transfer('from_account_id', '1') },
    { says: 'a transfer to two places', refuse: transfer('from_account_id, to_account_id, beneficiary_id', '1, 2, 1') },
    { says: 'a transfer to itself', refuse: transfer('from_account_id, to_account_id', '1, 1') },
    {
      says: 'a transfer from the account of another customer',
      refuse: transfer('from_account_id, to_account_id', '2, 1'),
    },
    {
      says: 'a transfer to the beneficiary of another customer',
      refuse: transfer('from_account_id, beneficiary_id', '1, 2'),
    },
    { says: 'a transfer into another currency', refuse: transfer('from_account_id, to_account_id', '1, 4') },
    { says: 'a transfer to a beneficiary', accept: transfer('from_account_id, beneficiary_id', '1, 1') },
    { says: 'a transfer booked without a transaction', refuse: "UPDATE transfers SET status = 'booked' WHERE id = 1" },
    {
      says: 'a transfer booked',
      accept: [...pay(9, 1, 2, 10), "UPDATE transfers SET status = 'booked', transaction_id = 9 WHERE id = 1"],
    },
    { says: 'a transfer raised after it was asked for', refuse: 'UPDATE transfers SET amount = 90 WHERE id = 1' },
    {
      says: 'a transfer cancelled while it is rejected',
      race: [
        "UPDATE transfers SET status = 'cancelled' WHERE id = 1",
        "UPDATE transfers SET status = 'rejected', rejection_reason = 'no funds' WHERE id = 1",
      ],
    },
    {
      says: 'a transfer from an account that is frozen meanwhile',
      race: ["UPDATE accounts SET status = 'frozen' WHERE id = 1", transfer('from_account_id, beneficiary_id', '1, 1')],
    },
    { says: 'two rates at a time', refuse: rate("'2026-06-01'", 'NULL') },
    {
      says: 'the next rate',
      given: ["UPDATE interest_rates SET valid_to = '2026-06-01' WHERE id = 1"],
      accept: rate("'2026-06-01'", 'NULL'),
    },
    {
      says: 'two next rates at once',
      given: ["UPDATE interest_rates SET valid_to = '2026-06-01' WHERE id = 1"],
      race: [rate("'2026-06-01'", 'NULL'), rate("'2026-07-01'", 'NULL')],
    },
    { says: 'a statement that does not add up', refuse: statement(2, '2026-02-01', '2026-03-01', 99) },
    { says: 'the next statement', accept: statement(2, '2026-02-01', '2026-03-01', 100) },
    { says: 'two statements of one day', refuse: statement(2, '2026-01-15', '2026-02-15', 100) },
    {
      says: 'two next statements at once',
      race: [statement(2, '2026-02-01', '2026-03-01', 100), statement(3, '2026-02-15', '2026-03-15', 100)],
    },
    { says: 'a statement rewritten', refuse: 'UPDATE statements SET credits = 5, closing_balance = 5 WHERE id = 1' },
    {
      says: 'the balance of a past day rewritten',
      refuse: 'UPDATE daily_balances SET balance = 5 WHERE account_id = 1',
    },
    {
      says: 'a person without a date of birth',
      refuse: "INSERT INTO customers (number, kind, legal_name, country) VALUES ('C-9', 'person', 'Dee', 'FR')",
    },
  ],
};
