import type { ModelPart } from '#analysis/domains/domain.ts';
import { complain, line, part } from './fixture.ts';
import { money } from './money-scenarios.ts';

export { fixture } from './fixture.ts';

const rule = (from: string, to: string) =>
  `INSERT INTO commission_rules (category_id, percent, currency, starts_on, ends_on) VALUES (1, 10, 'EUR', '${from}', ${to})`;
const member = (user: number, role: string) =>
  `INSERT INTO seller_members (seller_id, user_id, role) VALUES (1, ${user}, '${role}')`;
const method = (token: string, seller = 2) =>
  `INSERT INTO payout_methods (seller_id, provider, provider_token, last_digits, is_default) VALUES (${seller}, 'bank', '${token}', '42', TRUE)`;
const offer = (seller: number, product: number, sku: string, price = 10) =>
  `INSERT INTO offers (seller_id, product_id, sku, price, currency) VALUES (${seller}, ${product}, '${sku}', ${price}, 'EUR')`;
const stock = (change: number, reason: string, orderLine = 'NULL') =>
  `INSERT INTO stock_movements (offer_id, order_line_id, quantity_change, reason) VALUES (1, ${orderLine}, ${change}, '${reason}')`;
const address = (isDefault: boolean) =>
  `INSERT INTO addresses (user_id, recipient, line_1, city, country, is_default) VALUES (1, 'Ann', '2 Main St', 'Lyon', 'FR', ${isDefault ? 'TRUE' : 'FALSE'})`;
const send = (shipment: number, quantity: number, orderLine = 3, of = 3) =>
  `INSERT INTO shipment_lines (shipment_id, order_line_id, seller_order_id, quantity) VALUES (${shipment}, ${orderLine}, ${of}, ${quantity})`;
const parcel = (id: number, of: number) => `INSERT INTO shipments (id, seller_order_id) VALUES (${id}, ${of})`;
const settle = (id: number, to: string) => [
  `UPDATE disputes SET status = '${to}', decided_at = CURRENT_TIMESTAMP WHERE id = ${id}`,
  `INSERT INTO dispute_events (dispute_id, seller_order_id, count_change) SELECT id, seller_order_id, -1 FROM disputes WHERE id = ${id}`,
];
const status = (id: number, to: string) => `UPDATE seller_orders SET status = '${to}' WHERE id = ${id}`;

export const scenarios: NonNullable<ModelPart['scenarios']> = [
  { says: 'two owners', refuse: member(2, 'owner') },
  { says: 'a colleague', accept: member(2, 'staff') },
  { says: 'two owners at once', given: ['DELETE FROM seller_members'], race: [member(1, 'owner'), member(2, 'owner')] },
  { says: 'two default accounts at a bank', refuse: method('t-9', 1) },
  { says: 'two default accounts at once', race: [method('t-8'), method('t-9')] },
  { says: 'two commissions on one day', refuse: rule('2026-06-01', 'NULL') },
  { says: 'the next commission', accept: rule('2027-01-01', 'NULL') },
  { says: 'two commissions at once', race: [rule('2028-01-01', 'NULL'), rule('2027-06-01', "'2028-06-01'")] },
  { says: 'a commission of 120 percent', refuse: rule('2027-01-01', 'NULL').replace('(1, 10,', '(1, 120,') },
  { says: 'a category below itself', refuse: 'UPDATE categories SET parent_id = 1 WHERE id = 1' },
  {
    says: 'two categories below each other',
    race: ['UPDATE categories SET parent_id = 2 WHERE id = 1', 'UPDATE categories SET parent_id = 1 WHERE id = 2'],
  },
  { says: 'an offer of a seller who is suspended', refuse: offer(3, 1, 'S-9') },
  {
    says: 'an offer while the seller is suspended',
    race: ["UPDATE sellers SET status = 'suspended' WHERE id = 2", offer(2, 2, 'S-9')],
  },
  { says: 'an offer of what is blocked', refuse: offer(2, 3, 'S-9') },
  {
    says: 'an offer while the product is blocked',
    race: ["UPDATE products SET status = 'blocked' WHERE id = 2", offer(2, 2, 'S-9')],
  },
  { says: 'the same number twice', refuse: offer(1, 2, 'A-1') },
  { says: 'the same number of another seller', accept: offer(2, 2, 'A-1') },
  { says: 'a thing for nothing', refuse: offer(2, 2, 'S-9', 0) },
  { says: 'stock below zero', refuse: stock(-6, 'sale', '1') },
  { says: 'all that is there sold', accept: stock(-5, 'sale', '1') },
  { says: 'the last piece sold twice', race: [stock(-3, 'sale', '1'), stock(-3, 'sale', '1')] },
  { says: 'stock written by hand', refuse: 'UPDATE offers SET on_hand = 100 WHERE id = 1' },
  { says: 'a sale to nobody', refuse: stock(-1, 'sale') },
  { says: 'two default addresses', refuse: address(true) },
  { says: 'another address', accept: address(false) },
  {
    says: 'two default addresses at once',
    given: ['UPDATE addresses SET is_default = FALSE'],
    race: [address(true), address(true)],
  },
  { says: 'parts above the order', refuse: part(9, 1, 2, 60) },
  { says: 'the part of another seller', accept: part(9, 1, 2, 40) },
  { says: 'the rest of an order given to two sellers', race: [part(9, 1, 2, 40), part(8, 1, 4, 40)] },
  { says: 'a second part of the same seller', refuse: part(9, 1, 1, 10) },
  {
    says: 'a part that begins paid',
    refuse: part(9, 1, 2, 40).replace('commission)', 'commission, status)').replace(/\)$/, ", 'paid')"),
  },
  { says: 'a commission above the price', refuse: part(9, 1, 2, 40).replace(/4\)$/, '41)') },
  { says: 'a commission changed when it was paid', refuse: 'UPDATE seller_orders SET commission = 0 WHERE id = 3' },
  { says: 'a line that another seller offers', refuse: line(9, 1, 2, 1, 2, 10) },
  { says: 'a line said to be of another seller', refuse: line(9, 1, 2, 2, 2, 10) },
  { says: 'a line of what is paused', refuse: line(9, 1, 3, 1, 2, 10) },
  { says: 'a line above the subtotal', refuse: line(9, 1, 1, 1, 2, 61) },
  { says: 'another line', accept: line(9, 1, 4, 1, 2, 10) },
  { says: 'the rest of a subtotal by two', race: [line(9, 1, 4, 1, 2, 10), line(8, 1, 4, 1, 3, 10)] },
  {
    says: 'a line while the offer is paused',
    race: ["UPDATE offers SET status = 'paused' WHERE id = 4", line(9, 1, 4, 1, 2, 10)],
  },
  { says: 'a line when it is paid', refuse: line(9, 3, 1, 1, 2, 1) },
  { says: 'a line added while it is paid', race: [status(1, 'paid'), line(9, 1, 4, 1, 2, 10)] },
  { says: 'a price changed after the fact', refuse: 'UPDATE order_lines SET unit_price = 1 WHERE id = 1' },
  { says: 'a part of nothing paid', given: [part(9, 1, 2, 40)], refuse: status(9, 'paid') },
  { says: 'a part cancelled while it is shipped', race: [status(3, 'shipped'), status(3, 'cancelled')] },
  { says: 'a part shipped before it is paid', refuse: status(1, 'shipped') },
  { says: 'a parcel before the money', refuse: parcel(9, 1) },
  { says: 'a parcel', accept: [parcel(9, 3), send(9, 2)] },
  { says: 'a parcel while the part is cancelled', race: [status(3, 'cancelled'), parcel(9, 3)] },
  { says: 'more sent than was bought', given: [parcel(9, 3)], refuse: send(9, 3) },
  { says: 'a line sent in two parcels at once', given: [parcel(8, 3), parcel(9, 3)], race: [send(8, 2), send(9, 2)] },
  { says: 'a line in the parcel of another seller', given: [parcel(9, 3)], refuse: send(9, 1, 1) },
  { says: 'a dispute of what is completed', refuse: complain(9, 4).slice(0, 1) },
  { says: 'a dispute', accept: [...complain(9, 5), status(5, 'disputed')] },
  { says: 'two open disputes', given: [...complain(8, 5)], refuse: complain(9, 5).slice(0, 1) },
  { says: 'two disputes opened at once', race: [[...complain(8, 5)], [...complain(9, 5)]] },
  { says: 'a dispute that nobody counts', refuse: complain(9, 5).slice(0, 1) },
  { says: 'a dispute opened twice at once', race: [[...complain(9, 5)], [...complain(9, 5)]] },
  { says: 'a dispute while the part is completed', race: [status(5, 'completed'), [...complain(9, 5)]] },
  { says: 'a part disputed by nobody', refuse: status(5, 'disputed') },
  {
    says: 'a part disputed by two',
    race: [
      [...complain(8, 5), status(5, 'disputed')],
      [...complain(9, 5), status(5, 'disputed')],
    ],
  },
  {
    says: 'a part completed while its dispute is open',
    given: [...complain(9, 5), status(5, 'disputed')],
    refuse: status(5, 'completed'),
  },
  {
    says: 'a part completed when its dispute is over',
    given: [...complain(9, 5), status(5, 'disputed')],
    accept: [...settle(9, 'for_seller'), status(5, 'completed')],
  },
  {
    says: 'open disputes written by hand',
    given: [...complain(9, 5)],
    refuse: 'UPDATE seller_orders SET open_disputes = 0 WHERE id = 5',
  },
  {
    says: 'a dispute that ended before it began',
    refuse: [
      "INSERT INTO disputes (id, seller_order_id, opened_by_id, reason, description) VALUES (9, 5, 1, 'other', 'x')",
      'INSERT INTO dispute_events (dispute_id, seller_order_id, count_change) VALUES (9, 5, -1)',
    ],
  },
  {
    says: 'a dispute ended by two',
    given: [...complain(9, 5)],
    race: [settle(9, 'for_buyer'), settle(9, 'for_seller')],
  },
  {
    says: 'a dispute decided at no time',
    given: [...complain(9, 5)],
    refuse: "UPDATE disputes SET status = 'for_buyer' WHERE id = 9",
  },
  ...money,
];
