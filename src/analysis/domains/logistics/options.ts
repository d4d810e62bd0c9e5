import type { DomainOption } from '#analysis/domains/domain.ts';

const claim = (amount: number, key: string) =>
  `INSERT INTO claim_payments (claim_id, idempotency_key, amount, currency) VALUES (1, '${key}', ${amount}, 'EUR')`;
const repair = (from: string, to: string) =>
  `INSERT INTO maintenances (vehicle_id, kind, starts_at, ends_at) VALUES (1, 'repair', '2026-05-${from} 00:00:00', '2026-05-${to} 00:00:00')`;

export const options: readonly DomainOption[] = [
  {
    id: 'positions',
    title: 'positions of vehicles',
    words: ['gps', 'vehicle tracking', 'live tracking', 'position', 'telematics', 'real-time tracking'],
    usual: true,
    part: {
      entities: {
        vehicle_position: {
          key: ['vehicle', 'recorded_at'],
          references: { vehicle: 'vehicle' },
          attributes: {
            recorded_at: 'moment',
            latitude: 'latitude',
            longitude: 'longitude',
            speed_kmh: 'decimal(5, 1)? >= 0',
          },
          timestamps: 'none',
          partitionBy: 'recorded_at',
          volume: { rows: 1_500_000_000, perYear: 3_000_000_000, keepDays: 180 },
        },
      },
      access: [
        {
          name: 'where a vehicle drove between two moments',
          entity: 'vehicle_position',
          by: ['vehicle'],
          range: 'recorded_at',
          order: ['-recorded_at'],
          limit: 1_000,
          perSecond: 50,
        },
      ],
      scenarios: [
        {
          says: 'a position',
          accept:
            "INSERT INTO vehicle_positions (vehicle_id, recorded_at, latitude, longitude) VALUES (1, '2026-01-01 10:00:00', 45.75, 4.85)",
        },
        {
          says: 'a position off the earth',
          refuse:
            "INSERT INTO vehicle_positions (vehicle_id, recorded_at, latitude, longitude) VALUES (1, '2026-01-01 10:00:00', 95, 4.85)",
        },
      ],
    },
  },
  {
    id: 'claims',
    title: 'claims for damage',
    words: ['claim', 'damage claim', 'lost parcel', 'compensation', 'liability'],
    usual: true,
    part: {
      entities: {
        claim: {
          description: 'A customer wants money for a parcel that was lost or damaged.',
          references: { parcel: 'parcel unique', decided_by: 'user?' },
          attributes: {
            number: 'code unique',
            reason: 'choice(lost, damaged, late)',
            amount: 'money > 0',
            currency: 'currency',
            status: 'state(open, accepted, rejected) = open',
          },
          checks: [{ name: 'decided_by_someone', sql: "status = 'open' OR decided_by_id IS NOT NULL" }],
          volume: { rows: 150_000, perYear: 60_000 },
        },
        claim_payment: {
          references: { claim: 'claim agree(currency)' },
          attributes: { idempotency_key: 'token unique', amount: 'money > 0', currency: 'currency' },
          appendOnly: true,
          timestamps: 'created',
          volume: { rows: 120_000, perYear: 50_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'claim',
          attribute: 'status',
          start: ['open'],
          allowed: { open: ['accepted', 'rejected'], accepted: ['rejected'], rejected: [] },
          says: 'A claim that was rejected stays so.',
        },
        {
          kind: 'immutable',
          entity: 'claim',
          attributes: ['parcel', 'amount', 'currency'],
          when: "status <> 'open'",
          says: 'A claim that was decided is not rewritten.',
        },
        {
          kind: 'only-while',
          entity: 'claim_payment',
          reference: 'claim',
          parent: "status = 'accepted'",
          says: 'Only accepted claims are paid.',
        },
        {
          kind: 'sum-at-most',
          entity: 'claim_payment',
          sum: 'amount',
          per: 'claim',
          limit: 'amount',
          says: 'No more is paid than was claimed.',
        },
      ],
      access: [
        {
          name: 'claims that wait, oldest first',
          entity: 'claim',
          where: "status = 'open'",
          order: ['created_at'],
          limit: 100,
          perSecond: 1,
        },
        { name: 'payments of a claim', entity: 'claim_payment', by: ['claim'] },
      ],
      fixture: [
        "INSERT INTO claims (id, parcel_id, number, reason, amount, currency) VALUES (1, 1, 'CL-1', 'lost', 100, 'EUR'), (2, 2, 'CL-2', 'lost', 100, 'EUR')",
        "UPDATE claims SET status = 'accepted', decided_by_id = 1 WHERE id = 1",
      ],
      scenarios: [
        { says: 'a claim paid', accept: claim(100, 'c-1') },
        { says: 'more paid than was claimed', refuse: claim(101, 'c-1') },
        { says: 'a claim paid twice at once', race: [claim(100, 'c-1'), claim(100, 'c-2')] },
        {
          says: 'a claim paid while it is rejected',
          race: ["UPDATE claims SET status = 'rejected' WHERE id = 1", claim(10, 'c-1')],
        },
        { says: 'a claim decided by nobody', refuse: "UPDATE claims SET status = 'accepted' WHERE id = 2" },
        { says: 'a claim made larger after the decision', refuse: 'UPDATE claims SET amount = 500 WHERE id = 1' },
        {
          says: 'a second claim for a parcel',
          refuse:
            "INSERT INTO claims (parcel_id, number, reason, amount, currency) VALUES (1, 'CL-3', 'lost', 10, 'EUR')",
        },
      ],
    },
  },
  {
    id: 'maintenance',
    title: 'maintenance of vehicles',
    words: ['maintenance', 'vehicle maintenance', 'repair', 'inspection', 'service interval'],
    usual: false,
    part: {
      entities: {
        maintenance: {
          references: { vehicle: 'vehicle' },
          attributes: {
            kind: 'choice(inspection, repair, tyres, cleaning)',
            starts_at: 'moment',
            ends_at: 'moment?',
            cost: 'money? >= 0',
            currency: 'currency?',
          },
          checks: [{ name: 'cost_has_currency', sql: '(cost IS NULL) = (currency IS NULL)' }],
          volume: { rows: 120_000, perYear: 40_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'maintenance',
          per: ['vehicle'],
          from: 'starts_at',
          to: 'ends_at',
          says: 'A vehicle is in the workshop once at a time.',
        },
      ],
      access: [
        {
          name: 'maintenance of a vehicle, newest first',
          entity: 'maintenance',
          by: ['vehicle'],
          order: ['-starts_at'],
          limit: 20,
        },
      ],
      scenarios: [
        { says: 'a repair', accept: repair('01', '03') },
        { says: 'two repairs at a time', given: [repair('01', '03')], refuse: repair('02', '04') },
        { says: 'two repairs begun at once', race: [repair('01', '03'), repair('02', '04')] },
        {
          says: 'a cost in no currency',
          refuse:
            "INSERT INTO maintenances (vehicle_id, kind, starts_at, cost) VALUES (1, 'repair', '2026-05-01 00:00:00', 10)",
        },
      ],
    },
  },
];
