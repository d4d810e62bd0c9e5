import type { ModelPart } from '#analysis/domains/domain.ts';

const move = (bin: number, change: number, reason: string, lot = 1, product = 1) =>
  `INSERT INTO stock_movements (warehouse_id, bin_id, product_id, lot_id, change, reason) VALUES (1, ${bin}, ${product}, ${lot}, ${change}, '${reason}')`;
const carry = (bin: number, change: number) =>
  `INSERT INTO stock_movements (warehouse_id, bin_id, product_id, lot_id, relocation_id, change, reason) VALUES (1, ${bin}, 1, 1, 1, ${change}, 'relocation')`;
const ship = (warehouse: number, bin: number, change: number) =>
  `INSERT INTO stock_movements (warehouse_id, bin_id, product_id, lot_id, transfer_id, transfer_line_id, change, reason) VALUES (${warehouse}, ${bin}, 1, 1, 1, 1, ${change}, 'transfer')`;
const hold = (reservation: number, change: number) =>
  `INSERT INTO reservation_movements (reservation_id, warehouse_id, product_id, change) VALUES (${reservation}, 1, 1, ${change})`;
const counted = (bin: number, count = 1) =>
  `INSERT INTO stock_count_lines (stock_count_id, warehouse_id, bin_id, lot_id, counted_by_id, expected, counted) VALUES (${count}, 1, ${bin}, 1, 1, 10, 9)`;
const sent = "UPDATE transfers SET status = 'sent', sent_at = '2026-01-02 10:00:00' WHERE id = 1";

/** Two warehouses, ten pieces of one lot in a bin, four of them reserved, one open transfer and one open count. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
    "INSERT INTO warehouses (id, code, name, country, timezone) VALUES (1, 'LYS', 'Lyon', 'FR', 'Europe/Paris'), (2, 'BER', 'Berlin', 'DE', 'Europe/Berlin')",
    "INSERT INTO zones (id, warehouse_id, code, purpose) VALUES (1, 1, 'A', 'storage'), (2, 2, 'A', 'storage'), (3, 1, 'B', 'picking')",
    "INSERT INTO bins (id, warehouse_id, zone_id, code) VALUES (1, 1, 1, 'A-1'), (2, 1, 1, 'A-2'), (3, 2, 2, 'A-1')",
    "INSERT INTO categories (id, name, slug) VALUES (1, 'Screws', 'screws'), (2, 'Long screws', 'long-screws')",
    "INSERT INTO units (id, code, name) VALUES (1, 'pcs', 'piece'), (2, 'kg', 'kilogram')",
    "INSERT INTO products (id, category_id, unit_id, sku, title) VALUES (1, 1, 1, 'S-10', 'Screw'), (2, 1, 1, 'N-10', 'Nut')",
    "INSERT INTO product_barcodes (id, product_id, barcode) VALUES (1, 1, '4006381333931')",
    "INSERT INTO lots (id, product_id, code) VALUES (1, 1, 'L-1'), (2, 2, 'L-1')",
    move(1, 10, 'return'),
    "INSERT INTO reservations (id, warehouse_id, product_id, purpose, quantity) VALUES (1, 1, 1, 'order 1', 4), (2, 1, 1, 'order 2', 20)",
    hold(1, 4),
    'INSERT INTO relocations (id, warehouse_id, lot_id) VALUES (1, 1, 1)',
    "INSERT INTO transfers (id, from_warehouse_id, to_warehouse_id, number) VALUES (1, 1, 2, 'T-1'), (2, 1, 2, 'T-2')",
    'INSERT INTO transfer_lines (id, transfer_id, product_id, lot_id, quantity) VALUES (1, 1, 1, 1, 5)',
    "INSERT INTO stock_counts (id, warehouse_id, zone_id, number) VALUES (1, 1, 1, 'C-1')",
    counted(1),
  ],
  scenarios: [
    { says: 'a bin emptied below zero', refuse: move(1, -11, 'scrap') },
    { says: 'stock taken from an empty bin', refuse: move(2, -1, 'issue') },
    { says: 'what was promised handed out to others', refuse: move(1, -7, 'issue') },
    { says: 'all that is free handed out', accept: move(1, -6, 'issue') },
    { says: 'the last free pieces handed out twice', race: [move(1, -6, 'issue'), move(1, -6, 'issue')] },
    {
      says: 'the pieces of a reservation handed out',
      accept: [hold(1, -4), "UPDATE reservations SET status = 'fulfilled' WHERE id = 1", move(1, -10, 'issue')],
    },
    { says: 'an issue that adds goods', refuse: move(1, 1, 'issue') },
    { says: 'a movement of nothing', refuse: move(1, 0, 'correction') },
    { says: 'a movement rewritten', refuse: 'UPDATE stock_movements SET change = 50' },
    { says: 'stock written by hand', refuse: 'UPDATE stock_levels SET on_hand = 100 WHERE product_id = 1' },
    { says: 'the content of a bin written by hand', refuse: 'UPDATE bin_levels SET quantity = 100 WHERE bin_id = 1' },
    { says: 'a lot of another product', refuse: move(1, 5, 'return', 2, 1) },
    { says: 'a movement in a bin of another warehouse', refuse: move(3, 5, 'return') },
    { says: 'another product put into the bin', accept: move(1, 5, 'return', 2, 2) },
    {
      says: 'a quarantined lot handed out',
      given: ["UPDATE lots SET status = 'quarantined' WHERE id = 1"],
      refuse: move(1, -1, 'issue'),
    },
    {
      says: 'a lot handed out while it is recalled',
      race: ["UPDATE lots SET status = 'recalled' WHERE id = 1", move(1, -1, 'issue')],
    },
    {
      says: 'a recalled lot scrapped',
      given: ["UPDATE lots SET status = 'recalled' WHERE id = 1"],
      accept: move(1, -1, 'scrap'),
    },
    {
      says: 'a recalled lot released again',
      given: ["UPDATE lots SET status = 'recalled' WHERE id = 1"],
      refuse: "UPDATE lots SET status = 'released' WHERE id = 1",
    },
    {
      says: 'goods put into a bin that goes out of use meanwhile',
      race: ['UPDATE bins SET is_active = FALSE WHERE id = 2', move(2, 1, 'return')],
    },
    { says: 'a lot carried to another bin', accept: [carry(2, 3), carry(1, -3)] },
    { says: 'pieces lost between two bins', refuse: [carry(2, 3), carry(1, -4)] },
    { says: 'pieces that left one bin and arrived nowhere', refuse: carry(1, -3) },
    { says: 'more reserved than is free', refuse: hold(2, 7) },
    { says: 'what is free reserved', accept: hold(2, 6) },
    { says: 'the last free pieces reserved twice', race: [hold(2, 6), hold(2, 6)] },
    { says: 'the last free pieces sold while they are reserved', race: [hold(2, 6), move(1, -6, 'issue')] },
    { says: 'a reservation that holds more than it asked for', refuse: hold(1, 1) },
    { says: 'a reservation that gives free more than it holds', refuse: hold(1, -5) },
    { says: 'a reservation given free twice', race: [hold(1, -4), hold(1, -4)] },
    {
      says: 'a reservation closed while it holds goods',
      refuse: "UPDATE reservations SET status = 'released' WHERE id = 1",
    },
    {
      says: 'goods held for a reservation that is closed meanwhile',
      race: ["UPDATE reservations SET status = 'released' WHERE id = 2", hold(2, 1)],
    },
    {
      says: 'a reservation of no pieces',
      refuse: "INSERT INTO reservations (warehouse_id, product_id, purpose, quantity) VALUES (1, 1, 'x', 0)",
    },
    {
      says: 'a transfer to the same warehouse',
      refuse: "INSERT INTO transfers (from_warehouse_id, to_warehouse_id, number) VALUES (1, 1, 'T-9')",
    },
    { says: 'goods that leave on a transfer and arrive', accept: [ship(1, 1, -5), sent, ship(2, 3, 5)] },
    { says: 'more that arrives than has left', given: [ship(1, 1, -3), sent], refuse: ship(2, 3, 4) },
    { says: 'more that leaves than was asked for', refuse: ship(1, 1, -6) },
    { says: 'a line of a transfer sent twice at once', race: [ship(1, 1, -3), ship(1, 1, -3)] },
    { says: 'what is on its way written by hand', refuse: 'UPDATE transfer_lines SET net_change = -1 WHERE id = 1' },
    {
      says: 'a transfer sent without lines',
      refuse: "UPDATE transfers SET status = 'sent', sent_at = '2026-01-02 10:00:00' WHERE id = 2",
    },
    {
      says: 'a transfer sent while its last line goes',
      race: [sent, 'DELETE FROM transfer_lines WHERE id = 1'],
    },
    {
      says: 'a line added while the transfer is sent',
      race: [sent, 'INSERT INTO transfer_lines (transfer_id, product_id, lot_id, quantity) VALUES (1, 2, 2, 5)'],
    },
    {
      says: 'goods that leave on a transfer that is cancelled meanwhile',
      race: ["UPDATE transfers SET status = 'cancelled' WHERE id = 1", ship(1, 1, -1)],
    },
    {
      says: 'a sent transfer that is led elsewhere',
      given: [sent],
      refuse: 'UPDATE transfers SET to_warehouse_id = 1, from_warehouse_id = 2 WHERE id = 1',
    },
    {
      says: 'a zone counted twice at a time',
      refuse: "INSERT INTO stock_counts (warehouse_id, zone_id, number) VALUES (1, 1, 'C-2')",
    },
    {
      says: 'two counts of a zone begun at once',
      race: [
        "INSERT INTO stock_counts (warehouse_id, zone_id, number) VALUES (1, 3, 'C-2')",
        "INSERT INTO stock_counts (warehouse_id, zone_id, number) VALUES (1, 3, 'C-3')",
      ],
    },
    {
      says: 'a count of a zone of another warehouse',
      refuse: "INSERT INTO stock_counts (warehouse_id, zone_id, number) VALUES (1, 2, 'C-2')",
    },
    { says: 'a bin counted', accept: counted(2) },
    { says: 'a bin counted twice', refuse: counted(1) },
    {
      says: 'what was expected rewritten',
      refuse: 'UPDATE stock_count_lines SET expected = 9 WHERE stock_count_id = 1',
    },
    {
      says: 'a count closed by nobody',
      refuse: "UPDATE stock_counts SET status = 'closed', closed_at = CURRENT_TIMESTAMP WHERE id = 1",
    },
    {
      says: 'a line added while the count is closed',
      race: [
        "UPDATE stock_counts SET status = 'closed', closed_at = CURRENT_TIMESTAMP, approved_by_id = 2 WHERE id = 1",
        counted(2),
      ],
    },
    {
      says: 'a count closed while its last line goes',
      race: [
        "UPDATE stock_counts SET status = 'closed', closed_at = CURRENT_TIMESTAMP, approved_by_id = 2 WHERE id = 1",
        'DELETE FROM stock_count_lines WHERE stock_count_id = 1',
      ],
    },
    {
      says: 'a count closed',
      accept:
        "UPDATE stock_counts SET status = 'closed', closed_at = CURRENT_TIMESTAMP, approved_by_id = 2 WHERE id = 1",
    },
    {
      says: 'a bar code of two products',
      refuse: "INSERT INTO product_barcodes (product_id, barcode) VALUES (2, '4006381333931')",
    },
    {
      says: 'the bin label of another warehouse',
      accept: "INSERT INTO bins (warehouse_id, zone_id, code) VALUES (2, 2, 'A-2')",
    },
    { says: 'a bin label given twice', refuse: "INSERT INTO bins (warehouse_id, zone_id, code) VALUES (1, 1, 'A-2')" },
    {
      says: 'two categories below each other',
      race: ['UPDATE categories SET parent_id = 2 WHERE id = 1', 'UPDATE categories SET parent_id = 1 WHERE id = 2'],
    },
    { says: 'the unit of a product changed', refuse: 'UPDATE products SET unit_id = 2 WHERE id = 1' },
    { says: 'a warehouse with stock deleted', refuse: 'DELETE FROM warehouses WHERE id = 1' },
  ],
};
