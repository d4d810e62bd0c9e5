import type { DomainOption } from '#analysis/domains/domain.ts';

const received = (line: number, lot: number, quantity: number) =>
  `INSERT INTO goods_receipt_lines (goods_receipt_id, purchase_order_id, purchase_order_line_id, product_id, lot_id, quantity) VALUES (1, 1, ${line}, 1, ${lot}, ${quantity})`;
const putAway = (change: number) =>
  `INSERT INTO stock_movements (warehouse_id, bin_id, product_id, lot_id, goods_receipt_line_id, change, reason) VALUES (1, 1, 1, 1, 1, ${change}, 'receipt')`;
const orderLine = (order: number) =>
  `INSERT INTO purchase_order_lines (purchase_order_id, product_id, position, quantity, unit_cost) VALUES (${order}, 1, 9, 5, 2)`;

/** From the supplier to the shelf. */
export const purchasing: DomainOption = {
  id: 'purchasing',
  title: 'purchasing',
  words: ['purchasing', 'purchase order', 'procurement', 'supplier', 'vendor', 'goods receipt', 'receiving', 'inbound'],
  usual: true,
  part: {
    entities: {
      supplier: {
        attributes: {
          code: 'code unique',
          name: 'name',
          email: 'email? personal(contact)',
          phone: 'phone?',
          country: 'country',
          is_active: 'boolean = true',
        },
        volume: { rows: 3_000, perYear: 300 },
      },
      product_supplier: {
        description: 'A supplier has a product, at this price today.',
        key: ['product', 'supplier'],
        references: { product: 'product cascade', supplier: 'supplier' },
        attributes: {
          supplier_sku: 'code?',
          unit_cost: 'money >= 0',
          currency: 'currency',
          lead_days: 'count = 7',
          is_preferred: 'boolean = false',
        },
        volume: { rows: 500_000, perYear: 80_000 },
      },
      purchase_order: {
        references: { supplier: 'supplier', warehouse: 'warehouse', ordered_by: 'user' },
        attributes: {
          number: 'code unique',
          currency: 'currency',
          status: 'state(draft, ordered, received, cancelled) = draft',
          ordered_at: 'moment?',
          expected_on: 'date?',
        },
        checks: [{ name: 'ordered_has_time', sql: "status IN ('draft', 'cancelled') OR ordered_at IS NOT NULL" }],
        volume: { rows: 400_000, perYear: 150_000 },
      },
      purchase_order_line: {
        description: 'What was ordered, at the price that was agreed then.',
        references: { purchase_order: 'purchase_order', product: 'product' },
        attributes: {
          position: 'count > 0',
          quantity: 'quantity > 0',
          unit_cost: 'money >= 0',
          total: { domain: 'money', generated: 'quantity * unit_cost' },
        },
        unique: [{ of: ['purchase_order', 'position'] }],
        volume: { rows: 3_000_000, perYear: 1_200_000 },
      },
      goods_receipt: {
        description: 'What one lorry brought.',
        references: {
          purchase_order: 'purchase_order agree(warehouse)',
          warehouse: 'warehouse',
          received_by: 'user',
        },
        attributes: { delivery_note: 'code', received_at: 'moment = now' },
        unique: [{ of: ['purchase_order', 'delivery_note'] }],
        timestamps: 'created',
        volume: { rows: 500_000, perYear: 200_000 },
      },
      goods_receipt_line: {
        references: {
          goods_receipt: 'goods_receipt agree(purchase_order)',
          purchase_order: 'purchase_order',
          purchase_order_line: 'purchase_order_line agree(purchase_order, product)',
          product: 'product',
          lot: 'lot agree(product)',
        },
        attributes: { quantity: 'quantity > 0' },
        timestamps: 'created',
        volume: { rows: 4_000_000, perYear: 1_600_000 },
      },
      stock_movement: { references: { goods_receipt_line: 'goods_receipt_line? agree(lot)' } },
    },
    invariants: [
      {
        kind: 'only-one',
        entity: 'product_supplier',
        per: ['product'],
        where: 'is_preferred',
        says: 'A product has one preferred supplier.',
      },
      {
        kind: 'transitions',
        entity: 'purchase_order',
        attribute: 'status',
        start: ['draft'],
        allowed: { draft: ['ordered', 'cancelled'], ordered: ['received', 'cancelled'], received: [], cancelled: [] },
        says: 'A purchase order goes from draft to ordered to received.',
      },
      {
        kind: 'immutable',
        entity: 'purchase_order',
        attributes: ['supplier', 'warehouse', 'currency'],
        when: "status <> 'draft'",
        says: 'What was ordered is not rewritten.',
      },
      {
        kind: 'only-while',
        entity: 'purchase_order_line',
        reference: 'purchase_order',
        parent: "status = 'draft'",
        says: 'Lines are added until the order is sent.',
      },
      {
        kind: 'only-while',
        entity: 'goods_receipt',
        reference: 'purchase_order',
        parent: "status = 'ordered'",
        says: 'Goods come in on an order that was sent.',
      },
      {
        kind: 'sum-at-most',
        entity: 'goods_receipt_line',
        sum: 'quantity',
        per: 'purchase_order_line',
        limit: 'quantity',
        says: 'No more comes in than was ordered.',
      },
      {
        kind: 'immutable',
        entity: 'goods_receipt_line',
        says: 'What came in is not rewritten.',
      },
      {
        kind: 'sum-at-most',
        entity: 'stock_movement',
        sum: 'change',
        per: 'goods_receipt_line',
        limit: 'quantity',
        says: 'No more is put away than came in.',
      },
    ],
    access: [
      { name: 'a purchase order by its number', entity: 'purchase_order', by: ['number'], perSecond: 5 },
      {
        name: 'orders that a warehouse expects',
        entity: 'purchase_order',
        by: ['warehouse'],
        where: "status = 'ordered'",
        order: ['expected_on'],
        limit: 100,
        perSecond: 2,
      },
      {
        name: 'purchase orders of a supplier',
        entity: 'purchase_order',
        by: ['supplier'],
        order: ['-created_at'],
        limit: 50,
      },
      { name: 'lines of a purchase order', entity: 'purchase_order_line', by: ['purchase_order'], order: ['position'] },
      { name: 'what came in on a purchase order', entity: 'goods_receipt', by: ['purchase_order'] },
      { name: 'products of a supplier', entity: 'product_supplier', by: ['supplier'], limit: 100 },
    ],
    questions: [
      { question: 'May a supplier deliver more than was ordered?', assumed: 'No: the order is changed first.' },
    ],
    fixture: [
      "INSERT INTO suppliers (id, code, name, country) VALUES (1, 'ACME', 'Acme', 'FR'), (2, 'BOLT', 'Bolt', 'DE')",
      "INSERT INTO product_suppliers (product_id, supplier_id, unit_cost, currency, is_preferred) VALUES (1, 1, 2, 'EUR', TRUE)",
      "INSERT INTO purchase_orders (id, supplier_id, warehouse_id, ordered_by_id, number, currency) VALUES (1, 1, 1, 1, 'P-1', 'EUR'), (2, 1, 1, 1, 'P-2', 'EUR')",
      'INSERT INTO purchase_order_lines (id, purchase_order_id, product_id, position, quantity, unit_cost) VALUES (1, 1, 1, 1, 20, 2)',
      "UPDATE purchase_orders SET status = 'ordered', ordered_at = '2026-01-02 10:00:00' WHERE id = 1",
      "INSERT INTO goods_receipts (id, purchase_order_id, warehouse_id, received_by_id, delivery_note) VALUES (1, 1, 1, 1, 'D-1')",
      'INSERT INTO goods_receipt_lines (id, goods_receipt_id, purchase_order_id, purchase_order_line_id, product_id, lot_id, quantity) VALUES (1, 1, 1, 1, 1, 1, 12)',
    ],
    scenarios: [
      { says: 'more received than was ordered', refuse: received(1, 1, 9) },
      { says: 'the rest of an order received', accept: received(1, 1, 8) },
      { says: 'the rest of an order received twice', race: [received(1, 1, 8), received(1, 1, 8)] },
      { says: 'a lot of another product received', refuse: received(1, 2, 1) },
      { says: 'more put away than came in', refuse: putAway(13) },
      { says: 'what came in put away', accept: putAway(12) },
      { says: 'what came in put away twice', race: [putAway(12), putAway(12)] },
      {
        says: 'goods on an order that was not sent',
        refuse:
          "INSERT INTO goods_receipts (purchase_order_id, warehouse_id, received_by_id, delivery_note) VALUES (2, 1, 1, 'D-2')",
      },
      {
        says: 'goods on an order that is cancelled meanwhile',
        race: [
          "UPDATE purchase_orders SET status = 'cancelled' WHERE id = 1",
          "INSERT INTO goods_receipts (purchase_order_id, warehouse_id, received_by_id, delivery_note) VALUES (1, 1, 1, 'D-2')",
        ],
      },
      {
        says: 'a delivery note booked twice',
        refuse:
          "INSERT INTO goods_receipts (purchase_order_id, warehouse_id, received_by_id, delivery_note) VALUES (1, 1, 1, 'D-1')",
      },
      { says: 'a line on an order that was sent', refuse: orderLine(1) },
      { says: 'a line on a draft', accept: orderLine(2) },
      {
        says: 'a line added while the order is sent',
        race: [
          "UPDATE purchase_orders SET status = 'ordered', ordered_at = '2026-01-03 10:00:00' WHERE id = 2",
          orderLine(2),
        ],
      },
      {
        says: 'the supplier of a sent order changed',
        refuse: 'UPDATE purchase_orders SET supplier_id = 2 WHERE id = 1',
      },
      {
        says: 'a second preferred supplier',
        refuse:
          "INSERT INTO product_suppliers (product_id, supplier_id, unit_cost, currency, is_preferred) VALUES (1, 2, 2, 'EUR', TRUE)",
      },
      {
        says: 'two first preferred suppliers at once',
        race: [
          "INSERT INTO product_suppliers (product_id, supplier_id, unit_cost, currency, is_preferred) VALUES (2, 1, 2, 'EUR', TRUE)",
          "INSERT INTO product_suppliers (product_id, supplier_id, unit_cost, currency, is_preferred) VALUES (2, 2, 2, 'EUR', TRUE)",
        ],
      },
    ],
  },
};
