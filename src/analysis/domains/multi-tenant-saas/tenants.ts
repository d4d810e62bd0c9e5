import type { ModelPart } from '#analysis/domains/domain.ts';

/** Who uses the software: tenants, what they pay for, and the people in them. */
export const tenants: ModelPart = {
  entities: {
    plan: {
      description: 'What can be bought. A plan that was sold is retired, never rewritten.',
      attributes: {
        code: 'code unique',
        name: 'name',
        price: 'money >= 0',
        currency: 'currency',
        billing_period: 'choice(month, year)',
        seat_limit: 'count? > 0',
        status: 'state(draft, offered, retired) = draft',
      },
      volume: { rows: 40, perYear: 10 },
    },
    tenant: {
      description: 'An organisation that uses the software: the wall around everything that belongs to it.',
      attributes: {
        name: 'name',
        slug: 'slug unique',
        country: 'country?',
        timezone: "timezone = 'UTC'",
        status: 'state(active, suspended, closed) = active',
        seat_limit: {
          domain: 'count',
          optional: true,
          above: 0,
          description: 'Active members at most, as the subscription says; no limit where it is empty.',
        },
      },
      volume: { rows: 30_000, perYear: 20_000 },
    },
    subscription: {
      description: 'What a tenant has bought for a time, at the price and with the seats that were agreed then.',
      references: { tenant: 'tenant', plan: 'plan' },
      attributes: {
        status: 'state(trial, active, past_due, paused, cancelled) = trial',
        price: 'money >= 0',
        currency: 'currency',
        seat_limit: 'count? > 0',
        starts_at: 'moment = now',
        ends_at: 'moment?',
      },
      volume: { rows: 60_000, perYear: 50_000 },
    },
    membership: {
      description: 'A user in a tenant. One person may be in several, with other roles in each.',
      references: { tenant: 'tenant', user: 'user' },
      attributes: {
        status: 'state(active, suspended, left) = active',
        job_title: 'title?',
        joined_at: 'moment = now',
      },
      unique: [{ of: ['tenant', 'user'] }],
      volume: { rows: 500_000, perYear: 300_000 },
    },
    tenant_owner: {
      description: 'A member who pays the bill and may close the tenant.',
      key: ['membership'],
      references: { membership: 'membership agree(tenant, status)', tenant: 'tenant' },
      attributes: {
        status: {
          domain: 'choice',
          values: ['active'],
          default: 'active',
          description: 'That of the membership: it cannot be left or suspended while it owns the tenant.',
        },
      },
      timestamps: 'created',
      volume: { rows: 40_000, perYear: 25_000 },
    },
    invitation: {
      description: 'An offer to join, sent to an e-mail address. Only the hash of its token is kept.',
      references: {
        tenant: 'tenant',
        role: 'role agree(tenant)',
        invited_by: 'membership agree(tenant)',
        accepted_by: 'membership? unique agree(tenant)',
      },
      attributes: {
        email: 'email personal(contact)',
        token_hash: 'hash unique',
        status: 'state(pending, accepted, revoked, expired) = pending',
        expires_at: 'moment',
      },
      checks: [
        { name: 'expires_after_creation', sql: 'expires_at > created_at' },
        {
          name: 'accepted_by_someone',
          sql: "(status = 'accepted' AND accepted_by_id IS NOT NULL) OR (status <> 'accepted' AND accepted_by_id IS NULL)",
        },
      ],
      volume: { rows: 600_000, perYear: 400_000 },
    },
  },
  invariants: [
    {
      kind: 'transitions',
      entity: 'plan',
      attribute: 'status',
      allowed: { draft: ['offered', 'retired'], offered: ['retired'], retired: [] },
      says: 'A plan is offered once and then retired.',
    },
    {
      kind: 'immutable',
      entity: 'plan',
      attributes: ['code', 'price', 'currency', 'billing_period', 'seat_limit'],
      when: "status <> 'draft'",
      says: 'A plan that was offered is not rewritten: offer another one.',
    },
    {
      kind: 'transitions',
      entity: 'tenant',
      attribute: 'status',
      allowed: { active: ['suspended', 'closed'], suspended: ['active', 'closed'], closed: [] },
      says: 'A closed tenant stays closed.',
    },
    {
      kind: 'transitions',
      entity: 'subscription',
      attribute: 'status',
      allowed: {
        trial: ['active', 'cancelled'],
        active: ['past_due', 'paused', 'cancelled'],
        past_due: ['active', 'cancelled'],
        paused: ['active', 'cancelled'],
        cancelled: [],
      },
      says: 'A cancelled subscription is over: a new one is made.',
    },
    {
      kind: 'immutable',
      entity: 'subscription',
      attributes: ['tenant', 'plan', 'price', 'currency'],
      says: 'What was agreed is not rewritten: end the subscription and make another.',
    },
    {
      kind: 'no-overlap',
      entity: 'subscription',
      per: ['tenant'],
      from: 'starts_at',
      to: 'ends_at',
      says: 'A tenant has one subscription at a time.',
    },
    {
      kind: 'transitions',
      entity: 'membership',
      attribute: 'status',
      allowed: { active: ['suspended', 'left'], suspended: ['active', 'left'], left: ['active'] },
      says: 'Someone who left may come back, and is active then.',
    },
    {
      kind: 'count-at-most',
      entity: 'membership',
      per: 'tenant',
      limit: 'seat_limit',
      where: "status = 'active'",
      says: 'A tenant has no more active members than seats.',
    },
    {
      kind: 'immutable',
      entity: 'membership',
      attributes: ['tenant', 'user'],
      says: 'A membership does not move to another tenant or user.',
    },
    {
      kind: 'at-least-one',
      entity: 'tenant_owner',
      per: 'tenant',
      when: "status <> 'closed'",
      says: 'A tenant has an owner.',
    },
    {
      kind: 'transitions',
      entity: 'invitation',
      attribute: 'status',
      start: ['pending'],
      allowed: { pending: ['accepted', 'revoked', 'expired'], accepted: [], revoked: [], expired: [] },
      says: 'An invitation is answered once.',
    },
    {
      kind: 'only-one',
      entity: 'invitation',
      per: ['tenant', 'email'],
      where: "status = 'pending'",
      says: 'An address has one open invitation to a tenant.',
    },
    {
      kind: 'only-while',
      entity: 'invitation',
      reference: 'tenant',
      parent: "status = 'active'",
      says: 'Only an active tenant invites.',
    },
    {
      kind: 'immutable',
      entity: 'invitation',
      attributes: ['tenant', 'role', 'email', 'token_hash'],
      says: 'An invitation that was sent says what it said.',
    },
  ],
  decisions: [
    {
      what: 'Everything of a tenant carries the tenant, and foreign keys inside a tenant hold it too.',
      why: 'A role of one tenant cannot be given to a member of another, not even by a faulty program; row-level security and a later split by tenant need the column anyway.',
    },
    {
      what: 'Users stand outside the tenants, memberships inside.',
      why: 'One person signs in once and works for several tenants; leaving one of them takes nothing away from the others.',
    },
    {
      what: 'Owners are rows of their own, not a flag.',
      why: 'So the database itself can refuse that the last of them goes, or that one of them leaves before it is handed over.',
    },
  ],
  questions: [
    {
      question: 'Are tenants apart in one schema, or has each a schema or database of its own?',
      assumed: 'One schema: with tens of thousands of tenants, one for each makes migrations and backups slow.',
    },
    {
      question: 'May one e-mail address belong to several tenants?',
      assumed: 'Yes, as one user with several memberships.',
    },
    { question: 'Do suspended members take a seat?', assumed: 'No: only active ones are counted.' },
  ],
};
