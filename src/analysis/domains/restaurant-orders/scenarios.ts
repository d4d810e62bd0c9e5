import type { ModelPart } from '#analysis/domains/domain.ts';

const line = (id: number, order: number, item: number, rest = "'Steak', 20, 10", restaurant = 1) =>
  `INSERT INTO order_lines (id, order_id, item_id, restaurant_id, title, unit_price, tax_percent) VALUES (${id}, ${order}, ${item}, ${restaurant}, ${rest})`;
const extra = (orderLine: number, item: number, group: number, modifier: number, single: boolean, price: number) =>
  `INSERT INTO order_line_modifiers (order_line_id, item_id, group_id, modifier_id, is_single_choice, price_change) VALUES (${orderLine}, ${item}, ${group}, ${modifier}, ${single ? 'TRUE' : 'FALSE'}, ${price})`;
const seat = (id: number, table: string, number: number, kind = 'dine_in') =>
  `INSERT INTO orders (id, restaurant_id, dining_table_id, business_date, number, kind, currency) VALUES (${id}, 1, ${table}, '2026-03-02', ${number}, '${kind}', 'EUR')`;
const bill = (id: number, total: number, currency = 'EUR') =>
  `INSERT INTO bills (id, order_id, number, currency, total) VALUES (${id}, 1, 'N-${id}', '${currency}', ${total})`;
const share = (billId: number, orderLine: number, amount: number, order = 1) =>
  `INSERT INTO bill_lines (bill_id, order_line_id, order_id, amount) VALUES (${billId}, ${orderLine}, ${order}, ${amount})`;
const pay = (billId: number, amount: number, key: string, currency = 'EUR') =>
  `INSERT INTO payments (bill_id, method, idempotency_key, amount, tip, currency) VALUES (${billId}, 'card', '${key}', ${amount}, 2, '${currency}')`;
const refund = (amount: number, key: string) =>
  `INSERT INTO refunds (payment_id, approved_by_id, amount, reason, idempotency_key) VALUES (1, 1, ${amount}, 'cold', '${key}')`;
const step = (id: number, to: string) => `UPDATE order_lines SET status = '${to}' WHERE id = ${id}`;
const strike = (id: number) => `UPDATE order_lines SET status = 'void', void_reason = 'cold' WHERE id = ${id}`;
const over = (id: number, to: string) =>
  `UPDATE orders SET status = '${to}', closed_at = '2027-03-02 23:00:00' WHERE id = ${id}`;

/** A place with two tables; order 1 at table 1 with two steaks, one of them billed and half paid. */
export const fixture: string[] = [
  "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
  "INSERT INTO restaurants (id, name, slug, timezone, currency, line_1, city, country) VALUES (1, 'Grill', 'grill', 'Europe/Paris', 'EUR', '1 Main St', 'Lyon', 'FR'), (2, 'Pub', 'pub', 'Europe/London', 'GBP', '2 Main St', 'Bath', 'GB')",
  "INSERT INTO employees (id, restaurant_id, user_id, role) VALUES (1, 1, 1, 'manager')",
  "INSERT INTO dining_areas (id, restaurant_id, name) VALUES (1, 1, 'Hall'), (2, 2, 'Bar')",
  "INSERT INTO dining_tables (id, area_id, restaurant_id, label, seats) VALUES (1, 1, 1, 'T1', 4), (2, 1, 1, 'T2', 2), (3, 2, 2, 'T1', 2)",
  "INSERT INTO kitchen_stations (id, restaurant_id, name) VALUES (1, 1, 'Grill')",
  "INSERT INTO menus (id, restaurant_id, name) VALUES (1, 1, 'Dinner')",
  "INSERT INTO menu_sections (id, menu_id, restaurant_id, name) VALUES (1, 1, 1, 'Meat')",
  "INSERT INTO tax_rates (id, restaurant_id, name, percent) VALUES (1, 1, 'Food', 10), (2, 2, 'Food', 20)",
  "INSERT INTO menu_items (id, restaurant_id, station_id, tax_rate_id, name, price, currency, is_available) VALUES (1, 1, 1, 1, 'Steak', 20, 'EUR', TRUE), (2, 1, 1, 1, 'Lobster', 60, 'EUR', FALSE), (3, 2, NULL, 2, 'Pie', 9, 'GBP', TRUE), (4, 1, 1, 1, 'Soup', 8, 'EUR', TRUE)",
  'INSERT INTO menu_section_items (section_id, item_id, restaurant_id) VALUES (1, 1, 1)',
  "INSERT INTO allergens (id, code, name) VALUES (1, 'A', 'Gluten')",
  "INSERT INTO modifier_groups (id, restaurant_id, name, is_single_choice) VALUES (1, 1, 'Done', TRUE), (2, 1, 'Sides', FALSE)",
  "INSERT INTO modifiers (id, group_id, name, price_change) VALUES (1, 1, 'rare', 0), (2, 1, 'well done', 0), (3, 2, 'chips', 4), (4, 2, 'salad', 3)",
  'INSERT INTO menu_item_modifier_groups (item_id, group_id, restaurant_id) VALUES (1, 1, 1), (1, 2, 1)',
  seat(1, '1', 1),
  seat(2, 'NULL', 2, 'takeaway'),
  line(1, 1, 1),
  line(2, 1, 1),
  line(3, 2, 4, "'Soup', 8, 10"),
  line(4, 1, 1),
  bill(1, 20),
  bill(2, 40),
  share(1, 1, 20),
  "INSERT INTO payments (id, bill_id, method, idempotency_key, amount, currency) VALUES (1, 1, 'cash', 'k-1', 10, 'EUR')",
];

export const scenarios: NonNullable<ModelPart['scenarios']> = [
  { says: 'a second party at a table', refuse: seat(9, '1', 9) },
  { says: 'a party at a free table', accept: seat(9, '2', 9) },
  { says: 'a table given to two parties at once', race: [seat(9, '2', 9), seat(8, '2', 8)] },
  { says: 'a party at a table whose guests left', given: [over(1, 'closed')], accept: seat(9, '1', 9) },
  {
    says: 'a party at a table that is put away',
    race: ['UPDATE dining_tables SET is_active = FALSE WHERE id = 2', seat(9, '2', 9)],
  },
  { says: 'a table of another restaurant', refuse: seat(9, '3', 9) },
  { says: 'guests at no table', refuse: seat(9, 'NULL', 9) },
  { says: 'take-away at a table', refuse: seat(9, '2', 9, 'takeaway') },
  { says: 'one number twice on a day', refuse: seat(9, '2', 1) },
  { says: 'a dish that is sold out', refuse: line(9, 1, 2) },
  { says: 'a dish of another restaurant', refuse: line(9, 1, 3) },
  { says: 'another dish', accept: line(9, 1, 4, "'Soup', 8, 10") },
  {
    says: 'a dish ordered while it is sold out',
    race: ['UPDATE menu_items SET is_available = FALSE WHERE id = 4', line(9, 1, 4)],
  },
  { says: 'a dish for an order that is closed', given: [over(1, 'closed')], refuse: line(9, 1, 1) },
  { says: 'a dish ordered while the order is closed', race: [over(1, 'closed'), line(9, 1, 1)] },
  {
    says: 'a dish that is served before it is ordered',
    refuse:
      "INSERT INTO order_lines (order_id, item_id, restaurant_id, title, unit_price, tax_percent, status) VALUES (1, 1, 1, 'Steak', 20, 10, 'served')",
  },
  { says: 'a dish made and served', accept: [step(2, 'preparing'), step(2, 'ready'), step(2, 'served')] },
  { says: 'a served dish ordered again', given: [step(2, 'served')], refuse: step(2, 'ordered') },
  { says: 'a dish taken off without a reason', refuse: step(2, 'void') },
  { says: 'a dish taken off', accept: strike(2) },
  { says: 'a price changed after the fact', refuse: 'UPDATE order_lines SET unit_price = 1 WHERE id = 2' },
  { says: 'a discount above the price', refuse: 'UPDATE order_lines SET discount = 21 WHERE id = 2' },
  { says: 'a discount', accept: 'UPDATE order_lines SET discount = 5 WHERE id = 2' },
  { says: 'a discount on a dish that is billed in full', refuse: 'UPDATE order_lines SET discount = 5 WHERE id = 1' },
  { says: 'rare and with chips', accept: [extra(2, 1, 1, 1, true, 0), extra(2, 1, 2, 3, false, 4)] },
  { says: 'chips and salad', accept: [extra(2, 1, 2, 3, false, 4), extra(2, 1, 2, 4, false, 3)] },
  { says: 'rare and well done', given: [extra(2, 1, 1, 1, true, 0)], refuse: extra(2, 1, 1, 2, true, 0) },
  {
    says: 'rare for one waiter, well done for the other',
    race: [extra(2, 1, 1, 1, true, 0), extra(2, 1, 1, 2, true, 0)],
  },
  { says: 'rare and well done, said to be no single choice', refuse: extra(2, 1, 1, 2, false, 0) },
  { says: 'soup well done', refuse: extra(3, 4, 1, 2, true, 0) },
  { says: 'chips that are a way of cooking', refuse: extra(2, 1, 1, 3, true, 4) },
  { says: 'an extra chosen while the kitchen begins', race: [step(2, 'preparing'), extra(2, 1, 2, 3, false, 4)] },
  { says: 'extras written by hand', refuse: 'UPDATE order_lines SET extras = 4 WHERE id = 2' },
  {
    says: 'two at a till choose the same extra',
    race: [extra(2, 1, 2, 3, false, 4), extra(2, 1, 2, 3, false, 4)],
  },
  {
    says: 'kitchen history rewritten',
    given: ["INSERT INTO kitchen_events (order_line_id, status) VALUES (2, 'ready')"],
    refuse: "UPDATE kitchen_events SET status = 'served'",
  },
  { says: 'a dish charged twice', refuse: share(2, 1, 1) },
  { says: 'a dish shared by two bills', given: [bill(3, 20)], accept: [share(2, 2, 10), share(3, 2, 10)] },
  { says: 'a dish charged on two bills at once', given: [bill(3, 20)], race: [share(2, 2, 20), share(3, 2, 20)] },
  { says: 'a bill below its lines', refuse: 'UPDATE bills SET total = 15 WHERE id = 1' },
  { says: 'more on a bill than it says', given: [bill(3, 5)], refuse: share(3, 2, 20) },
  {
    says: 'a line while the bill is made smaller',
    race: ['UPDATE bills SET total = 15 WHERE id = 2', share(2, 2, 20)],
  },
  { says: 'a dish of another order on the bill', refuse: share(2, 3, 8) },
  { says: 'a dish charged while it is taken off', race: [strike(2), share(2, 2, 20)] },
  { says: 'a bill in another currency', refuse: bill(3, 20, 'USD') },
  { says: 'more paid than the bill', refuse: pay(1, 11, 'k-2') },
  { says: 'the rest of a bill paid', accept: [pay(1, 10, 'k-2'), "UPDATE bills SET status = 'paid' WHERE id = 1"] },
  { says: 'the rest of a bill paid by two', race: [pay(1, 10, 'k-2'), pay(1, 10, 'k-3')] },
  { says: 'one request paid twice', refuse: pay(1, 5, 'k-1') },
  { says: 'a payment in another currency', refuse: pay(1, 5, 'k-2', 'USD') },
  { says: 'a bill called paid that is not', refuse: "UPDATE bills SET status = 'paid' WHERE id = 1" },
  { says: 'money written by hand', refuse: 'UPDATE bills SET paid = 20 WHERE id = 1' },
  { says: 'a payment rewritten', refuse: 'UPDATE payments SET amount = 5 WHERE id = 1' },
  { says: 'a bill of nothing paid', given: [bill(3, 0)], refuse: "UPDATE bills SET status = 'paid' WHERE id = 3" },
  {
    says: 'a line added while the bill is paid',
    given: [pay(1, 10, 'k-2')],
    race: ["UPDATE bills SET status = 'paid' WHERE id = 1", share(1, 2, 0)],
  },
  {
    says: 'the last line taken away while the bill is paid',
    given: [pay(1, 10, 'k-2')],
    race: ["UPDATE bills SET status = 'paid' WHERE id = 1", 'DELETE FROM bill_lines WHERE bill_id = 1'],
  },
  { says: 'an order closed without a bill', refuse: over(2, 'closed') },
  { says: 'an order that nobody fetched cancelled', accept: over(2, 'cancelled') },
  {
    says: 'the only bill taken away while its order is closed',
    given: ["INSERT INTO bills (id, order_id, number, currency, total) VALUES (5, 2, 'N-5', 'EUR', 8)"],
    race: [over(2, 'closed'), 'DELETE FROM bills WHERE id = 5'],
  },
  {
    says: 'a closed order opened again',
    given: [over(1, 'closed')],
    refuse: "UPDATE orders SET status = 'open', closed_at = NULL WHERE id = 1",
  },
  { says: 'a refund above the payment', refuse: refund(11, 'r-1') },
  { says: 'a refund', accept: refund(10, 'r-1') },
  { says: 'the whole payment refunded twice', race: [refund(10, 'r-1'), refund(10, 'r-2')] },
  { says: 'a dish with the tax of another restaurant', refuse: 'UPDATE menu_items SET tax_rate_id = 2 WHERE id = 1' },
  {
    says: 'a menu with a dish of another restaurant',
    refuse: 'INSERT INTO menu_section_items (section_id, item_id, restaurant_id) VALUES (1, 3, 1)',
  },
  {
    says: 'the name of a dish that was taken off the menu',
    given: ['UPDATE menu_items SET deleted_at = CURRENT_TIMESTAMP WHERE id = 4'],
    accept:
      "INSERT INTO menu_items (restaurant_id, tax_rate_id, name, price, currency) VALUES (1, 1, 'Soup', 9, 'EUR')",
  },
];
