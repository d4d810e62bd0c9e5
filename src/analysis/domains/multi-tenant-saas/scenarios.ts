import type { ModelPart } from '#analysis/domains/domain.ts';

const invite = (tenant: number, role: number, by: number, email: string, token: string) =>
  `INSERT INTO invitations (tenant_id, role_id, invited_by_id, email, token_hash, expires_at) VALUES (${tenant}, ${role}, ${by}, '${email}', '${token}', '2099-01-01 00:00:00')`;
const key = (tenant: number, by: number, prefix: string) =>
  `INSERT INTO api_keys (tenant_id, created_by_id, name, prefix, secret_hash) VALUES (${tenant}, ${by}, 'CI', '${prefix}', 'hash-${prefix}')`;
const join = (tenant: number, user: number) =>
  `INSERT INTO memberships (tenant_id, user_id) VALUES (${tenant}, ${user})`;
const subscribe = (from: string, to: string) =>
  `INSERT INTO subscriptions (tenant_id, plan_id, price, currency, starts_at, ends_at) VALUES (1, 1, 49, 'EUR', ${from}, ${to})`;

/** Two tenants: Acme with three seats, two of them taken, and Globex. Ann and Bob are in Acme, Cid owns Globex. */
export const scenarios: ModelPart = {
  fixture: [
    "INSERT INTO users (id, email, display_name) VALUES (1, 'ann@example.com', 'Ann'), (2, 'bob@example.com', 'Bob'), (3, 'cid@example.com', 'Cid'), (4, 'dee@example.com', 'Dee')",
    "INSERT INTO plans (id, code, name, price, currency, billing_period, seat_limit, status) VALUES (1, 'team', 'Team', 49, 'EUR', 'month', 3, 'offered'), (2, 'next', 'Next', 59, 'EUR', 'month', 5, 'draft')",
    "INSERT INTO tenants (id, name, slug, seat_limit, status) VALUES (1, 'Acme', 'acme', 3, 'active'), (2, 'Globex', 'globex', NULL, 'active')",
    "INSERT INTO memberships (id, tenant_id, user_id, status) VALUES (1, 1, 1, 'active'), (2, 1, 2, 'active'), (3, 2, 3, 'active'), (4, 1, 4, 'left')",
    'INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (1, 1), (2, 3)',
    "INSERT INTO subscriptions (id, tenant_id, plan_id, status, price, currency, seat_limit, starts_at) VALUES (1, 1, 1, 'active', 49, 'EUR', 3, '2026-01-01 00:00:00')",
    "INSERT INTO permissions (id, code) VALUES (1, 'invoices.read'), (2, 'invoices.write')",
    "INSERT INTO roles (id, tenant_id, name, is_standard) VALUES (1, 1, 'Admin', TRUE), (2, 1, 'Reader', FALSE), (3, 2, 'Admin', TRUE)",
    'INSERT INTO role_permissions (role_id, permission_id) VALUES (1, 1), (1, 2), (2, 1), (3, 1)',
    'INSERT INTO membership_roles (tenant_id, membership_id, role_id) VALUES (1, 1, 1)',
    "INSERT INTO invitations (id, tenant_id, role_id, invited_by_id, email, token_hash, expires_at) VALUES (1, 1, 2, 1, 'eve@example.com', 'i-1', '2099-01-01 00:00:00')",
    "INSERT INTO api_keys (id, tenant_id, created_by_id, name, prefix, secret_hash) VALUES (1, 1, 1, 'CI', 'ak_1', 'hash-1')",
    "INSERT INTO audit_events (id, tenant_id, membership_id, action) VALUES (1, 1, 1, 'role.granted')",
  ],
  scenarios: [
    { says: 'the same address of two tenants', refuse: "INSERT INTO tenants (name, slug) VALUES ('Acme 2', 'acme')" },
    { says: 'a tenant without an owner', refuse: "INSERT INTO tenants (name, slug) VALUES ('Nobody', 'nobody')" },
    {
      says: 'a tenant with its owner',
      accept: [
        "INSERT INTO tenants (id, name, slug) VALUES (9, 'Initech', 'initech')",
        'INSERT INTO memberships (id, tenant_id, user_id) VALUES (9, 9, 1)',
        'INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (9, 9)',
      ],
    },
    { says: 'the last owner taken away', refuse: 'DELETE FROM tenant_owners WHERE membership_id = 1' },
    {
      says: 'the owner handed over',
      accept: [
        'INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (1, 2)',
        'DELETE FROM tenant_owners WHERE membership_id = 1',
      ],
    },
    {
      says: 'two owners who remove each other',
      given: ['INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (1, 2)'],
      race: ['DELETE FROM tenant_owners WHERE membership_id = 1', 'DELETE FROM tenant_owners WHERE membership_id = 2'],
    },
    {
      says: 'an owner from another tenant',
      refuse: 'INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (2, 2)',
    },
    {
      says: 'an owner who leaves before handing over',
      refuse: "UPDATE memberships SET status = 'left' WHERE id = 1",
    },
    {
      says: 'someone who left as an owner',
      refuse: 'INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (1, 4)',
    },
    {
      says: 'a member made an owner while leaving',
      race: [
        "UPDATE memberships SET status = 'left' WHERE id = 2",
        'INSERT INTO tenant_owners (tenant_id, membership_id) VALUES (1, 2)',
      ],
    },
    { says: 'the last seat taken', accept: join(1, 3) },
    {
      says: 'a member above the seats',
      given: [join(1, 3)],
      refuse: "UPDATE memberships SET status = 'active' WHERE id = 4",
    },
    {
      says: 'seats below the members',
      refuse: 'UPDATE tenants SET seat_limit = 1 WHERE id = 1',
    },
    { says: 'the last seat taken twice', race: [join(1, 3), "UPDATE memberships SET status = 'active' WHERE id = 4"] },
    { says: 'a user twice in a tenant', refuse: join(2, 3) },
    { says: 'a user in a second tenant', accept: join(2, 1) },
    { says: 'a member moved to another tenant', refuse: 'UPDATE memberships SET tenant_id = 2 WHERE id = 2' },
    {
      says: 'a role of another tenant',
      refuse: 'INSERT INTO membership_roles (tenant_id, membership_id, role_id) VALUES (1, 2, 3)',
    },
    {
      says: 'a role of another tenant, under its tenant',
      refuse: 'INSERT INTO membership_roles (tenant_id, membership_id, role_id) VALUES (2, 2, 3)',
    },
    {
      says: 'a role given',
      accept: 'INSERT INTO membership_roles (tenant_id, membership_id, role_id, granted_by_id) VALUES (1, 2, 2, 1)',
    },
    {
      says: 'the same role given twice',
      refuse: 'INSERT INTO membership_roles (tenant_id, membership_id, role_id) VALUES (1, 1, 1)',
    },
    {
      says: 'a role for someone who left',
      refuse: 'INSERT INTO membership_roles (tenant_id, membership_id, role_id) VALUES (1, 4, 2)',
    },
    {
      says: 'a role given to a member who leaves',
      race: [
        "UPDATE memberships SET status = 'left' WHERE id = 2",
        'INSERT INTO membership_roles (tenant_id, membership_id, role_id) VALUES (1, 2, 2)',
      ],
    },
    { says: 'two roles of one name', refuse: "INSERT INTO roles (tenant_id, name) VALUES (1, 'Reader')" },
    { says: 'the same name in another tenant', accept: "INSERT INTO roles (tenant_id, name) VALUES (2, 'Reader')" },
    { says: 'a standard role renamed', refuse: "UPDATE roles SET name = 'Boss' WHERE id = 1" },
    { says: 'a role in use deleted', refuse: 'DELETE FROM roles WHERE id = 1' },
    {
      says: 'a permission that there is not',
      refuse: 'INSERT INTO role_permissions (role_id, permission_id) VALUES (2, 99)',
    },
    { says: 'a second open invitation, in capitals', refuse: invite(1, 2, 1, 'EVE@example.com', 'i-2') },
    { says: 'the same address invited by another tenant', accept: invite(2, 3, 3, 'eve@example.com', 'i-2') },
    {
      says: 'an address invited twice at once',
      race: [invite(1, 2, 1, 'fay@example.com', 'i-2'), invite(1, 2, 2, 'fay@example.com', 'i-3')],
    },
    { says: 'an invitation to a role of another tenant', refuse: invite(1, 3, 1, 'fay@example.com', 'i-2') },
    { says: 'an invitation by a member of another tenant', refuse: invite(1, 2, 3, 'fay@example.com', 'i-2') },
    {
      says: 'an invitation accepted',
      accept: [
        "INSERT INTO users (id, email, display_name) VALUES (9, 'eve@example.com', 'Eve')",
        'INSERT INTO memberships (id, tenant_id, user_id) VALUES (9, 1, 9)',
        "UPDATE invitations SET status = 'accepted', accepted_by_id = 9 WHERE id = 1",
      ],
    },
    {
      says: 'a revoked invitation accepted',
      given: ["UPDATE invitations SET status = 'revoked' WHERE id = 1"],
      refuse: "UPDATE invitations SET status = 'accepted', accepted_by_id = 2 WHERE id = 1",
    },
    { says: 'an invitation accepted by nobody', refuse: "UPDATE invitations SET status = 'accepted' WHERE id = 1" },
    {
      says: 'an invitation accepted while it is revoked',
      race: [
        "UPDATE invitations SET status = 'revoked' WHERE id = 1",
        "UPDATE invitations SET status = 'accepted', accepted_by_id = 2 WHERE id = 1",
      ],
    },
    {
      says: 'an invitation from a suspended tenant',
      given: ["UPDATE tenants SET status = 'suspended' WHERE id = 1"],
      refuse: invite(1, 2, 1, 'fay@example.com', 'i-2'),
    },
    {
      says: 'an invitation sent while the tenant is suspended',
      race: ["UPDATE tenants SET status = 'suspended' WHERE id = 1", invite(1, 2, 1, 'fay@example.com', 'i-2')],
    },
    { says: 'an API key', accept: key(1, 2, 'ak_9') },
    { says: 'an API key made by a member of another tenant', refuse: key(1, 3, 'ak_9') },
    {
      says: 'an API key made while the tenant is closed',
      race: ["UPDATE tenants SET status = 'closed' WHERE id = 1", key(1, 1, 'ak_9')],
    },
    {
      says: 'an API key of a closed tenant',
      given: ["UPDATE tenants SET status = 'closed' WHERE id = 1"],
      refuse: key(1, 1, 'ak_9'),
    },
    {
      says: 'a revoked key taken up again',
      given: ["UPDATE api_keys SET revoked_at = '2026-02-01 00:00:00' WHERE id = 1"],
      refuse: 'UPDATE api_keys SET revoked_at = NULL WHERE id = 1',
    },
    { says: 'a key revoked', accept: "UPDATE api_keys SET revoked_at = '2026-02-01 00:00:00' WHERE id = 1" },
    {
      says: 'a permission for a key that is revoked meanwhile',
      race: [
        "UPDATE api_keys SET revoked_at = '2026-02-01 00:00:00' WHERE id = 1",
        'INSERT INTO api_key_permissions (api_key_id, permission_id) VALUES (1, 1)',
      ],
    },
    {
      says: 'a permission for a key',
      accept: 'INSERT INTO api_key_permissions (api_key_id, permission_id) VALUES (1, 1)',
    },
    { says: 'a second subscription at the same time', refuse: subscribe("'2026-02-01 00:00:00'", 'NULL') },
    {
      says: 'the next subscription',
      given: ["UPDATE subscriptions SET ends_at = '2026-03-01 00:00:00' WHERE id = 1"],
      accept: subscribe("'2026-03-01 00:00:00'", 'NULL'),
    },
    {
      says: 'two first subscriptions at once',
      given: ["UPDATE subscriptions SET ends_at = '2026-03-01 00:00:00' WHERE id = 1"],
      race: [subscribe("'2026-03-01 00:00:00'", 'NULL'), subscribe("'2026-04-01 00:00:00'", 'NULL')],
    },
    { says: 'an agreed price rewritten', refuse: 'UPDATE subscriptions SET price = 1 WHERE id = 1' },
    { says: 'the price of an offered plan rewritten', refuse: 'UPDATE plans SET price = 1 WHERE id = 1' },
    { says: 'the price of a draft rewritten', accept: 'UPDATE plans SET price = 69 WHERE id = 2' },
    {
      says: 'a closed tenant opened again',
      given: ["UPDATE tenants SET status = 'closed' WHERE id = 2"],
      refuse: "UPDATE tenants SET status = 'active' WHERE id = 2",
    },
    { says: 'the audit trail rewritten', refuse: "UPDATE audit_events SET action = 'nothing' WHERE id = 1" },
    { says: 'the audit trail shortened', refuse: 'DELETE FROM audit_events WHERE id = 1' },
    {
      says: 'an event by a member of another tenant',
      refuse: "INSERT INTO audit_events (tenant_id, membership_id, action) VALUES (1, 3, 'invoice.read')",
    },
    {
      says: 'an event by two',
      refuse:
        "INSERT INTO audit_events (tenant_id, membership_id, api_key_id, action) VALUES (1, 1, 1, 'invoice.read')",
    },
    {
      says: 'an event by a key',
      accept:
        "INSERT INTO audit_events (tenant_id, api_key_id, action, target) VALUES (1, 1, 'invoice.read', 'invoice 42')",
    },
    {
      says: 'the same e-mail in capitals',
      refuse: "INSERT INTO users (email, display_name) VALUES ('ANN@EXAMPLE.COM', 'Ann')",
    },
  ],
};
