import type { ModelPart } from '#analysis/domains/domain.ts';

const order = (id: number, rest = "'delivery', 'EUR', 10, 12", restaurant = 1, key = `r-${id}`) =>
  `INSERT INTO orders (id, user_id, restaurant_id, number, idempotency_key, kind, currency, subtotal, total, delivery_fee) VALUES (${id}, 1, ${restaurant}, 'N-${id}', '${key}', ${rest}, ${rest.includes('pickup') ? 0 : 2})`;
const to = (id: number) =>
  `INSERT INTO order_addresses (order_id, recipient, phone, line_1, city_name, postal_code) VALUES (${id}, 'Ann', '+33123456789', '1 Main St', 'Lyon', '69001')`;
const line = (id: number, orderId: number, item = 1, position = 1, price = '10') =>
  `INSERT INTO order_lines (id, order_id, item_id, restaurant_id, position, title, unit_price) VALUES (${id}, ${orderId}, ${item}, 1, ${position}, 'Pizza', ${price})`;
const choose = (orderLine: number, item: number, group: number, choice: number, single: boolean, price = 1) =>
  `INSERT INTO order_line_choices (order_line_id, item_id, group_id, choice_id, is_single_choice, price_change) VALUES (${orderLine}, ${item}, ${group}, ${choice}, ${single ? 'TRUE' : 'FALSE'}, ${price})`;
const status = (id: number, word: string) => `UPDATE orders SET status = '${word}' WHERE id = ${id}`;
const bring = (orderId: number) => `INSERT INTO deliveries (order_id, fee) VALUES (${orderId}, 3)`;
const give = (delivery: number, courier: number) =>
  `UPDATE deliveries SET status = 'assigned', courier_id = ${courier} WHERE id = ${delivery}`;
const offer = (delivery: number, courier: number, word = 'offered') =>
  `INSERT INTO delivery_offers (delivery_id, courier_id, status, expires_at) VALUES (${delivery}, ${courier}, '${word}', '2026-03-02 10:01:00')`;
const pay = (amount: number, key: string, currency = 'EUR') =>
  `INSERT INTO payments (order_id, provider, idempotency_key, amount, currency, status) VALUES (1, 'stripe', '${key}', ${amount}, '${currency}', 'captured')`;
const refund = (amount: number, key: string, payment = 1) =>
  `INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (${payment}, ${amount}, '${key}')`;
const move = (kind: string, amount: number, orderId = '2', payout = 'NULL') =>
  `INSERT INTO wallet_movements (wallet_id, order_id, payout_id, kind, amount) VALUES (1, ${orderId}, ${payout}, '${kind}', ${amount})`;
const payout = (id: number, amount: number) =>
  `INSERT INTO payouts (id, wallet_id, amount, currency, idempotency_key) VALUES (${id}, 1, ${amount}, 'EUR', 'p-${id}')`;
const address = (isDefault: boolean) =>
  `INSERT INTO addresses (user_id, line_1, city_name, postal_code, country, is_default) VALUES (1, '2 Main St', 'Lyon', '69001', 'FR', ${isDefault ? 'TRUE' : 'FALSE'})`;
const member = (user: number, role: string) =>
  `INSERT INTO restaurant_members (restaurant_id, user_id, role) VALUES (1, ${user}, '${role}')`;

/** A pizzeria and two couriers; orders 1 and 5 are placed, 2, 3 and 4 are being made, 2 has a courier. */
export const fixture: string[] = [
  "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cid@example.com', 'Cid')",
  "INSERT INTO cities (id, name, slug, country, timezone, currency) VALUES (1, 'Lyon', 'lyon', 'FR', 'Europe/Paris', 'EUR')",
  "INSERT INTO cuisines (id, name, slug) VALUES (1, 'Pizza', 'pizza')",
  "INSERT INTO restaurants (id, city_id, name, slug, line_1, latitude, longitude, currency, commission_percent, status, is_accepting_orders) VALUES (1, 1, 'Roma', 'roma', '1 Main St', 45.7, 4.8, 'EUR', 20, 'active', TRUE), (2, 1, 'Napoli', 'napoli', '2 Main St', 45.7, 4.8, 'EUR', 20, 'active', FALSE)",
  member(1, 'owner'),
  "INSERT INTO delivery_zones (id, restaurant_id, postal_code, fee, minutes) VALUES (1, 1, '69001', 2, 30)",
  "INSERT INTO menu_sections (id, restaurant_id, name) VALUES (1, 1, 'Pizza'), (2, 2, 'Pasta')",
  "INSERT INTO menu_items (id, section_id, restaurant_id, name, price, currency, is_available) VALUES (1, 1, 1, 'Pizza', 10, 'EUR', TRUE), (2, 1, 1, 'Calzone', 12, 'EUR', FALSE), (3, 2, 2, 'Pasta', 9, 'EUR', TRUE), (4, 1, 1, 'Salad', 8, 'EUR', TRUE)",
  "INSERT INTO option_groups (id, item_id, name, is_single_choice) VALUES (1, 1, 'Size', TRUE), (2, 1, 'Toppings', FALSE)",
  "INSERT INTO option_choices (id, group_id, name, price_change) VALUES (1, 1, 'small', 0), (2, 1, 'large', 3), (3, 2, 'ham', 1), (4, 2, 'olives', 1)",
  "INSERT INTO addresses (id, user_id, line_1, city_name, postal_code, country, is_default) VALUES (1, 1, '1 Main St', 'Lyon', '69001', 'FR', TRUE)",
  ...[1, 2, 3, 4, 5].flatMap((id) => [order(id), to(id), line(id * 10, id)]),
  line(11, 1, 4, 2, '0'),
  ...[2, 3, 4].map((id) => status(id, 'accepted')),
  "INSERT INTO couriers (id, user_id, city_id, vehicle, status, is_online, max_deliveries) VALUES (1, 2, 1, 'bicycle', 'active', TRUE, 1), (2, 3, 1, 'car', 'active', FALSE, 2)",
  'INSERT INTO deliveries (id, order_id, fee) VALUES (1, 2, 3), (2, 3, 3)',
  pay(10, 'k-1'),
  "INSERT INTO payments (id, order_id, provider, idempotency_key, amount, currency) VALUES (9, 2, 'stripe', 'k-9', 5, 'EUR')",
  "INSERT INTO wallets (id, restaurant_id, courier_id, currency) VALUES (1, 1, NULL, 'EUR')",
  move('sale', 10),
];

export const scenarios: NonNullable<ModelPart['scenarios']> = [
  { says: 'an order with its dish and its address', accept: [order(9), to(9), line(90, 9)] },
  { says: 'an order of nothing', refuse: [order(9), to(9)] },
  { says: 'an order that goes nowhere', refuse: [order(9), line(90, 9)] },
  { says: 'an order that is fetched', accept: [order(9, "'pickup', 'EUR', 10, 10"), line(90, 9)] },
  {
    says: 'one request ordered twice',
    race: [
      [order(9), to(9), line(90, 9)],
      [order(8, "'delivery', 'EUR', 10, 12", 1, 'r-9'), to(8), line(80, 8)],
    ],
  },
  { says: 'an order to a kitchen that is closed', refuse: order(9, "'delivery', 'EUR', 10, 12", 2) },
  {
    says: 'an order while the kitchen closes',
    race: ['UPDATE restaurants SET is_accepting_orders = FALSE WHERE id = 1', [order(9), to(9), line(90, 9)]],
  },
  { says: 'a suspended kitchen that takes orders', refuse: "UPDATE restaurants SET status = 'suspended' WHERE id = 1" },
  { says: 'a total that does not add up', refuse: order(9, "'delivery', 'EUR', 10, 11") },
  { says: 'an order in another currency', refuse: order(9, "'delivery', 'USD', 10, 12") },
  {
    says: 'an order that begins delivered',
    refuse: order(9).replace('kind,', 'status, kind,').replace("'delivery', 'EUR'", "'delivered', 'delivery', 'EUR'"),
  },
  { says: 'an order delivered before it is accepted', refuse: status(1, 'delivered') },
  { says: 'an order accepted and made', accept: [status(1, 'accepted'), status(1, 'preparing'), status(1, 'ready')] },
  { says: 'a rejected order accepted', given: [status(1, 'rejected')], refuse: status(1, 'accepted') },
  { says: 'an order handed to another customer', refuse: 'UPDATE orders SET user_id = 2 WHERE id = 1' },
  {
    says: 'both dishes taken off, one by each',
    race: ['DELETE FROM order_lines WHERE id = 10', 'DELETE FROM order_lines WHERE id = 11'],
  },
  { says: 'the only dish taken off', refuse: 'DELETE FROM order_lines WHERE id = 50' },
  { says: 'a dish that is sold out', refuse: line(90, 1, 2, 3) },
  { says: 'a dish of another kitchen', refuse: line(90, 1, 3, 3) },
  { says: 'another dish', accept: line(90, 1, 4, 3) },
  {
    says: 'a dish ordered while it is sold out',
    race: ['UPDATE menu_items SET is_available = FALSE WHERE id = 4', line(90, 1, 4, 3)],
  },
  { says: 'a dish after the kitchen accepted', refuse: line(90, 2, 4, 3) },
  { says: 'a dish added while the kitchen accepts', race: [status(1, 'accepted'), line(90, 1, 4, 3)] },
  { says: 'a dish without its price', refuse: line(90, 1, 4, 3, 'NULL') },
  { says: 'a price changed after the fact', refuse: 'UPDATE order_lines SET unit_price = 1 WHERE id = 10' },
  {
    says: 'large with ham and olives',
    accept: [choose(10, 1, 1, 2, true, 3), choose(10, 1, 2, 3, false), choose(10, 1, 2, 4, false)],
  },
  { says: 'small and large', given: [choose(10, 1, 1, 1, true, 0)], refuse: choose(10, 1, 1, 2, true, 3) },
  { says: 'small and large at once', race: [choose(10, 1, 1, 1, true, 0), choose(10, 1, 1, 2, true, 3)] },
  { says: 'the same topping twice at once', race: [choose(10, 1, 2, 3, false), choose(10, 1, 2, 3, false)] },
  { says: 'a large salad', refuse: choose(11, 4, 1, 2, true, 3) },
  { says: 'a size that is a topping', refuse: choose(10, 1, 1, 3, true) },
  { says: 'extras written by hand', refuse: 'UPDATE order_lines SET extras = 5 WHERE id = 10' },
  { says: 'a courier looked for before the kitchen accepted', refuse: bring(1) },
  { says: 'a courier looked for', accept: bring(4) },
  { says: 'a courier looked for while the order is cancelled', race: [status(4, 'cancelled'), bring(4)] },
  { says: 'two deliveries of one order', refuse: bring(2) },
  { says: 'a delivery given to a courier', accept: give(1, 1) },
  { says: 'a delivery given to a courier who is offline', refuse: give(1, 2) },
  {
    says: 'a delivery given while the courier goes offline',
    race: ['UPDATE couriers SET is_online = FALSE WHERE id = 1', give(1, 1)],
  },
  { says: 'more than a courier can carry', given: [give(1, 1)], refuse: give(2, 1) },
  { says: 'two deliveries given to one courier at once', race: [give(1, 1), give(2, 1)] },
  { says: 'a delivery on its way without a courier', refuse: "UPDATE deliveries SET status = 'assigned' WHERE id = 1" },
  {
    says: 'a delivery that failed for no reason',
    refuse: "UPDATE deliveries SET status = 'failed' WHERE id = 1",
  },
  {
    says: 'a delivered one that fails',
    given: [
      give(1, 1),
      "UPDATE deliveries SET status = 'picked_up' WHERE id = 1",
      "UPDATE deliveries SET status = 'delivered', delivered_at = CURRENT_TIMESTAMP WHERE id = 1",
    ],
    refuse: "UPDATE deliveries SET status = 'failed', delivered_at = NULL, failure = 'lost' WHERE id = 1",
  },
  { says: 'offers to two couriers', accept: [offer(1, 1), offer(1, 2)] },
  { says: 'an offer taken by two', given: [offer(1, 1, 'accepted')], refuse: offer(1, 2, 'accepted') },
  { says: 'an offer taken by two at once', race: [offer(1, 1, 'accepted'), offer(1, 2, 'accepted')] },
  { says: 'an offer of what has a courier', given: [give(1, 1)], refuse: offer(1, 2) },
  { says: 'an offer while a courier is given', race: [give(1, 1), offer(1, 2)] },
  { says: 'payments above the order', refuse: pay(3, 'k-2') },
  { says: 'the rest of an order paid', accept: pay(2, 'k-2') },
  { says: 'the rest of an order paid twice', race: [pay(2, 'k-2'), pay(2, 'k-3')] },
  { says: 'one request paid twice', refuse: pay(1, 'k-1') },
  { says: 'a payment in another currency', refuse: pay(1, 'k-2', 'USD') },
  { says: 'a refund above the payment', refuse: refund(11, 'f-1') },
  { says: 'a refund of money that never came', refuse: refund(5, 'f-1', 9) },
  { says: 'a refund', accept: refund(10, 'f-1') },
  { says: 'the whole payment refunded twice', race: [refund(10, 'f-1'), refund(10, 'f-2')] },
  { says: 'an order credited twice', refuse: move('sale', 10) },
  { says: 'an order credited twice at once', race: [move('sale', 10, '3'), move('sale', 10, '3')] },
  { says: 'a commission that adds', refuse: move('commission', 2) },
  { says: 'a commission', accept: move('commission', -2) },
  { says: 'more paid out than was earned', given: [payout(1, 11)], refuse: move('payout', -11, 'NULL', '1') },
  { says: 'what was earned paid out', accept: [payout(1, 10), move('payout', -10, 'NULL', '1')] },
  {
    says: 'what was earned paid out twice',
    given: [payout(1, 10), payout(2, 10)],
    race: [move('payout', -10, 'NULL', '1'), move('payout', -10, 'NULL', '2')],
  },
  { says: 'a payout of no payout', refuse: move('payout', -5, 'NULL') },
  { says: 'a balance written by hand', refuse: 'UPDATE wallets SET balance = 100 WHERE id = 1' },
  { says: 'a movement rewritten', refuse: 'UPDATE wallet_movements SET amount = 100' },
  { says: 'a wallet of nobody', refuse: "INSERT INTO wallets (currency) VALUES ('EUR')" },
  { says: 'a wallet of two', refuse: "INSERT INTO wallets (restaurant_id, courier_id, currency) VALUES (2, 1, 'EUR')" },
  { says: 'two default addresses', refuse: address(true) },
  { says: 'another address', accept: address(false) },
  {
    says: 'two default addresses at once',
    given: ['UPDATE addresses SET is_default = FALSE'],
    race: [address(true), address(true)],
  },
  { says: 'two owners of a kitchen', refuse: member(2, 'owner') },
  { says: 'a colleague', accept: member(2, 'staff') },
  {
    says: 'two owners at once',
    given: ['DELETE FROM restaurant_members'],
    race: [member(2, 'owner'), member(3, 'owner')],
  },
  {
    says: 'where a courier is',
    accept:
      "INSERT INTO courier_locations (courier_id, recorded_at, latitude, longitude) VALUES (1, '2026-06-15 10:00:00', 45.7, 4.8)",
  },
  {
    says: 'a courier beyond the pole',
    refuse:
      "INSERT INTO courier_locations (courier_id, recorded_at, latitude, longitude) VALUES (1, '2026-06-15 10:00:00', 95, 4.8)",
  },
];
