import type { DomainOption } from '#analysis/domains/domain.ts';
import { purchasing } from './purchasing.ts';

export const options: readonly DomainOption[] = [
  purchasing,
  {
    id: 'picking',
    title: 'pick lists',
    words: ['picking', 'pick list', 'picking list', 'order picking', 'picker', 'fulfilment', 'fulfillment'],
    usual: true,
    part: {
      entities: {
        pick_list: {
          description: 'What one person fetches on one way through a warehouse.',
          references: { warehouse: 'warehouse', picker: 'user?' },
          attributes: {
            number: 'code unique',
            status: 'state(waiting, picking, done, cancelled) = waiting',
            started_at: 'moment?',
            done_at: 'moment?',
          },
          checks: [
            { name: 'picking_has_picker', sql: "status NOT IN ('picking', 'done') OR picker_id IS NOT NULL" },
            { name: 'done_has_time', sql: "status <> 'done' OR done_at IS NOT NULL" },
          ],
          volume: { rows: 2_000_000, perYear: 1_000_000 },
        },
        pick_line: {
          description: 'What to take from a bin for a reservation.',
          references: {
            pick_list: 'pick_list agree(warehouse)',
            warehouse: 'warehouse',
            reservation: 'reservation agree(warehouse, product)',
            product: 'product',
            bin: 'bin agree(warehouse)',
            lot: 'lot agree(product)',
          },
          attributes: { position: 'count > 0', quantity: 'quantity > 0' },
          unique: [{ of: ['pick_list', 'position'] }],
          volume: { rows: 8_000_000, perYear: 4_000_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'pick_list',
          attribute: 'status',
          start: ['waiting'],
          allowed: { waiting: ['picking', 'cancelled'], picking: ['done', 'cancelled'], done: [], cancelled: [] },
          says: 'A pick list goes from waiting to picking to done.',
        },
        {
          kind: 'only-one',
          entity: 'pick_list',
          per: ['picker'],
          where: "status = 'picking'",
          says: 'A picker works on one list at a time.',
        },
        {
          kind: 'only-while',
          entity: 'pick_line',
          reference: 'pick_list',
          parent: "status = 'waiting'",
          says: 'Lines are added before picking begins.',
        },
        {
          kind: 'sum-at-most',
          entity: 'pick_line',
          sum: 'quantity',
          per: 'reservation',
          limit: 'quantity',
          says: 'No more is picked than was reserved.',
        },
      ],
      access: [
        {
          name: 'pick lists of a warehouse that wait, oldest first',
          entity: 'pick_list',
          by: ['warehouse'],
          where: "status = 'waiting'",
          order: ['created_at'],
          limit: 50,
          perSecond: 10,
        },
        { name: 'lines of a pick list', entity: 'pick_line', by: ['pick_list'], order: ['position'], perSecond: 60 },
        { name: 'what is picked for a reservation', entity: 'pick_line', by: ['reservation'], perSecond: 10 },
      ],
      fixture: [
        "INSERT INTO pick_lists (id, warehouse_id, number) VALUES (1, 1, 'L-1'), (2, 1, 'L-2')",
        'INSERT INTO pick_lines (id, pick_list_id, warehouse_id, reservation_id, product_id, bin_id, lot_id, position, quantity) VALUES (1, 1, 1, 1, 1, 1, 1, 1, 2)',
      ],
      scenarios: [
        { says: 'more picked than was reserved', refuse: pick('1, 1, 1, 1, 1, 1, 2, 3') },
        { says: 'the rest of a reservation picked', accept: pick('1, 1, 1, 1, 1, 1, 2, 2') },
        {
          says: 'the rest of a reservation picked on two lists at once',
          race: [pick('1, 1, 1, 1, 1, 1, 2, 2'), pick('2, 1, 1, 1, 1, 1, 1, 2')],
        },
        { says: 'a pick from a bin of another warehouse', refuse: pick('1, 1, 1, 1, 3, 1, 2, 1') },
        { says: 'a pick of another product than was reserved', refuse: pick('1, 1, 1, 2, 1, 2, 2, 1') },
        {
          says: 'a line on a list on which picking has begun',
          given: ["UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 1"],
          refuse: pick('1, 1, 1, 1, 1, 1, 2, 1'),
        },
        {
          says: 'a line added while picking begins',
          race: [
            "UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 1",
            pick('1, 1, 1, 1, 1, 1, 2, 1'),
          ],
        },
        { says: 'picking by nobody', refuse: "UPDATE pick_lists SET status = 'picking' WHERE id = 1" },
        { says: 'picking begins', accept: "UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 1" },
        {
          says: 'a picker with two lists',
          given: ["UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 1"],
          refuse: "UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 2",
        },
        {
          says: 'a picker who takes two lists at once',
          race: [
            "UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 1",
            "UPDATE pick_lists SET status = 'picking', picker_id = 1 WHERE id = 2",
          ],
        },
      ],
    },
  },
  {
    id: 'reordering',
    title: 'reorder points',
    words: [
      'reorder point',
      'reorder level',
      'reorder rule',
      'replenishment',
      'minimum stock',
      'safety stock',
      'low stock alert',
    ],
    usual: true,
    part: {
      entities: {
        reorder_rule: {
          description: 'Below how much a product is ordered again for a warehouse, and up to how much.',
          key: ['warehouse', 'product'],
          references: { warehouse: 'warehouse', product: 'product cascade' },
          attributes: { minimum: 'quantity', target: 'quantity > 0', is_active: 'boolean = true' },
          checks: [{ name: 'target_above_minimum', sql: 'target > minimum' }],
          volume: { rows: 800_000, perYear: 100_000 },
        },
      },
      access: [{ name: 'reorder points of a product', entity: 'reorder_rule', by: ['product'], perSecond: 5 }],
      summaries: [
        {
          name: 'low_stock',
          sql: `SELECT r.warehouse_id, r.product_id, r.minimum, r.target, coalesce(s.on_hand - s.reserved, 0) AS free
FROM reorder_rules AS r
LEFT JOIN stock_levels AS s ON s.warehouse_id = r.warehouse_id AND s.product_id = r.product_id
WHERE r.is_active AND coalesce(s.on_hand - s.reserved, 0) < r.minimum`,
          key: ['warehouse_id', 'product_id'],
          serves: 'What has to be ordered again.',
          refresh: 'every 15 minutes',
        },
      ],
      scenarios: [
        {
          says: 'a target below the minimum',
          refuse: 'INSERT INTO reorder_rules (warehouse_id, product_id, minimum, target) VALUES (1, 1, 10, 5)',
        },
        {
          says: 'a reorder point',
          accept: 'INSERT INTO reorder_rules (warehouse_id, product_id, minimum, target) VALUES (1, 1, 10, 50)',
        },
      ],
    },
  },
  {
    id: 'serial-numbers',
    title: 'serial numbers',
    words: ['serial number', 'serialized item', 'serialised item', 'serialized inventory', 'imei'],
    usual: false,
    part: {
      entities: {
        serial_number: {
          description: 'One piece that is followed by its own number.',
          references: { product: 'product', lot: 'lot agree(product)', bin: 'bin?' },
          attributes: { number: 'code', status: 'state(in_stock, gone, scrapped) = in_stock' },
          unique: [{ of: ['product', 'number'] }],
          checks: [{ name: 'in_stock_has_bin', sql: "(status = 'in_stock') = (bin_id IS NOT NULL)" }],
          volume: { rows: 5_000_000, perYear: 2_000_000 },
        },
      },
      invariants: [
        {
          kind: 'transitions',
          entity: 'serial_number',
          attribute: 'status',
          allowed: { in_stock: ['gone', 'scrapped'], gone: ['in_stock'], scrapped: [] },
          says: 'What was scrapped does not come back.',
        },
      ],
      access: [
        { name: 'a piece by its serial number', entity: 'serial_number', by: ['product', 'number'], perSecond: 20 },
        { name: 'pieces in a bin', entity: 'serial_number', by: ['bin'], perSecond: 10 },
      ],
      scenarios: [
        {
          says: 'a piece that is in stock nowhere',
          refuse: "INSERT INTO serial_numbers (product_id, lot_id, number) VALUES (1, 1, 'S-1')",
        },
        {
          says: 'a piece',
          accept: "INSERT INTO serial_numbers (product_id, lot_id, bin_id, number) VALUES (1, 1, 1, 'S-1')",
        },
      ],
    },
  },
];

function pick(values: string): string {
  return `INSERT INTO pick_lines (pick_list_id, warehouse_id, reservation_id, product_id, bin_id, lot_id, position, quantity) VALUES (${values})`;
}
