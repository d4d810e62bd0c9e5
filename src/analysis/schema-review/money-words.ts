import type { Table } from '#vocabulary/database-schema.ts';
import { nameWords } from './name-words.ts';

/** Never anything but money. */
const surely = new Set(
  `price prices cost costs fee fees salary salaries wage wages revenue refund refunded subtotal payment invoice payable
  receivable budget vat deposit turnover payout commission msrp gmv cogs payroll rent discount_amount`.split(/\s+/),
);
/** Money in a shop, something else elsewhere. */
const maybe = new Set('amount total balance charge credit debit tax paid due owed income expense'.split(' '));
/** A share as often as an amount, in a shop too. */
const shares = new Set(['discount', 'surcharge', 'margin']);
/** What is counted or measured is no money, whatever stands beside it. */
const never = new Set(
  `rate rates ratio pct percent percentage factor weight distance time times seconds minutes hours days quantity qty count
  counts number score probability usage bytes kg km miles temperature error loss id ids date at on by code currency type
  status name note method reference url key index index_id basis points multiplier tier plan list book history energy
  kwh watts calories units version per is has token terms email enabled level`.split(/\s+/),
);
const shops = new Set(
  `order orders invoice invoices payment payments account accounts transaction transactions cart carts subscription
  subscriptions product products purchase purchases sale sales billing ledger refund refunds booking bookings coupon
  coupons wallet wallets expense expenses donation donations item items line lines entry entries posting postings`.split(
    /\s+/,
  ),
);

/** 'sure': the name can mean nothing else; 'likely': so does the table. */
export function moneyName(table: Pick<Table, 'name'>, column: string): 'sure' | 'likely' | 'unsure' | undefined {
  const words = nameWords(column);
  if (words.some((word) => never.has(word))) return undefined;
  if (words.some((word) => surely.has(word))) return 'sure';
  if (words.some((word) => shares.has(word))) return 'unsure';
  if (!words.some((word) => maybe.has(word))) return undefined;
  return nameWords(table.name).some((word) => shops.has(word)) ? 'likely' : 'unsure';
}
