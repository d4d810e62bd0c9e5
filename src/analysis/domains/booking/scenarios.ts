import type { ModelPart } from '#analysis/domains/domain.ts';

const allocate = (resource: number, booking: number, from: string, to: string, service = 1) =>
  `INSERT INTO resource_allocations (resource_id, location_id, booking_id, service_id, starts_at, ends_at) VALUES (${resource}, 1, ${booking}, ${service}, '2026-03-02 ${from}', '2026-03-02 ${to}')`;
const block = (from: string, to: string) =>
  `INSERT INTO resource_allocations (resource_id, location_id, blocked_time_id, starts_at, ends_at) VALUES (1, 1, 1, '2026-03-02 ${from}', '2026-03-02 ${to}')`;
const book = (id: number, values: string) =>
  `INSERT INTO bookings (id, location_id, number, customer_name, customer_email, starts_at, ends_at, currency, total, deposit) VALUES (${id}, 1, ${values})`;
const line = (booking: number, service: number) =>
  `INSERT INTO booking_lines (booking_id, service_id, location_id, title, unit_price) VALUES (${booking}, ${service}, 1, 'Massage', 50)`;
const pay = (id: number, booking: number, amount: number, status = 'captured', currency = 'EUR') =>
  `INSERT INTO payments (id, booking_id, purpose, provider, idempotency_key, amount, currency, status) VALUES (${id}, ${booking}, 'deposit', 'stripe', 'k-${id}', ${amount}, '${currency}', '${status}')`;
const capture = (payment: number, booking: number, amount: number) =>
  `INSERT INTO payment_captures (payment_id, booking_id, amount) VALUES (${payment}, ${booking}, ${amount})`;
const cancel = (booking: number, fee: number, side = 'customer') =>
  `INSERT INTO cancellations (booking_id, side, fee) VALUES (${booking}, '${side}', ${fee})`;
const status = (booking: number, to: string) => `UPDATE bookings SET status = '${to}' WHERE id = ${booking}`;
const refund = (amount: number, key: string) =>
  `INSERT INTO refunds (capture_id, amount, idempotency_key) VALUES (3, ${amount}, '${key}')`;
const close = (from: string, to: string) =>
  `INSERT INTO closures (location_id, closed_from, reopens_on) VALUES (1, '${from}', '${to}')`;
const at10 = "'2026-03-02 10:00:00', '2026-03-02 11:00:00'";

/** A place with a room, a masseur and a machine; booking 1 waits for its deposit, 2 needs none, 3 is paid. */
export const fixture: string[] = [
  "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
  "INSERT INTO locations (id, name, slug, timezone, currency, line_1, city, country) VALUES (1, 'Lyon', 'lyon', 'Europe/Paris', 'EUR', '1 Main St', 'Lyon', 'FR'), (2, 'Bath', 'bath', 'Europe/London', 'GBP', '2 Main St', 'Bath', 'GB')",
  "INSERT INTO opening_hours (location_id, weekday, opens_at, closes_at) VALUES (1, 1, '09:00:00', '12:00:00')",
  "INSERT INTO resources (id, location_id, user_id, name, kind) VALUES (1, 1, NULL, 'Blue room', 'room'), (2, 1, 2, 'Bob', 'staff'), (3, 2, NULL, 'Green room', 'room')",
  "INSERT INTO resources (id, location_id, name, kind, is_active) VALUES (4, 1, 'Old bed', 'equipment', FALSE)",
  "INSERT INTO services (id, location_id, name, duration_minutes, price, deposit, currency) VALUES (1, 1, 'Massage', 60, 50, 20, 'EUR'), (2, 1, 'Sauna', 60, 30, 0, 'EUR'), (3, 2, 'Bath', 30, 20, 0, 'GBP')",
  'INSERT INTO service_resources (service_id, resource_id, location_id) VALUES (1, 1, 1), (1, 2, 1), (1, 4, 1), (2, 1, 1)',
  "INSERT INTO bookings (id, location_id, user_id, number, customer_name, customer_email, starts_at, ends_at, currency, total, deposit) VALUES (1, 1, 1, 'B-1', 'Ann', 'ann@example.com', '2026-03-02 10:00:00', '2026-03-02 11:00:00', 'EUR', 50, 20), (2, 1, NULL, 'B-2', 'Cid', 'cid@example.com', '2026-03-02 12:00:00', '2026-03-02 13:00:00', 'EUR', 50, 0), (3, 1, 1, 'B-3', 'Ann', 'ann@example.com', '2026-03-02 14:00:00', '2026-03-02 15:00:00', 'EUR', 100, 20)",
  line(1, 1),
  line(2, 1),
  line(3, 1),
  allocate(1, 1, '10:00:00', '11:00:00'),
  allocate(2, 1, '10:00:00', '11:00:00'),
  allocate(1, 2, '12:00:00', '13:00:00'),
  allocate(1, 3, '14:00:00', '15:00:00'),
  "INSERT INTO blocked_times (id, location_id, reason) VALUES (1, 1, 'Repairs'), (2, 2, 'Leave')",
  pay(1, 1, 20, 'pending'),
  pay(3, 3, 60),
  capture(3, 3, 60),
  close('2026-12-24', '2026-12-27'),
];

export const scenarios: NonNullable<ModelPart['scenarios']> = [
  {
    says: 'a room taken twice',
    given: [line(2, 2)],
    refuse: allocate(1, 2, '10:30:00', '11:30:00', 2),
  },
  { says: 'the hour after', accept: allocate(1, 1, '11:00:00', '12:00:00') },
  {
    says: 'the last free hour taken twice',
    race: [allocate(1, 1, '16:00:00', '17:00:00'), allocate(1, 2, '16:30:00', '17:30:00')],
  },
  { says: 'a block over a booking', refuse: block('09:30:00', '10:30:00') },
  { says: 'a block in free time', accept: block('08:00:00', '10:00:00') },
  {
    says: 'a booking while the room is blocked',
    race: [block('16:00:00', '18:00:00'), allocate(1, 1, '16:00:00', '17:00:00')],
  },
  { says: 'time that ends before it begins', refuse: allocate(1, 1, '17:00:00', '16:00:00') },
  {
    says: 'time that nobody takes',
    refuse:
      "INSERT INTO resource_allocations (resource_id, location_id, starts_at, ends_at) VALUES (1, 1, '2026-03-03 10:00:00', '2026-03-03 11:00:00')",
  },
  {
    says: 'a resource that cannot do the service',
    given: [line(1, 2)],
    refuse: allocate(2, 1, '16:00:00', '17:00:00', 2),
  },
  { says: 'a service that was not booked', refuse: allocate(1, 1, '16:00:00', '17:00:00', 2) },
  { says: 'a resource out of service', refuse: allocate(4, 1, '16:00:00', '17:00:00') },
  {
    says: 'a resource taken while it goes out of service',
    race: ['UPDATE resources SET is_active = FALSE WHERE id = 1', allocate(1, 1, '16:00:00', '17:00:00')],
  },
  {
    says: 'a room of another place',
    refuse:
      "INSERT INTO resource_allocations (resource_id, location_id, blocked_time_id, starts_at, ends_at) VALUES (3, 1, 1, '2026-03-03 10:00:00', '2026-03-03 11:00:00')",
  },
  {
    says: 'a service given to a room of another place',
    refuse: 'INSERT INTO service_resources (service_id, resource_id, location_id) VALUES (1, 3, 1)',
  },
  { says: 'a booking that takes no time', refuse: book(9, `'B-9', 'Dan', 'dan@example.com', ${at10}, 'EUR', 50, 0`) },
  {
    says: 'a booking with its room',
    accept: [
      book(9, "'B-9', 'Dan', 'dan@example.com', '2026-03-02 16:00:00', '2026-03-02 17:00:00', 'EUR', 50, 0"),
      line(9, 1),
      allocate(1, 9, '16:00:00', '17:00:00'),
    ],
  },
  { says: 'all the time of a booking taken away', refuse: 'DELETE FROM resource_allocations WHERE booking_id = 1' },
  {
    says: 'one of two resources given back',
    accept: 'DELETE FROM resource_allocations WHERE booking_id = 1 AND resource_id = 2',
  },
  {
    says: 'both resources given back at once, one by each',
    race: [
      'DELETE FROM resource_allocations WHERE booking_id = 1 AND resource_id = 1',
      'DELETE FROM resource_allocations WHERE booking_id = 1 AND resource_id = 2',
    ],
  },
  { says: 'a booking confirmed without its deposit', refuse: status(1, 'confirmed') },
  { says: 'a booking that needs no deposit confirmed', accept: status(2, 'confirmed') },
  {
    says: 'a booking confirmed when its deposit came',
    accept: ["UPDATE payments SET status = 'captured' WHERE id = 1", capture(1, 1, 20), status(1, 'confirmed')],
  },
  { says: 'a booking paid by hand', refuse: 'UPDATE bookings SET paid = 20 WHERE id = 1' },
  { says: 'money counted that did not come', refuse: capture(1, 1, 20) },
  {
    says: 'more counted than was paid',
    given: [pay(4, 3, 10)],
    refuse: capture(4, 3, 40),
  },
  { says: 'the money of one booking counted for another', given: [pay(4, 3, 10)], refuse: capture(4, 1, 10) },
  { says: 'a payment counted twice', given: [pay(4, 3, 10)], race: [capture(4, 3, 10), capture(4, 3, 10)] },
  {
    says: 'a payment counted while it fails',
    race: [
      "UPDATE payments SET status = 'failed' WHERE id = 1",
      ["UPDATE payments SET status = 'captured' WHERE id = 1", capture(1, 1, 20)],
    ],
  },
  { says: 'payments above the booking', refuse: pay(4, 3, 41) },
  { says: 'the rest of a booking paid', accept: [pay(4, 3, 40), capture(4, 3, 40)] },
  { says: 'the rest of a booking paid twice', race: [pay(4, 3, 40), pay(5, 3, 40)] },
  { says: 'one request paid twice', refuse: pay(4, 3, 5).replace('k-4', 'k-3') },
  { says: 'a payment in another currency', refuse: pay(4, 3, 5, 'pending', 'USD') },
  { says: 'a payment rewritten', refuse: 'UPDATE payments SET amount = 10 WHERE id = 3' },
  { says: 'a refund above the payment', refuse: refund(61, 'r-1') },
  { says: 'a refund', accept: refund(60, 'r-1') },
  { says: 'the whole payment refunded twice', race: [refund(60, 'r-1'), refund(60, 'r-2')] },
  { says: 'a booking cancelled by nobody', refuse: status(3, 'cancelled') },
  {
    says: 'a booking cancelled, its time free for another',
    accept: [
      cancel(3, 20),
      status(3, 'cancelled'),
      'DELETE FROM resource_allocations WHERE booking_id = 3',
      block('14:00:00', '15:00:00'),
    ],
  },
  { says: 'a fee above the price', refuse: cancel(3, 101) },
  { says: 'a fee for what the house cancels', refuse: cancel(3, 10, 'provider') },
  {
    says: 'a fee while the price goes down',
    race: ['UPDATE bookings SET total = 60 WHERE id = 3', cancel(3, 80)],
  },
  {
    says: 'a booking cancelled by two at once',
    race: [
      [cancel(3, 0), status(3, 'cancelled')],
      [cancel(3, 0), status(3, 'cancelled')],
    ],
  },
  {
    says: 'a booking cancelled while it is completed',
    given: [status(3, 'confirmed')],
    race: [status(3, 'completed'), cancel(3, 0)],
  },
  {
    says: 'time added while the booking is cancelled',
    race: [[cancel(3, 0), status(3, 'cancelled')], allocate(1, 3, '16:00:00', '17:00:00')],
  },
  {
    says: 'a cancelled booking taken up again',
    given: [cancel(3, 0), status(3, 'cancelled')],
    refuse: status(3, 'confirmed'),
  },
  { says: 'a price changed after the fact', refuse: 'UPDATE booking_lines SET unit_price = 1 WHERE booking_id = 1' },
  { says: 'the same number again', refuse: book(9, `'B-1', 'Dan', 'dan@example.com', ${at10}, 'EUR', 50, 0`) },
  { says: 'a deposit above the price', refuse: book(9, `'B-9', 'Dan', 'dan@example.com', ${at10}, 'EUR', 50, 60`) },
  {
    says: 'a booking in the money of another place',
    refuse: book(9, `'B-9', 'Dan', 'd@example.com', ${at10}, 'GBP', 50, 0`),
  },
  { says: 'closed twice on one day', refuse: close('2026-12-26', '2026-12-28') },
  { says: 'closed the days after', accept: close('2026-12-27', '2026-12-28') },
  { says: 'closed twice by two', race: [close('2026-05-01', '2026-05-02'), close('2026-04-30', '2026-05-03')] },
  {
    says: 'closing before opening',
    refuse:
      "INSERT INTO opening_hours (location_id, weekday, opens_at, closes_at) VALUES (1, 2, '18:00:00', '09:00:00')",
  },
  {
    says: 'open again after a break',
    accept:
      "INSERT INTO opening_hours (location_id, weekday, opens_at, closes_at) VALUES (1, 1, '13:00:00', '18:00:00')",
  },
  { says: 'a room that signs in', refuse: 'UPDATE resources SET user_id = 1 WHERE id = 1' },
  { says: 'a place with bookings deleted', refuse: 'DELETE FROM locations WHERE id = 1' },
];
