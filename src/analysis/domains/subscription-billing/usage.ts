import type { DomainOption } from '#analysis/domains/domain.ts';

/** What is paid by use: meters, their prices in steps, and the events that are counted. */
export const usage: DomainOption = {
  id: 'usage',
  title: 'pay by use',
  words: ['usage', 'metered', 'usage-based', 'pay as you go', 'consumption', 'metering', 'api call'],
  usual: true,
  part: {
    entities: {
      meter: {
        description: 'What is counted: calls, gigabytes, messages.',
        attributes: { code: 'code unique', name: 'name', unit: 'code' },
        volume: { rows: 100, perYear: 20 },
      },
      meter_price: {
        description: 'What a meter costs within a plan and a currency.',
        references: { plan: 'plan', meter: 'meter' },
        attributes: { currency: 'currency', included_quantity: 'quantity = 0' },
        unique: [{ of: ['plan', 'meter', 'currency'] }],
        volume: { rows: 3_000, perYear: 800 },
      },
      meter_price_tier: {
        description: 'The price of a unit from a quantity on.',
        key: ['meter_price', 'from_quantity'],
        references: { meter_price: 'meter_price cascade' },
        attributes: { from_quantity: 'quantity', unit_amount: 'decimal(18, 8) >= 0' },
        timestamps: 'created',
        volume: { rows: 12_000, perYear: 3_000 },
      },
      usage_event: {
        description: 'Something that was used. The key of the event makes sure that it is counted once.',
        key: ['subscription_item', 'meter', 'event_key', 'used_at'],
        references: { subscription_item: 'subscription_item', meter: 'meter' },
        attributes: { event_key: 'token', used_at: 'moment', quantity: 'quantity > 0' },
        timestamps: 'none',
        partitionBy: 'used_at',
        appendOnly: true,
        volume: { rows: 400_000_000, perYear: 500_000_000, keepDays: 400 },
      },
    },
    access: [
      {
        name: 'what an item has used in a period',
        entity: 'usage_event',
        by: ['subscription_item', 'meter'],
        range: 'used_at',
        reads: ['quantity'],
        perSecond: 5,
      },
      { name: 'meters of a plan', entity: 'meter_price', by: ['plan'], perSecond: 20 },
      {
        name: 'steps of a price',
        entity: 'meter_price_tier',
        by: ['meter_price'],
        order: ['from_quantity'],
        perSecond: 20,
      },
    ],
    summaries: [
      {
        name: 'daily_usage',
        sql: `SELECT subscription_item_id, meter_id, date_trunc('day', used_at AT TIME ZONE 'UTC') AS day, sum(quantity) AS quantity, count(*) AS events
FROM usage_events
GROUP BY 1, 2, 3`,
        key: ['subscription_item_id', 'meter_id', 'day'],
        serves: 'What each item has used on each day.',
        refresh: 'nightly',
      },
    ],
    decisions: [
      {
        what: 'Usage events have no number of their own: item, meter, key of the event and moment name them.',
        why: 'A sender who tries again with the same moment is refused, and months are dropped at once after they were billed.',
      },
    ],
    questions: [
      { question: 'How long are usage events kept?', assumed: 'Some 13 months, until no invoice is disputed.' },
    ],
    fixture: [
      "INSERT INTO meters (id, code, name, unit) VALUES (1, 'calls', 'Calls', 'call')",
      "INSERT INTO meter_prices (id, plan_id, meter_id, currency, included_quantity) VALUES (1, 1, 1, 'EUR', 100)",
      'INSERT INTO meter_price_tiers (meter_price_id, from_quantity, unit_amount) VALUES (1, 0, 0.01)',
      "INSERT INTO usage_events (subscription_item_id, meter_id, event_key, used_at, quantity) VALUES (1, 1, 'e-1', '2026-01-05 10:00:00', 3)",
    ],
    scenarios: [
      {
        says: 'one event counted twice',
        refuse:
          "INSERT INTO usage_events (subscription_item_id, meter_id, event_key, used_at, quantity) VALUES (1, 1, 'e-1', '2026-01-05 10:00:00', 3)",
      },
      {
        says: 'another event',
        accept:
          "INSERT INTO usage_events (subscription_item_id, meter_id, event_key, used_at, quantity) VALUES (1, 1, 'e-2', '2026-01-05 10:00:00', 3)",
      },
      {
        says: 'an event of nothing',
        refuse:
          "INSERT INTO usage_events (subscription_item_id, meter_id, event_key, used_at, quantity) VALUES (1, 1, 'e-2', '2026-01-05 10:00:00', 0)",
      },
      { says: 'usage rewritten', refuse: 'UPDATE usage_events SET quantity = 1' },
      {
        says: 'two prices from one quantity on',
        refuse: 'INSERT INTO meter_price_tiers (meter_price_id, from_quantity, unit_amount) VALUES (1, 0, 0.02)',
      },
    ],
  },
};
