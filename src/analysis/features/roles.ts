import type { Feature } from '#analysis/domains/domain.ts';
import { user } from '#analysis/domains/people.ts';

export const roles: Feature = {
  id: 'roles',
  title: 'roles and permissions',
  words: ['role', 'permission', 'rbac', 'access control', 'role-based access', 'authorization'],
  needsEntity: false,
  part: () => ({
    entities: {
      user: { ...user, volume: { rows: 1_000_000, perYear: 500_000 } },
      role: { attributes: { code: 'code unique', name: 'name' }, volume: { rows: 50 } },
      permission: { attributes: { code: 'code unique', description: 'title?' }, volume: { rows: 300 } },
      role_permission: {
        key: ['role', 'permission'],
        references: { role: 'role cascade', permission: 'permission cascade' },
        timestamps: 'created',
        volume: { rows: 3_000 },
      },
      user_role: {
        key: ['user', 'role'],
        references: { user: 'user cascade', role: 'role', granted_by: 'user? set-null' },
        timestamps: 'created',
        volume: { rows: 1_500_000, perYear: 700_000 },
      },
    },
    access: [
      { name: 'roles of a user', entity: 'user_role', by: ['user'], perSecond: 200 },
      { name: 'users of a role', entity: 'user_role', by: ['role'], limit: 100 },
    ],
  }),
};
