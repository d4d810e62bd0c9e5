import type { ModelPart } from '#analysis/domains/domain.ts';

/** The ledger itself: transactions of entries that add up to zero, and money set aside. */
export const journal: ModelPart = {
  entities: {
    accounting_period: {
      description: 'A month or a year of the books.',
      attributes: { name: 'name unique', starts_on: 'date', ends_on: 'date', status: 'state(open, closed) = open' },
      volume: { rows: 60, perYear: 12 },
    },
    transaction: {
      description: 'Something that moved money, in one currency. Never changed: a wrong one is reversed by another.',
      references: {
        period: 'accounting_period',
        reverses: 'transaction? unique agree(currency)',
        created_by: 'user?',
      },
      attributes: {
        reference: 'code unique',
        kind: 'choice(deposit, withdrawal, transfer, card, fee, interest, exchange, loan, reversal)',
        description: "title = ''",
        currency: 'currency',
        idempotency_key: 'token unique',
        value_date: 'date',
        booked_at: 'moment = now',
        entry_count: {
          domain: 'count',
          min: 2,
          description: 'How many entries it has: once they are there, none can be added.',
        },
      },
      checks: [
        {
          name: 'reversal_of_something',
          sql: "(kind = 'reversal' AND reverses_id IS NOT NULL) OR (kind <> 'reversal' AND reverses_id IS NULL)",
        },
      ],
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 9_000_000, perYear: 7_000_000 },
    },
    entry: {
      description: 'One side of a transaction: what it takes from or gives to an account.',
      key: ['transaction', 'position'],
      references: { transaction: 'transaction agree(currency, entry_count)', account: 'account agree(currency)' },
      attributes: {
        position: 'count > 0',
        entry_count: 'count',
        direction: 'choice(debit, credit)',
        amount: 'money(18, 2) > 0',
        currency: 'currency',
        signed_amount: {
          domain: 'money',
          precision: 18,
          scale: 2,
          generated: "CASE WHEN direction = 'credit' THEN amount ELSE -amount END",
          description: 'Credits above zero, debits below.',
        },
      },
      checks: [{ name: 'position_within_transaction', sql: 'position <= entry_count' }],
      timestamps: 'created',
      volume: { rows: 20_000_000, perYear: 15_000_000 },
    },
    hold: {
      description: 'Money that is set aside for someone who has not taken it yet.',
      references: { account: 'account agree(currency)' },
      attributes: {
        currency: 'currency',
        amount: 'money(18, 2) > 0',
        remaining: {
          domain: 'money',
          precision: 18,
          scale: 2,
          default: 0,
          description: 'Still set aside: kept by its changes.',
        },
        idempotency_key: 'token unique',
        reason: "title = ''",
        expires_at: 'moment',
      },
      checks: [
        { name: 'remaining_within_amount', sql: 'remaining <= amount' },
        { name: 'expires_after_creation', sql: 'expires_at > created_at' },
      ],
      volume: { rows: 3_000_000, perYear: 2_500_000 },
    },
    hold_change: {
      description: 'Money set aside, taken or given free again. Taken money names its transaction.',
      references: {
        hold: 'hold agree(account)',
        account: 'account',
        transaction: 'transaction?',
      },
      attributes: { reason: 'choice(placed, captured, released, expired)', change: 'money(18, 2)' },
      checks: [
        { name: 'sign_of_reason', sql: "(reason = 'placed' AND change > 0) OR (reason <> 'placed' AND change < 0)" },
        {
          name: 'captured_by_transaction',
          sql: "(reason = 'captured' AND transaction_id IS NOT NULL) OR (reason <> 'captured' AND transaction_id IS NULL)",
        },
      ],
      timestamps: 'created',
      volume: { rows: 6_000_000, perYear: 5_000_000 },
    },
  },
  invariants: [
    {
      kind: 'no-overlap',
      entity: 'accounting_period',
      per: [],
      from: 'starts_on',
      to: 'ends_on',
      says: 'A day is in one accounting period.',
    },
    {
      kind: 'transitions',
      entity: 'accounting_period',
      attribute: 'status',
      allowed: { open: ['closed'], closed: [] },
      says: 'A closed period stays closed.',
    },
    {
      kind: 'only-while',
      entity: 'transaction',
      reference: 'period',
      parent: "status = 'open'",
      says: 'Nothing is booked into a closed period.',
    },
    { kind: 'at-least-one', entity: 'entry', per: 'transaction', says: 'A transaction has entries.' },
    {
      kind: 'balanced',
      entity: 'entry',
      sum: 'signed_amount',
      per: 'transaction',
      says: 'Debits and credits of a transaction are the same.',
    },
    {
      kind: 'running-total',
      entity: 'entry',
      sum: 'signed_amount',
      into: 'account',
      attribute: 'balance',
      match: { id: 'account' },
      says: 'A balance is what its entries add up to.',
    },
    {
      kind: 'only-while',
      entity: 'entry',
      reference: 'account',
      parent: "status = 'open'",
      where: "direction = 'debit'",
      says: 'Nothing is taken from an account that is frozen or closed.',
    },
    {
      kind: 'running-total',
      entity: 'hold_change',
      sum: 'change',
      into: 'account',
      attribute: 'held',
      match: { id: 'account' },
      min: 0,
      says: 'What is held on an account is what its holds add up to.',
    },
    {
      kind: 'running-total',
      entity: 'hold_change',
      sum: 'change',
      into: 'hold',
      attribute: 'remaining',
      match: { id: 'hold' },
      min: 0,
      says: 'No more is taken from a hold than it has.',
    },
    {
      kind: 'immutable',
      entity: 'hold',
      attributes: ['account', 'amount', 'currency', 'idempotency_key'],
      says: 'A hold is not rewritten: release it and place another.',
    },
  ],
  access: [
    {
      name: 'entries of an account, newest first',
      entity: 'entry',
      by: ['account'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 150,
    },
    { name: 'entries of an account in a period', entity: 'entry', by: ['account'], range: 'created_at', perSecond: 20 },
    { name: 'entries of a transaction', entity: 'entry', by: ['transaction'], order: ['position'], perSecond: 80 },
    {
      name: 'a transaction by the request that made it',
      entity: 'transaction',
      by: ['idempotency_key'],
      perSecond: 100,
    },
    { name: 'a transaction by its reference', entity: 'transaction', by: ['reference'], perSecond: 30 },
    { name: 'transactions of a day', entity: 'transaction', range: 'booked_at', order: ['booked_at'], limit: 1000 },
    { name: 'the reversal of a transaction', entity: 'transaction', by: ['reverses'], perSecond: 5 },
    {
      name: 'holds of an account that have something left',
      entity: 'hold',
      by: ['account'],
      where: 'remaining > 0',
      order: ['expires_at'],
      perSecond: 60,
    },
    { name: 'holds that run out', entity: 'hold', range: 'expires_at', where: 'remaining > 0', limit: 1000 },
    { name: 'what happened to a hold', entity: 'hold_change', by: ['hold'], order: ['created_at'], perSecond: 20 },
  ],
  summaries: [
    {
      name: 'trial_balance',
      sql: `SELECT t.id AS account_type_id, t.code, a.currency, count(*) AS accounts, sum(a.balance) AS balance
FROM accounts AS a
JOIN account_types AS t ON t.id = a.type_id
GROUP BY t.id, t.code, a.currency`,
      key: ['account_type_id', 'currency'],
      serves: 'What each line of the chart of accounts holds; a currency adds up to zero.',
      refresh: 'every hour',
    },
  ],
  decisions: [
    {
      what: 'A transaction has one currency; changing money takes two transactions and accounts of the bank itself in both.',
      why: 'Then each transaction adds up to zero, and gains and losses of exchange are seen on those accounts.',
    },
    {
      what: 'Entries are amounts above zero with a direction; the signed amount is computed.',
      why: 'A sign that is forgotten cannot turn a debit into a credit.',
    },
    {
      what: 'Nothing booked is changed; mistakes are reversed once.',
      why: 'Auditors read the books as they were on any day.',
    },
    {
      what: 'A transaction says how many entries it has, and each of them says it too.',
      why: 'Entries that balance each other could otherwise be slipped into a transaction of last year.',
    },
    {
      what: 'Programs write the entries of a transaction in the order of their accounts.',
      why: 'Two transfers between the same accounts in opposite directions then wait for each other instead of blocking each other.',
    },
  ],
  questions: [
    { question: 'Are amounts with more than two decimals needed?', assumed: 'No: up to 9,999,999,999,999,999.99.' },
    { question: 'May a part of a transaction be reversed?', assumed: 'No, the whole of it, once.' },
  ],
};
