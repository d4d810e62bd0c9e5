import type { ModelPart } from '#analysis/domains/domain.ts';

const job = (contact: number, company: number, from: string, to = 'NULL', isMain = 'TRUE') =>
  `INSERT INTO employments (contact_id, company_id, starts_on, ends_on, is_main) VALUES (${contact}, ${company}, '${from}', ${to}, ${isMain})`;
const consent = (contact: number, from: string) =>
  `INSERT INTO contact_consents (contact_id, channel, source, granted_at) VALUES (${contact}, 'email', 'web form', '${from}')`;
const deal = (stage: number, outcome: string, rest = 'NULL, NULL') =>
  `INSERT INTO deals (company_id, owner_id, pipeline_id, stage_id, title, amount, currency, outcome, expected_close_on, closed_at, lost_reason) VALUES (1, 1, 1, ${stage}, 'Desks', 900, 'EUR', '${outcome}', '2026-06-01', ${rest})`;
const win = "UPDATE deals SET stage_id = 2, outcome = 'won', closed_at = '2026-03-01 00:00:00' WHERE id = 1";
const main = (contact: number) =>
  `INSERT INTO deal_contacts (deal_id, contact_id, role, is_main) VALUES (1, ${contact}, 'buyer', TRUE)`;
const target = (from: string, to: string) =>
  `INSERT INTO sales_targets (user_id, currency, amount, starts_on, ends_on) VALUES (1, 'EUR', 100000, '${from}', '${to}')`;
const wanted = 'INSERT INTO deal_lines (deal_id, product_id, quantity, unit_price) VALUES (1, 1, 2, 450)';
const quote = (id: number, version: number, currency = 'EUR') =>
  `INSERT INTO quotes (id, deal_id, created_by_id, number, version, currency, total, valid_until) VALUES (${id}, 1, 1, 'Q-${id}', ${version}, '${currency}', 900, '2026-06-30')`;
const send = (id: number) => `UPDATE quotes SET status = 'sent', sent_at = '2026-03-01 00:00:00' WHERE id = ${id}`;
const accept = (id: number) => `UPDATE quotes SET status = 'accepted' WHERE id = ${id}`;
const offered = (position: number, quantity: number) =>
  `INSERT INTO quote_lines (quote_id, position, product_id, title, quantity, unit_price) VALUES (1, ${position}, 1, 'Desk', ${quantity}, 450)`;
const activity = (columns: string, values: string) =>
  `INSERT INTO activities (owner_id, subject, ${columns}) VALUES (1, 'x', ${values})`;

/** Acme, where Ann works, may buy desks for 900 euros; a quote is being written. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'sam@example.com', 'Sam'), (2, 'sue@example.com', 'Sue')",
    "INSERT INTO companies (id, name, web_domain, owner_id) VALUES (1, 'Acme', 'acme.example', 1), (2, 'Globex', 'globex.example', 1), (3, 'Initech', NULL, 2)",
    "INSERT INTO contacts (id, full_name, email) VALUES (1, 'Ann', 'ann@acme.example'), (2, 'Bob', 'bob@globex.example'), (3, 'Cid', 'cid@initech.example')",
    "INSERT INTO employments (id, contact_id, company_id, starts_on) VALUES (1, 1, 1, '2024-01-01')",
    "INSERT INTO contact_consents (id, contact_id, channel, source, granted_at) VALUES (1, 1, 'email', 'fair', '2026-01-01 00:00:00')",
    "INSERT INTO lead_sources (id, code, name) VALUES (1, 'fair', 'Fair')",
    "INSERT INTO leads (id, source_id, full_name, email, status) VALUES (1, 1, 'Dee', 'dee@example.com', 'new'), (2, 1, 'Eve', 'eve@example.com', 'qualified')",
    "INSERT INTO pipelines (id, name, is_default) VALUES (1, 'New business', TRUE), (2, 'Renewals', FALSE), (3, 'Partners', FALSE)",
    "INSERT INTO pipeline_stages (id, pipeline_id, name, position, outcome, probability) VALUES (1, 1, 'Talking', 1, 'open', 20), (2, 1, 'Won', 2, 'won', 100), (3, 1, 'Lost', 3, 'lost', 0), (4, 2, 'Due', 1, 'open', 80), (5, 3, 'Talking', 1, 'open', 10), (6, 3, 'Waiting', 2, 'open', 10)",
    "INSERT INTO deals (id, company_id, owner_id, pipeline_id, stage_id, title, amount, currency, expected_close_on) VALUES (1, 1, 1, 1, 1, 'Desks', 900, 'EUR', '2026-06-01')",
    "INSERT INTO deal_contacts (deal_id, contact_id, role, is_main) VALUES (1, 1, 'decision_maker', FALSE)",
    'INSERT INTO deal_stage_changes (id, deal_id, pipeline_id, stage_id, changed_by_id, amount) VALUES (1, 1, 1, 1, 1, 900)',
    "INSERT INTO sales_targets (id, user_id, currency, amount, starts_on, ends_on) VALUES (1, 1, 'EUR', 100000, '2026-01-01', '2026-04-01')",
    "INSERT INTO products (id, sku, title, list_price, currency, status) VALUES (1, 'D-1', 'Desk', 450, 'EUR', 'active')",
    quote(1, 1),
    "INSERT INTO activities (id, owner_id, company_id, kind, subject) VALUES (1, 1, 1, 'call', 'First call')",
  ],
  scenarios: [
    {
      says: 'the same web domain twice',
      refuse: "INSERT INTO companies (name, web_domain, owner_id) VALUES ('Acme 2', 'acme.example', 1)",
    },
    {
      says: 'a company known again after it was removed',
      given: ['UPDATE companies SET deleted_at = CURRENT_TIMESTAMP WHERE id = 2'],
      accept: "INSERT INTO companies (name, web_domain, owner_id) VALUES ('Globex', 'globex.example', 1)",
    },
    { says: 'a company of its own', refuse: 'UPDATE companies SET parent_id = 1 WHERE id = 1' },
    { says: 'a company below another', accept: 'UPDATE companies SET parent_id = 2 WHERE id = 1' },
    {
      says: 'two companies below each other',
      race: ['UPDATE companies SET parent_id = 2 WHERE id = 1', 'UPDATE companies SET parent_id = 1 WHERE id = 2'],
    },
    {
      says: 'the same e-mail in capitals',
      refuse: "INSERT INTO contacts (full_name, email) VALUES ('Ann', 'ANN@acme.example')",
    },
    { says: 'a contact who cannot be reached', refuse: "INSERT INTO contacts (full_name) VALUES ('Nobody')" },
    {
      says: 'a contact merged and still there',
      refuse: 'UPDATE contacts SET merged_into_id = 1 WHERE id = 2',
    },
    {
      says: 'a contact merged into another',
      accept: 'UPDATE contacts SET merged_into_id = 1, deleted_at = CURRENT_TIMESTAMP WHERE id = 2',
    },
    {
      says: 'two contacts merged into each other',
      race: [
        'UPDATE contacts SET merged_into_id = 1, deleted_at = CURRENT_TIMESTAMP WHERE id = 2',
        'UPDATE contacts SET merged_into_id = 2, deleted_at = CURRENT_TIMESTAMP WHERE id = 1',
      ],
    },
    { says: 'the same job twice', refuse: job(1, 1, '2025-01-01', 'NULL', 'FALSE') },
    { says: 'two main companies', refuse: job(1, 2, '2025-01-01') },
    { says: 'a second company', accept: job(1, 2, '2025-01-01', 'NULL', 'FALSE') },
    {
      says: 'another job after the first',
      given: ["UPDATE employments SET ends_on = '2026-01-01' WHERE id = 1"],
      accept: job(1, 2, '2026-01-01'),
    },
    { says: 'two main companies at once', race: [job(2, 1, '2025-01-01'), job(2, 2, '2025-01-01')] },
    {
      says: 'the same job twice at once',
      race: [job(2, 2, '2025-01-01', 'NULL', 'FALSE'), job(2, 2, '2025-02-01', 'NULL', 'FALSE')],
    },
    { says: 'consent given twice', refuse: consent(1, '2026-02-01 00:00:00') },
    {
      says: 'consent given twice at once',
      race: [consent(2, '2026-02-01 00:00:00'), consent(2, '2026-02-02 00:00:00')],
    },
    {
      says: 'a withdrawal taken back',
      given: ["UPDATE contact_consents SET withdrawn_at = '2026-02-01 00:00:00' WHERE id = 1"],
      refuse: 'UPDATE contact_consents SET withdrawn_at = NULL WHERE id = 1',
    },
    {
      says: 'consent given anew',
      given: ["UPDATE contact_consents SET withdrawn_at = '2026-02-01 00:00:00' WHERE id = 1"],
      accept: consent(1, '2026-03-01 00:00:00'),
    },
    {
      says: 'a lead converted before it is qualified',
      refuse:
        "UPDATE leads SET status = 'converted', contact_id = 1, converted_at = '2026-03-01 00:00:00' WHERE id = 1",
    },
    {
      says: 'a lead converted into nobody',
      refuse: "UPDATE leads SET status = 'converted', converted_at = '2026-03-01 00:00:00' WHERE id = 2",
    },
    {
      says: 'a lead converted',
      accept:
        "UPDATE leads SET status = 'converted', contact_id = 1, deal_id = 1, converted_at = '2026-03-01 00:00:00' WHERE id = 2",
    },
    {
      says: 'a lead converted while it is disqualified',
      race: [
        "UPDATE leads SET status = 'disqualified', disqualified_reason = 'no money' WHERE id = 2",
        "UPDATE leads SET status = 'converted', contact_id = 1, converted_at = '2026-03-01 00:00:00' WHERE id = 2",
      ],
    },
    { says: 'a lead disqualified without a reason', refuse: "UPDATE leads SET status = 'disqualified' WHERE id = 1" },
    { says: 'a second default pipeline', refuse: 'UPDATE pipelines SET is_default = TRUE WHERE id = 2' },
    {
      says: 'two default pipelines at once',
      given: ['UPDATE pipelines SET is_default = FALSE WHERE id = 1'],
      race: [
        'UPDATE pipelines SET is_default = TRUE WHERE id = 2',
        'UPDATE pipelines SET is_default = TRUE WHERE id = 3',
      ],
    },
    { says: 'a pipeline without stages', refuse: "INSERT INTO pipelines (name) VALUES ('Empty')" },
    {
      says: 'a pipeline with its stages',
      accept: [
        "INSERT INTO pipelines (id, name) VALUES (9, 'Public sector')",
        "INSERT INTO pipeline_stages (pipeline_id, name, position, probability) VALUES (9, 'Tender', 1, 10)",
      ],
    },
    {
      says: 'the last two stages removed at once',
      race: ['DELETE FROM pipeline_stages WHERE id = 5', 'DELETE FROM pipeline_stages WHERE id = 6'],
    },
    {
      says: 'a stage that is won at 50 percent',
      refuse:
        "INSERT INTO pipeline_stages (pipeline_id, name, position, outcome, probability) VALUES (1, 'Half', 9, 'won', 50)",
    },
    {
      says: 'two stages in one place',
      refuse: "INSERT INTO pipeline_stages (pipeline_id, name, position, probability) VALUES (1, 'Other', 1, 5)",
    },
    { says: 'a deal in a stage of another pipeline', refuse: deal(4, 'open') },
    { says: 'an open deal in the stage "won"', refuse: deal(2, 'open') },
    { says: 'a deal', accept: deal(1, 'open') },
    { says: 'a deal won without a day', refuse: "UPDATE deals SET stage_id = 2, outcome = 'won' WHERE id = 1" },
    { says: 'a deal won', accept: win },
    {
      says: 'a deal lost without a reason',
      refuse: "UPDATE deals SET stage_id = 3, outcome = 'lost', closed_at = '2026-03-01 00:00:00' WHERE id = 1",
    },
    {
      says: 'a won deal opened again',
      given: [win],
      refuse: "UPDATE deals SET stage_id = 1, outcome = 'open', closed_at = NULL WHERE id = 1",
    },
    { says: 'the amount of a won deal rewritten', given: [win], refuse: 'UPDATE deals SET amount = 9000 WHERE id = 1' },
    { says: 'a deal of less than nothing', refuse: 'UPDATE deals SET amount = -1 WHERE id = 1' },
    { says: 'two main contacts', given: [main(2)], refuse: main(3) },
    { says: 'two main contacts at once', race: [main(2), main(3)] },
    { says: 'a contact twice in a deal', refuse: main(1) },
    { says: 'history rewritten', refuse: 'UPDATE deal_stage_changes SET amount = 1 WHERE id = 1' },
    { says: 'two targets at a time', refuse: target('2026-03-01', '2026-06-01') },
    { says: 'the next target', accept: target('2026-04-01', '2026-07-01') },
    {
      says: 'two next targets at once',
      race: [target('2026-04-01', '2026-07-01'), target('2026-05-01', '2026-06-01')],
    },
    { says: 'a product of a deal', accept: wanted },
    { says: 'a product added to a deal that was won', given: [win], refuse: wanted },
    { says: 'a product added while the deal is won', race: [win, wanted] },
    { says: 'a quote in another currency than its deal', refuse: quote(9, 2, 'USD') },
    { says: 'two quotes of one version', refuse: quote(9, 1) },
    { says: 'the next version of a quote', accept: quote(9, 2) },
    { says: 'lines above the total', given: [offered(1, 2)], refuse: offered(2, 1) },
    { says: 'lines up to the total', accept: offered(1, 2) },
    { says: 'the total offered twice at once', race: [offered(1, 2), offered(2, 2)] },
    { says: 'a line on a quote that was sent', given: [send(1)], refuse: offered(1, 1) },
    { says: 'a line added while the quote is sent', race: [send(1), offered(1, 1)] },
    {
      says: 'a quote rewritten after it was sent',
      given: [send(1)],
      refuse: "UPDATE quotes SET valid_until = '2027-01-01' WHERE id = 1",
    },
    { says: 'a quote accepted before it was sent', refuse: accept(1) },
    { says: 'a quote accepted', given: [send(1)], accept: accept(1) },
    { says: 'two quotes accepted at once', given: [quote(9, 2), send(1), send(9)], race: [accept(1), accept(9)] },
    { says: 'an activity about nothing', refuse: activity('kind', "'note'") },
    { says: 'a meeting without a time', refuse: activity('kind, company_id', "'meeting', 1") },
    { says: 'a call about a deal', accept: activity('kind, deal_id', "'call', 1") },
    { says: 'an activity done at no time', refuse: "UPDATE activities SET status = 'done' WHERE id = 1" },
    { says: 'a company with deals deleted', refuse: 'DELETE FROM companies WHERE id = 1' },
  ],
};
