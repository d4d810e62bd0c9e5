import type { BenchWorkload } from '../workload.ts';
import { ledgerAccounts } from './ledger-accounts.ts';
import { ledgerDatabase } from './ledger-database.ts';
import { ledgerEvents } from './ledger-events.ts';
import { ledgerReports } from './ledger-reports.ts';

/** A bank's books with the events that they are made of: balances, statements, alerts, audits. */
export const ledger: BenchWorkload = {
  name: 'ledger',
  database: ledgerDatabase,
  queries: (draw, scale) => [
    ...ledgerAccounts(draw, scale),
    ...ledgerEvents(draw, scale),
    ...ledgerReports(draw, scale),
  ],
};
