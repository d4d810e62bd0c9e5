import type { DomainOption } from '#analysis/domains/domain.ts';

const use = (order: number) => `INSERT INTO promo_code_uses (order_id, promo_code_id, amount) VALUES (${order}, 1, 5)`;
const hand = (status = 'offered') =>
  `INSERT INTO ticket_transfers (ticket_id, from_user_id, to_email, status) VALUES (1, 1, 'dan@example.com', '${status}')`;
const wait = (email: string) =>
  `INSERT INTO waitlist_entries (performance_id, email, quantity) VALUES (1, '${email}', 2)`;

export const options: readonly DomainOption[] = [
  {
    id: 'performers',
    title: 'performers',
    words: ['performer', 'artist', 'band', 'speaker', 'line-up', 'lineup', 'cast'],
    usual: true,
    part: {
      entities: {
        performer: {
          attributes: { name: 'name', slug: 'slug unique', biography: 'text?' },
          volume: { rows: 200_000, perYear: 60_000 },
        },
        event_performer: {
          key: ['event', 'performer'],
          references: { event: 'event cascade', performer: 'performer' },
          attributes: { billing: 'choice(headliner, support, guest)', position: 'count = 0' },
          timestamps: 'created',
          volume: { rows: 900_000, perYear: 350_000 },
        },
      },
      access: [
        { name: 'events of a performer', entity: 'event_performer', by: ['performer'], perSecond: 40 },
        { name: 'performers by words', entity: 'performer', search: 'name', limit: 20, perSecond: 20 },
      ],
      fixture: ["INSERT INTO performers (id, name, slug) VALUES (1, 'Eve', 'eve')"],
      scenarios: [
        {
          says: 'a singer announced twice',
          given: ["INSERT INTO event_performers (event_id, performer_id, billing) VALUES (1, 1, 'headliner')"],
          refuse: "INSERT INTO event_performers (event_id, performer_id, billing) VALUES (1, 1, 'guest')",
        },
      ],
    },
  },
  {
    id: 'promo-codes',
    title: 'promo codes',
    words: ['promo code', 'discount code', 'voucher', 'coupon', 'presale code'],
    usual: true,
    part: {
      entities: {
        promo_code: {
          references: { event: 'event' },
          attributes: {
            code: 'code',
            percent: 'percent?',
            amount: 'money? > 0',
            max_uses: 'count? > 0',
            ends_at: 'moment?',
            is_active: 'boolean = true',
          },
          unique: [{ of: ['event', 'code'] }],
          checks: [{ name: 'code_is_upper', sql: 'code = upper(code)' }],
          volume: { rows: 300_000, perYear: 100_000 },
        },
        promo_code_use: {
          key: ['order'],
          references: { order: 'order', promo_code: 'promo_code' },
          attributes: { amount: 'money >= 0' },
          timestamps: 'created',
          volume: { rows: 900_000, perYear: 400_000 },
        },
      },
      invariants: [
        {
          kind: 'exactly-one',
          entity: 'promo_code',
          of: ['percent', 'amount'],
          says: 'A code takes off a share or an amount.',
        },
        {
          kind: 'count-at-most',
          entity: 'promo_code_use',
          per: 'promo_code',
          limit: 'max_uses',
          says: 'A code is used no more often than it may be.',
        },
        {
          kind: 'only-while',
          entity: 'promo_code_use',
          reference: 'promo_code',
          parent: 'is_active',
          says: 'Only an active code is used.',
        },
      ],
      access: [
        { name: 'a code of an event', entity: 'promo_code', by: ['event', 'code'], perSecond: 20 },
        { name: 'how often a code was used', entity: 'promo_code_use', by: ['promo_code'] },
      ],
      fixture: ["INSERT INTO promo_codes (id, event_id, code, amount, max_uses) VALUES (1, 1, 'FRIEND', 5, 1)"],
      scenarios: [
        { says: 'a code worth nothing', refuse: "INSERT INTO promo_codes (event_id, code) VALUES (1, 'NIL')" },
        { says: 'a code used', accept: use(2) },
        { says: 'a code used up', given: [use(2)], refuse: use(3) },
        { says: 'the last use of a code, twice', race: [use(2), use(3)] },
        {
          says: 'a code used while it is switched off',
          race: ['UPDATE promo_codes SET is_active = FALSE WHERE id = 1', use(3)],
        },
      ],
    },
  },
  {
    id: 'transfers',
    title: 'tickets passed on',
    words: ['ticket transfer', 'transfer ticket', 'resale', 'pass on ticket'],
    usual: false,
    part: {
      entities: {
        ticket_transfer: {
          description: 'A ticket offered to someone else, who takes it or not.',
          references: { ticket: 'ticket', from_user: 'user', to_user: 'user?' },
          attributes: {
            to_email: 'email personal(contact)',
            status: 'state(offered, accepted, declined, withdrawn) = offered',
          },
          checks: [
            { name: 'accepted_by_someone', sql: "status <> 'accepted' OR to_user_id IS NOT NULL" },
            { name: 'not_to_oneself', sql: 'to_user_id <> from_user_id' },
          ],
          volume: { rows: 500_000, perYear: 250_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'ticket_transfer',
          attribute: 'status',
          allowed: { offered: ['accepted', 'declined', 'withdrawn'], accepted: [], declined: [], withdrawn: [] },
          says: 'An offer is answered once.',
        },
        {
          kind: 'only-one',
          entity: 'ticket_transfer',
          per: ['ticket'],
          where: "status = 'offered'",
          says: 'A ticket is offered to one person at a time.',
        },
        {
          kind: 'only-while',
          entity: 'ticket_transfer',
          reference: 'ticket',
          parent: "status = 'valid'",
          says: 'Only a valid ticket is passed on.',
        },
      ],
      access: [
        {
          name: 'transfers of a ticket, newest first',
          entity: 'ticket_transfer',
          by: ['ticket'],
          order: ['-created_at'],
        },
        {
          name: 'tickets offered to someone',
          entity: 'ticket_transfer',
          by: ['to_email'],
          where: "status = 'offered'",
        },
      ],
      scenarios: [
        { says: 'a ticket offered', accept: hand() },
        { says: 'a ticket offered to two', given: [hand()], refuse: hand() },
        { says: 'a ticket offered to two at once', race: [hand(), hand()] },
        { says: 'a ticket taken by nobody', refuse: hand('accepted') },
        {
          says: 'a ticket passed on while it is made void',
          race: ["UPDATE tickets SET status = 'void', claim_id = NULL WHERE id = 1", hand()],
        },
      ],
    },
  },
  {
    id: 'waitlist',
    title: 'a waiting list',
    words: ['waitlist', 'wait list', 'waiting list', 'sold-out list'],
    usual: false,
    part: {
      entities: {
        waitlist_entry: {
          references: { performance: 'performance', user: 'user?' },
          attributes: {
            email: 'email personal(contact)',
            quantity: 'count > 0',
            status: 'state(waiting, offered, bought, expired) = waiting',
          },
          volume: { rows: 700_000, perYear: 300_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'waitlist_entry',
          per: ['performance', 'email'],
          where: "status = 'waiting'",
          says: 'Nobody waits twice for one performance.',
        },
      ],
      access: [
        {
          name: 'who waits for a performance, longest first',
          entity: 'waitlist_entry',
          by: ['performance'],
          where: "status = 'waiting'",
          order: ['created_at'],
          limit: 50,
        },
      ],
      scenarios: [
        { says: 'waiting twice, once in capitals', given: [wait('dan@example.com')], refuse: wait('DAN@example.com') },
        { says: 'waiting twice at once', race: [wait('dan@example.com'), wait('dan@example.com')] },
        { says: 'someone who waits', accept: wait('dan@example.com') },
      ],
    },
  },
];
