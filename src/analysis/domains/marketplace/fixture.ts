export const part = (id: number, order: number, seller: number, total: number) =>
  `INSERT INTO seller_orders (id, order_id, seller_id, currency, subtotal, total, commission_percent, commission) VALUES (${id}, ${order}, ${seller}, 'EUR', ${total}, ${total}, 10, ${total / 10})`;
export const line = (
  id: number,
  of: number,
  offer: number,
  seller: number,
  position: number,
  price: number,
  quantity = 1,
) =>
  `INSERT INTO order_lines (id, seller_order_id, offer_id, seller_id, position, sku, title, unit_price, currency, quantity) VALUES (${id}, ${of}, ${offer}, ${seller}, ${position}, 'A', 'Vase', ${price}, 'EUR', ${quantity})`;
/** A dispute is opened. */
export const complain = (id: number, of: number): readonly string[] => [
  `INSERT INTO disputes (id, seller_order_id, opened_by_id, reason, description) VALUES (${id}, ${of}, 1, 'damaged', 'Broken')`,
  `INSERT INTO dispute_events (dispute_id, seller_order_id, count_change) VALUES (${id}, ${of}, 1)`,
];
const go = (id: number, ...states: readonly string[]) =>
  states.map(
    (status) => `UPDATE seller_orders SET status = '${status}', delivered_at = '2026-03-01 10:00:00' WHERE id = ${id}`,
  );

/** Three sellers; parts of orders: 1 pending, 3 paid, 4 completed with its money in escrow, 5 delivered. */
export const fixture: string[] = [
  "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob')",
  "INSERT INTO sellers (id, name, slug, legal_name, country, status) VALUES (1, 'Clay', 'clay', 'Clay Ltd', 'FR', 'active'), (2, 'Wood', 'wood', 'Wood Ltd', 'FR', 'active'), (3, 'Rust', 'rust', 'Rust Ltd', 'FR', 'suspended'), (4, 'Glass', 'glass', 'Glass Ltd', 'FR', 'active')",
  "INSERT INTO seller_members (seller_id, user_id, role) VALUES (1, 1, 'owner')",
  "INSERT INTO payout_methods (id, seller_id, provider, provider_token, last_digits, is_default, verified_at) VALUES (1, 1, 'bank', 't-1', '11', TRUE, '2026-01-01 10:00:00'), (2, 1, 'bank', 't-2', '22', FALSE, NULL)",
  "INSERT INTO categories (id, name, slug) VALUES (1, 'Home', 'home'), (2, 'Garden', 'garden')",
  "INSERT INTO commission_rules (id, category_id, percent, currency, starts_on, ends_on) VALUES (1, 1, 12, 'EUR', '2026-01-01', '2027-01-01')",
  "INSERT INTO products (id, category_id, title, slug, status) VALUES (1, 1, 'Vase', 'vase', 'active'), (2, 1, 'Bowl', 'bowl', 'active'), (3, 1, 'Axe', 'axe', 'blocked')",
  "INSERT INTO offers (id, seller_id, product_id, sku, quality, price, currency, status) VALUES (1, 1, 1, 'A-1', 'new', 50, 'EUR', 'active'), (2, 2, 1, 'B-1', 'new', 45, 'EUR', 'active'), (3, 1, 1, 'A-2', 'used', 20, 'EUR', 'paused'), (4, 1, 2, 'A-3', 'new', 10, 'EUR', 'active')",
  "INSERT INTO addresses (id, user_id, recipient, line_1, city, country, is_default) VALUES (1, 1, 'Ann', '1 Main St', 'Lyon', 'FR', TRUE)",
  "INSERT INTO orders (id, user_id, number, currency, total) VALUES (1, 1, 'O-1', 'EUR', 100), (2, 1, 'O-2', 'EUR', 150), (3, 2, 'O-3', 'EUR', 50)",
  part(1, 1, 1, 60),
  part(3, 2, 1, 100),
  part(4, 3, 1, 50),
  part(5, 2, 2, 45),
  line(1, 1, 1, 1, 1, 50),
  line(3, 3, 1, 1, 1, 50, 2),
  line(4, 4, 1, 1, 1, 50),
  line(5, 5, 2, 2, 1, 45),
  ...go(3, 'paid'),
  ...go(4, 'paid', 'shipped', 'delivered', 'completed'),
  ...go(5, 'paid', 'shipped', 'delivered'),
  "INSERT INTO stock_movements (offer_id, quantity_change, reason) VALUES (1, 5, 'receipt')",
  "INSERT INTO payments (id, order_id, provider, idempotency_key, amount, currency, status) VALUES (1, 3, 'stripe', 'k-1', 50, 'EUR', 'captured'), (2, 2, 'stripe', 'k-2', 145, 'EUR', 'captured'), (9, 1, 'stripe', 'k-9', 20, 'EUR', 'pending')",
  "INSERT INTO accounts (id, seller_id, seller_order_id, kind, currency) VALUES (1, NULL, NULL, 'cash', 'EUR'), (2, NULL, NULL, 'commission', 'EUR'), (3, 1, NULL, 'seller', 'EUR'), (4, NULL, 4, 'escrow', 'EUR'), (5, NULL, 5, 'escrow', 'EUR'), (6, 1, NULL, 'receivable', 'EUR')",
  "INSERT INTO journals (id, kind, payment_id, amount, currency, idempotency_key) VALUES (1, 'payment', 1, 50, 'EUR', 'j-1')",
  "INSERT INTO postings (journal_id, account_id, amount, currency) VALUES (1, 1, -50, 'EUR'), (1, 4, 50, 'EUR')",
  "INSERT INTO journals (id, kind, amount, currency, idempotency_key, note) VALUES (2, 'correction', 30, 'EUR', 'j-2', 'opening balance')",
  "INSERT INTO postings (journal_id, account_id, amount, currency) VALUES (2, 1, -30, 'EUR'), (2, 3, 30, 'EUR')",
];
