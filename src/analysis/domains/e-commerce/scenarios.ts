import type { ModelPart } from '#analysis/domains/domain.ts';

const line = (values: string) =>
  `INSERT INTO order_lines (order_id, variant_id, position, sku, title, unit_price, quantity) VALUES (${values})`;
const pay = (order: number, amount: number, key: string) =>
  `INSERT INTO payments (order_id, provider, idempotency_key, amount, currency, status) VALUES (${order}, 'stripe', '${key}', ${amount}, 'EUR', 'captured')`;
const move = (change: number, reason: string) =>
  `INSERT INTO stock_movements (warehouse_id, variant_id, change, reason) VALUES (1, 1, ${change}, '${reason}')`;

/** A shop with one product, one pending order, one paid one; what it must refuse and accept. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
    "INSERT INTO addresses (id, user_id, recipient, line_1, city, country, is_default_shipping) VALUES (1, 1, 'Ann', '1 Main St', 'Lyon', 'FR', TRUE)",
    "INSERT INTO categories (id, name, slug) VALUES (1, 'Shoes', 'shoes'), (2, 'Boots', 'boots')",
    "INSERT INTO products (id, title, slug, status) VALUES (1, 'Boot', 'boot', 'active')",
    "INSERT INTO product_variants (id, product_id, sku, title, price, currency) VALUES (1, 1, 'B-42', 'Boot 42', 80, 'EUR')",
    "INSERT INTO product_options (id, product_id, name) VALUES (1, 1, 'size'), (2, 1, 'colour')",
    "INSERT INTO product_option_values (id, option_id, value) VALUES (1, 1, '42'), (2, 2, 'red')",
    "INSERT INTO warehouses (id, code, name, country) VALUES (1, 'LYS', 'Lyon', 'FR')",
    "INSERT INTO stock_movements (warehouse_id, variant_id, change, reason) VALUES (1, 1, 5, 'receipt')",
    "INSERT INTO carts (id, user_id, token, currency) VALUES (1, 1, 'cart-1', 'EUR')",
    "INSERT INTO orders (id, user_id, number, email, currency, subtotal, total) VALUES (1, 1, 'A-1', 'ann@example.com', 'EUR', 160, 160), (2, 2, 'A-2', 'bob@example.com', 'EUR', 80, 80)",
    "INSERT INTO order_lines (id, order_id, variant_id, position, sku, title, unit_price, quantity) VALUES (1, 1, 1, 1, 'B-42', 'Boot 42', 80, 2)",
    "INSERT INTO payments (id, order_id, provider, idempotency_key, amount, currency, status) VALUES (1, 1, 'stripe', 'k-1', 100, 'EUR', 'captured')",
    "INSERT INTO payments (id, order_id, provider, idempotency_key, amount, currency) VALUES (2, 2, 'stripe', 'k-2', 10, 'EUR')",
    'INSERT INTO shipments (id, order_id, warehouse_id) VALUES (1, 1, 1)',
  ],
  scenarios: [
    { says: 'stock below zero', refuse: move(-6, 'sale') },
    { says: 'the last piece sold twice', race: [move(-3, 'sale'), move(-3, 'sale')] },
    { says: 'all that is there sold', accept: move(-5, 'sale') },
    { says: 'stock written by hand', refuse: 'UPDATE stock_levels SET on_hand = 100 WHERE variant_id = 1' },
    { says: 'a movement rewritten', refuse: 'UPDATE stock_movements SET change = 50' },
    { says: 'a sale that adds goods', refuse: move(3, 'sale') },
    { says: 'an order line without its price', refuse: line("1, 1, 2, 'B-42', 'Boot', NULL, 1") },
    { says: 'an order line of no pieces', refuse: line("1, 1, 2, 'B-42', 'Boot', 80, 0") },
    { says: 'two lines in one place', refuse: line("1, 1, 1, 'B-42', 'Boot', 80, 1") },
    { says: 'another line', accept: line("1, 1, 2, 'B-42', 'Boot', 80, 1") },
    { says: 'a price changed after the fact', refuse: 'UPDATE order_lines SET unit_price = 1 WHERE id = 1' },
    {
      says: 'a line for an order that was paid',
      given: ["UPDATE orders SET status = 'paid' WHERE id = 1"],
      refuse: line("1, 1, 2, 'B-42', 'Boot', 80, 1"),
    },
    {
      says: 'a line added while the order is paid',
      race: ["UPDATE orders SET status = 'paid' WHERE id = 1", line("1, 1, 2, 'B-42', 'Boot', 80, 1")],
    },
    { says: 'a total that does not add up', refuse: 'UPDATE orders SET total = 1 WHERE id = 1' },
    { says: 'a discount above the subtotal', refuse: 'UPDATE orders SET discount = 200, total = -40 WHERE id = 1' },
    { says: 'an order shipped before it is paid', refuse: "UPDATE orders SET status = 'shipped' WHERE id = 1" },
    { says: 'an order paid', accept: "UPDATE orders SET status = 'paid' WHERE id = 1" },
    { says: 'an order in a state that there is not', refuse: "UPDATE orders SET status = 'lost' WHERE id = 1" },
    { says: 'payments above the order', refuse: pay(1, 61, 'k-9') },
    { says: 'the rest of an order paid', accept: pay(1, 60, 'k-9') },
    { says: 'the rest of an order paid twice', race: [pay(1, 60, 'k-8'), pay(1, 60, 'k-9')] },
    { says: 'one request paid twice', refuse: pay(1, 10, 'k-1') },
    {
      says: 'a payment in another currency',
      refuse:
        "INSERT INTO payments (order_id, provider, idempotency_key, amount, currency) VALUES (1, 'stripe', 'k-9', 5, 'USD')",
    },
    { says: 'a payment rewritten', refuse: 'UPDATE payments SET amount = 10 WHERE id = 1' },
    {
      says: 'a refund above the payment',
      refuse: "INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (1, 101, 'r-1')",
    },
    {
      says: 'a refund of money that never came',
      refuse: "INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (2, 5, 'r-1')",
    },
    { says: 'a refund', accept: "INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (1, 100, 'r-1')" },
    {
      says: 'the whole payment refunded twice',
      race: [
        "INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (1, 100, 'r-1')",
        "INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (1, 100, 'r-2')",
      ],
    },
    {
      says: 'a payment captured while it fails',
      race: [
        "UPDATE payments SET status = 'captured' WHERE id = 2",
        "UPDATE payments SET status = 'failed' WHERE id = 2",
      ],
    },
    {
      says: 'two default addresses',
      refuse:
        "INSERT INTO addresses (user_id, recipient, line_1, city, country, is_default_shipping) VALUES (1, 'Ann', '2 Main St', 'Lyon', 'FR', TRUE)",
    },
    {
      says: 'another address',
      accept:
        "INSERT INTO addresses (user_id, recipient, line_1, city, country, is_default_billing) VALUES (1, 'Ann', '2 Main St', 'Lyon', 'FR', TRUE)",
    },
    {
      says: 'two default billing addresses at once',
      race: [
        "INSERT INTO addresses (user_id, recipient, line_1, city, country, is_default_billing) VALUES (1, 'Ann', '2 Main St', 'Lyon', 'FR', TRUE)",
        "INSERT INTO addresses (user_id, recipient, line_1, city, country, is_default_billing) VALUES (1, 'Ann', '3 Main St', 'Lyon', 'FR', TRUE)",
      ],
    },
    {
      says: 'a default address after the old one was removed',
      given: ['UPDATE addresses SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1'],
      accept:
        "INSERT INTO addresses (user_id, recipient, line_1, city, country, is_default_shipping) VALUES (1, 'Ann', '2 Main St', 'Lyon', 'FR', TRUE)",
    },
    { says: 'a second open cart', refuse: "INSERT INTO carts (user_id, token, currency) VALUES (1, 'cart-2', 'EUR')" },
    {
      says: 'two first carts at once',
      race: [
        "INSERT INTO carts (user_id, token, currency) VALUES (2, 'cart-2', 'EUR')",
        "INSERT INTO carts (user_id, token, currency) VALUES (2, 'cart-3', 'EUR')",
      ],
    },
    { says: 'a guest with a cart', accept: "INSERT INTO carts (token, currency) VALUES ('cart-2', 'EUR')" },
    {
      says: 'more sent than was bought',
      refuse: 'INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) VALUES (1, 1, 3)',
    },
    {
      says: 'what was bought is sent',
      accept: 'INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) VALUES (1, 1, 2)',
    },
    {
      says: 'a line sent in two parcels at once',
      given: ['INSERT INTO shipments (id, order_id, warehouse_id) VALUES (2, 1, 1)'],
      race: [
        'INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) VALUES (1, 1, 2)',
        'INSERT INTO shipment_lines (shipment_id, order_line_id, quantity) VALUES (2, 1, 2)',
      ],
    },
    {
      says: 'the same e-mail in capitals',
      refuse: "INSERT INTO users (email, display_name) VALUES ('ANN@EXAMPLE.COM', 'Ann')",
    },
    {
      says: 'the e-mail of someone who left',
      given: ['UPDATE users SET deleted_at = CURRENT_TIMESTAMP WHERE id = 1'],
      accept: "INSERT INTO users (email, display_name) VALUES ('ann@example.com', 'Ann')",
    },
    {
      says: 'a size that is a colour',
      refuse: 'INSERT INTO variant_option_values (variant_id, option_id, value_id) VALUES (1, 1, 2)',
    },
    { says: 'a size', accept: 'INSERT INTO variant_option_values (variant_id, option_id, value_id) VALUES (1, 1, 1)' },
    { says: 'a category below itself', refuse: 'UPDATE categories SET parent_id = 1 WHERE id = 1' },
    {
      says: 'two categories below each other',
      race: ['UPDATE categories SET parent_id = 2 WHERE id = 1', 'UPDATE categories SET parent_id = 1 WHERE id = 2'],
    },
    {
      says: 'an article number given twice',
      refuse:
        "INSERT INTO product_variants (product_id, sku, title, price, currency) VALUES (1, 'B-42', 'x', 1, 'EUR')",
    },
    { says: 'a customer with orders deleted', refuse: 'DELETE FROM users WHERE id = 1' },
    {
      says: 'history rewritten',
      given: ["INSERT INTO order_status_changes (id, order_id, status) VALUES (1, 1, 'paid')"],
      refuse: "UPDATE order_status_changes SET status = 'pending' WHERE id = 1",
    },
  ],
};
