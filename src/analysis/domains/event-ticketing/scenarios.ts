import type { ModelPart } from '#analysis/domains/domain.ts';

const play = (from: string, to: string) =>
  `INSERT INTO performances (event_id, venue_id, starts_at, ends_at, capacity) VALUES (1, 1, '${from}', '${to}', 3)`;
const claim = (seat: number, order: number, performance = 1, venue = 1) =>
  `INSERT INTO seat_claims (id, performance_id, seat_id, venue_id, order_id, held_until) VALUES (${seat * 100 + order}, ${performance}, ${seat}, ${venue}, ${order}, '2026-05-01 10:10:00')`;
const sell = (id: number) => `UPDATE seat_claims SET status = 'sold', held_until = NULL WHERE id = ${id}`;
const line = (id: number, order: number, type: number, quantity: number, section = '1', currency = 'EUR') =>
  `INSERT INTO order_lines (id, order_id, ticket_type_id, performance_id, section_id, title, unit_price, currency, quantity) VALUES (${id}, ${order}, ${type}, 1, ${section}, 'Stalls', 50, '${currency}', ${quantity})`;
const ticket = (values: string) =>
  `INSERT INTO tickets (order_id, order_line_id, performance_id, section_id, seat_id, claim_id, code) VALUES (${values})`;
const paid = (order: number) =>
  `UPDATE orders SET status = 'paid', paid_at = '2026-05-01 10:05:00' WHERE id = ${order}`;
const pay = (order: number, amount: number, key: string, currency = 'EUR') =>
  `INSERT INTO payments (order_id, provider, idempotency_key, amount, currency, status) VALUES (${order}, 'stripe', '${key}', ${amount}, '${currency}', 'captured')`;
const refund = (payment: number, amount: number, key: string) =>
  `INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (${payment}, ${amount}, '${key}')`;
const scan = (ticketId: number, result = 'admitted') =>
  `INSERT INTO ticket_scans (ticket_id, gate_id, result, reason) VALUES (${ticketId}, 1, '${result}', ${result === 'admitted' ? 'NULL' : "'unreadable'"})`;
const type = (name: string, quantity: number) =>
  `INSERT INTO ticket_types (performance_id, venue_id, name, price, currency, quantity) VALUES (1, 1, '${name}', 10, 'EUR', ${quantity})`;
const seat = (row: string, number: number) =>
  `INSERT INTO seats (section_id, venue_id, row_label, number) VALUES (1, 1, '${row}', ${number})`;

/** A hall of ten with four seats; order 1 is paid and sits on seat 1, orders 2 and 3 are pending. */
export const fixture: string[] = [
  "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
  "INSERT INTO organizers (id, name, slug, country, support_email) VALUES (1, 'Opera', 'opera', 'FR', 'help@example.com')",
  "INSERT INTO organizer_members (organizer_id, user_id, role) VALUES (1, 1, 'owner')",
  "INSERT INTO venues (id, name, slug, line_1, city, country, timezone, capacity) VALUES (1, 'Hall', 'hall', '1 Main St', 'Lyon', 'FR', 'Europe/Paris', 5), (2, 'Barn', 'barn', '2 Main St', 'Lyon', 'FR', 'Europe/Paris', 9)",
  "INSERT INTO sections (id, venue_id, name) VALUES (1, 1, 'Stalls'), (2, 1, 'Balcony'), (3, 2, 'Floor')",
  "INSERT INTO seats (id, section_id, venue_id, row_label, number) VALUES (1, 1, 1, 'A', 1), (2, 1, 1, 'A', 2), (3, 1, 1, 'A', 3), (4, 2, 1, 'A', 1), (5, 3, 2, 'A', 1)",
  "INSERT INTO gates (id, venue_id, name) VALUES (1, 1, 'North')",
  "INSERT INTO categories (id, name, slug) VALUES (1, 'Opera', 'opera')",
  "INSERT INTO events (id, organizer_id, category_id, title, slug, status) VALUES (1, 1, 1, 'Carmen', 'carmen', 'published')",
  "INSERT INTO performances (id, event_id, venue_id, starts_at, ends_at, capacity, status) VALUES (1, 1, 1, '2026-06-01 18:00:00', '2026-06-01 21:00:00', 5, 'on_sale'), (2, 1, 1, '2026-06-02 18:00:00', '2026-06-02 21:00:00', 5, 'planned')",
  "INSERT INTO ticket_types (id, performance_id, venue_id, section_id, name, price, currency, quantity) VALUES (1, 1, 1, 1, 'Stalls', 50, 'EUR', 3), (2, 1, 1, 2, 'Balcony', 20, 'EUR', 1)",
  "INSERT INTO orders (id, user_id, number, email, currency, subtotal, total, expires_at) VALUES (1, 1, 'O-1', 'ann@example.com', 'EUR', 50, 50, '2026-05-01 10:10:00'), (2, 2, 'O-2', 'bob@example.com', 'EUR', 50, 50, '2026-05-01 10:10:00'), (3, NULL, 'O-3', 'cid@example.com', 'EUR', 50, 50, '2026-05-01 10:10:00')",
  line(1, 1, 1, 1),
  line(2, 2, 1, 1),
  claim(1, 1),
  claim(2, 2),
  pay(1, 50, 'k-1'),
  "INSERT INTO payments (id, order_id, provider, idempotency_key, amount, currency) VALUES (9, 2, 'stripe', 'k-9', 20, 'EUR')",
  paid(1),
  sell(101),
  ticket("1, 1, 1, 1, 1, 101, 'T-1'"),
];

export const scenarios: NonNullable<ModelPart['scenarios']> = [
  { says: 'a seat that is sold held again', refuse: claim(1, 3) },
  { says: 'a seat that someone holds', refuse: claim(2, 3) },
  { says: 'a free seat', accept: claim(3, 3) },
  { says: 'the last seat held by two', race: [claim(3, 2), claim(3, 3)] },
  {
    says: 'a seat whose hold ran out',
    accept: ["DELETE FROM seat_claims WHERE status = 'held' AND held_until < '2026-05-01 11:00:00'", claim(2, 3)],
  },
  { says: 'a seat of another hall', refuse: claim(5, 3) },
  { says: 'a seat of another hall that says so', refuse: claim(5, 3, 1, 2) },
  { says: 'a seat of a performance that is not on sale', refuse: claim(3, 3, 2) },
  {
    says: 'a seat held while the performance is cancelled',
    race: ["UPDATE performances SET status = 'cancelled' WHERE id = 1", claim(3, 3)],
  },
  { says: 'a seat added to an order that is paid', refuse: claim(3, 1) },
  {
    says: 'a seat held while the order expires',
    race: ["UPDATE orders SET status = 'expired' WHERE id = 3", claim(3, 3)],
  },
  { says: 'a hold without an end', refuse: 'UPDATE seat_claims SET held_until = NULL WHERE id = 202' },
  {
    says: 'a sold seat held again',
    refuse: "UPDATE seat_claims SET status = 'held', held_until = '2026-05-02 10:00:00' WHERE id = 101",
  },
  { says: 'a claim deleted under its ticket', refuse: 'DELETE FROM seat_claims WHERE id = 101' },
  { says: 'a claim with a ticket passed on', refuse: 'UPDATE seat_claims SET order_id = 3 WHERE id = 101' },
  {
    says: 'an order paid, its seat sold, its ticket issued',
    accept: [paid(2), sell(202), ticket("2, 2, 1, 1, 2, 202, 'T-2'")],
  },
  { says: 'a ticket before the money', refuse: ticket("2, 2, 1, 1, 2, 202, 'T-2'") },
  {
    says: 'a ticket issued while the order is cancelled',
    given: [paid(2)],
    race: ["UPDATE orders SET status = 'cancelled' WHERE id = 2", ticket("2, 2, 1, 1, 2, 202, 'T-2'")],
  },
  {
    says: 'a ticket for a seat that another order claimed',
    given: [claim(3, 3), paid(2)],
    refuse: ticket("2, 2, 1, 1, 3, 303, 'T-2'"),
  },
  { says: 'a ticket with a seat that nobody claimed', given: [paid(2)], refuse: ticket("2, 2, 1, 1, 3, NULL, 'T-2'") },
  {
    says: 'a ticket for a dearer part of the hall',
    given: [claim(4, 2), paid(2)],
    refuse: ticket("2, 2, 1, 2, 4, 402, 'T-2'"),
  },
  {
    says: 'two tickets for one that was bought',
    given: [claim(3, 2), paid(2), ticket("2, 2, 1, 1, 2, 202, 'T-2'")],
    refuse: ticket("2, 2, 1, 1, 3, 302, 'T-3'"),
  },
  {
    says: 'two tickets for one that was bought, at once',
    given: [claim(3, 2), paid(2)],
    race: [ticket("2, 2, 1, 1, 2, 202, 'T-2'"), ticket("2, 2, 1, 1, 3, 302, 'T-3'")],
  },
  {
    says: 'one seat printed twice at once',
    given: [line(5, 3, 1, 1), claim(3, 3), paid(3)],
    race: [ticket("3, 5, 1, 1, 3, 303, 'T-2'"), ticket("3, 5, 1, 1, 3, 303, 'T-3'")],
  },
  { says: 'the same code on two tickets', given: [paid(2)], refuse: ticket("2, 2, 1, 1, 2, 202, 'T-1'") },
  { says: 'a ticket moved to another seat', refuse: 'UPDATE tickets SET seat_id = 3 WHERE id = 1' },
  {
    says: 'a ticket made void, its seat sold to another',
    accept: [
      "UPDATE tickets SET status = 'void', claim_id = NULL WHERE code = 'T-1'",
      'DELETE FROM seat_claims WHERE id = 101',
      claim(1, 3),
    ],
  },
  { says: 'a void ticket that keeps its seat', refuse: "UPDATE tickets SET status = 'void' WHERE code = 'T-1'" },
  { says: 'a ticket admitted', accept: [scan(1), "UPDATE tickets SET status = 'used' WHERE id = 1"] },
  { says: 'a ticket admitted twice', given: [scan(1)], refuse: scan(1) },
  { says: 'a ticket admitted at two gates at once', race: [scan(1), scan(1)] },
  { says: 'a second try that is refused', given: [scan(1)], accept: scan(1, 'refused') },
  {
    says: 'a used ticket made valid again',
    given: ["UPDATE tickets SET status = 'used' WHERE id = 1"],
    refuse: "UPDATE tickets SET status = 'valid' WHERE id = 1",
  },
  {
    says: 'a ticket admitted while it is made void',
    race: ["UPDATE tickets SET status = 'void', claim_id = NULL WHERE id = 1", scan(1)],
  },
  { says: 'a scan rewritten', given: [scan(1)], refuse: "UPDATE ticket_scans SET result = 'refused', reason = 'x'" },
  { says: 'more tickets than there are', refuse: line(5, 3, 1, 2) },
  { says: 'the last ticket', accept: line(5, 3, 1, 1) },
  { says: 'the last ticket bought by two', race: [line(5, 3, 2, 1, '2'), line(6, 2, 2, 1, '2')] },
  {
    says: 'tickets that came back',
    given: ['UPDATE order_lines SET released_at = CURRENT_TIMESTAMP WHERE id = 2'],
    accept: line(5, 3, 1, 2),
  },
  {
    says: 'fewer tickets offered than are sold',
    refuse: 'UPDATE ticket_types SET quantity = 1 WHERE id = 1',
  },
  {
    says: 'a ticket bought while its price is taken off sale',
    race: ['UPDATE ticket_types SET is_on_sale = FALSE WHERE id = 1', line(5, 3, 1, 1)],
  },
  { says: 'a line for an order that is paid', refuse: line(5, 1, 2, 1, '2') },
  { says: 'a line added while the order is paid', race: [paid(2), line(5, 2, 2, 1, '2')] },
  { says: 'a line in another currency', refuse: line(5, 3, 1, 1, '1', 'USD') },
  { says: 'a price changed after the fact', refuse: 'UPDATE order_lines SET unit_price = 1 WHERE id = 1' },
  { says: 'an order of nothing paid', refuse: paid(3) },
  { says: 'a paid order emptied', race: [paid(2), 'DELETE FROM order_lines WHERE id = 2'] },
  { says: 'an expired order paid', given: ["UPDATE orders SET status = 'expired' WHERE id = 2"], refuse: paid(2) },
  { says: 'a total that does not add up', refuse: 'UPDATE orders SET total = 60 WHERE id = 3' },
  { says: 'payments above the order', refuse: pay(1, 1, 'k-2') },
  { says: 'an order paid', accept: pay(3, 50, 'k-2') },
  { says: 'an order paid twice at once', race: [pay(3, 50, 'k-2'), pay(3, 50, 'k-3')] },
  { says: 'one request paid twice', refuse: pay(3, 50, 'k-1') },
  { says: 'a payment in another currency', refuse: pay(3, 50, 'k-2', 'USD') },
  { says: 'a refund above the payment', refuse: refund(1, 51, 'r-1') },
  { says: 'a refund of money that never came', refuse: refund(9, 5, 'r-1') },
  { says: 'a refund', accept: refund(1, 50, 'r-1') },
  { says: 'the whole payment refunded twice', race: [refund(1, 50, 'r-1'), refund(1, 50, 'r-2')] },
  { says: 'two performances at the same time', refuse: play('2026-06-01 20:00:00', '2026-06-01 23:00:00') },
  { says: 'the late performance', accept: play('2026-06-01 21:00:00', '2026-06-01 23:00:00') },
  {
    says: 'an evening given to two',
    race: [play('2026-07-01 18:00:00', '2026-07-01 21:00:00'), play('2026-07-01 19:00:00', '2026-07-01 22:00:00')],
  },
  {
    says: 'the evening of a performance that was cancelled',
    given: ["UPDATE performances SET status = 'cancelled' WHERE id = 2"],
    accept: play('2026-06-02 18:00:00', '2026-06-02 21:00:00'),
  },
  { says: 'more tickets offered than places', refuse: type('Box', 2) },
  { says: 'the last place offered', accept: type('Box', 1) },
  { says: 'the last place offered twice', race: [type('Box', 1), type('Standing', 1)] },
  { says: 'more seats than the hall may hold', given: [seat('B', 1)], refuse: seat('B', 2) },
  { says: 'the last seat put in by two', race: [seat('B', 1), seat('B', 2)] },
  { says: 'one seat with two owners of its number', refuse: seat('A', 1) },
  {
    says: 'two owners at once',
    given: ['DELETE FROM organizer_members WHERE user_id = 1'],
    race: [
      "INSERT INTO organizer_members (organizer_id, user_id, role) VALUES (1, 1, 'owner')",
      "INSERT INTO organizer_members (organizer_id, user_id, role) VALUES (1, 2, 'owner')",
    ],
  },
  { says: 'a colleague', accept: "INSERT INTO organizer_members (organizer_id, user_id, role) VALUES (1, 2, 'staff')" },
];
