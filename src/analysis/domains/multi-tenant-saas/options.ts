import type { DomainOption } from '#analysis/domains/domain.ts';
import { connections } from './connections.ts';

export const options: readonly DomainOption[] = [
  {
    id: 'teams',
    title: 'teams',
    words: ['team', 'user group', 'group'],
    usual: true,
    part: {
      entities: {
        team: {
          description: 'Members of a tenant who share roles.',
          references: { tenant: 'tenant cascade', parent: 'team? agree(tenant)' },
          attributes: { name: 'name', description: "text = ''" },
          unique: [{ of: ['tenant', 'name'] }],
          volume: { rows: 100_000, perYear: 60_000 },
        },
        team_member: {
          key: ['team', 'membership'],
          references: {
            tenant: 'tenant',
            team: 'team cascade agree(tenant)',
            membership: 'membership cascade agree(tenant)',
          },
          timestamps: 'created',
          volume: { rows: 800_000, perYear: 500_000 },
        },
        team_role: {
          description: 'A role that everyone of a team has.',
          key: ['team', 'role'],
          references: { tenant: 'tenant', team: 'team cascade agree(tenant)', role: 'role agree(tenant)' },
          timestamps: 'created',
          volume: { rows: 150_000, perYear: 90_000 },
        },
      },
      invariants: [{ kind: 'acyclic', entity: 'team', parent: 'parent', says: 'A team is not below itself.' }],
      access: [
        { name: 'teams of a member', entity: 'team_member', by: ['membership'], perSecond: 300 },
        { name: 'teams of a tenant', entity: 'team', by: ['tenant'], order: ['name'], perSecond: 20 },
        { name: 'roles of a team', entity: 'team_role', by: ['team'], perSecond: 300 },
      ],
      fixture: ["INSERT INTO teams (id, tenant_id, name) VALUES (1, 1, 'Sales'), (2, 1, 'Support'), (3, 2, 'Sales')"],
      scenarios: [
        {
          says: 'a team member from another tenant',
          refuse: 'INSERT INTO team_members (tenant_id, team_id, membership_id) VALUES (1, 1, 3)',
        },
        {
          says: 'a team member',
          accept: 'INSERT INTO team_members (tenant_id, team_id, membership_id) VALUES (1, 1, 2)',
        },
        {
          says: 'a role of another tenant for a team',
          refuse: 'INSERT INTO team_roles (tenant_id, team_id, role_id) VALUES (1, 1, 3)',
        },
        { says: 'a team below one of another tenant', refuse: 'UPDATE teams SET parent_id = 3 WHERE id = 1' },
        { says: 'a team below another', accept: 'UPDATE teams SET parent_id = 2 WHERE id = 1' },
        {
          says: 'two teams below each other',
          race: ['UPDATE teams SET parent_id = 2 WHERE id = 1', 'UPDATE teams SET parent_id = 1 WHERE id = 2'],
        },
      ],
    },
  },
  {
    id: 'features',
    title: 'features of plans',
    words: ['feature flag', 'feature', 'entitlement', 'plan feature'],
    usual: true,
    part: {
      entities: {
        feature: {
          description: 'A part of the software that a plan may hold.',
          attributes: { code: 'code unique', name: 'name' },
          volume: { rows: 200, perYear: 40 },
        },
        plan_feature: {
          key: ['plan', 'feature'],
          references: { plan: 'plan cascade', feature: 'feature' },
          timestamps: 'created',
          volume: { rows: 2_000, perYear: 500 },
        },
        tenant_feature: {
          description: 'A feature switched on or off for one tenant, whatever its plan says.',
          key: ['tenant', 'feature'],
          references: { tenant: 'tenant cascade', feature: 'feature' },
          attributes: { is_on: 'boolean', reason: "text = ''", ends_at: 'moment?' },
          volume: { rows: 40_000, perYear: 30_000 },
        },
      },
      access: [
        { name: 'what is switched for a tenant', entity: 'tenant_feature', by: ['tenant'], perSecond: 400 },
        { name: 'features of a plan', entity: 'plan_feature', by: ['plan'], perSecond: 100 },
      ],
      decisions: [
        {
          what: 'What a tenant may use is its plan, and then what is switched for it alone.',
          why: 'An exception for one customer needs no plan of its own.',
        },
      ],
      fixture: ["INSERT INTO features (id, code, name) VALUES (1, 'export', 'Export')"],
      scenarios: [
        {
          says: 'a feature switched twice for a tenant',
          given: ['INSERT INTO tenant_features (tenant_id, feature_id, is_on) VALUES (1, 1, TRUE)'],
          refuse: 'INSERT INTO tenant_features (tenant_id, feature_id, is_on) VALUES (1, 1, FALSE)',
        },
        {
          says: 'a feature neither on nor off',
          refuse: 'INSERT INTO tenant_features (tenant_id, feature_id) VALUES (1, 1)',
        },
        { says: 'a feature of a plan', accept: 'INSERT INTO plan_features (plan_id, feature_id) VALUES (1, 1)' },
      ],
    },
  },
  ...connections,
];
