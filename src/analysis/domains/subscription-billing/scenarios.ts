import type { ModelPart } from '#analysis/domains/domain.ts';

const item = (subscription: number, plan: number, price: number, rest = "1, 10, '2026-01-01 00:00:00', NULL") =>
  `INSERT INTO subscription_items (subscription_id, plan_id, price_id, currency, quantity, unit_amount, starts_at, ends_at) VALUES (${subscription}, ${plan}, ${price}, 'EUR', ${rest})`;
const numbered = (id: number, subscription: number, plan: number) =>
  `INSERT INTO subscription_items (id, subscription_id, plan_id, price_id, currency, unit_amount) VALUES (${id}, ${subscription}, ${plan}, ${plan}, 'EUR', 10)`;
const subscription = (id: number, customer: number, currency = 'EUR') =>
  `INSERT INTO subscriptions (id, customer_id, number, currency, status, period_starts_at, period_ends_at) VALUES (${id}, ${customer}, 'S-${id}', '${currency}', 'active', '2026-01-01 00:00:00', '2026-02-01 00:00:00')`;
const price = (from: string, to: string) =>
  `INSERT INTO plan_prices (plan_id, currency, unit_amount, valid_from, valid_to) VALUES (1, 'EUR', 12, ${from}, ${to})`;
const draft = (id: number, period: string) =>
  `INSERT INTO invoices (id, customer_id, subscription_id, currency, billing_name, period_starts_at, subtotal, total) VALUES (${id}, 1, 1, 'EUR', 'Ann', '${period}', 20, 20)`;
const line = (invoice: number, position: number, amount: string) =>
  `INSERT INTO invoice_lines (invoice_id, position, description, quantity, unit_amount) VALUES (${invoice}, ${position}, 'Team', 1, ${amount})`;
const pay = (invoice: number, amount: number, key: string, rest = "1, 'EUR'") =>
  `INSERT INTO payments (invoice_id, amount, idempotency_key, provider, customer_id, currency) VALUES (${invoice}, ${amount}, '${key}', 'stripe', ${rest})`;
const refund = (payment: number, amount: number, key: string) =>
  `INSERT INTO refunds (payment_id, amount, idempotency_key) VALUES (${payment}, ${amount}, '${key}')`;
const credit = (invoice: number, amount: number, number: string) =>
  `INSERT INTO credit_notes (invoice_id, number, amount, currency, reason) VALUES (${invoice}, '${number}', ${amount}, 'EUR', 'goodwill')`;
const use = (change: number, key: string, reason = 'used') =>
  `INSERT INTO credit_movements (customer_id, change, reason, idempotency_key) VALUES (1, ${change}, '${reason}', '${key}')`;
const tax = (from: string, to: string) =>
  `INSERT INTO tax_rates (country, percent, valid_from, valid_to) VALUES ('FR', 21, ${from}, ${to})`;
const method = (customer: number, token: string) =>
  `INSERT INTO payment_methods (customer_id, provider, kind, token, is_default) VALUES (${customer}, 'stripe', 'card', '${token}', TRUE)`;
const settle = (columns: string, values: string) =>
  `INSERT INTO settlements (invoice_id, ${columns}) VALUES (1, ${values})`;

/** Ann subscribes to a plan at 10. Invoice 1 of 100 is open and 40 of it were paid; invoice 2 is a draft of 20. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann')",
    "INSERT INTO products (id, title, slug, status) VALUES (1, 'Desk', 'desk', 'active')",
    "INSERT INTO plans (id, product_id, code, name, billing_period, status) VALUES (1, 1, 'team', 'Team', 'month', 'offered'), (2, 1, 'pro', 'Pro', 'month', 'offered'), (3, 1, 'old', 'Old', 'month', 'retired')",
    "INSERT INTO plan_prices (id, plan_id, currency, unit_amount, valid_from) VALUES (1, 1, 'EUR', 10, '2025-01-01 00:00:00'), (2, 2, 'EUR', 20, '2025-01-01 00:00:00'), (3, 3, 'EUR', 5, '2025-01-01 00:00:00'), (4, 2, 'USD', 22, '2025-01-01 00:00:00')",
    "INSERT INTO customers (id, user_id, number, name, email, currency, country) VALUES (1, 1, 'C-1', 'Ann', 'ann@example.com', 'EUR', 'FR'), (2, NULL, 'C-2', 'Bob', 'bob@example.com', 'EUR', 'FR')",
    subscription(1, 1),
    "INSERT INTO subscription_items (id, subscription_id, plan_id, price_id, currency, quantity, unit_amount, starts_at) VALUES (1, 1, 1, 1, 'EUR', 2, 10, '2026-01-01 00:00:00')",
    "INSERT INTO tax_rates (id, country, percent, valid_from) VALUES (1, 'FR', 20, '2020-01-01')",
    "INSERT INTO invoices (id, customer_id, subscription_id, currency, billing_name, period_starts_at, subtotal, total) VALUES (1, 1, 1, 'EUR', 'Ann', '2026-01-01 00:00:00', 100, 100), (2, 1, 1, 'EUR', 'Ann', '2026-02-01 00:00:00', 20, 20)",
    line(1, 1, '100'),
    "UPDATE invoices SET status = 'open', number = 'I-1', issued_at = '2026-01-01 00:00:00', due_on = '2026-01-15' WHERE id = 1",
    "INSERT INTO payment_methods (id, customer_id, provider, kind, token, is_default) VALUES (1, 1, 'stripe', 'card', 'pm-1', TRUE)",
    "INSERT INTO payments (id, customer_id, invoice_id, payment_method_id, provider, idempotency_key, amount, currency, status) VALUES (1, 1, 1, 1, 'stripe', 'k-1', 40, 'EUR', 'captured'), (2, 1, 1, 1, 'stripe', 'k-2', 10, 'EUR', 'pending')",
    'INSERT INTO settlements (invoice_id, payment_id, amount) VALUES (1, 1, 40)',
    use(50, 'c-1', 'top_up'),
    "INSERT INTO subscription_status_changes (id, subscription_id, status) VALUES (1, 1, 'active')",
  ],
  scenarios: [
    { says: 'a subscription with nothing in it', refuse: subscription(9, 2) },
    { says: 'a subscription', accept: [subscription(9, 2), item(9, 1, 1)] },
    {
      says: 'the last item taken away',
      given: [subscription(9, 2), numbered(8, 9, 1)],
      refuse: 'DELETE FROM subscription_items WHERE id = 8',
    },
    {
      says: 'the last two items taken away at once',
      given: [subscription(9, 2), numbered(8, 9, 1), numbered(9, 9, 2)],
      race: ['DELETE FROM subscription_items WHERE id = 8', 'DELETE FROM subscription_items WHERE id = 9'],
    },
    { says: 'a subscription in another currency than its customer', refuse: [subscription(9, 2, 'USD')] },
    { says: 'a plan at the price of another', refuse: item(1, 2, 1) },
    { says: 'a plan at a price in another currency', refuse: item(1, 2, 4) },
    { says: 'a plan twice at a time', refuse: item(1, 1, 1) },
    { says: 'another plan', accept: item(1, 2, 2) },
    { says: 'another plan twice at once', race: [item(1, 2, 2), item(1, 2, 2)] },
    { says: 'a plan that is not offered any more', refuse: item(1, 3, 3) },
    {
      says: 'a plan taken while it is retired',
      race: ["UPDATE plans SET status = 'retired' WHERE id = 2", item(1, 2, 2)],
    },
    {
      says: 'an item for a subscription that is cancelled meanwhile',
      race: [
        "UPDATE subscriptions SET status = 'cancelled', ends_at = '2099-01-01 00:00:00' WHERE id = 1",
        item(1, 2, 2),
      ],
    },
    { says: 'an agreed price rewritten', refuse: 'UPDATE subscription_items SET unit_amount = 1 WHERE id = 1' },
    {
      says: 'another quantity from a day on',
      accept: [
        "UPDATE subscription_items SET ends_at = '2026-03-01 00:00:00' WHERE id = 1",
        item(1, 1, 1, "5, 10, '2026-03-01 00:00:00', NULL"),
      ],
    },
    {
      says: 'a cancelled subscription taken up again',
      given: ["UPDATE subscriptions SET status = 'cancelled', ends_at = '2099-01-01 00:00:00' WHERE id = 1"],
      refuse: "UPDATE subscriptions SET status = 'active' WHERE id = 1",
    },
    { says: 'two prices at a time', refuse: price("'2026-06-01 00:00:00'", 'NULL') },
    {
      says: 'the next price',
      given: ["UPDATE plan_prices SET valid_to = '2026-06-01 00:00:00' WHERE id = 1"],
      accept: price("'2026-06-01 00:00:00'", 'NULL'),
    },
    {
      says: 'two next prices at once',
      given: ["UPDATE plan_prices SET valid_to = '2026-06-01 00:00:00' WHERE id = 1"],
      race: [price("'2026-06-01 00:00:00'", 'NULL'), price("'2026-07-01 00:00:00'", 'NULL')],
    },
    { says: 'a price rewritten', refuse: 'UPDATE plan_prices SET unit_amount = 1 WHERE id = 1' },
    { says: 'two taxes at a time', refuse: tax("'2026-06-01'", 'NULL') },
    {
      says: 'two next taxes at once',
      given: ["UPDATE tax_rates SET valid_to = '2026-06-01' WHERE id = 1"],
      race: [tax("'2026-06-01'", 'NULL'), tax("'2026-07-01'", 'NULL')],
    },
    { says: 'a period billed twice', refuse: draft(9, '2026-01-01 00:00:00') },
    { says: 'the next period billed', accept: draft(9, '2026-03-01 00:00:00') },
    {
      says: 'the next period billed twice at once',
      race: [draft(8, '2026-03-01 00:00:00'), draft(9, '2026-03-01 00:00:00')],
    },
    {
      says: 'a period billed anew after its invoice was voided',
      given: [
        "UPDATE invoices SET status = 'void', number = 'I-2', issued_at = '2026-02-01 00:00:00', due_on = '2026-02-15' WHERE id = 2",
      ],
      accept: draft(9, '2026-02-01 00:00:00'),
    },
    { says: 'an invoice issued without a number', refuse: "UPDATE invoices SET status = 'open' WHERE id = 2" },
    { says: 'a total that does not add up', refuse: 'UPDATE invoices SET total = 1 WHERE id = 2' },
    {
      says: 'a total rewritten after it was issued',
      refuse: 'UPDATE invoices SET subtotal = 200, total = 200 WHERE id = 1',
    },
    { says: 'an invoice called paid before it is', refuse: "UPDATE invoices SET status = 'paid' WHERE id = 1" },
    {
      says: 'an invoice paid in full',
      accept: [
        "INSERT INTO payments (id, customer_id, invoice_id, provider, idempotency_key, amount, currency, status) VALUES (9, 1, 1, 'stripe', 'k-9', 50, 'EUR', 'captured')",
        settle('payment_id, amount', '9, 50'),
        use(-10, 'c-9'),
        'INSERT INTO settlements (invoice_id, credit_movement_id, amount) SELECT 1, id, 10 FROM credit_movements WHERE change = -10',
        "UPDATE invoices SET status = 'paid' WHERE id = 1",
      ],
    },
    { says: 'a line on an invoice that was issued', refuse: line(1, 2, '0') },
    { says: 'lines above the subtotal', refuse: line(2, 1, '21') },
    { says: 'a line', accept: line(2, 1, '20') },
    { says: 'the subtotal billed twice at once', race: [line(2, 1, '20'), line(2, 2, '20')] },
    {
      says: 'the subtotal lowered below its lines',
      given: [line(2, 1, '20')],
      refuse: 'UPDATE invoices SET subtotal = 5, total = 5 WHERE id = 2',
    },
    {
      says: 'a line added while the invoice is issued',
      race: [
        "UPDATE invoices SET status = 'open', number = 'I-2', issued_at = '2026-02-01 00:00:00', due_on = '2026-02-15' WHERE id = 2",
        line(2, 1, '20'),
      ],
    },
    { says: 'a line rewritten', refuse: 'UPDATE invoice_lines SET unit_amount = 1 WHERE invoice_id = 1' },
    { says: 'payments above the invoice', refuse: pay(1, 51, 'k-9') },
    { says: 'the rest paid', accept: pay(1, 50, 'k-9') },
    { says: 'the rest paid twice at once', race: [pay(1, 50, 'k-8'), pay(1, 50, 'k-9')] },
    { says: 'one request paid twice', refuse: pay(1, 5, 'k-1') },
    { says: 'a payment for a draft', refuse: pay(2, 5, 'k-9') },
    { says: 'a payment by another customer', refuse: pay(1, 5, 'k-9', "2, 'EUR'") },
    { says: 'a payment in another currency', refuse: pay(1, 5, 'k-9', "1, 'USD'") },
    {
      says: 'a payment with the card of another customer',
      given: [
        "INSERT INTO payment_methods (id, customer_id, provider, kind, token) VALUES (9, 2, 'stripe', 'card', 'pm-9')",
      ],
      refuse:
        "INSERT INTO payments (customer_id, invoice_id, payment_method_id, provider, idempotency_key, amount, currency) VALUES (1, 1, 9, 'stripe', 'k-9', 5, 'EUR')",
    },
    {
      says: 'a payment for an invoice that is voided meanwhile',
      race: ["UPDATE invoices SET status = 'void' WHERE id = 1", pay(1, 5, 'k-9')],
    },
    { says: 'two default ways to pay', refuse: method(1, 'pm-9') },
    { says: 'two first ways to pay at once', race: [method(2, 'pm-8'), method(2, 'pm-9')] },
    { says: 'a refund above the payment', refuse: refund(1, 41, 'r-1') },
    { says: 'a refund', accept: refund(1, 40, 'r-1') },
    { says: 'the whole payment refunded twice', race: [refund(1, 40, 'r-1'), refund(1, 40, 'r-2')] },
    { says: 'a refund of money that never came', refuse: refund(2, 5, 'r-1') },
    { says: 'a credit note above the invoice', refuse: credit(1, 101, 'CN-1') },
    { says: 'a credit note', accept: credit(1, 60, 'CN-1') },
    { says: 'the invoice credited twice at once', race: [credit(1, 60, 'CN-1'), credit(1, 60, 'CN-2')] },
    { says: 'a credit note for a draft', refuse: credit(2, 5, 'CN-1') },
    {
      says: 'a credit note for an invoice that is voided meanwhile',
      race: ["UPDATE invoices SET status = 'void' WHERE id = 1", credit(1, 5, 'CN-1')],
    },
    { says: 'credit below zero', refuse: use(-51, 'c-9') },
    { says: 'all the credit used', accept: use(-50, 'c-9') },
    { says: 'the same credit used twice', race: [use(-30, 'c-8'), use(-30, 'c-9')] },
    { says: 'credit written by hand', refuse: 'UPDATE customer_credits SET balance = 1000 WHERE customer_id = 1' },
    { says: 'a settlement by nothing', refuse: settle('amount', '5') },
    { says: 'a settlement by money that did not come yet', refuse: settle('payment_id, amount', '2, 10') },
    {
      says: 'a settlement above its payment',
      given: ["UPDATE payments SET status = 'captured' WHERE id = 2"],
      refuse: settle('payment_id, amount', '2, 11'),
    },
    { says: 'one payment settled twice', refuse: settle('payment_id, amount', '1, 40') },
    {
      says: 'more settled than was billed',
      given: [
        credit(1, 60, 'CN-1'),
        'INSERT INTO settlements (invoice_id, credit_note_id, amount) SELECT 1, id, 60 FROM credit_notes',
      ],
      refuse: ["UPDATE payments SET status = 'captured' WHERE id = 2", settle('payment_id, amount', '2, 10')],
    },
    {
      says: 'the rest settled twice at once',
      given: [use(60, 'c-7', 'top_up'), use(-40, 'c-8'), use(-50, 'c-9')],
      race: [
        'INSERT INTO settlements (invoice_id, credit_movement_id, amount) SELECT 1, id, 40 FROM credit_movements WHERE change = -40',
        'INSERT INTO settlements (invoice_id, credit_movement_id, amount) SELECT 1, id, 50 FROM credit_movements WHERE change = -50',
      ],
    },
    { says: 'history rewritten', refuse: "UPDATE subscription_status_changes SET status = 'trial' WHERE id = 1" },
    { says: 'a customer with invoices deleted', refuse: 'DELETE FROM customers WHERE id = 1' },
  ],
};
