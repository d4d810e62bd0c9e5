import type { ModelPart } from '#analysis/domains/domain.ts';

/** What customers send: shipments of parcels, what they cost, and where each parcel was seen. */
export const shipments: ModelPart = {
  entities: {
    customer: {
      description: 'Who sends and pays.',
      attributes: {
        number: 'code unique',
        name: 'name personal',
        email: 'email unique personal(contact)',
        phone: 'phone? personal(contact)',
        country: 'country',
        is_blocked: 'boolean = false',
      },
      softDelete: true,
      volume: { rows: 200_000, perYear: 50_000 },
    },
    service_level: {
      description: 'How fast: express, next day, economy.',
      attributes: { code: 'code unique', name: 'name', days: 'count', is_active: 'boolean = true' },
      volume: { rows: 20 },
    },
    rate: {
      description: 'What a service costs between two countries up to a weight, from a day on.',
      references: { service_level: 'service_level' },
      attributes: {
        from_country: 'country',
        to_country: 'country',
        max_kg: 'decimal(10, 3) > 0',
        price: 'money >= 0',
        currency: 'currency',
        valid_from: 'date',
        valid_to: 'date?',
      },
      volume: { rows: 60_000, perYear: 20_000 },
    },
    shipment: {
      references: {
        customer: 'customer',
        service_level: 'service_level',
        origin: 'location',
        destination: 'location',
        rate: 'rate? agree(currency)',
      },
      attributes: {
        number: 'code unique',
        request_key: { domain: 'token', unique: true, description: 'An order sent twice is one shipment.' },
        recipient: 'name personal',
        recipient_phone: 'phone? personal(contact)',
        currency: 'currency',
        price: { domain: 'money', min: 0, description: 'As it was agreed.' },
        status: 'state(draft, booked, in_transit, delivered, returned, cancelled) = draft',
        booked_at: 'moment?',
        promised_on: 'date?',
        delivered_at: 'moment?',
      },
      checks: [
        { name: 'to_another_place', sql: 'origin_id <> destination_id' },
        {
          name: 'booked_has_time',
          sql: "status IN ('draft', 'cancelled') OR (booked_at IS NOT NULL AND promised_on IS NOT NULL)",
        },
        { name: 'delivered_has_time', sql: "(status = 'delivered') = (delivered_at IS NOT NULL)" },
      ],
      volume: { rows: 15_000_000, perYear: 6_000_000 },
    },
    parcel: {
      references: { shipment: 'shipment' },
      attributes: {
        tracking_code: 'code unique',
        position: 'count > 0',
        weight_kg: 'decimal(10, 3) > 0',
        length_cm: 'count? > 0',
        width_cm: 'count? > 0',
        height_cm: 'count? > 0',
      },
      unique: [{ of: ['shipment', 'position'] }],
      volume: { rows: 22_000_000, perYear: 9_000_000 },
    },
    parcel_scan: {
      description: 'A parcel was seen somewhere. Never changed: the key makes a scan sent twice one.',
      key: ['parcel', 'scanned_at', 'kind'],
      references: { parcel: 'parcel', location: 'location?', scanned_by: 'user?' },
      attributes: {
        scanned_at: 'moment',
        kind: 'choice(received, sorted, loaded, unloaded, out_for_delivery, delivered, exception)',
        note: 'title?',
      },
      appendOnly: true,
      timestamps: 'none',
      partitionBy: 'scanned_at',
      volume: { rows: 160_000_000, perYear: 70_000_000 },
    },
  },
  invariants: [
    {
      kind: 'no-overlap',
      entity: 'rate',
      per: ['service_level', 'from_country', 'to_country', 'max_kg'],
      from: 'valid_from',
      to: 'valid_to',
      says: 'A service has one price at a time.',
    },
    {
      kind: 'immutable',
      entity: 'rate',
      attributes: ['price', 'currency', 'max_kg', 'service_level', 'from_country', 'to_country'],
      says: 'A price is not rewritten: end it and begin another.',
    },
    {
      kind: 'transitions',
      entity: 'shipment',
      attribute: 'status',
      start: ['draft'],
      allowed: {
        draft: ['booked', 'cancelled'],
        booked: ['in_transit', 'cancelled'],
        in_transit: ['delivered', 'returned'],
        delivered: [],
        returned: [],
        cancelled: [],
      },
      says: 'A shipment is booked, then on its way, then delivered or returned.',
    },
    {
      kind: 'immutable',
      entity: 'shipment',
      attributes: ['customer', 'origin', 'destination', 'service_level', 'price', 'currency'],
      when: "status <> 'draft'",
      says: 'What was booked is not rewritten.',
    },
    {
      kind: 'at-least-one',
      entity: 'parcel',
      per: 'shipment',
      when: "status NOT IN ('draft', 'cancelled')",
      says: 'A shipment that is booked has parcels.',
    },
    {
      kind: 'only-while',
      entity: 'parcel',
      reference: 'shipment',
      parent: "status = 'draft'",
      says: 'Parcels are added until the shipment is booked.',
    },
    {
      kind: 'only-while',
      entity: 'shipment',
      reference: 'customer',
      parent: 'NOT is_blocked',
      says: 'A customer who is blocked sends nothing.',
    },
    {
      kind: 'immutable',
      entity: 'parcel',
      attributes: ['shipment', 'tracking_code'],
      says: 'A parcel keeps its label.',
    },
  ],
  access: [
    { name: 'a parcel by its label', entity: 'parcel', by: ['tracking_code'], perSecond: 300 },
    { name: 'where a parcel was', entity: 'parcel_scan', by: ['parcel'], order: ['-scanned_at'], perSecond: 300 },
    { name: 'a shipment by its number', entity: 'shipment', by: ['number'], perSecond: 60 },
    {
      name: 'shipments of a customer, newest first',
      entity: 'shipment',
      by: ['customer'],
      order: ['-created_at'],
      limit: 50,
      perSecond: 30,
    },
    {
      name: 'shipments promised by a day that are on their way',
      entity: 'shipment',
      where: "status = 'in_transit'",
      range: 'promised_on',
      order: ['promised_on'],
      limit: 500,
      perSecond: 1,
    },
    { name: 'parcels of a shipment', entity: 'parcel', by: ['shipment'], order: ['position'], perSecond: 80 },
    {
      name: 'the price of a service between two countries',
      entity: 'rate',
      by: ['service_level', 'from_country', 'to_country'],
      where: 'valid_to IS NULL',
      perSecond: 40,
    },
  ],
  summaries: [
    {
      name: 'daily_deliveries',
      sql: `SELECT service_level_id, date_trunc('day', delivered_at AT TIME ZONE 'UTC') AS day, count(*) AS shipments,
  count(*) FILTER (WHERE CAST(delivered_at AT TIME ZONE 'UTC' AS date) <= promised_on) AS on_time
FROM shipments
WHERE status = 'delivered'
GROUP BY 1, 2`,
      key: ['service_level_id', 'day'],
      serves: 'How many shipments arrive on time.',
      refresh: 'every hour',
    },
  ],
  decisions: [
    {
      what: 'A shipment keeps the price that was agreed, beside the rate that it came from.',
      why: 'Rates change; what was promised does not.',
    },
    {
      what: 'Scans are keyed by parcel, moment and kind, and divided by month.',
      why: 'A scanner that sends twice adds nothing, and old months are archived whole.',
    },
  ],
  questions: [
    { question: 'Do other carriers take part of the way?', assumed: 'No: all trips are our own.' },
    { question: 'Are dangerous goods carried?', assumed: 'No: that needs classes, papers and trained drivers.' },
  ],
};
