import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who may do what: roles made of permissions, given to members and to API keys. */
export const roles: ModelPart = {
  entities: {
    permission: {
      description: 'One thing that may be done, in the words of the program: invoices.read.',
      attributes: { code: 'code unique', description: "text = ''" },
      checks: [{ name: 'code_is_lower', sql: 'code = lower(code)' }],
      volume: { rows: 300, perYear: 50 },
    },
    role: {
      description: 'A set of permissions that a tenant gives. Standard roles are copied into each new tenant.',
      references: { tenant: 'tenant cascade' },
      attributes: { name: 'name', description: "text = ''", is_standard: 'boolean = false' },
      unique: [{ of: ['tenant', 'name'] }],
      volume: { rows: 150_000, perYear: 100_000 },
    },
    role_permission: {
      key: ['role', 'permission'],
      references: { role: 'role cascade', permission: 'permission' },
      timestamps: 'created',
      volume: { rows: 3_000_000, perYear: 2_000_000 },
    },
    membership_role: {
      description: 'A role that a member has. Tenant of the role and of the member are the same.',
      key: ['membership', 'role'],
      references: {
        tenant: 'tenant',
        membership: 'membership cascade agree(tenant)',
        role: 'role agree(tenant)',
        granted_by: 'membership? agree(tenant)',
      },
      timestamps: 'created',
      volume: { rows: 700_000, perYear: 450_000 },
    },
    api_key: {
      description: 'With which a program acts for a tenant. Only a hash is kept; the prefix is what people see.',
      references: { tenant: 'tenant', created_by: 'membership agree(tenant)' },
      attributes: {
        name: 'name',
        prefix: 'code(16) unique',
        secret_hash: 'hash unique',
        expires_at: 'moment?',
        last_used_at: 'moment?',
        revoked_at: 'moment?',
      },
      checks: [{ name: 'expires_after_creation', sql: 'expires_at > created_at' }],
      volume: { rows: 120_000, perYear: 80_000 },
    },
    api_key_permission: {
      key: ['api_key', 'permission'],
      references: { api_key: 'api_key cascade', permission: 'permission' },
      timestamps: 'created',
      volume: { rows: 600_000, perYear: 400_000 },
    },
    session: {
      description: 'A sign-in of a user on one device.',
      references: { user: 'user cascade', tenant: 'tenant? cascade' },
      attributes: {
        token_hash: 'hash unique',
        ip: 'ip? personal',
        user_agent: 'title?',
        expires_at: 'moment',
        revoked_at: 'moment?',
      },
      checks: [{ name: 'expires_after_creation', sql: 'expires_at > created_at' }],
      volume: { rows: 4_000_000, perYear: 8_000_000, keepDays: 90 },
    },
    audit_event: {
      description: 'What happened in a tenant, who did it, from where.',
      references: {
        tenant: 'tenant',
        membership: 'membership? agree(tenant)',
        api_key: 'api_key? agree(tenant)',
      },
      attributes: {
        action: 'code',
        target: {
          domain: 'code',
          length: 100,
          optional: true,
          description: 'What it was done to, in words that outlive it: invoice 42.',
        },
        ip: 'ip? personal',
        details: "json = '{}'",
      },
      checks: [{ name: 'one_actor_at_most', sql: 'membership_id IS NULL OR api_key_id IS NULL' }],
      appendOnly: true,
      timestamps: 'created',
      volume: { rows: 150_000_000, perYear: 120_000_000, keepDays: 730 },
    },
  },
  invariants: [
    {
      kind: 'only-while',
      entity: 'membership_role',
      reference: 'membership',
      parent: "status <> 'left'",
      says: 'Someone who left is given no role.',
    },
    {
      kind: 'only-while',
      entity: 'api_key',
      reference: 'tenant',
      parent: "status = 'active'",
      says: 'Only an active tenant makes API keys.',
    },
    {
      kind: 'immutable',
      entity: 'api_key',
      when: 'revoked_at IS NOT NULL',
      says: 'A revoked key stays revoked.',
    },
    {
      kind: 'immutable',
      entity: 'api_key',
      attributes: ['tenant', 'created_by', 'prefix', 'secret_hash'],
      says: 'A key is not turned into another one: make a new one.',
    },
    {
      kind: 'only-while',
      entity: 'api_key_permission',
      reference: 'api_key',
      parent: 'revoked_at IS NULL',
      says: 'A revoked key gets no permissions.',
    },
    {
      kind: 'immutable',
      entity: 'role',
      attributes: ['tenant', 'name'],
      when: 'is_standard',
      says: 'Standard roles keep their names.',
    },
  ],
  decisions: [
    {
      what: 'Standard roles are copied into each tenant.',
      why: 'A role without a tenant would need an exception in every foreign key, and a tenant may change its own copy.',
    },
    {
      what: 'Permissions are the same for all tenants.',
      why: 'The program asks for them by name; tenants only put them together.',
    },
    {
      what: 'Audit events are only added, and divided by month.',
      why: 'A trail that can be rewritten proves nothing, and old months are dropped at once.',
    },
  ],
  questions: [{ question: 'How long is the audit trail kept?', assumed: 'Two years.' }],
};
