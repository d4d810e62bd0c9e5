import type { Domain } from './domain.ts';
import { mergeParts } from './merge-parts.ts';
import { access } from './multi-tenant-saas/access.ts';
import { options } from './multi-tenant-saas/options.ts';
import { roles } from './multi-tenant-saas/roles.ts';
import { scenarios } from './multi-tenant-saas/scenarios.ts';
import { tenants } from './multi-tenant-saas/tenants.ts';
import { user } from './people.ts';

export const multiTenantSaas: Domain = {
  id: 'multi-tenant-saas',
  title: 'software for many tenants',
  words: [
    'multi-tenant saas',
    'multi-tenant',
    'multitenant',
    'multi tenant',
    'saas',
    'saas application',
    'saas platform',
    'software as a service',
    'b2b saas',
    'tenant platform',
    'workspace application',
    'many companies',
    'several companies',
    'many organisations',
    'many customers in one product',
    'white-label',
  ],
  part: mergeParts('multi-tenant-saas', [
    { entities: { user: { ...user, volume: { rows: 400_000, perYear: 250_000 } } } },
    tenants,
    roles,
    access,
    scenarios,
  ]),
  options,
  synonyms: {
    tenant: ['organisation', 'organization', 'workspace', 'company account', 'customer organisation'],
    membership: ['member', 'tenant user', 'organisation member', 'organization member'],
    tenant_owner: ['owner', 'organisation owner'],
    invitation: ['invite'],
    api_key: ['access key', 'api token', 'access token'],
    audit_event: ['audit log', 'audit trail', 'audit entry', 'activity log'],
    plan: ['pricing plan', 'tier'],
    permission: ['privilege', 'access right', 'scope'],
    session: ['sign-in', 'login session'],
    team: ['group', 'department'],
  },
  hints: [
    'rbac',
    'role-based access',
    'seat',
    'onboarding',
    'single sign-on',
    'row-level security',
    'tenant isolation',
  ],
};
