import type { ModelPart } from '#analysis/domains/domain.ts';

const trip = (vehicle: number, driver: number, from: string, to: string, number = 'T-9') =>
  `INSERT INTO trips (vehicle_id, driver_id, number, departs_at, arrives_at, capacity_kg) VALUES (${vehicle}, ${driver}, '${number}', '2026-04-01 ${from}:00', '2026-04-01 ${to}:00', 100)`;
const load = (on: number, parcel: number, weight = 40, stop = on) =>
  `INSERT INTO trip_loads (trip_id, parcel_id, unload_stop_id, weight_kg) VALUES (${on}, ${parcel}, ${stop}, ${weight})`;
const attempt = (parcel: number, outcome: string, name = "'Eve'", on = 2) =>
  `INSERT INTO delivery_attempts (parcel_id, trip_id, outcome, recipient_name) VALUES (${parcel}, ${on}, '${outcome}', ${name})`;
const parcel = (shipment: number, position: number, weight = 5) =>
  `INSERT INTO parcels (shipment_id, tracking_code, position, weight_kg) VALUES (${shipment}, 'PX-${position}', ${position}, ${weight})`;
const order = (customer: number, to = 2, key = 'k-9') =>
  `INSERT INTO shipments (customer_id, service_level_id, origin_id, destination_id, number, request_key, recipient, currency, price) VALUES (${customer}, 1, 1, ${to}, 'S-9', '${key}', 'Eve', 'EUR', 10)`;
const rate = (from: string, to: string, max = 10) =>
  `INSERT INTO rates (service_level_id, from_country, to_country, max_kg, price, currency, valid_from, valid_to) VALUES (1, 'FR', 'DE', ${max}, 12, 'EUR', '2026-${from}', '2026-${to}')`;
const scan = (at: string) =>
  `INSERT INTO parcel_scans (parcel_id, location_id, scanned_at, kind) VALUES (1, 1, '2026-01-02 ${at}:00', 'sorted')`;
const book = (shipment: number) =>
  `UPDATE shipments SET status = 'booked', booked_at = '2026-01-01 10:00:00', promised_on = '2026-01-03' WHERE id = ${shipment}`;

/** Parcels of 40 kg; trip 1 may carry 100 kg and is being loaded with one, trip 2 is under way with another. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cat@example.com', 'Cat')",
    "INSERT INTO locations (id, name, kind, line_1, city, country, timezone) VALUES (1, 'Lyon', 'depot', '1 Main St', 'Lyon', 'FR', 'Europe/Paris'), (2, 'Eve', 'customer', '2 Main St', 'Berlin', 'DE', 'Europe/Berlin')",
    "INSERT INTO vehicles (id, home_id, plate, kind, capacity_kg, status) VALUES (1, 1, 'AA-1', 'van', 100, 'active'), (2, 1, 'AA-2', 'van', 100, 'active'), (3, 1, 'AA-3', 'van', 100, 'repair')",
    "INSERT INTO drivers (id, user_id, home_id, license_number, license_expires_on) VALUES (1, 1, 1, 'L-1', '2040-01-01'), (2, 2, 1, 'L-2', '2040-01-01'), (3, 3, 1, 'L-3', '2020-01-01')",
    "INSERT INTO customers (id, number, name, email, country) VALUES (1, 'C-1', 'Shop', 'shop@example.com', 'FR'), (2, 'C-2', 'Late', 'late@example.com', 'FR')",
    'UPDATE customers SET is_blocked = TRUE WHERE id = 2',
    "INSERT INTO service_levels (id, code, name, days) VALUES (1, 'STD', 'Standard', 2)",
    "INSERT INTO rates (id, service_level_id, from_country, to_country, max_kg, price, currency, valid_from, valid_to) VALUES (1, 1, 'FR', 'DE', 10, 10, 'EUR', '2026-01-01', '2026-06-01')",
    "INSERT INTO shipments (id, customer_id, service_level_id, origin_id, destination_id, rate_id, number, request_key, recipient, currency, price) VALUES (1, 1, 1, 1, 2, 1, 'S-1', 'k-1', 'Eve', 'EUR', 10), (2, 1, 1, 1, 2, NULL, 'S-2', 'k-2', 'Eve', 'EUR', 10), (3, 1, 1, 1, 2, NULL, 'S-3', 'k-3', 'Eve', 'EUR', 10)",
    "INSERT INTO parcels (id, shipment_id, tracking_code, position, weight_kg) VALUES (1, 1, 'P-1', 1, 40), (2, 1, 'P-2', 2, 40), (3, 1, 'P-3', 3, 40), (4, 1, 'P-4', 4, 40), (5, 2, 'P-5', 1, 40)",
    book(1),
    "UPDATE shipments SET status = 'in_transit' WHERE id = 1",
    "INSERT INTO parcel_scans (parcel_id, location_id, scanned_at, kind) VALUES (1, 1, '2026-01-02 10:00:00', 'sorted')",
    "INSERT INTO trips (id, vehicle_id, driver_id, number, departs_at, arrives_at, capacity_kg) VALUES (1, 1, 1, 'T-1', '2026-04-01 08:00:00', '2026-04-01 12:00:00', 100), (2, 2, 2, 'T-2', '2026-04-01 08:00:00', '2026-04-01 12:00:00', 100), (3, 1, 1, 'T-3', '2026-04-02 08:00:00', '2026-04-02 12:00:00', 100)",
    "INSERT INTO trip_stops (id, trip_id, location_id, position, planned_at) VALUES (1, 1, 2, 1, '2026-04-01 10:00:00'), (2, 2, 2, 1, '2026-04-01 10:00:00')",
    "UPDATE trips SET status = 'loading' WHERE id IN (1, 2, 3)",
    load(1, 1),
    load(2, 2),
    "UPDATE trips SET status = 'under_way' WHERE id = 2",
  ],
  scenarios: [
    { says: 'a second parcel loaded', accept: load(1, 3) },
    { says: 'a vehicle overloaded', given: [load(1, 3)], refuse: load(1, 4) },
    { says: 'the last free kilograms loaded by two', race: [load(1, 3), load(1, 4)] },
    { says: 'a lighter parcel than it is', refuse: load(1, 3, 1) },
    { says: 'a parcel on board of two vehicles', refuse: load(2, 1) },
    { says: 'a parcel loaded into two vehicles at once', race: [load(1, 3), load(2, 3)] },
    {
      says: 'a parcel on its second trip',
      given: ["UPDATE trip_loads SET unloaded_at = '2040-01-01 10:00:00' WHERE parcel_id = 1"],
      accept: load(2, 1),
    },
    { says: 'a parcel to be unloaded at a stop of another trip', refuse: load(1, 3, 40, 2) },
    { says: 'a weight changed while the parcel is on board', refuse: 'UPDATE parcels SET weight_kg = 1 WHERE id = 1' },
    {
      says: 'a parcel loaded while the trip is cancelled',
      race: ["UPDATE trips SET status = 'cancelled' WHERE id = 1", load(1, 3)],
    },
    { says: 'a vehicle on two trips', refuse: trip(1, 2, '11:00', '13:00').replaceAll('04-01', '04-02') },
    { says: 'a driver on two trips', refuse: trip(2, 1, '11:00', '13:00').replaceAll('04-01', '04-02') },
    { says: 'the next trip', accept: trip(1, 1, '12:00', '14:00') },
    {
      says: 'a vehicle planned twice at once',
      race: [trip(1, 1, '14:00', '16:00'), trip(1, 2, '15:00', '17:00', 'T-10')],
    },
    {
      says: 'a driver planned twice at once',
      race: [trip(1, 1, '14:00', '16:00'), trip(2, 1, '15:00', '17:00', 'T-10')],
    },
    { says: 'a trip of a vehicle in repair', refuse: trip(3, 1, '14:00', '16:00') },
    {
      says: 'a trip of a vehicle that breaks meanwhile',
      race: ["UPDATE vehicles SET status = 'repair' WHERE id = 1", trip(1, 1, '14:00', '16:00')],
    },
    { says: 'a driver whose licence has run out', refuse: trip(1, 3, '14:00', '16:00') },
    {
      says: 'a driver who leaves meanwhile',
      race: ['UPDATE drivers SET is_active = FALSE WHERE id = 1', trip(1, 1, '14:00', '16:00')],
    },
    { says: 'a trip that arrives before it departs', refuse: trip(1, 1, '16:00', '14:00') },
    { says: 'a trip that leads nowhere', refuse: "UPDATE trips SET status = 'under_way' WHERE id = 3" },
    {
      says: 'a trip that begins while its last stop goes',
      given: ['DELETE FROM trip_loads WHERE trip_id = 1'],
      race: ["UPDATE trips SET status = 'under_way' WHERE id = 1", 'DELETE FROM trip_stops WHERE id = 1'],
    },
    { says: 'a trip that begins', accept: "UPDATE trips SET status = 'under_way' WHERE id = 1" },
    { says: 'a trip that is done before it began', refuse: "UPDATE trips SET status = 'done' WHERE id = 1" },
    {
      says: 'a departure before the arrival',
      refuse: "UPDATE trip_stops SET departed_at = '2026-04-01 10:00:00' WHERE id = 1",
    },
    { says: 'a parcel delivered', accept: attempt(2, 'delivered') },
    { says: 'a parcel delivered to nobody', refuse: attempt(2, 'delivered', 'NULL') },
    { says: 'nobody at home', accept: attempt(2, 'absent', 'NULL') },
    { says: 'a parcel delivered that was not on board', refuse: attempt(1, 'delivered') },
    { says: 'a parcel delivered before the trip began', refuse: attempt(1, 'delivered', "'Eve'", 1) },
    { says: 'a parcel delivered twice', given: [attempt(2, 'delivered')], refuse: attempt(2, 'delivered') },
    { says: 'a parcel delivered twice at once', race: [attempt(2, 'delivered'), attempt(2, 'delivered')] },
    {
      says: 'a delivery after the trip is done meanwhile',
      race: ["UPDATE trips SET status = 'done' WHERE id = 2", attempt(2, 'delivered')],
    },
    { says: 'a shipment', accept: order(1) },
    { says: 'an order sent twice', refuse: order(1, 2, 'k-1') },
    { says: 'a shipment to where it is', refuse: order(1, 1) },
    { says: 'a shipment of a blocked customer', refuse: order(2) },
    {
      says: 'a shipment of a customer who is blocked meanwhile',
      race: ['UPDATE customers SET is_blocked = TRUE WHERE id = 1', order(1)],
    },
    { says: 'a shipment booked', accept: book(2) },
    { says: 'a shipment booked without parcels', refuse: book(3) },
    {
      says: 'a shipment booked while its last parcel goes',
      given: ["INSERT INTO parcels (id, shipment_id, tracking_code, position, weight_kg) VALUES (30, 3, 'P-30', 1, 5)"],
      race: [book(3), 'DELETE FROM parcels WHERE id = 30'],
    },
    { says: 'a parcel on a draft', accept: parcel(3, 1) },
    { says: 'a parcel on a shipment on its way', refuse: parcel(1, 9) },
    { says: 'a parcel added while the shipment is booked', race: [book(2), parcel(2, 9)] },
    { says: 'a parcel of no weight', refuse: parcel(3, 1, 0) },
    { says: 'a label stuck on another shipment', refuse: 'UPDATE parcels SET shipment_id = 3 WHERE id = 5' },
    { says: 'a booked price changed', refuse: 'UPDATE shipments SET price = 1 WHERE id = 1' },
    { says: 'a shipment delivered at no time', refuse: "UPDATE shipments SET status = 'delivered' WHERE id = 1" },
    {
      says: 'a shipment in another currency than its rate',
      refuse: "UPDATE shipments SET rate_id = 1, currency = 'USD' WHERE id = 2",
    },
    { says: 'two prices at a time', refuse: rate('03-01', '09-01') },
    { says: 'the next price', accept: rate('06-01', '09-01') },
    { says: 'two next prices at once', race: [rate('06-01', '09-01'), rate('07-01', '10-01')] },
    { says: 'a price rewritten', refuse: 'UPDATE rates SET price = 1 WHERE id = 1' },
    { says: 'a scan', accept: scan('11:00') },
    { says: 'a scan sent twice', refuse: scan('10:00') },
    { says: 'a scan rewritten', refuse: "UPDATE parcel_scans SET note = 'x' WHERE parcel_id = 1" },
    { says: 'a customer with shipments deleted', refuse: 'DELETE FROM customers WHERE id = 1' },
  ],
};
