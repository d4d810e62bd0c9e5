import type { DomainOption } from '#analysis/domains/domain.ts';

/** What ties a tenant to the world outside. */
export const connections: readonly DomainOption[] = [
  {
    id: 'domains',
    title: 'own domain names',
    words: ['custom domain', 'own domain', 'domain name', 'white label', 'vanity domain'],
    usual: false,
    part: {
      entities: {
        tenant_domain: {
          description: 'A domain name under which a tenant is reached, once it has shown that the name is its own.',
          references: { tenant: 'tenant cascade' },
          attributes: {
            host: 'code(253)',
            verification_token: 'token unique',
            verified_at: 'moment?',
            is_primary: 'boolean = false',
          },
          unique: [{ of: ['tenant', 'host'] }],
          checks: [
            { name: 'host_is_lower', sql: 'host = lower(host)' },
            { name: 'primary_is_verified', sql: 'NOT is_primary OR verified_at IS NOT NULL' },
          ],
          volume: { rows: 20_000, perYear: 15_000 },
        },
      },
      invariants: [
        {
          kind: 'only-one',
          entity: 'tenant_domain',
          per: ['host'],
          where: 'verified_at IS NOT NULL',
          says: 'A domain name belongs to one tenant.',
        },
        {
          kind: 'only-one',
          entity: 'tenant_domain',
          per: ['tenant'],
          where: 'is_primary',
          says: 'A tenant has one primary domain.',
        },
      ],
      access: [
        {
          name: 'the tenant of a host',
          entity: 'tenant_domain',
          by: ['host'],
          where: 'verified_at IS NOT NULL',
          perSecond: 800,
        },
        { name: 'domains of a tenant', entity: 'tenant_domain', by: ['tenant'], perSecond: 5 },
      ],
      fixture: [
        "INSERT INTO tenant_domains (id, tenant_id, host, verification_token, verified_at, is_primary) VALUES (1, 1, 'app.acme.example', 'v-1', '2026-01-01 00:00:00', TRUE)",
        "INSERT INTO tenant_domains (id, tenant_id, host, verification_token) VALUES (2, 1, 'go.shared.example', 'v-2'), (3, 2, 'go.shared.example', 'v-3')",
      ],
      scenarios: [
        {
          says: 'a domain that another tenant has shown to be its own',
          refuse:
            "INSERT INTO tenant_domains (tenant_id, host, verification_token, verified_at) VALUES (2, 'app.acme.example', 'v-9', '2026-01-01 00:00:00')",
        },
        {
          says: 'a primary domain that was not verified',
          refuse: 'UPDATE tenant_domains SET is_primary = TRUE WHERE id = 3',
        },
        {
          says: 'one domain verified by two tenants at once',
          race: [
            "UPDATE tenant_domains SET verified_at = '2026-01-02 00:00:00' WHERE id = 2",
            "UPDATE tenant_domains SET verified_at = '2026-01-02 00:00:00' WHERE id = 3",
          ],
        },
        {
          says: 'two primary domains at once',
          race: [
            "UPDATE tenant_domains SET verified_at = '2026-01-02 00:00:00', is_primary = TRUE WHERE id = 3",
            "INSERT INTO tenant_domains (tenant_id, host, verification_token, verified_at, is_primary) VALUES (2, 'app.globex.example', 'v-9', '2026-01-02 00:00:00', TRUE)",
          ],
        },
        {
          says: 'another domain',
          accept:
            "INSERT INTO tenant_domains (tenant_id, host, verification_token, verified_at, is_primary) VALUES (2, 'app.globex.example', 'v-9', '2026-01-02 00:00:00', TRUE)",
        },
      ],
    },
  },
  {
    id: 'single-sign-on',
    title: 'single sign-on',
    words: ['single sign-on', 'sso', 'saml', 'oidc', 'oauth', 'social login', 'identity provider'],
    usual: false,
    part: {
      entities: {
        identity_provider: {
          description: 'Where the people of a tenant sign in.',
          references: { tenant: 'tenant cascade' },
          attributes: {
            kind: 'choice(saml, oidc)',
            issuer: 'url',
            client_id: 'token?',
            is_enabled: 'boolean = true',
            is_required: 'boolean = false',
          },
          unique: [{ of: ['tenant', 'issuer'] }],
          volume: { rows: 5_000, perYear: 4_000 },
        },
        user_identity: {
          description: 'A user as an identity provider knows them.',
          references: { provider: 'identity_provider cascade', user: 'user cascade' },
          attributes: { subject: 'token', last_used_at: 'moment?' },
          unique: [{ of: ['provider', 'subject'] }, { of: ['provider', 'user'] }],
          volume: { rows: 200_000, perYear: 150_000 },
        },
      },
      access: [
        {
          name: 'a user by the name that a provider gives',
          entity: 'user_identity',
          by: ['provider', 'subject'],
          perSecond: 20,
        },
        { name: 'identities of a user', entity: 'user_identity', by: ['user'] },
      ],
      fixture: [
        "INSERT INTO identity_providers (id, tenant_id, kind, issuer) VALUES (1, 1, 'oidc', 'https://login.acme.example')",
        "INSERT INTO user_identities (id, provider_id, user_id, subject) VALUES (1, 1, 1, 'ann')",
      ],
      scenarios: [
        {
          says: 'two users of one subject',
          refuse: "INSERT INTO user_identities (provider_id, user_id, subject) VALUES (1, 2, 'ann')",
        },
        {
          says: 'another identity',
          accept: "INSERT INTO user_identities (provider_id, user_id, subject) VALUES (1, 2, 'bob')",
        },
      ],
    },
  },
  {
    id: 'webhooks',
    title: 'webhooks',
    words: ['webhook', 'outgoing event', 'callback url'],
    usual: false,
    part: {
      entities: {
        webhook_endpoint: {
          references: { tenant: 'tenant cascade' },
          attributes: { url: 'url', secret_hash: 'hash', events: "json = '[]'", is_enabled: 'boolean = true' },
          unique: [{ of: ['tenant', 'url'] }],
          volume: { rows: 20_000, perYear: 15_000 },
        },
        webhook_delivery: {
          description: 'One attempt to tell an endpoint what happened.',
          references: { tenant: 'tenant', endpoint: 'webhook_endpoint agree(tenant)' },
          attributes: {
            event: 'code',
            payload: 'json',
            attempt: 'count > 0 = 1',
            response_status: 'integer? >= 100 < 600',
            delivered_at: 'moment?',
          },
          timestamps: 'created',
          volume: { rows: 30_000_000, perYear: 60_000_000, keepDays: 30 },
        },
      },
      invariants: [
        {
          kind: 'only-while',
          entity: 'webhook_delivery',
          reference: 'endpoint',
          parent: 'is_enabled',
          says: 'Nothing is sent to an endpoint that is switched off.',
        },
      ],
      access: [
        {
          name: 'deliveries to an endpoint, newest first',
          entity: 'webhook_delivery',
          by: ['endpoint'],
          order: ['-created_at'],
          limit: 50,
          perSecond: 2,
        },
        {
          name: 'endpoints of a tenant',
          entity: 'webhook_endpoint',
          by: ['tenant'],
          where: 'is_enabled',
          perSecond: 100,
        },
      ],
      fixture: [
        "INSERT INTO webhook_endpoints (id, tenant_id, url, secret_hash) VALUES (1, 1, 'https://hooks.acme.example', 's-1')",
      ],
      scenarios: [
        {
          says: 'a delivery to the endpoint of another tenant',
          refuse:
            "INSERT INTO webhook_deliveries (tenant_id, endpoint_id, event, payload) VALUES (2, 1, 'invoice.paid', '{}')",
        },
        {
          says: 'a delivery',
          accept:
            "INSERT INTO webhook_deliveries (tenant_id, endpoint_id, event, payload) VALUES (1, 1, 'invoice.paid', '{}')",
        },
        {
          says: 'a delivery to an endpoint that is switched off meanwhile',
          race: [
            'UPDATE webhook_endpoints SET is_enabled = FALSE WHERE id = 1',
            "INSERT INTO webhook_deliveries (tenant_id, endpoint_id, event, payload) VALUES (1, 1, 'invoice.paid', '{}')",
          ],
        },
      ],
    },
  },
];
