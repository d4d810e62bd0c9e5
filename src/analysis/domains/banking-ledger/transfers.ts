import type { ModelPart } from '#analysis/domains/domain.ts';

/** What customers ask for; what was done about it is a transaction. */
export const transfers: ModelPart = {
  entities: {
    beneficiary: {
      description: 'An account at another bank to which a customer sends money.',
      references: { customer: 'customer cascade' },
      attributes: {
        name: 'name personal',
        account_number: 'code(34) personal(financial)',
        bank_code: 'code(11)?',
        country: 'country',
      },
      unique: [{ of: ['customer', 'account_number'] }],
      softDelete: true,
      volume: { rows: 1_200_000, perYear: 300_000 },
    },
    transfer: {
      description: 'A wish to move money to another account of this bank, or to a beneficiary at another.',
      references: {
        customer: 'customer',
        from_account: 'account agree(currency, customer)',
        to_account: 'account? agree(currency)',
        beneficiary: 'beneficiary? agree(customer)',
        requested_by: 'user',
        transaction: 'transaction? unique agree(currency)',
      },
      attributes: {
        amount: 'money(18, 2) > 0',
        currency: 'currency',
        remittance_text: "title = ''",
        idempotency_key: 'token unique',
        status: 'state(requested, booked, rejected, cancelled) = requested',
        execute_on: 'date',
        rejection_reason: 'text?',
      },
      checks: [
        { name: 'between_two_accounts', sql: 'from_account_id <> to_account_id' },
        {
          name: 'booked_has_transaction',
          sql: "(status = 'booked' AND transaction_id IS NOT NULL) OR (status <> 'booked' AND transaction_id IS NULL)",
        },
        { name: 'rejected_has_reason', sql: "status <> 'rejected' OR rejection_reason IS NOT NULL" },
      ],
      volume: { rows: 5_000_000, perYear: 4_000_000 },
    },
  },
  invariants: [
    {
      kind: 'exactly-one',
      entity: 'transfer',
      of: ['to_account', 'beneficiary'],
      says: 'A transfer goes to one place.',
    },
    {
      kind: 'only-while',
      entity: 'transfer',
      reference: 'from_account',
      parent: "status = 'open'",
      says: 'Transfers are made from open accounts.',
    },
    {
      kind: 'transitions',
      entity: 'transfer',
      attribute: 'status',
      start: ['requested'],
      allowed: { requested: ['booked', 'rejected', 'cancelled'], booked: [], rejected: [], cancelled: [] },
      says: 'A transfer is decided once.',
    },
    {
      kind: 'immutable',
      entity: 'transfer',
      attributes: ['amount', 'currency', 'from_account', 'to_account', 'beneficiary', 'idempotency_key'],
      says: 'A transfer that was asked for is not rewritten: cancel it and ask again.',
    },
  ],
  access: [
    { name: 'beneficiaries of a customer', entity: 'beneficiary', by: ['customer'], order: ['name'], perSecond: 20 },
    {
      name: 'transfers of a customer, newest first',
      entity: 'transfer',
      by: ['customer'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 40,
    },
    { name: 'a transfer by the request that made it', entity: 'transfer', by: ['idempotency_key'], perSecond: 30 },
    {
      name: 'transfers that are due',
      entity: 'transfer',
      range: 'execute_on',
      where: "status = 'requested'",
      order: ['execute_on'],
      limit: 1000,
      perSecond: 1,
    },
  ],
  decisions: [
    {
      what: 'A transfer and its transaction are two things.',
      why: 'What was asked for may be refused, put off or taken back; what was booked may not.',
    },
    {
      what: 'Transfers and transactions carry idempotency keys.',
      why: 'A request that is sent twice must not move the money twice.',
    },
  ],
  questions: [
    {
      question: 'Who may move the money of a customer?',
      assumed: 'The user of the customer; the option "joint accounts" lets several.',
    },
  ],
};
