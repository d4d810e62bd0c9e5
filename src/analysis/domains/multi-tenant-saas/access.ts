import type { ModelPart } from '#analysis/domains/domain.ts';

/** How the software reads: mostly "may this member do that?". */
export const access: ModelPart = {
  access: [
    { name: 'a user by e-mail', entity: 'user', by: ['email'], perSecond: 30 },
    { name: 'a session by its token', entity: 'session', by: ['token_hash'], perSecond: 1500 },
    { name: 'sessions that are over', entity: 'session', range: 'expires_at', limit: 1000, reads: ['id'] },
    { name: 'a tenant by its address', entity: 'tenant', by: ['slug'], perSecond: 300 },
    { name: 'tenants of a user', entity: 'membership', by: ['user'], where: "status = 'active'", perSecond: 100 },
    { name: 'the membership of a user in a tenant', entity: 'membership', by: ['tenant', 'user'], perSecond: 1500 },
    {
      name: 'members of a tenant, newest first',
      entity: 'membership',
      by: ['tenant'],
      order: ['-joined_at'],
      limit: 50,
      perSecond: 40,
    },
    { name: 'roles of a member', entity: 'membership_role', by: ['membership'], perSecond: 800 },
    { name: 'members who have a role', entity: 'membership_role', by: ['tenant', 'role'], limit: 100, perSecond: 5 },
    {
      name: 'may a member do this',
      entity: 'membership_role',
      sql: `SELECT EXISTS (
  SELECT FROM membership_roles AS m
  JOIN role_permissions AS r ON r.role_id = m.role_id
  JOIN permissions AS p ON p.id = r.permission_id
  WHERE m.membership_id = $1 AND p.code = $2) AS may`,
      perSecond: 1500,
    },
    { name: 'roles of a tenant', entity: 'role', by: ['tenant'], order: ['name'], perSecond: 40 },
    { name: 'an API key by its secret', entity: 'api_key', by: ['secret_hash'], perSecond: 600 },
    {
      name: 'API keys of a tenant that hold',
      entity: 'api_key',
      by: ['tenant'],
      where: 'revoked_at IS NULL',
      order: ['-created_at'],
      perSecond: 5,
    },
    { name: 'an invitation by its token', entity: 'invitation', by: ['token_hash'], perSecond: 5 },
    {
      name: 'open invitations of a tenant',
      entity: 'invitation',
      by: ['tenant'],
      where: "status = 'pending'",
      order: ['-created_at'],
      perSecond: 10,
    },
    {
      name: 'what happened in a tenant, newest first',
      entity: 'audit_event',
      by: ['tenant'],
      order: ['-created_at'],
      limit: 100,
      perSecond: 20,
    },
    {
      name: 'what happened to a thing',
      entity: 'audit_event',
      by: ['tenant', 'target'],
      order: ['-created_at'],
      limit: 100,
      perSecond: 5,
    },
    {
      name: 'the subscription of a tenant',
      entity: 'subscription',
      by: ['tenant'],
      order: ['-starts_at'],
      limit: 1,
      perSecond: 50,
    },
    {
      name: 'subscriptions that end soon',
      entity: 'subscription',
      range: 'ends_at',
      where: "status <> 'cancelled'",
      limit: 500,
    },
  ],
  summaries: [
    {
      name: 'tenant_seats',
      sql: `SELECT t.id AS tenant_id, t.seat_limit, count(m.id) AS members, count(m.id) FILTER (WHERE m.status = 'active') AS active_members
FROM tenants AS t
LEFT JOIN memberships AS m ON m.tenant_id = t.id
WHERE t.status <> 'closed'
GROUP BY t.id, t.seat_limit`,
      key: ['tenant_id'],
      serves: 'How many seats each tenant uses.',
      refresh: 'every hour',
    },
  ],
};
