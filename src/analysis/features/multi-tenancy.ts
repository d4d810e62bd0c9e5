import type { Feature } from '#analysis/domains/domain.ts';
export const multiTenancy: Feature = {
  id: 'multi-tenancy',
  title: 'several tenants',
  words: ['multi-tenant', 'multitenant', 'multi-tenancy', 'tenant', 'white label'],
  needsEntity: true,
  part: (on) => ({
    entities: {
      tenant: {
        attributes: { name: 'name', slug: 'slug unique', status: 'state(active, suspended, closed) = active' },
        volume: { rows: 20_000, perYear: 10_000 },
      },
      ...(on === undefined ? {} : { [on]: { references: { tenant: 'tenant' } } }),
    },
    access:
      on === undefined
        ? []
        : [
            {
              name: `what a tenant has: ${on}`,
              entity: on,
              by: ['tenant'],
              order: ['-created_at'],
              limit: 50,
              perSecond: 50,
            },
          ],
    decisions: [
      {
        what: 'Tenants share tables.',
        why: 'One schema to migrate, and any number of tenants; each row says whose it is.',
      },
    ],
  }),
};
