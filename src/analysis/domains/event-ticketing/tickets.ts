import type { ModelPart } from '#analysis/domains/domain.ts';

/** Tickets, and who came in with them. */
export const tickets: ModelPart = {
  entities: {
    ticket: {
      description: 'The right to come in once; with a seat where there are seats.',
      references: {
        order: 'order',
        order_line: 'order_line agree(order, performance, section)',
        performance: 'performance',
        section: 'section?',
        seat: 'seat? agree(section)',
        claim: 'seat_claim? unique agree(order, performance, seat)',
      },
      attributes: {
        code: 'token unique',
        holder_name: 'name? personal',
        status: 'state(valid, used, void) = valid',
      },
      checks: [
        { name: 'seat_has_section', sql: 'seat_id IS NULL OR section_id IS NOT NULL' },
        {
          name: 'seat_is_claimed',
          sql: "(seat_id IS NOT NULL AND status <> 'void') = (claim_id IS NOT NULL)",
          says: 'A ticket with a seat has claimed it, until it is void.',
        },
      ],
      volume: { rows: 22_000_000, perYear: 10_000_000 },
    },
    ticket_scan: {
      references: { ticket: 'ticket', gate: 'gate', scanned_by: 'user?' },
      attributes: { result: 'choice(admitted, refused)', reason: 'title?', scanned_at: 'moment = now' },
      checks: [{ name: 'refused_has_reason', sql: "result = 'admitted' OR reason IS NOT NULL" }],
      appendOnly: true,
      timestamps: 'none',
      volume: { rows: 18_000_000, perYear: 8_000_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'ticket',
      attribute: 'status',
      allowed: { valid: ['used', 'void'], used: [], void: [] },
      says: 'A ticket is used once or made void.',
    },
    {
      kind: 'only-one',
      entity: 'ticket',
      per: ['performance', 'seat'],
      where: "status <> 'void'",
      says: 'No seat is sold twice.',
    },
    {
      kind: 'count-at-most',
      entity: 'ticket',
      per: 'order_line',
      limit: 'quantity',
      where: "status <> 'void'",
      says: 'No more tickets are issued than were bought.',
    },
    {
      kind: 'only-while',
      entity: 'ticket',
      reference: 'order',
      parent: "status = 'paid'",
      says: 'Tickets are issued for orders that are paid.',
    },
    {
      kind: 'immutable',
      entity: 'ticket',
      attributes: ['order_line', 'performance', 'seat', 'code'],
      says: 'A ticket stays for the seat that it was issued for.',
    },
    {
      kind: 'only-one',
      entity: 'ticket_scan',
      per: ['ticket'],
      where: "result = 'admitted'",
      says: 'A ticket lets one person in.',
    },
    {
      kind: 'only-while',
      entity: 'ticket_scan',
      reference: 'ticket',
      parent: "status = 'valid'",
      where: "result = 'admitted'",
      says: 'Only a valid ticket lets someone in.',
    },
  ],
  access: [
    { name: 'a ticket by its code', entity: 'ticket', by: ['code'], perSecond: 300 },
    { name: 'tickets of an order', entity: 'ticket', by: ['order'], perSecond: 60 },
    {
      name: 'tickets of a performance that are valid',
      entity: 'ticket',
      by: ['performance'],
      where: "status = 'valid'",
      perSecond: 5,
    },
    { name: 'scans of a ticket', entity: 'ticket_scan', by: ['ticket'], order: ['scanned_at'], perSecond: 20 },
    {
      name: 'who came through a gate',
      entity: 'ticket_scan',
      by: ['gate'],
      range: 'scanned_at',
      order: ['scanned_at'],
    },
  ],
  decisions: [
    {
      what: 'A ticket refers to the claim of its own order for its own seat.',
      why: 'A seat that someone else holds cannot be issued, and a claim with a valid ticket can be neither deleted nor passed on.',
    },
    {
      what: 'A void ticket stays, without its claim.',
      why: 'The seat is for sale again, and the gate still knows the old code.',
    },
  ],
  questions: [{ question: 'May someone leave and come in again?', assumed: 'No: a ticket lets in once.' }],
};
