import type { DomainOption } from '#analysis/domains/domain.ts';

const reserve = (table: number, from: string, to: string, party = 2) =>
  `INSERT INTO reservations (restaurant_id, dining_table_id, guest_name, guest_phone, party_size, starts_at, ends_at) VALUES (1, ${table}, 'Ann', '+33123456789', ${party}, '2026-03-03 ${from}', '2026-03-03 ${to}')`;
const stock = (change: number, reason: string) =>
  `INSERT INTO ingredient_movements (ingredient_id, quantity_change, reason) VALUES (1, ${change}, '${reason}')`;
const openTill = (drawer: number) =>
  `INSERT INTO cash_sessions (drawer_id, opened_by_id, opening_amount) VALUES (${drawer}, 1, 100)`;

export const options: readonly DomainOption[] = [
  {
    id: 'reservations',
    title: 'reservations',
    words: ['reservation', 'table reservation', 'table booking', 'book a table', 'reserve a table'],
    usual: true,
    part: {
      entities: {
        reservation: {
          references: {
            restaurant: 'restaurant',
            dining_table: 'dining_table? agree(restaurant)',
            user: 'user?',
            order: 'order? unique',
          },
          attributes: {
            guest_name: 'name personal',
            guest_phone: 'phone personal(contact)',
            party_size: 'count > 0',
            starts_at: 'moment',
            ends_at: 'moment',
            status: 'state(booked, seated, completed, cancelled, no_show) = booked',
            note: 'text?',
          },
          volume: { rows: 1_000_000, perYear: 800_000 },
        },
      },
      invariants: [
        {
          kind: 'no-overlap',
          entity: 'reservation',
          per: ['dining_table'],
          from: 'starts_at',
          to: 'ends_at',
          where: "status IN ('booked', 'seated')",
          says: 'A table is reserved once at a time.',
        },
        {
          kind: 'transitions',
          entity: 'reservation',
          attribute: 'status',
          allowed: {
            booked: ['seated', 'cancelled', 'no_show'],
            seated: ['completed'],
            completed: [],
            cancelled: [],
            no_show: ['seated'],
          },
          says: 'A reservation that was cancelled stays so.',
        },
      ],
      access: [
        {
          name: 'reservations of a restaurant between two moments',
          entity: 'reservation',
          by: ['restaurant'],
          range: 'starts_at',
          order: ['starts_at'],
          perSecond: 20,
        },
        { name: 'reservations by telephone number', entity: 'reservation', by: ['guest_phone'], perSecond: 2 },
      ],
      questions: [
        {
          question: 'Can a party take several tables?',
          assumed: 'Tables that are pushed together are entered as a table of their own.',
        },
      ],
      fixture: [reserve(2, '18:00:00', '20:00:00')],
      scenarios: [
        { says: 'a table reserved twice', refuse: reserve(2, '19:00:00', '21:00:00') },
        { says: 'the second seating', accept: reserve(2, '20:00:00', '22:00:00') },
        {
          says: 'a table reserved by two callers',
          race: [reserve(1, '18:00:00', '20:00:00'), reserve(1, '19:00:00', '21:00:00')],
        },
        {
          says: 'a table that was given back',
          given: ["UPDATE reservations SET status = 'cancelled' WHERE dining_table_id = 2"],
          accept: reserve(2, '19:00:00', '21:00:00'),
        },
        { says: 'a table of another restaurant reserved', refuse: reserve(3, '18:00:00', '20:00:00') },
        { says: 'a party of nobody', refuse: reserve(1, '18:00:00', '20:00:00', 0) },
      ],
    },
  },
  {
    id: 'ingredients',
    title: 'ingredients in stock',
    words: ['ingredient', 'recipe', 'food cost', 'kitchen inventory', 'ingredient stock'],
    usual: false,
    part: {
      entities: {
        ingredient: {
          references: { restaurant: 'restaurant' },
          attributes: {
            name: 'name',
            unit: 'choice(g, ml, piece)',
            on_hand: { domain: 'decimal', precision: 14, scale: 3, default: 0 },
            reorder_below: 'quantity?',
          },
          unique: [{ of: ['restaurant', 'name'] }],
          volume: { rows: 60_000, perYear: 20_000 },
        },
        recipe_line: {
          description: 'How much of an ingredient one dish takes.',
          key: ['item', 'ingredient'],
          references: {
            item: 'menu_item cascade agree(restaurant)',
            ingredient: 'ingredient agree(restaurant)',
            restaurant: 'restaurant',
          },
          attributes: { quantity: 'quantity > 0' },
          volume: { rows: 300_000, perYear: 150_000 },
        },
        ingredient_movement: {
          references: { ingredient: 'ingredient', order_line: 'order_line?' },
          attributes: {
            quantity_change: { domain: 'decimal', precision: 14, scale: 3 },
            reason: 'choice(delivery, use, waste, count)',
          },
          checks: [
            { name: 'quantity_change_not_zero', sql: 'quantity_change <> 0' },
            { name: 'use_takes_away', sql: "reason NOT IN ('use', 'waste') OR quantity_change < 0" },
          ],
          timestamps: 'created',
          volume: { rows: 8_000_000, perYear: 10_000_000 },
        },
      },
      invariants: [
        {
          kind: 'running-total',
          entity: 'ingredient_movement',
          sum: 'quantity_change',
          into: 'ingredient',
          attribute: 'on_hand',
          match: { id: 'ingredient' },
          min: 0,
          says: 'No more is used than there is.',
        },
      ],
      access: [
        { name: 'ingredients of a restaurant', entity: 'ingredient', by: ['restaurant'], perSecond: 5 },
        { name: 'the recipe of a dish', entity: 'recipe_line', by: ['item'], perSecond: 40 },
        { name: 'dishes with an ingredient', entity: 'recipe_line', by: ['ingredient'] },
        {
          name: 'movements of an ingredient, newest first',
          entity: 'ingredient_movement',
          by: ['ingredient'],
          order: ['-created_at'],
          limit: 100,
        },
      ],
      fixture: [
        "INSERT INTO ingredients (id, restaurant_id, name, unit) VALUES (1, 1, 'Beef', 'g')",
        stock(500, 'delivery'),
      ],
      scenarios: [
        { says: 'more used than there is', refuse: stock(-600, 'use') },
        { says: 'all of it used', accept: stock(-500, 'use') },
        { says: 'the last steak made twice', race: [stock(-300, 'use'), stock(-300, 'use')] },
        { says: 'a use that adds', refuse: stock(300, 'use') },
        { says: 'stock written by hand', refuse: 'UPDATE ingredients SET on_hand = 900 WHERE id = 1' },
      ],
    },
  },
  {
    id: 'cash-drawers',
    title: 'cash drawers',
    words: ['cash drawer', 'cash register', 'till', 'cash up', 'shift closing'],
    usual: false,
    part: {
      entities: {
        cash_drawer: {
          references: { restaurant: 'restaurant' },
          attributes: { name: 'name' },
          unique: [{ of: ['restaurant', 'name'] }],
          volume: { rows: 1_200, perYear: 400 },
        },
        cash_session: {
          description: 'From the opening of a drawer to its count.',
          references: { drawer: 'cash_drawer', opened_by: 'employee', closed_by: 'employee?' },
          attributes: {
            opened_at: 'moment = now',
            closed_at: 'moment?',
            opening_amount: 'money >= 0',
            counted_amount: 'money? >= 0',
          },
          checks: [
            { name: 'closed_is_counted', sql: '(closed_at IS NULL) = (counted_amount IS NULL)' },
            { name: 'closed_after_opening', sql: 'closed_at >= opened_at' },
          ],
          volume: { rows: 500_000, perYear: 600_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'cash_session',
          per: ['drawer'],
          where: 'closed_at IS NULL',
          says: 'A drawer is open once.',
        },
      ],
      access: [
        {
          name: 'sessions of a drawer, newest first',
          entity: 'cash_session',
          by: ['drawer'],
          order: ['-opened_at'],
          limit: 30,
        },
      ],
      fixture: ["INSERT INTO cash_drawers (id, restaurant_id, name) VALUES (1, 1, 'Bar'), (2, 1, 'Hall')", openTill(1)],
      scenarios: [
        { says: 'a drawer opened twice', refuse: openTill(1) },
        { says: 'another drawer opened', accept: openTill(2) },
        { says: 'a drawer opened by two', race: [openTill(2), openTill(2)] },
        { says: 'a drawer closed without a count', refuse: 'UPDATE cash_sessions SET closed_at = CURRENT_TIMESTAMP' },
      ],
    },
  },
];
