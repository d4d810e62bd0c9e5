import type { ModelPart } from '#analysis/domains/domain.ts';
import { complain } from './fixture.ts';

const pay = (order: number, amount: number, key: string, currency = 'EUR') =>
  `INSERT INTO payments (order_id, provider, idempotency_key, amount, currency, status) VALUES (${order}, 'stripe', '${key}', ${amount}, '${currency}', 'captured')`;
const refund = (payment: number, order: number, of: number, amount: number, key: string) =>
  `INSERT INTO refunds (payment_id, order_id, seller_order_id, amount, currency, idempotency_key) VALUES (${payment}, ${order}, ${of}, ${amount}, 'EUR', '${key}')`;
const payout = (id: number, amount: number, method = 1, seller = 1) =>
  `INSERT INTO payouts (id, seller_id, account_id, method_id, amount, currency, idempotency_key) VALUES (${id}, ${seller}, 3, ${method}, ${amount}, 'EUR', 'p-${id}')`;
const journal = (id: number, kind: string, amount: number, of: string, target: string, key = `j-${id}`) =>
  `INSERT INTO journals (id, kind, ${of}, amount, currency, idempotency_key) VALUES (${id}, '${kind}', ${target}, ${amount}, 'EUR', '${key}')`;
const post = (id: number, ...amounts: readonly (readonly [number, number])[]) =>
  `INSERT INTO postings (journal_id, account_id, amount, currency) VALUES ${amounts.map(([account, amount]) => `(${id}, ${account}, ${amount}, 'EUR')`).join(', ')}`;
const release = (id: number, of: number, key = `j-${id}`) =>
  journal(id, 'release', 50, 'seller_order_id', String(of), key);
const pass = (id: number) => post(id, [4, -50], [3, 45], [2, 5]);
const fix = (id: number, amount: number) => journal(id, 'correction', amount, 'note', "'put right'");
const account = (kind: string) => `INSERT INTO accounts (kind, currency) VALUES ('${kind}', 'USD')`;

/** What the money must and must not do. */
export const money: NonNullable<ModelPart['scenarios']> = [
  { says: 'payments above the order', refuse: pay(3, 1, 'k-3') },
  { says: 'the rest of an order paid', accept: pay(1, 80, 'k-3') },
  { says: 'the rest of an order paid twice', race: [pay(1, 80, 'k-3'), pay(1, 80, 'k-4')] },
  { says: 'one request paid twice', refuse: pay(1, 5, 'k-1') },
  { says: 'a payment in another currency', refuse: pay(1, 5, 'k-3', 'USD') },
  { says: 'a payment rewritten', refuse: 'UPDATE payments SET amount = 10 WHERE id = 1' },
  { says: 'a refund above the payment', refuse: refund(1, 3, 4, 51, 'r-1') },
  { says: 'a refund', accept: refund(1, 3, 4, 50, 'r-1') },
  { says: 'the whole payment refunded twice', race: [refund(1, 3, 4, 50, 'r-1'), refund(1, 3, 4, 50, 'r-2')] },
  { says: 'a seller who gives back what another was paid', refuse: refund(2, 2, 5, 46, 'r-1') },
  {
    says: 'the part of a seller given back twice',
    race: [refund(2, 2, 5, 40, 'r-1'), refund(2, 2, 5, 40, 'r-2')],
  },
  { says: 'a refund out of another order', refuse: refund(1, 3, 5, 10, 'r-1') },
  { says: 'a refund of money that never came', refuse: refund(9, 1, 1, 5, 'r-1') },
  { says: 'money released when all is well', accept: [release(9, 4), pass(9)] },
  { says: 'money released before the buyer is content', refuse: release(9, 5) },
  { says: 'money released twice', given: [release(9, 4), pass(9)], refuse: release(8, 4) },
  {
    says: 'money released by two jobs',
    race: [
      [release(9, 4), pass(9)],
      [release(8, 4), pass(8)],
    ],
  },
  {
    says: 'money released while the buyer complains',
    race: [
      [...complain(9, 5), "UPDATE seller_orders SET status = 'disputed' WHERE id = 5"],
      [
        "UPDATE seller_orders SET status = 'completed' WHERE id = 5",
        journal(9, 'release', 45, 'seller_order_id', '5'),
        post(9, [1, -45], [3, 45]),
      ],
    ],
  },
  { says: 'money that comes from nowhere', refuse: [fix(9, 50), post(9, [3, 50])] },
  { says: 'something booked that moved nothing', refuse: fix(9, 50) },
  {
    says: 'one request booked twice at once',
    race: [
      [fix(9, 5), post(9, [1, -5], [3, 5])],
      [journal(8, 'correction', 5, 'note', "'put right'", 'j-9'), post(8, [1, -5], [3, 5])],
    ],
  },
  { says: 'more booked than was moved', refuse: [fix(9, 5), post(9, [1, -6], [3, 6])] },
  {
    says: 'more booked than was moved, by two',
    given: [fix(9, 5), post(9, [1, -2], [3, 2])],
    race: [post(9, [6, -3], [2, 3]), post(9, [4, -3], [5, 3])],
  },
  { says: 'a seller paid out of the escrow of another', refuse: [fix(9, 10), post(9, [5, -10], [3, 10])] },
  { says: 'a correction that nobody explained', refuse: journal(9, 'correction', 5, 'note', 'NULL') },
  { says: 'a payment booked at another amount', refuse: journal(9, 'payment', 140, 'payment_id', '2') },
  { says: 'a payment booked twice', refuse: journal(9, 'payment', 50, 'payment_id', '1') },
  {
    says: 'a payment booked while it fails',
    race: [
      "UPDATE payments SET status = 'failed' WHERE id = 9",
      [
        "UPDATE payments SET status = 'captured' WHERE id = 9",
        journal(9, 'payment', 20, 'payment_id', '9'),
        post(9, [1, -20], [2, 20]),
      ],
    ],
  },
  { says: 'a balance written by hand', refuse: 'UPDATE accounts SET balance = 100 WHERE id = 3' },
  { says: 'a posting rewritten', refuse: 'UPDATE postings SET amount = 100 WHERE account_id = 3' },
  { says: 'a journal taken away', refuse: 'DELETE FROM journals WHERE id = 2' },
  {
    says: 'a balance paid out',
    accept: [payout(1, 30), journal(9, 'payout', 30, 'payout_id', '1'), post(9, [3, -30], [1, 30])],
  },
  {
    says: 'more paid out than there is',
    refuse: [payout(1, 31), journal(9, 'payout', 31, 'payout_id', '1'), post(9, [3, -31], [1, 31])],
  },
  {
    says: 'a balance paid out twice',
    given: [payout(1, 30), payout(2, 30)],
    race: [
      [journal(9, 'payout', 30, 'payout_id', '1'), post(9, [3, -30], [1, 30])],
      [journal(8, 'payout', 30, 'payout_id', '2'), post(8, [3, -30], [1, 30])],
    ],
  },
  {
    says: 'a payout booked at another amount',
    given: [payout(1, 10)],
    refuse: journal(9, 'payout', 30, 'payout_id', '1'),
  },
  { says: 'a payout to a bank that nobody verified', refuse: payout(1, 10, 2) },
  {
    says: 'a payout while the bank account is removed',
    race: ['UPDATE payout_methods SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1', payout(1, 10)],
  },
  { says: 'a payout from the account of another', refuse: payout(1, 10, 1, 2) },
  {
    says: 'a payout while the seller is suspended',
    race: ["UPDATE sellers SET status = 'suspended' WHERE id = 1", payout(1, 10)],
  },
  { says: 'two accounts for the commission', given: [account('commission')], refuse: account('commission') },
  { says: 'an account in another currency', accept: account('commission') },
  { says: 'two accounts for the commission at once', race: [account('commission'), account('commission')] },
  { says: 'an escrow of nothing', refuse: account('escrow') },
];
