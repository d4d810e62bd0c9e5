import { accounts } from './banking-ledger/accounts.ts';
import { journal } from './banking-ledger/journal.ts';
import { options } from './banking-ledger/options.ts';
import { scenarios } from './banking-ledger/scenarios.ts';
import { transfers } from './banking-ledger/transfers.ts';
import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const bankingLedger: Domain = {
  id: 'banking-ledger',
  title: 'a bank with a double-entry ledger',
  words: [
    'banking ledger',
    'bank',
    'banking',
    'banking application',
    'online banking',
    'neobank',
    'core banking',
    'double entry',
    'double-entry ledger',
    'double-entry bookkeeping',
    'ledger',
    'general ledger',
    'accounting',
    'bookkeeping',
    'e-wallet',
    'digital wallet',
    'wallet',
  ],
  part: mergeParts('banking-ledger', [
    { entities: { user: { ...user, volume: { rows: 260_000, perYear: 60_000 } } } },
    accounts,
    journal,
    transfers,
    scenarios,
  ]),
  options,
  synonyms: {
    customer: ['account holder', 'bank customer', 'client'],
    account: ['bank account', 'ledger account', 'wallet account', 'current account', 'savings account'],
    account_type: ['account product', 'kind of account', 'account category'],
    transaction: ['journal entry', 'booking', 'financial transaction'],
    entry: ['posting', 'ledger entry', 'journal line', 'ledger line', 'debit', 'credit'],
    hold: ['authorisation', 'authorization', 'reservation of funds', 'earmark'],
    transfer: ['payment order', 'wire transfer', 'money transfer', 'remittance'],
    beneficiary: ['payee', 'recipient'],
    statement: ['account statement', 'bank statement'],
    accounting_period: ['fiscal period', 'financial period', 'fiscal year'],
    exchange_rate: ['currency rate', 'fx rate'],
    standing_order: ['recurring transfer'],
    installment: ['instalment', 'loan payment', 'repayment'],
  },
  hints: [
    'iban',
    'debit',
    'credit',
    'overdraft',
    'balance',
    'kyc',
    'deposit',
    'withdrawal',
    'interest',
    'chart of accounts',
  ],
};
