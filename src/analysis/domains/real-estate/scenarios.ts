import type { ModelPart } from '#analysis/domains/domain.ts';

const agent = (user: number, from: string) =>
  `INSERT INTO agents (agency_id, user_id, role, joined_on) VALUES (2, ${user}, 'agent', '${from}')`;
const own = (contact: number, shares: number) =>
  `INSERT INTO property_ownerships (property_id, owner_id, agency_id, shares, owned_from) VALUES (1, ${contact}, 1, ${shares}, '2020-01-01')`;
const mandate = (from: string, to: string, isExclusive = true, agency = 1) =>
  `INSERT INTO mandates (property_id, agent_id, agency_id, kind, is_exclusive, commission_percent, starts_on, ends_on) VALUES (1, 1, ${agency}, 'sale', ${isExclusive ? 'TRUE' : 'FALSE'}, 3, '${from}', ${to})`;
const list = (mandateId: number, property: number, kind: string, slug: string, status = 'active') =>
  `INSERT INTO listings (mandate_id, property_id, agent_id, agency_id, kind, slug, title, price, currency, status, published_at) VALUES (${mandateId}, ${property}, 1, 1, '${kind}', '${slug}', 'Home', 1000, 'EUR', '${status}', '2026-03-01 10:00:00')`;
const show = (listing: number, agentId: number, from: string, to: string, contact = 1) =>
  `INSERT INTO viewings (listing_id, agent_id, contact_id, agency_id, starts_at, ends_at) VALUES (${listing}, ${agentId}, ${contact}, 1, '2026-03-02 ${from}', '2026-03-02 ${to}')`;
const bid = (id: number, listing: number, amount: number, status = 'submitted', currency = 'EUR') =>
  `INSERT INTO offers (id, listing_id, buyer_id, agency_id, amount, currency, status) VALUES (${id}, ${listing}, 2, 1, ${amount}, '${currency}', '${status}')`;
const sign = (offer: number, amount: number, rest = '0, 6000') =>
  `INSERT INTO sales (id, offer_id, listing_id, amount, currency, deposit, commission, signed_on, completes_on) VALUES (${offer}, ${offer}, 1, ${amount}, 'EUR', ${rest}, '2026-04-01', '2026-06-01')`;
const cut = (agentId: number, amount: number) =>
  `INSERT INTO commission_shares (sale_id, agent_id, amount) VALUES (1, ${agentId}, ${amount})`;
const accept = (id: number) => `UPDATE offers SET status = 'accepted' WHERE id = ${id}`;
const signed = [accept(1), sign(1, 190000)];
const lease = (id: number, from: string, to: string, status: string) =>
  `INSERT INTO leases (id, property_id, agency_id, number, starts_on, ends_on, rent, currency, status) VALUES (${id}, 3, 1, 'L-${id}', '${from}', ${to}, 900, 'EUR', '${status}')`;
const move = (leaseId: number, contact: number, isMain = false) =>
  `INSERT INTO lease_tenants (lease_id, tenant_id, agency_id, is_main) VALUES (${leaseId}, ${contact}, 1, ${isMain ? 'TRUE' : 'FALSE'})`;
const charge = (leaseId: number, period: string, currency = 'EUR') =>
  `INSERT INTO rent_charges (lease_id, kind, period, due_on, amount, currency) VALUES (${leaseId}, 'rent', '${period}', '${period}', 900, '${currency}')`;
const pay = (amount: number, key: string, currency = 'EUR') =>
  `INSERT INTO payments (rent_charge_id, method, idempotency_key, amount, currency, received_on) VALUES (1, 'transfer', '${key}', ${amount}, '${currency}', '2026-01-03')`;
const property = (id: number, agency: number, kind: string, building = 'NULL', rooms = 'NULL') =>
  `INSERT INTO properties (id, agency_id, building_id, reference, kind, line_1, city, postal_code, country, rooms) VALUES (${id}, ${agency}, ${building}, 'P-${id}', '${kind}', '1 Main St', 'Lyon', '69001', 'FR', ${rooms})`;

/** Two agencies; a flat for sale with an offer, a flat to let with tenants, a home in draft. */
export const fixture: string[] = [
  "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cid@example.com', 'Cid'), (4, 'dan@example.com', 'Dan')",
  "INSERT INTO agencies (id, name, slug, license_number, country, timezone) VALUES (1, 'Key', 'key', 'K-1', 'FR', 'Europe/Paris'), (2, 'Door', 'door', 'D-1', 'FR', 'Europe/Paris')",
  "INSERT INTO agents (id, agency_id, user_id, role, joined_on, left_on) VALUES (1, 1, 1, 'agent', '2020-01-01', NULL), (2, 2, 2, 'agent', '2020-01-01', NULL), (3, 1, 3, 'agent', '2020-01-01', '2027-01-01')",
  "INSERT INTO contacts (id, agency_id, kind, name, email) VALUES (1, 1, 'person', 'Eve', 'eve@example.com'), (2, 1, 'person', 'Fay', 'fay@example.com'), (3, 1, 'person', 'Gus', 'gus@example.com'), (4, 2, 'person', 'Hal', 'hal@example.com')",
  property(1, 1, 'apartment'),
  property(2, 1, 'building'),
  property(3, 1, 'apartment', '2'),
  property(4, 2, 'house'),
  own(1, 60),
  "INSERT INTO amenities (id, name, slug) VALUES (1, 'Lift', 'lift')",
  "INSERT INTO mandates (id, property_id, agent_id, agency_id, kind, is_exclusive, commission_percent, starts_on, ends_on) VALUES (1, 1, 1, 1, 'sale', TRUE, 3, '2026-01-01', '2026-07-01'), (2, 3, 1, 1, 'rent', FALSE, 10, '2026-01-01', NULL), (3, 2, 1, 1, 'sale', FALSE, 3, '2026-01-01', NULL)",
  "INSERT INTO listings (id, mandate_id, property_id, agent_id, agency_id, kind, slug, title, price, currency, status, published_at) VALUES (1, 1, 1, 1, 1, 'sale', 'flat', 'Flat', 200000, 'EUR', 'active', '2026-02-01 10:00:00'), (2, 2, 3, 1, 1, 'rent', 'loft', 'Loft', 900, 'EUR', 'active', '2026-02-01 10:00:00'), (3, 3, 2, 1, 1, 'sale', 'block', 'Block', 900000, 'EUR', 'draft', NULL)",
  show(1, 1, '10:00:00', '11:00:00'),
  bid(1, 1, 190000),
  bid(2, 1, 195000),
  lease(1, '2025-01-01', "'2026-07-01'", 'active'),
  move(1, 1, true),
  move(1, 2),
  lease(2, '2026-07-01', 'NULL', 'draft'),
  move(2, 3),
  charge(1, '2026-01-01'),
  pay(500, 'k-1'),
];

export const scenarios: NonNullable<ModelPart['scenarios']> = [
  { says: 'an agent who works for two', refuse: agent(1, '2026-01-01') },
  { says: 'an agent who changes the house', accept: agent(3, '2027-01-01') },
  { says: 'an agent hired by two at once', race: [agent(4, '2026-01-01'), agent(4, '2026-02-01')] },
  {
    says: 'a contact who cannot be reached',
    refuse: "INSERT INTO contacts (agency_id, kind, name) VALUES (1, 'person', 'Ida')",
  },
  {
    says: 'the same contact in capitals',
    refuse: "INSERT INTO contacts (agency_id, kind, name, email) VALUES (1, 'person', 'Eve', 'EVE@example.com')",
  },
  {
    says: 'a contact whom another agency knows too',
    accept: "INSERT INTO contacts (agency_id, kind, name, email) VALUES (2, 'person', 'Eve', 'eve@example.com')",
  },
  {
    says: "a contact of another agency's agent",
    refuse:
      "INSERT INTO contacts (agency_id, agent_id, kind, name, email) VALUES (1, 2, 'person', 'Ida', 'ida@example.com')",
  },
  { says: 'more owned than there is', refuse: own(2, 41) },
  { says: 'the rest owned by another', accept: own(2, 40) },
  { says: 'the rest owned by two', race: [own(2, 40), own(3, 40)] },
  {
    says: 'what was sold owned by another',
    given: ["UPDATE property_ownerships SET owned_until = '2026-01-01' WHERE owner_id = 1"],
    accept: own(2, 100),
  },
  { says: 'an owner whom the agency does not know', refuse: own(4, 10) },
  { says: 'a whole smaller than its shares', refuse: 'UPDATE properties SET total_shares = 50 WHERE id = 1' },
  { says: 'a building that is part of itself', refuse: 'UPDATE properties SET building_id = 3 WHERE id = 2' },
  {
    says: 'two homes that are part of each other',
    race: ['UPDATE properties SET building_id = 3 WHERE id = 1', 'UPDATE properties SET building_id = 1 WHERE id = 2'],
  },
  { says: 'a flat in the building of another agency', refuse: property(9, 2, 'apartment', '2') },
  { says: 'a field with rooms', refuse: property(9, 1, 'land', 'NULL', '3') },
  { says: 'a second exclusive mandate', refuse: mandate('2026-06-01', "'2026-12-01'") },
  { says: 'the next exclusive mandate', accept: mandate('2026-07-01', "'2026-12-01'") },
  { says: 'an exclusive mandate given to two', race: [mandate('2026-08-01', 'NULL'), mandate('2026-09-01', 'NULL')] },
  { says: 'a mandate for the home of another agency', refuse: mandate('2027-01-01', 'NULL', false, 2) },
  { says: 'a home on the market twice', refuse: list(1, 1, 'sale', 'flat-2') },
  { says: 'a home listed by two at once', race: [list(3, 2, 'sale', 'block-2'), list(3, 2, 'sale', 'block-3')] },
  { says: 'a home to let whose owners want to sell', refuse: list(3, 2, 'rent', 'block-2') },
  { says: 'the mandate of another home', refuse: list(2, 1, 'rent', 'flat-2') },
  { says: 'a home put on the market', accept: list(3, 2, 'sale', 'block-2') },
  { says: 'a rental that is sold', refuse: "UPDATE listings SET status = 'sold' WHERE id = 2" },
  { says: 'a home on the market that nobody published', refuse: "UPDATE listings SET status = 'active' WHERE id = 3" },
  {
    says: 'a home that was sold on the market again',
    given: ["UPDATE listings SET status = 'sold' WHERE id = 1"],
    refuse: "UPDATE listings SET status = 'active' WHERE id = 1",
  },
  { says: 'a price of nothing', refuse: 'UPDATE listings SET price = 0 WHERE id = 1' },
  {
    says: 'price history rewritten',
    given: ['INSERT INTO listing_price_changes (listing_id, price) VALUES (1, 210000)'],
    refuse: 'UPDATE listing_price_changes SET price = 1',
  },
  { says: 'an agent in two homes at once', refuse: show(2, 1, '10:30:00', '11:30:00') },
  { says: 'a home shown by two agents at once', refuse: show(1, 3, '10:30:00', '11:30:00') },
  { says: 'the next viewing', accept: show(1, 1, '11:00:00', '12:00:00') },
  {
    says: 'an agent given two viewings',
    race: [show(1, 1, '14:00:00', '15:00:00'), show(2, 1, '14:30:00', '15:30:00')],
  },
  {
    says: 'a home shown to two at once',
    race: [show(1, 1, '14:00:00', '15:00:00'), show(1, 3, '14:30:00', '15:30:00')],
  },
  { says: 'a draft that is shown', refuse: show(3, 1, '14:00:00', '15:00:00') },
  {
    says: 'a viewing while the home is withdrawn',
    race: ["UPDATE listings SET status = 'withdrawn' WHERE id = 1", show(1, 1, '14:00:00', '15:00:00')],
  },
  { says: 'a viewing with a stranger of another agency', refuse: show(1, 1, '14:00:00', '15:00:00', 4) },
  { says: 'an offer for a rental', refuse: bid(9, 2, 1000) },
  { says: 'an offer for a draft', refuse: bid(9, 3, 1000) },
  { says: 'an offer', accept: bid(9, 1, 200000) },
  { says: 'an offer in another currency', refuse: bid(9, 1, 200000, 'submitted', 'USD') },
  {
    says: 'an offer while the home is withdrawn',
    race: ["UPDATE listings SET status = 'withdrawn' WHERE id = 1", bid(9, 1, 200000)],
  },
  { says: 'two offers accepted', given: [accept(1)], refuse: accept(2) },
  { says: 'two offers accepted at once', race: [accept(1), accept(2)] },
  { says: 'an offer rewritten', refuse: 'UPDATE offers SET amount = 1 WHERE id = 1' },
  { says: 'a contract without an accepted offer', refuse: sign(1, 190000) },
  { says: 'a contract', given: [accept(1)], accept: sign(1, 190000) },
  { says: 'a contract at another price', given: [accept(1)], refuse: sign(1, 180000) },
  { says: 'a deposit above the price', given: [accept(1)], refuse: sign(1, 190000, '200000, 0') },
  {
    says: 'a contract while the offer is withdrawn',
    given: [accept(1)],
    race: ["UPDATE offers SET status = 'withdrawn' WHERE id = 1", sign(1, 190000)],
  },
  { says: 'a contract signed twice at once', given: [accept(1)], race: [sign(1, 190000), sign(1, 190000)] },
  {
    says: 'a home sold to a second buyer',
    given: [accept(1), sign(1, 190000), "UPDATE offers SET status = 'withdrawn' WHERE id = 1", accept(2)],
    refuse: sign(2, 195000),
  },
  {
    says: 'a commission shared out',
    given: signed,
    accept: [cut(1, 4000), cut(3, 2000)],
  },
  {
    says: 'more shared out than the commission',
    given: signed,
    refuse: cut(1, 6001),
  },
  {
    says: 'the commission shared out twice',
    given: signed,
    race: [cut(1, 4000), cut(3, 4000)],
  },
  { says: 'a home let twice', refuse: lease(9, '2026-06-01', 'NULL', 'active') },
  { says: 'the next lease', accept: [lease(9, '2026-07-01', 'NULL', 'active'), move(9, 3)] },
  {
    says: 'a home let to two at once',
    race: [
      [lease(9, '2026-07-01', 'NULL', 'active'), move(9, 3)],
      [lease(8, '2026-08-01', 'NULL', 'active'), move(8, 2)],
    ],
  },
  { says: 'a lease without a tenant', refuse: lease(9, '2026-07-01', 'NULL', 'active') },
  { says: 'all tenants gone', refuse: 'DELETE FROM lease_tenants WHERE lease_id = 1' },
  { says: 'one tenant moves out', accept: 'DELETE FROM lease_tenants WHERE lease_id = 1 AND tenant_id = 2' },
  {
    says: 'both tenants taken off, one by each',
    race: [
      'DELETE FROM lease_tenants WHERE lease_id = 1 AND tenant_id = 1',
      'DELETE FROM lease_tenants WHERE lease_id = 1 AND tenant_id = 2',
    ],
  },
  { says: 'two main tenants', refuse: move(1, 3, true) },
  { says: 'two main tenants at once', race: [move(2, 1, true), move(2, 2, true)] },
  { says: 'a rent that was signed changed', refuse: 'UPDATE leases SET rent = 1200 WHERE id = 1' },
  { says: 'the rent of a draft changed', accept: 'UPDATE leases SET rent = 1200 WHERE id = 2' },
  { says: 'rent of a lease that has not begun', refuse: charge(2, '2026-07-01') },
  { says: 'rent of the next month', accept: charge(1, '2026-02-01') },
  { says: 'one month charged twice', refuse: charge(1, '2026-01-01') },
  { says: 'rent in another currency', refuse: charge(1, '2026-02-01', 'USD') },
  { says: 'more paid than is due', refuse: pay(401, 'k-2') },
  { says: 'the rest of the rent', accept: pay(400, 'k-2') },
  { says: 'the rest of the rent paid twice', race: [pay(400, 'k-2'), pay(400, 'k-3')] },
  { says: 'one request paid twice', refuse: pay(100, 'k-1') },
  { says: 'a payment rewritten', refuse: 'UPDATE payments SET amount = 900' },
];
